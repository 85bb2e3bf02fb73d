"""The rows that hang on projects beside their own: as a batch keeps them before it, and puts them back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from luodi.projects.models import Milestone, Project, ProjectDetail, ProjectPlan, StatusDetail

_MODELS: tuple[type[models.Model], ...] = (ProjectDetail, ProjectPlan, StatusDetail, Milestone)
_CHUNK = 400


def images(rows: Sequence[Project]) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """Return the rows by project and table, as values of JSON."""
    found: dict[int, dict[str, list[dict[str, Any]]]] = {row.pk: defaultdict(list) for row in rows}
    ids = list(found)
    for model in _MODELS:
        for start in range(0, len(ids), _CHUNK):
            some = ids[start : start + _CHUNK]
            for one in model._default_manager.filter(project_id__in=some).order_by("pk").values():
                kept = {name: _plain(value) for name, value in one.items()}
                found[one["project_id"]][model._meta.db_table].append(kept)
    return found


def put_back(kept: Mapping[int, Mapping[str, Sequence[Mapping[str, Any]]]]) -> None:
    """Let the projects of those ids have exactly the rows that were kept."""
    for model in _MODELS:
        model._default_manager.filter(project_id__in=list(kept)).delete()
        columns = {column.attname: column for column in model._meta.concrete_fields}
        model._default_manager.bulk_create(
            [
                model(**{name: columns[name].to_python(value) for name, value in one.items()})
                for tables in kept.values()
                for one in tables.get(model._meta.db_table, ())
            ],
            batch_size=200,
        )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
