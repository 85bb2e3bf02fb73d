"""Who may: what an account reaches, and the doors to units, people and accounts."""

from dataclasses import dataclass

from django.db import connection
from django.http import Http404

from luodi.kernel.findings import Refusal
from luodi.organisation.choices import ADMINISTRATORS, Role
from luodi.organisation.models import Account, Person, Unit

_READ_ALL = frozenset({Role.CENTRE, Role.REVIEWER, Role.LEADER})
_ROLES_AND_UNITS = """
    WITH RECURSIVE reached (role, unit_id) AS (
        SELECT role, unit_id FROM organisation_grant WHERE account_id = %s AND revoked_at IS NULL
        UNION
        SELECT reached.role, unit.id FROM organisation_unit unit
        JOIN reached ON unit.parent_id = reached.unit_id WHERE reached.role = 'CLERK'
    )
    SELECT role, unit_id FROM reached
"""


class NotAllowed(Refusal):
    """The account's roles do not cover the act."""


@dataclass(frozen=True)
class Reach:
    """What an account may see and do in its own city.

    ``unit_ids`` are the units whose rows it sees, ``writes_in`` those for which it writes; None is all of the city.
    """

    city_id: int
    unit_ids: frozenset[int] | None
    writes: bool
    verifies: bool
    roles: frozenset[Role]
    writes_in: frozenset[int] | None = frozenset()

    @property
    def is_administrator(self) -> bool:
        return bool(self.roles & ADMINISTRATORS)


def reach_of(account: Account) -> Reach:
    """Return what the account's present grants give it, in one query; an administrator gets no business data."""
    held = _held(account)
    roles = frozenset(role for role, _ in held)
    if roles & ADMINISTRATORS or not roles:
        return Reach(account.city_id, frozenset(), writes=False, verifies=False, roles=roles)
    own = frozenset(unit for role, unit in held if role == Role.CLERK)
    writes_in = None if Role.CENTRE in roles else own
    return Reach(
        account.city_id,
        None if roles & _READ_ALL else own,
        writes=writes_in is None or bool(own),
        verifies=Role.REVIEWER in roles,
        roles=roles,
        writes_in=writes_in,
    )


def _held(account: Account) -> list[tuple[Role, int]]:
    if not account.is_active or account.pk is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ROLES_AND_UNITS, [account.pk])
        return [(Role(role), unit_id) for role, unit_id in cursor.fetchall()]


def may_see(reach: Reach, unit_id: int) -> bool:
    """Whether rows of the unit, one of the reach's own city, are shown."""
    return reach.unit_ids is None or unit_id in reach.unit_ids


def may_write(reach: Reach, unit_id: int) -> bool:
    """Whether rows of the unit, one of the reach's own city, may be written."""
    return reach.writes and (reach.writes_in is None or unit_id in reach.writes_in)


def may_arrange(reach: Reach) -> bool:
    """Whether units, people and posts may be changed."""
    return bool(reach.roles & {Role.SYSTEM_ADMIN, Role.CENTRE})


def may_open_accounts(reach: Reach) -> bool:
    return Role.SYSTEM_ADMIN in reach.roles


def may_grant(reach: Reach) -> bool:
    return Role.SECURITY_ADMIN in reach.roles


def may_see_accounts(reach: Reach) -> bool:
    return reach.is_administrator


def may_read_trail(reach: Reach) -> bool:
    """Whether the whole audit trail is shown (an object's own history goes with the object)."""
    return Role.AUDIT_ADMIN in reach.roles


def require(allowed: bool, message: str) -> None:  # noqa: FBT001
    """Raises: NotAllowed with the message unless allowed."""
    if not allowed:
        raise NotAllowed(message)


def get_unit(code: str, *, actor: Account) -> Unit:
    """Return the unit of the actor's city; the city's units are no secret to those who work in it.

    Raises: Http404 when there is none, or the actor has no role.
    """
    unit = Unit.objects.select_related("parent").filter(city_id=actor.city_id, code=code).first()
    if unit is None or not reach_of(actor).roles:
        raise Http404
    return unit


def get_person(code: str, *, actor: Account) -> Person:
    """Raises: Http404 when there is none, or the actor has no role."""
    person = Person.objects.filter(city_id=actor.city_id, code=code).first()
    if person is None or not reach_of(actor).roles:
        raise Http404
    return person


def get_account(login: str, *, actor: Account) -> Account:
    """Return an account of the actor's city, for administrators, or the actor's own.

    Raises: Http404 when there is none, or it is none of the actor's business.
    """
    named = Account.objects.named(login).select_related("person", "unit")
    account = named.filter(city_id=actor.city_id).first()
    if account is None or not (account == actor or may_see_accounts(reach_of(actor))):
        raise Http404
    return account
