"""Text files as tables: which encoding, which separator."""

import csv
import io
from collections.abc import Sequence

from luodi.importing.reading.parts import LIMITS
from luodi.kernel.findings import Refusal

_SAMPLE = 40
_LONGEST = 1_000_000
_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
SEPARATORS = ",\t;，|"


class TextUnreadable(Refusal):
    """A text file that is no table, or of no encoding that is known."""


def read_separated(content: bytes) -> list[list[str]]:
    """Return the rows, all of one width.

    Raises: TextUnreadable for bytes of no known encoding, for control characters and for lines without end.
    """
    text = _decoded(content)
    if any(character in text for character in "\0\x01\x02\x03\x04\x05\x06\x07\x08"):
        raise TextUnreadable("文件的内容不是文本表格，请另存为 .xlsx 或 UTF-8 的 .csv", field="file")
    separator = _separator(text)
    try:
        rows = _rows(text, separator)
    except csv.Error as error:
        raise TextUnreadable("文件里的引号或换行不成表格，请另存为 .xlsx 再导入", field="file") from error
    width = max((len(row) for row in rows), default=0)
    if width > LIMITS.columns:
        raise TextUnreadable(f"文件有 {width} 列，超过上限 {LIMITS.columns} 列", field="file")
    return [row + [""] * (width - len(row)) for row in rows]


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, (encoding,))
    head = content[:4096]
    if head[1::2].count(0) > len(head) // 8:
        return _decode(content, ("utf-16-le",))
    if head[::2].count(0) > len(head) // 8:
        return _decode(content, ("utf-16-be",))
    return _decode(content, ("utf-8", "gb18030"))


def _decode(content: bytes, encodings: Sequence[str]) -> str:
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TextUnreadable("认不出文件的编码，请另存为 UTF-8 编码的 .csv 或 .xlsx", field="file")


def _rows(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST)
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        rows.append(row)
        if len(rows) > LIMITS.rows:
            raise TextUnreadable(f"文件超过 {LIMITS.rows - 1} 行，请拆分后再导入", field="file")
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _separator(text: str) -> str:
    """Return the separator by which most of the first lines fall into equally many cells."""
    lines = [line for line in text[:200_000].splitlines()[:_SAMPLE] if line.strip()]

    def agreement(separator: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=separator)]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=1)
        return (counts.count(usual) if usual > 1 else 0, usual)

    best = max(SEPARATORS, key=agreement)
    return best if agreement(best)[0] else ","
