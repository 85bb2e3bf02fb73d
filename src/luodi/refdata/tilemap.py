"""The schematic map: one tile for each province-level division, drawn by ourselves, without borders."""

from dataclasses import dataclass
from functools import cache

from luodi.refdata import divisions, tables


@dataclass(frozen=True)
class Tile:
    """Where a province stands on the map; rows count from the north, columns from the west, both from 0."""

    code: str
    short_name: str
    row: int
    column: int


@cache
def tiles() -> tuple[Tile, ...]:
    """Return the 34 tiles in reading order."""
    found = (
        Tile(row["code"], divisions.division(row["code"]).short_name, int(row["row"]), int(row["column"]))
        for row in tables.rows("tiles")
    )
    return tuple(sorted(found, key=lambda tile: (tile.row, tile.column)))
