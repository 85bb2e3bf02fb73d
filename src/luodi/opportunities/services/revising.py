"""Bring an opportunity up to date: a new version each year, and one for each revision within it."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.ledger import services as ledger
from luodi.opportunities import rules
from luodi.opportunities.choices import Language, PartnerMode
from luodi.opportunities.models import Opportunity, OpportunityText, OpportunityVersion
from luodi.opportunities.rules import OpportunityRefused
from luodi.opportunities.services.commands import Revision, Text
from luodi.opportunities.services.writing import (
    TARGET,
    check_particulars,
    lock,
    state_fact,
    texts_of,
    version_of,
    write_versions,
)
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.projects.words import masked_phone
from luodi.refdata import industries

_SAID_UP_TO = 200
_LABELS = {field.name: str(field.verbose_name) for field in OpportunityText._meta.local_fields}
_COUNTED = ("amount_fen", "industry", "area")
"""What a state fact carries: when it changes, the ledger has to know."""


@transaction.atomic
def revise_opportunity(
    *,
    opportunity: Opportunity,
    revision: Revision,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> OpportunityVersion:
    """Append a version: the yearly refresh when its year is later than the last one's, else a revision with a reason.

    Amount, industry and place count as they are from ``revision.on``; before it they count as they were.
    Raises: OpportunityRefused for one that is not in the bank, a year or day that cannot be, or a revision without a
    reason or a change; UnknownIndustry, NotAllowed, EditedMeanwhile.
    """
    row = lock(opportunity, actor=actor, expected=expected_version)
    last = row.versions.order_by("-number").first()
    _check(row, last, revision, at)
    told = texts_of(revision)
    changes = _changes(row, last, revision, told)
    is_refresh = revision.year > row.edition
    if not is_refresh and not changes:
        raise OpportunityRefused("没有任何改动", field="name")
    counted = [getattr(row, name) for name in _COUNTED]
    _fill(row, revision, at)
    number = last.number + 1 if last else 1
    version = version_of(row, revision, number, revision.on, revision.reason, actor=actor, at=at)
    write_versions([(version, told)])
    act = f"谋划项目 {revision.year} 年度更新" if is_refresh else "修改谋划项目"
    noted = {**changes, "version": [row.version - 1, row.version]}
    note = audit.Note(act, TARGET, row.code, row.name, noted)
    if counted == [getattr(row, name) for name in _COUNTED]:
        audit.record(note, actor=actor, at=at)
    else:
        fact = state_fact(row, revision.on)
        ledger.post(city=actor.city, act=act, actor=actor, at=at, facts=[fact], notes=[note])
    return version


def _check(row: Opportunity, last: OpportunityVersion | None, said: Revision, at: datetime) -> None:
    today = day_of(at)
    if not row.is_in_bank:
        raise OpportunityRefused("项目已出库，不能再更新；需要时先重新入库", field="state")
    check_particulars(said)
    rules.check_year(said.year, edition=row.edition, today=today)
    since = max(row.state_since, last.valid_from if last else row.state_since)
    rules.check_day(said.on, not_before=since, today=today, field="on")
    if said.year == row.edition and not said.reason.strip():
        raise OpportunityRefused(f"{row.edition} 年度的版本已有，再改请写明原因", field="reason")


def _fill(row: Opportunity, said: Revision, at: datetime) -> None:
    row.name, row.summary = said.name.strip(), said.summary.strip()
    row.amount_fen, row.industry, row.area = said.amount.fen, said.industry, said.area
    row.industrial = industries.industry(said.industry).is_industrial
    row.edition, row.version, row.updated_at = said.year, row.version + 1, at
    row.save(
        update_fields=[
            "name", "summary", "amount_fen", "industry", "area", "industrial", "edition", "version", "updated_at",
        ]
    )  # fmt: skip


def _changes(
    row: Opportunity, last: OpportunityVersion | None, said: Revision, told: dict[Language, Text]
) -> dict[str, list[str]]:
    """Return what differs from the present version, by the Chinese name of the field."""
    pairs = {
        "投资规模（分）": (row.amount_fen, said.amount.fen),
        "行业": (row.industry, said.industry),
        "拟落地县区（园区）": (row.area, said.area),
        "合作方式": (PartnerMode(last.mode).label if last else "", PartnerMode(said.mode).label),
        "联系电话": (last.phone if last else "", said.phone.strip()),
    }
    known = {text.language: text for text in last.texts.all()} if last else {}
    for language in Language:
        before, after = known.get(language), asdict(told.get(language, Text()))
        for name, value in after.items():
            label = _LABELS[name]
            tail = "" if language == Language.ZH else f"（{language.label}）"
            pairs[f"{label}{tail}"] = (getattr(before, name, "") or "", value.strip())
    return {label: _said(label, *pair) for label, pair in pairs.items() if pair[0] != pair[1]}


def _said(label: str, before: object, after: object) -> list[str]:
    if label == "联系电话":
        shown = [masked_phone(str(before)), masked_phone(str(after))]
        return shown if shown[0] != shown[1] else [shown[0], f"{shown[1]}（另一号码）"]
    return [str(before)[:_SAID_UP_TO], str(after)[:_SAID_UP_TO]]
