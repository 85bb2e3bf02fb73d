"""Lists as pages, workbooks and meetings ask for them: counts by light, rows with sentences, what came and went."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet

from luodi.kernel.asof import AsOf
from luodi.ledger.kinds import ItemReason
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.projects.choices import Stage, Status
from luodi.projects.models import Project
from luodi.worklists import definitions, rules
from luodi.worklists.choices import Light
from luodi.worklists.definitions import Rule
from luodi.worklists.selectors.sentences import Line, lines_of
from luodi.worklists.selectors.sources import Asked, Source, source_of, starting

SIZE = 50
CHUNK = 400
NO_REASON = "NONE"


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed to; what is empty narrows nothing. ``section`` is a letter of GB/T 4754."""

    unit: str = ""
    section: str = ""
    light: str = ""
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        return self == Narrowed()


@dataclass(frozen=True)
class Counts:
    """How many rows show each light."""

    by_light: Mapping[Light, int]

    @property
    def total(self) -> int:
        return sum(self.by_light.values())

    def of(self, light: Light) -> int:
        return self.by_light.get(light, 0)


@dataclass(frozen=True)
class Listing:
    """``counts`` are of all lights, ``total`` of those that are shown; ``recorded_on`` as of ``Source``."""

    rule: Rule
    terms: rules.Terms
    lines: Sequence[Line]
    counts: Counts
    total: int
    number: int
    recorded_on: date | None


@dataclass(frozen=True)
class Summary:
    """A list in the overview."""

    rule: Rule
    counts: Counts
    recorded_on: date | None


def summaries(asked: Asked) -> list[Summary]:
    """Return every list with its counts.    Shape: two or three queries a list."""
    told = []
    for rule in definitions.every():
        source = source_of(rule, asked)
        told.append(Summary(rule, _counts(source.graded), source.recorded_on))
    return told


def listing(
    rule: Rule, asked: Asked, narrowed: Narrowed | None = None, number: int = 1, size: int = SIZE
) -> Listing:
    """Return one page, the oldest first; a page beyond the last is the last.

    The total is what the lights add up to: nothing is counted twice.
    """
    return _page(rule, asked, source_of(rule, asked), narrowed or Narrowed(), number, size)


def lines(rule: Rule, asked: Asked, narrowed: Narrowed) -> Iterator[Line]:
    """Return every row, for a workbook."""
    source = source_of(rule, asked)
    yield from _chunked(rule, asked, source, _ordered(_narrow(source, narrowed, with_light=True)))


def _page(rule: Rule, asked: Asked, source: Source, narrowed: Narrowed, number: int, size: int) -> Listing:
    counts = _counts(_narrow(source, narrowed, with_light=False))
    total = counts.of(Light(narrowed.light)) if narrowed.light else counts.total
    number = min(max(number, 1), max(1, -(-total // size)))
    rows = _ordered(_narrow(source, narrowed, with_light=True))
    first = (number - 1) * size
    found = lines_of(rule, asked, source, rows[first : first + size])
    return Listing(rule, source.terms, found, counts, total, number, source.recorded_on)


def _counts(rows: "QuerySet[Any, Any]") -> Counts:
    found = rows.order_by().values("light").annotate(n=Count("pk")).values_list("light", "n")
    return Counts({Light(light): n for light, n in found if light})


def _narrow(source: Source, narrowed: Narrowed, *, with_light: bool) -> "QuerySet[Any, Any]":
    rows, names = source.with_reason() if narrowed.reason else source.graded, source.names
    if narrowed.unit:
        rows = rows.filter(**{names["unit_code"]: narrowed.unit})
    if narrowed.section:
        rows = rows.filter(starting(source, narrowed.section))
    if narrowed.reason:
        rows = rows.filter(why="" if narrowed.reason == NO_REASON else narrowed.reason)
    if not with_light:
        return rows
    if narrowed.light:
        return rows.filter(light=narrowed.light)
    return rows.exclude(light="") if source.is_graded_late else rows


def _ordered(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """Put the oldest first: where age alone decides the light they are the most urgent."""
    return rows.order_by(F("since").asc(nulls_last=True), "pk")


def _chunked(rule: Rule, asked: Asked, source: Source, rows: "QuerySet[Any, Any]") -> Iterator[Line]:
    total, start = rows.count(), 0
    while start < total:
        yield from lines_of(rule, asked, source, rows[start : start + CHUNK])
        start += CHUNK


@dataclass(frozen=True)
class Gone:
    """A project that was on the list then and is not any more, with what it is now."""

    code: str
    name: str
    unit: str
    stage: Stage
    status: Status


@dataclass(frozen=True)
class Changes:
    """What came onto a list and what left it since the end of a day."""

    since: date
    n_entered: int
    n_left: int
    entered: Sequence[Line]
    left: Sequence[Gone]
    recorded_on: date | None


def changes(rule: Rule, asked: Asked, since: date, *, most: int = 500) -> Changes:
    """Compare the list with that of the end of an earlier day.    Shape: at most ``most`` rows of each kind."""
    now, before = source_of(rule, asked), source_of(rule, asked.back_on(since))
    came = now.rows.exclude(**{f"{now.names['id']}__in": before.ids()})
    went = Project.objects.all().seen_by(asked.reach).filter(pk__in=before.ids()).exclude(pk__in=now.ids())
    entered = lines_of(rule, asked, now, _ordered(came)[:most])
    gone = went.order_by("-pk").values_list("code", "name", "unit__short_name", "stage", "status")
    return Changes(
        since=since,
        n_entered=len(entered) if len(entered) < most else came.count(),
        n_left=went.count(),
        entered=entered,
        left=[
            Gone(code, name, unit, Stage(stage), Status(status))
            for code, name, unit, stage, status in gone[:most]
        ],
        recorded_on=before.recorded_on,
    )


@dataclass(frozen=True)
class ByReason:
    """How many rows of the lists have which reason on record for why the project does not get on."""

    rule: Rule
    n: Mapping[str, int]
    total: int


REASONS: dict[str, str] = {
    **{one.value: str(one.label) for one in ItemReason},
    NO_REASON: "未登记原因",
}


def by_reason(asked: Asked) -> list[ByReason]:
    """Return each list that can lag, by the reason that is on record at present.    Shape: two queries a list."""
    told = []
    for rule in definitions.every():
        if len(rule.lights) > 1:
            source = source_of(rule, asked)
            rows = source.with_reason().order_by()
            rows = rows.exclude(light="") if source.is_graded_late else rows
            found = rows.values("why").annotate(n=Count("pk")).values_list("why", "n")
            counted = {why or NO_REASON: n for why, n in found}
            told.append(ByReason(rule, counted, sum(counted.values())))
    return told


@dataclass(frozen=True)
class RedRow:
    """A row that shows red, with the list that it stands on."""

    rule: Rule
    line: Line


def red_rows(
    city: City, on: date, reach: Reach, *, as_of: AsOf | None = None, most: int = 200
) -> list[RedRow]:
    """Return what shows red on any list, list by list, the oldest first: what a review meeting begins with.

    ``on`` is the city's present day, or with ``as_of`` the last day of which that knows.
    Shape: at most ``most`` rows of each list.
    """
    asked = Asked(city, on, reach, as_of)
    told: list[RedRow] = []
    for rule in definitions.every():
        if Light.RED in rule.lights:
            source = source_of(rule, asked)
            rows = _ordered(source.rows.filter(light=Light.RED))[:most]
            told += [RedRow(rule, line) for line in lines_of(rule, asked, source, rows)]
    return told
