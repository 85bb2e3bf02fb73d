"""What outreach accepts: values in, refusals out."""

from collections.abc import Collection, Sequence
from datetime import date

from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import FactKind, Standing
from luodi.outreach.choices import ActivityState


class ActivityRefused(Refusal):
    """A trip or a visit that cannot have been as it is said."""


class EventRefused(Refusal):
    """An event, a list or a number of guests that cannot have been as it is said."""


class MonthlyNumberRefused(Refusal):
    """A month's number that its kind or its rows do not allow."""


LUMPED = frozenset(
    {
        FactKind.TRIP_MADE,
        FactKind.TRIP_FIRM_MET,
        FactKind.TRIP_PROJECT_DISCUSSED,
        FactKind.VISIT_RECEIVED,
        FactKind.VISIT_FIRM_MET,
        FactKind.VISIT_PROJECT_DISCUSSED,
    }
)
"""What a unit may report as one number a month, without rows."""


def check_text(text: str, *, name: str, field: str, refusal: type[Refusal]) -> None:
    """Raises: ``refusal`` when nothing is written where something must be."""
    if not text.strip():
        raise refusal(f"请填写{name}", field=field)


def check_span(first: date, last: date, *, field: str, refusal: type[Refusal]) -> None:
    """Raises: ``refusal`` when it ends before it begins."""
    if last < first:
        raise refusal(f"结束日期 {last.isoformat()} 早于开始日期 {first.isoformat()}", field=field)


def n_days(first: date, last: date) -> int:
    """Return how many days it took: the day of leaving and the day of returning are days of it."""
    return (last - first).days + 1


def check_state(state: str, wanted: Collection[str], act: str) -> None:
    """Raises: ActivityRefused when the activity does not stand where the act begins."""
    if state not in wanted:
        raise ActivityRefused(f"现在是“{ActivityState(state).label}”，不能{act}")


def check_reason(text: str, *, act: str, field: str = "reason") -> str:
    """Return the reason without blanks around it.    Raises: ActivityRefused when there is none."""
    if not text.strip():
        raise ActivityRefused(f"请写明{act}的理由", field=field)
    return text.strip()


LONGEST_TRIP = 90
"""Days; whoever asks for the trips of a day looks no further."""


def check_length(first: date, last: date, *, refusal: type[Refusal]) -> None:
    """Raises: ``refusal`` for a trip that is longer than people are sent out for."""
    if (last - first).days >= LONGEST_TRIP:
        raise refusal(f"一次外出最长 {LONGEST_TRIP} 天，请核对返回日期", field="to_on")


def check_within(day: date, first: date, last: date, *, refusal: type[Refusal]) -> None:
    """Raises: ``refusal`` when the day lies outside the event."""
    if not first <= day <= last:
        raise refusal(
            f"日期 {day.isoformat()} 不在活动期间（{first.isoformat()}至{last.isoformat()}）",
            field="listed_on",
        )


def check_distinct(ids: Sequence[int], *, name: str, field: str, refusal: type[Refusal]) -> None:
    """Raises: ``refusal`` when one of them is named twice."""
    if len(set(ids)) != len(ids):
        raise refusal(f"{name}重复填写", field=field)


def check_monthly_number(kind: FactKind, quantity: int, n_rows: int) -> None:
    """Raises: MonthlyNumberRefused for a kind that needs rows, a negative number, or a month that has rows."""
    if kind not in LUMPED:
        raise MonthlyNumberRefused(f"“{kind.label}”须逐条登记，不能只报汇总数", field="kind")
    if quantity < 0:
        raise MonthlyNumberRefused("数量不能是负数", field="quantity")
    if n_rows:
        raise MonthlyNumberRefused(f"该月已逐条登记了 {n_rows} 条，不能再报汇总数", field="quantity")


def check_replaceable(standings: Sequence[str]) -> None:
    """Raises: MonthlyNumberRefused when one of them is a verified number: a verifier has to send it back first."""
    if Standing.VERIFIED in standings:
        raise MonthlyNumberRefused("该月汇总数已经认定，须由认定员退回后再报", field="quantity")
