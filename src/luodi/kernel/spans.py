"""What a period is: a span of days that a figure is asked for, its neighbours and its Chinese name.

Import ``Period`` from ``periods``, which also reads one from text.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from luodi.kernel.dates import MONTHS, QUARTER_NAMES, month_end
from luodi.kernel.findings import Refusal
from luodi.kernel.months import add_months, last_day_of_month, month_before, month_of, months_between


class PeriodRefused(Refusal):
    """The period cannot be read, or ends before it begins."""


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``, both included; without ``first`` a stock's day (截至某日)."""

    first: date | None
    last: date

    def __post_init__(self) -> None:
        if self.first is not None and self.first > self.last:
            first, last = self.first.isoformat(), self.last.isoformat()
            raise PeriodRefused(f"结束日期早于开始日期：{first} 至 {last}")

    @classmethod
    def between(cls, first: date, last: date) -> Self:
        """Raises: PeriodRefused when it ends before it begins."""
        return cls(first, last)

    @classmethod
    def on(cls, day: date) -> Self:
        """Return a stock's day: what holds on it, whenever it began."""
        return cls(None, day)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return a calendar month."""
        return cls(date(year, month, 1), month_end(year, month))

    @classmethod
    def year(cls, year: int) -> Self:
        """Return a calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def year_to_date(cls, day: date) -> Self:
        """Return 1 January of the day's year up to the day."""
        return cls(date(day.year, 1, 1), day)

    @classmethod
    def month_to_date(cls, day: date) -> Self:
        """Return the first day of the day's month up to the day."""
        return cls(month_of(day), day)

    @property
    def is_whole_months(self) -> bool:
        """Whether it consists of whole calendar months."""
        return self.first is not None and self.first.day == 1 and _ends_month(self.last)

    def same_period_last_year(self) -> "Period":
        """Return the period that a growth against 去年同期 compares with.

        A period that ends on a month's last day ends on that month's last day a year earlier, so January and
        February stay whole in leap years; 29 February becomes the 28th.
        """
        last = _year_earlier(self.last, to_month_end=_ends_month(self.last))
        if self.first is None:
            return Period.on(last)
        return Period(
            last if self.first == self.last else _year_earlier(self.first, to_month_end=False), last
        )

    def previous(self) -> "Period":
        """Return the period before (环比): as many whole months if it is whole months, else as many days.

        A stock's day at a month's end moves to the month's end before, any other to the day before.
        """
        if self.first is None:
            return Period.on(
                (month_of(self.last) if _ends_month(self.last) else self.last) - timedelta(days=1)
            )
        last = self.first - timedelta(days=1)
        if self.is_whole_months:
            return Period(month_before(self.first, len(months_between(self.first, self.last))), last)
        return Period(self.first - (self.last - self.first) - timedelta(days=1), last)

    def months(self) -> list["Period"]:
        """Return the calendar months that it touches, the first and last cut at its ends.

        Shape: in order; empty for a stock's day, which has no months.
        """
        if self.first is None:
            return []
        ends = ((start, last_day_of_month(start)) for start in months_between(self.first, self.last))
        return [Period(max(self.first, start), min(self.last, end)) for start, end in ends]

    def label(self) -> str:
        """Return its name as documents print it.

        Shape: 2020年1—7月, 2020年7月, 2020年上半年, 2020年三季度, 2020年, 2019年11月—2020年2月, 2018—2020年,
        else 2020-01-24至2020-04-30, one day 2020-01-24, a stock's day 截至2020-09-22.
        Source: GB/T 15835-2011: a range of months is written with the long dash.
        """
        if self.first is None:
            return f"截至{self.last.isoformat()}"
        if self.first == self.last:
            return self.first.isoformat()
        if not self.is_whole_months:
            return f"{self.first.isoformat()}至{self.last.isoformat()}"
        return _whole_months_label(self.first, self.last)


def _whole_months_label(first: date, last: date) -> str:
    starts_year, ends_year = first.month == 1, last.month == MONTHS
    if first.year != last.year:
        if starts_year and ends_year:
            return f"{first.year}—{last.year}年"
        return f"{first.year}年{first.month}月—{last.year}年{last.month}月"
    names = {(1, 12): "", (1, 6): "上半年", (7, 12): "下半年"}
    names |= {(3 * i + 1, 3 * i + 3): f"{name}季度" for i, name in enumerate(QUARTER_NAMES)}
    span = (first.month, last.month)
    if span in names:
        return f"{first.year}年{names[span]}"
    months = f"{first.month}" if first.month == last.month else f"{first.month}—{last.month}"
    return f"{first.year}年{months}月"


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _year_earlier(day: date, *, to_month_end: bool) -> date:
    there = add_months(day, -MONTHS)
    return last_day_of_month(there) if to_month_end else there
