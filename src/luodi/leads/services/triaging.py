"""The steps of a lead: answered, judged, reported back, followed up; dropped, merged, taken up again."""

from datetime import date, datetime

from django.db import transaction

from luodi.leads import policies, rules
from luodi.leads.choices import OPEN_STATES, LeadAct, LeadState
from luodi.leads.models import Lead
from luodi.leads.rules import LeadRefused
from luodi.leads.services import trail
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import Supersede
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account

_BEFORE_FOLLOWING = (LeadState.NEW, LeadState.JUDGING)


def reply_lead(*, lead: Lead, on: date, text: str, actor: Account, at: datetime) -> Lead:
    """Record that whoever brought it has been answered; it is then to be judged.    Raises: LeadRefused; NotAllowed."""
    said = rules.check_text(text, what="怎样答复的", field="text")
    return _step(lead, LeadAct.REPLIED, (LeadState.NEW,), LeadState.JUDGING, on, said, actor, at)


def judge_lead(*, lead: Lead, on: date, text: str, actor: Account, at: datetime) -> Lead:
    """Record that it was found to be worth following, and why; whoever brought it is then to be told.

    Raises: LeadRefused; NotAllowed.
    """
    said = rules.check_text(text, what="研判意见", field="text")
    return _step(lead, LeadAct.JUDGED, _BEFORE_FOLLOWING, LeadState.ANSWERING, on, said, actor, at)


def feed_back(*, lead: Lead, on: date, text: str, actor: Account, at: datetime) -> Lead:
    """Record that whoever brought it knows what was found; from then on it is followed up.

    Raises: LeadRefused; NotAllowed.
    """
    said = rules.check_text(text, what="反馈了什么", field="text")
    return _step(lead, LeadAct.ANSWERED, (LeadState.ANSWERING,), LeadState.FOLLOWING, on, said, actor, at)


def report_progress(*, lead: Lead, on: date, text: str, actor: Account, at: datetime) -> Lead:
    """Record a step of the talks; the next report is due the set number of days after today.

    Raises: LeadRefused unless it is followed up; NotAllowed.
    """
    said = rules.check_text(text, what="跟进情况", field="text")
    with transaction.atomic():
        row = _handled(lead, actor)
        rules.check_state(row.state, (LeadState.FOLLOWING,), "报告跟进")
        rules.check_day(on, since=row.received_on, today=day_of(at), what="跟进日期")
        trail.set_due(row, at=at)
        trail.keep(
            trail.log(row, LeadAct.PROGRESSED, on=on, text=said, actor=actor, at=at), actor=actor, at=at
        )
        trail.tell_reporter(
            row, NoticeKind.INFO, f"您报来的线索 {row.code} 有新进展", said, actor=actor, at=at
        )
    return row


def drop_lead(*, lead: Lead, on: date, reason: str, actor: Account, at: datetime) -> Lead:
    """Give an open lead up, and say why; whoever reported it is told.    Raises: LeadRefused; NotAllowed."""
    said = rules.check_text(reason, what="不再跟进的理由", field="reason")
    return _step(lead, LeadAct.DROPPED, OPEN_STATES, LeadState.DROPPED, on, said, actor, at)


def merge_lead(*, lead: Lead, into: Lead, reason: str, actor: Account, at: datetime) -> Lead:
    """Find that it repeats an earlier lead, which then stands for both: this one counts no more.

    Raises: LeadRefused when the other is none that stands, or came in later, or this one is verified; NotAllowed.
    """
    said = rules.check_text(reason, what="并入的理由", field="reason")
    with transaction.atomic():
        row = _handled(lead, actor)
        rules.check_state(row.state, OPEN_STATES, "并入已有线索")
        _check_earlier(row, into)
        live = list(Fact.objects.live().filter(subject_id=row.subject_id).select_related("subject", "unit"))
        if any(one.standing == Standing.VERIFIED for one in live):
            raise LeadRefused("这条线索已经认定，不能再作为重复线索并入；请写明理由后不再跟进")
        row.brief.same_as = into
        row.brief.save(update_fields=["same_as"])
        trail.move(row, LeadState.DUPLICATE, on=day_of(at), at=at)
        text = f"并入 {into.code} {into.project_name}：{said}"
        note = trail.log(row, LeadAct.MERGED, on=day_of(at), text=text, actor=actor, at=at)
        title = f"线索 {row.code} 并入 {into.code}"
        trail.tell_reporter(row, NoticeKind.DECIDED, title, said, actor=actor, at=at)
        ended = [Supersede(one, Cause.WITHDRAWN) for one in live]
        trail.post(row, LeadAct.MERGED, [], [note], actor=actor, at=at, supersede=ended, reason=said)
    return row


def reopen_lead(*, lead: Lead, reason: str, actor: Account, at: datetime) -> Lead:
    """Take up again what was dropped or merged: it is followed up from today on, and counts again.

    Raises: LeadRefused; NotAllowed.
    """
    said = rules.check_text(reason, what="恢复跟进的理由", field="reason")
    today = day_of(at)
    with transaction.atomic():
        row = _handled(lead, actor)
        rules.check_state(row.state, (LeadState.DROPPED, LeadState.DUPLICATE), "恢复跟进")
        was_merged = row.state == LeadState.DUPLICATE
        row.brief.same_as = None
        row.brief.save(update_fields=["same_as"])
        trail.move(row, LeadState.FOLLOWING, on=today, at=at)
        note = trail.log(row, LeadAct.REOPENED, on=today, text=said, actor=actor, at=at)
        received = [trail.fact(row, FactKind.LEAD_RECEIVED, row.received_on)] if was_merged else []
        facts = [*received, trail.state_fact(row)]
        trail.post(row, LeadAct.REOPENED, facts, [note], actor=actor, at=at, reason=said)
    return row


def _step(
    lead: Lead,
    act: LeadAct,
    among: tuple[LeadState, ...],
    to: LeadState,
    on: date,
    said: str,
    actor: Account,
    at: datetime,
) -> Lead:
    with transaction.atomic():
        row = _handled(lead, actor)
        rules.check_state(row.state, among, act.label)
        rules.check_day(on, since=max(row.received_on, row.state_since), today=day_of(at), what="日期")
        trail.move(row, to, on=on, at=at)
        note = trail.log(row, act, on=on, text=said, actor=actor, at=at)
        title = f"您报来的线索 {row.code}：{act.label}"
        trail.tell_reporter(row, NoticeKind.INFO, title, said, actor=actor, at=at)
        trail.post(row, act, [trail.state_fact(row)], [note], actor=actor, at=at)
    return row


def _handled(lead: Lead, actor: Account) -> Lead:
    row = trail.lock(lead)
    policies.require_handling(actor, row.unit)
    return row


def _check_earlier(row: Lead, into: Lead) -> None:
    if into.city_id != row.city_id or into.pk == row.pk:
        raise LeadRefused("请填写另一条线索的编号", field="into")
    if into.state not in (*OPEN_STATES, LeadState.CONVERTED):
        raise LeadRefused(f"{into.code} {into.get_state_display()}，不能并入", field="into")
    if (into.reported_at, into.pk) > (row.reported_at, row.pk):
        raise LeadRefused(f"{into.code} 登记在后；先登记的保留，请反过来并入", field="into")
