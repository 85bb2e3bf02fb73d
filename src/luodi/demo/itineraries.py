"""What trips and visits say beside whom they met: why, where they went on, who took part, the programme."""

from datetime import date, time, timedelta

from luodi.demo.names import ELSEWHERE, PEARL_RIVER
from luodi.demo.organisation import Cast
from luodi.demo.people import name_of
from luodi.demo.planned import PlannedContact
from luodi.organisation.choices import Rank
from luodi.outreach import services as outreach
from luodi.outreach.choices import ResultClass, Side
from luodi.refdata import divisions

_PLACES = tuple(code for code, _ in (*ELSEWHERE, *PEARL_RIVER) if code.isdecimal())
_HOURS = (time(9, 0), time(10, 30), time(14, 30), time(16, 0))
_PURPOSES = ("走访在谈企业，推进项目落地", "拜访行业龙头，对接产业转移", "参加产业对接会，收集投资线索")
_POSTS = (("主要负责同志", Rank.HEAD), ("分管负责同志", Rank.DEPUTY), ("招商专员", Rank.MEMBER))
_SITES = ("园区规划展示馆", "标准化厂房", "在建项目工地", "落户企业车间")


def number_of(planned: PlannedContact) -> int:
    """Return a number that is the contact's own, and the same in every build."""
    return planned.day.toordinal() * 7 + sum(map(ord, planned.unit)) + 3 * len(planned.firms)


def stops(planned: PlannedContact) -> tuple[outreach.Stop, ...]:
    """The destination on the first day; some trips of several days go on to another city of the province."""
    found = [_stop(planned.place, planned.began_on)]
    near = [code for code in _PLACES if code[:2] == planned.place[:2] and code != planned.place]
    if near and planned.n_days > 1 and number_of(planned) % 3 == 0:
        found.append(_stop(near[number_of(planned) % len(near)], planned.began_on + timedelta(days=1)))
    return tuple(found)


def members(planned: PlannedContact, cast: Cast) -> tuple[outreach.Member, ...]:
    """Ours by rank, behind the leader where one led; visitors are named with their firm."""
    number = number_of(planned)
    found = []
    if planned.leader is not None:
        leader = cast.leaders[planned.leader]
        found.append(outreach.Member(name=leader.name, person=leader, post="市领导", rank=Rank.CITY_LEADER))
    unit = cast.units[planned.unit].short_name
    for nth, (post, rank) in enumerate(_POSTS[number % 2 :]):
        found.append(outreach.Member(name=name_of(number + 11 * nth), post=f"{unit}{post}", rank=rank))
    if not planned.is_trip:
        found += [
            outreach.Member(name=name_of(number + 101 + nth), post=f"{firm.brand}总经理", side=Side.THEIRS)
            for nth, firm in enumerate(planned.firms[:3])
        ]
    return tuple(found)


def programme(planned: PlannedContact) -> tuple[outreach.Appointment, ...]:
    """A line for each firm, day by day; visitors also see a site."""
    first, days = (planned.began_on, planned.n_days) if planned.is_trip else (planned.on.first, 1)
    what = "走访" if planned.is_trip else "座谈："
    found = [
        outreach.Appointment(
            on=first + timedelta(days=nth % days),
            starts=_HOURS[nth // days % len(_HOURS)],
            text=f"{what}{firm.name}",
            place=divisions.division(planned.place).short_name if planned.is_trip else "",
            enterprise=firm.entered,
        )
        for nth, firm in enumerate(planned.firms[:6])
    ]
    if not planned.is_trip:
        site = _SITES[number_of(planned) % len(_SITES)]
        found.append(outreach.Appointment(on=first, starts=time(17, 0), text=f"考察{site}", place=site))
    return tuple(found)


def purpose(planned: PlannedContact) -> str:
    return _PURPOSES[number_of(planned) % len(_PURPOSES)]


def outcome(planned: PlannedContact) -> ResultClass:
    if planned.projects:
        return ResultClass.AGREED
    return ResultClass.LEAD if number_of(planned) % 4 == 0 else ResultClass.CONTACT


def talks(planned: PlannedContact) -> dict[int, outreach.Talk]:
    """With whom we spoke at each firm, by its row."""
    number = number_of(planned)
    said = "有意在我市布局生产基地" if planned.projects else "愿意来淮考察"
    return {
        firm.entered.pk: outreach.Talk(contact=name_of(number + 101 + nth), intention=said)
        for nth, firm in enumerate(planned.firms)
    }


def _stop(code: str, on: date) -> outreach.Stop:
    return outreach.Stop(division=code, place=divisions.division(code).short_name, on=on)
