"""Pieces as their pages show them: the text as a page of paper, each number leading to its figure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from django.utils import timezone

from luodi.figures.indicators import UnknownIndicator, indicator
from luodi.publishing.choices import FigureNature, FigureState
from luodi.publishing.composing.anchoring import Anchor, anchor
from luodi.publishing.composing.layout import Laid, Part, Sort, lay
from luodi.publishing.models import Piece, PieceFigure, PieceVersion
from luodi.publishing.selectors.naming import query_of, when_of
from luodi.publishing.services.keeping import placed
from luodi.ui.addresses import url_with

_OF_TARGETS = (FigureNature.TARGET, FigureNature.COMPLETION, FigureNature.TIME_GAP)


class Placed(Protocol):
    """Where a number stands in its text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Marked(Protocol):
    """A number that a page marks: ``is_changed`` where it is no longer what its figure says, ``tip`` what it is."""

    @property
    def row(self) -> Placed: ...
    @property
    def href(self) -> str: ...
    @property
    def is_changed(self) -> bool: ...
    @property
    def tip(self) -> str: ...


@dataclass(frozen=True)
class Chunk:
    """Words of the text; ``figure`` is the number that they are."""

    text: str
    figure: "Marked | None" = None
    is_head: bool = False


@dataclass(frozen=True)
class Shown:
    """A number of the text with where it is opened."""

    row: PieceFigure
    name: str
    href: str

    @property
    def is_changed(self) -> bool:
        return self.row.state == FigureState.CHANGED

    @property
    def is_lost(self) -> bool:
        return self.row.state == FigureState.LOST

    @property
    def says(self) -> str:
        nature = "" if self.row.nature == FigureNature.VALUE else f"·{self.row.get_nature_display()}"
        return f"{self.name}{nature}　{when_of(self.row)}"

    @property
    def tip(self) -> str:
        return f"{self.says}：应为 {self.row.shown}" if self.is_changed else self.says


@dataclass(frozen=True)
class Shape:
    """A stretch of the page; ``rows`` are a table's cells, the first row its heads."""

    sort: str
    level: int = 0
    chunks: Sequence[Chunk] = ()
    rows: Sequence[Sequence[Sequence[Chunk]]] = ()


@dataclass(frozen=True)
class Page:
    """A version to read. ``figures`` are all of its numbers, ``changed`` and ``lost`` those that an edit touched."""

    piece: Piece
    version: PieceVersion
    shapes: Sequence[Shape]
    figures: Sequence[Shown]
    versions: Sequence[PieceVersion] = field(default=())

    @property
    def changed(self) -> list[Shown]:
        return [one for one in self.figures if one.is_changed]

    @property
    def lost(self) -> list[Shown]:
        return [one for one in self.figures if one.is_lost]

    @property
    def n_lines(self) -> int:
        return max(24, min(self.version.text.count("\n") * 2, 60))


def page_of(piece: Piece, version: PieceVersion, *, present: bool) -> Page:
    """Return the version as its page shows it; ``present`` when its figures are those of the ledger as it stands."""
    as_of = None if present else moment_of(piece)
    figures = [_shown(row, piece, as_of) for row in version.figures.order_by("place")]
    shapes = shapes_of(version.text, [one for one in figures if not one.is_lost])
    versions = list(piece.versions.select_related("written_by__person")[:20])
    return Page(piece, version, shapes, figures, versions)


def shapes_of(text: str, figures: Iterable[Marked]) -> list[Shape]:
    """Return a text as a page of paper, with the numbers that are given."""
    laid = lay(text)
    standing = sorted(figures, key=lambda one: one.row.start)
    parts = [*laid.parts]
    for head, inner in laid.annexes:
        parts += [head, *inner]
    return [_shape(laid, part, standing) for part in parts]


def moment_of(piece: Piece) -> str:
    """Return the piece's moment for an address: the first whole second that knows its last entry."""
    whole = piece.as_of.replace(microsecond=0)
    shown = whole if whole == piece.as_of else whole + timedelta(seconds=1)
    return timezone.localtime(shown).strftime("%Y-%m-%dT%H:%M:%S")


def touched(version: PieceVersion, text: str) -> list[PieceFigure]:
    """Return the version's numbers where a text that is being typed leaves them; nothing is kept."""
    rows = [one for one in version.figures.order_by("place") if one.state != FigureState.LOST]
    found = anchor(version.text, text, [Anchor(one.start, one.end, one.shown) for one in rows])
    return [placed(row, at) for row, at in zip(rows, found, strict=True)]


def _shape(laid: Laid, part: Part, figures: Sequence[Marked]) -> Shape:
    if part.sort == Sort.TABLE:
        rows = [[_chunks(laid.text, cell.start, cell.end, figures) for cell in row] for row in part.rows]
        return Shape(part.sort.value, rows=rows)
    chunks = _chunks(laid.text, part.start, part.end, figures)
    if part.sort == Sort.HEADING and part.head_end > part.start:
        head = _chunks(laid.text, part.start, part.head_end, figures)
        rest = _chunks(laid.text, part.head_end, part.end, figures)
        chunks = [*(Chunk(one.text, one.figure, is_head=True) for one in head), *rest]
    return Shape(part.sort.value, part.level, chunks)


def _chunks(text: str, start: int, end: int, figures: Sequence[Marked]) -> list[Chunk]:
    return list(_cut(text, start, end, [one for one in figures if start <= one.row.start < end]))


def _cut(text: str, start: int, end: int, figures: Sequence[Marked]) -> Iterator[Chunk]:
    at = start
    for one in figures:
        if one.row.start < at:
            continue
        if one.row.start > at:
            yield Chunk(text[at : one.row.start])
        at = min(one.row.end, end)
        yield Chunk(text[one.row.start : at], one)
    if at < end:
        yield Chunk(text[at:end])


def _shown(row: PieceFigure, piece: Piece, as_of: str | None) -> Shown:
    name = _name(row.code)
    if row.nature in _OF_TARGETS:
        return Shown(row, name, url_with("targets", year=row.last.year, as_of=as_of))
    if not row.code:
        return Shown(row, name, "")
    return Shown(row, name, url_with("figure", **query_of(row), as_of=as_of))


def _name(code: str) -> str:
    try:
        return indicator(code).name if code else "名单"
    except UnknownIndicator:
        return code
