"""Answers about firms, shaped for pages: who met them last, what marks them, who is above scale on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from luodi.enterprises.choices import CheckItem, PoolState, ScaleState
from luodi.enterprises.models import DueCheck, Enterprise, FormerName, Mark
from luodi.kernel.asof import AsOf
from luodi.kernel.numerals import half_width
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.models.fact import FactQuerySet
from luodi.organisation.models import Unit
from luodi.organisation.policies import Reach

MET = (FactKind.TRIP_FIRM_MET, FactKind.VISIT_FIRM_MET, FactKind.MEETING_FIRM_MET)
"""The facts that say that somebody spoke with a firm."""
MOVES = (FactKind.ABOVE_SCALE_STATE, FactKind.ABOVE_SCALE_POOL)
_CHUNK = 5000
_STATES: Mapping[FactKind, type[ScaleState] | type[PoolState]] = {
    FactKind.ABOVE_SCALE_STATE: ScaleState,
    FactKind.ABOVE_SCALE_POOL: PoolState,
}
IN_FORCE = (ScaleState.IN, PoolState.IN)


@dataclass(frozen=True)
class Met:
    """Somebody spoke with the firm: who, on which day, and at which trip, visit or meeting."""

    on: date
    unit: Unit
    kind: FactKind
    occasion_code: str
    occasion: str


def meetings_of(firm: Enterprise, as_of: AsOf | None = None) -> FactQuerySet:
    """Return the facts that say who spoke with the firm, the last one first."""
    rows = _known(as_of).filter(subject_id=firm.subject_id, kind__in=MET)
    return rows.select_related("unit", "occasion").order_by("-occurred_on", "-ordinal")


def last_met(firms: Iterable[Enterprise], as_of: AsOf | None = None) -> dict[int, Met]:
    """Return who spoke last with each firm that anybody spoke with, by the firm's id.

    Shape: one query for a page of firms.
    """
    by_subject = {firm.subject_id: firm.pk for firm in firms}
    rows = _known(as_of).filter(subject_id__in=by_subject, kind__in=MET)
    told: dict[int, Met] = {}
    for fact in rows.select_related("unit", "occasion").order_by("occurred_on", "ordinal"):
        told[by_subject[fact.subject_id or 0]] = met(fact)
    return told


def met(fact: Fact) -> Met:
    return Met(
        on=fact.occurred_on,
        unit=fact.unit,
        kind=FactKind(fact.kind),
        occasion_code=fact.occasion.code if fact.occasion else "",
        occasion=fact.occasion.label if fact.occasion else "",
    )


def marks_on(firms: Iterable[Enterprise], day: date) -> Mapping[int, Sequence[Mark]]:
    """Return what each firm is known as on the day, by its id.    Shape: one query."""
    told: dict[int, list[Mark]] = defaultdict(list)
    for mark in (
        Mark.objects.on(day).filter(enterprise__in=[firm.pk for firm in firms]).order_by("since", "pk")
    ):
        told[mark.enterprise_id].append(mark)
    return told


@dataclass(frozen=True)
class Growth:
    """One firm's coming into or leaving the list, or the pool."""

    firm: Enterprise
    unit: Unit
    on: date
    state: str
    standing: Standing
    label: str


def in_force(reach: Reach, kind: FactKind, day: date, as_of: AsOf | None = None) -> list[Growth]:
    """Return the firms that are above scale, or in the pool, on the day, as the ledger knew it, by when they came."""
    last: dict[int | None, Fact] = {}
    for fact in _moves(reach, kind, as_of).filter(occurred_on__lte=day):
        last[fact.subject_id] = fact
    return _grown([fact for fact in last.values() if fact.state in IN_FORCE])


def moves(reach: Reach, kind: FactKind, start: date, end: date, as_of: AsOf | None = None) -> list[Growth]:
    """Return who came and who left between two days, both included."""
    return _grown(list(_moves(reach, kind, as_of).filter(occurred_on__range=(start, end))))


@dataclass(frozen=True)
class SheetLine:
    """One item of the due-diligence sheet: what was found last, and before."""

    item: CheckItem
    last: DueCheck | None
    earlier: Sequence[DueCheck]


def due_sheet(firm: Enterprise) -> list[SheetLine]:
    """Return every item, checked or not, in the order of the sheet.    Shape: two queries."""
    found: dict[str, list[DueCheck]] = defaultdict(list)
    checks = firm.due_checks.select_related("checked_by__person", "checked_by__unit").prefetch_related(
        "files"
    )
    for check in checks:
        found[check.item].append(check)
    lines = []
    for item in CheckItem:
        last = next((one for one in found[item] if not one.withdrawn), None)
        lines.append(SheetLine(item, last, [one for one in found[item] if one is not last]))
    return lines


def firms_named(city_id: int, said: str, most: int = 5) -> list[Enterprise]:
    """Return the firms that ``said`` names: one by its code or credit code, else all of that name, old or new."""
    rows, text = Enterprise.objects.of(city_id), said.strip()
    coded = rows.filter(Q(code=text.upper()) | Q(credit_code=half_width(text).upper())).first()
    if coded is not None:
        return [coded]
    named = rows.filter(Q(name=text) | Q(pk__in=FormerName.objects.filter(name=text).values("enterprise")))
    return list(named.order_by("pk")[:most])


def group_of(firm: Enterprise, most: int) -> list[Enterprise]:
    """Return other firms of the same group, its parent and its children among them."""
    rows = Enterprise.objects.of(firm.city_id).exclude(pk=firm.pk)
    near = rows.filter(parent_id=firm.pk)
    if firm.parent_id is not None:
        near = near | rows.filter(parent_id=firm.parent_id)
    if firm.group:
        near = near | rows.filter(group=firm.group)
    return list(near.order_by("pk")[:most])


def _known(as_of: AsOf | None) -> FactQuerySet:
    rows = Fact.objects.counted()
    return rows.live() if as_of is None else rows.known_at(as_of.moment)


def _moves(reach: Reach, kind: FactKind, as_of: AsOf | None) -> FactQuerySet:
    rows = _known(as_of).filter(city_id=reach.city_id, kind=kind)
    if reach.unit_ids is not None:
        rows = rows.filter(unit_id__in=reach.unit_ids)
    return rows.select_related("unit").order_by("occurred_on", "ordinal")


def _grown(facts: Sequence[Fact]) -> list[Growth]:
    by_subject: dict[int | None, Enterprise] = {}
    for start in range(0, len(facts), _CHUNK):
        ids = [fact.subject_id for fact in facts[start : start + _CHUNK]]
        firms = Enterprise.objects.filter(subject_id__in=ids, is_void=False)
        by_subject |= {firm.subject_id: firm for firm in firms}
    return [
        Growth(
            firm=by_subject[fact.subject_id],
            unit=fact.unit,
            on=fact.occurred_on,
            state=fact.state,
            standing=Standing(fact.standing),
            label=str(_STATES[FactKind(fact.kind)](fact.state).label),
        )
        for fact in facts
        if fact.subject_id in by_subject
    ]
