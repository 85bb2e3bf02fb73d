"""The grid of projects (项目台账): filtered, sorted, one page at a time, with an exact total."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When

from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Standing
from luodi.organisation.policies import Reach
from luodi.projects import rules, words
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.models import Project, ProjectQuerySet

PAGE_SIZE = 50
DEFAULT_SORT = "-code"
_ORDER_OF_STAGES = Case(
    *(When(stage=stage, then=Value(i)) for i, stage in enumerate(Stage)), output_field=IntegerField()
)
SORTS: Mapping[str, Any] = {
    "code": F("id"),
    "name": F("name"),
    "investor": F("investor_name"),
    "unit": F("unit__rank_order"),
    "area": F("area"),
    "origin": F("origin"),
    "industry": F("industry"),
    "industrial": F("industrial"),
    "total": F("total_fen"),
    "stage": _ORDER_OF_STAGES,
    "status": F("status"),
    "standing": F("standing"),
    "sponsor": F("sponsor__name"),
    "negotiating_on": F("negotiating_on"),
    "signed_on": F("signed_on"),
    "started_on": F("started_on"),
    "producing_on": F("producing_on"),
    "updated_at": F("updated_at"),
}
"""What the grid can be sorted by; codes are given in the order of ids. A leading "-" turns the order round."""
_NULLABLE = frozenset({"total", "sponsor", "negotiating_on", "signed_on", "started_on", "producing_on"})


class SortRefused(Refusal):
    """An order that the grid does not know."""


@dataclass(frozen=True, kw_only=True)
class ProjectFilter:
    """What the grid is narrowed to; what is empty narrows nothing. Every bound is included.

    ``sections`` are letters of GB/T 4754, ``origins`` are prefixes of division codes or country codes.
    """

    text: str = ""
    stages: frozenset[Stage] = frozenset()
    statuses: frozenset[Status] = frozenset()
    standings: frozenset[Standing] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    areas: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    industrial: bool | None = None
    origins: tuple[str, ...] = ()
    sponsor_id: int | None = None
    enterprise_id: int | None = None
    total_from: Yuan | None = None
    total_to: Yuan | None = None
    signed_from: date | None = None
    signed_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the grid; codes stand beside the names that they mean."""

    id: int
    code: str
    name: str
    investor_name: str
    unit_id: int
    unit_name: str
    area: str
    origin: str
    industry: str
    industrial: bool
    total: Yuan | None
    stage: Stage
    status: Status
    status_since: date | None
    standing: Standing
    sponsor_name: str
    negotiating_on: VagueDate | None
    signed_on: VagueDate | None
    started_on: VagueDate | None
    producing_on: VagueDate | None
    is_opening: bool
    updated_at: datetime

    @property
    def area_name(self) -> str:
        return words.name_of(Field.AREA, self.area)

    @property
    def origin_name(self) -> str:
        return words.name_of(Field.ORIGIN, self.origin)

    @property
    def industry_name(self) -> str:
        return words.name_of(Field.INDUSTRY, self.industry)


@dataclass(frozen=True)
class Page:
    rows: tuple[Row, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


def list_projects(
    reach: Reach,
    filters: ProjectFilter | None = None,
    sort: str = DEFAULT_SORT,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page:
    """Return one page of the projects that the reach shows; a page beyond the last is the last.

    The ids of the page are read from an index alone, from whichever end is nearer, and only its rows are fetched: a
    page in the middle costs little more than the first.
    Shape: three queries.    Raises: SortRefused.
    """
    found = narrowed(Project.objects.visible_to(reach), filters or ProjectFilter(), reach.city_id)
    total = found.count()
    number = min(max(page, 1), max(1, -(-total // size)))
    ids = _ids(found, sort, total, (number - 1) * size, size)
    rows = {values["id"]: _row(values) for values in Project.objects.filter(pk__in=ids).values(*_COLUMNS)}
    return Page(tuple(rows[pk] for pk in ids), total, number, size)


def narrowed(rows: ProjectQuerySet, filters: ProjectFilter, city_id: int) -> ProjectQuerySet:
    """Return the projects that pass the filters."""
    if filters.text.strip():
        rows = rows.matching(city_id, filters.text)
    conditions = {
        "stage__in": filters.stages,
        "status__in": filters.statuses,
        "standing__in": filters.standings,
        "unit_id__in": filters.unit_ids,
        "area__in": filters.areas,
        "sponsor_id": filters.sponsor_id,
        "enterprise_id": filters.enterprise_id,
        "total_fen__gte": None if filters.total_from is None else filters.total_from.fen,
        "total_fen__lte": None if filters.total_to is None else filters.total_to.fen,
        "signed_on__gte": filters.signed_from,
        "signed_on__lte": filters.signed_to,
        "industrial": filters.industrial,
    }
    given = {name: value for name, value in conditions.items() if value is not None and value != frozenset()}
    return rows.filter(starting("industry", filters.sections), starting("origin", filters.origins), **given)


def starting(column: str, prefixes: "frozenset[str] | tuple[str, ...]") -> Q:
    """Return the condition that the column begins with one of the prefixes; without any, no condition."""
    condition = Q()
    for prefix in sorted(prefixes):
        condition |= Q(**{f"{column}__startswith": prefix})
    return condition


def split_sort(sort: str, known: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the column and whether it goes downwards.    Raises: SortRefused."""
    name = sort.removeprefix("-")
    if name not in known:
        raise SortRefused(f"不能按“{name[:40]}”排序", field="sort")
    return name, sort.startswith("-")


def _ids(found: ProjectQuerySet, sort: str, total: int, offset: int, size: int) -> list[int]:
    name, downwards = split_sort(sort, SORTS)
    size = min(size, total - offset)
    from_end = offset > total // 2
    if from_end:
        offset = total - offset - size
    ordered = found.order_by(*_ordering(name, downwards=downwards, turned=from_end))
    ids = list(ordered.values_list("pk", flat=True)[offset : offset + size])
    return ids[::-1] if from_end else ids


def _ordering(name: str, *, downwards: bool, turned: bool) -> list[Any]:
    """Order by the column, then by id; what is empty comes last, and first when the order is ``turned``."""
    column, down = SORTS[name], downwards != turned
    by_id = F("id").desc() if down else F("id").asc()
    if name == "code":
        return [by_id]
    if name not in _NULLABLE:
        return [column.desc() if down else column.asc(), by_id]
    empty = {"nulls_first": True} if turned else {"nulls_last": True}
    return [column.desc(**empty) if down else column.asc(**empty), by_id]


_COLUMNS = (
    "id", "code", "name", "investor_name", "unit_id", "unit__short_name", "area", "origin", "industry", "industrial",
    "total_fen", "stage", "status", "status_since", "standing", "sponsor__name", "negotiating_on", "signed_on",
    "started_on", "producing_on", "negotiating_precision", "signed_precision", "started_precision",
    "producing_precision", "is_opening", "updated_at",
)  # fmt: skip


def _row(values: dict[str, Any]) -> Row:
    return Row(
        id=values["id"],
        code=values["code"],
        name=values["name"],
        investor_name=values["investor_name"],
        unit_id=values["unit_id"],
        unit_name=values["unit__short_name"],
        area=values["area"],
        origin=values["origin"],
        industry=values["industry"],
        industrial=values["industrial"],
        total=None if values["total_fen"] is None else Yuan(values["total_fen"]),
        stage=Stage(values["stage"]),
        status=Status(values["status"]),
        status_since=values["status_since"],
        standing=Standing(values["standing"]),
        sponsor_name=values["sponsor__name"] or "",
        negotiating_on=_vague(values, "negotiating"),
        signed_on=_vague(values, "signed"),
        started_on=_vague(values, "started"),
        producing_on=_vague(values, "producing"),
        is_opening=values["is_opening"],
        updated_at=values["updated_at"],
    )


def _vague(values: dict[str, Any], name: str) -> VagueDate | None:
    on = values[f"{name}_on"]
    return None if on is None else rules.around(on, DatePrecision(values[f"{name}_precision"]))
