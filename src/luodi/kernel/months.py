"""Calendar months, each named by its first day: those before and after, their last days, and terms of months."""

from datetime import date

from luodi.kernel.dates import MONTHS, month_end


def month_of(day: date) -> date:
    """Return the month that the day lies in."""
    return day.replace(day=1)


def month_after(day: date, n: int = 1) -> date:
    """Return the nth month after the day's own."""
    return _month(_number(day) + n)


def month_before(day: date, n: int = 1) -> date:
    """Return the nth month before the day's own."""
    return _month(_number(day) - n)


def last_day_of_month(day: date) -> date:
    return month_end(day.year, day.month)


def months_between(first: date, last: date) -> list[date]:
    """Return the months from the first day's own to the last day's, in order; none when it lies before."""
    return [_month(number) for number in range(_number(first), _number(last) + 1)]


def add_months(day: date, n: int) -> date:
    """Return the same day of a later month, or of an earlier one; its last day where the month is shorter."""
    last = last_day_of_month(month_after(day, n))
    return last.replace(day=min(day.day, last.day))


def _number(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def _month(number: int) -> date:
    year, month = divmod(number, MONTHS)
    return date(year, month + 1, 1)
