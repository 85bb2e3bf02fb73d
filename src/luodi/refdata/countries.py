"""Countries and territories that investors come from, by ISO 3166 alpha-2 code, without China's own."""

from dataclasses import dataclass
from functools import cache

from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import half_width
from luodi.refdata import tables


class UnknownCountry(Refusal):
    """No country has this code or name."""


@dataclass(frozen=True)
class Country:
    """A country or territory outside China."""

    code: str
    name: str
    aliases: tuple[str, ...]


def country(code: str) -> Country:
    """Return the country with this code.

    Raises: UnknownCountry.
    """
    try:
        return _by_code()[code.upper()]
    except KeyError:
        raise UnknownCountry(f"没有国家或地区代码“{code}”") from None


def countries() -> tuple[Country, ...]:
    """Return all countries in the order of their codes."""
    return tuple(_by_code().values())


def find_country(text: str) -> Country:
    """Return the country that a code, a name or an alias means (US, 美国, 印尼, BVI).

    Raises: UnknownCountry.
    """
    said = half_width(text).upper()
    if said in _by_code():
        return _by_code()[said]
    if said in _by_name():
        return _by_name()[said]
    raise UnknownCountry(f"没有国家或地区“{text.strip()[:40]}”")


def known_names() -> tuple[str, ...]:
    """Return every name and alias, for suggestions."""
    return tuple(_by_name())


@cache
def _by_code() -> dict[str, Country]:
    found = (
        Country(row["code"], row["name"], tuple(row["aliases"].split("|")) if row["aliases"] else ())
        for row in tables.rows("countries")
    )
    return {one.code: one for one in found}


@cache
def _by_name() -> dict[str, Country]:
    return {half_width(name): one for one in _by_code().values() for name in (one.name, *one.aliases)}
