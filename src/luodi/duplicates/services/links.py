"""Rows that point to a project or a firm, or to its subject: they follow it into a merge, and come back from it."""

from collections.abc import Iterable, Iterator, Mapping

from django.apps import apps
from django.db import IntegrityError, models, transaction

from luodi.enterprises.models import Enterprise
from luodi.ledger.models import Subject
from luodi.projects.models import Project

Row = Project | Enterprise

FOLLOWING = (
    "enterprises.",
    "directory.",
    "outreach.",
    "leads.",
    "chains.",
    "actions.",
    "opportunities.",
    "rosters.",
    "recognition.evidence",
    "crediting.firstreport",
)
"""Which models' rows follow, by the beginning of their label: what the thing took part in, and what proves it. What
was agreed or judged of a row stays with it."""


def follow(row: Row, to: Row) -> dict[str, list[int]]:
    """Let the rows that point to ``row`` point to ``to``, except where that one has the like already.

    Shape: the ids of the rows that moved, by "app.model.field".
    """
    moved: dict[str, list[int]] = {}
    for model, field in [*_links(row), *_links(row.subject)]:
        old, new = _target(model, field, row), _target(model, field, to)
        rows = model._default_manager.filter(**{field: old}).order_by("pk")
        if ids := [pk for pk in rows.values_list("pk", flat=True) if _points(model, pk, field, new)]:
            moved[f"{model._meta.label_lower}.{field}"] = ids
    return moved


def come_back(moved: Mapping[str, Iterable[int]], row: Row, to: Row) -> None:
    """Let the rows that moved, and still point to ``to``, point to ``row`` again."""
    for label, ids in moved.items():
        name, _, field = label.rpartition(".")
        model = apps.get_model(name)
        old, new = _target(model, field, row), _target(model, field, to)
        model._default_manager.filter(pk__in=ids, **{field: new}).update(**{field: old})


def _target(model: type[models.Model], field: str, row: Row) -> int:
    """Return what the field of a row that points to ``row`` holds: its id, or its subject's."""
    is_subject = model._meta.get_field(field).related_model is Subject
    return row.subject_id if is_subject else row.pk


def _links(row: models.Model) -> Iterator[tuple[type[models.Model], str]]:
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or isinstance(relation, models.OneToOneRel):
            continue
        model = relation.related_model
        if isinstance(model, type) and model._meta.label_lower.startswith(FOLLOWING):
            yield model, relation.field.name


def _points(model: type[models.Model], pk: int, field: str, target: int) -> bool:
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=pk).update(**{field: target})
    except IntegrityError:
        return False
    return True
