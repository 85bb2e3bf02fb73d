"""The names that questions use: those of the city's texts, and provinces and branches of industry besides."""

from dataclasses import replace
from datetime import date

from luodi.organisation.models import City
from luodi.press.grammar.vocabulary import Named, Vocabulary
from luodi.press.selectors.vocabulary import vocabulary_of
from luodi.refdata import divisions, industries
from luodi.refdata.divisions import Level


def names_of(city: City, on: date) -> Vocabulary:
    """Return the names that questions may use on the day; what the city calls something goes first."""
    known = vocabulary_of(city, on)
    taken = {name for one in known.scopes for name in one.names} | set(known.places)
    more = [*_provinces(city, on), *_branches()]
    kept = [Named(tuple(name for name in one.names if name not in taken), one.scope) for one in more]
    return replace(known, scopes=(*known.scopes, *(one for one in kept if one.names)))


def _provinces(city: City, on: date) -> list[Named]:
    return [
        Named(tuple(dict.fromkeys((one.name, one.short_name))), f"origin:{one.short_name}")
        for one in divisions.divisions(Level.PROVINCE, on)
        if not city.code.startswith(one.prefix)
    ]


def _branches() -> list[Named]:
    """Return the sections of GB/T 4754 by name; what is called 工业 is three of them, and an indicator of its own."""
    return [Named((one.name,), f"industry:{one.code}") for one in industries.sections()]
