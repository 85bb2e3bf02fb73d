"""The question in an address: which indicator, of when, whose, in which standing."""

from dataclasses import dataclass
from datetime import date

from luodi.desk.asking import Asking
from luodi.desk.door import DeskRequest
from luodi.desk.frame import Offer
from luodi.figures.indicators import Indicator, indicator
from luodi.figures.questions import BEGINNING
from luodi.figures.scopes import Dimension
from luodi.kernel.dates import DateRefused, parse_date
from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period, parse_period
from luodi.ledger.kinds import Standing
from luodi.ui import addresses

PRESETS = ("今年以来", "本月", "上月", "上半年", "前三季度", "去年", "近12个月", "累计")
DEFAULT = "signed.count"
STANDINGS = {Standing.VERIFIED.value: Standing.VERIFIED, Standing.CLAIMED.value: Standing.CLAIMED}


class QuestionRefused(Refusal):
    """An address that asks for nothing that can be answered."""


@dataclass(frozen=True)
class Asked:
    indicator: Indicator
    asking: Asking


def asked(request: DeskRequest) -> Asked:
    """Read the question.    Raises: UnknownIndicator, DateRefused, PeriodRefused, QuestionRefused."""
    frame, query = request.frame, request.GET
    period = period_of(query.get("from", ""), query.get("to", ""), frame.today)
    one = indicator(query.get("code") or DEFAULT, period.last)
    standing = STANDINGS.get(query.get("standing") or Standing.VERIFIED.value)
    if standing is None:
        raise QuestionRefused("口径只有“认定”（VERIFIED）和“申报”（CLAIMED）两种", field="standing")
    if one.asks_day_alone:
        period = Period.on(period.last)
    return Asked(one, Asking(frame.city, period, frame.scope, frame.known, standing))


def period_of(first: str, last: str, today: date) -> Period:
    """Read two dates; without any it is this year to date, without a first the year of the last to date.

    ``BEGINNING`` as the first is everything up to the last.

    Raises: DateRefused, PeriodRefused.
    """
    end = _day(last, "to") if last.strip() else today
    if first.strip() == BEGINNING:
        return Period.on(end)
    return Period.between(_day(first, "from"), end) if first.strip() else Period.year_to_date(end)


def split_by(text: str) -> Dimension | None:
    """Raises: QuestionRefused for a dimension that there is not."""
    if not text:
        return None
    if text not in {one.value for one in OFFERED}:
        raise QuestionRefused(f"没有分组“{text[:20]}”", field="by")
    return Dimension(text)


OFFERED = (
    Dimension.UNIT,
    Dimension.COUNTY,
    Dimension.KIND,
    Dimension.AREA,
    Dimension.INDUSTRY,
    Dimension.INDUSTRY_DIVISION,
    Dimension.SECTOR,
    Dimension.ORIGIN,
    Dimension.ORIGIN_CITY,
    Dimension.CHANNEL,
    Dimension.CATEGORY,
    Dimension.CAPITAL,
    Dimension.LEADER,
    Dimension.SOURCE,
    Dimension.FORM,
    Dimension.REASON,
    Dimension.ASKED_FROM,
    Dimension.STATE,
    Dimension.STATUS,
    Dimension.MONTH,
)


def presets(request: DeskRequest, present: Period) -> list[Offer]:
    """Return periods that people often ask for, as addresses with their dates written out."""
    today = request.frame.today
    named = [(text, parse_period(text, today=today)) for text in PRESETS]
    if today.month > 1:
        whole = parse_period(f"1—{today.month - 1}月" if today.month > 2 else "1月", today=today)
        named.insert(1, (whole.label().removeprefix(f"{today.year}年"), whole))
    return [
        Offer(
            label,
            addresses.here_with(request, **{"from": _iso(one.first), "to": _iso(one.last), "period": None}),
            is_current=one == present,
        )
        for label, one in named
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else BEGINNING


def _day(text: str, field: str) -> date:
    try:
        read = parse_date(text)
    except DateRefused as refusal:
        raise DateRefused(refusal.message, field=field) from refusal
    return read.first if field == "from" else read.last
