"""What teams accept: values in, refusals out."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period
from luodi.teams.choices import COUNTED, SETTLED, SheetState

LONGEST_TERM = 5 * 366


class TeamRefused(Refusal):
    """A unit that is no team, or a team that is founded or disbanded against its dates."""


class SecondmentRefused(Refusal):
    """A term that cannot be, or a person who is in a team already."""


class AttendanceRefused(Refusal):
    """A day that cannot be marked, or a month that cannot be submitted, confirmed or opened again."""


class FeedRefused(Refusal):
    """A calendar feed that there cannot be."""


@dataclass(frozen=True)
class Term:
    """A stay in a team, its last day included."""

    team: str
    since: date
    until: date


def check_term(since: date, until: date, *, founded_on: date, closed_on: date | None) -> None:
    """Raises: SecondmentRefused for days in the wrong order, a term beyond five years, or outside the team's life."""
    if until < since:
        raise SecondmentRefused(
            f"期满日期 {until.isoformat()} 早于开始日期 {since.isoformat()}", field="until"
        )
    if (until - since).days > LONGEST_TERM:
        raise SecondmentRefused("一次选派最长五年，请核对期满日期", field="until")
    if since < founded_on:
        raise SecondmentRefused(f"这支队伍 {founded_on.isoformat()} 才组建，开始日期不能更早", field="since")
    if closed_on is not None and until >= closed_on:
        raise SecondmentRefused(
            f"这支队伍已于 {closed_on.isoformat()} 撤销，期满日期须早于这一天", field="until"
        )


def check_alone(since: date, until: date, others: Iterable[Term], *, name: str) -> None:
    """Raises: SecondmentRefused when the person is in a team on one of the days already."""
    for other in others:
        if other.since <= until and since <= other.until:
            raise SecondmentRefused(
                f"{name} {other.since.isoformat()} 至 {other.until.isoformat()} 在{other.team}，"
                "一人同一时间只在一支队伍",
                field="person",
            )


def check_day(day: date, *, today: date, state: SheetState | None) -> None:
    """Raises: AttendanceRefused for a day to come, or one of a month that has been submitted or confirmed."""
    if day > today:
        raise AttendanceRefused(f"{day.isoformat()} 还没到，不能登记出勤", field="day")
    if state in SETTLED:
        said = "已确认" if state == SheetState.CONFIRMED else "已提交，等待确认"
        raise AttendanceRefused(f"{day.year}年{day.month}月的出勤{said}，不能再改；须先退回", field="day")


def check_submittable(month: Period, *, today: date, state: SheetState | None, n_marked: int) -> None:
    """Raises: AttendanceRefused before the month's last day, twice, or with nothing marked."""
    if today < month.last:
        raise AttendanceRefused(
            f"{month.label()}还没过完，{month.last.isoformat()} 起可以提交", field="month"
        )
    if state in SETTLED:
        raise AttendanceRefused(f"{month.label()}的出勤已经提交", field="month")
    if not n_marked:
        raise AttendanceRefused(f"{month.label()}还没有登记任何出勤", field="month")


def check_settling(state: SheetState, *, wanted: Sequence[SheetState], is_own: bool, month: str) -> None:
    """Raises: AttendanceRefused unless the month stands where it is to be settled, by somebody else."""
    if state not in wanted:
        raise AttendanceRefused(f"{month} 的出勤现在是“{state.label}”，不能这样办理", field="month")
    if is_own:
        raise AttendanceRefused("自己提交的出勤须由别人确认", field="month")


def half_days(marks: Iterable[str]) -> int:
    """Return how many of the halves count as having been there."""
    return sum(mark in COUNTED for mark in marks)


def person_days(halves: int) -> int:
    """Return the days of a month's halves, half a day rounded up."""
    return (halves + 1) // 2


def said_days(halves: int) -> str:
    """Return halves as the days that people say: 43 is 21.5."""
    whole, half = divmod(halves, 2)
    return f"{whole}.5" if half else str(whole)


def digest_of(secret: str) -> str:
    """Return what is kept of a feed's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
