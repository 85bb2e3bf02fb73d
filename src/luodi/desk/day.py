"""A day in an address: which one is asked for, and what is said to one that is none."""

from datetime import date

from luodi.kernel.dates import DateRefused


def day_asked(text: str, otherwise: date, *, field: str) -> date:
    """Return the day that an address says, ``otherwise`` when it says none.    Raises: DateRefused."""
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError:
        raise DateRefused("日期请写成 2020-08-05", field=field) from None
