"""The tree of units as it was on a day, and who held which post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import connection
from django.db.models import QuerySet

from luodi.organisation import rules
from luodi.organisation.choices import ADMINISTRATORS, Rank, Role
from luodi.organisation.models import Account, City, Grant, Person, Post, Unit, UnitVersion
from luodi.organisation.models.own_rules import OwnRules
from luodi.organisation.rules import Hung

Rules = TypeVar("Rules", bound=OwnRules)


@dataclass(frozen=True)
class Node:
    """A unit with what it was called on the day and what hung below it, in the order of display."""

    unit: Unit
    name: str
    kind: str
    area: str
    children: tuple["Node", ...]


def subtree_ids(unit: Unit, on: date, *, known_at: datetime | None = None) -> frozenset[int]:
    """Return the unit and all that hung below it on the day, closed ones too: what they did stays theirs.

    ``known_at`` asks the tree as it was on record then.    Shape: one query.
    """
    versions = UnitVersion.objects.filter(unit__city_id=unit.city_id, valid_from__lte=on)
    if known_at is not None:
        versions = versions.filter(recorded_at__lte=known_at)
    hung = [
        Hung(*row)
        for row in versions.order_by("valid_from", "id").values_list("unit_id", "parent_id", "valid_from")
    ]
    return rules.subtree(rules.parents_on(hung, on), unit.pk)


def subtrees(city_id: int, codes: Collection[str], on: date) -> dict[str, frozenset[int]]:
    """Return ``subtree_ids`` of the units that have the codes, by code.

    Shape: one query, however many; it stands before every figure of a unit, so it is written out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HUNG, [connection.ops.adapt_datefield_value(on), city_id])
        rows = cursor.fetchall()
    parents = {unit: parent for unit, _, parent, version in rows if version is not None}
    return {code: rules.subtree(parents, unit) for unit, code, _, _ in rows if code in codes}


_HUNG = (
    "SELECT u.id, u.code, v.parent_id, v.id FROM organisation_unit u"
    " LEFT JOIN organisation_unitversion v ON v.unit_id = u.id AND v.valid_from <= %s"
    " WHERE u.city_id = %s ORDER BY v.valid_from, v.id"
)


def tree(city: City, on: date) -> tuple[Node, ...]:
    """Return the units that were open on the day, from the top.    Shape: two queries."""
    open_units = {unit.pk: unit for unit in Unit.objects.of(city.pk).active_on(on)}
    versions = UnitVersion.objects.filter(unit__city_id=city.pk, valid_from__lte=on).order_by(
        "valid_from", "id"
    )
    held = {version.unit_id: version for version in versions if version.unit_id in open_units}
    below: dict[int | None, list[UnitVersion]] = {}
    for pk in open_units:
        below.setdefault(held[pk].parent_id, []).append(held[pk])

    def nodes(parent: int | None) -> tuple[Node, ...]:
        return tuple(
            Node(open_units[one.unit_id], one.name, one.kind, one.area, nodes(one.unit_id))
            for one in below.get(parent, ())
        )

    return nodes(None)


def root(city: City) -> Unit:
    """Return the unit that is the city itself."""
    return Unit.objects.of(city.pk).get(parent__isnull=True)


def leaders(city: City, on: date) -> list[Person]:
    """Return the people who held the post of a city leader on the day, in the order of entry."""
    posts = Post.objects.held_on(on).filter(person__city=city, rank=Rank.CITY_LEADER)
    return list(Person.objects.filter(pk__in=posts.values("person_id")).order_by("id"))


def only_administrators(city: City) -> QuerySet[Person]:
    """Return the people who keep the system and do nothing else: no post, and no account with a duty of business."""
    held = Grant.objects.held().filter(account__city=city)
    keeps = held.filter(role__in=ADMINISTRATORS).values("account__person_id")
    works = held.exclude(role__in=ADMINISTRATORS).values("account__person_id")
    return Person.objects.filter(city=city, pk__in=keeps, posts=None).exclude(pk__in=works)


def office_holders(city: City, on: date) -> list[Person]:
    """Return the people who held a leading post of the city or one of its units on the day, city leaders first."""
    ranks = {Rank.CITY_LEADER: 0, Rank.HEAD: 1, Rank.DEPUTY: 2}
    posts = Post.objects.held_on(on).filter(person__city=city, rank__in=ranks).select_related("person")
    found: dict[Person, int] = {}
    for post in posts.order_by("id"):
        found[post.person] = min(ranks[Rank(post.rank)], found.get(post.person, len(ranks)))
    return sorted(found, key=lambda person: (found[person], person.pk))


def clerks_of(unit: Unit) -> list[Account]:
    """Return the active accounts that keep the unit's rows: its own clerks, else those of the nearest unit above.

    Shape: one query per level that has none.
    """
    above: Unit | None = unit
    while above is not None:
        held = Grant.objects.held().filter(role=Role.CLERK, unit=above, account__is_active=True)
        if found := list(Account.objects.filter(pk__in=held.values("account_id")).order_by("id")):
            return found
        above = above.parent
    return []


def rules_in_force(rules: type[Rules], city_id: int, day: date) -> Rules | None:
    """Return what the city has set for the day: the latest, and of two from the same day the one set last."""
    rows = rules._default_manager.filter(city_id=city_id, valid_from__lte=day)
    return rows.order_by("-valid_from", "-id").first()
