"""Which of many sides are worth comparing with each other: those that meet under a key, and none else.

A key under which very many meet says little: there, each is compared with its nearest neighbours only.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from rapidfuzz.fuzz import ratio

from luodi.duplicates import rules
from luodi.duplicates.choices import Kind
from luodi.duplicates.rules import Match, Side
from luodi.kernel import names
from luodi.kernel.names import Parts

Pair = tuple[int, int]
_WINDOW = 20
_SMALL = 200
"""Groups up to this size are compared whole."""


def pairs_among(kind: Kind, sides: Sequence[Side]) -> Iterator[tuple[int, int, Match]]:
    """Return the pairs of positions that may be one thing, each once and the earlier first, with how they agree."""
    judge = rules.judge_projects if kind == Kind.PROJECT else rules.judge_enterprises
    apart = [names.parts(side.name) for side in sides]
    meeting = _projects(sides, apart) if kind == Kind.PROJECT else _enterprises(sides, apart)
    seen: set[Pair] = set()
    for one, other in meeting:
        pair = (one, other) if one < other else (other, one)
        if pair in seen:
            continue
        seen.add(pair)
        if not names.can_be_one(apart[one], apart[other]) and not _same_code(sides[one], sides[other]):
            continue
        if (match := judge(sides[pair[0]], sides[pair[1]])) is not None:
            yield *pair, match


def _projects(sides: Sequence[Side], apart: Sequence[Parts]) -> Iterator[Pair]:
    for group in _groups(sides, lambda side: side.name_key):
        yield from _neighbours(group, sides, lambda side: (side.investor_key, side.area, side.total_fen or 0))
    for key in (_local_code, _phone, _address):
        for group in _groups(sides, key):
            yield from _neighbours(group, sides, lambda side: side.name_key)
    for key in (_investor, _investor_code):
        for group in _groups(sides, key):
            yield from _like_amounts(group, sides)
            yield from _like_names(group, sides, apart)


def _enterprises(sides: Sequence[Side], apart: Sequence[Parts]) -> Iterator[Pair]:
    for group in _groups(sides, lambda side: side.name_key):
        yield from _neighbours(group, sides, lambda side: side.name)
    for group in _groups(sides, lambda side: rules.valid_code(side.code)):
        yield from _neighbours(group, sides, lambda side: side.name_key)
    for group in _one_character_apart(apart):
        yield from _neighbours(group, sides, lambda side: side.name)


def _groups(sides: Sequence[Side], key: Callable[[Side], Hashable]) -> Iterable[list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for at, side in enumerate(sides):
        if under := key(side):
            found[under].append(at)
    return (group for group in found.values() if len(group) > 1)


def _neighbours(group: list[int], sides: Sequence[Side], order: Callable[[Side], object]) -> Iterator[Pair]:
    if len(group) <= _WINDOW:
        yield from ((one, other) for i, one in enumerate(group) for other in group[i + 1 :])
        return
    ordered = sorted(group, key=lambda at: str(order(sides[at])))
    for i, one in enumerate(ordered):
        yield from ((one, other) for other in ordered[i + 1 : i + 1 + _WINDOW])


def _like_amounts(group: list[int], sides: Sequence[Side]) -> Iterator[Pair]:
    amounts = sorted((sides[at].total_fen or 0, at) for at in group if sides[at].total_fen)
    for i, (amount, one) in enumerate(amounts):
        for larger, other in amounts[i + 1 : i + 1 + _WINDOW]:
            if not rules.amounts_near(amount, larger):
                break
            yield one, other


def _like_names(group: list[int], sides: Sequence[Side], apart: Sequence[Parts]) -> Iterator[Pair]:
    if len(group) > _SMALL:
        yield from _neighbours(group, sides, lambda side: side.name_key)
        return
    cores = [apart[at].core for at in group]
    for i, core in enumerate(cores):
        for j in range(i + 1, len(cores)):
            if ratio(core, cores[j], score_cutoff=names.NEAR):
                yield group[i], group[j]


def _one_character_apart(apart: Sequence[Parts]) -> Iterable[list[int]]:
    """Group the cores that are the same once one character behind the brand is left out of each."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(apart):
        core = one.core
        if len(core) > names.BRAND:
            for under in {hash(core[:i] + core[i + 1 :]) for i in range(names.BRAND - 1, len(core))} | {
                hash(core)
            }:
                found[under].append(at)
    return (group for group in found.values() if len(group) > 1)


def _same_code(one: Side, other: Side) -> bool:
    """Whether a credit code holds two sides together whatever their names say."""
    local, code = rules.valid_code(one.local_code), rules.valid_code(one.code)
    return bool((local and local == other.local_code) or (code and code == other.code))


def _investor(side: Side) -> Hashable:
    return side.investor_key


def _investor_code(side: Side) -> Hashable:
    return rules.valid_code(side.investor_code)


def _local_code(side: Side) -> Hashable:
    return rules.valid_code(side.local_code)


def _phone(side: Side) -> Hashable:
    return side.phone if len(side.phone) >= 7 else ""


def _address(side: Side) -> Hashable:
    return side.address if len(side.address) >= 6 else ""
