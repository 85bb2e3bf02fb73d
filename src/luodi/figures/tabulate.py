"""Figures as plain rows for machines: the command line, its JSON, CSV and Excel."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils import timezone

from luodi.figures.questions import Figure, day_text, moment_text

KEYS = ("code", "name", "value", "unit", "from", "to", "scope", "as_of", "standing")


def row_of(figure: Figure) -> dict[str, Any]:
    """Return a figure as the nine keys of the interface; ``value`` is a number, or None where there is none."""
    value = figure.value
    return {
        "code": figure.code,
        "name": figure.name,
        "value": None if value is None else int(value) if value == int(value) else float(value),
        "unit": figure.unit,
        "from": day_text(figure.period.first),
        "to": day_text(figure.period.last),
        "scope": figure.scope.text,
        "as_of": timezone.localtime(figure.as_of.moment).isoformat(timespec="microseconds"),
        "standing": figure.standing.value,
    }


def as_json(figures: Sequence[Figure]) -> str:
    return json.dumps([row_of(one) for one in figures], ensure_ascii=False, indent=1)


def as_csv(figures: Sequence[Figure]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*KEYS, "definition"])
    for one in figures:
        writer.writerow([*row_of(one).values(), one.indicator.definition])
    return out.getvalue()


def as_table(figures: Sequence[Figure]) -> str:
    """Return aligned columns; a Chinese character is two columns wide."""
    heads = ("编码", "指标", "数值", "单位", "期间", "范围", "统计时点", "口径")
    rows = [heads] + [
        (
            one.code,
            one.name,
            one.text,
            one.unit,
            one.period.label(),
            one.scope.label,
            moment_text(one.as_of),
            one.indicator.definition,
        )
        for one in figures
    ]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(heads) - 1)]
    lines = []
    for row in rows:
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, row[-1]]).rstrip())
    return "\n".join(lines)


def as_workbook(figures: Sequence[Figure]) -> bytes:
    """Return an Excel workbook of one sheet; text is written as text, so that nothing becomes a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("指标")
        head = book.add_format({"bold": True, "bottom": 1})
        for column, name in enumerate([*KEYS, "definition"]):
            sheet.write_string(0, column, name, head)
        for at, one in enumerate(figures, start=1):
            for column, value in enumerate([*row_of(one).values(), one.indicator.definition]):
                if isinstance(value, int | float):
                    sheet.write_number(at, column, value)
                else:
                    sheet.write_string(at, column, "" if value is None else str(value))
        sheet.set_column(0, 1, 26)
        sheet.set_column(2, 8, 14)
        sheet.set_column(9, 9, 60)
        sheet.freeze_panes(1, 2)
    return out.getvalue()


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
