"""Take a lead in: who had it first is kept as it is entered, what looks like the same is noted, its days begin."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi import search
from luodi.calendars.selectors import calendar_of
from luodi.enterprises import numbering
from luodi.enterprises.models import Enterprise
from luodi.kernel.codes import parse_credit_code
from luodi.kernel.money import Yuan
from luodi.kernel.names import sound_key
from luodi.leads import policies, rules
from luodi.leads.choices import LeadAct, LeadState
from luodi.leads.models import Lead, LeadBrief, LeadMatch
from luodi.leads.models.lead import SEARCH_INDEX
from luodi.leads.rules import LeadRefused
from luodi.leads.services import matching, trail
from luodi.leads.services.terms import terms_on
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, LeadSource, SubjectKind
from luodi.ledger.models import Subject
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.refdata import industries

BRINGERS = frozenset({
    SubjectKind.ADVISER, SubjectKind.EVENT, SubjectKind.TRIP, SubjectKind.VISIT, SubjectKind.MEETING,
    SubjectKind.ENTERPRISE, SubjectKind.LEADER, SubjectKind.UNIT,
    SubjectKind.AGENCY, SubjectKind.ASSOCIATION, SubjectKind.HOMETOWNER,
})  # fmt: skip
"""What a lead can have come from."""


@dataclass(frozen=True, kw_only=True)
class LeadContent:
    """What a lead says; ``enterprise`` is the investor where it is on record."""

    investor_name: str
    project_name: str
    investor_code: str = ""
    enterprise: Enterprise | None = None
    amount: Yuan | None = None
    industry: str = ""
    origin: str = ""
    area: str = ""
    content: str = ""
    needs: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    source_note: str = ""


@dataclass(frozen=True, kw_only=True)
class NewLead(LeadContent):
    """A lead that ``unit`` has had, on ``received_on``."""

    unit: Unit
    source: LeadSource
    received_on: date
    brought_by: Subject | None = None


def receive_lead(new: NewLead, *, actor: Account, at: datetime, once: str = "") -> Lead:
    """Enter a lead as a claim of its unit; an answer to whoever brought it is due in the set working days.

    What is sent twice under one ``once`` is entered once.
    Raises: LeadRefused, CreditCodeRefused, UnknownIndustry; NotAllowed outside the actor's units.
    """
    policies.require_handling(actor, new.unit)
    today = day_of(at)
    code = check_content(new, city_id=actor.city_id)
    rules.check_day(new.received_on, since=date.min, today=today, what="收到日期", field="received_on")
    _check_bringer(new.brought_by, actor.city_id)
    with transaction.atomic():
        (number,) = numbering.take(city_id=actor.city_id, prefix="L", year=today.year, n=1)
        known = once and Lead.objects.filter(city_id=actor.city_id, once=once, unit=new.unit).first()
        if known:
            transaction.set_rollback(True)
            return known
        told = told_by(new, code)
        found = matching.find(told, city=actor.city, on=today)
        row = _create(new, code, number, actor, at, once=once)
        note_matches(row, found)
        says = "查重未发现相同线索" if not found else f"查重发现 {len(found)} 项相近，请核对"
        note = trail.log(row, LeadAct.RECEIVED, on=new.received_on, text=says, actor=actor, at=at)
        title = f"新线索 {row.code}：{row.project_name}，请于 {row.due_on} 前答复来源"
        trail.tell(row, NoticeKind.ASKED, title, "", actor=actor, at=at)
        facts = [trail.fact(row, FactKind.LEAD_RECEIVED, row.received_on), trail.state_fact(row)]
        trail.post(row, LeadAct.RECEIVED, facts, [note], actor=actor, at=at)
    return row


def check_content(new: LeadContent, *, city_id: int) -> str:
    """Return the investor's code in its normal form, with everything else found to be in order.

    Raises: LeadRefused, CreditCodeRefused, UnknownIndustry.
    """
    rules.check_text(new.investor_name, what="投资方（不清楚的写“待核实”）", field="investor_name")
    rules.check_text(new.project_name, what="拟投项目", field="project_name")
    if new.enterprise is not None and new.enterprise.city_id != city_id:
        raise LeadRefused("企业须是本市企业库里的", field="enterprise")
    if new.industry:
        industries.industry(new.industry)
    if new.amount is not None and new.amount < Yuan.ZERO:
        raise LeadRefused("意向投资不能是负数", field="amount")
    return parse_credit_code(new.investor_code) if new.investor_code.strip() else ""


def told_by(new: LeadContent, code: str) -> matching.Told:
    return matching.Told(
        investor_name=new.investor_name,
        project_name=new.project_name,
        investor_code=code,
        amount_fen=None if new.amount is None else new.amount.fen,
        area=new.area,
    )


def note_matches(row: Lead, found: list[matching.Match]) -> None:
    """Keep what was found, so that the lead says what it was known to look like."""
    LeadMatch.objects.bulk_create(
        LeadMatch(lead=row, earlier=one.lead, report=one.report, project=one.project, why=one.why[:400])
        for one in found
    )


def brief_values(new: LeadContent, code: str) -> dict[str, object]:
    """Return the columns of what a lead says."""
    return {
        "enterprise": new.enterprise,
        "investor_code": code,
        "amount_fen": None if new.amount is None else new.amount.fen,
        "industry": new.industry,
        "origin": new.origin,
        "area": new.area,
        "content": new.content.strip(),
        "needs": new.needs.strip(),
        "contact_name": new.contact_name.strip(),
        "contact_phone": new.contact_phone.strip(),
        "source_note": new.source_note.strip(),
        "investor_key": sound_key(new.investor_name.strip()),
        "name_key": sound_key(new.project_name.strip()),
    }


def _check_bringer(subject: Subject | None, city_id: int) -> None:
    if subject is None:
        return
    if subject.city_id != city_id or subject.kind not in BRINGERS:
        raise LeadRefused(
            "来源对象须是本市登记的顾问、机构、商会、在外企业家、外出、来访、活动、会谈或企业",
            field="brought_by",
        )


def _create(new: NewLead, code: str, number: str, actor: Account, at: datetime, *, once: str) -> Lead:
    today = day_of(at)
    terms = terms_on(actor.city_id, today)
    name = new.project_name.strip()
    spec = ledger.SubjectSpec(SubjectKind.LEAD, number, name)
    (subject,) = ledger.add_subjects([spec], city_id=actor.city_id)
    row = Lead.objects.create(
        city=actor.city,
        code=number,
        subject=subject,
        source=new.source,
        brought_by=new.brought_by,
        reported_unit=new.unit,
        reported_by=actor,
        reported_at=at,
        received_on=new.received_on,
        unit=new.unit,
        state_since=new.received_on,
        due_on=rules.due_on(
            LeadState.NEW, terms, since=today, today=today, calendar=calendar_of(actor.city_id)
        ),
        investor_name=new.investor_name.strip(),
        project_name=name,
        once=once or None,
    )
    brief = LeadBrief(lead=row, city_id=actor.city_id, held_since=today, **brief_values(new, code))
    brief.search_text = search_text_of(row)
    brief.save(force_insert=True)
    search.put(SEARCH_INDEX, [document(brief)])
    return row


def search_text_of(row: Lead) -> str:
    """Return what the lead is found by."""
    return search.search_text(row.project_name, row.investor_name, codes=[row.code])


def document(brief: LeadBrief) -> search.Document:
    return search.Document(brief.pk, brief.city_id, brief.search_text)
