"""What each stage requires of a project: one versioned table, read by forms, services and imports alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from luodi.projects.choices import Field, Stage

_EVERYWHERE = "default"


@dataclass(frozen=True)
class Required:
    """A field that a project must have from ``stage`` on, and what for."""

    field: Field
    stage: Stage
    reason: str


@dataclass(frozen=True)
class Version:
    """The table of one city from a day on."""

    version: int
    valid_from: date
    source: str
    required: tuple[Required, ...]

    def upto(self, stage: Stage) -> tuple[Required, ...]:
        """Return what the stage and those before it require, in the order of the stages."""
        order = tuple(Stage)
        reached = order[: order.index(stage) + 1]
        return tuple(one for one in self.required if one.stage in reached)

    def stage_of(self, field: Field) -> Stage | None:
        """Return the stage from which on the field is required, None when it never is."""
        return next((one.stage for one in self.required if one.field == field), None)


def table(on: date | None = None, city: str = "") -> Version:
    """Return the table in force on the day in the city of that code; without a day, the latest.

    A day before the first version is answered by the first.
    """
    tables = _tables()
    versions = tables.get(city, tables[_EVERYWHERE])
    in_force = [one for one in versions if on is None or one.valid_from <= on]
    return in_force[-1] if in_force else versions[0]


def requirement(stage: Stage, on: date | None = None, city: str = "") -> tuple[Required, ...]:
    """Return what the stage itself requires, beside what the stages before required."""
    return tuple(one for one in table(on, city).required if one.stage == stage)


@cache
def _tables() -> dict[str, tuple[Version, ...]]:
    text = (resources.files("luodi.projects") / "data" / "requirements.yaml").read_text("utf-8")
    return read(yaml.safe_load(text))


def read(said: Mapping[str, Any]) -> dict[str, tuple[Version, ...]]:
    """Return the versions by city, each city's in the order in which they come into force."""
    return {
        str(city): tuple(sorted((_version(one) for one in versions), key=lambda one: one.valid_from))
        for city, versions in said.items()
    }


def _version(said: Mapping[str, Any]) -> Version:
    return Version(
        version=said["version"],
        valid_from=said["valid_from"],
        source=said["source"],
        required=tuple(
            Required(Field(one["field"]), stage, one["reason"])
            for stage in Stage
            for one in said["stages"].get(stage.value) or ()
        ),
    )
