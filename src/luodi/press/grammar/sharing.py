"""What 分别 hands out: the subjects that numbers in a row belong to, each to its own."""

import re

from luodi.press.grammar.marks import Mark
from luodi.press.grammar.subjects import phrases_in, residue, stages
from luodi.press.grammar.vocabulary import Vocabulary

_APART = re.compile(r"[、和与及]|以及")
_ROW = re.compile("[、和与及]|以及")
_AMONG = re.compile(r"(?:项目|企业|活动|中)\s?(?:当?中|里)?\s?[,:]?\Z")
_AGAINST = re.compile(r"(?:高于|低于|快于|超|高出|好于|慢于|领先)\s?(?P<list>[^,;。0-9]+?)\s?(?:分别)?\Z")


def groups_of_lead(even: str, start: int, end: int) -> tuple[frozenset[str], ...]:
    """Return the subjects that words without a number put side by side: 新签约、新开工项目中."""
    text = even[start:end]
    if not _AMONG.search(text):
        return ()
    groups = []
    place = start
    for part in _APART.split(text):
        here = even.index(part, place) if part else place
        if found := stages(
            frozenset().union(*(one.phrase.facets for one in phrases_in(even, here, here + len(part))))
        ):
            groups.append(found)
        place = here + len(part)
    return tuple(groups) if len(groups) > 1 else ()


def compared_with(text: str) -> tuple[str, ...]:
    """Return what several numbers are held against: 全国、全省 of 分别高于全国、全省."""
    found = _AGAINST.search(text)
    parts = [one for one in _APART.split(found["list"]) if one] if found else []
    return tuple(parts)


def listed_before(even: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[frozenset[str], ...]:
    """Return the facets of the things that stand in a row before 分别: 工业项目、农业项目分别."""
    text = even[start:end].rpartition("分别")[0]
    parts, place = [], start
    for part in _APART.split(text):
        here = even.index(part, place) if part else place
        facets = frozenset().union(*(one.phrase.facets for one in phrases_in(even, here, here + len(part))))
        rest = residue(part, vocabulary)
        parts.append(facets | ({"named", f"named:{rest}"} if rest else frozenset()))
        place = here + len(part)
    return tuple(parts) if len(parts) > 1 else ()


def row_size(even: str, marks: list[Mark], k: int) -> int:
    """Return how many numbers of one unit stand in a row: 46个、12个."""
    size = 1
    while k + size < len(marks):
        before, here = marks[k + size - 1], marks[k + size]
        if before.quantity.unit != here.quantity.unit or not _ROW.fullmatch(even[before.end : here.at]):
            break
        size += 1
    return size
