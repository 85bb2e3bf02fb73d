"""A draft that was checked: its claims beside the ledger's figures, and what is to be said about it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from luodi.figures.questions import Figure
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.press.choices import Verdict
from luodi.press.grammar.claims import Claim, Draft, Finding, Weight
from luodi.press.grammar.within.rechecking import Checked


class State(StrEnum):
    """How a claim stands to the ledger."""

    AGREES = "agrees"
    DIFFERS = "differs"
    DOUBTFUL = "doubtful"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Answer:
    """What the ledger says to a claim. ``value`` is exact, in the plain unit of claims (元, 个, %, 百分点).

    ``base`` is what a growth is measured against; ``assumed`` are the words for what the draft does not say itself.
    """

    value: Fraction
    figure: Figure
    base: Figure | None = None
    assumed: str = ""

    @property
    def period(self) -> Period:
        return self.figure.period


@dataclass(frozen=True)
class Match:
    """A claim and what the ledger says to it; ``why`` is the reason when it says nothing."""

    claim: Claim
    state: State
    answer: Answer | None = None
    why: str = ""
    tried: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Ruled:
    """A finding on which somebody has ruled before."""

    finding: Finding
    pk: int
    verdict: Verdict
    reason: str
    by: str


@dataclass(frozen=True)
class CheckedDraft:
    """``findings`` are those that nobody has ruled on, in the order of the text; ``notes`` are about the whole.

    ``within`` is the text as it was read, from which a changed one is read quicker.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    matches: tuple[Match, ...] = ()
    ruled: tuple[Ruled, ...] = ()
    notes: tuple[str, ...] = ()
    published: date | None = None
    city_code: str = ""
    as_of: AsOf | None = None
    within: Checked | None = field(default=None, compare=False, repr=False)

    def of_weight(self, weight: Weight) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.weight == weight)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return self.of_weight(Weight.ERROR)

    @property
    def n_agreed(self) -> int:
        return sum(one.state == State.AGREES for one in self.matches)
