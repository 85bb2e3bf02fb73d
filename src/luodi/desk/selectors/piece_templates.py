"""Templates as their pages show them: read or with their faults, the language, and a trial on the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from luodi.desk.forms.publishing import usual_period
from luodi.figures.indicators import Indicator, catalogue
from luodi.kernel.asof import AsOf
from luodi.kernel.findings import Refusal
from luodi.kernel.periods import parse_period
from luodi.organisation.models import City
from luodi.publishing.briefs import NewPiece
from luodi.publishing.composing import vocabulary
from luodi.publishing.composing.nodes import Fault, Script, TemplateRefused
from luodi.publishing.composing.situation import Composed
from luodi.publishing.selectors.composed import composed, read_template

SPARE_LINES = 12


@dataclass(frozen=True)
class NumberedLine:
    number: int
    is_wrong: bool


@dataclass(frozen=True)
class Checked:
    """A template's text with what is wrong with it, or what it consists of."""

    text: str
    script: Script | None
    faults: Sequence[Fault]

    @property
    def lines(self) -> list[NumberedLine]:
        wrong = {one.line for one in self.faults}
        return [NumberedLine(at, at in wrong) for at in range(1, self.rows + 1)]

    @property
    def rows(self) -> int:
        return self.text.count("\n") + SPARE_LINES


def checked(text: str, *, city: City, on: date) -> Checked:
    try:
        return Checked(text, read_template(text, city=city, on=on), ())
    except TemplateRefused as refused:
        return Checked(text, None, refused.faults)


@dataclass(frozen=True)
class Tried:
    """What a template would write now; ``refused`` when it cannot."""

    period: str
    made: Composed | None = None
    refused: str = ""


def tried(text: str, period: str, *, city: City, as_of: AsOf, on: date) -> Tried:
    """Write a template on the ledger without keeping anything."""
    try:
        span = parse_period(period, today=on) if period.strip() else usual_period(on)
        made = composed(text, NewPiece(span, on), city=city, as_of=as_of, on=on)
    except Refusal as refusal:
        return Tried(period, refused=str(refusal))
    return Tried(span.label(), made)


class Language:
    """The language for the editor: its marks, words, sources and the catalogue's indicators."""

    directives = vocabulary.DIRECTIVES
    periods = vocabulary.PERIODS
    asked = vocabulary.ASKED
    forms = vocabulary.FORMS
    scopes = vocabulary.SCOPED
    words = vocabulary.WORDS
    sources = tuple(vocabulary.SOURCES.values())

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return catalogue()
