"""Dates that are known only roughly: from when to when it may have been, and how precisely that is known."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import arabic, half_width

FIRST_YEAR, LAST_YEAR = 1949, 2100
QUARTER_NAMES = "一二三四"
TEN_DAYS = ("上旬", "中旬", "下旬")
MONTHS = 12
OCCURRED_ON = "occurred_on"
"""What a refusal calls the date on which something happened."""
EXAMPLES = "2020-08-05、2020年8月5日、2020年8月下旬、2020年8月、2020年三季度 或 2020年"


class DateRefused(Refusal):
    """The date cannot be read, does not exist, or lies where none can."""


class DatePrecision(StrEnum):
    """How precisely a date is known."""

    __hash__ = str.__hash__

    DAY = "DAY"
    TEN_DAYS = "TEN_DAYS"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"


@dataclass(frozen=True)
class VagueDate:
    """A date between ``first`` and ``last``, both possible; on a known day they are the same."""

    first: date
    last: date
    precision: DatePrecision

    @classmethod
    def day(cls, day: date) -> Self:
        """Return a date that is known to the day."""
        return cls(day, day, DatePrecision.DAY)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return a date of which only the month is known.    Raises: DateRefused when the month is not 1–12."""
        last = month_end(year, month)
        return cls(last.replace(day=1), last, DatePrecision.MONTH)

    def counted_on(self, recorded_on: date) -> date:
        """Return the day on which it counts: its last possible day, but never after its recording day.

        Raises: DateRefused when even its first possible day lies after the recording day.
        """
        if self.first > recorded_on:
            raise DateRefused(
                f"日期（{self.show()}）不能晚于登记日期 {recorded_on.isoformat()}", field=OCCURRED_ON
            )
        return min(self.last, recorded_on)

    def show(self) -> str:
        """Return it as precisely as it is known: 2020-08-05, 2020年8月下旬, 2020年8月, 2020年三季度."""
        month = f"{self.first.year}年{self.first.month}月"
        match self.precision:
            case DatePrecision.DAY:
                return self.first.isoformat()
            case DatePrecision.TEN_DAYS:
                return month + TEN_DAYS[self.first.day // 10]
            case DatePrecision.MONTH:
                return month
            case DatePrecision.QUARTER:
                return f"{self.first.year}年{QUARTER_NAMES[(self.first.month - 1) // 3]}季度"
            case _:
                return f"{self.first.year}年"


def parse_date(text: str) -> VagueDate:
    """Read a date as a person or a sheet writes it, with the precision that it has.

    Reads 2020-08-05, 2020/8/5, 2020.8.5, 20200805, 2020年8月5日, 二〇二〇年八月五日 · 2020.8, 202008,
    2020年8月 · 2020年8月上/中/下旬, 2020年8月初 (上旬) and 底 (下旬) · 2020年三季度, 第三季度, Q3 · 2020年.
    A time of midnight, as sheets carry it, is dropped.
    Raises: DateRefused for what cannot be read, for days that do not exist and for years outside 1949–2100.
    """
    said = arabic(half_width(MIDNIGHT.sub("", text)))
    for form, read in FORMS:
        if found := form.fullmatch(said):
            year, *rest = (int(part) if part.isdigit() else part for part in found.groups())
            return read(check_year(int(year)), *rest)
    shown = text.strip()[:40]
    if TWO_DIGIT_YEAR.fullmatch(said):
        raise DateRefused(f"“{shown}”的年份请写四位，如 2020年8月5日")
    raise DateRefused(f"“{shown}”不是日期，请写成 {EXAMPLES}")


def check_year(year: int) -> int:
    """Return the year, or refuse one that no record of a city's investment can have.

    Raises: DateRefused outside 1949–2100.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateRefused(f"年份 {year} 不对，应在 {FIRST_YEAR}—{LAST_YEAR} 年之间")
    return year


def exact_day(year: int, month: int, day: int) -> date:
    """Return the day.

    Raises: DateRefused when there is none, and says which months and days there are.
    """
    last = month_end(year, month).day
    if not 1 <= day <= last:
        raise DateRefused(f"没有{year}年{month}月{day}日：{year}年{month}月只有 1—{last} 日")
    return date(year, month, day)


def month_end(year: int, month: int) -> date:
    """Return the month's last day.

    Raises: DateRefused when the month is not 1–12.
    """
    if not 1 <= month <= MONTHS:
        raise DateRefused(f"没有{month}月：月份应在 1—12 之间")
    return date(year, month, calendar.monthrange(year, month)[1])


def day_words(on: date) -> str:
    """Return the day as documents write it: 2020年9月23日.    Source: GB/T 9704-2012."""
    return f"{on.year}年{on.month}月{on.day}日"


def quarter_span(year: int, quarter: int) -> tuple[date, date]:
    """Return the quarter's first and last day.

    Raises: DateRefused when the quarter is not 1–4.
    """
    if not 1 <= quarter <= len(QUARTER_NAMES):
        raise DateRefused(f"没有第{quarter}季度：应为一、二、三、四季度")
    return date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3)


def _day(year: int, month: int, day: int) -> VagueDate:
    return VagueDate.day(exact_day(year, month, day))


def _ten_days(year: int, month: int, part: str) -> VagueDate:
    last = month_end(year, month)
    nth = {"上旬": 0, "初": 0, "中旬": 1, "下旬": 2, "底": 2, "末": 2}[part]
    first = date(year, month, nth * 10 + 1)
    return VagueDate(first, min(first + timedelta(days=9), last) if nth < 2 else last, DatePrecision.TEN_DAYS)


def _quarter(year: int, quarter: int) -> VagueDate:
    return VagueDate(*quarter_span(year, quarter), DatePrecision.QUARTER)


def _year(year: int) -> VagueDate:
    return VagueDate(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)


FORMS: tuple[tuple[re.Pattern[str], Callable[..., VagueDate]], ...] = (
    (re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"), _day),
    (re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"), _day),
    (re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})"), _day),
    (re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"), _day),
    (re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]"), _day),
    (re.compile(r"([0-9]{4})年([0-9]{1,2})月份?(上旬|中旬|下旬|初|底|末)"), _ten_days),
    (re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})"), VagueDate.month),
    (re.compile(r"([0-9]{4})([0-9]{2})"), VagueDate.month),
    (re.compile(r"([0-9]{4})年([0-9]{1,2})月份?"), VagueDate.month),
    (re.compile(r"([0-9]{4})年?第?([0-9])季度"), _quarter),
    (re.compile(r"([0-9]{4})年?[Qq]([0-9])"), _quarter),
    (re.compile(r"([0-9]{4})年?度?"), _year),
)
MIDNIGHT = re.compile(r"[ T]0?0:00(?::00)?\s*$")
TWO_DIGIT_YEAR = re.compile(r"[0-9]{2}(?:年.*|[-/.][0-9]{1,2}[-/.][0-9]{1,2})")
