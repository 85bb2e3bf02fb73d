"""One project written two ways: names of which one character differs and that sound alike."""

import re
from collections import defaultdict
from collections.abc import Iterator

from luodi.kernel.names import sound_key
from luodi.press.grammar.claims import Finding, Kind, Weight
from luodi.press.grammar.within.words import pattern

_PIECE = re.compile(r"[一-鿿A-Za-z0-9•·]{6,28}")
_CUT = re.compile("以及|[和与及等]")
_SORTING = frozenset("东南西北上下左右甲乙丙丁前后内外新旧老一二三四五六七八九十大小")
_SHORTEST = 6


def names(text: str) -> Iterator[Finding]:
    """Ask about each later name that differs from an earlier one by a slip."""
    kept: dict[str, list[tuple[str, int]]] = defaultdict(list)
    asked: set[frozenset[str]] = set()
    for name, start in _named(text):
        for other, _ in kept[name[-3:]]:
            pair = _differing(other, name)
            if pair and frozenset(pair) not in asked:
                asked.add(frozenset(pair))
                yield _finding(pair[0], pair[1], start + len(name) - len(pair[1]))
        kept[name[-3:]].append((name, start))


def _named(text: str) -> Iterator[tuple[str, int]]:
    """Return what may be a name of a project: up to a word such as 产业园."""
    tails = re.compile(f"(?:{pattern('name_tails').pattern})(?:项目|工程)?")
    for piece in _PIECE.finditer(text):
        start = piece.start()
        for part in re.split(f"({_CUT.pattern})", piece.group()):
            ends = list(tails.finditer(part))
            if ends and ends[-1].end() >= _SHORTEST:
                yield part[: ends[-1].end()], start
            start += len(part)


def _differing(one: str, other: str) -> tuple[str, str] | None:
    """Return the two spellings when they differ by one sound-alike character, or by two that changed places."""
    length = min(len(one), len(other))
    ends = one[-length:], other[-length:]
    different = [place for place in range(length) if ends[0][place] != ends[1][place]]
    if not different or len(different) > 2 or length < _SHORTEST:
        return None
    first, last = different[0], different[-1]
    pairs = {(ends[0][place], ends[1][place]) for place in different}
    if len(different) == 2:
        swapped = last == first + 1 and ends[0][first] == ends[1][last] and ends[0][last] == ends[1][first]
        return (ends[0], ends[1]) if swapped else None
    (pair,) = pairs
    is_sorted = all(character in _SORTING or character.isascii() for character in pair)
    alike = sound_key(pair[0] * 2) == sound_key(pair[1] * 2)
    if is_sorted or not alike or length - first < _SHORTEST:
        return None
    start = max(0, first - 1)
    return ends[0][start:], ends[1][start:]


def _finding(one: str, other: str, start: int) -> Finding:
    return Finding(
        start=start, end=start + len(other), kind=Kind.NAME, weight=Weight.QUESTION, rule="name.two_spellings",
        message=f"前文写作“{one}”，此处写作“{other}”，疑为同一名称，请核对", stated=other, expected=one, correction=one,
    )  # fmt: skip
