"""What an official paper consists of, whatever file it becomes.

Source: GB/T 9704-2012, 7.2 (head), 7.3 (body), 7.4 (imprint), 10 (letters and minutes), for the parts and their names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Align = str
"""``left``, ``center`` or ``right``."""
LEFT, CENTER, RIGHT = "left", "center", "right"


class Kind(StrEnum):
    """The form of the head."""

    PLAIN = "plain"
    """No head: material, a press release, a list."""
    DOCUMENT = "document"
    """文件式: the red mark, the number, the red rule."""
    LETTER = "letter"
    """信函式: the mark over a red double rule, the number at the right under it."""
    MINUTES = "minutes"
    """纪要: the red mark ends in 纪要, no seal."""


@dataclass(frozen=True)
class Heading:
    """A heading; ``text`` holds its number (一、…).

    ``level`` is 1 to 4: 黑体, 楷体, 仿宋, 仿宋. ``rest`` goes on in the same paragraph, in 仿宋.
    """

    text: str
    level: int = 1
    rest: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text. ``label`` stands before it in 黑体 (出席：); what runs on then stands under the text
    when ``is_hanging``. ``is_small`` is 小四, for notes under a table.
    """

    text: str
    label: str = ""
    align: Align = LEFT
    is_indented: bool = True
    is_hanging: bool = False
    is_small: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose head is repeated on each page.

    ``widths`` are shares of the breadth (any unit; none: by what stands in the columns); ``aligns`` one per column
    (none: numbers right, else left); ``unit`` (单位：亿元) stands at the right over it, ``note`` under it.
    ``totals`` is how many of the last rows are sums.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    unit: str = ""
    note: str = ""
    widths: tuple[float, ...] = ()
    aligns: tuple[Align, ...] = ()
    totals: int = 0


@dataclass(frozen=True)
class Picture:
    """A picture: PNG or JPEG; ``width`` in millimetres (none: the breadth of the text); ``title`` stands under it.

    ``text`` says what it shows, for those who do not see it.
    """

    content: bytes
    title: str = ""
    width: float = 0
    text: str = ""


@dataclass(frozen=True)
class Gap:
    """Empty lines, or the end of the page."""

    lines: int = 1
    is_page: bool = False


Block = Heading | Paragraph | Table | Picture | Gap


@dataclass(frozen=True)
class Annex:
    """An annex on pages of its own; ``lies`` for one that is broader than high."""

    title: str
    blocks: tuple[Block, ...]
    lies: bool = False


@dataclass(frozen=True)
class Sign:
    """Who signs and on which day. ``is_sealed``: room for the seal over both, else as papers without one have it."""

    issuers: tuple[str, ...] = ()
    signed_on: date | None = None
    is_sealed: bool = False


@dataclass(frozen=True)
class Imprint:
    """版记: who gets a copy, who printed it and when (for letters only the copies are shown)."""

    copies: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True)
class Paper:
    """A paper. Lines of ``title`` are parted by a line feed; without one it is broken where it reads well.

    ``mark`` is the red mark (某某市人民政府文件; 某某市招商工作例会纪要); ``number`` the 发文字号 (for minutes 第7期;
    over the title where there is no head); ``signer`` the 签发人 of a paper that goes upwards. ``head_note`` stands
    under the title in 楷体 (press releases: the day and the speaker). For minutes ``sign`` stands under the mark,
    beside the number. ``remark`` is the 附注.
    ``foot`` is a small line at the end (演示数据（合成）), no part of the standard.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    kind: Kind = Kind.PLAIN
    mark: str = ""
    number: str = ""
    signer: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    addressees: tuple[str, ...] = ()
    head_note: str = ""
    annexes: tuple[Annex, ...] = ()
    sign: Sign = field(default_factory=Sign)
    remark: str = ""
    imprint: Imprint | None = None
    foot: str = ""
    is_numbered: bool = True
    lies: bool = False

    @property
    def annex_names(self) -> tuple[str, ...]:
        """Return the lines of the 附件说明, without their label: numbered when there are several."""
        names = [one.title for one in self.annexes]
        if len(names) < 2:
            return tuple(names)
        return tuple(f"{at}. {name}" for at, name in enumerate(names, start=1))

    def texts(self) -> Iterator[str]:
        """Yield every text of the paper, for asking whether a typeface has all its characters."""
        yield from (self.title, self.mark, self.number, self.head_note, *self.addressees, *self.sign.issuers)
        yield from (self.signer, self.remark, self.foot, self.copy_number, self.secrecy, self.urgency)
        if self.imprint is not None:
            yield from (*self.imprint.copies, self.imprint.printed_by)
        for blocks in (self.blocks, *(one.blocks for one in self.annexes)):
            for block in blocks:
                yield from _texts(block)
        yield from (one.title for one in self.annexes)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from (block.text, block.rest)
    elif isinstance(block, Paragraph):
        yield from (block.label, block.text)
    elif isinstance(block, Table):
        yield from (block.title, block.unit, block.note, *block.heads)
        for row in block.rows:
            yield from row
    elif isinstance(block, Picture):
        yield block.title
