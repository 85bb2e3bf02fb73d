"""When a message goes, how many at a time, how long to wait after a failure. Pure: moments in, moments out."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from luodi.kernel.findings import Refusal
from luodi.notices.choices import NoticeKind
from luodi.outbox.choices import Pace

MOST_AN_HOUR = 5
"""As many messages go through one channel within an hour; what is more waits and becomes one digest."""
HOUR = timedelta(hours=1)
FORGOTTEN = timedelta(minutes=5)
"""A message that has been on its way for longer than this has lost its sender."""
GIVEN_UP = timedelta(days=3)
ATTEMPTS = 6
"""How often the same message may be turned away for the moment (full mailbox, grey list) before it has failed."""
CODE_DIGITS, CODE_TRIES, CODES_AN_HOUR = 6, 5, 5
CODE_HOLDS = timedelta(minutes=30)
"""How long the code counts that confirms an address."""
PACES: Mapping[NoticeKind, Pace] = {
    NoticeKind.RETURNED: Pace.AT_ONCE,
    NoticeKind.ASKED: Pace.AT_ONCE,
    NoticeKind.REMINDER: Pace.AT_ONCE,
    NoticeKind.DECIDED: Pace.DAILY,
    NoticeKind.INFO: Pace.DAILY,
}
"""What holds for whoever has chosen nothing."""
_WEEK, _LONGEST = 7, timedelta(minutes=30)


class MessageRefused(Refusal):
    """A channel, a preference or a server that can't be as it was asked for."""


@dataclass(frozen=True)
class Hours:
    """When an account wants to hear: not from ``quiet_from`` to ``quiet_until`` (over midnight too), digests at a time.

    Equal bounds are no quiet hours. ``digest_day``: Monday is 0.
    """

    quiet_from: time = time(21)
    quiet_until: time = time(7, 30)
    digest_at: time = time(8)
    digest_day: int = 0


def is_quiet(moment: datetime, hours: Hours) -> bool:
    now, first, last = moment.timetz().replace(tzinfo=None), hours.quiet_from, hours.quiet_until
    return first <= now < last if first <= last else now >= first or now < last


def after_quiet(moment: datetime, hours: Hours) -> datetime:
    """Return the moment, or the end of the quiet hours that it lies in."""
    if not is_quiet(moment, hours):
        return moment
    end = datetime.combine(moment.date(), hours.quiet_until, moment.tzinfo)
    return end if end > moment else end + timedelta(days=1)


def due_at(pace: Pace, told_at: datetime, hours: Hours) -> datetime | None:
    """Return when a notice of the moment goes out by the pace, None when never; moments are in the city's zone."""
    if pace == Pace.NEVER:
        return None
    if pace == Pace.AT_ONCE:
        return after_quiet(told_at, hours)
    due = datetime.combine(told_at.date(), hours.digest_at, told_at.tzinfo)
    if due <= told_at:
        due += timedelta(days=1)
    if pace == Pace.WEEKLY:
        due += timedelta(days=(hours.digest_day - due.weekday()) % _WEEK)
    return after_quiet(due, hours)


def pause(n_failures: int) -> timedelta:
    """Return how long a server is left alone after so many failures in a row: doubling, half an hour at most."""
    factor: int = 2 ** min(max(n_failures, 1) - 1, 10)
    return min(timedelta(minutes=1) * factor, _LONGEST)


def goes_singly(n_due: int, n_recent: int, paces: set[Pace]) -> bool:
    """Whether what is due goes as messages of its own; else it becomes one digest."""
    return paces == {Pace.AT_ONCE} and (n_due == 1 or n_due + n_recent <= MOST_AN_HOUR)


def clipped(text: str, most: int) -> str:
    """Return as much of the text as ``most`` bytes of UTF-8 hold, with a sign where something is left out."""
    held = text.encode()
    if len(held) <= most:
        return text
    return held[: most - 3].decode(errors="ignore") + "…"


def digits_of(text: str) -> str:
    """Return a code as it was sent: without blanks, in plain digits however they were typed."""
    return "".join(unicodedata.normalize("NFKC", text).split()).encode("ascii", "replace").decode()


_EMAIL = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)


def is_email(text: str) -> bool:
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None and ".." not in text
