"""Projects as the ledger knew them at a past moment: one of them, or the grid. Names and investors are today's."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Max, Q, QuerySet, Value, When

from luodi.kernel.asof import AsOf
from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import Person, Unit
from luodi.organisation.policies import Reach
from luodi.projects.choices import EVENT_OF, PROJECT_KINDS, STAGE_OF, Stage, Status
from luodi.projects.models import Project
from luodi.projects.selectors.grid import (
    DEFAULT_SORT,
    PAGE_SIZE,
    Page,
    ProjectFilter,
    Row,
    split_sort,
    starting,
)

_SORTS: dict[str, Any] = {
    "code": F("subject_id"),
    "name": F("subject__label"),
    "unit": F("unit__rank_order"),
    "area": F("area"),
    "origin": F("origin"),
    "industry": F("industry"),
    "industrial": F("industrial"),
    "total": F("amount"),
    "stage": Case(*(When(state=s, then=Value(i)) for i, s in enumerate(Stage)), output_field=IntegerField()),
    "status": F("status"),
    "standing": F("standing"),
    "updated_at": F("recorded_at"),
}
_EVENTS = tuple(EVENT_OF.values())


@dataclass(frozen=True, kw_only=True)
class KnownProject:
    """The head of a project as the ledger knew it; ``dates`` holds the stages that were on record then."""

    stage: Stage
    stage_since: date | None
    status: Status
    status_since: date | None
    standing: Standing
    total: Yuan | None
    unit: Unit
    area: str
    origin: str
    industry: str
    industrial: bool
    sponsor: Person | None
    dates: dict[Stage, VagueDate]


def known_project(project: Project, as_of: AsOf) -> KnownProject | None:
    """Return what the ledger knew of the project then, claimed or verified; None when it knew nothing yet."""
    facts = list(
        _known(as_of).filter(subject_id=project.subject_id, kind__in=PROJECT_KINDS).select_related("unit")
    )
    states = [fact for fact in facts if fact.held_key is not None]
    if not states:
        return None
    state = max(states, key=lambda fact: fact.held_key or 0)
    return KnownProject(
        stage=Stage(state.state),
        stage_since=state.state_since,
        status=Status(state.status),
        status_since=state.status_since,
        standing=Standing(state.standing),
        total=None if state.amount is None else Yuan(state.amount),
        unit=state.unit,
        area=state.area,
        origin=state.origin,
        industry=state.industry,
        industrial=state.industrial,
        sponsor=Person.objects.filter(pk=state.sponsor_id).first() if state.sponsor_id else None,
        dates={STAGE_OF[FactKind(fact.kind)]: _vague(fact) for fact in facts if fact.kind in _EVENTS},
    )


def list_projects_as_of(
    as_of: AsOf,
    reach: Reach,
    filters: ProjectFilter | None = None,
    sort: str = DEFAULT_SORT,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page:
    """Return one page of what the ledger knew of the projects then, in the shape of the grid.

    What it did not know is not there: projects recorded later, later changes. Rights are today's.
    Shape: four queries.    Raises: SortRefused, also for columns that facts do not carry.
    """
    found = _narrowed(known_states(as_of, reach), filters or ProjectFilter(), as_of, reach)
    total = found.count()
    number = min(max(page, 1), max(1, -(-total // size)))
    name, downwards = split_sort(sort, _SORTS)
    column = _SORTS[name].desc(nulls_last=True) if downwards else _SORTS[name].asc(nulls_last=True)
    ordered = found.order_by(column, "-subject_id" if downwards else "subject_id")
    first = (number - 1) * size
    states = list(ordered.select_related("subject__project__sponsor", "unit")[first : first + size])
    dates = _dates(as_of, [fact.subject_id for fact in states])
    sponsors = _sponsors(states)
    rows = tuple(_row(fact, dates.get(fact.subject_id or 0, {}), sponsors) for fact in states)
    return Page(rows, total, number, size)


def _known(as_of: AsOf) -> "QuerySet[Fact]":
    return Fact.objects.known_at(as_of.moment).counted()


def known_states(as_of: AsOf, reach: Reach) -> "QuerySet[Fact]":
    """Return each visible project's latest state that was known then, claimed or verified.

    A ``held_key`` is its subject's own, so the greatest ones of all subjects pick exactly the latest states.
    """
    states = _known(as_of).filter(city_id=reach.city_id, kind=FactKind.PROJECT_STATE, held_key__isnull=False)
    latest = states.order_by().values("subject_id").annotate(last=Max("held_key"))
    rows = states.filter(held_key__in=latest.values("last"))
    if reach.unit_ids is None:
        return rows
    return rows.filter(subject__in=Project.objects.all().seen_by(reach).values("subject_id"))


def _narrowed(rows: "QuerySet[Fact]", filters: ProjectFilter, as_of: AsOf, reach: Reach) -> "QuerySet[Fact]":
    given = {
        "state__in": filters.stages,
        "status__in": filters.statuses,
        "standing__in": filters.standings,
        "unit_id__in": filters.unit_ids,
        "area__in": filters.areas,
        "industrial": filters.industrial,
        "sponsor_id": filters.sponsor_id,
        "subject__project__enterprise_id": filters.enterprise_id,
        "amount__gte": None if filters.total_from is None else filters.total_from.fen,
        "amount__lte": None if filters.total_to is None else filters.total_to.fen,
    }
    said = {name: value for name, value in given.items() if value is not None and value != frozenset()}
    rows = rows.filter(starting("industry", filters.sections), starting("origin", filters.origins), **said)
    if filters.text.strip():
        named = Project.objects.filter(city_id=reach.city_id).matching(reach.city_id, filters.text)
        rows = rows.filter(subject__in=named.values("subject_id"))
    if filters.signed_from or filters.signed_to:
        rows = rows.filter(subject__in=_signed(filters, as_of, reach).values("subject_id"))
    return rows


def _signed(filters: ProjectFilter, as_of: AsOf, reach: Reach) -> "QuerySet[Fact]":
    within = Q(city_id=reach.city_id, kind=FactKind.PROJECT_SIGNED)
    if filters.signed_from:
        within &= Q(occurred_on__gte=filters.signed_from)
    if filters.signed_to:
        within &= Q(occurred_on__lte=filters.signed_to)
    return _known(as_of).filter(within)


def _dates(as_of: AsOf, subject_ids: list[int | None]) -> dict[int, dict[Stage, VagueDate]]:
    told: dict[int, dict[Stage, VagueDate]] = {}
    for fact in _known(as_of).filter(subject_id__in=subject_ids, kind__in=_EVENTS):
        told.setdefault(fact.subject_id or 0, {})[STAGE_OF[FactKind(fact.kind)]] = _vague(fact)
    return told


def _sponsors(states: list[Fact]) -> dict[int, str]:
    ids = {fact.sponsor_id for fact in states if fact.sponsor_id}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _row(fact: Fact, dates: dict[Stage, VagueDate], sponsors: dict[int, str]) -> Row:
    assert fact.subject is not None
    project: Project = fact.subject.project
    return Row(
        id=project.pk,
        code=project.code,
        name=project.name,
        investor_name=project.investor_name,
        unit_id=fact.unit_id,
        unit_name=fact.unit.short_name,
        area=fact.area,
        origin=fact.origin,
        industry=fact.industry,
        industrial=fact.industrial,
        total=None if fact.amount is None else Yuan(fact.amount),
        stage=Stage(fact.state),
        status=Status(fact.status),
        status_since=fact.status_since,
        standing=Standing(fact.standing),
        sponsor_name=sponsors.get(fact.sponsor_id or 0, ""),
        negotiating_on=dates.get(Stage.NEGOTIATING),
        signed_on=dates.get(Stage.SIGNED),
        started_on=dates.get(Stage.STARTED),
        producing_on=dates.get(Stage.PRODUCING),
        is_opening=project.is_opening,
        updated_at=fact.recorded_at,
    )


def _vague(fact: Fact) -> VagueDate:
    return VagueDate(fact.occurred_from, fact.occurred_on, DatePrecision(fact.precision))
