"""Correct or take back one dated record of a project: an entry of funds, an increase, a milestone.

A verified record that would count otherwise waits for a verifier, as every correction does.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.kernel.findings import Refusal
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Capital, Cause, FactKind, Proof, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NewFact, Supersede
from luodi.organisation.models import Account
from luodi.projects import words
from luodi.projects.choices import MONEY_KINDS, Field
from luodi.projects.models import PendingCorrection, Project
from luodi.projects.services import values
from luodi.projects.services.funding import check_after_signing, check_amount
from luodi.projects.services.writing import TARGET, Act, check_unchanged, note, require_writer

_ASK, _APPLY = "申请更正", "更正记录"
_FIELDS = {
    "occurred": "日期",
    "amount": "金额",
    "category": "佐证类别",
    "capital": "内外资",
    "withdrawn": "撤销",
}
_OF_KIND: dict[str, frozenset[str]] = {
    FactKind.PROJECT_FUNDS: frozenset(_FIELDS),
    FactKind.PROJECT_INCREASE: frozenset({"occurred", "amount", "capital"}),
    FactKind.PROJECT_MILESTONE: frozenset({"occurred", "withdrawn"}),
}


class RecordRefused(Refusal):
    """A record that there is not, or a correction of it that corrects nothing."""


def correct_record(
    *,
    project: Project,
    ordinal: int,
    corrections: Mapping[str, object],
    reason: str,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> PendingCorrection | None:
    """Correct one record; ``corrections`` maps occurred, amount, category and capital to what is right.

    ``{"withdrawn": True}`` takes it back: there never was such a record. The total that an increase brought is
    corrected with the project's total. Of a verified record the correction waits for a verifier and is returned.
    Raises: RecordRefused; FundsRefused, DateRefused for values that cannot be; NotAllowed, EditedMeanwhile.
    """
    if not reason.strip():
        raise RecordRefused("更正须写明原因", field="reason")
    act = Act(actor, at)
    with transaction.atomic():
        row = act.lock([project.pk])[project.pk]
        require_writer(actor, [row])
        check_unchanged(row, expected_version)
        fact = get_record(row, ordinal)
        if PendingCorrection.objects.waiting().filter(project=row, ordinal=ordinal).exists():
            raise RecordRefused("这条记录已有一项更正等待认定，请待其办结后再更正")
        after = amended(row, fact, corrections, act.day)
        if fact.standing == Standing.VERIFIED:
            return _ask(row, fact, after, corrections, reason.strip(), act)
        apply(row, fact, after, reason.strip(), act, name=_APPLY)
    return None


def get_record(project: Project, ordinal: int) -> Fact:
    """Return the record as it stands.    Raises: RecordRefused when there is none, or it was rejected."""
    found = Fact.objects.live().filter(
        city_id=project.city_id, subject_id=project.subject_id, ordinal=ordinal, kind__in=_OF_KIND
    )
    fact = found.select_related("subject", "occasion", "unit").first()
    if fact is None:
        raise RecordRefused("没有这条记录，或它已被撤销，请刷新")
    if fact.standing == Standing.REJECTED:
        raise RecordRefused("这条记录已被退回，不计入任何数字；请重新登记正确的内容")
    return fact


def amended(row: Project, fact: Fact, corrections: Mapping[str, object], today: date) -> NewFact | None:
    """Return what the record says instead, None when it is taken back.    Raises: as the correction."""
    kind = FactKind(fact.kind)
    if wrong := [_FIELDS.get(name, name) for name in corrections if name not in _OF_KIND[kind]]:
        raise RecordRefused(f"“{kind.label}”的{'、'.join(wrong)}不能这样更正")
    if corrections.get("withdrawn"):
        return None
    before = ledger.version_of(fact)
    changes: dict[str, Any] = {
        name: _checked(name, value, today) for name, value in corrections.items() if name != "withdrawn"
    }
    after = replace(before, **changes)
    if kind in MONEY_KINDS:
        check_after_signing(row, after.occurred, kind.label)
    if after == before:
        raise RecordRefused("没有需要更正的内容：填写的内容与现在的一样")
    return after


def apply(row: Project, fact: Fact, after: NewFact | None, reason: str, act: Act, *, name: str) -> None:
    """Put the corrected version in place of the record."""
    notes = [note(name, row, differences(fact, after) | {"原因": [None, reason]})]
    act.write([row])
    ledger.post(
        city=row.city,
        act=name,
        actor=act.actor,
        at=act.at,
        supersede=[Supersede(fact, Cause.CORRECTED, after)],
        notes=notes,
        reason=reason,
    )


def accept(asked: PendingCorrection, row: Project, act: Act) -> None:
    """Apply a correction of a record that has been accepted.    Raises: RecordRefused when it has moved on."""
    fact = get_record(row, asked.ordinal or 0)
    after = amended(row, fact, restored(asked), act.day)
    apply(row, fact, after, asked.reason, act, name=ledger.ACCEPT)


def restored(asked: PendingCorrection) -> dict[str, object]:
    """Return the corrections of a record as they were asked for."""
    told: dict[str, object] = {}
    for name, stored in asked.corrections.items():
        told[name] = stored if isinstance(stored, str | bool) else values.restore(_LIKE[name], stored)
    return told


def differences(fact: Fact, after: NewFact | None) -> dict[str, Any]:
    """Return what differs, by Chinese label, as said before and after."""
    before = ledger.version_of(fact)
    told: dict[str, Any] = {"记录": [None, said(before)]}
    if after is None:
        return told | {"撤销": [said(before), None]}
    return told | words.on_fact(before, after)


def said(record: NewFact) -> str:
    """Return in words what the record says."""
    parts = [record.kind.label, record.occurred.show()]
    if record.kind in MONEY_KINDS and record.amount is not None:
        parts.append(words.say(Field.TOTAL, record.amount) or "")
    if record.kind == FactKind.PROJECT_FUNDS:
        parts.append(Proof(record.category).label)
    return " ".join(parts)


_LIKE = {"occurred": Field.SIGNED_ON, "amount": Field.TOTAL}
"""A field whose values are kept alike."""


def _ask(
    row: Project, fact: Fact, after: NewFact | None, corrections: Mapping[str, object], reason: str, act: Act
) -> PendingCorrection:
    stored = {
        name: value
        if isinstance(value, bool)
        else str(value)
        if isinstance(value, str)
        else values.store(_LIKE[name], value)
        for name, value in corrections.items()
    }
    waiting = PendingCorrection.objects.create(
        project=row,
        ordinal=fact.ordinal,
        corrections=stored,
        reason=reason,
        asked_by=act.actor,
        asked_at=act.at,
    )
    told = {**differences(fact, after), "原因": [None, reason]}
    audit.record(audit.Note(_ASK, TARGET, row.code, row.name, told), actor=act.actor, at=act.at)
    return waiting


def _checked(name: str, value: object, today: date) -> object:
    match name, value:
        case "occurred", VagueDate():
            return value
        case "amount", Yuan() | ForeignMoney():
            check_amount(value, today)
            return value
        case "category", str() if value in Proof.values:
            return str(value)
        case "capital", str() if value in Capital.values:
            return str(value)
    raise RecordRefused(f"“{_FIELDS[name]}”的值不对", field=name)
