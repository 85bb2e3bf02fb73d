"""What the ledger says of an open figure: the number that may come out, or why none may."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.disclosure.models import OpenFigure
from luodi.disclosure.rules import LEAST
from luodi.figures.compute import compute_many
from luodi.figures.drill import facts_behind
from luodi.figures.indicators import UnknownIndicator, indicator
from luodi.figures.questions import Figure
from luodi.figures.scopes import Scope
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.organisation.models import City

Answers = dict[tuple[int, date], "Said"]
WITHHELD = f"涉及的项目少于{LEAST}个，不单独公布金额"


@dataclass(frozen=True)
class Said:
    """A value as it may come out; ``shown`` is empty where none may, and ``note`` says why."""

    shown: str
    exact: str
    unit: str
    note: str
    entry: int


def say_all(asked: Sequence[tuple[OpenFigure, Period]], *, city: City, as_of: AsOf) -> Answers:
    """Return what each figure says of each period, by the figure's id and the period's last day.

    Shape: one query per kind of fact for each period and scope, however many figures share them.
    """
    groups: dict[tuple[Period, str], list[OpenFigure]] = defaultdict(list)
    for one, period in asked:
        groups[period, one.scope].append(one)
    found: Answers = {}
    for (period, text), figures in groups.items():
        scope = Scope.parse(text, city=city, on=period.last)
        known = [one for one in figures if _is_defined(one.indicator, period.last)]
        codes = list(dict.fromkeys(one.indicator for one in known))
        answers = compute_many(codes, city=city, period=period, scope=scope, as_of=as_of) if codes else {}
        for one in figures:
            answer = answers.get(one.indicator)
            found[one.pk, period.last] = said_of(answer) if answer else _undefined(one, as_of)
    return found


def _is_defined(code: str, on: date) -> bool:
    try:
        indicator(code, on)
    except UnknownIndicator:
        return False
    return True


def _undefined(one: OpenFigure, as_of: AsOf) -> Said:
    return Said("", "", indicator(one.indicator).unit, "当时还没有这项统计", as_of.entry or 0)


def said_of(figure: Figure) -> Said:
    """Return what may come out of a figure.

    Amounts, and shares of amounts, of fewer than ``LEAST`` things are withheld.
    """
    exact = "/".join(str(part.raw) for part in figure.parts) if figure.parts else str(figure.raw)
    unit, entry = figure.unit, figure.as_of.entry or 0
    if figure.value is None:
        return Said("", exact, unit, "；".join(figure.notes)[:120], entry)
    if any(_is_telling(part) for part in (figure, *figure.parts)):
        return Said("", "", unit, WITHHELD, entry)
    return Said(figure.text.replace(",", ""), exact, unit, "", entry)


def _is_telling(figure: Figure) -> bool:
    """Whether the amount is of so few things that it tells of a single one; nothing at all tells of none."""
    one = figure.indicator
    if one.is_ratio or not (one.is_amount or one.amount_of) or not figure.raw:
        return False
    return len(facts_behind(figure)) < LEAST
