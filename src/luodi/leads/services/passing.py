"""Who answers for a lead: who of the unit follows it up, which unit the centre gives it to, which one takes it over."""

from datetime import datetime

from django.db import transaction

from luodi.leads import policies, rules
from luodi.leads.choices import OPEN_STATES, LeadAct, ReferralState
from luodi.leads.models import Lead, LeadReferral
from luodi.leads.rules import LeadRefused
from luodi.leads.services import trail
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require


def assign_lead(*, lead: Lead, to: Account, actor: Account, at: datetime) -> Lead:
    """Name who follows an open lead up; the one who is named is told.    Raises: LeadRefused; NotAllowed."""
    with transaction.atomic():
        row = trail.lock(lead)
        policies.require_handling(actor, row.unit)
        rules.check_state(row.state, OPEN_STATES, "落实跟进人")
        if to.city_id != row.city_id or not to.is_active:
            raise LeadRefused("跟进人须是本市在用的账号", field="to")
        if to.pk == row.assigned_to_id:
            raise LeadRefused(f"已由 {to.display_name} 跟进", field="to")
        row.assigned_to = to
        row.version += 1
        row.save(update_fields=["assigned_to", "version"])
        text = f"由 {to.display_name}（{to.unit_name}）跟进"
        trail.keep(
            trail.log(row, LeadAct.ASSIGNED, on=day_of(at), text=text, actor=actor, at=at), actor=actor, at=at
        )
        if to.pk != actor.pk:
            title = f"请跟进线索 {row.code}：{row.project_name}"
            path = trail.address_of(row)
            notices.tell([to], kind=NoticeKind.ASKED, title=title, path=path, at=at)
    return row


def dispatch_lead(*, lead: Lead, to: Unit, reason: str, actor: Account, at: datetime) -> Lead:
    """Let the centre give an open lead to a unit; a referral that waited for an answer is thereby decided.

    Raises: LeadRefused; NotAllowed for anybody but the centre.
    """
    said = rules.check_text(reason, what="交办意见", field="reason")
    with transaction.atomic():
        policies.require_dispatching(actor, lead.city_id)
        row = trail.lock(lead)
        rules.check_state(row.state, OPEN_STATES, "交办")
        _check_receiver(row, to, at)
        row.referrals.filter(state=ReferralState.ASKED).update(
            state=ReferralState.RECALLED, answered_by=actor, answered_at=at, answer="中心已直接交办"
        )
        _hand(row, to, LeadAct.DISPATCHED, f"交 {to.short_name}：{said}", actor, at)
        title = f"中心交办线索 {row.code}：{row.project_name}"
        trail.tell(row, NoticeKind.ASKED, title, said, actor=actor, at=at)
    return row


def refer_lead(*, lead: Lead, to: Unit, reason: str, actor: Account, at: datetime) -> LeadReferral:
    """Ask another unit to take an open lead over; until it agrees, nothing changes.

    Raises: LeadRefused when one is asked already; NotAllowed.
    """
    said = rules.check_text(reason, what="转交理由", field="reason")
    with transaction.atomic():
        row = trail.lock(lead)
        policies.require_handling(actor, row.unit)
        rules.check_state(row.state, OPEN_STATES, "转交")
        _check_receiver(row, to, at)
        if row.referrals.filter(state=ReferralState.ASKED).exists():
            raise LeadRefused("这条线索已有一项转交在等待答复，请先撤回", field="to")
        referral = LeadReferral.objects.create(
            lead=row, from_unit=row.unit, to_unit=to, reason=said[:400], asked_by=actor, asked_at=at
        )
        text = f"请 {to.short_name} 承接：{said}"
        trail.keep(
            trail.log(row, LeadAct.REFERRED, on=day_of(at), text=text, actor=actor, at=at), actor=actor, at=at
        )
        title = f"请答复是否承接线索 {row.code}：{row.project_name}"
        path = trail.address_of(row)
        notices.tell_unit(to, kind=NoticeKind.ASKED, title=title, reason=said[:400], path=path, at=at)
    return referral


def take_over(*, referral: LeadReferral, answer: str, actor: Account, at: datetime) -> Lead:
    """Let the unit that is asked agree: it answers for the lead from today on, and its days begin anew.

    Raises: LeadRefused when it is decided; NotAllowed for another unit's account.
    """
    with transaction.atomic():
        row, found = _asked(referral, actor)
        rules.check_state(row.state, OPEN_STATES, "承接")
        _answer(found, ReferralState.TAKEN, answer, actor, at)
        to, before = found.to_unit, found.from_unit
        _hand(row, to, LeadAct.TAKEN, f"{to.short_name}同意承接{_said(answer)}", actor, at)
        _tell_asker(
            found, row, NoticeKind.DECIDED, f"{to.short_name}已承接线索 {row.code}", answer, before, at
        )
    return row


def decline(*, referral: LeadReferral, reason: str, actor: Account, at: datetime) -> Lead:
    """Let the unit that is asked say no, and why: the lead stays where it is.    Raises: as ``take_over``."""
    said = rules.check_text(reason, what="不承接的理由", field="reason")
    with transaction.atomic():
        row, found = _asked(referral, actor)
        _answer(found, ReferralState.DECLINED, said, actor, at)
        text = f"{found.to_unit.short_name}不予承接：{said}"
        trail.keep(
            trail.log(row, LeadAct.DECLINED, on=day_of(at), text=text, actor=actor, at=at), actor=actor, at=at
        )
        title = f"{found.to_unit.short_name}不承接线索 {row.code}"
        _tell_asker(found, row, NoticeKind.RETURNED, title, said, found.from_unit, at)
    return row


def recall(*, referral: LeadReferral, actor: Account, at: datetime) -> Lead:
    """Take the question back before it is answered.    Raises: LeadRefused; NotAllowed for other units."""
    with transaction.atomic():
        row = trail.lock(referral.lead)
        policies.require_handling(actor, row.unit)
        found = _open(referral)
        _answer(found, ReferralState.RECALLED, "", actor, at)
        text = f"不再请 {found.to_unit.short_name} 承接"
        trail.keep(
            trail.log(row, LeadAct.RECALLED, on=day_of(at), text=text, actor=actor, at=at), actor=actor, at=at
        )
    return row


def _hand(row: Lead, to: Unit, act: LeadAct, text: str, actor: Account, at: datetime) -> None:
    """Let the unit answer for the locked lead from today on."""
    today = day_of(at)
    row.unit, row.assigned_to, row.state_since = to, None, today
    row.brief.held_since = today
    row.brief.save(update_fields=["held_since"])
    trail.set_due(row, at=at)
    note = trail.log(row, act, on=today, text=text, actor=actor, at=at)
    trail.tell_reporter(
        row, NoticeKind.INFO, f"您报来的线索 {row.code} 改由 {to.short_name} 承接", text, actor=actor, at=at
    )
    trail.post(row, act, [trail.state_fact(row)], [note], actor=actor, at=at)


def _check_receiver(row: Lead, to: Unit, at: datetime) -> None:
    if to.city_id != row.city_id or (to.closed_on is not None and to.closed_on <= day_of(at)):
        raise LeadRefused("接收单位须是本市现有的单位", field="to")
    if to.pk == row.unit_id:
        raise LeadRefused(f"已由“{to.short_name}”承接", field="to")


def _open(referral: LeadReferral) -> LeadReferral:
    rows = LeadReferral.objects.select_for_update(of=("self",)).select_related(
        "from_unit", "to_unit", "asked_by"
    )
    found = rows.get(pk=referral.pk)
    if found.state != ReferralState.ASKED:
        raise LeadRefused(f"这项转交{found.get_state_display()}，请刷新")
    return found


def _asked(referral: LeadReferral, actor: Account) -> tuple[Lead, LeadReferral]:
    row = trail.lock(referral.lead)
    found = _open(referral)
    reach = reach_of(actor)
    allowed = actor.city_id == row.city_id and policies.may_answer_for(reach, found.to_unit_id)
    require(allowed, f"只有“{found.to_unit.short_name}”的台账员可以答复是否承接")
    return row, found


def _answer(found: LeadReferral, state: ReferralState, answer: str, actor: Account, at: datetime) -> None:
    found.state, found.answer, found.answered_by, found.answered_at = state, answer.strip()[:400], actor, at
    found.save(update_fields=["state", "answer", "answered_by", "answered_at"])


def _said(answer: str) -> str:
    return f"：{answer.strip()}" if answer.strip() else ""


def _tell_asker(
    found: LeadReferral, row: Lead, kind: NoticeKind, title: str, reason: str, unit: Unit, at: datetime
) -> None:
    path = trail.address_of(row)
    notices.tell_unit(
        unit, kind=kind, title=title, reason=reason[:400], path=path, at=at, also=[found.asked_by]
    )
