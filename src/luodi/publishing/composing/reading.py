"""From the text of a template to what it consists of: everything that is wrong with it is said at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import half_width
from luodi.publishing.composing import vocabulary as words
from luodi.publishing.composing.expressions import Place, read_condition, read_source
from luodi.publishing.composing.inline import read_inline
from luodi.publishing.composing.knowing import Knowledge
from luodi.publishing.composing.nodes import (
    Blank,
    Block,
    Column,
    Condition,
    Fault,
    Figured,
    If,
    Inline,
    Line,
    Loop,
    Script,
    Source,
    TableBlock,
    TemplateRefused,
)
from luodi.publishing.composing.timing import read_span

MOST_LINES, MOST_SIGNS = 1_000, 100_000
_SETTINGS = ("种类", "名称", "标题", "填写", "时段", "长填写")
_CHART = re.compile(r"(柱|线|构成)\s+(.+?)[：:](.+)")


def read(text: str, known: Knowledge, *, kinds: Mapping[str, str]) -> Script:
    """Read a template. ``kinds`` are the kinds of pieces by their label.

    Raises: TemplateRefused with every fault, ordered by line.
    """
    faults: list[Fault] = []
    if len(text) > MOST_SIGNS or text.count("\n") > MOST_LINES:
        raise TemplateRefused([Fault(1, 1, f"模板最多 {MOST_LINES} 行、{MOST_SIGNS} 字")])
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    head = _Head(Place(known, faults, 1))
    for number, line in enumerate(lines, start=1):
        if line.startswith("@"):
            head.take(line[1:], number)
    place = replace(
        head.place,
        blanks=frozenset(one.name for one in head.blanks),
        spans=frozenset(name for name, _ in head.spans),
    )
    body = _Body(lines, place)
    blocks = body.blocks()
    title = read_inline(head.title[1], replace(place, line=head.title[0])) if head.title[1] else ()
    kind = kinds.get(head.kind, "")
    if not kind:
        Place(known, faults, head.kind_line).refuse(
            f"{'没有写' if not head.kind else '没有这种'}文稿种类，请写 @种类 加：{'、'.join(kinds)}"
        )
    if not title and not faults:
        faults.append(Fault(1, 1, "没有写标题，请加一行“@标题 …”"))
    if not blocks and not faults:
        faults.append(Fault(1, 1, "没有正文"))
    if faults:
        raise TemplateRefused(faults)
    return Script(kind, head.name, title, tuple(head.blanks), blocks, tuple(head.spans))


@dataclass
class _Head:
    """The lines that begin with @."""

    place: Place
    kind: str = ""
    kind_line: int = 1
    name: str = ""
    title: tuple[int, str] = (1, "")
    blanks: list[Blank] = field(default_factory=list)
    spans: list[tuple[str, str]] = field(default_factory=list)

    def take(self, line: str, number: int) -> None:
        mark, _, said = line.partition(" ")
        said, place = said.strip(), self.place.on(number)
        if mark not in _SETTINGS:
            place.refuse(f"看不懂“@{mark}”，可写：{'、'.join(f'@{one}' for one in _SETTINGS)}")
        elif not said:
            place.refuse(f"“@{mark}”后面没有写内容")
        elif mark == "种类":
            self.kind, self.kind_line = said, number
        elif mark == "名称":
            self.name = said
        elif mark == "标题":
            self.title = (number, said)
        else:
            self._named(mark, said, place)

    def _named(self, mark: str, said: str, place: Place) -> None:
        name, equals, value = (part.strip() for part in said.partition("="))
        if mark == "时段":
            try:
                read_span(half_width(value))
                self.spans.append((name, value))
            except Refusal as refusal:
                place.refuse(str(refusal) if equals else "时段写成“@时段 名称 = 2020年7月1日至8月15日”")
            return
        if " " in name or place.known.indicator(name) is not None:
            place.refuse(f"填写项“{name}”不能含空格，也不能与指标同名")
        if name in {one.name for one in self.blanks}:
            place.refuse(f"填写项“{name}”写了两次")
        self.blanks.append(Blank(name, value, long=mark == "长填写"))


@dataclass
class _Body:
    """The lines from ``at`` on; each reader takes those that are its own."""

    lines: list[str]
    place: Place
    at: int = 0

    def blocks(self, until: tuple[str, ...] = ()) -> tuple[Block, ...]:
        """Read blocks until one of the marks, which stays to be read."""
        found: list[Block] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            mark, rest = _marked(line)
            if mark in until:
                return tuple(found)
            here = self.place.on(self.at + 1)
            self.at += 1
            if line.startswith(("@", "//")) or not line:
                continue
            if not mark:
                text, breaks = self._joined(line)
                found.append(Line(read_inline(text, self.place.on(here.line, breaks))))
            elif (block := self._block(mark, rest, here)) is not None:
                found.append(block)
        if until:
            self.place.on(len(self.lines)).refuse(f"少了“%{words.END}”")
        return tuple(found)

    def _joined(self, line: str) -> tuple[str, tuple[int, ...]]:
        """Return a line with those that go on with it, and where each of them begins."""
        breaks = [0]
        while line.endswith(words.GOES_ON) and self.at < len(self.lines):
            line = line.removesuffix(words.GOES_ON)
            breaks.append(len(line))
            line += self.lines[self.at]
            self.at += 1
        return line, tuple(breaks)

    def _block(self, mark: str, rest: str, here: Place) -> Block | None:
        if mark == words.IF:
            return self._if(rest, here)
        if mark == words.EACH:
            return self._loop(rest, here)
        if mark == words.TABLE:
            return self._table(rest, here)
        if mark == words.CHART:
            return self._chart(rest, here)
        here.refuse(f"这里不能写“%{mark}”" if mark in _MARKS else f"看不懂“%{mark}”")
        return None

    def _if(self, rest: str, here: Place) -> If:
        branches: list[tuple[Condition, tuple[Block, ...]]] = []
        otherwise: tuple[Block, ...] = ()
        condition = read_condition(rest, here)
        while True:
            body = self.blocks((words.ELSE_IF, words.ELSE, words.END))
            branches.append((condition, body))
            mark, more = _marked(self._next())
            if mark == words.ELSE_IF:
                condition = read_condition(more, self.place.on(self.at))
                continue
            if mark == words.ELSE:
                otherwise = self.blocks((words.END,))
                self._next()
            return If(tuple(branches), otherwise)

    def _loop(self, rest: str, here: Place) -> Loop:
        source = read_source(rest.split(), here)
        outside, self.place = self.place, self.place.within(source)
        body = self.blocks((words.END,))
        self.place = outside
        self._next()
        return Loop(source, body)

    def _next(self) -> str:
        line = self.lines[self.at] if self.at < len(self.lines) else ""
        self.at += 1
        return line

    def _table(self, rest: str, here: Place) -> Block | None:
        made = _Table(read_inline(rest, here) if rest else ())
        while self.at < len(self.lines):
            mark, more = _marked(self.lines[self.at])
            place = self.place.on(self.at + 1)
            self.at += 1
            if mark == words.END:
                return made.block(here)
            if self.lines[self.at - 1] and not self.lines[self.at - 1].startswith("//"):
                made.take(mark, more, place)
        here.refuse(f"表少了“%{words.END}”")
        return None

    def _chart(self, rest: str, here: Place) -> Line | None:
        found = _CHART.fullmatch(rest)
        if found is None:
            here.refuse("图写成“%图 柱 标题：列名、列名”，可画 柱、线、构成")
            return None
        sort, title, columns = found.groups()
        heads = "、".join(one.strip() for one in re.split("[、,，]", columns))
        return Line(("〔图〕", *read_inline(title, here), f"：{sort}；{heads}"))


@dataclass
class _Table:
    title: Inline
    source: Source | None = None
    columns: list[Column] = field(default_factory=list)
    heads: tuple[Inline, ...] = ()
    rows: list[tuple[Inline, ...]] = field(default_factory=list)
    total: str = ""
    note: Inline = ()

    def take(self, mark: str, rest: str, place: Place) -> None:
        if mark == words.ROWS:
            self.source = read_source(rest.split(), place)
        elif mark == words.COLUMN and "=" in rest:
            head, _, said = (part.strip() for part in rest.partition("="))
            inside = place.within(self.source) if self.source else place
            said = said if "{" in said or "[[" in said else f"{{{said}}}"
            self.columns.append(Column(head, read_inline(said, inside)))
        elif mark == words.COLUMN:
            self.heads = tuple(read_inline(one.strip(), place) for one in rest.split("|"))
        elif mark == words.FIGURED:
            self.rows.append(tuple(read_inline(one.strip(), place) for one in rest.split("|")))
        elif mark == words.TOTAL:
            self.total = rest or "全市"
        elif mark == words.NOTE:
            self.note = read_inline(rest, place)
        else:
            place.refuse("表里可写：%行 来源、%列 列名 = 指标、%合计、%注，或 %列 甲 | 乙 与 %指标 甲 | 乙")

    def block(self, place: Place) -> Block | None:
        if self.rows:
            if any(len(row) != len(self.heads) for row in self.rows):
                place.refuse(f"表的各行应与“%列”一样有 {len(self.heads)} 格")
            return Figured(self.title, self.heads, tuple(self.rows), self.note)
        if self.source is None or not self.columns:
            place.refuse("表要有“%行 来源”和至少一个“%列 列名 = 指标”，或“%列 甲 | 乙”和“%指标 甲 | 乙”")
            return None
        return TableBlock(self.title, self.source, tuple(self.columns), self.total, self.note)


_MARKS = (words.ELSE_IF, words.ELSE, words.END, words.ROWS, words.COLUMN, words.TOTAL, words.NOTE)


def _marked(line: str) -> tuple[str, str]:
    """Return the mark of a line that begins with %, and what follows it."""
    if not line.startswith("%"):
        return "", ""
    mark, _, rest = line[1:].strip().partition(" ")
    return mark, rest.strip()
