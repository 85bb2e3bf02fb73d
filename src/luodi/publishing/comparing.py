"""Two texts side by side: paragraph by paragraph, and within a paragraph the words that differ. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[0-9][0-9,.]*(?:亿元|万元|个百分点|%|个|家|次)?|[A-Za-z]+|\s+|.", re.DOTALL)
_ALIKE = 0.35
"""Paragraphs less alike than this stand by themselves, as taken out and put in."""


@dataclass(frozen=True)
class Piecewise:
    """A stretch of a paragraph; ``differs`` when the other side has other words there, or none."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class Pair:
    """A paragraph of each side; an empty side has none there."""

    old: tuple[Piecewise, ...]
    new: tuple[Piecewise, ...]

    @property
    def is_same(self) -> bool:
        return not any(one.differs for one in (*self.old, *self.new))


def compare(old: str, new: str) -> list[Pair]:
    """Return the paragraphs of both texts, those that belong together beside each other."""
    left, right = _paragraphs(old), _paragraphs(new)
    found: list[Pair] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [_same(one) for one in left[i1:i2]]
        else:
            found += _changed(left[i1:i2], right[j1:j2])
    return found


def folded(pairs: Sequence[Pair], around: int = 1) -> list[Pair | int]:
    """Return the pairs with what is the same on both sides left out: a number says how many paragraphs that are."""
    near = {
        place
        for nth, one in enumerate(pairs)
        if not one.is_same
        for place in range(nth - around, nth + around + 1)
    }
    told: list[Pair | int] = []
    for nth, one in enumerate(pairs):
        if nth in near:
            told.append(one)
        elif told and isinstance(told[-1], int):
            told[-1] += 1
        else:
            told.append(1)
    return told


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _same(text: str) -> Pair:
    return Pair((Piecewise(text),), (Piecewise(text),))


def _changed(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    """Yield paragraphs that differ, in order: each with the first of the other side that is like it."""
    at = 0
    for one in left:
        like = next((nth for nth in range(at, len(right)) if _likeness(one, right[nth]) >= _ALIKE), None)
        if like is None:
            yield Pair((Piecewise(one, differs=True),), ())
            continue
        yield from (Pair((), (Piecewise(other, differs=True),)) for other in right[at:like])
        yield _within(one, right[like])
        at = like + 1
    yield from (Pair((), (Piecewise(other, differs=True),)) for other in right[at:])


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _within(one: str, other: str) -> Pair:
    """Mark the words that differ; a number with its unit is one word."""
    old, new = _TOKEN.findall(one), _TOKEN.findall(other)
    left: list[Piecewise] = []
    right: list[Piecewise] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        differs = tag != "equal"
        if i1 < i2:
            left.append(Piecewise("".join(old[i1:i2]), differs))
        if j1 < j2:
            right.append(Piecewise("".join(new[j1:j2]), differs))
    return Pair(tuple(left), tuple(right))
