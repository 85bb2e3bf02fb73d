"""How values look on a page: amounts, days, moments, shares."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils import timezone
from markupsafe import Markup

from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.kernel.money import Yuan

NOTHING = "—"


def yi(fen: int | None) -> str:
    """Measure: 亿元, two places, half up."""
    return NOTHING if fen is None else f"{Yuan(fen).to_yi():,.2f}"


def wan(fen: int | None, *, trim: bool = False) -> str:
    """Measure: 万元, two places, half up; ``trim`` drops zeros at the end."""
    if fen is None:
        return NOTHING
    return Yuan(fen).show_wan(trim=True) if trim else f"{Yuan(fen).to_wan():,.2f}"


def count(number: int | None) -> str:
    return NOTHING if number is None else f"{number:,}"


def pct(share: Decimal | None) -> str:
    """Measure: takes percent, two places."""
    return NOTHING if share is None else f"{share:.2f}%"


def day(value: date | None, precision: str = "DAY", first: date | None = None) -> str:
    """Return the day as precisely as it is known; ``first`` is the earliest day that it may have been."""
    if value is None:
        return NOTHING
    if precision == DatePrecision.DAY:
        return value.isoformat()
    return VagueDate(first or value, value, DatePrecision(precision)).show()


@lru_cache(1024)
def moment(value: datetime | None) -> str:
    """Return the moment in the city's time, to the minute."""
    return NOTHING if value is None else timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


def marked(text: str, word: str) -> Markup:
    """Return the text with each occurrence of the word marked."""
    safe = Markup.escape(text)
    found = Markup.escape(word)
    return safe.replace(found, Markup("<mark>{}</mark>").format(word)) if word else safe


ALL: dict[str, Any] = {
    "yi": yi, "wan": wan, "count_of": count, "pct": pct, "day": day, "moment": moment, "marked": marked,
}  # fmt: skip
