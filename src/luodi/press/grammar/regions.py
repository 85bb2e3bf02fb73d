"""Which place a draft is about: the one that it names most and earliest."""

from collections import Counter
from functools import cache

from luodi.press.grammar.vocabulary import Vocabulary
from luodi.refdata import divisions
from luodi.refdata.divisions import Division, Level

_HEAD = 400
_SHORTEST = 2
_WEIGHT = {Level.PROVINCE: 1, Level.PREFECTURE: 3, Level.COUNTY: 2}
_NO_NAMES = frozenset({"和县", "城区", "郊区", "市中", "市中区", "新城", "高新", "开发"})


def region_of(even: str, vocabulary: Vocabulary) -> str:
    """Return the name of the division that a text names most often, the earlier first; empty when it names none."""
    names = _names()
    found: Counter[str] = Counter()
    i, end = 0, len(even) - 1
    while i < end:
        for name, whole, weight in names.get(even[i : i + _SHORTEST], ()):
            if even.startswith(name, i):
                found[whole] += weight * (2 if i < _HEAD else 1)
                i += len(name) - 1
                break
        i += 1
    for place in vocabulary.places[:1]:
        found[place] += sum(even.count(one) for one in vocabulary.places)
    best = found.most_common(1)
    return best[0][0] if best and best[0][1] else ""


def short_name(region: str) -> str:
    """Return a division's name as texts shorten it, or the name itself."""
    return _shorts().get(region, region)


@cache
def _shorts() -> dict[str, str]:
    return {_spoken(one): one.short_name for level in Level for one in divisions.divisions(level)}


def _spoken(one: Division) -> str:
    """Return 海北州 for 海北藏族自治州."""
    if "自治" not in one.name or one.short_name == one.name:
        return one.name
    return one.short_name.removesuffix(one.name[-1]) + one.name[-1]


@cache
def _names() -> dict[str, list[tuple[str, str, int]]]:
    by_start: dict[str, list[tuple[str, str, int]]] = {}
    for level in Level:
        for one in divisions.divisions(level):
            whole = _spoken(one)
            short = (
                {one.short_name} if level is not Level.COUNTY or len(one.short_name) > _SHORTEST else set()
            )
            for name in {one.name, whole, *short} - _NO_NAMES:
                by_start.setdefault(name[:_SHORTEST], []).append((name, whole, _WEIGHT[level]))
    for names in by_start.values():
        names.sort(key=lambda one: (-len(one[0]), -one[2]))
    return by_start
