"""What comes out: each member's score, item by item, with the sentences that lead to every point."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Standing(StrEnum):
    """Whether an item counts for a member."""

    SCORED = "SCORED"
    MISSING = "MISSING"
    EXCLUDED = "EXCLUDED"
    SPREAD = "SPREAD"


@dataclass(frozen=True)
class Step:
    """One sentence of the way to a number, the inputs it names, and the number it arrives at."""

    text: str
    inputs: tuple[str, ...] = ()
    value: Fraction | None = None


@dataclass(frozen=True)
class ItemScore:
    """One item's points. ``weight`` is the full mark that applied; ``raw`` the rate, gap or value before weighting.

    ``standing`` tells whether it was scored, MISSING (no figure), EXCLUDED (not set for this member, or not
    applicable) or SPREAD (its weight went to the other items). ``label`` is the band that it fell into.
    """

    code: str
    name: str
    weight: Fraction | None
    points: Fraction
    raw: Fraction | None = None
    steps: tuple[Step, ...] = ()
    standing: Standing = Standing.SCORED
    label: str = ""
    parts: tuple["ItemScore", ...] = ()
    extra: bool = False

    @property
    def counts(self) -> bool:
        return self.standing in (Standing.SCORED, Standing.MISSING)

    def inputs(self) -> tuple[str, ...]:
        """Return every input that the steps name, of the parts too, each once."""
        own = [name for step in self.steps for name in step.inputs]
        return tuple(dict.fromkeys([*own, *(name for part in self.parts for name in part.inputs())]))

    def sentences(self) -> Iterator[str]:
        """Yield the sentences of the parts, then those that put them together."""
        for part in self.parts:
            yield from part.sentences()
        for step in self.steps:
            yield step.text

    def all(self) -> Iterator["ItemScore"]:
        """Yield this item and every part below it."""
        yield self
        for part in self.parts:
            yield from part.all()


@dataclass(frozen=True)
class Score:
    """A member's result. ``full`` is what could be reached without extras; ``total`` is None when excluded."""

    code: str
    name: str
    total: Fraction | None
    items: tuple[ItemScore, ...]
    full: Fraction
    overrides: tuple[Step, ...] = ()
    grade: str = ""
    rank: int | None = None
    place: str = ""
    lists: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def item(self, code: str) -> ItemScore | None:
        return next((one for one in all_items(self.items) if one.code == code), None)

    def sentences(self) -> Iterator[str]:
        """Yield every sentence of the way, as it is printed."""
        for item in self.items:
            yield from item.sentences()
        for step in self.overrides:
            yield step.text
        yield from self.notes
        yield self.place


@dataclass(frozen=True)
class Result:
    """The scores of one group on a day, by the member's code, in the order of the situation."""

    members: Mapping[str, Score] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def ranked(self) -> list[Score]:
        """Return the ranked members by place, then those without a rank in their order."""
        return sorted(self.members.values(), key=lambda one: (one.rank is None, one.rank or 0))


def all_items(items: Iterable[ItemScore]) -> Iterator[ItemScore]:
    for one in items:
        yield from one.all()
