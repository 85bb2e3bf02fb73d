"""Cases as lists ask for them."""

from django.db.models import Q

from luodi.duplicates.choices import CaseState, Kind
from luodi.duplicates.models import CaseQuerySet, DuplicateCase, Merge
from luodi.enterprises.models import Enterprise
from luodi.organisation.policies import Reach
from luodi.projects.models import Project

_SHOWN = (
    "left_project__unit", "right_project__unit", "left_enterprise", "right_enterprise", "ruled_by__person",
)  # fmt: skip


def queue(reach: Reach, kind: str = "") -> CaseQuerySet:
    """Return the cases that the reach sees, the strongest and oldest first.

    An open case of which a side is void, by a merge or a withdrawal, asks nothing any more.
    """
    rows = DuplicateCase.objects.visible_to(reach).select_related(*_SHOWN).order_by("level", "id")
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    gone = Q(left_project__is_void=True) | Q(right_project__is_void=True)
    gone |= Q(left_enterprise__is_void=True) | Q(right_enterprise__is_void=True)
    return rows.exclude(gone, state=CaseState.OPEN)


def cases_of(row: Project | Enterprise) -> CaseQuerySet:
    """Return every case that the project or firm is a side of, open ones first."""
    is_side = (
        Q(left_project=row) | Q(right_project=row)
        if isinstance(row, Project)
        else Q(left_enterprise=row) | Q(right_enterprise=row)
    )
    rows = DuplicateCase.objects.filter(is_side)
    return rows.select_related(*_SHOWN).order_by("-state", "level", "id")


def open_count(reach: Reach) -> int:
    """Return how many cases wait for a ruling."""
    return queue(reach).open().count()


def merges_into(project: Project) -> list[Project]:
    """Return the projects that became part of this one, and still are."""
    ids = Merge.objects.in_force().filter(case__kind=Kind.PROJECT, kept_id=project.pk).values("dropped_id")
    return list(Project.objects.filter(pk__in=ids).select_related("unit"))
