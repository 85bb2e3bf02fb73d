"""What is asked of the services: values of targets to be, and changes of those that are."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Person, Unit
from luodi.targets.choices import Phasing, Relation
from luodi.targets.models import Target
from luodi.targets.rules import Phase

Body = Unit | Person
"""Who holds a target."""


class Place(Enum):
    """Where a target hangs when no holder is named.

    USUAL: as it hangs already; a new one below the target of the nearest unit above that has one, a leader's below the
    city's.
    """

    USUAL = auto()
    TOP = auto()


@dataclass(frozen=True, kw_only=True)
class NewTarget:
    """``value`` is in the indicator's unit of display (亿元, 个); None takes it out of the draft.

    What is None, or ``USUAL``, stays as it is; a new target gets what is usual for its holder and indicator.
    """

    holder: Body
    indicator: str
    value: Decimal | None
    relation: Relation | None = None
    parent: Body | Place = Place.USUAL
    joint: str | None = None
    phase: Phase | None = None


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """What becomes of a target; what is None, or ``USUAL``, stays. ``expected_version``: the one that a form showed."""

    target: Target
    value: Decimal | None = None
    relation: Relation | None = None
    parent: Target | Place = Place.USUAL
    phase: Phase | None = None
    expected_version: int | None = None


def usual_relation(holder: Body) -> Relation:
    """Return how targets of such holders usually relate to the city's: the projects of departments, teams and leaders
    stand in counties too, so theirs overlap."""
    parts = (UnitKind.CITY, UnitKind.COUNTY, UnitKind.COUNTY_RESIDENT_TEAM, UnitKind.SQUAD)
    is_part = isinstance(holder, Unit) and holder.kind in parts
    return Relation.ALLOCATED if is_part else Relation.PARALLEL


def key_of(holder: Body) -> tuple[str, int]:
    return ("unit" if isinstance(holder, Unit) else "person", holder.pk)


def holder_of(target: Target) -> Body:
    held = target.unit or target.person
    assert held is not None
    return held


def phase_of(target: Target) -> Phase:
    return Phase(Phasing(target.phasing), tuple(Decimal(one) for one in target.phases))


def bodies(targets: Iterable[Target]) -> dict[tuple[str, int], Body]:
    """Return who holds the targets, each once and by key, without the city itself: it gives them out."""
    found = {key_of(holder): holder for holder in map(holder_of, targets)}
    return {key: one for key, one in found.items() if not (isinstance(one, Unit) and one.parent_id is None)}
