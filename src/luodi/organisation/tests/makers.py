"""The standing cast: an invented city with its units, and people whose rights every test may rely on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from luodi.organisation import selectors, services
from luodi.organisation.choices import Rank, Role, UnitKind
from luodi.organisation.models import Account, City, Unit

CITY_CODE = "349900"
PASSWORD = "Shili-Shi-2020"
START = datetime(2020, 8, 3, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FOUNDED = date(2010, 1, 1)
TEAM_FOUNDED = date(2020, 5, 6)


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    @property
    def day(self) -> date:
        return self.now.date()

    def advance(self, *, days: int = 0, hours: int = 0, minutes: int = 0) -> None:
        self.now += timedelta(days=days, hours=hours, minutes=minutes)


@dataclass(frozen=True)
class Units:
    top: Unit
    centre: Unit
    yunxi: Unit
    shiqiao: Unit
    park: Unit
    bureau: Unit
    team: Unit
    group: Unit


@dataclass(frozen=True)
class Cast:
    """钟 writes everything, 秦 verifies, 刘 and 吴 each write for a county, 洪 reads, 外 has no role at all."""

    city: City
    units: Units
    system_admin: Account
    security_admin: Account
    audit_admin: Account
    zhong: Account
    qin: Account
    liu: Account
    wu: Account
    hong: Account
    wai: Account


def make_cast(*, at: datetime = START, code: str = CITY_CODE, name: str = "示例市") -> Cast:
    """Begin the city and engage the cast; a second city needs a code of its own."""
    city = services.create_city(code=code, name=name, at=at)
    admins = {founder.role: founder.account for founder in services.create_founder(city=city, at=at)}
    for account in admins.values():
        services.set_password(account=account, password=PASSWORD, actor=account, at=at)
    system, security = admins[Role.SYSTEM_ADMIN], admins[Role.SECURITY_ADMIN]
    units = _make_units(city, system, at)

    def engage(login: str, person: str, unit: Unit, *roles: Role) -> Account:
        return make_account(
            login=login if code == CITY_CODE else f"{login}-{code}",
            name=person,
            unit=unit,
            roles=roles,
            system_admin=system,
            security_admin=security,
            at=at,
        )

    cast = Cast(
        city=city,
        units=units,
        system_admin=system,
        security_admin=security,
        audit_admin=admins[Role.AUDIT_ADMIN],
        zhong=engage("zhong", "钟", units.centre, Role.CENTRE),
        qin=engage("qin", "秦", units.centre, Role.REVIEWER),
        liu=engage("liu", "刘", units.yunxi, Role.CLERK),
        wu=engage("wu", "吴", units.shiqiao, Role.CLERK),
        hong=engage("hong", "洪", units.top, Role.LEADER),
        wai=engage("wai", "外", units.bureau),
    )
    services.appoint(
        person=cast.hong.person,
        unit=units.top,
        title="副市长",
        rank=Rank.CITY_LEADER,
        since=FOUNDED,
        actor=system,
        at=at,
    )
    return cast


def make_press(cast: Cast, *, login: str = "xuan", at: datetime = START) -> Account:
    """宣 writes what is published: reads everything of the city, and writes nothing of its ledger."""
    admins = {"system_admin": cast.system_admin, "security_admin": cast.security_admin}
    return make_account(login=login, name="宣", unit=cast.units.centre, roles=(Role.PRESS,), at=at, **admins)


def make_account(
    *,
    login: str,
    name: str,
    unit: Unit,
    roles: tuple[Role, ...],
    system_admin: Account,
    security_admin: Account,
    at: datetime = START,
) -> Account:
    """Open an account that has set its own password; each role is granted over ``unit``."""
    person = services.add_person(city=unit.city, name=name, actor=system_admin, at=at)
    account = services.open_account(
        city=unit.city,
        login=login,
        password=PASSWORD + "-0",
        person=person,
        unit=unit,
        actor=system_admin,
        at=at,
    )
    services.set_password(account=account, password=PASSWORD, actor=account, at=at)
    for role in roles:
        services.grant(account=account, role=role, unit=unit, actor=security_admin, at=at)
    return account


def _make_units(city: City, actor: Account, at: datetime) -> Units:
    def unit(
        code: str, name: str, short_name: str, kind: UnitKind, area: str = "", founded: date = FOUNDED
    ) -> Unit:
        return services.create_unit(
            city=city,
            code=code,
            name=name,
            short_name=short_name,
            kind=kind,
            parent=None,
            area=area,
            founded_on=founded,
            actor=actor,
            at=at,
        )

    return Units(
        top=selectors.root(city),
        centre=unit("CENTRE", "示例市招商服务中心", "市招商中心", UnitKind.CENTRE),
        yunxi=unit("YUNXI", "云溪县", "云溪县", UnitKind.COUNTY, "349921"),
        shiqiao=unit("SHIQIAO", "石桥县", "石桥县", UnitKind.COUNTY, "349922"),
        park=unit("PARK", "示例高新技术产业园区", "高新区", UnitKind.COUNTY, "349902"),
        bureau=unit("BUREAU", "示例市经济和信息化局", "市经信局", UnitKind.DEPARTMENT),
        team=unit("TEAM", "新能源产业招商工作队", "新能源队", UnitKind.INDUSTRY_TEAM, founded=TEAM_FOUNDED),
        group=unit("GROUP", "驻珠三角招商组", "珠三角组", UnitKind.RESIDENT_GROUP, founded=TEAM_FOUNDED),
    )
