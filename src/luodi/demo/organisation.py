"""Set up the demo city's units, people and accounts; the teams of 2019 and 2020 are founded when their time comes."""

from dataclasses import dataclass
from datetime import date, datetime

from luodi.demo import plan, units
from luodi.demo.people import CLERKS, LEADERS
from luodi.demo.units import CENTRE, PlannedUnit
from luodi.organisation import services as organisation
from luodi.organisation.choices import Rank, Role, UnitKind
from luodi.organisation.models import Account, City, Person, Unit
from luodi.organisation.selectors import root

PASSWORD = "Demo-Luodi-2020"  # noqa: S105 (printed by the command; the city is marked as a demo)
_STAFF = (("centre", "周敏"), ("centre-2", "许嘉言"), ("centre-3", "唐果"))
_REVIEWERS = (("reviewer", "秦岚"), ("reviewer-2", "顾北辰"))
_POSTED = date(2018, 12, 1)
KEEPERS = (*CLERKS, *(login for login, _ in _STAFF))
"""Who keeps a ledger: each county's clerk, and the centre's staff for everybody else."""


def keeper_of(unit_code: str) -> str:
    """Return the keeper for the unit: its county's clerk, or one of the centre's staff."""
    county = unit_code.split("-")[0]
    if county in CLERKS:
        return county
    return _STAFF[1 if unit_code.startswith("DEPT") else 2 if "-" in unit_code else 0][0]


_PRESS = ("press", "舒望")
_ADMINISTRATORS = tuple(f"{word}-{plan.CITY_CODE}" for word in ("system", "security", "audit"))
_COUNTY_REVIEWER = ("shou-reviewer", "方砚", "SHOU")
SHOWN = ("centre", "reviewer", "shou", _COUNTY_REVIEWER[0], "leader", _PRESS[0], *_ADMINISTRATORS)
"""One account for each role, and a county's own reviewer: only these can be signed in with."""


@dataclass
class Cast:
    """Who there is, by the names that the script uses."""

    city: City
    units: dict[str, Unit]
    leaders: list[Person]
    keepers: dict[str, Account]
    reviewers: list[Account]
    county_reviewer: Account
    press: Account

    @property
    def centre(self) -> Account:
        return self.keepers[_STAFF[0][0]]


class _Office:
    """The city's first administrators at work, all at one moment."""

    def __init__(self, city: City, at: datetime) -> None:
        self.city, self.at = city, at
        first = organisation.create_founder(city=city, at=at, secret=PASSWORD)
        founders = {one.role: one.account for one in first}
        self.system, self.security = founders[Role.SYSTEM_ADMIN], founders[Role.SECURITY_ADMIN]

    def unit(self, planned: PlannedUnit, parent: Unit, order: int) -> Unit:
        return organisation.create_unit(
            city=self.city,
            code=planned.code,
            name=planned.name,
            short_name=planned.short_name,
            kind=planned.kind,
            parent=parent,
            area=planned.area,
            founded_on=planned.founded_on,
            actor=self.system,
            at=self.at,
            rank_order=order,
        )

    def person(self, name: str, unit: Unit, title: str, rank: Rank) -> Person:
        person = organisation.add_person(city=self.city, name=name, actor=self.system, at=self.at)
        organisation.appoint(
            person=person, unit=unit, title=title, rank=rank, since=_POSTED, actor=self.system, at=self.at
        )
        return person

    def account(self, login: str, person: Person, unit: Unit, role: Role) -> Account:
        """Open an account; to one that is not shown nobody can sign in."""
        account = organisation.open_account(
            city=self.city,
            login=login,
            password=PASSWORD if login in SHOWN else None,
            person=person,
            unit=unit,
            actor=self.system,
            at=self.at,
        )
        organisation.grant(account=account, role=role, unit=unit, actor=self.security, at=self.at)
        return account


def begin(at: datetime) -> City:
    return organisation.create_city(code=plan.CITY_CODE, name=plan.CITY_NAME, at=at, is_demo=True)


def set_up(city: City, at: datetime) -> Cast:
    """Found the units that have been there since long, and open the accounts of those who keep the ledger."""
    office = _Office(city, at)
    top = root(city)
    centre_unit = PlannedUnit(
        CENTRE, f"{city.name}招商服务中心", "市招商服务中心", UnitKind.CENTRE, "", units.LONG_AGO
    )
    found = {"CITY": top, CENTRE: office.unit(centre_unit, top, 1)}
    for order, planned in enumerate([*units.counties(), *units.departments()], start=10):
        found[planned.code] = office.unit(planned, top, order)
    leaders = [office.person(name, top, title, Rank.CITY_LEADER) for name, title in LEADERS]
    centre = found[CENTRE]
    reviewers = [_member(office, login, name, centre, Role.REVIEWER, "认定员") for login, name in _REVIEWERS]
    keepers = {
        code: _member(office, code.lower(), name, found[code], Role.CLERK, "台账员")
        for code, name in CLERKS.items()
    }
    for login, name in _STAFF:
        keepers[login] = _member(office, login, name, centre, Role.CENTRE, "业务员")
    office.account("leader", leaders[0], top, Role.LEADER)
    login, name, county = _COUNTY_REVIEWER
    first = _member(office, login, name, found[county], Role.REVIEWER, "初审人")
    press = _member(office, *_PRESS, centre, Role.PRESS, "新闻发布员")
    return Cast(city, found, leaders, keepers, reviewers, first, press)


def _member(office: _Office, login: str, name: str, unit: Unit, role: Role, title: str) -> Account:
    person = office.person(name, unit, title, Rank.MEMBER)
    return office.account(login, person, unit, role)
