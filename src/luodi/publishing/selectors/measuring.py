"""The base measures behind a number of a text: asked together, and opened to their rows."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from luodi.figures.compute import compute_many
from luodi.figures.indicators import indicator
from luodi.figures.questions import Figure
from luodi.figures.scopes import Scope
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Entry, Fact
from luodi.organisation.models import City
from luodi.publishing.choices import FigureNature
from luodi.publishing.release_choices import BasisRole
from luodi.publishing.rules import text_digest
from luodi.publishing.selectors.naming import Asked

_CHUNK = 500
CHECKABLE = (
    FigureNature.VALUE,
    FigureNature.YEAR_GROWTH,
    FigureNature.PERIOD_GROWTH,
    FigureNature.TARGET,
    FigureNature.COMPLETION,
    FigureNature.TIME_GAP,
)
"""Numbers that can be asked again by themselves; how long a list was, or whose place in it, can not."""
_FACTLESS = (FigureNature.TARGET, FigureNature.NUMBER)
"""Numbers that no facts of an indicator are behind: what a document says, and how long a list is."""


class Number(Asked, Protocol):
    """A number of a piece, or of a publication."""

    @property
    def nature(self) -> str: ...


@dataclass(frozen=True)
class Base:
    """One base measure that is asked: what it counts, of which days, of which part of the city."""

    code: str
    period: Period
    scope: str
    standing: str


@dataclass(frozen=True)
class Member:
    """One row behind a base measure; ``worth`` is in fen for amounts. ``key`` tells rows of two moments together."""

    fact: int
    ordinal: int
    kind: str
    code: str
    label: str
    on: str
    unit: str
    worth: int

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.code}" if self.code else f"#{self.ordinal}"

    @property
    def data(self) -> list[Any]:
        return [
            self.fact, self.ordinal, self.kind, self.code, self.label, self.on, self.unit, self.worth,
        ]  # fmt: skip


def can_be_asked(number: Number) -> bool:
    return bool(number.code) and number.nature in CHECKABLE


def bases_of(number: Number) -> list[tuple[BasisRole, Base]]:
    """Return the base measures that the number is made of.    Raises: UnknownIndicator."""
    if not number.code or number.nature in _FACTLESS:
        return []
    found = _parts(number, number.period, is_base=False)
    if number.nature == FigureNature.YEAR_GROWTH:
        found += _parts(number, number.period.same_period_last_year(), is_base=True)
    elif number.nature == FigureNature.PERIOD_GROWTH:
        found += _parts(number, number.period.previous(), is_base=True)
    return found


def _parts(number: Number, period: Period, *, is_base: bool) -> list[tuple[BasisRole, Base]]:
    one = indicator(number.code, period.last)
    codes = {"VALUE": one.code}
    if one.is_ratio:
        codes = {"NUMERATOR": one.numerator, "DENOMINATOR": one.denominator}
    prefix = "BASE_" if is_base else ""
    return [
        (BasisRole(prefix + role), Base(code, period, number.scope, number.standing))
        for role, code in codes.items()
    ]


def measure(city: City, bases: Iterable[Base], as_of: AsOf) -> dict[Base, Figure]:
    """Return the figures of the bases.

    Shape: one question per period, scope and standing.
    Raises: UnknownIndicator; ScopeRefused for a part of the city that is no more.
    """
    groups: dict[tuple[Period, str, str], list[Base]] = defaultdict(list)
    for base in dict.fromkeys(bases):
        groups[base.period, base.scope, base.standing].append(base)
    found: dict[Base, Figure] = {}
    for (period, scope, standing), members in groups.items():
        figures = compute_many(
            [base.code for base in members],
            city=city,
            period=period,
            scope=Scope.parse(scope, city=city, on=period.last),
            as_of=as_of,
            standing=Standing(standing),
        )
        found.update({base: figures[base.code] for base in members})
    return found


def members_of(behind: Sequence[tuple[int, int]]) -> list[Member]:
    """Return the rows of facts with their worth, in the order given.    Shape: one query per some hundreds."""
    facts = facts_of([fact for fact, _ in behind])
    return [_member(facts[fact], worth) for fact, worth in behind]


def _member(fact: Mapping[str, Any], worth: int) -> Member:
    on: date = fact["occurred_on"]
    return Member(
        fact=fact["pk"],
        ordinal=fact["ordinal"],
        kind=fact["subject__kind"] or "",
        code=fact["subject__code"] or "",
        label=fact["subject__label"] or fact["subject__code"] or "汇总数（无明细）",
        on=on.isoformat(),
        unit=fact["unit__short_name"],
        worth=worth,
    )


def facts_of(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return what a row shows of each fact.    Shape: one query per some hundreds."""
    columns = (
        "pk", "ordinal", "occurred_on", "subject__kind", "subject__code", "subject__label",
        "unit__short_name",
    )  # fmt: skip
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = Fact.objects.filter(pk__in=ids[start : start + _CHUNK]).values(*columns)
        found.update({row["pk"]: dict(row) for row in rows})
    return found


def rows_digest(rows: Sequence[Sequence[Any]]) -> str:
    """Return the SHA-256 of member rows, as they are kept."""
    return text_digest(json.dumps(rows, ensure_ascii=False, separators=(",", ":")))


def moment_of(city: City, entry: int, *, near: AsOf) -> AsOf:
    """Return the as-of of an entry's number: ``near`` where it is that one's."""
    if entry == near.entry:
        return near
    recorded = Entry.objects.filter(city=city, number=entry).values_list("recorded_at", flat=True).first()
    return near if recorded is None else AsOf(recorded, entry)
