"""Who is in the teams, for how long, and where they were: seconded in May, marked day by day, confirmed by month."""

from datetime import date, datetime, timedelta
from functools import partial

from luodi.demo import chance, units
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.people import name_of
from luodi.demo.schedule import moment
from luodi.organisation import services as organisation
from luodi.organisation.choices import Rank, Role
from luodi.organisation.models import Account, Person, Unit
from luodi.teams import services as teams
from luodi.teams.choices import MemberRole, Presence
from luodi.teams.models import AttendanceSheet, Secondment

_SECONDED_ON, _UNTIL = date(2020, 5, 18), date(2021, 5, 17)
_ROLES = (MemberRole.HEAD, MemberRole.MEMBER, MemberRole.LIAISON)
_MARKED = ("TEAM-", "GROUP-SHANGHAI", "GROUP-SHENZHEN")
_FIRST, _LAST = date(2020, 8, 24), date(2020, 9, 21)
"""Before August nobody kept the days on record."""
_HALVES = (
    (Presence.PRESENT, Presence.PRESENT), (Presence.TRAVELLING, Presence.TRAVELLING),
    (Presence.TRAVELLING, Presence.TRAVELLING), (Presence.PRESENT, Presence.TRAVELLING),
    (Presence.TRAVELLING, Presence.TRAVELLING), (Presence.PRESENT, Presence.LEAVE),
    (Presence.PRESENT, Presence.PRESENT),
)  # fmt: skip


class Teamwork:
    def __init__(self, seed: int, cast: Cast) -> None:
        self.rng = chance.source("teamwork", seed)
        self.cast = cast
        self._members: dict[str, list[Secondment]] = {}

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(_SECONDED_ON, 17, 20), self.second)
        day = _FIRST
        while day <= _LAST:
            if chance.is_working(day):
                journal.add(moment(day, 17, 45), partial(self.mark, day))
            day += timedelta(days=1)
        journal.add(moment(date(2020, 9, 1), 17, 50), partial(self.submit, "2020-08"))
        journal.add(moment(date(2020, 9, 3), 17, 50), partial(self.confirm, "2020-08"))

    def second(self, at: datetime) -> None:
        """Give each team of the city its head and two others, from the departments."""
        departments = [self.cast.units[one.code] for one in units.departments()]
        for nth, planned in enumerate(units.city_teams()):
            team = self.cast.units[planned.code]
            found = [
                teams.NewSecondment(
                    person=self._person(3 * nth + seat, departments[(5 * nth + seat) % len(departments)], at),
                    role=role,
                    since=_SECONDED_ON,
                    until=_UNTIL,
                    home=departments[(5 * nth + seat) % len(departments)],
                    document="淮组干〔2020〕演示文号",
                )
                for seat, role in enumerate(_ROLES)
            ]
            self._members[planned.code] = teams.second_people(team, found, actor=self.cast.centre, at=at)

    def mark(self, day: date, at: datetime) -> None:
        """Mark the day of the teams that keep their days here; the centre does it for them."""
        for code, members in self._members.items():
            if code.startswith(_MARKED):
                marks = [teams.Mark(one, *self.rng.choice(_HALVES)) for one in members]
                teams.mark_days(self.cast.units[code], day, marks, actor=self.cast.centre, at=at)

    def submit(self, month: str, at: datetime) -> None:
        for code in self._members:
            if code.startswith(_MARKED):
                teams.submit_month(self.cast.units[code], month, actor=self.cast.centre, at=at)

    def confirm(self, month: str, at: datetime) -> None:
        """Somebody else of the centre confirms; two months are still to be looked at."""
        sheets = AttendanceSheet.objects.filter(city=self.cast.city, month=month).order_by(
            "unit__rank_order", "pk"
        )
        for sheet in list(sheets)[:-2]:
            teams.confirm_month(sheet, actor=self.cast.keepers["centre-2"], at=at)

    def _person(self, number: int, home: Unit, at: datetime) -> Person:
        system = Account.objects.get(city=self.cast.city, grants__role=Role.SYSTEM_ADMIN)
        person = organisation.add_person(city=self.cast.city, name=name_of(number + 700), actor=system, at=at)
        organisation.appoint(
            person=person,
            unit=home,
            title="干部",
            rank=Rank.MEMBER,
            since=date(2018, 12, 1),
            actor=system,
            at=at,
        )
        return person
