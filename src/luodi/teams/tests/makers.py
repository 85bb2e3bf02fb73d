"""Members of a team and their days, made through the services."""

from datetime import date

from luodi.organisation import services as organisation
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Account, Person, Unit
from luodi.organisation.tests.makers import START
from luodi.teams import services
from luodi.teams.choices import MemberRole, Presence
from luodi.teams.models import Attendance, Secondment

TERM = (date(2020, 5, 6), date(2021, 5, 5))


def make_person(name: str, *, by: Account) -> Person:
    return organisation.add_person(city=by.city, name=name, actor=by, at=START)


def make_squad(county: Unit, *, by: Account, code: str = "YUNXI-S1") -> Unit:
    new = services.NewTeam(
        code=code,
        name=f"{county.name}招商小分队",
        short_name=f"{county.short_name}小分队",
        kind=UnitKind.SQUAD,
        parent=county,
        founded_on=TERM[0],
        area=county.area,
    )
    return services.found_team(new, actor=by, at=START)


def make_member(
    team: Unit,
    person: Person,
    *,
    by: Account,
    since: date = TERM[0],
    until: date = TERM[1],
    role: MemberRole = MemberRole.MEMBER,
    home: Unit | None = None,
) -> Secondment:
    new = services.NewSecondment(person=person, role=role, since=since, until=until, home=home)
    (row,) = services.second_people(team, [new], actor=by, at=START)
    return row


def mark(
    member: Secondment,
    day: date,
    morning: Presence | None = Presence.PRESENT,
    afternoon: Presence | None = Presence.PRESENT,
    *,
    by: Account,
) -> Attendance | None:
    marks = [services.Mark(member, morning, afternoon)]
    services.mark_days(member.unit, day, marks, actor=by, at=START)
    return Attendance.objects.filter(secondment=member, day=day).first()
