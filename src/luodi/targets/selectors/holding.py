"""Who carries which target of a year, as it was on record at an as-of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from django.db.models import Q

from luodi.figures.indicators import Indicator, catalogue
from luodi.figures.indicators import indicator as find_indicator
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.asof import AsOf
from luodi.kernel.numbers import plain
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import City, Person, Unit
from luodi.organisation.selectors import rules_in_force
from luodi.targets.choices import Basis, Phasing, Relation, TargetAct
from luodi.targets.models import ProgressRules, Target, TargetVersion
from luodi.targets.progress import EXAMPLE_TERMS, Terms
from luodi.targets.reconciling import Piece
from luodi.targets.rules import Phase

_KINDS = list(UnitKind.values)
PERSON = "PERSON"
"""What stands for a leader's kind beside the kinds of units."""


@dataclass(frozen=True, order=True)
class Holder:
    """A unit or a leader, by place in the order of display; ``kind`` is a ``UnitKind`` or ``PERSON``."""

    place: tuple[int, int, int]
    kind: str
    code: str
    name: str
    unit_id: int | None = None
    person_id: int | None = None
    parent_id: int | None = None
    founded_on: date = date.min
    closed_on: date | None = None

    @property
    def is_person(self) -> bool:
        return self.person_id is not None

    @property
    def is_city(self) -> bool:
        """Whether it is the city itself, whose number comes from projects and never from adding units."""
        return self.unit_id is not None and self.parent_id is None

    @property
    def key(self) -> str:
        """What tells holders apart in addresses and files: a unit's code, or a leader's behind an @."""
        return f"@{self.code}" if self.is_person else self.code

    @property
    def scope(self) -> Scope:
        """What the holder's figures are asked of: a unit with all below it."""
        if self.is_city:
            return Scope.CITY
        dimension = Dimension.LEADER if self.is_person else Dimension.UNIT
        return Scope.CITY.narrowed(dimension, self.code, self.name)


@dataclass(frozen=True)
class HeldTarget:
    """One target as it stood; ``parent`` is the number of the target above it.

    ``n_versions`` counts what is known of it: more than one when it was amended.
    """

    number: int
    holder: Holder
    indicator: Indicator
    value: Decimal
    relation: Relation
    parent: int | None
    joint: str
    phase: Phase
    year: int
    document: str
    decided_on: date
    n_versions: int = 1

    @property
    def value_text(self) -> str:
        return plain(self.value, trim=True)

    @property
    def piece(self) -> Piece:
        return Piece(self.number, self.value, self.relation, self.parent, self.joint)


def holder_of(one: Unit | Person) -> Holder:
    """Return the unit or leader as a holder: the city first, then kind by kind, leaders at the end."""
    if isinstance(one, Unit):
        return Holder(
            (_KINDS.index(one.kind), one.rank_order, one.pk),
            one.kind,
            one.code,
            one.short_name,
            unit_id=one.pk,
            parent_id=one.parent_id,
            founded_on=one.founded_on,
            closed_on=one.closed_on,
        )
    return Holder((len(_KINDS), 0, one.pk), PERSON, one.code, one.name, person_id=one.pk)


def targets_of(
    city: City,
    year: int,
    *,
    as_of: AsOf | None = None,
    indicator: str | None = None,
    holders: Collection[Unit | Person] | None = None,
) -> list[HeldTarget]:
    """Return the targets of the year that were carried at the as-of; None is now.

    Shape: by holder (units in their order, then leaders) and indicator; up to three queries. Withdrawn ones are left
    out, and a target that was amended says what it said then.
    """
    rows = TargetVersion.objects.filter(target__city=city, target__year=year)
    if as_of is not None:
        rows = rows.known_at(as_of)
    if indicator is not None:
        rows = rows.filter(target__indicator=indicator)
    if holders is not None:
        people = {one.pk for one in holders if isinstance(one, Person)}
        units = {one.pk for one in holders if isinstance(one, Unit)}
        rows = rows.filter(Q(target__unit__in=units) | Q(target__person__in=people))
    found: dict[int, list[_Said]] = {}
    for row in rows.order_by("id").values_list(*_COLUMNS):
        found.setdefault(row[0], []).append(_Said(*row))
    carried = [said for said in found.values() if said[-1].act != TargetAct.WITHDRAWN]
    known, counted = _holders(city, carried), _indicators(carried, year)
    held = [_held(said, known, counted, year) for said in carried]
    return sorted(held, key=lambda one: (one.holder.place, place_of(one.indicator.code)))


def place_of(code: str) -> int:
    """Return an indicator's place in the catalogue, which is the order of display."""
    return _places()[code]


@cache
def _places() -> dict[str, int]:
    return {one.code: nth for nth, one in enumerate(catalogue())}


def years_of(city: City) -> list[int]:
    """Return the years for which anything was given out, the latest first."""
    rows = Target.objects.filter(city=city, versions__isnull=False).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def terms_on(city_id: int, day: date) -> Terms:
    """Return the rules of time progress in force; until the city has set its own, the example."""
    row = rules_in_force(ProgressRules, city_id, day)
    if row is None:
        return EXAMPLE_TERMS
    return Terms(
        basis=Basis(row.basis),
        strict=row.strict,
        yellow_from=row.yellow_from,
        red_beyond=row.red_beyond,
        source=row.source,
    )


class _Said(NamedTuple):
    """A version's own columns and those of its target; thousands of them are read at once."""

    number: int
    act: str
    value: Decimal
    relation: str
    parent: int | None
    joint: str
    phasing: str
    phases: list[str]
    decided_on: date
    document: str
    indicator: str
    unit: int | None
    person: int | None


_COLUMNS = (
    "target_id", "act", "value", "relation", "parent_id", "joint", "phasing", "phases", "decided_on", "document",
    "target__indicator", "target__unit_id", "target__person_id",
)  # fmt: skip


def _holders(city: City, carried: Sequence[Sequence[_Said]]) -> dict[tuple[str, int], Holder]:
    """Return the holders by what they are and their id: units all at once, for there may be thousands."""
    units = Unit.objects.of(city.pk) if any(said[-1].unit for said in carried) else ()
    people = {said[-1].person for said in carried if said[-1].person}
    found = {("unit", one.pk): holder_of(one) for one in units}
    named = Person.objects.filter(city=city, pk__in=people) if people else ()
    return found | {("person", one.pk): holder_of(one) for one in named}


def _indicators(carried: Sequence[Sequence[_Said]], year: int) -> dict[str, Indicator]:
    codes = {said[-1].indicator for said in carried}
    return {code: find_indicator(code, date(year, 12, 31)) for code in codes}


def _held(
    said: Sequence[_Said],
    known: Mapping[tuple[str, int], Holder],
    counted: Mapping[str, Indicator],
    year: int,
) -> HeldTarget:
    last = said[-1]
    key = ("unit", last.unit) if last.unit is not None else ("person", last.person or 0)
    return HeldTarget(
        number=last.number,
        holder=known[key],
        indicator=counted[last.indicator],
        value=last.value,
        relation=Relation(last.relation),
        parent=last.parent,
        joint=last.joint,
        phase=Phase(Phasing(last.phasing), tuple(Decimal(one) for one in last.phases)),
        year=year,
        document=last.document,
        decided_on=last.decided_on,
        n_versions=len(said),
    )
