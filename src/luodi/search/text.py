"""Which text is searched, and the pairs of neighbouring characters (bigrams) under which it is found.

A part of a text has only pairs that the text has too, so that asking for all pairs of a query finds every row that
contains it, whatever the script; the few others are told apart by comparing the text itself.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pypinyin import Style, lazy_pinyin

LONGEST = 500


def normal(text: str) -> str:
    """Return the text in half width and lower case, with single spaces: what is compared with what."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def search_text(*names: str, codes: Sequence[str] = ()) -> str:
    """Return what a row is found by: its names, their pinyin initials, its codes, each on a line of its own."""
    said = [normal(name) for name in names if name]
    lines = dict.fromkeys([*said, *map(initials, said), *(normal(code) for code in codes if code)])
    return "\n".join(line for line in lines if line)[:LONGEST]


def initials(name: str) -> str:
    """Return the first letters of the Chinese characters and everything else as it stands: 寿县LED → sxled."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


def words(query: str) -> list[str]:
    """Return the parts of a query, all of which must be found."""
    return normal(query).split()


def tokens(city_id: int, lines: Iterable[str]) -> list[str]:
    """Return the pairs of each line as index words of plain letters and digits.

    The city leads each of them, so that a search in one city never walks through the names of the others.
    """
    found = {f"{city_id:x}g{ord(a):04x}{ord(b):04x}" for line in lines for a, b in pairwise(line)}
    return sorted(found)
