"""Reading the data files: comma-separated, with the source of the data in comment lines at the top."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files

COMMENT = "#"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of ``data/<name>.csv``.

    Shape: one mapping per row, in the file's order; an empty cell is an empty string.
    """
    text = (files("luodi.refdata") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith(COMMENT)))


@cache
def source(name: str) -> str:
    """Return what ``data/<name>.csv`` says about its source, as one paragraph."""
    text = (files("luodi.refdata") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return "".join(line.lstrip("# ") for line in text.splitlines() if line.startswith(COMMENT))


def day_or_none(cell: str) -> date | None:
    """Return the day in the cell, None when it is empty."""
    return date.fromisoformat(cell) if cell else None


def is_valid(on: date, *, valid_from: date | None, valid_to: date | None) -> bool:
    """Whether something holds on the day; ``valid_to`` is the first day on which it no longer does."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on < valid_to)
