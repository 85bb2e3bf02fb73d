"""Cells: what one may hold, what counts as blank, how it is addressed, and its text in a form that can be compared."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

Cell = str | float | int | bool | date | datetime | time | timedelta

BLANKS = frozenset(
    (
        "",
        "-",
        "--",
        "---",
        "—",
        "——",
        "———",
        "–",
        "－",
        "/",
        "//",
        "\\",
        "、",
        ".",
        "…",
        "……",
        "*",
        "~",
        "_",
        "无",
        "暂无",
        "没有",
        "未定",
        "待定",
        "不详",
        "未知",
        "未填",
        "未填报",
        "空",
        "暂未确定",
        "未确定",
        "待确定",
        "未明确",
        "待明确",
        "尚未确定",
        "未透露",
        "未披露",
        "保密",
        "nah",
        "nan",
        "null",
        "none",
        "n/a",
        "na",
        "#ref!",
        "#n/a",
        "#div/0!",
        "#value!",
        "#name?",
        "#num!",
        "#null!",
    )
)
"""What people write for nothing, in lower case and half width."""
ERRORS = frozenset(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))
MARKS = "★☆▲△●○◆◇■□※＊*#＃√✓⭐"
_GAPS = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")
_CJK_GAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t\u00a0\u3000]+(?=[\u3000-\u9fff\uff00-\uffef])")
_TRAILING_MARKS = re.compile(rf"(?:[{re.escape(MARKS)}]|[（(][{re.escape(MARKS)}]+[）)])+$")
_LEADING_MARKS = re.compile(rf"^[{re.escape(MARKS)}]+")


class Severity(StrEnum):
    """How grave a finding is: an error refuses its row, a warning wants a look, an info only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class CellFinding:
    """One remark on a cell (``D12``), a row (``12:12``) or, with an empty address, on the whole sheet.

    ``value`` is what stands there, ``expected`` what would be right.
    """

    sheet: str
    address: str
    severity: Severity
    message: str
    expected: str = ""
    value: str = ""


@lru_cache(maxsize=1024)
def letter(column: int) -> str:
    """Return the letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """Return the column, counted from 0, of its letters."""
    column = 0
    for one in letters.upper():
        column = column * 26 + ord(one) - 64
    return column - 1


def address(row: int, column: int) -> str:
    """Return the address of a cell whose row and column are counted from 0."""
    return f"{letter(column)}{row + 1}"


def squeezed(value: Cell) -> str:
    """Return the text in half width without any white space, for comparing."""
    text = value if isinstance(value, str) else shown(value)
    return _GAPS.sub("", unicodedata.normalize("NFKC", text))


def shown(value: Cell) -> str:
    """Return the cell as a person sees it: 5 rather than 5.0, 2020-08-05 without midnight."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time() else value.date().isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def is_blank(value: Cell | None) -> bool:
    """Whether the cell says nothing: empty, a dash, 待定, Nah, an error left behind."""
    if value is None or value == "":
        return True
    return isinstance(value, str) and len(value) < 12 and squeezed(value).lower() in BLANKS


def is_empty(value: Cell | None) -> bool:
    """Whether nothing at all is written in the cell."""
    return value is None or (isinstance(value, str) and not _GAPS.sub("", value))


def is_number(value: Cell | None) -> bool:
    """Whether the cell is stored as a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def text_of(value: Cell) -> str:
    """Return a text cell for keeping: without outer white space and without gaps between Chinese characters."""
    text = value if isinstance(value, str) else shown(value)
    text = text.replace("\u00a0", " ").replace("\u3000", " ").replace("\r\n", "\n").strip()
    return _CJK_GAP.sub("", text)


def name_of(value: Cell) -> str:
    """Return a name for keeping: on one line and without the marks (★▲) that a list puts around it."""
    text = text_of(value).replace("\n", "")
    return _TRAILING_MARKS.sub("", _LEADING_MARKS.sub("", _CJK_GAP.sub("", text))).strip()


def marks_of(value: Cell) -> str:
    """Return the marks that a list has put behind a name."""
    found = _TRAILING_MARKS.search(text_of(value))
    return found.group() if found else ""
