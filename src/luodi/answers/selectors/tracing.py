"""Which figures the numbers of an answer are: those it was made of, and those that are read in what people wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.answers.names import names_of
from luodi.answers.phrasing import Mark
from luodi.figures.compute import FEN_PER
from luodi.figures.indicators import indicator
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.organisation.models import City
from luodi.press.asking import Want
from luodi.press.grammar.claims import Claim, Measure
from luodi.press.grammar.reading import read
from luodi.press.trials import is_exact, trials_of
from luodi.publishing.choices import FigureState
from luodi.publishing.composing.anchoring import Anchor, anchor
from luodi.publishing.composing.nodes import Nature


@dataclass(frozen=True)
class Trace:
    """A number of a text: which figure it is, what that shows, and what stands there."""

    code: str
    nature: Nature
    period: Period
    scope: str
    shown: str
    found: str
    start: int
    end: int
    state: FigureState


def of_mark(mark: Mark, text: str) -> Trace:
    """Return the trace of a figure that was put into a text."""
    figure = mark.figure
    return Trace(
        code=figure.code,
        nature=mark.nature,
        period=figure.period,
        scope=figure.scope.text,
        shown=mark.shown,
        found=text[mark.start : mark.end],
        start=mark.start,
        end=mark.end,
        state=FigureState.INTACT,
    )


def carried(before: str, after: str, traces: Sequence[Trace]) -> list[Trace]:
    """Return the traces of ``before`` as they stand in ``after``; what was taken out is left out."""
    anchors = [Anchor(one.start, one.end, one.shown) for one in traces]
    found = zip(traces, anchor(before, after, anchors), strict=True)
    return [
        Trace(
            code=one.code,
            nature=one.nature,
            period=one.period,
            scope=one.scope,
            shown=one.shown,
            found=now.found,
            start=now.start,
            end=now.end,
            state=FigureState(now.fate.value),
        )
        for one, now in found
        if now.fate.value != FigureState.LOST
    ]


def traced(text: str, known: Sequence[Trace], *, city: City, today: date, as_of: AsOf) -> list[Trace]:
    """Return what is known of the numbers of a text, and what the grammar reads in the others.

    Only numbers whose figure the text itself identifies are taken: indicator, period and scope.
    """
    taken = [(one.start, one.end) for one in known]
    found = list(known)
    for claim in read(text, published=today, vocabulary=names_of(city, today)).claims:
        free = all(claim.to <= start or end <= claim.at for start, end in taken)
        if free and (one := _read(claim, text, today)) is not None:
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _read(claim: Claim, text: str, today: date) -> Trace | None:
    if claim.indicator is None or not is_exact(claim) or claim.is_plan:
        return None
    if claim.measure not in (Measure.COUNT, Measure.AMOUNT, Measure.SHARE):
        return None
    trials = trials_of(claim, published=today, known_day=today)
    if not trials:
        return None
    want: Want = trials[0].want
    end = claim.to
    unit = indicator(want.code).unit
    if unit in FEN_PER and not claim.unit.startswith(unit):
        return None  # 万元 and dollars are not what the figure shows
    end += len(claim.unit) if text[claim.to : claim.to + len(claim.unit)] == claim.unit else 0
    found = text[claim.at : end]
    return Trace(
        want.code, Nature.VALUE, want.period, want.scope, found, found, claim.at, end, FigureState.INTACT
    )
