"""Units, people and accounts as their pages show them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from luodi.audit.models import AuditRecord
from luodi.desk import naming
from luodi.organisation import selectors
from luodi.organisation.choices import Rank, UnitKind
from luodi.organisation.models import Account, City, Person, Post, Unit, UnitVersion
from luodi.organisation.selectors import Node

N_CHANGES = 50


@dataclass(frozen=True)
class UnitLine:
    """A unit in the tree; ``depth`` is how far below the city it hangs."""

    code: str
    name: str
    kind: str
    area: str
    founded_on: date
    depth: int


@dataclass(frozen=True)
class UnitPage:
    unit: Unit
    area: str
    versions: Sequence[UnitVersion]
    posts: Sequence[Post]
    children: Sequence[Unit]
    changes: Sequence[AuditRecord]


@dataclass(frozen=True)
class PersonLine:
    person: Person
    mobile: str
    posts: tuple[Post, ...]


def unit_lines(city: City, on: date) -> list[UnitLine]:
    """Return the tree of the day from the top, each unit before those below it."""
    return list(_lines(selectors.tree(city, on), 0))


def unit_page(unit: Unit, on: date) -> UnitPage:
    return UnitPage(
        unit=unit,
        area=naming.area(unit.area),
        versions=list(unit.versions.select_related("parent").order_by("-valid_from", "-id")),
        posts=list(
            Post.objects.held_on(on).filter(unit=unit).select_related("person").order_by("rank", "since")
        ),
        children=list(unit.children.active_on(on)),
        changes=changes_of(unit.city_id, "unit", unit.code),
    )


def people(city: City, on: date, *, unit_code: str = "", text: str = "") -> list[PersonLine]:
    """Return the city's people with the posts that they held on the day; leaders first."""
    held = Post.objects.held_on(on).filter(person__city=city).select_related("unit").order_by("since")
    posts: dict[int, list[Post]] = {}
    for post in held:
        posts.setdefault(post.person_id, []).append(post)
    found = Person.objects.filter(city=city).order_by("id")
    if text:
        found = found.filter(name__contains=text)
    lines = [PersonLine(one, masked(one.mobile), tuple(posts.get(one.pk, ()))) for one in found]
    if unit_code:
        lines = [line for line in lines if any(post.unit.code == unit_code for post in line.posts)]
    return sorted(lines, key=lambda line: not any(post.rank == Rank.CITY_LEADER for post in line.posts))


def accounts(city: City) -> list[Account]:
    return list(
        Account.objects.filter(city=city).select_related("person", "unit").prefetch_related("grants__unit")
    )


def changes_of(city_id: int, kind: str, code: str) -> list[AuditRecord]:
    """Return the latest lines of the trail about one thing."""
    found = AuditRecord.objects.filter(city_id=city_id, target_kind=kind, target_code=code)
    return list(found.order_by("-id")[:N_CHANGES])


def masked(mobile: str) -> str:
    """Return a telephone number without its middle: 138****1234."""
    return f"{mobile[:3]}****{mobile[-4:]}" if len(mobile) >= 7 else "*" * len(mobile)


def _lines(nodes: Sequence[Node], depth: int) -> Iterator[UnitLine]:
    for node in nodes:
        yield UnitLine(
            code=node.unit.code,
            name=node.name,
            kind=UnitKind(node.kind).label,
            area=naming.area(node.area) if depth else "",
            founded_on=node.unit.founded_on,
            depth=depth,
        )
        yield from _lines(node.children, depth + 1)
