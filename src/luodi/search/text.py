"""Which text is searched, and the pairs of neighbouring characters (bigrams) under which it is found.

A part of a text has only pairs that the text has too, so that asking for all pairs of a query finds every row that
contains it, whatever the script; the few others are told apart by comparing the text itself.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from operator import add

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

LONGEST = 500
_MOST_PAIRS = 1 << 18


class _Initials(dict[str, str]):
    """The first letter of each character when it stands alone, looked up once."""

    def __missing__(self, character: str) -> str:
        found = self[character] = _read(character)
        return found


class _Pairs(dict[str, str]):
    """Each pair of characters as eight or more hexadecimal digits; begun anew before it gets too large."""

    def __missing__(self, pair: str) -> str:
        if len(self) >= _MOST_PAIRS:
            self.clear()
        found = self[pair] = f"{ord(pair[0]):04x}{ord(pair[1]):04x}"
        return found


_INITIALS = _Initials()
_PAIRS = _Pairs()


def normal(text: str) -> str:
    """Return the text in half width and lower case, with single spaces: what is compared with what."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def search_text(*names: str, codes: Sequence[str] = ()) -> str:
    """Return what a row is found by: its names, their pinyin initials, its codes, each on a line of its own."""
    said = [normal(name) for name in names if name]
    lines = dict.fromkeys([*said, *map(initials, said), *(normal(code) for code in codes if code)])
    return "\n".join(line for line in lines if line)[:LONGEST]


def initials(name: str) -> str:
    """Return the first letters of the Chinese characters and everything else as it stands: 寿县LED → sxled.

    Characters are read one by one, which is twenty times as quick, unless the name holds a word that reads one of
    them otherwise (重庆, 长沙).
    """
    apart = _words_apart()
    for pair in map(add, name, name[1:]):
        if pair in apart and any(word in name for word in apart[pair]):
            return _read(name)
    return "".join(map(_INITIALS.__getitem__, name))


def words(query: str) -> list[str]:
    """Return the parts of a query, all of which must be found."""
    return normal(query).split()


def tokens(city_id: int, lines: Iterable[str]) -> list[str]:
    """Return the pairs of each line as index words of plain letters and digits, in the order of the text.

    The city leads each of them, so that a search in one city never walks through the names of the others.
    """
    leads = f"{city_id:x}g"
    return [leads + pair for pair in _pairs(lines)]


def written(city_id: int, lines: Iterable[str]) -> str:
    """Return the same as one text, with spaces between."""
    leads = f" {city_id:x}g"
    found = leads.join(_pairs(lines))
    return leads[1:] + found if found else ""


def _pairs(lines: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys([_PAIRS[pair] for line in lines for pair in map(add, line, line[1:])])


def _read(text: str) -> str:
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))


@cache
def _words_apart() -> dict[str, list[str]]:
    """Return, by their first two characters, the words that read a character with another letter than it has alone."""
    found: dict[str, list[str]] = {}
    for word, readings in PHRASES_DICT.items():
        if not _reads_plainly(word, readings):
            found.setdefault(word[:2], []).append(word)
    return found


def _reads_plainly(word: str, readings: Sequence[Sequence[str]]) -> bool:
    if len(word) != len(readings):
        return False
    return all(
        _letter(said[0]) == _letter(PINYIN_DICT.get(ord(character), "").split(",")[0]) != ""
        for character, said in zip(word, readings, strict=True)
    )


@cache
def _letter(reading: str) -> str:
    """Return the first letter of a reading without its tone; empty where it has none of a–z."""
    letter = unicodedata.normalize("NFD", reading[:1])[:1]
    return letter if letter.isascii() else ""
