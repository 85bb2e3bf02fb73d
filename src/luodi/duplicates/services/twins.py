"""Twins of thousands of new rows among what the city has, by hash keys alone: codes, sounds, investor and amount."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from django.db.models import QuerySet

from luodi.duplicates import rules
from luodi.duplicates.choices import Kind
from luodi.duplicates.rules import NEAR_AMOUNT, Side
from luodi.duplicates.services import sides
from luodi.duplicates.services.finding import Found
from luodi.duplicates.services.sides import Known
from luodi.enterprises.models import Enterprise
from luodi.projects.models import Project

Key = TypeVar("Key", str, int)
_CHUNK = 5000
_MOST = 20
"""How many rows of one key a new row is compared with."""
_NEAREST = 5


def known_twins(city_id: int, kind: Kind, new: Sequence[Side]) -> list[list[Found]]:
    """Return for each new row what it may be already, strongest first.

    Shape: in the order of ``new``. A handful of statements for thousands of rows; near names are left to
    ``find_matches``.
    """
    if kind == Kind.ENTERPRISE:
        return _judged(kind, city_id, new, _Firms(city_id, new))
    return _judged(kind, city_id, new, _Projects(city_id, new))


class _Projects:
    """What the city has under the keys of the new projects."""

    def __init__(self, city_id: int, new: Sequence[Side]) -> None:
        rows = sides.with_merged(Project.objects.filter(city_id=city_id), Kind.PROJECT)
        self.keys = [(side.name_key, side.investor_key, rules.valid_code(side.local_code)) for side in new]
        self.by_name = _grouped(
            (one.name_key, one)
            for some in _chunks({name for name, _, _ in self.keys})
            for one in sides.projects(rows.filter(name_key__in=some))
        )
        self.by_code = _grouped(
            (one.side.local_code, one)
            for some in _chunks({code for _, _, code in self.keys})
            for one in sides.projects(rows.filter(detail__local_code__in=some))
        )
        self.near = self._near(rows, new)
        self.by_id = {
            one.pk: one
            for some in _chunks({pk for near in self.near.values() for pk in near})
            for one in sides.projects(rows.filter(pk__in=some))
        }

    def of(self, at: int, _: Side) -> Iterator[Known]:
        name, _investor, code = self.keys[at]
        yield from self.by_name.get(name, ())[:_MOST]
        yield from self.by_code.get(code, ())[:_MOST]
        yield from (self.by_id[pk] for pk in self.near.get(at, ()))

    def _near(self, rows: "QuerySet[Project]", new: Sequence[Side]) -> dict[int, list[int]]:
        """Return by position the projects of one investor at one place with the nearest amounts.

        A row whose name is there under the same investor is found already, and asks no further.
        """
        asked: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for at, (side, (name, investor, _)) in enumerate(zip(new, self.keys, strict=True)):
            found = any(one.investor_key == investor for one in self.by_name.get(name, ()))
            if investor and side.area and side.total_fen and not found:
                asked[investor, side.area].append((at, side.total_fen))
        held = self._held(rows, {investor for investor, _ in asked})
        return {
            at: _nearest(held[key], fen) for key, wanted in asked.items() if key in held for at, fen in wanted
        }

    def _held(
        self, rows: "QuerySet[Project]", investors: set[str]
    ) -> dict[tuple[str, str], list[tuple[int, int]]]:
        held: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        columns = ("investor_key", "area", "total_fen", "pk")
        for some in _chunks(investors):
            known = rows.filter(investor_key__in=some, total_fen__gt=0).order_by().values_list(*columns)
            for investor, area, fen, pk in known.iterator(chunk_size=5000):
                held[investor, area].append((fen, pk))
        for group in held.values():
            group.sort()
        return held


class _Firms:
    """What the city has under the keys of the new firms."""

    def __init__(self, city_id: int, new: Sequence[Side]) -> None:
        rows = sides.with_merged(Enterprise.objects.filter(city_id=city_id), Kind.ENTERPRISE)
        self.keys = [(side.name_key, rules.valid_code(side.code)) for side in new]
        self.by_name = _grouped(
            (one.name_key, one)
            for some in _chunks({name for name, _ in self.keys})
            for one in sides.enterprises(rows.filter(name_key__in=some))
        )
        self.by_code = _grouped(
            (one.side.code, one)
            for some in _chunks({code for _, code in self.keys})
            for one in sides.enterprises(rows.filter(credit_code__in=some))
        )

    def of(self, at: int, _: Side) -> Iterator[Known]:
        name, code = self.keys[at]
        yield from self.by_name.get(name, ())[:_MOST]
        yield from self.by_code.get(code, ())[:_MOST]


def _judged(kind: Kind, city_id: int, new: Sequence[Side], under: "_Projects | _Firms") -> list[list[Found]]:
    judge = rules.judge_projects if kind == Kind.PROJECT else rules.judge_enterprises
    found: list[list[Found]] = []
    for at, side in enumerate(new):
        mine: dict[int, Found] = {}
        for known in under.of(at, side):
            if known.pk != side.pk and known.pk not in mine and (match := judge(side, known.side)):
                mine[known.pk] = Found(kind, known, match)
        found.append(sorted(mine.values(), key=lambda one: (one.match.level, one.known.pk)))
    every = {one.known.pk: one.known for some in found for one in some}
    shown = dict(zip(every, sides.standing_for(kind, city_id, list(every.values())), strict=True))
    return [[replace(one, known=shown[one.known.pk]) for one in some] for some in found]


def _grouped(pairs: "Iterable[tuple[object, Known]]") -> dict[object, list[Known]]:
    found: dict[object, list[Known]] = defaultdict(list)
    for key, known in pairs:
        found[key].append(known)
    return dict(found)


def _chunks(keys: set[Key]) -> Iterator[list[Key]]:
    every = sorted(key for key in keys if key)
    return (every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK))


def _nearest(held: Sequence[tuple[int, int]], fen: int) -> list[int]:
    """Return the ids of the few with the nearest amounts, of those within 20 % of the larger one."""
    start = bisect_left(held, (fen * (100 - NEAR_AMOUNT) // 100, 0))
    end = bisect_left(held, (fen * 100 // (100 - NEAR_AMOUNT) + 1, 0))
    some = sorted(held[start:end], key=lambda one: abs(one[0] - fen))
    return [pk for _, pk in some[:_NEAREST]]
