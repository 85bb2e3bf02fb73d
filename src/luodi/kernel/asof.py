"""The moment of knowledge (统计时点): a moment and, once it has been resolved, the ledger's entry number."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from luodi.kernel import dates
from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import arabic


class MomentRefused(Refusal):
    """The moment cannot be read or does not exist."""


@dataclass(frozen=True)
class AsOf:
    """A moment with its zone; ``entry`` is the ledger's entry number once it has been resolved."""

    moment: datetime
    entry: int | None = None

    def __post_init__(self) -> None:
        if self.moment.tzinfo is None:
            message = "an as-of moment needs a time zone"
            raise ValueError(message)


def parse_moment(text: str, *, tz: tzinfo) -> datetime:
    """Read 2020-08-01T00:00, 2020-08-01 00:00(:00) or 2020-08-01 as a moment in ``tz``.

    A day without a time is its start, 00:00: "as of 2020-08-01" knows all of July and nothing that was
    recorded on 1 August.
    Raises: MomentRefused for anything else, and for days and times that do not exist.
    """
    found = MOMENT.fullmatch(" ".join(arabic(text.strip()).translate(WIDE).split()))
    if found is None:
        raise MomentRefused(
            f"“{text.strip()[:40]}”不是时点，请写成 2020-08-01、2020-08-01 00:00 或 2020-08-01T00:00"
        )
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        on: date = dates.exact_day(dates.check_year(year), month, day)
        at = time(hour, minute, second)
    except dates.DateRefused as refusal:
        raise MomentRefused(refusal.message) from refusal
    except ValueError:
        raise MomentRefused("时间应在 00:00—23:59 之间；一天结束请写次日 00:00") from None
    return datetime.combine(on, at, tzinfo=tz)


MOMENT = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?")
WIDE = str.maketrans("０１２３４５６７８９：－／", "0123456789:-/")
