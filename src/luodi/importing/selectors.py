"""Lists of imports, and what became of the rows of one."""

from django.db.models import F, OuterRef, QuerySet, Subquery

from luodi.importing.models import Import
from luodi.importing.models.imported import ImportQuerySet
from luodi.ledger.models import Batch, PreImage
from luodi.organisation.policies import Reach
from luodi.projects.models import Project

_TABLE = Project._meta.db_table


def imports(reach: Reach) -> ImportQuerySet:
    """Return the imports that the reach sees, the latest first."""
    rows = Import.objects.visible_to(reach)
    return rows.select_related("unit", "uploaded_by__person", "committed_by__person").order_by("-pk")


def projects_of(batch: Batch) -> "QuerySet[Project]":
    """Return the projects that the batch made or changed, in the order in which they were recorded."""
    touched = PreImage.objects.filter(batch=batch, table=_TABLE)
    return Project.objects.filter(pk__in=touched.values("row_id")).select_related("unit").order_by("pk")


def made_by(batch: Batch) -> "QuerySet[Project]":
    """Return the projects that the batch made."""
    made = PreImage.objects.filter(batch=batch, table=_TABLE, before__isnull=True)
    return Project.objects.filter(pk__in=made.values("row_id"))


def edited_since(batch: Batch) -> "QuerySet[Project]":
    """Return the projects of the batch that have been worked on since: they keep it from being withdrawn."""
    after = PreImage.objects.filter(batch=batch, table=_TABLE, row_id=OuterRef("pk")).values("version_after")
    return projects_of(batch).annotate(after=Subquery(after)).exclude(version=F("after"))
