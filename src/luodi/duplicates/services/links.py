"""Rows of other apps that point to a project or a firm: they follow it into a merge, and come back from it."""

from collections.abc import Iterable, Iterator, Mapping

from django.apps import apps
from django.db import IntegrityError, models, transaction

FOLLOWING = (
    "enterprises.",
    "directory.",
    "outreach.",
    "leads.",
    "chains.",
    "rosters.",
    "recognition.evidence",
    "crediting.firstreport",
)
"""Which models' rows follow, by the beginning of their label: what the thing took part in, and what proves it. What
was agreed or judged of a row stays with it."""


def follow(row: models.Model, to: models.Model) -> dict[str, list[int]]:
    """Let the rows that point to ``row`` point to ``to``, except where that one has the like already.

    Shape: the ids of the rows that moved, by "app.model.field".
    """
    moved: dict[str, list[int]] = {}
    for model, field in _links(row):
        rows = model._default_manager.filter(**{field: row.pk}).order_by("pk")
        if ids := [pk for pk in rows.values_list("pk", flat=True) if _points(model, pk, field, to)]:
            moved[f"{model._meta.label_lower}.{field}"] = ids
    return moved


def come_back(moved: Mapping[str, Iterable[int]], row: models.Model, to: models.Model) -> None:
    """Let the rows that moved, and still point to ``to``, point to ``row`` again."""
    for label, ids in moved.items():
        name, _, field = label.rpartition(".")
        rows = apps.get_model(name)._default_manager.filter(pk__in=ids, **{field: to.pk})
        rows.update(**{field: row.pk})


def _links(row: models.Model) -> Iterator[tuple[type[models.Model], str]]:
    for relation in row._meta.related_objects:
        model = relation.related_model
        if (
            isinstance(model, type)
            and model._meta.label_lower.startswith(FOLLOWING)
            and not relation.one_to_one
        ):
            yield model, relation.field.name


def _points(model: type[models.Model], pk: int, field: str, to: models.Model) -> bool:
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=pk).update(**{field: to.pk})
    except IntegrityError:
        return False
    return True
