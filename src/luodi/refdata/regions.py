"""Where something comes from: groups of divisions as documents define them, single divisions, and countries.

An origin is stored as the code of a division (340400) or of a country (US). A question about origins is put with
code prefixes, so that 广东 holds all of its cities.
"""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import half_width
from luodi.refdata import countries, divisions, tables


class UnknownOrigin(Refusal):
    """The text is no region, division or country, or means several."""


@dataclass(frozen=True)
class Region:
    """A set of divisions on a day; ``version`` says in which reading, and is empty for a single division."""

    name: str
    codes: tuple[str, ...]
    version: str
    source: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


def region(name: str, on: date) -> Region:
    """Return the group of that name as it was defined on the day, or the one division that the name means.

    Raises: UnknownOrigin, with the names that are nearest.
    """
    said = half_width(name)
    versions = [one for one in regions() if said in {one.name, *one.aliases}]
    for one in versions:
        if tables.is_valid(on, valid_from=one.valid_from, valid_to=one.valid_to):
            return one
    if versions:
        raise UnknownOrigin(f"“{said}”在 {on.isoformat()} 还没有定义，最早自 {_first_day(versions)} 起")
    try:
        found = divisions.find_division(said, on)
    except divisions.AmbiguousDivision as refusal:
        raise UnknownOrigin(refusal.message) from refusal
    except divisions.UnknownDivision as refusal:
        raise UnknownOrigin(_unknown(said)) from refusal
    return Region(found.name, (found.code,), version="", source=tables.source("divisions"))


def origin_codes(name: str, on: date) -> tuple[str, ...]:
    """Return the prefixes of the origin codes that fall in a region, a division or a country.

    Shape: 34 for a province, 3404 for a prefecture, 340422 for a county, US for a country; one or more, none of
    them within another. Zones (340400-K1) begin with their city's prefix.
    Raises: UnknownOrigin, with the names that are nearest.
    """
    said = half_width(name)
    try:
        return (countries.find_country(said).code,)
    except countries.UnknownCountry:
        return tuple(divisions.division(code).prefix for code in region(said, on).codes)


def origin_name(code: str) -> str:
    """Return the name of an origin by its code: 广东省深圳市, 美国.

    Raises: UnknownOrigin.
    """
    try:
        return countries.country(code).name if code.isalpha() else divisions.full_name(code)
    except Refusal as refusal:
        raise UnknownOrigin(refusal.message) from refusal


def find_origin(text: str, on: date) -> str:
    """Return the code to store for what a person writes as origin: 广东省深圳市 → 440300, 美国 → US.

    Raises: UnknownOrigin, also for a group of divisions, which is no place of origin.
    """
    said = half_width(text)
    try:
        return countries.find_country(said).code
    except countries.UnknownCountry:
        found = region(said, on)
    if found.version:
        raise UnknownOrigin(f"“{said}”是区域，请写具体的省、市或国家")
    return found.codes[0]


@cache
def regions() -> tuple[Region, ...]:
    """Return every version of every group, in the order of the file."""
    return tuple(
        Region(
            name=row["name"],
            codes=tuple(row["codes"].split()),
            version=row["version"],
            source=row["source"],
            aliases=tuple(row["aliases"].split()),
            valid_from=tables.day_or_none(row["valid_from"]),
            valid_to=tables.day_or_none(row["valid_to"]),
        )
        for row in tables.rows("regions")
    )


def _first_day(versions: list[Region]) -> str:
    return min(one.valid_from for one in versions if one.valid_from).isoformat()


def _unknown(said: str) -> str:
    groups = [name for one in regions() for name in (one.name, *one.aliases)]
    names = [*groups, *divisions.known_names(), *countries.known_names()]
    near = get_close_matches(said, dict.fromkeys(names), n=3, cutoff=0.5)
    hint = (
        f"，是否为：{'、'.join(near)}？"
        if near
        else "，请写省、市、县、国家或区域的名称，如 广东、深圳、美国、长三角"
    )
    return f"没有来源地“{said[:40]}”{hint}"
