"""A published text as blocks of a page, with its figures marked where they stand.

Shape of the text: the first line is the title; 一、（一）1.（1） begin the levels; lines between bars are a table whose
first row is its heading; 附件1： begins an annex; 主持人： and the like say who speaks. What tells how a chart is drawn
stands only in the papers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LEVELS = (
    (2, re.compile(r"[一二三四五六七八九十百]+、")),
    (3, re.compile(r"（[一二三四五六七八九十百]+）")),
)
_LONGEST_HEADING = 40
_ANNEX = re.compile(r"附件\d*：")
_SPEAKER = re.compile(r"[^，。；：（）\s]{1,16}：")
_SPEAKERS = ("主持人", "记者", "发布人", "发言人", "问", "答")
_CHART = "〔图〕"


@dataclass(frozen=True)
class Mark:
    """A figure that stands from ``start`` to ``end`` of the whole text."""

    start: int
    end: int
    place: int


@dataclass(frozen=True)
class Run:
    """Words; of a figure with its place, else None."""

    text: str
    place: int | None = None


@dataclass(frozen=True)
class Block:
    """``kind``: heading, paragraph, speech, annex or table; a table has rows of cells instead of runs."""

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    speaker: str = ""
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()


def blocks_of(text: str, marks: Sequence[Mark]) -> list[Block]:
    """Return the blocks after the title, in order."""
    found: list[Block] = []
    for nth, (start, line) in enumerate(_lines(text)):
        said = line.strip()
        if nth == 0 or not said or said.startswith(_CHART):
            continue
        if len(said) > 1 and said.startswith("|") and said.endswith("|"):
            _add_row(found, _cells(line, start, marks))
        else:
            found.append(_block(line, start, marks))
    return found


def title_of(text: str) -> str:
    return text.partition("\n")[0].strip()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _block(line: str, start: int, marks: Sequence[Mark]) -> Block:
    indent = len(line) - len(line.lstrip())
    said, start = line.strip(), start + indent
    for level, begins in _LEVELS:
        if begins.match(said) and len(said) <= _LONGEST_HEADING and not said.endswith(("。", "；")):
            return Block("heading", _runs(said, start, marks), level)
    if _ANNEX.match(said):
        return Block("annex", _runs(said, start, marks), 2)
    if (speaks := _SPEAKER.match(said)) and speaks.group().startswith(_SPEAKERS):
        spoken = said[speaks.end() :]
        return Block("speech", _runs(spoken, start + speaks.end(), marks), speaker=speaks.group()[:-1])
    return Block("paragraph", _runs(said, start, marks))


def _cells(line: str, start: int, marks: Sequence[Mark]) -> tuple[tuple[Run, ...], ...]:
    first = line.index("|")
    at, cells = start + first + 1, []
    for cell in line[first + 1 : line.rindex("|")].split("|"):
        indent = len(cell) - len(cell.lstrip())
        cells.append(_runs(cell.strip(), at + indent, marks))
        at += len(cell) + 1
    return tuple(cells)


def _add_row(found: list[Block], row: tuple[tuple[Run, ...], ...]) -> None:
    if found and found[-1].kind == "table":
        found[-1] = Block("table", rows=(*found[-1].rows, row))
    else:
        found.append(Block("table", rows=(row,)))


def _runs(text: str, start: int, marks: Sequence[Mark]) -> tuple[Run, ...]:
    """Cut a piece of text that stands at ``start`` where figures begin and end."""
    inside = sorted(
        (mark for mark in marks if start <= mark.start < mark.end <= start + len(text)),
        key=lambda mark: mark.start,
    )
    runs, at = [], 0
    for mark in inside:
        first, last = mark.start - start, mark.end - start
        if first < at:
            continue
        runs += [Run(text[at:first])] if first > at else []
        runs.append(Run(text[first:last], mark.place))
        at = last
    return tuple(runs + ([Run(text[at:])] if at < len(text) or not runs else []))
