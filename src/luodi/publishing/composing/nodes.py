"""What a template consists of once it has been read, and what can be said against its text."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period


@dataclass(frozen=True, order=True)
class Fault:
    """One remark about one place of a template; lines and columns are counted from 1."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"第 {self.line} 行第 {self.column} 列：{self.message}"


class TemplateRefused(Refusal):
    """The text is no template: every remark at once, in the order of the lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        lines = [f"模板有 {len(self.faults)} 处问题：", *map(str, self.faults)]
        super().__init__("\n".join(lines), field="text")


class Nature(StrEnum):
    """What is asked of an indicator, beside its own figure."""

    VALUE = "VALUE"
    YEAR_GROWTH = "YEAR_GROWTH"
    PERIOD_GROWTH = "PERIOD_GROWTH"
    TARGET = "TARGET"
    COMPLETION = "COMPLETION"
    TIME_GAP = "TIME_GAP"
    RANK = "RANK"
    NUMBER = "NUMBER"


class Form(StrEnum):
    """How a number is written."""

    PROSE = "PROSE"  # with its unit and what it is called: 137个, 同比增长12.5%, 完成年度目标250个的54.8%
    SHORT = "SHORT"  # growth without 同比: 增长12.5%
    BARE = "BARE"  # the number alone: 137, -8.92


@dataclass(frozen=True)
class Span:
    """A period by its word (本期, 上年同期), or by its days."""

    word: str = "本期"
    period: Period | None = None


@dataclass(frozen=True)
class Ask:
    """A placeholder that is a figure. ``scope`` narrows that of the row or the piece; ``whole`` leaves the row's."""

    code: str
    nature: Nature = Nature.VALUE
    span: Span = Span()
    scope: str = ""
    whole: bool = False
    form: Form = Form.PROSE
    unit: str = ""
    claimed: bool = False
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Word:
    """A placeholder that is words: 本期, what the author filled in, a field of the row."""

    name: str


@dataclass(frozen=True)
class Literal:
    """A number in a condition."""

    text: str
    value: str


Operand = Ask | Word | Literal


@dataclass(frozen=True)
class Test:
    """``operator`` is one of > >= < <= = != 有 没有."""

    left: "Operand | Count"
    operator: str
    right: "Operand | Count | None" = None


@dataclass(frozen=True)
class Condition:
    """Alternatives, in each of which all tests hold."""

    either: tuple[tuple[Test, ...], ...]


@dataclass(frozen=True)
class Source:
    """Rows: ``name`` is one of the vocabulary's sources; of projects, ``of`` says which are meant."""

    name: str
    of: Ask | None = None
    order: Ask | None = None
    ascending: bool = False
    take: int = 0
    where: Condition | None = None


@dataclass(frozen=True)
class Count:
    """How many rows there are."""

    source: Source


@dataclass(frozen=True)
class Names:
    """The rows' names with 、 between them."""

    source: Source


@dataclass(frozen=True)
class Either:
    """An inline condition."""

    condition: Condition
    then: "Inline"
    otherwise: "Inline"


@dataclass(frozen=True)
class Each:
    """An inline repetition."""

    source: Source
    body: "Inline"
    between: str


Item = str | Ask | Word | Count | Names | Either | Each
Inline = tuple[Item, ...]


@dataclass(frozen=True)
class Line:
    """A paragraph."""

    inline: Inline


@dataclass(frozen=True)
class If:
    branches: tuple[tuple[Condition, tuple["Block", ...]], ...]
    otherwise: tuple["Block", ...] = ()


@dataclass(frozen=True)
class Loop:
    source: Source
    body: tuple["Block", ...]


@dataclass(frozen=True)
class Column:
    head: str
    inline: Inline


@dataclass(frozen=True)
class TableBlock:
    title: Inline
    source: Source
    columns: tuple[Column, ...]
    total: str = ""
    note: Inline = ()


@dataclass(frozen=True)
class Figured:
    """A fixed table of indicators: one line each."""

    title: Inline
    heads: tuple[Inline, ...]
    lines: tuple[tuple[Inline, ...], ...]
    note: Inline = ()


Block = Line | If | Loop | TableBlock | Figured


@dataclass(frozen=True)
class Blank:
    """What the author of a piece fills in."""

    name: str
    default: str = ""
    long: bool = False


@dataclass(frozen=True)
class Script:
    """A template read."""

    kind: str
    name: str
    title: Inline
    blanks: tuple[Blank, ...]
    blocks: tuple[Block, ...]
    spans: tuple[tuple[str, str], ...] = ()
