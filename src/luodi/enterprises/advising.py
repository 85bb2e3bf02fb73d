"""What must hold of recommendations, letters and terms: values in, values or refusals out."""

from dataclasses import dataclass
from datetime import date, timedelta

from luodi.enterprises.choices import AdviserKind, NominationState
from luodi.enterprises.rules import AdviserRefused
from luodi.kernel.months import add_months

NEXT: dict[NominationState, tuple[NominationState, ...]] = {
    NominationState.RECOMMENDED: (NominationState.SCREENED, NominationState.DECLINED),
    NominationState.SCREENED: (NominationState.APPROVED, NominationState.DECLINED),
    NominationState.APPROVED: (NominationState.APPOINTED, NominationState.DECLINED),
    NominationState.APPOINTED: (),
    NominationState.DECLINED: (),
}
"""The steps: a unit recommends, the centre screens, the leading group approves, a letter goes out."""


@dataclass(frozen=True)
class Terms:
    """For how long a letter holds, and how many leads a year an envoy is to bring."""

    adviser_months: int
    envoy_months: int
    leads_a_year: int
    source: str

    def months(self, kind: str) -> int:
        return self.envoy_months if kind == AdviserKind.ENVOY else self.adviser_months


EXAMPLE_TERMS = Terms(
    adviser_months=36,
    envoy_months=24,
    leads_a_year=3,
    source="系统示例参数，不是法定期限；由本市自行设定",
)
"""What holds until the city has set its own, and it says so."""


def check_step(now: NominationState, to: NominationState) -> None:
    """Raises: AdviserRefused when the recommendation cannot go there from where it is."""
    if to not in NEXT[now]:
        ahead = "、".join(one.label for one in NEXT[now])
        rest = f"，下一步是“{ahead}”" if ahead else "，已经办结"
        raise AdviserRefused(f"这项推荐的状态是“{now.label}”{rest}")


def last_day(since: date, months: int) -> date:
    """Return the last day of a term of so many months: two years from 1 June end on 31 May."""
    return add_months(since, months) - timedelta(days=1)


def check_length(kind: AdviserKind, since: date, until: date, terms: Terms) -> None:
    """Raises: AdviserRefused for a term that is empty or longer than the city's rules give."""
    if until < since:
        raise AdviserRefused(
            f"聘期结束日期（{until.isoformat()}）不能早于开始日期（{since.isoformat()}）", field="until"
        )
    if until > (latest := last_day(since, terms.months(kind))):
        raise AdviserRefused(
            f"{kind.label}的聘期最长 {terms.months(kind)} 个月，即不晚于 {latest.isoformat()}", field="until"
        )


def leads_due(kind: str, since: date, until: date, terms: Terms) -> int:
    """Return how many leads the days of a term ask for: of whole years only, and of envoys alone."""
    if kind != AdviserKind.ENVOY:
        return 0
    years = 0
    while last_day(since, 12 * (years + 1)) <= until:
        years += 1
    return years * terms.leads_a_year


def check_renewal(*, brought: int, due: int, exception: str) -> None:
    """Raises: AdviserRefused when too little was brought and nobody says why the appointment goes on all the same."""
    if brought < due and not exception.strip():
        raise AdviserRefused(
            f"上一聘期带来线索 {brought} 条，少于应有的 {due} 条；仍要续聘，请写明理由", field="exception"
        )


def renewed_from(*, until: date | None, is_ended: bool, today: date) -> date:
    """Return the day on which a renewal begins: without a gap, or today after an appointment that was ended.

    Raises: AdviserRefused for an appointment without an end.
    """
    if until is None:
        raise AdviserRefused("这项聘任没有截止日期，无需续聘")
    return max(until + timedelta(days=1), today) if is_ended else until + timedelta(days=1)
