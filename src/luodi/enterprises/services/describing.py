"""Say better what a firm is: correct its row, let it bear another name from a day on, and describe what it does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luodi import search
from luodi.audit import services as audit
from luodi.enterprises import policies, rules
from luodi.enterprises.models import Enterprise, FormerName, Profile
from luodi.enterprises.models.enterprise import SEARCH_INDEX
from luodi.enterprises.services.enterprises import check_particulars, check_unknown
from luodi.enterprises.services.writing import Act, check_unchanged, document, note, search_text_of
from luodi.kernel.money import Yuan
from luodi.kernel.names import sound_key
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NewFact, Supersede
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.refdata import industries

_DEEPEST = 20
_LABELS = {
    "name": "企业名称",
    "credit_code": "统一社会信用代码",
    "origin": "来源地",
    "industry": "行业",
    "group": "所属集团",
}


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """All of a firm's row as it should read."""

    name: str
    credit_code: str = ""
    origin: str = ""
    industry: str = ""
    group: str = ""
    parent: Enterprise | None = None


@dataclass(frozen=True, kw_only=True)
class Described:
    business: str = ""
    address: str = ""
    capital: Yuan | None = None
    founded_on: date | None = None
    website: str = ""
    remark: str = ""


def correct_enterprise(
    *,
    enterprise: Enterprise,
    corrected: Corrected,
    reason: str,
    actor: Account,
    at: datetime,
    always_wrong: bool = True,
    expected_version: int | None = None,
) -> Enterprise:
    """Let the row read as it should.

    Where origin or industry had ``always_wrong``, the firm's facts that carry it are corrected too, and what had been
    verified waits to be verified again; otherwise only what is recorded from now on says the new one.
    Raises: EnterpriseRefused, CreditCodeRefused, UnknownOrigin, UnknownIndustry; NotAllowed, EditedMeanwhile.
    """
    said = rules.check_text(reason, "原因", field="reason", most=200)
    code = check_particulars(corrected.name, corrected.origin, corrected.industry, corrected.credit_code)
    act = Act(actor, at)
    with transaction.atomic():
        row = act.lock(Enterprise, [enterprise.pk])[enterprise.pk]
        policies.require_correcting(actor, row)
        check_unchanged(row, expected_version)
        check_unknown([code] if code else [], row.city_id, but=row.pk)
        _check_parent(row, corrected.parent)
        changes = _apply(row, replace(corrected, name=corrected.name.strip(), credit_code=code))
        if not changes:
            raise rules.EnterpriseRefused("没有任何改动")
        facts = _carrying(row, changes) if always_wrong else []
        if any(fact.standing == Standing.VERIFIED for fact in facts):
            policies.require_keeper(actor, row.city_id)
        notes = [note("更正企业", row, {**changes, "原因": [None, said]})]
        _write(row, act)
        _record(row, facts, notes, act, said)
    return row


def rename_enterprise(
    *,
    enterprise: Enterprise,
    name: str,
    on: date,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Enterprise:
    """Let the firm bear another name from a day on; it is still found under the one it had.

    Raises: EnterpriseRefused for the name that it has, or a day to come; NotAllowed, EditedMeanwhile.
    """
    rules.check_name(name)
    rules.check_day(on, day_of(at), "更名日期", field="on")
    act = Act(actor, at)
    with transaction.atomic():
        row = act.lock(Enterprise, [enterprise.pk])[enterprise.pk]
        policies.require_correcting(actor, row)
        check_unchanged(row, expected_version)
        if row.name == name.strip():
            raise rules.EnterpriseRefused("与现在的名称相同", field="name")
        _keep_name(row, row.name, on, actor, at)
        told = note(
            "企业更名", row, {"企业名称": [row.name, name.strip()], "更名日期": [None, on.isoformat()]}
        )
        row.name = name.strip()
        _write(row, act)
        audit.record(told, actor=actor, at=at)
    return row


def add_former_name(
    *, enterprise: Enterprise, name: str, until: date | None, actor: Account, at: datetime
) -> Enterprise:
    """Note a name that the firm bore before, until a day where that is known.

    Raises: EnterpriseRefused for its present name, one that is noted, or a day to come; NotAllowed.
    """
    rules.check_name(name)
    if until is not None:
        rules.check_day(until, day_of(at), "用至日期", field="until")
    act = Act(actor, at)
    with transaction.atomic():
        row = act.lock(Enterprise, [enterprise.pk])[enterprise.pk]
        policies.require_adding(actor, row)
        if row.name == name.strip():
            raise rules.EnterpriseRefused("这是它现在的名称", field="name")
        _keep_name(row, name.strip(), until, actor, at)
        told = note("登记曾用名", row, {"曾用名": [None, name.strip()]})
        _write(row, act)
        audit.record(told, actor=actor, at=at)
    return row


def describe_enterprise(
    *,
    enterprise: Enterprise,
    described: Described,
    actor: Account,
    at: datetime,
    once: str = "",
    expected_version: int | None = None,
) -> Enterprise:
    """Note what the firm does and where.    Raises: EnterpriseRefused; NotAllowed, EditedMeanwhile."""
    if described.founded_on is not None:
        rules.check_day(described.founded_on, day_of(at), "成立日期", field="founded_on")
    act = Act(actor, at)
    with transaction.atomic():
        row = act.lock(Enterprise, [enterprise.pk])[enterprise.pk]
        policies.require_adding(actor, row)
        check_unchanged(row, expected_version)
        had = Profile.objects.filter(enterprise=row).first()
        new = had or Profile(enterprise=row, recorded_by=actor, once=once or None)
        before = _told(new)
        new.business, new.address = described.business.strip(), described.address.strip()
        new.capital_fen = None if described.capital is None else described.capital.fen
        new.founded_on, new.website = described.founded_on, described.website
        new.remark = described.remark.strip()
        new.save()
        after = _told(new)
        changes = {label: [before[label], value] for label, value in after.items() if value != before[label]}
        audit.record(note("填写企业简介", row, changes), actor=actor, at=at)
        act.write([row], ["updated_at"])
    return row


def _record(
    row: Enterprise, facts: Sequence[Fact], notes: Sequence[audit.Note], act: Act, reason: str
) -> None:
    if not facts:
        audit.record_all(notes, actor=act.actor, at=act.at)
        return
    ledger.post(
        city=row.city,
        act="更正企业",
        actor=act.actor,
        at=act.at,
        supersede=_superseded(row, facts),
        notes=notes,
        reason=reason,
    )


def _told(profile: Profile) -> dict[str, Any]:
    return {
        "主营业务": profile.business or None,
        "地址": profile.address or None,
        "注册资本": profile.capital.show_wan(trim=True) if profile.capital is not None else None,
        "成立日期": profile.founded_on.isoformat() if profile.founded_on else None,
        "网址": profile.website or None,
        "备注": profile.remark or None,
    }


def _apply(row: Enterprise, corrected: Corrected) -> dict[str, list[Any]]:
    changes: dict[str, list[Any]] = {}
    for name, label in _LABELS.items():
        old, new = getattr(row, name), getattr(corrected, name).strip()
        if old != new:
            changes[label] = [old or None, new or None]
            setattr(row, name, new)
    old_parent = row.parent.name if row.parent is not None else None
    new_parent = corrected.parent.name if corrected.parent is not None else None
    if row.parent_id != (corrected.parent.pk if corrected.parent is not None else None):
        changes["母公司"] = [old_parent, new_parent]
        row.parent = corrected.parent
    return changes


def _check_parent(row: Enterprise, parent: Enterprise | None) -> None:
    above: list[str] = []
    at = parent
    while at is not None and len(above) < _DEEPEST:
        above.append(at.code)
        at = at.parent
    rules.check_parent(row.code, above)


def _carrying(row: Enterprise, changes: dict[str, list[Any]]) -> Sequence[Fact]:
    """Return the firm's live facts that carry what was wrong."""
    live = Fact.objects.live().filter(subject_id=row.subject_id).exclude(standing=Standing.REJECTED)
    found = live.select_related("subject", "occasion", "unit").order_by("ordinal")
    return [
        fact
        for fact in found
        if ("来源地" in changes and fact.origin == (changes["来源地"][0] or ""))
        or ("行业" in changes and fact.industry == (changes["行业"][0] or ""))
    ]


def _superseded(row: Enterprise, facts: Sequence[Fact]) -> list[Supersede]:
    values = ledger.versions_of(facts)
    return [Supersede(fact, Cause.CORRECTED, _as_now(row, values[fact.pk])) for fact in facts]


def _as_now(row: Enterprise, fact: NewFact) -> NewFact:
    industrial = bool(row.industry) and industries.industry(row.industry).is_industrial
    return replace(
        fact, origin=row.origin, industry=row.industry, industrial=industrial, standing=Standing.CLAIMED
    )


def _keep_name(row: Enterprise, name: str, until: date | None, actor: Account, at: datetime) -> None:
    if FormerName.objects.filter(enterprise=row, name=name).exists():
        raise rules.EnterpriseRefused(f"曾用名“{name}”已经登记", field="name")
    FormerName.objects.create(enterprise=row, name=name, until=until, recorded_at=at, recorded_by=actor)


def _write(row: Enterprise, act: Act) -> None:
    """Write the row, and let it be found under what it is called now and was before."""
    search.take_out(SEARCH_INDEX, [document(row)])
    row.search_text = search_text_of(row)
    row.name_key = sound_key(row.name)
    columns = ["name", "credit_code", "origin", "industry", "group", "parent", "search_text", "name_key"]
    act.write([row], [*columns, "updated_at"])
    search.put(SEARCH_INDEX, [document(row)])
    ledger.relabel(subject=row.subject, label=row.name)
