"""A table as an Excel workbook: as it is seen, with a foot line that says what it is."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from django.utils import timezone

CSV_TYPE = "text/csv; charset=utf-8"
_LEADS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = "宋体"


@dataclass(frozen=True)
class Column:
    """A column; ``places`` is how many decimals its numbers show, None where they are counts or there are none."""

    title: str
    unit: str = ""
    width: int = 14
    places: int | None = None

    @property
    def head(self) -> str:
        return f"{self.title}（{self.unit}）" if self.unit else self.title


Foot = Callable[[int], Sequence[str]]
"""The lines below a table, told how many rows it has."""


def workbook(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], foot: Sequence[str]
) -> bytes:
    """Return the file, put together in memory."""
    out = io.BytesIO()
    _write_book(out, title, columns, rows, lambda _: foot, {"in_memory": True})
    return out.getvalue()


def write_workbook(
    out: BinaryIO, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], foot: Foot
) -> int:
    """Write the same file row by row, however long it is, and return how many rows it has."""
    return _write_book(out, title, columns, rows, foot, {"constant_memory": True})


def _write_book(
    out: BinaryIO,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    foot: Foot,
    manner: Mapping[str, bool],
) -> int:
    """Text is written as text, so that nothing a user typed becomes a formula or a link."""
    options = {
        **manner,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title})
        sheet = book.add_worksheet("数据")
        head = book.add_format(
            {"font_name": FONT, "bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        )
        plain = book.add_format({"font_name": FONT, "font_size": 9, "font_color": "#444444"})
        cells = [_cell_format(book, column) for column in columns]
        sheet.write_string(0, 0, title, book.add_format({"font_name": FONT, "bold": True, "font_size": 14}))
        for at, column in enumerate(columns):
            sheet.write_string(1, at, column.head, head)
            sheet.set_column(at, at, column.width)
        n_rows = 0
        for n_rows, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                _write(sheet, n_rows + 1, at, value, cells[at])
        for at, line in enumerate(foot(n_rows), start=max(n_rows + 1, 2) + 2):
            sheet.write_string(at, 0, line, plain)
        sheet.freeze_panes(2, 1)
        sheet.repeat_rows(1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return n_rows


def separated(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], foot: Sequence[str]
) -> bytes:
    """Return the same table as CSV, put together in memory."""
    out = io.BytesIO()
    write_separated(out, title, columns, rows, lambda _: foot)
    return out.getvalue()


def write_separated(
    out: BinaryIO, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], foot: Foot
) -> int:
    """Write the table row by row as CSV in UTF-8 with a byte order mark, as Excel opens it.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
    Source: standards.md S42; RFC 4180.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    text.write("\ufeff")
    write = csv.writer(text, lineterminator="\r\n").writerow
    write([_guarded(title)])
    write([_guarded(column.head) for column in columns])
    n_rows = 0
    for row in rows:
        n_rows += 1
        write([_plain(value) for value in row])
    write([])
    for line in foot(n_rows):
        write([_guarded(line)])
    text.detach()
    return n_rows


def _plain(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case int() | float() | Decimal():
            return f"{value}"
        case datetime():
            return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.isoformat()
        case _:
            return _guarded(str(value))


def _guarded(text: str) -> str:
    is_risky = text.startswith(_LEADS_A_FORMULA) or text.lstrip().startswith(_LEADS_A_FORMULA)
    return f"'{text}" if is_risky else text


def _cell_format(book: Any, column: Column) -> Any:
    number = "#,##0" if column.places is None else "#,##0." + "0" * column.places
    return book.add_format({"font_name": FONT, "num_format": number, "valign": "top"})


def _write(sheet: Any, row: int, at: int, value: Any, cell: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(row, at, "是" if value else "否", cell)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, at, value, cell)
    elif isinstance(value, datetime):
        sheet.write_string(row, at, timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S"), cell)
    elif isinstance(value, date):
        sheet.write_string(row, at, value.isoformat(), cell)
    else:
        sheet.write_string(row, at, str(value), cell)
