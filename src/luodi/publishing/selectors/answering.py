"""The figures that a text asks for: together where they can be asked together, each of them once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction

from luodi.figures.combine import Against, grown
from luodi.figures.compute import compute_many
from luodi.figures.indicators import UnknownIndicator
from luodi.figures.questions import Figure
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.organisation.models import City
from luodi.publishing.composing.nodes import Nature, Source
from luodi.publishing.composing.situation import CITY, Key, Row, base_of, joined
from luodi.publishing.composing.vocabulary import SOURCES
from luodi.publishing.composing.wording import Number
from luodi.publishing.selectors import listing
from luodi.publishing.selectors.splitting import Asked, Split
from luodi.targets import selectors as targets
from luodi.targets.selectors import HeldTarget, Progress
from luodi.targets.selectors.progressing import exact

HUNDRED = 100
GROWTHS = {Nature.YEAR_GROWTH: Against.YEAR_BEFORE, Nature.PERIOD_GROWTH: Against.PERIOD_BEFORE}
OF_TARGETS = (Nature.TARGET, Nature.COMPLETION, Nature.TIME_GAP)


class Ledgered:
    """Answers from the ledger as of one moment. ``known_on`` is the day on which lists of words are read."""

    def __init__(self, city: City, as_of: AsOf, *, known_on: date, review: int | None = None) -> None:
        self.city, self.as_of, self.known_on, self.review = city, as_of, known_on, review
        self._figures: dict[tuple[str, Asked], Figure] = {}
        self._scopes: dict[str, Scope] = {}
        self._held: dict[int, list[HeldTarget]] = {}
        self._progress: dict[tuple[str, date], dict[str, Progress]] = {}

    def number(self, key: Key) -> Number:
        """Return the number; where the indicator had no definition yet, there is none, and why."""
        try:
            return self._number(key)
        except UnknownIndicator as refusal:
            return Number(None, "", why=str(refusal))

    def _number(self, key: Key) -> Number:
        if key.nature in OF_TARGETS:
            return self._of_target(key)
        figure = self.figure(key)
        if key.nature not in GROWTHS:
            return number_of(figure)
        base = self.figure(replace(key, period=base_of(key)))
        change = grown(figure, base, GROWTHS[key.nature])
        value = None if change.value is None else Fraction(change.value)
        notes = [*change.notes] if value is None else []
        if figure.indicator.version != base.indicator.version:
            notes.append(f"“{figure.name}”的口径自 {figure.indicator.valid_from} 起已变，两期不可直接相比")
        return Number(value, change.unit, 2, why="；".join(notes))

    def figure(self, key: Key) -> Figure:
        """Return the figure behind a number, asked once."""
        asked = (key.period, _same(key.scope), key.claimed)
        if (key.code, asked) not in self._figures:
            self._ask([key.code], (key.period, key.scope, key.claimed))
        return self._figures[key.code, asked]

    def ask_ahead(self, keys: Iterable[Key]) -> None:
        """Ask for many numbers with one question per period and scope."""
        wanted: dict[Asked, set[str]] = defaultdict(set)
        for one in (found for key in keys for found in with_base(key)):
            wanted[one.period, one.scope, one.claimed].add(one.code)
        for asked, codes in wanted.items():
            with suppress(UnknownIndicator):  # then each says for itself that it had no definition yet
                self._ask(sorted(codes), asked)

    def _ask(self, codes: Sequence[str], asked: Asked) -> None:
        period, scope, claimed = asked
        found = compute_many(
            codes,
            city=self.city,
            period=period,
            scope=self.scope(scope),
            as_of=self.as_of,
            standing=Standing.CLAIMED if claimed else Standing.VERIFIED,
        )
        for code, figure in found.items():
            self._store(code, asked, figure)

    def _store(self, code: str, asked: Asked, figure: Figure) -> None:
        period, scope, claimed = asked
        self._figures.setdefault((code, (period, _same(scope), claimed)), figure)

    def scope(self, text: str) -> Scope:
        """Return the scope; names of units and places are those of the day of knowledge."""
        if text not in self._scopes:
            self._scopes[text] = Scope.parse(text, city=self.city, on=self.known_on)
        return self._scopes[text]

    def rows(self, source: Source, keys: Sequence[Key], period: Period, scope: str) -> list[Row]:
        term = SOURCES[source.name]
        if not term.asks:
            about = listing.About(self.city, self.as_of, self.known_on, scope, self.review)
            return listing.worded(source.name, about, period)
        split = Split(self.city, self.as_of, term, self.scope)
        within = joined(scope, term.scope)
        asked = [one for key in keys for one in with_base(key)]
        found = split.rows(source, asked, period, within, self._store)
        if split.by == Dimension.PROJECT:
            return listing.with_projects(self.city, found)
        return found

    def _of_target(self, key: Key) -> Number:
        """Return a target, how far it has come, or how far that lies from where time stands."""
        told = self._progress_of(key.code, key.period.last).get(_holder(key.scope))
        if told is None:
            return Number(None, "%", 2, why=f"{self.scope(key.scope).label}没有下达这项指标的年度目标")
        one = told.target
        target, places = Fraction(one.value), one.indicator.places
        if key.nature == Nature.TARGET:
            return Number(target, one.indicator.unit, places)
        standing = told.standing
        if standing is None:
            return Number(None, "%", 2, why=told.why or "没有可比的数")
        share = standing.share * HUNDRED
        if key.nature == Nature.TIME_GAP:
            return Number(share - told.due * HUNDRED, "个百分点", 2, due=told.due)
        unit = one.indicator.unit
        return Number(share, "%", 2, target=target, target_unit=unit, target_places=places)

    def _progress_of(self, code: str, on: date) -> dict[str, Progress]:
        if on.year not in self._held:
            self._held[on.year] = targets.targets_of(self.city, on.year, as_of=self.as_of)
        if (code, on) not in self._progress:
            held = [one for one in self._held[on.year] if one.indicator.code == code]
            found = targets.progress_of(self.city, held, on=on, as_of=self.as_of, claims=False)
            self._progress[code, on] = {one.target.holder.scope.text: one for one in found.values()}
        return self._progress[code, on]


def number_of(figure: Figure) -> Number:
    """Return a figure's number before any rounding, in its unit."""
    one = figure.indicator
    why = "；".join(figure.notes) if figure.value is None else ""
    return Number(exact(figure), figure.unit, one.places, why=why)


def with_base(key: Key) -> list[Key]:
    """Return what has to be asked for a number: of a growth its base too, of a target nothing here."""
    if key.nature in OF_TARGETS:
        return []
    return [key, replace(key, period=base_of(key))] if key.nature in GROWTHS else [key]


def _same(scope: str) -> str:
    """Return one text for scopes that say the same in another order."""
    return "+".join(sorted(scope.split("+")))


def _holder(scope: str) -> str:
    """Return the scope of the holder of a target: a unit or leader stands for itself wherever it was picked out."""
    parts = [part for part in scope.split("+") if part.startswith(("unit:", "leader:"))]
    return parts[-1] if parts else CITY if scope == CITY else scope
