"""What a piece is about, what is asked for it, and what comes back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Protocol

from luodi.kernel.dates import day_words
from luodi.kernel.periods import Period
from luodi.publishing.composing import nodes, timing, wording
from luodi.publishing.composing.nodes import Ask, Nature, Source, Span
from luodi.publishing.composing.wording import Number

CITY = "city"


@dataclass(frozen=True)
class Key:
    """What is asked: an indicator's number of a period and scope."""

    code: str
    nature: Nature
    period: Period
    scope: str
    claimed: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a source: ``scope`` is what figures are asked of, none for rows of words; ``period`` of a month."""

    name: str
    scope: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    period: Period | None = None
    key: str = ""


@dataclass(frozen=True)
class Reference:
    """A number of the text that is a figure."""

    code: str
    nature: Nature
    period: Period
    scope: str
    claimed: bool
    shown: str
    exact: str
    unit: str
    start: int
    end: int


def moved(one: Reference, by: int) -> Reference:
    return replace(one, start=one.start + by, end=one.end + by)


@dataclass(frozen=True)
class Remark:
    """What the author should look at: a number that there is not."""

    start: int
    end: int
    message: str


@dataclass(frozen=True)
class Composed:
    title: str
    text: str
    references: tuple[Reference, ...]
    remarks: tuple[Remark, ...] = ()


class Answers(Protocol):
    """Whoever has the figures. ``rows`` are in the source's own order and carry the keys of all that is asked there."""

    def number(self, key: Key) -> Number: ...

    def rows(self, source: Source, keys: Sequence[Key], period: Period, scope: str) -> list[Row]: ...


@dataclass(frozen=True)
class Situation:
    """What a piece is about. ``words`` are the blanks that its author filled in."""

    period: Period
    scope: str
    scope_name: str
    city: str
    issued_on: date
    known_on: date
    words: Mapping[str, str] = field(default_factory=dict)
    document_number: str = ""
    due: Fraction | None = None

    def word(self, name: str) -> str | None:
        """Return the word for a name; None when it is none of the vocabulary's."""
        period = self.period
        told: Mapping[str, Callable[[], str]] = {
            "城市": lambda: self.city,
            "本期": lambda: timing.period_words(period),
            "本期月份": lambda: timing.months_words(period),
            "上年同期": lambda: timing.period_words(period.same_period_last_year()),
            "本月": lambda: f"{period.last.month}月",
            "年": lambda: f"{period.last.year}年",
            "月": lambda: str(period.last.month),
            "截止日": lambda: day_words(period.last),
            "成文日期": lambda: day_words(self.issued_on),
            "统计时点": lambda: day_words(self.known_on),
            "范围": lambda: self.scope_name,
            "文号": lambda: self.document_number,
            "序时进度": lambda: f"{wording.trimmed(self.due * 100, 2)}%" if self.due is not None else "",
        }
        if name in self.words:
            return self.words[name]
        return told[name]() if name in told else None


def span_of(span: Span, period: Period, spans: Mapping[str, str]) -> Period:
    """Return the days of a period's word for a piece of ``period``."""
    if span.period is not None:
        return span.period
    if span.word in spans:
        return timing.read_span(spans[span.word])
    return timing.WORDS[span.word](period)


def key_of(ask: Ask, situation: Situation, rows: Sequence[Row], spans: Mapping[str, str]) -> Key:
    """Return what a placeholder asks where it stands: of the row's scope, narrowed by its own."""
    period, scope = situation.period, situation.scope
    for row in rows if not ask.whole else ():
        scope = row.scope or scope
        period = row.period or period
    days = span_of(ask.span, period, spans)
    if ask.nature in (Nature.TARGET, Nature.COMPLETION, Nature.TIME_GAP):
        days = Period.year_to_date(days.last)
    return Key(ask.code, ask.nature, days, joined(scope, ask.scope), ask.claimed)


def joined(scope: str, more: str) -> str:
    """Return the scope that both together are."""
    return "+".join(part for part in (scope, more) if part and part != CITY) or CITY


def base_of(key: Key) -> Period:
    """Return the period that a growth is measured against."""
    is_yearly = key.nature == Nature.YEAR_GROWTH
    return key.period.same_period_last_year() if is_yearly else key.period.previous()


def asks_of(items: nodes.Inline) -> list[Ask]:
    """Return the figures that an inline text asks, those of its inner rows left out."""
    found: list[Ask] = []
    for item in items:
        if isinstance(item, Ask):
            found.append(item)
        elif isinstance(item, nodes.Either):
            found += asks_of_condition(item.condition) + asks_of(item.then) + asks_of(item.otherwise)
    return found


def asks_of_condition(condition: nodes.Condition | None) -> list[Ask]:
    tests = [test for tests in condition.either for test in tests] if condition else []
    return [side for test in tests for side in (test.left, test.right) if isinstance(side, Ask)]


def asks_in(blocks: Sequence[nodes.Block]) -> list[Ask]:
    """Return the figures that blocks ask, those of inner rows left out."""
    found: list[Ask] = []
    for block in blocks:
        if isinstance(block, nodes.Line):
            found += asks_of(block.inline)
        elif isinstance(block, nodes.If):
            for condition, body in block.branches:
                found += asks_of_condition(condition) + asks_in(body)
            found += asks_in(block.otherwise)
        elif isinstance(block, nodes.Figured):
            found += [ask for line in block.lines for cell in line for ask in asks_of(cell)]
        elif isinstance(block, nodes.TableBlock):
            found += asks_of(block.title) + asks_of(block.note)
    return found
