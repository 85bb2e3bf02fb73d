"""The figures of all members at once: one question for all units without others below them, and one for each that
has some, because what it and they did together is one figure and no sum."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from luodi.assessment.selectors.asking import Asked, converted
from luodi.assessment.selectors.members import Standing
from luodi.figures.compute import compute_many, compute_table
from luodi.figures.questions import Figure, Row
from luodi.figures.scopes import Dimension
from luodi.kernel.asof import AsOf
from luodi.organisation.models import City
from luodi.targets.selectors.progressing import exact


@dataclass(frozen=True)
class Measured:
    """A member's value of an input; ``parts`` are the two numbers of a ratio, ``why`` says why there is none."""

    value: Fraction | None
    why: str = ""
    parts: tuple[str, ...] = ()


Values = dict[tuple[str, str], Measured]
"""By the member's key and the input's code."""


def measured(asked: Iterable[Asked], members: Sequence[Standing], *, city: City, as_of: AsOf) -> Values:
    """Return the values of all inputs that ask figures.

    Shape: one question of the figures for each period, scope and standing, whatever the number of members; one more
    for each member that has units below it.
    """
    together: dict[object, list[Asked]] = defaultdict(list)
    for one in asked:
        together[one.group].append(one)
    found: Values = {}
    for some in together.values():
        found |= _Question(some, members, city, as_of).values()
    return found


@dataclass(frozen=True)
class _Question:
    """Inputs that ask the same period, scope and standing of different indicators."""

    asked: Sequence[Asked]
    members: Sequence[Standing]
    city: City
    as_of: AsOf

    def values(self) -> Values:
        found: Values = {}
        if self.asked[0].is_citywide:
            told = self._many(None, self.asked)
            return {
                (who.key, one.input.code): _value(told, one) for who in self.members for one in self.asked
            }
        split: dict[Dimension, list[Standing]] = defaultdict(list)
        for who in self.members:
            if who.has_below or who.is_city:
                told = self._many(who, self.asked)
                found |= {(who.key, one.input.code): _value(told, one) for one in self.asked}
            else:
                split[who.dimension].append(who)
        for dimension, some in split.items():
            found |= self._split(dimension, some)
        return found

    def _split(self, by: Dimension, some: Sequence[Standing]) -> Values:
        found: Values = {}
        fitting = []
        for one in self.asked:
            if why := one.why_none(by):
                found |= {(who.key, one.input.code): Measured(None, why) for who in some}
            else:
                fitting.append(one)
        if not fitting:
            return found
        first = fitting[0]
        table = compute_table(
            _codes(fitting),
            city=self.city,
            period=first.period,
            by=by,
            scope=first.scope,
            as_of=self.as_of,
            standing=first.standing,
        )
        rows: Mapping[str, Row] = {row.key: row for row in table.rows}
        for who in some:
            row = rows.get(who.code)
            told = row.figures if row else {}
            found |= {(who.key, one.input.code): _value(told, one) for one in fitting}
        return found

    def _many(self, who: Standing | None, asked: Sequence[Asked]) -> Mapping[str, Figure]:
        first = asked[0]
        return compute_many(
            _codes(asked),
            city=self.city,
            period=first.period,
            scope=who.within(first.scope) if who else first.scope,
            as_of=self.as_of,
            standing=first.standing,
        )


def _codes(asked: Iterable[Asked]) -> list[str]:
    return list(dict.fromkeys(one.indicator.code for one in asked))


def _value(told: Mapping[str, Figure], one: Asked) -> Measured:
    figure = told.get(one.indicator.code)
    if figure is None:
        return _nothing(one)
    value = exact(figure)
    parts = tuple(str(exact(part)) for part in figure.parts)
    why = "；".join(figure.notes) if value is None else ""
    return Measured(converted(value, figure.unit, one.input), why, parts)


def _nothing(one: Asked) -> Measured:
    """A member without any fact has done nothing: 0, but a ratio of nothing by nothing is no number."""
    if one.indicator.is_ratio:
        return Measured(None, f"“{one.indicator.name}”的分母为 0，没有数", ("0", "0"))
    return Measured(converted(Fraction(0), one.indicator.unit, one.input))
