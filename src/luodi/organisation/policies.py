"""Who may: what an account reaches, and the doors to units, people and accounts."""

from dataclasses import dataclass

from django.db import connection
from django.http import Http404

from luodi.kernel.findings import Refusal
from luodi.organisation.choices import ADMINISTRATORS, Role, UnitKind
from luodi.organisation.models import Account, Person, Unit

_READ_ALL = frozenset({Role.CENTRE, Role.LEADER, Role.PRESS})
_OF_THE_CITY = frozenset({UnitKind.CITY, UnitKind.CENTRE})
"""Where a reviewer's grant makes a verifier of the city; on any other unit it makes its first reviewer."""
_ROLES_AND_UNITS = """
    WITH RECURSIVE reached (role, granted_kind, unit_id) AS (
        SELECT given.role, unit.kind, given.unit_id FROM organisation_grant given
        JOIN organisation_unit unit ON unit.id = given.unit_id
        WHERE given.account_id = %s AND given.revoked_at IS NULL
        UNION
        SELECT reached.role, reached.granted_kind, unit.id FROM organisation_unit unit
        JOIN reached ON unit.parent_id = reached.unit_id
        WHERE reached.role = 'CLERK'
        OR (reached.role = 'REVIEWER' AND reached.granted_kind NOT IN ('CITY', 'CENTRE'))
    )
    SELECT role, granted_kind, unit_id FROM reached
"""


class NotAllowed(Refusal):
    """The account's roles do not cover the act."""


@dataclass(frozen=True)
class Reach:
    """What an account may see and do in its own city.

    ``unit_ids`` are the units whose rows it sees, ``writes_in`` those for which it writes; None is all of the city.
    ``verifies`` is a reviewer of the city; ``reviews_in`` are the units whose claims the account looks through first,
    as the reviewer of their county.
    """

    city_id: int
    unit_ids: frozenset[int] | None
    writes: bool
    verifies: bool
    roles: frozenset[Role]
    writes_in: frozenset[int] | None = frozenset()
    reviews_in: frozenset[int] = frozenset()

    @property
    def is_administrator(self) -> bool:
        return bool(self.roles & ADMINISTRATORS)

    @property
    def keeps_city(self) -> bool:
        """Whether it writes for the whole city, as the centre's clerks do."""
        return self.writes and self.writes_in is None


def reach_of(account: Account) -> Reach:
    """Return what the account's present grants give it, in one query; an administrator gets no business data."""
    held = _held(account)
    roles = frozenset(role for role, _, _ in held)
    if roles & ADMINISTRATORS or not roles:
        return Reach(account.city_id, frozenset(), writes=False, verifies=False, roles=roles)
    own = frozenset(unit for role, _, unit in held if role == Role.CLERK)
    reviewed = [(kind, unit) for role, kind, unit in held if role == Role.REVIEWER]
    verifies = any(kind in _OF_THE_CITY for kind, _ in reviewed)
    reviews_in = frozenset(unit for kind, unit in reviewed if kind not in _OF_THE_CITY)
    writes_in = None if Role.CENTRE in roles else own
    return Reach(
        account.city_id,
        None if verifies or roles & _READ_ALL else own | reviews_in,
        writes=writes_in is None or bool(own),
        verifies=verifies,
        roles=roles,
        writes_in=writes_in,
        reviews_in=reviews_in,
    )


def _held(account: Account) -> list[tuple[Role, UnitKind, int]]:
    if not account.is_active or account.pk is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ROLES_AND_UNITS, [account.pk])
        return [(Role(role), UnitKind(kind), unit_id) for role, kind, unit_id in cursor.fetchall()]


def may_see(reach: Reach, unit_id: int) -> bool:
    """Whether rows of the unit, one of the reach's own city, are shown."""
    return reach.unit_ids is None or unit_id in reach.unit_ids


def may_write(reach: Reach, unit_id: int) -> bool:
    """Whether rows of the unit, one of the reach's own city, may be written."""
    return reach.writes and (reach.writes_in is None or unit_id in reach.writes_in)


def may_review(reach: Reach, unit_id: int) -> bool:
    """Whether claims of the unit, one of the reach's own city, are looked through first by this account."""
    return unit_id in reach.reviews_in


def may_arrange(reach: Reach) -> bool:
    """Whether units, people and posts may be changed."""
    return bool(reach.roles & {Role.SYSTEM_ADMIN, Role.CENTRE})


def may_open_accounts(reach: Reach) -> bool:
    return Role.SYSTEM_ADMIN in reach.roles


def may_run_system(reach: Reach) -> bool:
    """Whether the account may let background work run again or take it back."""
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


def require_writing(reach: Reach, unit: Unit) -> None:
    """Raises: NotAllowed unless the reach writes for the unit, one of its own city."""
    require(
        unit.city_id == reach.city_id and may_write(reach, unit.pk), f"没有为“{unit.short_name}”登记的权限"
    )


def require_all_of_city(reach: Reach) -> None:
    """Raises: NotAllowed unless the reach writes for the whole city, as the centre does."""
    require(reach.keeps_city, "这是招商服务中心的职责，当前账号没有权限")


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
