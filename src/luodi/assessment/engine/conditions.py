"""Conditions: tests of named values, all of which, any of which or none of which must hold.

A value that is not set meets no test but ``set: false``: what is not known is neither above nor below anything.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from luodi.assessment.engine.formulas import Constant
from luodi.assessment.engine.operands import Operand, said
from luodi.assessment.engine.scope import Scope
from luodi.assessment.engine.situation import Row

AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN, EQUALS = "at_least", "more_than", "at_most", "less_than", "equals"
NOT_EQUALS, IS, IN, NOT_IN, SET = "not_equals", "is", "in", "not_in", "set"
SIGNS = {AT_LEAST: "≥", MORE_THAN: ">", AT_MOST: "≤", LESS_THAN: "<", EQUALS: "=", NOT_EQUALS: "≠"}
WORDS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


@dataclass(frozen=True)
class Comparison:
    """A value against a number: ``rate: {at_least: 100%}``."""

    name: str
    sign: str
    operand: Operand

    def holds(self, scope: Scope) -> bool:
        value, limit = scope.number(self.name), self.operand.result(scope)
        if value is None or limit is None:
            return False
        return _COMPARE[self.sign](value, limit)

    def described(self, scope: Scope, *, rows: str = "") -> str:
        title, unit = _title(scope, self.name, rows)
        return f"{title} {SIGNS[self.sign]} {said(self.operand, scope, unit=unit)}"

    def names(self) -> Iterator[str]:
        yield self.name
        yield from self.operand.names()


@dataclass(frozen=True)
class Word:
    """A value against words or flags: ``industry: {in: [B, C, D]}``, ``new: true``; turned by ``negated``."""

    name: str
    words: tuple[str, ...]
    negated: bool = False

    def holds(self, scope: Scope) -> bool:
        value = scope.value(self.name)
        if value is None:
            return False
        return any(_same(value, word) for word in self.words) != self.negated

    def described(self, scope: Scope, *, rows: str = "") -> str:
        title, _ = _title(scope, self.name, rows)
        words = "或".join({"true": "是", "false": "否"}.get(word, word) for word in self.words)
        return f"{title}{'不' if self.negated else ''}为{words}"

    def names(self) -> Iterator[str]:
        yield self.name


@dataclass(frozen=True)
class IsSet:
    """Whether there is a value at all: ``target: {set: true}``."""

    name: str
    wanted: bool

    def holds(self, scope: Scope) -> bool:
        return (scope.value(self.name) is not None) == self.wanted

    def described(self, scope: Scope, *, rows: str = "") -> str:
        title, _ = _title(scope, self.name, rows)
        return f"{title}{'有数' if self.wanted else '没有数'}"

    def names(self) -> Iterator[str]:
        yield self.name


@dataclass(frozen=True)
class All:
    conditions: tuple["Condition", ...]

    def holds(self, scope: Scope) -> bool:
        return all(one.holds(scope) for one in self.conditions)

    def described(self, scope: Scope, *, rows: str = "") -> str:
        return "，且".join(_bracketed(one, scope, rows) for one in self.conditions)

    def names(self) -> Iterator[str]:
        for one in self.conditions:
            yield from one.names()


@dataclass(frozen=True)
class Either:
    """At least one holds."""

    conditions: tuple["Condition", ...]

    def holds(self, scope: Scope) -> bool:
        return any(one.holds(scope) for one in self.conditions)

    def described(self, scope: Scope, *, rows: str = "") -> str:
        return "，或".join(_bracketed(one, scope, rows) for one in self.conditions)

    def names(self) -> Iterator[str]:
        for one in self.conditions:
            yield from one.names()


@dataclass(frozen=True)
class Not:
    condition: "Condition"

    def holds(self, scope: Scope) -> bool:
        return not self.condition.holds(scope)

    def described(self, scope: Scope, *, rows: str = "") -> str:
        return f"并非（{self.condition.described(scope, rows=rows)}）"

    def names(self) -> Iterator[str]:
        yield from self.condition.names()


Condition: TypeAlias = Comparison | Word | IsSet | All | Either | Not

_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    AT_LEAST: lambda value, limit: value >= limit,
    MORE_THAN: lambda value, limit: value > limit,
    AT_MOST: lambda value, limit: value <= limit,
    LESS_THAN: lambda value, limit: value < limit,
    EQUALS: lambda value, limit: value == limit,
    NOT_EQUALS: lambda value, limit: value != limit,
}


def values_said(condition: Condition, scope: Scope) -> str:
    """Write the values that a condition looks at: "任务完成率 99.90%、实际投入率 25.00%"."""
    names = dict.fromkeys(condition.names())
    return "、".join(scope.written(name) for name in names)


def limits(condition: Condition) -> Mapping[str, tuple["Interval", ...]] | None:
    """Return what a plain AND of comparisons with numbers demands of each name; None for anything else."""
    parts: Iterable[Condition] = condition.conditions if isinstance(condition, All) else (condition,)
    found: dict[str, tuple[Interval, ...]] = {}
    for one in parts:
        if not isinstance(one, Comparison) or not isinstance(one.operand, Constant) or one.sign == NOT_EQUALS:
            return None
        found[one.name] = (*found.get(one.name, ()), Interval(one.sign, one.operand.value))
    return found


@dataclass(frozen=True)
class Interval:
    """All numbers on one side of a limit, or the limit alone."""

    sign: str
    limit: Fraction

    def lies_in(self, other: "Interval") -> bool:
        """Tell whether every number of this one is one of the other."""
        strict = other.sign in (MORE_THAN, LESS_THAN)
        if self.sign == EQUALS or other.sign == EQUALS:
            return self.sign == EQUALS and _COMPARE[other.sign](self.limit, other.limit)
        if (self.sign in (AT_LEAST, MORE_THAN)) != (other.sign in (AT_LEAST, MORE_THAN)):
            return False
        if self.limit == other.limit:
            return not strict or self.sign in (MORE_THAN, LESS_THAN)
        return (self.limit > other.limit) == (self.sign in (AT_LEAST, MORE_THAN))


def covers(earlier: Condition | None, later: Condition | None) -> bool:
    """Tell whether whatever meets ``later`` meets ``earlier`` too, as far as plain comparisons show it."""
    if earlier is None or earlier == later:
        return True
    wide, narrow = limits(earlier), limits(later) if later is not None else None
    if wide is None or narrow is None:
        return False
    return all(
        any(one.lies_in(demand) for one in narrow.get(name, ()))
        for name, demands in wide.items()
        for demand in demands
    )


def _title(scope: Scope, name: str, rows: str) -> tuple[str, str]:
    if rows and (column := scope.input(rows).columns.get(name)):
        return column.title, column.unit
    return scope.title(name), scope.unit(name)


def _bracketed(one: Condition, scope: Scope, rows: str) -> str:
    text = one.described(scope, rows=rows)
    return f"（{text}）" if isinstance(one, Either | All) else text


def _same(value: object, word: str) -> bool:
    if isinstance(value, bool):
        return WORDS.get(word.lower()) is value
    if isinstance(value, tuple | Row):
        return False
    return str(value) == word
