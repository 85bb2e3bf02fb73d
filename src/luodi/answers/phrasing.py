"""Answers in good official Chinese, with the places of their figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from luodi.figures.indicators import Measure
from luodi.figures.questions import Figure, Row
from luodi.figures.scopes import Dimension
from luodi.publishing.composing import timing, wording
from luodi.publishing.composing.nodes import Form, Nature
from luodi.publishing.composing.wording import Number
from luodi.publishing.selectors.answering import number_of

_MANY = 10
"""Of a split so many rows stand in the sentence; the table has them all."""


@dataclass(frozen=True)
class Mark:
    """A figure that stands from ``start`` to ``end``, as ``shown``."""

    start: int
    end: int
    figure: Figure
    nature: Nature
    exact: str
    shown: str


@dataclass(frozen=True)
class Told:
    text: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Part:
    """One thing that is told: a figure's number, a growth with its base, or the rows of its split."""

    figure: Figure
    number: Number
    nature: Nature
    base: Figure | None = None
    rows: Sequence[Row] = ()
    by: Dimension | None = None


@dataclass
class _Line:
    """A text that grows, and what stands where."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def add(self, said: str) -> None:
        self.text += said

    def put(self, figure: Figure, number: Number, nature: Nature, form: Form) -> None:
        """Add a number's words, and mark the number in them."""
        said = wording.say(number, nature, form)
        start = len(self.text)
        self.text += said.text
        for first, last, of in said.numbers:
            nature_of = Nature(of)
            shown = said.text[first:last]
            exact = number.exact if nature_of == nature else str(number.target)
            self.marks.append(Mark(start + first, start + last, figure, nature_of, exact, shown))


def sentence(parts: Sequence[Part]) -> Told:
    """Return one sentence on figures of one period and scope."""
    first, line = parts[0].figure, _Line()
    line.add(f"{timing.period_words(first.period)}，{_whose(first)}")
    for nth, part in enumerate(parts):
        line.add("，" if nth else "")
        _add(line, part, before=parts[nth - 1] if nth else None)
    line.add("。")
    return Told(line.text, tuple(line.marks))


def joined(told: Sequence[Told]) -> Told:
    """Return sentences as one text."""
    text, marks = "", []
    for one in told:
        marks += [replace(mark, start=mark.start + len(text), end=mark.end + len(text)) for mark in one.marks]
        text += one.text
    return Told(text, tuple(marks))


def _whose(figure: Figure) -> str:
    """Return whose figure it is, as a sentence begins; 全市 is silent where the name says 市 itself."""
    scope = figure.scope
    if scope.parts and all(part.dimension in _FROM for part in scope.parts):
        return f"来自{scope.label}的"
    return "" if not scope.parts and figure.name.startswith("市") else scope.label


_FROM = (Dimension.ORIGIN, Dimension.ORIGIN_CITY)


def _add(line: _Line, part: Part, before: Part | None) -> None:
    figure, number = part.figure, part.number
    repeats = before is not None and before.figure.code == figure.code
    name = "" if repeats else figure.name
    if part.by is not None:
        _add_rows(line, part)
    elif number.value is None:
        line.add(f"{name}{'' if part.nature == Nature.VALUE else '没有可比的数'}（{number.why or '没有数'}）")
    elif part.nature in (Nature.YEAR_GROWTH, Nature.PERIOD_GROWTH):
        _add_growth(line, part, name)
    elif part.nature != Nature.VALUE:
        line.add(f"{name}年度目标" if part.nature == Nature.TARGET else name)
        line.put(figure, number, part.nature, Form.PROSE)
    elif figure.parts:
        _add_ratio(line, part)
    else:
        line.add(name.removesuffix(figure.unit))
        line.put(figure, number, Nature.VALUE, Form.PROSE)


def _add_growth(line: _Line, part: Part, name: str) -> None:
    """Add a growth after the number that grew, with what it grew from."""
    if name:
        line.add(name.removesuffix(part.figure.unit))
        line.put(part.figure, number_of(part.figure), Nature.VALUE, Form.PROSE)
        line.add("，")
    line.add("环比" if part.nature == Nature.PERIOD_GROWTH and not part.number.value else "")
    line.put(part.figure, part.number, part.nature, Form.PROSE)
    if part.base is not None:
        line.add(f"（{timing.period_words(part.base.period)}为")
        line.put(part.base, number_of(part.base), Nature.VALUE, Form.PROSE)
        line.add("）")


def _add_ratio(line: _Line, part: Part) -> None:
    """Add a ratio with the two figures that it is made of."""
    figure, (upper, lower) = part.figure, part.figure.parts
    if figure.indicator.measure == Measure.RATIO and figure.unit == "%":
        line.add(f"{upper.name}占{lower.name}的")
    else:
        line.add(figure.name)
    line.put(figure, part.number, Nature.VALUE, Form.PROSE)
    line.add("（")
    line.put(upper, number_of(upper), Nature.VALUE, Form.BARE)
    line.add("÷")
    line.put(lower, number_of(lower), Nature.VALUE, Form.BARE)
    line.add("）")


def _add_rows(line: _Line, part: Part) -> None:
    figure = part.figure
    line.add(figure.name)
    line.put(figure, part.number, Nature.VALUE, Form.PROSE)
    assert part.by is not None
    if not part.rows:
        return
    line.add(f"，按{part.by.label}：" if len(part.rows) > 1 else "，其中")
    for nth, row in enumerate(part.rows[:_MANY]):
        line.add("、" if nth else "")
        line.add(row.label)
        line.put(row.figure, number_of(row.figure), Nature.VALUE, Form.PROSE)
    if len(part.rows) > _MANY:
        line.add(f"等{len(part.rows)}项")
