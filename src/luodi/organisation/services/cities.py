"""Begin a city: itself as the top of its tree of units, and its first three administrators."""

import re
import secrets
import string
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.kernel.dates import FIRST_YEAR
from luodi.kernel.findings import Refusal
from luodi.organisation.choices import Role, UnitKind
from luodi.organisation.models import Account, City, Unit
from luodi.organisation.services import accounts, grants, people, units

ROOT_CODE = "CITY"
SINCE_EVER = date(FIRST_YEAR, 1, 1)
_CITY_CODE = re.compile(r"[1-9][0-9]{5}")
_SECRET_LENGTH = 20
_FOUNDERS = (
    (Role.SYSTEM_ADMIN, "system"),
    (Role.SECURITY_ADMIN, "security"),
    (Role.AUDIT_ADMIN, "audit"),
)


class CityRefused(Refusal):
    """A city that cannot be begun like this."""


@dataclass(frozen=True)
class Program:
    """The program itself as the one who acts, before a city has any account."""

    city_id: int
    pk: None = None
    display_name: str = "系统初始化"
    unit_name: str = ""


@dataclass(frozen=True)
class Founder:
    """One of the first administrators; the secret is shown once and kept nowhere."""

    account: Account
    role: Role
    secret: str


def create_city(
    *, code: str, name: str, at: datetime, is_demo: bool = False, clock_behind_seconds: int = 0
) -> City:
    """Begin a city with one unit, the city itself, that has been there since ever.

    Raises: CityRefused when the code is no six-digit division code or the city is there already.
    """
    if not _CITY_CODE.fullmatch(code):
        raise CityRefused(f"“{code}”不是六位行政区划代码", field="code")
    if not name.strip():
        raise CityRefused("请填写城市名称", field="name")
    with transaction.atomic():
        city, is_new = City.objects.get_or_create(
            code=code,
            defaults={"name": name.strip(), "is_demo": is_demo, "clock_behind_seconds": clock_behind_seconds},
        )
        if not is_new:
            raise CityRefused(f"{city.name}（{code}）已经建立", field="code")
        units.found(
            city=city,
            code=ROOT_CODE,
            name=city.name,
            short_name=city.name,
            kind=UnitKind.CITY,
            parent=None,
            area=code,
            founded_on=SINCE_EVER,
            actor=Program(city.pk),
            at=at,
            rank_order=0,
        )
    return city


def create_founder(*, city: City, at: datetime, secret: str | None = None) -> tuple[Founder, ...]:
    """Open the city's first accounts: a system, a security and an audit administrator with random secrets.

    A demo city, which prints them anyway, gives all three the same ``secret``.
    Raises: CityRefused when the city has accounts already.
    """
    program = Program(city.pk)
    with transaction.atomic():
        units.lock(city)
        if Account.objects.filter(city=city).exists():
            raise CityRefused(f"{city.name}已有账号，初始管理员只能建立一次")
        root = Unit.objects.of(city.pk).get(parent__isnull=True)
        founders = []
        for role, word in _FOUNDERS:
            given = secret or random_secret()
            person = people.enter(city=city, name=role.label, code="", mobile="", actor=program, at=at)
            account = accounts.enter(
                city=city,
                login=f"{word}-{city.code}",
                password=given,
                person=person,
                unit=root,
                actor=program,
                at=at,
            )
            grants.give(account=account, role=role, unit=root, actor=program, granted_by=None, at=at)
            founders.append(Founder(account, role, given))
    return tuple(founders)


def random_secret() -> str:
    """Return a password that meets the rules and is drawn anew until it does."""
    alphabet = string.ascii_letters + string.digits
    while True:
        secret = "".join(secrets.choice(alphabet) for _ in range(_SECRET_LENGTH))
        if (
            any(c.isdigit() for c in secret)
            and any(c.islower() for c in secret)
            and any(c.isupper() for c in secret)
        ):
            return secret
