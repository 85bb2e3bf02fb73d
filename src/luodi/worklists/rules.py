"""What a list says of a row and what a city may set: values in, values or refusals out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import quantiles

from luodi.kernel.findings import Refusal
from luodi.kernel.months import month_before
from luodi.worklists.choices import Light, Shape
from luodi.worklists.definitions import Rule

STEPS = ("third", "second", "first")
"""The steps of the plan of funds, the last one first."""
_MOST = 3_660
_LEAST_KNOWN = 5
"""So many projects must have started before an industry's time says anything."""
_ORDERED = (
    ("blue_days", "yellow_days", "red_days"),
    ("yellow_months", "red_months"),
    ("yellow_points", "red_points"),
    ("first_days", "second_days", "third_days"),
    ("first_percent", "second_percent", "third_percent"),
)


class WorklistRefused(Refusal):
    """A parameter out of order, or a nightly run that comes before one that has been made."""


@dataclass(frozen=True)
class Terms:
    """The numbers that hold in a city on a day, and who says so."""

    values: Mapping[str, int]
    source: str

    def __getitem__(self, code: str) -> int:
        return self.values[code]


def cuts(rule: Rule, terms: Terms, on: date) -> dict[Light, date]:
    """Return by light, the most urgent first, the last day that earns it: what began by then shows the light."""
    if rule.shape == Shape.DUE_START:
        return {
            light: month_before(on, terms[name] - 1) - timedelta(days=1)
            for light, name in ((Light.RED, "red_months"), (Light.YELLOW, "yellow_months"))
        }
    named = ((Light.RED, "red_days"), (Light.YELLOW, "yellow_days"), (Light.BLUE, "blue_days"))
    return {light: on - timedelta(days=terms[name]) for light, name in named if name in terms.values}


def due_percent(terms: Terms, age: int) -> int:
    """Return which share of the total is to be in place so many days after signing."""
    return next((terms[f"{step}_percent"] for step in STEPS if age >= terms[f"{step}_days"]), 0)


def explain(
    rule: Rule, terms: Terms, *, light: Light, since: date | None, on: date, said: Mapping[str, object]
) -> str:
    """Return the sentence of a row: what is the case since when, and why the light is what it is."""
    why = rule.lights.get(light, "").format(**terms.values)
    if since is None:
        return rule.unknown
    told = rule.sentence.format(since=since.isoformat(), on=on.isoformat(), age=(on - since).days, **said)
    return f"{told}；规则“{rule.name}”：{why}"


def check_values(rule: Rule, values: Mapping[str, int]) -> None:
    """Raises: WorklistRefused for a number that is none, or for lights and steps out of order."""
    for one in rule.parameters:
        if not 0 < values.get(one.code, 0) <= _MOST:
            raise WorklistRefused(f"“{one.name}”须在 1 至 {_MOST} 之间", field=one.code)
        if one.unit in ("%", "个百分点") and values[one.code] > 100:
            raise WorklistRefused(f"“{one.name}”不能超过 100", field=one.code)
    names = {one.code: one.name for one in rule.parameters}
    for codes in _ORDERED:
        for low, high in pairwise(code for code in codes if code in names):
            if values[low] >= values[high]:
                raise WorklistRefused(f"“{names[high]}”须大于“{names[low]}”", field=high)


def check_setting(*, source: str, valid_from: date, today: date) -> None:
    """Raises: WorklistRefused without a source, or for a day gone by."""
    if not source.strip():
        raise WorklistRefused("请写明依据，如文件名和文号", field="source")
    if valid_from < today:
        raise WorklistRefused("施行日期不能早于今天：过去的清单不追溯", field="valid_from")


@dataclass(frozen=True)
class Spread:
    """How many days it took: a quarter of the ``n`` at most ``lower``, a half ``median``, three quarters ``upper``."""

    n: int
    lower: int
    median: int
    upper: int


def spread(days: Iterable[int]) -> Spread | None:
    """Return the quartiles, each rounded up to whole days; None when too few are known.

    Measure: days. Quartiles are those of the sample itself, ends included.
    """
    known: Sequence[int] = sorted(days)
    if len(known) < _LEAST_KNOWN:
        return None
    lower, median, upper = (-int(-one // 1) for one in quantiles(known, n=4, method="inclusive"))
    return Spread(len(known), lower, median, upper)
