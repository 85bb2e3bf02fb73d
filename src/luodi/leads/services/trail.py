"""What acts on a lead have in common: the locked row, a line of its history, one of the trail, facts, a notice."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from luodi.audit import services as audit
from luodi.calendars.selectors import calendar_of
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.leads import rules
from luodi.leads.choices import LeadAct, LeadState
from luodi.leads.models import Lead, LeadEvent
from luodi.leads.services.terms import terms_on
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind
from luodi.ledger.services import NewFact, Supersede
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.refdata import industries

TARGET = "lead"
_TEXT = 800


def address_of(lead: Lead) -> str:
    return f"/leads/{lead.code}/"


def lock(lead: Lead) -> Lead:
    """Return the lead afresh, locked, with what it says."""
    rows = Lead.objects.select_for_update(of=("self",)).select_related(
        "city",
        "subject",
        "unit",
        "reported_unit",
        "reported_by",
        "assigned_to",
        "brief",
        "brief__first_report",
    )
    return rows.get(pk=lead.pk)


def move(row: Lead, state: LeadState, *, on: date, at: datetime) -> None:
    """Put the locked lead into the state, with the day by which its next step is due."""
    row.state, row.state_since = state, on
    set_due(row, at=at)


def set_due(row: Lead, *, at: datetime) -> None:
    """Give the locked lead the day that follows from its state, and the next version."""
    today = day_of(at)
    terms = terms_on(row.city_id, today)
    row.due_on = rules.due_on(
        LeadState(row.state),
        terms,
        since=row.brief.held_since,
        today=today,
        calendar=calendar_of(row.city_id),
    )
    row.version += 1
    row.save(update_fields=["state", "state_since", "due_on", "version", "unit", "assigned_to", "project"])


def log(row: Lead, act: LeadAct, *, on: date, text: str, actor: Account, at: datetime) -> audit.Note:
    """Append the act to the lead's history, and return what the trail is to say of it."""
    LeadEvent.objects.create(lead=row, act=act, on=on, text=text[:_TEXT], at=at, by=actor)
    changes = {
        "状态": [None, row.get_state_display()],
        "日期": [None, on.isoformat()],
        "内容": [None, text],
        "version": [max(row.version - 1, 0), row.version],
    }
    return audit.Note(act.label, TARGET, row.code, row.project_name, changes)


def fact(row: Lead, kind: FactKind, on: date) -> NewFact:
    """Return a fact of the lead as it is: what it is worth, where from and where to, and through whom it came."""
    brief = row.brief
    return NewFact(
        kind=kind,
        subject=row.subject,
        occurred=VagueDate.day(on),
        unit=row.reported_unit if kind == FactKind.LEAD_RECEIVED else row.unit,
        occasion=None,
        amount=Yuan(brief.amount_fen) if brief.amount_fen is not None else None,
        area=brief.area or row.unit.area,
        origin=brief.origin,
        industry=brief.industry,
        industrial=bool(brief.industry) and industries.industry(brief.industry).is_industrial,
        category=row.source,
        state=row.state if kind == FactKind.LEAD_STATE else "",
        state_since=row.state_since if kind == FactKind.LEAD_STATE else None,
    )


def post(
    row: Lead,
    act: LeadAct,
    facts: Sequence[NewFact],
    notes: Iterable[audit.Note],
    *,
    actor: Account,
    at: datetime,
    supersede: Sequence[Supersede] = (),
    reason: str = "",
    once: str = "",
) -> None:
    """Record the act with its facts, as the last act of the transaction."""
    ledger.post(
        city=row.city,
        act=act.label,
        actor=actor,
        at=at,
        facts=facts,
        supersede=supersede,
        notes=list(notes),
        reason=reason[:400],
        once=once,
    )


def state_fact(row: Lead) -> NewFact:
    return fact(row, FactKind.LEAD_STATE, row.state_since)


def tell(row: Lead, kind: NoticeKind, title: str, reason: str, *, actor: Account, at: datetime) -> None:
    """Tell the clerks of the unit that answers for the lead, and who follows it up; not who acts."""
    also = [row.assigned_to] if row.assigned_to is not None and row.assigned_to_id != actor.pk else []
    notices.tell_unit(
        row.unit, kind=kind, title=title, reason=reason[:400], path=address_of(row), at=at, also=also
    )


def tell_reporter(
    row: Lead, kind: NoticeKind, title: str, reason: str, *, actor: Account, at: datetime
) -> None:
    """Tell whoever had the lead first what became of it, unless it was that account's own act."""
    if row.reported_by_id != actor.pk:
        notices.tell(
            [row.reported_by], kind=kind, title=title, reason=reason[:400], path=address_of(row), at=at
        )


def keep(note: audit.Note, *, actor: Account, at: datetime) -> None:
    """Put an act that changes no figure on the trail."""
    audit.record(note, actor=actor, at=at)
