"""What leads accept, and by when their next step is due: values in, values or refusals out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from luodi.kernel.findings import Refusal
from luodi.leads.choices import LeadState
from luodi.refdata.workdays import Calendar

BY_WORKDAYS = (LeadState.NEW, LeadState.JUDGING, LeadState.ANSWERING)
"""States whose next step is due in working days; reports are due in calendar days."""


class LeadRefused(Refusal):
    """A lead without what makes it one, or an act that its state does not allow."""


@dataclass(frozen=True)
class Terms:
    """Working days for the first three steps, calendar days between reports, and who says so."""

    reply_days: int
    judge_days: int
    feedback_days: int
    report_every_days: int
    source: str


EXAMPLE_TERMS = Terms(
    reply_days=1,
    judge_days=3,
    feedback_days=5,
    report_every_days=14,
    source="系统示例参数（参照外地线索办理制度），由本市自行设定",
)
"""What holds until the city has set its own."""


def due_on(state: LeadState, terms: Terms, *, since: date, today: date, calendar: Calendar) -> date | None:
    """Return the last day on which the state's next step is in time, for a unit that got the lead on ``since``.

    Followed leads are due again some days after ``today``, the day of the last report; closed ones never.
    """
    match state:
        case LeadState.NEW:
            return calendar.workdays_after(since, terms.reply_days)
        case LeadState.JUDGING:
            return calendar.workdays_after(since, terms.judge_days)
        case LeadState.ANSWERING:
            return calendar.workdays_after(since, terms.feedback_days)
        case LeadState.FOLLOWING:
            return today + timedelta(days=terms.report_every_days)
    return None


def due_anew(state: LeadState, due: date, *, since: date, before: Calendar, after: Calendar) -> date:
    """Return the day on which a step is due by another calendar: as many working days after ``since`` as before."""
    if state not in BY_WORKDAYS or due <= since:
        return due
    return after.workdays_after(since, before.workdays_between(since, due))


def check_terms(terms: Terms, *, valid_from: date, today: date) -> None:
    """Raises: LeadRefused for a day gone by, no source, or days out of order."""
    if not terms.source.strip():
        raise LeadRefused("请写明依据，如文件名和文号", field="source")
    if valid_from < today:
        raise LeadRefused("施行日期不能早于今天：已登记的期限不追溯", field="valid_from")
    if not 1 <= terms.reply_days <= terms.judge_days <= terms.feedback_days or terms.report_every_days < 1:
        raise LeadRefused("期限须至少为 1，且答复、研判、反馈依次不短于前一项", field="reply_days")


def check_state(state: str, among: Iterable[LeadState], act: str) -> None:
    """Raises: LeadRefused when the lead is in none of the states."""
    allowed = tuple(among)
    if state not in allowed:
        names = "、".join(one.label for one in allowed)
        now = LeadState(state).label
        raise LeadRefused(f"{act}只适用于“{names}”的线索，这条线索的状态是“{now}”，请刷新")


def check_text(text: str, *, what: str, field: str) -> str:
    """Return the text without blanks around it.    Raises: LeadRefused when there is none."""
    if not text.strip():
        raise LeadRefused(f"请写明{what}", field=field)
    return text.strip()


def check_day(on: date, *, since: date, today: date, what: str, field: str = "on") -> None:
    """Raises: LeadRefused for a day before the lead came in, or to come."""
    if on > today:
        raise LeadRefused(f"{what}不能晚于今天", field=field)
    if on < since:
        raise LeadRefused(f"{what}不能早于收到线索的 {since.isoformat()}", field=field)
