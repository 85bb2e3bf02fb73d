"""Rows as sides of a comparison: read with what is compared, and nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from luodi.duplicates.choices import Kind
from luodi.duplicates.models import Merge
from luodi.duplicates.rules import Side
from luodi.enterprises.models import Enterprise, EnterpriseQuerySet, FormerName
from luodi.projects.models import Project, ProjectQuerySet

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")
_OF_PROJECT = (
    "pk", "code", "unit_id", "name_key", "investor_key", "name", "investor_name", "enterprise_id", "area", "industry",
    "total_fen", "enterprise__credit_code", "detail__investor_code", "detail__local_code", "detail__phone",
    "plan__address",
)  # fmt: skip
_OF_ENTERPRISE = ("pk", "code", "name_key", "name", "credit_code")


@dataclass(frozen=True)
class Known:
    """A row that is there: its own code, who answers for it, its keys, and the side that it is in a comparison."""

    pk: int
    code: str
    unit_id: int | None
    name_key: str
    investor_key: str
    side: Side


def projects(rows: ProjectQuerySet) -> Iterator[Known]:
    for (
        pk, code, unit_id, name_key, investor_key, name, investor, enterprise_id, area, industry, total, firm_code,
        investor_code, local_code, phone, address,
    ) in rows.values_list(*_OF_PROJECT).iterator(chunk_size=5000):  # fmt: skip
        side = Side(
            name=name,
            pk=pk,
            investor=investor,
            investor_id=enterprise_id,
            investor_code=investor_code or firm_code or "",
            local_code=local_code or "",
            area=area,
            industry=industry,
            total_fen=total,
            phone=phone or "",
            address=address or "",
        )
        yield Known(pk, code, unit_id, name_key, investor_key, side)


def enterprises(rows: EnterpriseQuerySet) -> Iterator[Known]:
    for pk, code, name_key, name, credit_code in rows.values_list(*_OF_ENTERPRISE).iterator(chunk_size=5000):
        yield Known(pk, code, None, name_key, "", Side(name=name, pk=pk, code=credit_code))


def under_former_names(rows: EnterpriseQuerySet, names: Iterable[str]) -> Iterator[Known]:
    """Return the firms that bore one of the names before, each as the side that it was then."""
    found = FormerName.objects.filter(enterprise__in=rows, name__in=list(names)).select_related("enterprise")
    for one in found:
        firm = one.enterprise
        side = Side(name=one.name, pk=firm.pk, code=firm.credit_code)
        yield Known(firm.pk, firm.code, None, firm.name_key, "", side)


def with_merged(rows: Rows, kind: Kind) -> Rows:
    """Return the rows in force and those that became part of another: a name that was given up still says who it is."""
    dropped = Merge.objects.in_force().filter(case__kind=kind).values("dropped_id")
    return rows.filter(Q(is_void=False) | Q(pk__in=dropped))


def standing_for(kind: Kind, city_id: int, found: Sequence[Known]) -> list[Known]:
    """Return what was found, where it became part of another row as that one, though with the side that was found."""
    merges = Merge.objects.in_force().filter(case__kind=kind, case__city_id=city_id)
    became = dict(merges.values_list("dropped_id", "kept_id"))
    last = {one.pk: one.pk for one in found}
    for pk, at in last.items():
        while at in became:
            at = became[at]
        last[pk] = at
    wanted = {at for pk, at in last.items() if at != pk}
    rows = _by_ids(kind, wanted) if wanted else ()
    present = {one.pk: one for one in rows}
    return [
        replace(present[last[one.pk]], side=one.side) if last[one.pk] in present else one for one in found
    ]


def _by_ids(kind: Kind, ids: Iterable[int]) -> Iterator[Known]:
    if kind == Kind.PROJECT:
        return projects(Project.objects.filter(pk__in=list(ids)))
    return enterprises(Enterprise.objects.filter(pk__in=list(ids)))


def project_side(row: Project) -> Side:
    """Return the side of a project that is there."""
    return next(projects(Project.objects.filter(pk=row.pk))).side


def enterprise_side(row: Enterprise) -> Side:
    return Side(name=row.name, pk=row.pk, code=row.credit_code)
