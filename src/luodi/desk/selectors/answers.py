"""Answers as their pages show them: pieces of text between figures, the book with what has aged."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from luodi.answers.answering import Answer, Item
from luodi.answers.models import BookAnswer, BookEntry, BookFigure
from luodi.answers.selectors import Age, Look, looks
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.figures.compute import compute
from luodi.figures.questions import Figure
from luodi.figures.scopes import Scope
from luodi.publishing.composing.wording import NOTHING
from luodi.publishing.selectors.recomputing import Shown
from luodi.ui import sheets
from luodi.ui.addresses import url_with

EXAMPLES = (
    "今年1到7月新签约工业项目有多少个，占比多少？",
    "今年新签约项目总投资多少，同比增长多少？",
    "上半年各县区新开工项目有多少个？",
    "今年外出招商多少次，对接多少家企业？",
    "新签约项目总投资完成年度目标的多少？",
    "今年从长三角新签约项目多少个？",
    "今年每个月到位资金多少？",
    "目前在谈项目有多少个？",
)


@dataclass(frozen=True)
class Piece:
    """Words; those of a number with the address that opens it."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Shows:
    """An answer as its page shows it."""

    answer: Answer
    pieces: Sequence[Piece]
    lines: Sequence[Item]


def shown(answer: Answer) -> Shows:
    marks = [(mark.start, mark.end, url_with("figure", **mark.figure.query)) for mark in answer.told.marks]
    return Shows(answer, _pieces(answer.told.text, marks), answer.items)


def _pieces(text: str, marks: Sequence[tuple[int, int, str]]) -> list[Piece]:
    found, at = [], 0
    for start, end, href in sorted(marks):
        if start < at:
            continue
        found += [Piece(text[at:start])] if start > at else []
        found.append(Piece(text[start:end], href))
        at = end
    return found + ([Piece(text[at:])] if at < len(text) else [])


@dataclass(frozen=True)
class Narrowed:
    """What of the book is shown: entries with a word, with a tag, or those that have aged."""

    text: str = ""
    tag: str = ""
    aged: bool = False

    @property
    def says(self) -> list[str]:
        said = [f"含：{self.text}"] if self.text else []
        said += [f"标签：{self.tag}"] if self.tag else []
        return said + (["只看需要更新的"] if self.aged else [])


@dataclass(frozen=True)
class Book:
    """``n_aged`` counts among all of them, before they are narrowed."""

    looks: Sequence[Look]
    n_all: int
    n_aged: int
    tags: Sequence[tuple[str, int]]

    @property
    def tags_offered(self) -> list[tuple[str, str]]:
        return [(tag, f"{tag}（{n}）") for tag, n in self.tags]


def book(frame: Frame, narrowed: Narrowed) -> Book:
    rows = list(
        BookEntry.objects.visible_to(frame.reach).select_related("city").order_by("-created_at", "-pk")
    )
    every = looks(rows, city=frame.city, today=frame.today)
    tags = Counter(tag for one in rows for tag in one.tag_list)
    found = [one for one in every if _fits(one, narrowed)]
    found.sort(key=lambda one: not one.has_aged)
    return Book(found, len(every), sum(one.has_aged for one in every), tags.most_common())


def _fits(look: Look, narrowed: Narrowed) -> bool:
    entry = look.entry
    return (
        (not narrowed.text or narrowed.text in entry.question or narrowed.text in look.answer.text)
        and (not narrowed.tag or narrowed.tag in entry.tag_list)
        and (not narrowed.aged or look.has_aged)
    )


def book_sheet(found: Book, narrowed: Narrowed) -> Export:
    columns = [
        sheets.Column("编号"),
        sheets.Column("问题", width=50),
        sheets.Column("答复", width=90),
        sheets.Column("标签", width=20),
        sheets.Column("状态"),
        sheets.Column("统计时点", width=20),
        sheets.Column("需要更新", width=60),
    ]
    rows = [
        [
            one.entry.code,
            one.entry.question,
            one.answer.text,
            one.entry.tags,
            one.entry.get_state_display(),
            one.answer.as_of.isoformat(sep=" ", timespec="minutes"),
            "；".join(age.text for age in one.ages),
        ]
        for one in found.looks
    ]
    return Export("答问库", columns, rows, narrowed.says, len(rows))


@dataclass(frozen=True)
class NumberLine:
    """A number of an answer: what it is, what was said, and what it is now."""

    figure: BookFigure
    now: Shown
    opened: Figure

    @property
    def has_moved(self) -> bool:
        return self.now.text != self.figure.found


@dataclass(frozen=True)
class EntryPage:
    look: Look
    pieces: Sequence[Piece]
    numbers: Sequence[NumberLine]
    history: Sequence[BookAnswer]

    @property
    def entry(self) -> BookEntry:
        return self.look.entry

    @property
    def ages(self) -> Sequence[Age]:
        return self.look.ages


def entry_page(entry: BookEntry, frame: Frame) -> EntryPage:
    look = looks([entry], city=frame.city, today=frame.today)[0]
    numbers = [NumberLine(one, now, _figure(one, frame)) for one, now in look.figures]
    marks = [
        (line.figure.start, line.figure.end, url_with("figure", **line.opened.query)) for line in numbers
    ]
    history = entry.answers.select_related("written_by__person", "adopted_by__person").order_by("-number")
    return EntryPage(look, _pieces(look.answer.text, marks), numbers, list(history))


def _figure(one: BookFigure, frame: Frame) -> Figure:
    scope = Scope.parse(one.scope, city=frame.city, on=one.last)
    return compute(one.code, city=frame.city, period=one.period, scope=scope, as_of=frame.known)


def with_present_numbers(entry: BookEntry, frame: Frame) -> str:
    """Return the answer with each number that has moved put right: a first draft for whoever writes it anew."""
    look = looks([entry], city=frame.city, today=frame.today)[0]
    text = look.answer.text
    for one, now in sorted(look.figures, key=lambda pair: -pair[0].start):
        if now.text not in (one.found, NOTHING):
            text = text[: one.start] + now.text + text[one.end :]
    return text
