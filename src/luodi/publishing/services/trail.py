"""What acts on templates and pieces have in common: the locked row and the trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from luodi.audit import services as audit
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.publishing.models import Template

TEMPLATE = "publishing-template"


def lock_template(one: Template, *, expected_version: int | None = None) -> Template:
    """Return the template afresh, locked.    Raises: EditedMeanwhile."""
    row = Template.objects.select_for_update(of=("self",)).select_related("city").get(pk=one.pk)
    check_version(
        city_id=row.city_id,
        target_kind=TEMPLATE,
        target_code=row.code,
        expected=expected_version,
        version=row.version,
    )
    return row


def note_template(
    act: str, row: Template, changes: Mapping[str, Any], *, actor: Account, at: datetime
) -> None:
    told = {**changes, "version": [max(row.version - 1, 0), row.version]}
    audit.record(audit.Note(act, TEMPLATE, row.code, row.title, told), actor=actor, at=at)
