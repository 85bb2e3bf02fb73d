"""The names that a city's texts use, so that the pure grammar knows them: places, units, events, named spans."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from luodi.press.grammar.splitting import evened


@dataclass(frozen=True)
class Named:
    """Names of one thing that narrows a figure; ``scope`` is its scope's text, such as ``unit:SHOU``."""

    names: tuple[str, ...]
    scope: str


@dataclass(frozen=True)
class NamedEvent:
    """An event as texts call it. ``parent`` is the code of the event that it is a part of."""

    names: tuple[str, ...]
    code: str
    first: date | None = None
    last: date | None = None
    parent: str = ""


@dataclass(frozen=True)
class NamedSpan:
    """A span that has a name of its own, such as 疫情防控期间."""

    names: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True)
class Vocabulary:
    """What is known of a city by name.

    ``places`` are names of the city itself; ``names`` are programmes, brands and firms whose digits count nothing.
    """

    places: tuple[str, ...] = ()
    scopes: tuple[Named, ...] = ()
    events: tuple[NamedEvent, ...] = ()
    spans: tuple[NamedSpan, ...] = ()
    names: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Counted once: a city's vocabulary has hundreds of names, and is asked for with every phrase."""
        return hash((self.places, self.scopes, self.events, self.spans, self.names))


PLAIN = Vocabulary()

_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True)
class KnownWords:
    """The names of a vocabulary as patterns, made once."""

    places: re.Pattern[str]
    spans: re.Pattern[str]
    events: re.Pattern[str]
    numbered: re.Pattern[str]


@lru_cache(maxsize=16)
def known_words(vocabulary: Vocabulary) -> KnownWords:
    """Return the patterns of a vocabulary."""
    return KnownWords(
        any_of(vocabulary.places),
        any_of(evened(name) for one in vocabulary.spans for name in one.names),
        any_of(evened(name) for one in vocabulary.events for name in one.names if not one.parent),
        any_of(name for name in vocabulary.names if _DIGIT.search(name)),
    )


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of the words, the longest first; of none it matches nothing."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)) if ordered else r"(?!)")
