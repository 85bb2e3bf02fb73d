"""What is to come when the demo city's calendar begins to run: trips, visits and an event that are only planned.

Plans count nowhere; some wait for approval, some have it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from luodi.demo import commands
from luodi.demo.journal import Journal
from luodi.demo.names import Firms, PlannedFirm
from luodi.demo.organisation import Cast, keeper_of
from luodi.demo.planned import PlannedContact
from luodi.demo.schedule import moment
from luodi.demo.units import CENTRE, city_teams
from luodi.kernel.dates import VagueDate
from luodi.outreach import services as outreach
from luodi.outreach.choices import EventForm
from luodi.outreach.models import Trip, Visit

_SAID_ON = date(2020, 9, 22)
_FIRMS_FROM, _FIRMS_EVERY = 150, 7
"""Which of the firms are met: any will do that somebody has met before."""


class _Comes(StrEnum):
    PLANNED = "PLANNED"
    SUBMITTED = "SUBMITTED"
    APPROVED = "APPROVED"


@dataclass(frozen=True)
class _Plan:
    unit: str
    day: date
    n_days: int = 1
    comes: _Comes = _Comes.PLANNED
    leader: int | None = None
    n_firms: int = 2


_TEAMS = [team.code for team in city_teams()]
_APPROVES = ("FENGTAI", "JINGKAI")
"""Units that want their trips and visits approved."""
_TRIPS = (
    _Plan("SHOU", date(2020, 9, 24), 2),
    _Plan(_TEAMS[0], date(2020, 9, 24), 3, n_firms=3),
    _Plan(CENTRE, date(2020, 9, 28), 3, leader=1, n_firms=3),
    _Plan("FENGTAI", date(2020, 9, 28), 2, _Comes.APPROVED),
    _Plan("GAOXIN", date(2020, 10, 12), 2),
    _Plan("JINGKAI", date(2020, 10, 13), 3, _Comes.SUBMITTED, n_firms=3),
    _Plan("PANJI", date(2020, 10, 14), 2),
    _Plan(_TEAMS[1], date(2020, 10, 19), 4, n_firms=4),
    _Plan("SHOU", date(2020, 10, 20), 3, n_firms=3),
    _Plan("FENGTAI", date(2020, 10, 26), 2, _Comes.SUBMITTED),
)
_VISITS = (
    _Plan("TIANJIAAN", date(2020, 9, 23)),
    _Plan("SHOU", date(2020, 9, 25), n_firms=1),
    _Plan(CENTRE, date(2020, 9, 25), leader=0, n_firms=3),
    _Plan("JINGKAI", date(2020, 9, 27), comes=_Comes.APPROVED),
    _Plan("GAOXIN", date(2020, 9, 29), n_firms=1),
    _Plan("SHOU", date(2020, 10, 10)),
    _Plan("FENGTAI", date(2020, 10, 12), comes=_Comes.SUBMITTED),
    _Plan("DATONG", date(2020, 10, 15), n_firms=1),
    _Plan(CENTRE, date(2020, 10, 21), leader=0, n_firms=3),
    _Plan("MAOJI", date(2020, 10, 23), n_firms=1),
)


class Coming:
    def __init__(self, cast: Cast, firms: Firms) -> None:
        self.cast, self.firms = cast, firms

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(_SAID_ON, 16, 10), self.want_approval)
        journal.add(moment(_SAID_ON, 16, 12), self.plan)
        journal.add(moment(_SAID_ON, 16, 14), self.call_together)

    def want_approval(self, at: datetime) -> None:
        for code in _APPROVES:
            keeper = self.cast.keepers[code]
            outreach.set_approval(unit=self.cast.units[code], trips=True, visits=True, actor=keeper, at=at)

    def plan(self, at: datetime) -> None:
        known = [one for one in self.firms.made if one.row is not None and one.origin.isdecimal()]
        firms = iter(known[_FIRMS_FROM::_FIRMS_EVERY])
        for is_trip, plans in ((True, _TRIPS), (False, _VISITS)):
            for one in plans:
                self._announce(one, [next(firms) for _ in range(one.n_firms)], is_trip=is_trip, at=at)

    def call_together(self, at: datetime) -> None:
        outreach.hold_event(
            outreach.NewEvent(
                code="SHENZHEN-2020",
                name="淮南（深圳）电子信息产业对接会（示例）",
                form=EventForm.PROMOTION,
                unit=self.cast.units[CENTRE],
                place="深圳市",
                held_from=date(2020, 10, 29),
                held_to=date(2020, 10, 29),
                summary="演示用的合成数据",
                expected=120,
            ),
            actor=self.cast.centre,
            at=at,
        )

    def _announce(self, one: _Plan, firms: list[PlannedFirm], *, is_trip: bool, at: datetime) -> None:
        contact = PlannedContact(
            is_trip=is_trip,
            unit=one.unit,
            county="",
            place=firms[0].origin,
            day=one.day + timedelta(days=one.n_days - 1),
            on=VagueDate.day(one.day),
            n_days=one.n_days,
            leader=one.leader,
            firms=firms,
        )
        said = (commands.new_trip if is_trip else commands.new_visit)(contact, self.cast)
        keeper = self.cast.keepers[keeper_of(one.unit)]
        row = outreach.plan(replace(said, outcome="", talks={}), actor=keeper, at=at)
        self._go_on(row, one.comes, at)

    def _go_on(self, row: Trip | Visit, comes: _Comes, at: datetime) -> None:
        if comes != _Comes.PLANNED:
            keeper = self.cast.keepers[row.unit.code]
            row = outreach.submit_plan(activity=row, actor=keeper, at=at)
        if comes == _Comes.APPROVED:
            outreach.decide_plan(
                activity=row, approve=True, reason="同意，行前请备齐对接清单", actor=self.cast.centre, at=at
            )
