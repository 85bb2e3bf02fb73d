"""References through an edit by hand: those whose words stay keep them, a number that was changed is told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_NEAR = 12


class Fate(StrEnum):
    INTACT = "INTACT"
    CHANGED = "CHANGED"
    LOST = "LOST"


@dataclass(frozen=True)
class Anchor:
    """Where a reference stands in a text, and the words that it should say."""

    start: int
    end: int
    shown: str


@dataclass(frozen=True)
class Anchored:
    """Where the reference stands now; of a lost one the place where it stood."""

    start: int
    end: int
    fate: Fate
    found: str


def anchor(before: str, after: str, anchors: Sequence[Anchor]) -> list[Anchored]:
    """Return where references of ``before`` stand in ``after``.

    Shape: one for each, in their order. Words that moved as a whole paragraph are found where they went.
    """
    if before == after:
        return [_at(after, one.start, one.end, one.shown) for one in anchors]
    spans = _Mapping(before, after)
    found = [spans.carried(one) for one in anchors]
    return [_at(after, *place, one.shown) for place, one in zip(found, anchors, strict=True)]


def _at(text: str, start: int, end: int, shown: str) -> Anchored:
    found = text[start:end]
    if found == shown:
        return Anchored(start, end, Fate.INTACT, found)
    return Anchored(start, end, Fate.CHANGED if _NUMBER.search(found) else Fate.LOST, found)


_NUMBER = re.compile(r"[0-9０-９〇零一二两三四五六七八九十百千万亿]|持平")
_TOKEN = re.compile(
    r"[0-9]+(?:\.[0-9]+)?(?:亿元|万元|个百分点|批次|[%％个家次项户人名元])?|[A-Za-z]+|\s+|.", re.DOTALL
)


class _Mapping:
    """Lines are laid side by side first, then what changed within them, word by word with numbers whole."""

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = before, after
        self.ops = _differences(before, after)

    def carried(self, one: Anchor) -> tuple[int, int]:
        start, end = self._place(one.start, ends=False), self._place(one.end, ends=True)
        if start >= end:
            moved = self._moved(one)
            return moved or (min(start, end), min(start, end))
        return start, end

    def _place(self, at: int, *, ends: bool) -> int:
        """Return where an offset went: into the new words where it stood within replaced ones."""
        place = 0
        for tag, i1, i2, j1, j2 in self.ops:
            inside = i1 < at <= i2 if ends else i1 <= at < i2
            if not inside:
                continue
            if tag == "equal":
                return j1 + at - i1
            return j2 if ends else j1
        return place

    def _moved(self, one: Anchor) -> tuple[int, int] | None:
        """Return where the words went with those around them; None when they are not there exactly once."""
        head = self.before[max(one.start - _NEAR, 0) : one.start].rpartition("\n")[2]
        tail = self.before[one.end : one.end + _NEAR].partition("\n")[0]
        words = head + self.before[one.start : one.end] + tail
        if len(words) < len(one.shown) + 4 or self.after.count(words) != 1:
            return None
        start = self.after.index(words) + len(head)
        return start, start + one.end - one.start


def _differences(before: str, after: str) -> list[tuple[str, int, int, int, int]]:
    found: list[tuple[str, int, int, int, int]] = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    old_at, new_at = _offsets(old), _offsets(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        a1, a2, b1, b2 = old_at[i1], old_at[i2], new_at[j1], new_at[j2]
        if tag == "replace":
            found += _within(before[a1:a2], after[b1:b2], a1, b1)
        else:
            found.append((tag, a1, a2, b1, b2))
    return found


def _within(before: str, after: str, a: int, b: int) -> list[tuple[str, int, int, int, int]]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    old_at, new_at = _offsets(old), _offsets(new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (tag, a + old_at[i1], a + old_at[i2], b + new_at[j1], b + new_at[j2])
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]


def _offsets(parts: Sequence[str]) -> list[int]:
    found = [0]
    for part in parts:
        found.append(found[-1] + len(part))
    return found
