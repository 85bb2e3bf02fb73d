"""Whether a lead is known already: from an earlier lead, a first report that holds, or a project."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from luodi.crediting import rules as crediting
from luodi.crediting.models import FirstReport
from luodi.crediting.services import matching as reports
from luodi.kernel.names import sound_key
from luodi.leads.choices import OPEN_STATES, LeadState
from luodi.leads.models import Lead
from luodi.organisation.models import City
from luodi.projects.models import Project

_MOST = 20
_STANDING = (*OPEN_STATES, LeadState.CONVERTED)


@dataclass(frozen=True)
class Match:
    """One thing that looks like the same lead, and why."""

    lead: Lead | None
    report: FirstReport | None
    project: Project | None
    why: str


@dataclass(frozen=True)
class Told:
    """What of a lead can be compared."""

    investor_name: str
    project_name: str
    investor_code: str = ""
    amount_fen: int | None = None
    area: str = ""


def find(told: Told, *, city: City, on: date, but: Lead | None = None) -> list[Match]:
    """Return what looks like the same lead on the day: leads, then first reports, then projects; earliest first.

    A lead that has become a project stands for it.
    """
    side = crediting.Lead(told.investor_name.strip(), told.investor_code, told.project_name.strip())
    found = _leads(side, city.pk, but)
    known = {one.lead.project_id for one in found if one.lead is not None and one.lead.project_id}
    intention = reports.Intention(told.amount_fen, told.area)
    others = reports.find(side, intention, city=city, on=on)
    rest = [Match(None, one.report, one.project, one.why) for one in others]
    return [*found, *(one for one in rest if one.project is None or one.project.pk not in known)]


def _leads(side: crediting.Lead, city_id: int, but: Lead | None) -> list[Match]:
    keys = Q(brief__investor_key=sound_key(side.investor_name))
    keys |= Q(brief__name_key=sound_key(side.project_name))
    rows = Lead.objects.filter(keys, brief__city_id=city_id, state__in=_STANDING).select_related(
        "brief", "unit"
    )
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    told = [(row, crediting.likeness(side, _side_of(row))) for row in rows.order_by("pk")[:_MOST]]
    return [Match(row, None, None, why) for row, why in told if why]


def _side_of(row: Lead) -> crediting.Lead:
    return crediting.Lead(row.investor_name, row.brief.investor_code, row.project_name)
