"""The rules as they are written in the catalogue: what a list holds, its parameters, its lights and its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from luodi.kernel.findings import Refusal
from luodi.projects.choices import Stage
from luodi.worklists.choices import Light, Shape


class UnknownList(Refusal):
    """No rule has that code."""


@dataclass(frozen=True)
class Parameter:
    """A number that a city may set for itself; ``value`` holds until it has."""

    code: str
    name: str
    unit: str
    value: int

    @property
    def label(self) -> str:
        return f"{self.name}（{self.unit}）"


@dataclass(frozen=True)
class Rule:
    """One list. ``sentence`` and ``lights`` are templates, into which dates and numbers of a row are put."""

    code: str
    name: str
    lists: str
    shape: Shape
    stages: tuple[Stage, ...]
    parameters: tuple[Parameter, ...]
    sentence: str
    unknown: str
    lights: Mapping[Light, str]
    figure: str
    version: int
    valid_from: date
    source: str

    @property
    def is_of_stage(self) -> bool:
        """Whether the ledger alone tells the list of any past moment."""
        return self.shape == Shape.STAGE

    @property
    def examples(self) -> dict[str, int]:
        return {one.code: one.value for one in self.parameters}


def rule(code: str) -> Rule:
    """Raises: UnknownList."""
    if code not in _rules():
        raise UnknownList(f"没有代码为“{code[:40]}”的清单")
    return _rules()[code]


def every() -> tuple[Rule, ...]:
    """Return the rules in the order in which they are shown."""
    return tuple(_rules().values())


def kept() -> tuple[Rule, ...]:
    """Return the rules whose entries and exits are written down each night."""
    return tuple(one for one in every() if not one.is_of_stage)


@cache
def _rules() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    folder = resources.files("luodi.worklists") / "catalogue"
    for sheet in sorted(folder.iterdir(), key=lambda one: one.name):
        if sheet.name.endswith(".yaml"):
            found |= {one["code"]: read(one) for one in yaml.safe_load(sheet.read_text("utf-8"))}
    return found


def read(said: Mapping[str, Any]) -> Rule:
    """Return the rule of one entry of the catalogue."""
    return Rule(
        code=said["code"],
        name=said["name"],
        lists=said["lists"],
        shape=Shape(said["shape"]),
        stages=tuple(Stage(one) for one in said["stages"]),
        parameters=tuple(
            Parameter(code, one["name"], one["unit"], one["value"])
            for code, one in said["parameters"].items()
        ),
        sentence=said["sentence"],
        unknown=said["unknown"],
        lights={Light(light): text for light, text in said["lights"].items()},
        figure=said.get("figure", ""),
        version=said["version"],
        valid_from=said["valid_from"],
        source=said["source"],
    )
