"""What every term has in common: where it is evaluated, and what it answers."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Protocol, TypeVar

from luodi.assessment.engine.operands import Operand, is_plain
from luodi.assessment.engine.quantities import points_text
from luodi.assessment.engine.results import ItemScore, Standing, Step
from luodi.assessment.engine.scope import Scope

ZERO, ONE = Fraction(0), Fraction(1)
Kept = TypeVar("Kept")


@dataclass
class Group:
    """All members of a run, for the terms that compare them; what one term has asked of all is asked once."""

    scopes: Mapping[str, Scope]
    kept: dict[Hashable, object] = field(default_factory=dict)

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]  # type: ignore[return-value]


@dataclass(frozen=True)
class Place:
    """One evaluation: of which member, out of how many points, written how, among whom."""

    scope: Scope
    group: Group
    full: Fraction = ZERO
    full_text: str = ""
    scored: Mapping[str, ItemScore] = field(default_factory=dict)

    def of(self, full: Fraction, text: str = "") -> "Place":
        return replace(self, full=full, full_text=text or points_text(full))

    @property
    def times_full(self) -> str:
        return f" × {self.full_text or points_text(self.full)}"


@dataclass(frozen=True)
class Outcome:
    """What a term answers; an ``unset`` one is left to the item's rule. ``full``: what is left of the full mark."""

    points: Fraction = ZERO
    steps: tuple[Step, ...] = ()
    raw: Fraction | None = None
    standing: Standing = Standing.SCORED
    unset: bool = False
    label: str = ""
    parts: tuple[ItemScore, ...] = ()
    full: Fraction | None = None

    def then(self, text: str, points: Fraction, inputs: Iterable[str] = ()) -> "Outcome":
        """Return the outcome one step on."""
        return replace(self, points=points, steps=(*self.steps, Step(text, tuple(inputs), points)))


class Term(Protocol):
    """A way to points."""

    def score(self, place: Place) -> Outcome: ...


def missing(text: str, *, inputs: Iterable[str] = ()) -> Outcome:
    """Answer that a number which should be there is not."""
    return Outcome(standing=Standing.MISSING, steps=(Step(text, tuple(inputs)),))


def derivations(operands: Iterable[Operand | None], scope: Scope) -> tuple[Step, ...]:
    """Say how each derived input that the operands name comes about, the first reasons first."""
    found: dict[str, Step] = {}
    for operand in operands:
        for name in operand.names() if operand is not None else ():
            _derive(name, scope, found)
    return tuple(found.values())


def named(*operands: Operand | None) -> tuple[str, ...]:
    """Return the names that the operands use, each once."""
    return tuple(dict.fromkeys(name for one in operands if one is not None for name in one.names()))


def _derive(name: str, scope: Scope, found: dict[str, Step]) -> None:
    declared = scope.inputs.get(name)
    is_column = scope.row_input is not None and name in scope.row_input.columns
    if is_column or declared is None or declared.formula is None or name in found:
        return
    for inner in declared.formula.names():
        _derive(inner, scope, found)
    text = f"{declared.title} = {declared.formula.written(scope)}"
    if not is_plain(declared.formula):
        text = f"{text} = {scope.shown(name)}"
    found[name] = Step(text, (name, *declared.formula.names()), scope.number(name))
