"""The details of a project (signing entity, land, jobs, contact …): read, checked and kept beside what counts.

The value of a field is its text, ``Yuan``, ``int``, ``Decimal``, ``bool``, ``VagueDate`` or the value of a choice;
"" or None is "not known". What a field takes follows from its column.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects

from luodi.kernel.codes import parse_credit_code
from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.projects import rules
from luodi.projects.choices import DETAILS, Field
from luodi.projects.models import Project, ProjectDetail, ProjectPlan
from luodi.projects.requirements import Required

MODELS: dict[str, type[ProjectDetail] | type[ProjectPlan]] = {"detail": ProjectDetail, "plan": ProjectPlan}
CODES = (Field.INVESTOR_CODE, Field.LOCAL_CODE)
WITHIN_TOTAL = (Field.FIXED, Field.OUT_OF_PROVINCE)
_CHUNK = 400


@dataclass(frozen=True)
class Shape:
    """Where a detail is kept and what it takes."""

    row: str
    column: str
    takes: type
    length: int | None = None
    choices: tuple[tuple[str, str], ...] = ()


@cache
def shape(field: Field) -> Shape:
    """Return how a detail is kept.    Raises: KeyError for a field that is none."""
    for row, model in MODELS.items():
        columns = {column.name: column for column in model._meta.concrete_fields}
        if f"{field.value}_on" in columns:
            return Shape(row, f"{field.value}_on", VagueDate)
        if field.value in columns:
            column = columns[field.value]
            takes = next(takes for kind, takes in _TAKES if isinstance(column, kind))
            choices = tuple((str(value), str(label)) for value, label in column.choices or ())
            return Shape(row, field.value, takes, column.max_length, choices)
    raise KeyError(field)


_TAKES: "tuple[tuple[type[models.Field[Any, Any]], type], ...]" = (
    (models.BigIntegerField, Yuan),
    (models.PositiveIntegerField, int),
    (models.DecimalField, Decimal),
    (models.BooleanField, bool),
    (models.CharField, str),
    (models.TextField, str),
)
_LONGEST = 2000


def read(said: Mapping[Field, object]) -> dict[Field, object]:
    """Return the details as they are kept.    Raises: ProjectRefused, also for a field that is no detail."""
    if others := [Field(field).label for field in said if field not in DETAILS]:
        raise rules.ProjectRefused(f"{'、'.join(others)}不是补充信息", field="details")
    return {field: normal(field, value) for field, value in zip(map(Field, said), said.values(), strict=True)}


def given(said: Mapping[Field, object]) -> set[Field]:
    """Return the details that are really said."""
    return {Field(field) for field, value in said.items() if value is not None and value != ""}


def normal(field: Field, value: object) -> object:
    """Return the value as it is kept.    Raises: ProjectRefused for one that the field cannot have."""
    kept = shape(field)
    if isinstance(value, ForeignMoney) and kept.takes is Yuan:
        value = value.to_yuan()
    if value is None:
        return "" if kept.takes is str else None
    if kept.takes is Decimal and isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if not isinstance(value, kept.takes) or (kept.takes is int and isinstance(value, bool)):
        raise rules.ProjectRefused(f"“{field.label}”的值不对", field=field.value)
    return _text(field, value, kept) if isinstance(value, str) else _number(field, value)


def _text(field: Field, value: str, kept: Shape) -> str:
    said = value.strip()
    if kept.choices and said and said not in dict(kept.choices):
        options = "、".join(label for _, label in kept.choices)
        raise rules.ProjectRefused(f"“{field.label}”只能是：{options}", field=field.value)
    longest = kept.length or _LONGEST
    if field in CODES and said:
        return parse_credit_code(said)
    if len(said) > longest:
        raise rules.ProjectRefused(
            f"“{field.label}”不能超过 {longest} 字，现为 {len(said)} 字", field=field.value
        )
    return said


def _number(field: Field, value: object) -> object:
    size = value.fen if isinstance(value, Yuan) else value
    if isinstance(size, int | Decimal) and not isinstance(size, bool) and not 0 <= size < 10**18:
        raise rules.ProjectRefused(f"“{field.label}”不能是负数，也不能过大", field=field.value)
    return value


def check(wanted: Mapping[Field, object], held: Mapping[Field, object]) -> None:
    """Take what is wanted beside what is held, the total included.

    Raises: ProjectRefused when a part of the total investment would be more than it.
    """
    told = {**held, **wanted}
    total = told.get(Field.TOTAL)
    total = total.to_yuan() if isinstance(total, ForeignMoney) else total
    for field in WITHIN_TOTAL:
        part = told.get(field)
        if isinstance(part, Yuan) and isinstance(total, Yuan) and part > total:
            raise rules.ProjectRefused(
                f"{field.label}（{part.show_wan(trim=True)}万元）不能超过总投资（{total.show_wan(trim=True)}万元）",
                field=field.value,
            )


def load(projects: Iterable[Project]) -> None:
    """Fetch the details of many projects.    Shape: two queries for 400 projects."""
    rows = list(projects)
    for start in range(0, len(rows), _CHUNK):
        prefetch_related_objects(rows[start : start + _CHUNK], *MODELS)


def held(project: Project) -> dict[Field, object]:
    """Return every detail of the project, those that are not known too."""
    return {field: value_of(project, field) for field in DETAILS}


def filled(project: Project) -> set[Field]:
    """Return the details that the project has."""
    return {field for field, value in held(project).items() if value not in ("", None)}


def filled_of(project: Project, required: Iterable[Required]) -> set[Field]:
    """Return which of the required details the project has; where none is required, its rows are not read."""
    return {
        one.field
        for one in required
        if one.field in DETAILS and value_of(project, one.field) not in ("", None)
    }


def value_of(project: Project, field: Field) -> object:
    kept = shape(field)
    row = getattr(project, kept.row, None)
    if row is None:
        return "" if kept.takes is str else None
    value = getattr(row, kept.column)
    if value is not None and kept.takes is Yuan:
        return Yuan(value)
    if value is not None and kept.takes is VagueDate:
        return rules.around(value, DatePrecision(getattr(row, f"{field.value}_precision")))
    return value


def put(project: Project, values: Mapping[Field, object]) -> None:
    """Let the project's rows say the values; ``store`` then writes them."""
    for field, value in values.items():
        kept = shape(field)
        row = getattr(project, kept.row, None)
        if row is None:
            row = MODELS[kept.row](project=project)
            setattr(project, kept.row, row)
        if isinstance(value, VagueDate):
            setattr(row, f"{field.value}_precision", value.precision.value)
            value = value.last
        elif kept.takes is VagueDate:
            setattr(row, f"{field.value}_precision", "")
        setattr(row, kept.column, value.fen if isinstance(value, Yuan) else value)


def store(projects: Sequence[Project]) -> None:
    """Write the details of the projects, as many of them as have any."""
    for row, model in MODELS.items():
        found = [one for project in projects if (one := getattr(project, row, None)) is not None]
        names = [column.name for column in model._meta.concrete_fields if not column.primary_key]
        model._default_manager.bulk_create(
            found, batch_size=200, update_conflicts=True, unique_fields=["project"], update_fields=names
        )


def insert(pairs: Sequence[tuple[Project, Mapping[Field, object]]]) -> None:
    """Write the details of projects that are new.    ``pairs``: each with its values, as ``normal`` returns them."""
    for project, values in pairs:
        put(project, {field: value for field, value in values.items() if value not in ("", None)})
    for row, model in MODELS.items():
        found = [one for project, _ in pairs if (one := project._state.fields_cache.get(row)) is not None]
        model._default_manager.bulk_create(found, batch_size=200)
