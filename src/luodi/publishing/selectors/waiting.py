"""Corrections that wait for a verifier, and whether they would touch what a figure reads of its facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luodi.figures.indicators import Filter, Indicator, Measure, indicator
from luodi.figures.scopes import Dimension
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.organisation.models import City
from luodi.projects.choices import DATE_OF, EVENT_OF, MONEY_KINDS, Field
from luodi.projects.models import PendingCorrection, Project
from luodi.publishing.selectors.measuring import Base
from luodi.refdata import industries
from luodi.revising.choices import BulkKind, BulkState
from luodi.revising.models import BulkRow

AMOUNT, DAY, WITHDRAWN = "amount", "day", "withdrawn"
UNIT, AREA, ORIGIN, CHANNEL = "unit", "area", "origin", "channel"
INDUSTRY, INDUSTRIAL = "industry", "industrial"
SPONSOR, STATE, STATUS, CATEGORY, CAPITAL = "sponsor", "state", "status", "category", "capital"
_BY_FIELD: Mapping[str, str] = {
    Field.TOTAL: AMOUNT, Field.UNIT: UNIT, Field.SHARES: UNIT, Field.AREA: AREA, Field.ORIGIN: ORIGIN,
    Field.INDUSTRY: INDUSTRY, Field.INDUSTRIAL: INDUSTRIAL, Field.SPONSOR: SPONSOR, Field.STATUS: STATUS,
    Field.CHANNEL: CHANNEL,
}  # fmt: skip
"""What stands on facts, by the field of a project that is corrected; texts and details stand on none."""
_BY_DIMENSION: Mapping[str, str] = {
    Dimension.UNIT: UNIT, Dimension.OWN: UNIT, Dimension.COUNTY: UNIT, Dimension.KIND: UNIT,
    Dimension.AREA: AREA, Dimension.INDUSTRY: INDUSTRY, Dimension.INDUSTRY_DIVISION: INDUSTRY,
    Dimension.SECTOR: INDUSTRY, Dimension.ORIGIN: ORIGIN, Dimension.ORIGIN_CITY: ORIGIN,
    Dimension.CHANNEL: CHANNEL, Dimension.STATE: STATE, Dimension.STATUS: STATUS,
    Dimension.CATEGORY: CATEGORY, Dimension.CAPITAL: CAPITAL, Dimension.LEADER: SPONSOR,
}  # fmt: skip
_STAGES: Mapping[str, FactKind] = {DATE_OF[stage]: kind for stage, kind in EVENT_OF.items()}


@dataclass(frozen=True)
class Moved:
    """A day that is corrected: of facts of which kinds, from when (None: not known) to when."""

    kinds: frozenset[FactKind]
    old: date | None
    new: date


@dataclass(frozen=True)
class Waiting:
    """One pending correction of a project. ``kinds`` are those of its facts that it is about; none: all of them."""

    code: str
    text: str
    aspects: frozenset[str]
    days: tuple[Moved, ...] = ()
    kinds: frozenset[FactKind] = frozenset()

    def touches(self, base: Base) -> bool:
        """Whether it would change something that the base measure reads of the project's facts."""
        one = indicator(base.code, base.period.last)
        if self.kinds and not self.kinds.intersection(one.kinds):
            return False
        if WITHDRAWN in self.aspects:
            return True
        read = _read(one, base.scope)
        if self._is_own_amount(one):
            read -= {AMOUNT}
        return bool(self.aspects & read) or any(_leaves(moved, one, base) for moved in self.days)

    def _is_own_amount(self, one: Indicator) -> bool:
        """Whether the amounts are not the project's total: funds that came in, what an increase brought."""
        return not self.kinds and one.amount_of is None and set(one.kinds) <= set(MONEY_KINDS)


def _read(one: Indicator, scope: str) -> frozenset[str]:
    """Return what the measure asks of a fact, beside its day."""
    dimensions = [part.partition(":")[0] for part in scope.split("+")]
    named = {_BY_DIMENSION[each] for each in dimensions if each in _BY_DIMENSION}
    if one.is_amount or one.amount_of is not None or one.where.least_fen:
        named.add(AMOUNT)
    return frozenset(named | _filtered(one.where))


def _filtered(where: Filter) -> set[str]:
    asked = {
        INDUSTRIAL: where.industrial is not None,
        SPONSOR: where.sponsored,
        CHANNEL: bool(where.channels),
        STATE: bool(where.states) or where.fresh,
        STATUS: bool(where.statuses or where.except_statuses),
        UNIT: bool(where.unit_kinds),
        CATEGORY: bool(where.categories),
        CAPITAL: where.capital is not None,
        ORIGIN: where.outside_province,
    }
    return {aspect for aspect, is_asked in asked.items() if is_asked}


def _leaves(moved: Moved, one: Indicator, base: Base) -> bool:
    """Whether the other day takes a fact out of the measure's period, or brings it in."""
    if one.days_since is not None or one.measure in (Measure.DAYS, Measure.COHORT):
        return True
    if one.where.without or one.where.followed_by:
        return True
    if not moved.kinds.intersection(one.kinds):
        return False
    if one.where.fresh or moved.old is None:
        return True
    return _is_in(moved.old, base) != _is_in(moved.new, base)


def _is_in(day: date, base: Base) -> bool:
    first = base.period.first
    is_stock = indicator(base.code, base.period.last).asks_day_alone
    return day <= base.period.last and (is_stock or first is None or first <= day)


def waiting_of(city: City) -> dict[int, list[Waiting]]:
    """Return by ledger subject what waits.    Shape: two queries, and one for the records that are named."""
    found: dict[int, list[Waiting]] = defaultdict(list)
    single = list(PendingCorrection.objects.waiting().filter(project__city=city).select_related("project"))
    records = _records(city, [one.ordinal for one in single if one.ordinal is not None])
    for one in single:
        text = f"项目“{one.project.name}”有更正待认定（{one.reason}）"
        record = records.get(one.ordinal) if one.ordinal is not None else None
        found[one.project.subject_id].append(_of_record(one, text, record) if record else _of_project(
            one.project, text, one.corrections
        ))  # fmt: skip
    bulk = BulkRow.objects.filter(
        bulk__city=city, bulk__state=BulkState.WAITING, bulk__kind=BulkKind.CORRECTION
    )
    for row in bulk.select_related("project", "bulk"):
        text = f"项目“{row.project.name}”在成批修改 {row.bulk.code} 中等待批准"
        said = {row.bulk.field: row.bulk.value}
        found[row.project.subject_id].append(_of_project(row.project, text, said))
    return dict(found)


def _records(city: City, ordinals: Sequence[int]) -> dict[int, Fact]:
    rows = Fact.objects.live().filter(city=city, ordinal__in=ordinals) if ordinals else ()
    return {row.ordinal: row for row in rows}


def _of_record(one: PendingCorrection, text: str, record: Fact) -> Waiting:
    kinds = frozenset({FactKind(record.kind)})
    said: Mapping[str, Any] = one.corrections
    aspects = {name for name in (AMOUNT, CATEGORY, CAPITAL) if name in said}
    aspects |= {WITHDRAWN} if said.get("withdrawn") else set()
    days = (Moved(kinds, record.occurred_on, _day(said["occurred"])),) if "occurred" in said else ()
    return Waiting(one.project.code, text, frozenset(aspects), days, kinds)


def _of_project(project: Project, text: str, said: Mapping[str, Any]) -> Waiting:
    aspects = {_BY_FIELD[name] for name in said if name in _BY_FIELD}
    if _turns_industrial(project, said):
        aspects.add(INDUSTRIAL)
    days = [
        Moved(
            frozenset({_STAGES[name], FactKind.PROJECT_STATE}),
            getattr(project, str(Field(name).value)),
            _day(value),
        )
        for name, value in said.items()
        if name in _STAGES and value
    ]
    return Waiting(project.code, text, frozenset(aspects), tuple(days))


def _turns_industrial(project: Project, said: Mapping[str, Any]) -> bool:
    """Whether another industry makes the project an industrial one, or none any more."""
    code = said.get(Field.INDUSTRY)
    return bool(code) and industries.industry(str(code)).is_industrial != project.industrial


def _day(stored: Sequence[str]) -> date:
    """Return the day on which a date counts, as corrections keep it: first, last and how exactly it is known."""
    return date.fromisoformat(stored[1])


def touched(
    waiting: Mapping[int, Sequence[Waiting]], bases: Iterable[Base], behind: Mapping[Base, set[int]]
) -> dict[Waiting, list[Base]]:
    """Return what waits with the base measures that it would touch; ``behind`` are the subjects of each."""
    found: dict[Waiting, list[Base]] = {}
    for base in bases:
        for subject in sorted(behind[base]):
            for one in waiting.get(subject, ()):
                if one.touches(base):
                    found.setdefault(one, []).append(base)
    return found
