"""Find an indicator by a name that the catalogue gives it, where the grammar's rules know none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from luodi.figures.indicators import Indicator, catalogue, indicator
from luodi.press.grammar.claims import Measure

_LEAST = 3
"""Shorter names stand in too many others."""
_SILENT = re.compile(r"[的\s]|数量|个数|总数")


@dataclass(frozen=True)
class Named:
    indicator: Indicator
    name: str


@cache
def spoken() -> tuple[dict[str, Any], ...]:
    """Return the names that people use beside those of the catalogue."""
    file = resources.files("luodi.answers") / "data" / "spoken_names.yaml"
    return tuple(yaml.safe_load(file.read_text("utf-8"))["names"])


@cache
def _names() -> tuple[Named, ...]:
    """Return every name of every indicator, the longest first."""
    found = [Named(one, _SILENT.sub("", name)) for one in catalogue() for name in (one.name, *one.aliases)]
    found += [Named(indicator(row["code"]), row["name"]) for row in spoken()]
    return tuple(sorted((one for one in found if len(one.name) >= _LEAST), key=lambda one: -len(one.name)))


def named_in(words: str, measure: Measure, besides: Iterable[str] = ()) -> Named | None:
    """Return the indicator with the longest name that stands in the words and answers with such a number.

    ``besides`` are names of other things: what is called so as well is meant only where nothing else is named.
    """
    said = _SILENT.sub("", words)
    rest = said
    for name in sorted(besides, key=len, reverse=True):
        rest = rest.replace(name, "，")
    return _first(rest, measure) or _first(said, measure)


def _first(said: str, measure: Measure) -> Named | None:
    return next((one for one in _names() if one.name in said and fits(one.indicator, measure)), None)


def fits(one: Indicator, measure: Measure) -> bool:
    """Whether the indicator's unit is that of such numbers."""
    kinds = {"%": Measure.SHARE, "亿元": Measure.AMOUNT, "万元": Measure.AMOUNT}
    return kinds.get(one.unit, Measure.COUNT) == measure


def length_of(code: str, words: str) -> int:
    """Return how long the longest of the indicator's own names in the words is; 0 where none is."""
    said = _SILENT.sub("", words)
    return max(
        (len(one.name) for one in _names() if one.indicator.code == code and one.name in said), default=0
    )
