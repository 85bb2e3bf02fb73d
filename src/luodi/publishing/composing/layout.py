"""A piece's plain text as a paper has it: title, levels, tables, charts, annexes, who speaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Sort(StrEnum):
    TITLE = "TITLE"
    HEADING = "HEADING"
    TEXT = "TEXT"
    CAPTION = "CAPTION"
    TABLE = "TABLE"
    CHART = "CHART"
    NOTE = "NOTE"
    SPEAKER = "SPEAKER"
    ADDRESSEE = "ADDRESSEE"
    SIGNATURE = "SIGNATURE"
    COPIES = "COPIES"
    ANNEX = "ANNEX"


@dataclass(frozen=True)
class Cell:
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Chart:
    """A chart over the table above it: 柱, 线 or 构成 of the columns with these heads."""

    title: str
    sort: str
    heads: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A stretch of the text. ``rows`` are a table's, the first its heads; ``level`` a heading's (1 to 4).

    ``head_end`` is where a heading ends that its paragraph goes on behind.
    """

    sort: Sort
    start: int
    end: int
    level: int = 0
    head_end: int = 0
    rows: tuple[tuple[Cell, ...], ...] = ()
    chart: Chart | None = None
    label: str = ""


@dataclass(frozen=True)
class Laid:
    """The parts of a text in order, and those of each annex behind its own."""

    text: str
    parts: tuple[Part, ...]
    annexes: tuple[tuple[Part, tuple[Part, ...]], ...] = field(default=())

    def said(self, part: Part) -> str:
        return self.text[part.start : part.end]


_CN = "[一二三四五六七八九十]{1,3}"
_LEVELS = (
    re.compile(rf"{_CN}、"),
    re.compile(rf"（{_CN}）"),
    re.compile(r"[0-9]{1,2}[.．](?![0-9])"),
    re.compile(r"（[0-9]{1,2}）"),
)
_LONGEST_HEADING, _SHORT, _LONGEST_ADDRESSEES = 40, 16, 120
"""A heading has at most so many characters; a whole sentence that is longer than the second is text."""
_SAYS = re.compile(r"(主持人|记者|发布人|答|问)[^：，。]{0,16}：$")
_CHART = re.compile(r"〔图〕(.+)：(柱|线|构成)；(.+)")
_ANNEX = re.compile(r"附件([0-9]{0,2})[：:]?\s*(.*)")
_LABELLED = re.compile(
    r"(时间|地点|主持|主持人|参加|出席|请假|缺席|列席|记录|议题|事项|要求|责任单位|责任人|时限|办理情况|反馈)[：:]"
)
_DAY = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")


def lay(text: str) -> Laid:
    """Read the levels, tables and annexes of a piece's text; every character but line ends lies in one part."""
    parts: list[Part] = []
    annexes: list[tuple[Part, list[Part]]] = []
    lines = list(_lines(text))
    at = 0
    while at < len(lines):
        start, line = lines[at]
        into = annexes[-1][1] if annexes else parts
        if line.startswith("|") and line.endswith("|") and len(line) > 1:
            n = _n_rows(lines[at:])
            into.append(_table(lines[at : at + n]))
            at += n
            continue
        part = _part(line, start, n_before=len(parts), is_last=at + 1 == len(lines))
        if part.sort == Sort.ANNEX:
            annexes.append((part, []))
        else:
            into.append(_with_caption(part, lines[at + 1 : at + 2], line))
        at += 1
    return Laid(text, tuple(parts), tuple((head, tuple(inner)) for head, inner in annexes))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for raw in text.split("\n"):
        line = raw.strip(" \t\r　")
        if line:
            yield start + raw.index(line), line
        start += len(raw) + 1


def _part(line: str, start: int, *, n_before: int, is_last: bool) -> Part:
    end = start + len(line)
    if n_before == 0:
        return Part(Sort.TITLE, start, end)
    if found := _ANNEX.fullmatch(line):
        return Part(Sort.ANNEX, start, end, label=found[2] or line)
    if found := _CHART.fullmatch(line):
        heads = tuple(one.strip() for one in re.split("[、,，]", found[3]))
        return Part(Sort.CHART, start, end, chart=Chart(found[1], found[2], heads))
    for level, mark in enumerate(_LEVELS, start=1):
        if mark.match(line):
            return Part(Sort.HEADING, start, end, level=level, head_end=start + _head(line, level))
    return _unmarked(line, start, end, n_before=n_before, is_last=is_last)


def _unmarked(line: str, start: int, end: int, *, n_before: int, is_last: bool) -> Part:
    if _SAYS.fullmatch(line):
        return Part(Sort.SPEAKER, start, end)
    if n_before == 1 and line.endswith("：") and len(line) <= _LONGEST_ADDRESSEES and "。" not in line:
        return Part(Sort.ADDRESSEE, start, end)
    if found := _LABELLED.match(line):
        return Part(Sort.TEXT, start, end, label=found[0])
    if line.startswith("注："):
        return Part(Sort.NOTE, start, end)
    if line.startswith(("抄送：", "印发：")):
        return Part(Sort.COPIES, start, end)
    if is_last and _DAY.fullmatch(line):
        return Part(Sort.SIGNATURE, start, end)
    return Part(Sort.TEXT, start, end)


def _head(line: str, level: int) -> int:
    """Return how long the heading is: to its first 。 where a paragraph goes on behind it, else the whole line."""
    stop = line.find("。")
    if stop < 0:
        return len(line) if len(line) <= _LONGEST_HEADING or level == 1 else 0
    if stop + 1 == len(line):
        return len(line) if len(line) <= _SHORT else 0
    return stop + 1 if stop < _LONGEST_HEADING else 0


def _n_rows(lines: Sequence[tuple[int, str]]) -> int:
    for n, (_, line) in enumerate(lines):
        if not (line.startswith("|") and line.endswith("|")):
            return n
    return len(lines)


def _table(lines: Sequence[tuple[int, str]]) -> Part:
    rows = []
    for start, line in lines:
        cells, at = [], start + 1
        for text in line[1:-1].split("|"):
            shown = text.strip()
            shift = text.index(shown) if shown else 0
            cells.append(Cell(shown, at + shift, at + shift + len(shown)))
            at += len(text) + 1
        rows.append(tuple(cells))
    return Part(Sort.TABLE, lines[0][0], lines[-1][0] + len(lines[-1][1]), rows=tuple(rows))


def _with_caption(part: Part, following: Sequence[tuple[int, str]], line: str) -> Part:
    """Return the part; a short line above a table is its caption."""
    is_above = bool(following) and following[0][1].startswith("|")
    if part.sort == Sort.TEXT and is_above and "。" not in line and len(line) <= _LONGEST_HEADING:
        return Part(Sort.CAPTION, part.start, part.end)
    return part
