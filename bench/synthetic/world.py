"""Sixteen cities with their units, people and accounts, made by the services that real cities use."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from luodi.ledger import services as ledger
from luodi.organisation import services as organisation
from luodi.organisation.choices import Rank, Role, UnitKind
from luodi.organisation.models import Account, City, Unit
from luodi.refdata import areas, divisions

PROVINCE = "340000"
PASSWORD = "Luodi-Bench-2011"
FOUNDED = datetime(2010, 12, 31, 1, tzinfo=UTC)
_KINDS = (UnitKind.COUNTY,) * 4 + (UnitKind.INDUSTRY_TEAM,) * 3 + (UnitKind.DEPARTMENT,) * 3


@dataclass(frozen=True)
class Place:
    """What the rows of one city refer to."""

    city: City
    clerk: Account
    units: tuple[Unit, ...]
    sponsors: tuple[int, ...]
    areas: tuple[str, ...]
    short_name: str


def build() -> list[Place]:
    """Make the sixteen cities of the province, ten units each, with a clerk of the centre in every one."""
    return [_place(one.code, one.name, one.short_name) for one in divisions.within(PROVINCE)]


def login_of(city: City) -> str:
    return f"bench-{city.code}"


def _place(code: str, name: str, short_name: str) -> Place:
    city = organisation.create_city(code=code, name=name, at=FOUNDED, is_demo=True)
    founders = {one.role: one.account for one in organisation.create_founder(city=city, at=FOUNDED)}
    system, security = founders[Role.SYSTEM_ADMIN], founders[Role.SECURITY_ADMIN]
    ledger.open_ledger(city=city, at=FOUNDED)
    grounds = [one.code for one in areas.areas_of(code, date(2011, 1, 1))]
    units = tuple(
        organisation.create_unit(
            city=city,
            code=f"U{number:02}",
            name=f"{short_name}{kind.label}{number}",
            short_name=f"{kind.label}{number}",
            kind=kind,
            parent=None,
            area=grounds[number % len(grounds)] if kind == UnitKind.COUNTY else "",
            founded_on=date(2010, 1, 1),
            actor=system,
            at=FOUNDED,
            rank_order=number,
        )
        for number, kind in enumerate(_KINDS, start=1)
    )
    root = Unit.objects.of(city.pk).get(parent__isnull=True)
    sponsors = []
    for number in range(1, 4):
        person = organisation.add_person(city=city, name=f"示例领导{number}", actor=system, at=FOUNDED)
        organisation.appoint(
            person=person, unit=root, title="副市长", rank=Rank.CITY_LEADER, since=date(2010, 1, 1),
            actor=system, at=FOUNDED,
        )  # fmt: skip
        sponsors.append(person.pk)
    clerk = _clerk(city, root, system, security)
    return Place(city, clerk, units, tuple(sponsors), tuple(grounds), short_name)


def _clerk(city: City, root: Unit, system: Account, security: Account) -> Account:
    person = organisation.add_person(city=city, name="示例业务员", actor=system, at=FOUNDED)
    account = organisation.open_account(
        city=city, login=login_of(city), password=PASSWORD, person=person, unit=root, actor=system, at=FOUNDED
    )
    organisation.grant(account=account, role=Role.CENTRE, unit=root, actor=security, at=FOUNDED)
    return account
