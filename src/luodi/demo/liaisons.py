"""Accounts for those who are asked things and keep no ledger: what they write is about items, numbers and ratings."""

from collections.abc import Sequence
from datetime import date, datetime

from luodi.demo.organisation import Cast
from luodi.filing import services as filing
from luodi.organisation import services as organisation
from luodi.organisation.choices import Rank, Role
from luodi.organisation.models import Account


def admit(cast: Cast, wanted: Sequence[tuple[str, str, str]], title: str, since: date, at: datetime) -> None:
    """Open an account for each login of a unit and a name; the unit files no months."""
    held = Account.objects.filter(city=cast.city, is_active=True)
    system, security = (held.get(grants__role=role) for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN))
    for login, code, name in wanted:
        unit = cast.units[code]
        person = organisation.add_person(city=cast.city, name=name, actor=system, at=at)
        organisation.appoint(
            person=person, unit=unit, title=title, rank=Rank.MEMBER, since=since, actor=system, at=at
        )
        account = organisation.open_account(
            city=cast.city, login=login, password=None, person=person, unit=unit, actor=system, at=at
        )
        organisation.grant(account=account, role=Role.CLERK, unit=unit, actor=security, at=at)
        cast.keepers[login] = account
    for code in dict.fromkeys(code for _, code, _ in wanted):
        filing.set_duty(
            unit=cast.units[code],
            since=since.replace(day=1),
            files=False,
            reason="只办理待办事项，不填报月报",
            actor=cast.centre,
            at=at,
        )
