"""What a trip or a visit says beside its firms and projects: who took part, the programme, where it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from luodi.enterprises.models import Enterprise
from luodi.kernel.findings import Refusal
from luodi.organisation.choices import Rank
from luodi.organisation.models import Person
from luodi.outreach.choices import Side
from luodi.refdata import regions


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who took part; with ``person`` it is one of the city's people, whose name it is."""

    name: str
    post: str = ""
    rank: Rank | str = ""
    person: Person | None = None
    side: Side = Side.OURS


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """A line of the programme."""

    on: date
    text: str
    starts: time | None = None
    place: str = ""
    enterprise: Enterprise | None = None


@dataclass(frozen=True, kw_only=True)
class Stop:
    """``division`` is the code of a division or a country; ``place`` is how people call it."""

    division: str
    place: str
    on: date


@dataclass(frozen=True)
class Talk:
    """With whom one spoke at a firm, and what it intends."""

    contact: str = ""
    intention: str = ""


def check_members(members: Sequence[Member], *, refusal: type[Refusal]) -> None:
    """Raises: ``refusal`` for somebody without a name, or who is named twice."""
    names = [(one.side, one.name.strip(), one.post.strip()) for one in members]
    if any(not name for _, name, _ in names):
        raise refusal("参加人员须写明姓名", field="members")
    if len(set(names)) != len(names):
        raise refusal("参加人员重复填写", field="members")


def check_days(
    days: Sequence[date], first: date, last: date, *, name: str, field: str, refusal: type[Refusal]
) -> None:
    """Raises: ``refusal`` for a day before the first or after the last one."""
    for day in days:
        if not first <= day <= last:
            raise refusal(
                f"{name}日期 {day.isoformat()} 不在 {first.isoformat()} 至 {last.isoformat()} 之间",
                field=field,
            )


def check_stops(stops: Sequence[Stop], first: date, last: date, *, refusal: type[Refusal]) -> None:
    """Raises: ``refusal`` for a stop outside the trip or said twice; UnknownOrigin for what is no place."""
    check_days([one.on for one in stops], first, last, name="到访", field="stops", refusal=refusal)
    for stop in stops:
        regions.origin_name(stop.division)
        if not stop.place.strip():
            raise refusal("到访地须写明地名", field="stops")
    if len({(one.on, one.division, one.place.strip()) for one in stops}) != len(stops):
        raise refusal("同一天的同一到访地只填一次", field="stops")
