"""The areas that a city counts by: its counties, and the zones and parks that GB/T 2260 has no code for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import half_width
from luodi.refdata import divisions, tables


class UnknownArea(Refusal):
    """No area of the city has this code or name."""


class AreaKind(StrEnum):
    """Whether an area is a division of the state or a zone with a code of our own."""

    COUNTY = "COUNTY"
    ZONE = "ZONE"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return {"COUNTY": "县区", "ZONE": "园区"}[self.value]


@dataclass(frozen=True)
class Area:
    """An area of a city; ``parent`` is the city of a county, and the county in which a zone lies."""

    code: str
    name: str
    short_name: str
    kind: AreaKind
    city: str
    parent: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    source: str

    def is_valid(self, on: date) -> bool:
        """Whether the code holds on the day."""
        return tables.is_valid(on, valid_from=self.valid_from, valid_to=self.valid_to)


def areas_of(city_code: str, on: date) -> list[Area]:
    """Return the city's areas on a day.

    Shape: counties in the order of their codes, then zones in the order of theirs.
    """
    counties = [_of_division(one) for one in divisions.within(city_code, on)]
    return counties + [one for one in _zones().values() if one.city == city_code and one.is_valid(on)]


def area(code: str) -> Area:
    """Return the area with this code, whenever it was valid.

    Raises: UnknownArea.
    """
    if code in _zones():
        return _zones()[code]
    try:
        return _of_division(divisions.division(code))
    except divisions.UnknownDivision:
        raise UnknownArea(f"没有县区或园区代码“{code}”") from None


def find_area(text: str, city_code: str, on: date) -> Area:
    """Return the city's area that a code, a name, a short name or an alias means.

    Raises: UnknownArea, with the names of all areas of the city.
    """
    said = half_width(text)
    present = areas_of(city_code, on)
    for one in present:
        if said in {half_width(name) for name in (one.code, one.name, one.short_name, *one.aliases)}:
            return one
    names = "、".join(one.short_name for one in present)
    raise UnknownArea(f"没有县区或园区“{said[:40]}”，应为：{names}")


def _of_division(one: divisions.Division) -> Area:
    return Area(
        code=one.code,
        name=one.name,
        short_name=one.short_name,
        kind=AreaKind.COUNTY,
        city=one.parent,
        parent=one.parent,
        aliases=(),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        source=tables.source("divisions"),
    )


@cache
def _zones() -> dict[str, Area]:
    found = (
        Area(
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            kind=AreaKind.ZONE,
            city=row["city"],
            parent=row["parent"],
            aliases=tuple(row["aliases"].split()),
            valid_from=tables.day_or_none(row["valid_from"]),
            valid_to=tables.day_or_none(row["valid_to"]),
            source=row["source"],
        )
        for row in tables.rows("areas")
    )
    return {one.code: one for one in found}
