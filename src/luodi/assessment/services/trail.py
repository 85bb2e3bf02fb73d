"""What acts on groups, schemes and runs have in common: the locked row, its next version, and the trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from luodi.assessment.models import Group, Run, SchemeVersion
from luodi.audit import services as audit
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account

GROUP, SCHEME, RUN = "assessment-group", "assessment-scheme", "assessment-run"


def scheme_code(one: SchemeVersion) -> str:
    return f"{one.group.code}-{one.number}"


def run_code(one: Run) -> str:
    return f"{one.group.code}-{one.number}"


def address_of(one: Run) -> str:
    return f"/assessment/groups/{one.group.code}/runs/{one.number}/"


def lock_group(group: Group, *, expected_version: int | None = None) -> Group:
    """Return the group afresh, locked.    Raises: EditedMeanwhile."""
    row = Group.objects.select_for_update(of=("self",)).select_related("city").get(pk=group.pk)
    _check(GROUP, row.code, row.city_id, row.version, expected_version)
    return row


def lock_scheme(one: SchemeVersion, *, expected_version: int | None = None) -> SchemeVersion:
    """Return the version of the scheme afresh, locked.    Raises: EditedMeanwhile."""
    rows = SchemeVersion.objects.select_for_update(of=("self",)).select_related("group__city")
    row = rows.get(pk=one.pk)
    _check(SCHEME, scheme_code(row), row.group.city_id, row.version, expected_version)
    return row


def lock_run(one: Run, *, expected_version: int | None = None) -> Run:
    """Return the run afresh, locked.    Raises: EditedMeanwhile."""
    rows = Run.objects.select_for_update(of=("self",)).select_related("group__city", "scheme")
    row = rows.get(pk=one.pk)
    _check(RUN, run_code(row), row.group.city_id, row.version, expected_version)
    return row


def note_group(act: str, row: Group, changes: Mapping[str, Any], *, actor: Account, at: datetime) -> None:
    _note(act, GROUP, row.code, str(row), row.version, changes, actor, at)


def note_scheme(
    act: str, row: SchemeVersion, changes: Mapping[str, Any], *, actor: Account, at: datetime
) -> None:
    _note(act, SCHEME, scheme_code(row), str(row), row.version, changes, actor, at)


def note_run(act: str, row: Run, changes: Mapping[str, Any], *, actor: Account, at: datetime) -> None:
    _note(act, RUN, run_code(row), str(row), row.version, changes, actor, at)


def _check(kind: str, code: str, city_id: int, version: int, expected: int | None) -> None:
    check_version(city_id=city_id, target_kind=kind, target_code=code, expected=expected, version=version)


def _note(
    act: str,
    kind: str,
    code: str,
    title: str,
    version: int,
    changes: Mapping[str, Any],
    actor: Account,
    at: datetime,
) -> None:
    told = {**changes, "version": [max(version - 1, 0), version]}
    audit.record(audit.Note(act, kind, code, title, told), actor=actor, at=at)
