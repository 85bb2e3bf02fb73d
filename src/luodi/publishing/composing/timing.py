"""The words for periods (本期, 上年同期), each with the days that it means for a piece's period."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from luodi.kernel.dates import day_words
from luodi.kernel.periods import Period, PeriodRefused, parse_period


def read_span(text: str) -> Period:
    """Read a period that names its own year.    Raises: PeriodRefused."""
    if not _YEAR.search(text):
        raise PeriodRefused(f"时段“{text[:40]}”要写明年份，如 2020年7月1日至8月15日")
    return parse_period(text, today=date(2000, 1, 1))


_YEAR = re.compile("[0-9]{4}")


def _month(period: Period) -> Period:
    return Period.month_to_date(period.last)


def _month_before(period: Period) -> Period:
    last = period.last.replace(day=1).toordinal() - 1
    return Period.month_to_date(date.fromordinal(last))


def _quarter(period: Period) -> Period:
    first = date(period.last.year, (period.last.month - 1) // 3 * 3 + 1, 1)
    return Period.between(first, period.last)


WORDS: Mapping[str, Callable[[Period], Period]] = {
    "本期": lambda period: period,
    "本月": _month,
    "上月": _month_before,
    "本季": _quarter,
    "本年": lambda period: Period.year_to_date(period.last),
    "上期": lambda period: period.previous(),
    "上年同期": lambda period: period.same_period_last_year(),
    "上年": lambda period: Period.year(period.last.year - 1),
    "累计": lambda period: Period(None, period.last),
}


def period_words(period: Period) -> str:
    """Return the period as documents write it: 2020年1—8月, else 2020年1月24日至4月30日."""
    first, last = period.first, period.last
    if first is None:
        return f"截至{day_words(last)}"
    if period.is_whole_months:
        return period.label()
    if first == last:
        return day_words(last)
    if first.year != last.year:
        return f"{day_words(first)}至{day_words(last)}"
    if first.month == last.month:
        return f"{day_words(first)}至{last.day}日"
    return f"{day_words(first)}至{last.month}月{last.day}日"


def months_words(period: Period) -> str:
    """Return the period without its year: 1—8月, 上半年, 全年."""
    said = period_words(period)
    year = f"{period.last.year}年"
    return said.removeprefix(year) or "全年" if said.startswith(year) else said
