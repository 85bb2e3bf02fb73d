"""Rows and findings of a plan as pages and the command line show them: plain values that JSON keeps."""

from typing import Any, TypedDict

from luodi.importing.planning.comparing import said
from luodi.importing.planning.drafts import Draft
from luodi.importing.reading import CellFinding, Severity
from luodi.projects.choices import Field

SHOWN = (
    Field.INVESTOR_NAME, Field.TOTAL, Field.AREA, Field.ORIGIN, Field.INDUSTRY,
)  # fmt: skip


_SHOWN = tuple((field.value, field) for field in SHOWN)


class ShownRow(TypedDict):
    """``cells`` are the values of ``SHOWN``, ``dates`` those of the stages; a fault is address, message, expected."""

    key: str
    sheet: str
    row: int
    name: str
    unit: str
    stage: str
    dates: str
    cells: list[str]
    code: str
    note: str
    faults: list[list[str]]
    differences: list[list[str]]


class ShownFinding(TypedDict):
    sheet: str
    address: str
    is_error: bool
    message: str
    expected: str


class Sayings(dict[tuple[Field, Any], str]):
    """How a value of a field is shown, found once for all rows that have it."""

    def __missing__(self, key: tuple[Field, Any]) -> str:
        found = self[key] = said(*key)
        return found


def row_as_shown(draft: Draft, sayings: Sayings) -> ShownRow:
    """Return what the preview shows of a row."""
    return {
        "key": draft.key,
        "sheet": draft.sheet,
        "row": draft.row,
        "name": draft.name or (draft.project.name if draft.project else ""),
        "unit": draft.unit.short_name,
        "stage": draft.stage.label if draft.stage else "",
        "dates": "　".join(f"{stage.label} {on.show()}" for stage, on in draft.dates.items()),
        "cells": [sayings[field, draft.given.get(name)] for name, field in _SHOWN],
        "code": draft.project.code if draft.project else "",
        "note": draft.note,
        "faults": [[one.address, one.message, one.expected] for one in draft.problems],
        "differences": [
            [one.field.label, one.address, one.before, one.after, one.means] for one in draft.differences
        ],
    }


def finding_as_shown(one: CellFinding) -> ShownFinding:
    return {
        "sheet": one.sheet,
        "address": one.address,
        "is_error": one.severity == Severity.ERROR,
        "message": one.message,
        "expected": one.expected,
    }


def headings() -> list[Any]:
    """Return what stands above ``cells``."""
    return [field.label for field in SHOWN]
