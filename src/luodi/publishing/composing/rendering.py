"""From a template and the answers to its figures to a text whose every number is a reference."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from luodi.papers.levels import chinese
from luodi.publishing.composing import nodes, wording
from luodi.publishing.composing import vocabulary as words
from luodi.publishing.composing.nodes import Ask, Nature, Source
from luodi.publishing.composing.situation import (
    Answers,
    Composed,
    Key,
    Reference,
    Remark,
    Row,
    Situation,
    asks_in,
    asks_of,
    asks_of_condition,
    joined,
    key_of,
    span_of,
)
from luodi.publishing.composing.wording import Number, Said

_LEVELS: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("#、", lambda n: f"{chinese(n)}、"),
    ("（#）", lambda n: f"（{chinese(n)}）"),
    ("#.", lambda n: f"{n}."),
    ("(#)", lambda n: f"（{n}）"),
)
"""Marks that count by themselves, level by level."""
_COMPARED: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
}


def compose(script: nodes.Script, situation: Situation, answers: Answers) -> Composed:
    """Write the piece.

    Shape: the text's first line is the title; offsets count its characters.
    """
    title = _Writer(script, situation, answers)
    title.inline(script.title, ())
    writer = _Writer(script, situation, answers)
    writer.inline(script.title, ())
    writer.put("\n")
    for block in script.blocks:
        writer.block(block, ())
    return Composed(
        title.text.strip(), writer.text.rstrip() + "\n", tuple(writer.references), tuple(writer.remarks)
    )


def compose_words(
    script: nodes.Script, inline: nodes.Inline, situation: Situation, answers: Answers
) -> Composed:
    """Write words within a line, such as a placeholder that was put into a piece by hand."""
    writer = _Writer(script, situation, answers)
    writer.inline(inline, ())
    return Composed("", writer.text, tuple(writer.references), tuple(writer.remarks))


@dataclass
class _Writer:
    script: nodes.Script
    situation: Situation
    answers: Answers
    signs: list[str] = field(default_factory=list)
    length: int = 0
    references: list[Reference] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    counters: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    n_points: int = 0
    in_table: bool = False
    places: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(self.signs)

    def put(self, text: str) -> None:
        self.signs.append(text)
        self.length += len(text)

    def block(self, block: nodes.Block, rows: tuple[Row, ...]) -> None:
        if isinstance(block, nodes.Line):
            self.line(block, rows)
        elif isinstance(block, nodes.If):
            for inner in self.chosen(block, rows):
                self.block(inner, rows)
        elif isinstance(block, nodes.Loop):
            for row in self.rows(block.source, asks_in(block.body), rows):
                for inner in block.body:
                    self.block(inner, (*rows, row))
        elif isinstance(block, nodes.Figured):
            self.figured(block, rows)
        else:
            self.table(block, rows)

    def chosen(self, block: nodes.If, rows: tuple[Row, ...]) -> tuple[nodes.Block, ...]:
        for condition, body in block.branches:
            if self.holds(condition, rows):
                return body
        return block.otherwise

    def line(self, line: nodes.Line, rows: tuple[Row, ...]) -> None:
        """Write a paragraph; one that comes out empty is left out, with its number."""
        before, counters = (len(self.signs), self.length, len(self.references)), list(self.counters)
        n_points = self.n_points
        self.inline(line.inline, rows)
        if not "".join(self.signs[before[0] :]).strip():
            del self.signs[before[0] :], self.references[before[2] :]
            self.length, self.counters, self.n_points = before[1], counters, n_points
            return
        self.put("\n")

    def inline(self, items: nodes.Inline, rows: tuple[Row, ...]) -> None:
        for at, item in enumerate(items):
            if isinstance(item, str):
                self.put(self.numbered(item, starts=at == 0))
            elif isinstance(item, Ask):
                self.ask(item, rows)
            elif isinstance(item, nodes.Word):
                self.put(self.word(item.name, rows))
            elif isinstance(item, nodes.Count):
                self.count(item.source, rows)
            elif isinstance(item, nodes.Names):
                self.names(item.source, rows)
            elif isinstance(item, nodes.Either):
                self.inline(item.then if self.holds(item.condition, rows) else item.otherwise, rows)
            else:
                self.each(item, rows)

    def numbered(self, text: str, *, starts: bool) -> str:
        """Give the marks that count by themselves their numbers."""
        if starts and not self.in_table:
            for level, (mark, written) in enumerate(_LEVELS):
                if text.startswith(mark):
                    self.counters[level] += 1
                    self.counters[level + 1 :] = [0] * (len(self.counters) - level - 1)
                    self.n_points = 0
                    text = written(self.counters[level]) + text.removeprefix(mark)
                    break
        while "#是" in text:
            self.n_points += 1
            text = text.replace("#是", f"{chinese(self.n_points)}是", 1)
        return text

    def word(self, name: str, rows: tuple[Row, ...]) -> str:
        for row in reversed(rows):
            if name == "名称" or name in row.fields:
                return self.of_row(row.fields.get(name, row.name))
        said = self.situation.word(name)
        if said is None:
            said = next((one.default for one in self.script.blanks if one.name == name), "")
        if not said and any(one.name == name for one in self.script.blanks):
            said = f"〔{name}〕"
            self.remarks.append(Remark(self.length, self.length + len(said), f"“{name}”还没有填写"))
        return said

    def of_row(self, said: str) -> str:
        """Return words of the ledger on one line; in a table nothing that would part its cells."""
        said = " ".join(said.split())
        return said.replace("|", "／") if self.in_table else said

    def ask(self, ask: Ask, rows: tuple[Row, ...]) -> None:
        key = self.key(ask, rows)
        if ask.nature == Nature.RANK:
            self.put(str(self.places.get(key.scope, "")))
            return
        number = self.answers.number(key)
        if self.in_table:
            text = wording.in_cell(number, ask.nature, ask.unit)
            said = Said(text, ((0, len(text), ask.nature),) if number.value is not None else ())
        else:
            said = wording.say(number, ask.nature, ask.form, ask.unit)
        if number.why:
            self.remarks.append(Remark(self.length, self.length + len(said.text), number.why))
        self.refer(said, key, number, ask)
        self.put(said.text)

    def refer(self, said: Said, key: Key, number: Number, ask: Ask) -> None:
        for start, end, nature in said.numbers:
            exact = number.exact if nature == ask.nature else str(number.target)
            self.references.append(
                Reference(
                    code=key.code,
                    nature=nature,
                    period=key.period,
                    scope=key.scope,
                    claimed=key.claimed,
                    shown=said.text[start:end],
                    exact=exact,
                    unit=number.unit if nature == ask.nature else number.target_unit,
                    start=self.length + start,
                    end=self.length + end,
                )
            )

    def key(self, ask: Ask, rows: tuple[Row, ...]) -> Key:
        return key_of(ask, self.situation, rows, dict(self.script.spans))

    def rows(self, source: Source, asked: Sequence[Ask], rows: tuple[Row, ...]) -> list[Row]:
        """Return the rows that are meant, in order; each knows its place."""
        more = [one for one in (source.order,) if one] + asks_of_condition(source.where)
        outer = rows[-1].scope if rows and rows[-1].scope else self.situation.scope
        spans, whole = dict(self.script.spans), self.situation.period
        period = span_of(source.of.span, whole, spans) if source.of else whole
        inside = Row("", joined(outer, words.SOURCES[source.name].scope))
        keys = [self.key(one, (*rows, inside)) for one in (*asked, *more) if not one.whole]
        found = self.answers.rows(source, keys, period, outer)
        if source.order is not None:
            found = self.sorted(found, source.order, ascending=source.ascending, rows=rows)
        if source.where is not None:
            condition = source.where
            found = [row for row in found if self.holds(condition, (*rows, row))]
        found = found[: source.take] if source.take else found
        return [replace(row, fields={**row.fields, "序号": str(at)}) for at, row in enumerate(found, start=1)]

    def sorted(self, found: list[Row], order: Ask, *, ascending: bool, rows: tuple[Row, ...]) -> list[Row]:
        """Return the rows by a figure, and remember each one's place: equal numbers share theirs."""
        worths = [_worth(self.answers.number(self.key(order, (*rows, row))).value) for row in found]
        ranked = sorted(zip(worths, found, strict=True), key=lambda one: one[0], reverse=not ascending)
        for at, (worth, row) in enumerate(ranked):
            same = at and ranked[at - 1][0] == worth
            self.places[row.scope] = self.places[ranked[at - 1][1].scope] if same else at + 1
        return [row for _, row in ranked]

    def count(self, source: Source, rows: tuple[Row, ...]) -> None:
        n = len(self.rows(source, (), rows))
        text = str(n)
        if source.of is not None and not source.where and not source.take:
            key = self.key(source.of, rows)
            self.references.append(_counted(key, text, self.length))
        self.put(text)

    def names(self, source: Source, rows: tuple[Row, ...]) -> None:
        """Write names with 、; of more projects than are named, 等 follows."""
        shown = self.rows(source, (), rows)
        self.put("、".join(self.of_row(row.name) for row in shown))
        if source.of is not None and source.take and len(shown) == source.take:
            n_all = len(self.rows(replace(source, take=0), (), rows))
            if n_all > len(shown):
                self.put("等")

    def each(self, each: nodes.Each, rows: tuple[Row, ...]) -> None:
        for at, row in enumerate(self.rows(each.source, asks_of(each.body), rows)):
            if at:
                self.put(each.between)
            self.inline(each.body, (*rows, row))

    def holds(self, condition: nodes.Condition, rows: tuple[Row, ...]) -> bool:
        return any(all(self.passes(test, rows) for test in tests) for tests in condition.either)

    def passes(self, test: nodes.Test, rows: tuple[Row, ...]) -> bool:
        left = self.side(test.left, rows)
        if test.operator in ("有", "没有"):
            return bool(left not in (None, "")) == (test.operator == "有")
        right = self.side(test.right, rows) if test.right is not None else None
        if isinstance(left, str) or isinstance(right, str):
            said = test.right.text if isinstance(test.right, nodes.Literal) else right
            return (left == said) == (test.operator == "=") if test.operator in ("=", "!=") else False
        if left is None or right is None:
            return False
        return _COMPARED[test.operator](left, right)

    def side(self, operand: nodes.Operand | nodes.Count, rows: tuple[Row, ...]) -> Fraction | str | None:
        if isinstance(operand, nodes.Literal):
            return Fraction(operand.value)
        if isinstance(operand, nodes.Count):
            return Fraction(len(self.rows(operand.source, (), rows)))
        if isinstance(operand, nodes.Word):
            for row in reversed(rows):
                if operand.name in row.fields:
                    return row.fields[operand.name]
            said = self.situation.word(operand.name)
            return said or next((one.default for one in self.script.blanks if one.name == operand.name), "")
        return self.answers.number(self.key(operand, rows)).value

    def figured(self, block: nodes.Figured, rows: tuple[Row, ...]) -> None:
        self.caption(block.title, rows)
        for line in (block.heads, *block.lines):
            self.cells(line, rows)
        self.remark(block.note, rows)

    def table(self, block: nodes.TableBlock, rows: tuple[Row, ...]) -> None:
        asked = [ask for column in block.columns for ask in asks_of(column.inline)]
        found = self.rows(block.source, asked, rows)
        self.caption(block.title, rows)
        self.put(_cells([column.head for column in block.columns]))
        for row in found:
            self.cells([column.inline for column in block.columns], (*rows, row))
        if block.total:
            whole = Row(block.total, fields={"序号": ""})
            self.cells([_whole(column.inline) for column in block.columns], (*rows, whole))
        self.remark(block.note, rows)

    def caption(self, title: nodes.Inline, rows: tuple[Row, ...]) -> None:
        if title:
            self.inline(title, rows)
            self.put("\n")

    def remark(self, note: nodes.Inline, rows: tuple[Row, ...]) -> None:
        if note:
            self.put("注：")
            self.inline(note, rows)
            self.put("\n")

    def cells(self, cells: Sequence[nodes.Inline], rows: tuple[Row, ...]) -> None:
        self.in_table = True
        for cell in cells:
            self.put("|")
            self.inline(cell, rows)
        self.in_table = False
        self.put("|\n")


def _cells(texts: Sequence[str]) -> str:
    return f"|{'|'.join(texts)}|\n"


def _whole(items: nodes.Inline) -> nodes.Inline:
    """Return a column's cell in the row of the whole: figures of the piece's scope, no place, no words of a row."""
    kept: list[nodes.Item] = []
    for item in items:
        if isinstance(item, Ask):
            if item.nature != Nature.RANK:
                kept.append(item)
        elif not isinstance(item, nodes.Word) or item.name in ("名称", "序号"):
            kept.append(item)
    return tuple(kept)


def _worth(value: Fraction | None) -> tuple[bool, Fraction]:
    """Return a key by which what has no number comes after all that has."""
    return value is not None, value or Fraction(0)


def _counted(key: Key, text: str, start: int) -> Reference:
    return Reference(
        code=key.code,
        nature=Nature.NUMBER,
        period=key.period,
        scope=key.scope,
        claimed=key.claimed,
        shown=text,
        exact=text,
        unit="",
        start=start,
        end=start + len(text),
    )
