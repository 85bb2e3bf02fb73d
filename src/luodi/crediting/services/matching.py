"""Whether a lead is known already: from an earlier first report that still holds, or from a project."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from luodi.crediting import rules
from luodi.crediting.models import FirstReport
from luodi.duplicates.choices import Kind
from luodi.duplicates.rules import Side
from luodi.duplicates.services.finding import find_matches
from luodi.kernel.names import sound_key
from luodi.organisation.models import City
from luodi.projects.models import Project

_MOST = 20


@dataclass(frozen=True)
class Match:
    """An earlier report or a project that looks like the same lead, and why."""

    report: FirstReport | None
    project: Project | None
    why: str


@dataclass(frozen=True)
class Intention:
    """How much is to be invested, and where."""

    amount_fen: int | None
    area: str


def find(lead: rules.Lead, intention: Intention, *, city: City, on: date) -> list[Match]:
    """Return what looks like the same lead on the day, earliest first.

    A report that has become a project stands for it.
    """
    reports = _reports(lead, city.pk, on)
    known = {match.report.project_id for match in reports if match.report is not None}
    return [*reports, *(match for match in _projects(lead, intention, city) if _id(match) not in known)]


def _reports(lead: rules.Lead, city_id: int, on: date) -> list[Match]:
    keys = Q(investor_key=sound_key(lead.investor_name)) | Q(name_key=sound_key(lead.project_name))
    if lead.investor_code:
        keys |= Q(investor_code=lead.investor_code)
    rows = FirstReport.objects.filter(keys, city_id=city_id).holding(on).order_by("pk")[:_MOST]
    told = [(row, rules.likeness(lead, _lead_of(row))) for row in rows]
    return [Match(row, None, why) for row, why in told if why]


def _lead_of(row: FirstReport) -> rules.Lead:
    return rules.Lead(row.investor_name, row.investor_code, row.project_name)


def _projects(lead: rules.Lead, on: Intention, city: City) -> list[Match]:
    side = Side(
        name=lead.project_name,
        investor=lead.investor_name,
        investor_code=lead.investor_code,
        area=on.area,
        total_fen=on.amount_fen,
    )
    found = {one.known.pk: one.match for one in find_matches(city, Kind.PROJECT, side)[:_MOST]}
    rows = Project.objects.in_bulk(list(found))
    return [Match(None, rows[pk], "；".join(match.equal)) for pk, match in sorted(found.items())]


def _id(match: Match) -> int | None:
    return match.project.pk if match.project is not None else None
