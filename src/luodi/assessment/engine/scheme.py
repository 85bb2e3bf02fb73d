"""A scheme as it was read: what it asks for, its items, and what is done with the total."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from luodi.assessment.engine.conditions import Condition
from luodi.assessment.engine.findings import SchemeNotInForce
from luodi.assessment.engine.inputs import Input
from luodi.assessment.engine.terms.part import Part

COMPETITION, DENSE = "competition", "dense"


@dataclass(frozen=True)
class Rounding:
    """How many places; None leaves the number exact. Half up, or cut off."""

    rate: int | None = None
    item: int | None = None
    total: int | None = 2
    truncate: bool = False


@dataclass(frozen=True)
class Grade:
    """A grade: from a total on, or for the first places, or for the first share of the ranked."""

    title: str
    least: Fraction | None = None
    places: int | None = None
    share: Fraction | None = None


@dataclass(frozen=True)
class Override:
    """What is done to the total or to the grade, in the order in which it is written."""

    kind: str
    title: str
    when: Condition | None = None
    number: Fraction = Fraction(0)
    grade: str = ""
    unranked: bool = False
    source: str = ""


@dataclass(frozen=True)
class Listing:
    """A list that members come onto by rule: 红榜, 黑榜, 通报表扬."""

    code: str
    title: str
    when: Condition


@dataclass(frozen=True)
class Breaker:
    """What decides between equal totals: an item's points or an input, the higher first or the lower."""

    name: str
    is_item: bool
    is_lower_better: bool = False


@dataclass(frozen=True)
class Ranking:
    ties: str = COMPETITION
    breakers: tuple[Breaker, ...] = ()
    by_rate: bool = False
    is_exact: bool = False


@dataclass(frozen=True)
class Legal:
    """Which document a value of the scheme stands in."""

    path: str
    text: str


@dataclass(frozen=True)
class Rules:
    """A scheme on one day, every dated value resolved. ``order``: items after those that they refer to."""

    code: str
    title: str
    inputs: Mapping[str, Input]
    items: tuple[Part, ...]
    order: tuple[int, ...]
    year: int | None = None
    group: str = ""
    source: str = ""
    remarks: str = ""
    total: Fraction | None = None
    first: date | None = None
    last: date | None = None
    rounding: Rounding = field(default_factory=Rounding)
    grades: tuple[Grade, ...] = ()
    overrides: tuple[Override, ...] = ()
    lists: tuple[Listing, ...] = ()
    ranking: Ranking = field(default_factory=Ranking)
    legal: tuple[Legal, ...] = ()

    def span(self, on: date) -> tuple[date, date]:
        """Return the accounting period: as the scheme says, or the calendar year of the day."""
        return self.first or date(on.year, 1, 1), self.last or date(on.year, 12, 31)

    def parts(self) -> list[Part]:
        """Return every item and part, in the order of the text."""
        found: list[Part] = []
        stack = list(reversed(self.items))
        while stack:
            part = stack.pop()
            found.append(part)
            stack += reversed(part.parts)
        return found


@dataclass(frozen=True)
class Scheme:
    """A scheme with its dated values: ``variants`` begin on their day, the earliest first."""

    text: str
    source: str
    variants: tuple[tuple[date, Rules], ...]

    @property
    def latest(self) -> Rules:
        return self.variants[-1][1]

    @property
    def code(self) -> str:
        return self.latest.code

    @property
    def title(self) -> str:
        return self.latest.title

    def on(self, day: date) -> Rules:
        """Return the rules in force on the day.    Raises: SchemeNotInForce before the first."""
        found = [rules for begins, rules in self.variants if begins <= day]
        if not found:
            begins = self.variants[0][0]
            raise SchemeNotInForce(f"《{self.title}》自 {begins} 起施行，不能用于 {day}")
        return found[-1]
