"""Which figure of the catalogue a claim is, and of which scope: rules over its facets, kept as data."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from luodi.press.grammar.claims import Measure
from luodi.press.grammar.lexicon import rows

CITY = "city"
_DIMENSIONS = ("unit", "kind", "area", "origin", "county", "industry", "event")
_NARROWING = (
    "named",
    "partial",
    "resumed",
    "cumulative",
    "amount.completed",
    "target",
    "average",
    "coming",
    "qualified",
    "threshold",
    "projected",
    "single",
    "macro",
    "projection",
)

_KINDS = ("stage.", "amount.")
_SORTS = frozenset({"industrial", "remote", "outside", "fresh", "cohort"})
_BESIDE = frozenset({"stage.ceremony", "stage.listed"})


@dataclass(frozen=True)
class Rule:
    """A row of the data: see the head of the file."""

    code: str
    measure: Measure
    all: frozenset[str]
    none: frozenset[str]
    units: frozenset[str]
    takes: frozenset[str]
    lets: frozenset[str]
    stock: bool


@dataclass(frozen=True)
class Target:
    """A figure that a claim can be held against."""

    code: str
    scope: str
    stock: bool


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order in which they are tried."""
    return tuple(
        Rule(
            row["code"],
            Measure(row["measure"]),
            frozenset(row["all"]),
            frozenset(row.get("not", ())),
            frozenset(row.get("units", ())),
            frozenset(row.get("takes", ())),
            frozenset(row.get("lets", ())),
            row.get("stock", False),
        )
        for row in rows("indicators")["rows"]
    )


def target_of(facets: frozenset[str], measure: Measure, unit: str) -> Target | None:
    """Return the figure that is meant by the facets of a claim, or None when no figure has this very part."""
    dimensions = _dimensions(facets)
    if dimensions is None:
        return None
    for rule in rules():
        if rule.measure is measure and rule.all <= facets and not rule.none & facets:
            if rule.units and unit and unit not in rule.units:
                continue
            if (target := _target(rule, facets, dimensions)) is not None:
                return target
    return None


def _dimensions(facets: frozenset[str]) -> dict[str, str] | None:
    """Return what narrows in each dimension; several units are taken together, several of another are no scope."""
    found: dict[str, str] = {}
    for one in sorted(facets):
        name, _, key = one.partition(":")
        if not key or name not in _DIMENSIONS:
            continue
        if name not in found:
            found[name] = one
        elif name == "unit":
            found[name] += f",{key}"
        else:
            return None
    return found


def _target(rule: Rule, facets: frozenset[str], dimensions: dict[str, str]) -> Target | None:
    if any(one in facets for one in _NARROWING if one not in rule.lets):
        return None
    of_rate = any(one.startswith("rate.") for one in rule.all)
    if facets & _SORTS - rule.all - rule.lets - ({"cohort"} if of_rate else set()):
        return None
    if not of_rate and any(one.startswith(_KINDS) for one in facets - rule.all - _BESIDE):
        return None
    parts = {name: text for name, text in dimensions.items() if ":" in text and name not in rule.lets}
    if set(parts) - rule.takes:
        return None
    return Target(rule.code, _scope(parts.values()), rule.stock)


def _scope(parts: Iterable[str]) -> str:
    return "+".join(sorted(parts)) or CITY
