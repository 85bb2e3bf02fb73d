"""Verify what units claim of leads, look it through for a county, or send it back; claim anew what was sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from luodi.leads import policies, rules, selectors
from luodi.leads.choices import OPEN_STATES, LeadAct, LeadState
from luodi.leads.models import Lead
from luodi.leads.rules import LeadRefused
from luodi.leads.selectors import LEAD_KINDS
from luodi.leads.services import trail
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import Supersede
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.recognition import services as recognition
from luodi.recognition.choices import ReviewState
from luodi.recognition.services import Matter


@dataclass(frozen=True)
class Verified:
    """What verifying leads brought: those of which something was verified, and those that wait, with why."""

    done: Sequence[Lead]
    passed_over: Mapping[str, str]


def verify_leads(leads: Sequence[Lead], *, actor: Account, at: datetime, seen: int | None = None) -> Verified:
    """Verify what is claimed of the leads, in one entry; what becomes of a lead's project is judged with the project.

    A conversion is passed over until something of its project is verified.
    Raises: LeadRefused when nothing could be verified; as ``recognition.verify_matters``.
    """
    ledger.require_verifier(actor, actor.city_id)
    with transaction.atomic():
        rows = _lock(leads)
        claims = selectors.open_claims(row.subject_id for row in rows)
        unproved = selectors.unproved(rows)
        told, waits = [], {}
        for row in rows:
            own = claims.get(row.subject_id, [])
            ready = selectors.ready_claims(own, is_unproved=row.pk in unproved)
            if len(ready) < len(own):
                waits[row.code] = f"{row.code} 转为的项目还没有认定，项目认定后才能认定线索转化"
            if ready:
                told.append((row, _matter(row, ready)))
        if not told:
            raise LeadRefused("；".join(waits.values()) or "没有待认定的线索，可能刚由他人办理，请刷新")
        for row, matter in told:
            text = selectors.said_of(matter.claims)
            trail.log(row, LeadAct.VERIFIED, on=day_of(at), text=text, actor=actor, at=at)
        recognition.verify_matters([matter for _, matter in told], actor=actor, at=at, seen=seen)
    return Verified([row for row, _ in told], waits)


def look_through_leads(
    leads: Sequence[Lead],
    *,
    state: ReviewState,
    actor: Account,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
) -> None:
    """Pass what is claimed of leads on to the city, or return it.    Raises: as ``recognition.look_through``."""
    matters = lead_matters(leads)
    recognition.look_through(matters, state=state, reason=reason, actor=actor, at=at, seen=seen)


def reject_leads(
    leads: Sequence[Lead], *, reason: str, actor: Account, at: datetime, seen: int | None = None
) -> list[Lead]:
    """Send claims back. Where a lead's coming in is verified, only its end is: it is followed up again.

    Raises: as ``recognition.reject_matters``.
    """
    ledger.require_verifier(actor, actor.city_id)
    with transaction.atomic():
        rows = _lock(leads)
        claims = selectors.open_claims(row.subject_id for row in rows)
        matters = []
        for row in rows:
            if rejected := _rejected(claims.get(row.subject_id, [])):
                _go_back(row, rejected, reason.strip(), actor, at)
                matters.append(_matter(row, rejected))
        recognition.reject_matters(matters, reason=reason, actor=actor, at=at, seen=seen)
    return rows


def resubmit_lead(*, lead: Lead, reason: str, actor: Account, at: datetime) -> Lead:
    """Claim anew what was sent back, with what there is to say for it.    Raises: LeadRefused; NotAllowed."""
    said = rules.check_text(reason, what="补充说明", field="reason")
    with transaction.atomic():
        row = trail.lock(lead)
        policies.require_handling(actor, row.unit)
        rules.check_state(row.state, OPEN_STATES, "重新申报")
        rejected = selectors.rejected_facts(row, LEAD_KINDS)
        open_ones = [
            fact for fact in rejected if fact.kind == FactKind.LEAD_RECEIVED or selectors.is_step(fact)
        ]
        if not open_ones:
            raise LeadRefused("这条线索没有被退回的申报，请刷新")
        values = ledger.versions_of(open_ones)
        again = [
            Supersede(fact, Cause.RECORDED, replace(values[fact.pk], standing=Standing.CLAIMED))
            for fact in open_ones
        ]
        note = trail.log(row, LeadAct.RESUBMITTED, on=day_of(at), text=said, actor=actor, at=at)
        trail.post(row, LeadAct.RESUBMITTED, [], [note], actor=actor, at=at, supersede=again, reason=said)
    return row


def lead_matters(leads: Sequence[Lead]) -> list[Matter]:
    """Return what is claimed of the leads; those without a claim are left out."""
    claims = selectors.open_claims(row.subject_id for row in leads)
    return [_matter(row, claims[row.subject_id]) for row in leads if row.subject_id in claims]


def _lock(leads: Sequence[Lead]) -> list[Lead]:
    rows = Lead.objects.select_for_update(of=("self",)).select_related(
        "city", "subject", "unit", "reported_unit", "reported_by", "assigned_to", "brief", "project"
    )
    return list(rows.filter(pk__in=[one.pk for one in leads]).order_by("pk"))


def _matter(row: Lead, claims: Sequence[Fact]) -> Matter:
    return Matter(trail.TARGET, row.code, row.project_name, trail.address_of(row), tuple(claims))


def _rejected(claims: Sequence[Fact]) -> list[Fact]:
    """Return what of the claims goes back: all with a coming in that is itself claimed, else what ended the lead."""
    if any(fact.kind == FactKind.LEAD_RECEIVED for fact in claims):
        return list(claims)
    return [fact for fact in claims if not selectors.is_step(fact)] or list(claims)


def _go_back(row: Lead, rejected: Sequence[Fact], reason: str, actor: Account, at: datetime) -> None:
    """Let the row be followed up again when its end is sent back, and tell whoever had it first."""
    ended = any(fact.state in (LeadState.CONVERTED, LeadState.DROPPED) for fact in rejected)
    if ended and row.state in (LeadState.CONVERTED, LeadState.DROPPED):
        row.project = None
        trail.move(row, LeadState.FOLLOWING, on=day_of(at), at=at)
    trail.log(row, LeadAct.REJECTED, on=day_of(at), text=reason, actor=actor, at=at)
    if row.reported_unit_id != row.unit_id:
        title = f"您报来的线索 {row.code} 的申报被退回"
        trail.tell_reporter(row, NoticeKind.INFO, title, reason, actor=actor, at=at)
