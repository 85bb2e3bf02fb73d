"""Answer a question with figures, and say of each how it was read; what could not be read is said, too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from luodi.answers import phrasing
from luodi.answers.names import names_of
from luodi.answers.phrasing import Told
from luodi.answers.reading import Unread, Wanted, read_question
from luodi.answers.rewriting import Split
from luodi.figures.compute import compute_table, require_applies
from luodi.figures.indicators import indicator
from luodi.figures.questions import Figure, Row
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.asof import AsOf
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City
from luodi.press.asking import Asking
from luodi.publishing.composing.nodes import Nature
from luodi.publishing.composing.situation import Key, base_of
from luodi.publishing.composing.wording import Number
from luodi.publishing.selectors.answering import GROWTHS, Ledgered

LONGEST = 300
"""Of a question; what is longer is a draft, and is checked as one."""


class QuestionRefused(Refusal):
    """What was asked is no question."""


@dataclass(frozen=True)
class Item:
    """One answer: how it was read, its number, the figure that can be opened; a split's rows, a growth's base."""

    wanted: Wanted
    figure: Figure
    number: Number
    rows: tuple[Row, ...] = ()
    by: Dimension | None = None
    base: Figure | None = None

    @property
    def is_split(self) -> bool:
        return self.by is not None


@dataclass(frozen=True)
class Answer:
    """``told`` is the answer as text with the places of its figures."""

    question: str
    items: tuple[Item, ...]
    unread: tuple[Unread, ...]
    told: Told
    as_of: AsOf

    @property
    def is_whole(self) -> bool:
        """Whether all that was asked could be read."""
        return bool(self.items) and not self.unread


def ask(question: str, *, account: Account, at: datetime, as_of: AsOf | None = None) -> Answer:
    """Answer a question on the city's figures as of a moment; without one as of the last entry.

    Raises: QuestionRefused for one that is empty or as long as a draft.
    """
    said = question.strip()
    if not said:
        raise QuestionRefused("请写下要问的问题", field="q")
    if len(said) > LONGEST:
        raise QuestionRefused(f"问题最多 {LONGEST} 个字；要核对一篇文稿，请用“对数”", field="q")
    city = account.city
    known = as_of or ledger.resolve(city)
    today = Asking(city, known).known_day if as_of else day_of(at)
    reading = read_question(said, today=today, vocabulary=names_of(city, today))
    answers = Ledgered(city, known, known_on=today)
    items, unread = [], list(reading.unread)
    for wanted in reading.wanted:
        try:
            items.append(_item(wanted, reading.split, answers, city))
        except Refusal as refusal:
            unread.append(Unread(wanted.words, str(refusal)))
    return Answer(said, tuple(items), tuple(unread), _told(items), known)


def _item(wanted: Wanted, split: Split | None, answers: Ledgered, city: City) -> Item:
    want = wanted.want
    scope_text = want.scope
    if split and split.scope:
        scope_text = split.scope if scope_text == "city" else f"{scope_text}+{split.scope}"
    scope = answers.scope(scope_text)
    require_applies(want.code, [part.dimension for part in scope.parts])
    key = Key(want.code, wanted.nature, want.period, scope_text)
    number = answers.number(key)
    figure = answers.figure(replace(key, nature=Nature.VALUE))
    if wanted.nature in GROWTHS:
        base = replace(key, nature=Nature.VALUE, period=base_of(key))
        return Item(wanted, figure, number, base=answers.figure(base))
    if split is None or wanted.nature != Nature.VALUE:
        return Item(wanted, figure, number)
    rows = _rows(wanted, split, scope, answers, city)
    return Item(wanted, figure, number, rows, Dimension(split.by))


def _rows(wanted: Wanted, split: Split, scope: Scope, answers: Ledgered, city: City) -> tuple[Row, ...]:
    """Return the rows of a split, in its own order, or by size where some of them were asked for."""
    by = Dimension(split.by)
    if indicator(wanted.want.code).is_ratio:
        raise QuestionRefused("占比和转化率不能排名，请到“数据查询”按行查看")
    if by == Dimension.MONTH or by != Dimension.COUNTY:
        require_applies(wanted.want.code, [by])
    table = compute_table(
        [wanted.want.code], city=city, period=wanted.want.period, by=by, scope=scope, as_of=answers.as_of
    )
    rows = list(table.rows)
    if by != Dimension.MONTH or split.most:
        rows.sort(key=lambda row: row.figure.exact, reverse=not split.ascending)
    return tuple(rows[: split.most] if split.most else rows)


def _told(items: Sequence[Item]) -> Told:
    """Return one sentence for each period and scope, in the order of the question."""
    sentences = [
        phrasing.sentence([_part(item) for item in group])
        for _, group in groupby(items, key=lambda item: (item.figure.period, item.figure.scope.text))
    ]
    return phrasing.joined(sentences)


def _part(item: Item) -> phrasing.Part:
    return phrasing.Part(item.figure, item.number, item.wanted.nature, item.base, item.rows, item.by)
