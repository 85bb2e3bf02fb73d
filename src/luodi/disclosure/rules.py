"""What may come out, and over which periods."""

from datetime import date

from luodi.disclosure.choices import Cadence
from luodi.figures.indicators import Indicator
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.findings import Refusal
from luodi.kernel.months import add_months, last_day_of_month
from luodi.kernel.periods import Period

LEAST = 3
"""Of fewer things no amount comes out: whoever knows one of two projects could subtract it."""
_NEVER = frozenset({Dimension.PROJECT, Dimension.LEADER})
_MONTHS = {
    Cadence.MONTHLY: 1,
    Cadence.YEAR_TO_DATE: 1,
    Cadence.MONTH_END: 1,
    Cadence.QUARTERLY: 3,
    Cadence.YEARLY: 12,
}
_MOST = 600
"""Fifty years of months: a mistyped first day does not run on."""


class DisclosureRefused(Refusal):
    """Something that can't come out, or not like this."""


def check_fit(one: Indicator, scope: Scope, cadence: Cadence) -> None:
    """Raises: DisclosureRefused for a scope of one project or person, and for a span that the indicator has not."""
    if any(part.dimension in _NEVER for part in scope.parts) or scope.everywhere:
        raise DisclosureRefused("公开的数不能具体到一个项目或一位领导，也不能跨城市", field="scope")
    if one.asks_day_alone != (cadence == Cadence.MONTH_END):
        kind = "时点数，只能按月末数公开" if one.asks_day_alone else "时段数，请选当月、累计、当季或全年"
        raise DisclosureRefused(f"“{one.name}”是{kind}", field="cadence")


def check_since(since: date, cadence: Cadence) -> None:
    """Raises: DisclosureRefused for a day with which no period of the cadence begins."""
    months = _MONTHS[cadence]
    starts = since.day == 1 and (since.month - 1) % months == 0
    if not starts:
        said = {3: "季度首日（1月、4月、7月、10月的1日）", 12: "1月1日"}.get(months, "某月1日")
        raise DisclosureRefused(f"首期应从{said}开始", field="since")


def periods_due(cadence: Cadence, since: date, through: date) -> list[Period]:
    """Return the periods of a cadence that begin on ``since`` or later and have ended by ``through``, in order."""
    months, found = _MONTHS[cadence], []
    for nth in range(_MOST):
        first = add_months(since, nth * months)
        last = last_day_of_month(add_months(first, months - 1))
        if last > through:
            break
        found.append(_period(cadence, first, last))
    return found


def _period(cadence: Cadence, first: date, last: date) -> Period:
    if cadence == Cadence.MONTH_END:
        return Period.on(last)
    return Period.year_to_date(last) if cadence == Cadence.YEAR_TO_DATE else Period.between(first, last)


def check_reason(text: str, what: str) -> str:
    """Return the text without white space around it.    Raises: DisclosureRefused when nothing is left."""
    said = text.strip()
    if not said:
        raise DisclosureRefused(f"请写明{what}", field="reason")
    return said
