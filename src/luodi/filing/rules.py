"""What a monthly filing must satisfy: values in, values or refusals out. A month is its first day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from luodi.filing.choices import FilingState, ReminderLevel, Timeliness
from luodi.kernel import dates
from luodi.kernel.findings import Refusal
from luodi.kernel.months import last_day_of_month, month_after
from luodi.kernel.periods import Period

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


class MonthRefused(Refusal):
    """No month, one to come, or one that may not be touched any more."""


class FilingRefused(Refusal):
    """A declaration, an acceptance or a return that does not fit how the filing stands."""


class CloseRefused(Refusal):
    """A month that cannot be closed yet, or like this."""


@dataclass(frozen=True)
class Deadline:
    """From the month ``since`` on, filings are due on ``day`` of the month itself or of the one after."""

    since: date
    day: int
    in_next_month: bool
    remind_days: int


USUAL = Deadline(date(dates.FIRST_YEAR, 1, 1), 5, in_next_month=True, remind_days=3)
"""What holds in a city that has set nothing: the deadline is a matter of local rule."""


def parse_month(text: str) -> date:
    """Read 2020-07.    Raises: MonthRefused."""
    found = _MONTH.fullmatch(text.strip())
    if found is None:
        raise MonthRefused(f"“{text.strip()[:20]}”不是月份，请写成 2020-07", field="month")
    year = int(found[1])
    if not dates.FIRST_YEAR <= year <= dates.LAST_YEAR:
        raise MonthRefused(f"年份 {year} 不对", field="month")
    return date(year, int(found[2]), 1)


def month_text(month: date) -> str:
    return f"{month:%Y-%m}"


def month_label(month: date) -> str:
    return f"{month.year}年{month.month}月"


def period_of(month: date) -> Period:
    return Period.month(month.year, month.month)


def deadline_in_force(deadlines: Sequence[Deadline], month: date) -> Deadline:
    """Return the deadline that holds for the month; of two from the same month on the later one in the list."""
    held = [one for one in deadlines if one.since <= month]
    return sorted(held, key=lambda one: one.since)[-1] if held else USUAL


def due_on(deadlines: Sequence[Deadline], month: date) -> date:
    """Return the last day on which the month may be declared in time."""
    held = deadline_in_force(deadlines, month)
    whose = month_after(month) if held.in_next_month else month
    return whose.replace(day=min(held.day, last_day_of_month(whose).day))


def timeliness(*, completed_on: date | None, due: date, today: date) -> Timeliness:
    """Say how a month stands: what matters is the day on which it was first declared complete."""
    if completed_on is not None:
        return Timeliness.LATE if completed_on > due else Timeliness.ON_TIME
    return Timeliness.MISSING if today > due else Timeliness.NOT_DUE


def level_on(*, due: date, remind_days: int, today: date) -> ReminderLevel | None:
    """Return the reminder that a unit that has not filed is owed today; None is too early for any."""
    if today > due + timedelta(days=max(remind_days, 1)):
        return ReminderLevel.LONG_OVERDUE
    if today > due:
        return ReminderLevel.OVERDUE
    return ReminderLevel.BEFORE if today >= due - timedelta(days=remind_days) else None


def check_deadline(*, day: int, remind_days: int) -> None:
    """Raises: FilingRefused."""
    if not 1 <= day <= 31:
        raise FilingRefused("截止日应在 1—31 之间；当月没有这一天的，以月末为准", field="day")
    if not 0 <= remind_days <= 15:
        raise FilingRefused("提前提醒的天数应在 0—15 之间", field="remind_days")


def check_begun(month: date, today: date) -> None:
    """Raises: MonthRefused for a month that has not begun."""
    if month > today:
        raise MonthRefused(f"{month_label(month)}还没有到，不能填报", field="month")


def check_declarable(state: FilingState) -> None:
    """Raises: FilingRefused unless the unit is the one to act."""
    if state == FilingState.DECLARED:
        raise FilingRefused("本月已经申报，正等待中心受理；如需修改，请中心先退回")
    if state == FilingState.ACCEPTED:
        raise FilingRefused("本月填报已被受理；如需修改，请中心先退回")


def check_said(
    *, is_complete: bool, is_nil: bool, reason: str, expected_on: date | None, today: date
) -> None:
    """Raises: FilingRefused for a declaration that says too little or contradicts itself."""
    if is_complete:
        return
    if is_nil:
        raise FilingRefused("“本月无新增”就是已报齐，两者只能选一", field="is_nil")
    if not reason.strip():
        raise FilingRefused("未报齐须写明原因", field="reason")
    if expected_on is None:
        raise FilingRefused("未报齐须写明预计哪天报齐", field="expected_on")
    if expected_on < today:
        raise FilingRefused("预计报齐的日期不能早于今天", field="expected_on")


def check_nil(*, is_nil: bool, is_complete: bool, n_facts: int) -> None:
    """Raises: FilingRefused when a nil report has rows, or a full one has none and does not say so."""
    if is_nil and n_facts:
        raise FilingRefused(f"本月已有 {n_facts} 条记录，不能申报“本月无新增”", field="is_nil")
    if is_complete and not is_nil and not n_facts:
        raise FilingRefused("本月没有任何记录，确无新增请选“本月无新增”", field="is_nil")


def check_still_nil(unit: str, *, is_nil: bool, n_facts: int) -> None:
    """Raises: FilingRefused for a nil report of a month that has rows by now."""
    if is_nil and n_facts:
        raise FilingRefused(
            f"{unit}申报的是“本月无新增”，之后又登记了 {n_facts} 条记录：请退回，由单位重新申报"
        )


def check_acceptable(state: FilingState) -> None:
    """Raises: FilingRefused unless a complete declaration waits."""
    if state != FilingState.DECLARED:
        raise FilingRefused(f"该单位的填报现为“{state.label}”，只有“{FilingState.DECLARED.label}”的可以受理")


def check_returnable(state: FilingState, reason: str) -> None:
    """Raises: FilingRefused when there is nothing to return, or no reason."""
    if state in (FilingState.OPEN, FilingState.RETURNED):
        raise FilingRefused(f"该单位的填报现为“{state.label}”，没有可以退回的申报")
    if not reason.strip():
        raise FilingRefused("退回须写明原因", field="reason")


def check_closable(month: date, *, today: date, last_closed: date | None) -> None:
    """Raises: CloseRefused for a month that is not over, is closed already, or has an open one before it."""
    if month_after(month) > today:
        raise CloseRefused(f"{month_label(month)}还没有结束，不能结账")
    if last_closed is None:
        return
    if month <= last_closed:
        raise CloseRefused(f"{month_label(last_closed)}已结账，不能再对{month_label(month)}结账，也不能重开")
    if month > month_after(last_closed):
        raise CloseRefused(f"请按月依次结账：先结{month_label(month_after(last_closed))}")
