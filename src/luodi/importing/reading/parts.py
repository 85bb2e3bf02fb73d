"""What only the parts of an .xlsx say: how far a sheet reaches, its error values, its formulas without a value.

The search runs over bytes in pieces and makes nothing of a cell that is in order.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree import ElementTree as XmlTree

from luodi.importing.reading.cells import column_of
from luodi.kernel.findings import Refusal

_PIECE = 4 * 1024 * 1024
_KEPT = 4096
_MOST_FOUND = 1_000
_FAR_CELL = (
    rb"(?:([A-Z]{3}[0-9]+|[H-Z][A-Z][0-9]+|G[S-Z][0-9]+)|[A-Z]{1,2}([2-9][0-9]{5}|[0-9]{7,}))[\"'][^>]*[^/]>"
)
_FAR = re.compile(rb" r=\"" + _FAR_CELL)
"""The literal beginning makes the search five times as fast as any white space and either quote would."""
_FAR_AS_ODDLY_WRITTEN = re.compile(rb"[\s]r\s*=\s*[\"']" + _FAR_CELL)
_ODD = re.compile(rb"<(?:\w+:)?c\s[^>]*?(?:\sr\s*=\s*'|\sr\s+=|\sr=\s+|[\n\t]r)")
_ERROR = re.compile(
    rb"\br=\"([A-Z]{1,3}[0-9]+)\"[^>]*\bt=\"e\"[^>]*>(?:<f[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>"
)
_UNCALCULATED = re.compile(
    rb"<c r=\"([A-Z]{1,3}[0-9]+)\"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v></v>|<v\s*/>)?</c>"
)
_HIDDEN_ROW = re.compile(rb"<row\b[^>]*\br=\"([0-9]+)\"[^>]*\bhidden=\"(?:1|true)\"")
_HIDDEN_COLUMN = re.compile(rb"<col\b([^>]*\bhidden=\"(?:1|true)\"[^>]*)>")
_BOUND = re.compile(rb"\b(min|max)=\"([0-9]+)\"")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class SheetTooLarge(Refusal):
    """A sheet that reaches further than one may."""


@dataclass(frozen=True)
class Limits:
    """How far a sheet may reach: a line of headings and 200,000 rows, 200 columns."""

    rows: int = 200_001
    columns: int = 200


LIMITS = Limits()


@dataclass(frozen=True)
class SheetParts:
    """``errors`` are error values by address; ``uncalculated`` addresses of formulas without a value.

    Rows and columns are counted from 0. Of each at most a thousand are kept.
    """

    errors: dict[str, str] = field(default_factory=dict)
    uncalculated: frozenset[str] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def read_parts(source: BinaryIO) -> dict[str, SheetParts]:
    """Return what the parts say of each sheet, by its name.

    Raises: SheetTooLarge for more rows or columns than ``LIMITS``.
    """
    source.seek(0)
    with zipfile.ZipFile(source) as archive:
        names = set(archive.namelist())
        places = _places(archive)
        known = {path: name for name, path in places.items() if path in names}
        unknown = [path for path in names if path.startswith("xl/worksheets/") and path.endswith(".xml")]
        for path in unknown:
            known.setdefault(path, path)
        return {name: _read_part(archive, path, name) for path, name in known.items()}


def _places(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the path of each sheet by its name; the archive has been checked for entities."""
    try:
        book = XmlTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
        links = XmlTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, XmlTree.ParseError):
        return {}
    targets = {one.get("Id"): one.get("Target", "") for one in links}
    found: dict[str, str] = {}
    for one in book.iter(f"{_MAIN}sheet"):
        target = targets.get(one.get(_RELATION), "")
        found[one.get("name", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return found


def _read_part(archive: zipfile.ZipFile, path: str, name: str) -> SheetParts:
    errors: dict[str, str] = {}
    uncalculated: set[str] = set()
    rows: set[int] = set()
    columns: set[int] = set()
    for piece in _pieces(archive, path):
        _check_extent(piece, name)
        if b't="e"' in piece and len(errors) < _MOST_FOUND:
            errors |= {cell.decode(): said.decode() for cell, said in _ERROR.findall(piece)}
        if b"<f" in piece and len(uncalculated) < _MOST_FOUND:
            uncalculated |= {cell.decode() for cell in _UNCALCULATED.findall(piece)}
        if b'hidden="' in piece:
            rows |= {int(row) - 1 for row in _HIDDEN_ROW.findall(piece)}
            columns |= {one for found in _HIDDEN_COLUMN.findall(piece) for one in _columns(found)}
    return SheetParts(errors, frozenset(uncalculated), frozenset(rows), frozenset(columns))


def _pieces(archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    kept = b""
    with archive.open(path) as part:
        while chunk := part.read(_PIECE):
            yield kept + chunk
            kept = chunk[-_KEPT:]


def _columns(attributes: bytes) -> list[int]:
    bounds = {end: int(number) for end, number in _BOUND.findall(attributes)}
    first, last = bounds.get(b"min", 1), bounds.get(b"max", 1)
    return list(range(first - 1, min(last, LIMITS.columns)))


def _check_extent(piece: bytes, name: str) -> None:
    far = _FAR_AS_ODDLY_WRITTEN if _ODD.search(piece, 0, _PIECE // 8) else _FAR
    for cell, row in far.findall(piece):
        if cell:
            letters = cell.decode().rstrip("0123456789")
            if column_of(letters) >= LIMITS.columns:
                raise SheetTooLarge(
                    f"工作表“{name}”的内容到了 {letters} 列，超过上限 {LIMITS.columns} 列，请删去多余的列再导入",
                    field="file",
                )
        elif int(row) > LIMITS.rows:
            raise SheetTooLarge(
                f"工作表“{name}”的内容到了第 {int(row)} 行，超过上限 {LIMITS.rows - 1} 行，请拆分后再导入",
                field="file",
            )
