"""Which evidence is demanded of a claim: data, by kind of fact, city and version of the rule."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import FactKind

CLAIMED_KINDS = (
    FactKind.PROJECT_NEGOTIATING,
    FactKind.PROJECT_SIGNED,
    FactKind.PROJECT_STARTED,
    FactKind.PROJECT_PRODUCING,
    FactKind.PROJECT_FUNDS,
    FactKind.PROJECT_INCREASE,
    FactKind.PROJECT_MILESTONE,
    FactKind.PROJECT_STATE,
)
"""The kinds of facts of a project that can be claimed, in the order in which they are shown."""
PER_FACT = frozenset({FactKind.PROJECT_FUNDS, FactKind.PROJECT_INCREASE, FactKind.PROJECT_MILESTONE})
"""Kinds of which a project has many facts, each with evidence of its own."""


class UnknownEvidence(Refusal):
    """A kind of evidence that the table does not have, or not for such a claim."""


@dataclass(frozen=True)
class Demand:
    """One line of the table: any one of ``kinds`` meets it."""

    kinds: tuple[str, ...]

    @property
    def label(self) -> str:
        return "或".join(label_of(kind) for kind in self.kinds)

    def is_met_by(self, kinds: Collection[str]) -> bool:
        return not set(self.kinds).isdisjoint(kinds)


@dataclass(frozen=True)
class RuleVersion:
    """The table in force from a day on."""

    number: int
    valid_from: date
    demands: Mapping[FactKind, tuple[Demand, ...]]

    def of(self, kind: FactKind) -> tuple[Demand, ...]:
        return self.demands.get(kind, ())


def label_of(kind: str) -> str:
    """Return the Chinese name of a kind of evidence; one that the table has dropped keeps its code."""
    return kinds().get(kind, kind)


@cache
def kinds() -> dict[str, str]:
    """Map the code of every kind of evidence to its Chinese name."""
    return dict(_data()["kinds"])


@cache
def versions(city_code: str) -> tuple[RuleVersion, ...]:
    """Return the versions that hold for the city, the oldest first."""
    return _read(_data()["cities"].get(city_code) or _data()["default"])


def demands_of(city_code: str, kind: FactKind, on: date) -> tuple[Demand, ...]:
    """Return what is demanded of a claim of the kind that happened on the day."""
    return version_on(city_code, on).of(kind)


def version_on(city_code: str, on: date) -> RuleVersion:
    """Return the version in force on the day; what is older than the first one falls under the first."""
    every = versions(city_code)
    return next((one for one in reversed(every) if one.valid_from <= on), every[0])


def missing(demands: Sequence[Demand], held: Collection[str]) -> list[Demand]:
    """Return the demands that the held kinds of evidence do not meet."""
    return [demand for demand in demands if not demand.is_met_by(held)]


def offered_kinds(city_code: str, kind: FactKind) -> tuple[str, ...]:
    """Return the kinds of evidence that may be added to a claim of the kind: what is ever demanded, then the rest."""
    demanded = [one for version in versions(city_code) for demand in version.of(kind) for one in demand.kinds]
    return tuple(dict.fromkeys([*demanded, *_data()["offered"].get(kind.value, ())]))


def check_offered(city_code: str, kind: FactKind, evidence_kind: str) -> None:
    """Raises: UnknownEvidence unless such evidence may be added to such a claim."""
    offered = offered_kinds(city_code, kind)
    if evidence_kind not in offered:
        said = "、".join(label_of(one) for one in offered)
        raise UnknownEvidence(f"“{kind.label}”的佐证类别应是：{said}", field="kind")


@cache
def _data() -> dict[str, Any]:
    text = (resources.files("luodi.recognition") / "data" / "evidence.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _read(rows: Sequence[Mapping[str, Any]]) -> tuple[RuleVersion, ...]:
    told = [
        RuleVersion(
            row["version"],
            row["valid_from"],
            {
                FactKind(kind): tuple(Demand(tuple(line)) for line in lines)
                for kind, lines in row["demands"].items()
            },
        )
        for row in rows
    ]
    return tuple(sorted(told, key=lambda one: one.valid_from))
