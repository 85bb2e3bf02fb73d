"""Find what one new project or firm may be already.

Whatever is found is judged by the rules; the keys only bring candidates together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from luodi.duplicates import rules
from luodi.duplicates.choices import Kind, Level
from luodi.duplicates.rules import Match, Side
from luodi.duplicates.services import sides
from luodi.duplicates.services.sides import Known, Rows
from luodi.enterprises.models import Enterprise
from luodi.kernel.names import BRAND, core_name, sound_of
from luodi.organisation.models import City
from luodi.projects.models import Project

_MOST = 200
"""How many candidates of one key are compared: a name or an investor with more of them says nothing."""
_BEHIND = "z" * 8
"""Behind every key that begins alike."""


@dataclass(frozen=True)
class Found:
    """A row that may be the same, and how it agrees."""

    kind: Kind
    known: Known
    match: Match


def find_matches(city: City, kind: Kind, side: Side) -> list[Found]:
    """Return what in the city a new project or firm, or one that is there (``side.pk``), may be; strongest first.

    Looked up by indexes are the codes, the sound of the name, the sound of the investor and, for firms, names that
    begin alike, and a firm's former names. A short name that fits several firms says nothing.
    """
    known = list(_known(kind, set(_candidates(city.pk, kind, side)) - {side.pk}))
    if kind == Kind.ENTERPRISE:
        firms = Enterprise.objects.filter(city_id=city.pk, is_void=False)
        known += sides.under_former_names(firms, [side.name.strip()])
    judge = rules.judge_projects if kind == Kind.PROJECT else rules.judge_enterprises
    best: dict[int, Found] = {}
    for one in sides.standing_for(kind, city.pk, known):
        match = judge(side, one.side) if one.pk != side.pk else None
        if match is not None and (one.pk not in best or match.level < best[one.pk].match.level):
            best[one.pk] = Found(kind, one, match)
    found = list(best.values())
    shortened = [one for one in found if kind == Kind.ENTERPRISE and one.match.level == Level.L4]
    if len(shortened) > 1:
        found = [one for one in found if one not in shortened]
    return sorted(found, key=lambda one: (one.match.level, one.known.pk))


def _candidates(city_id: int, kind: Kind, side: Side) -> Iterator[int]:
    queries = _project_queries(city_id, side) if kind == Kind.PROJECT else _firm_queries(city_id, side)
    for query in queries:
        yield from query.order_by().values_list("pk", flat=True)[:_MOST]


def _project_queries(city_id: int, side: Side) -> Iterator["QuerySet[Project]"]:
    rows = Project.objects.filter(city_id=city_id)
    yield rows.filter(name_key=side.name_key)
    if side.investor_key:
        yield rows.filter(investor_key=side.investor_key)
    if side.investor_id is not None:
        yield rows.filter(enterprise_id=side.investor_id)
    if code := rules.valid_code(side.investor_code):
        yield rows.filter(detail__investor_code=code)
        yield rows.filter(enterprise__in=Enterprise.objects.filter(city_id=city_id, credit_code=code))
    if code := rules.valid_code(side.local_code):
        yield rows.filter(detail__local_code=code)
    if not side.investor_key:
        yield _begin_alike(rows, side)


def _firm_queries(city_id: int, side: Side) -> Iterator["QuerySet[Enterprise]"]:
    rows = Enterprise.objects.filter(city_id=city_id)
    yield rows.filter(name_key=side.name_key)
    if code := rules.valid_code(side.code):
        yield rows.filter(credit_code=code)
    yield _begin_alike(rows, side)


def _begin_alike(rows: Rows, side: Side) -> Rows:
    """Return the rows whose cores begin as the side's does: what differs in the brand is another thing.

    The range is what an index answers under any collation; the beginning is compared afterwards.
    """
    begin = sound_of(core_name(side.name)[: BRAND - 1])
    return rows.filter(name_key__range=(begin, begin + _BEHIND), name_key__startswith=begin)


def _known(kind: Kind, ids: Iterable[int]) -> Iterable[Known]:
    if kind == Kind.PROJECT:
        return sides.projects(sides.with_merged(Project.objects.filter(pk__in=list(ids)), kind))
    return sides.enterprises(sides.with_merged(Enterprise.objects.filter(pk__in=list(ids)), kind))
