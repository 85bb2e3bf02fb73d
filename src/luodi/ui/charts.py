"""The data of pictures: what a chart draws and where a click on each of its marks leads."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

N_LEVELS = 5


@dataclass(frozen=True)
class Series:
    """One measure over the labels; ``urls`` lead to the rows behind each value."""

    name: str
    unit: str
    values: Sequence[float | int | None]
    urls: Sequence[str]
    line: bool = False
    stack: str = ""


@dataclass(frozen=True)
class Chart:
    """Bars and lines over labels; ``lying`` has the bars grow to the right."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    lying: bool = False

    @property
    def json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @property
    def is_empty(self) -> bool:
        return not any(value for one in self.series for value in one.values)


@dataclass(frozen=True)
class Tile:
    """A place on the schematic map; rows and columns count from 1. Without ``href`` there is nothing to open."""

    row: int
    column: int
    name: str
    text: str = ""
    level: int = 0
    href: str = ""
    tip: str = ""


def level_of(value: int, largest: int) -> int:
    """Return the shade of a value, 1 to 5, by fifths of the largest; 0 for none."""
    return -(-N_LEVELS * value // largest) if value > 0 and largest > 0 else 0


def share_of(value: int | None, largest: int) -> float:
    """Return a bar's length in percent of the largest."""
    return round(100 * (value or 0) / largest, 1) if largest > 0 else 0.0


def number(value: Decimal | int | None) -> float | int | None:
    """Return a value as JSON draws it."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else float(value)
