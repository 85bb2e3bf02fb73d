"""Searching over everything that has a name or a code."""

from dataclasses import dataclass, field

from luodi.desk import naming
from luodi.enterprises.models import Enterprise
from luodi.leads.models import Lead
from luodi.organisation.policies import Reach
from luodi.outreach.models import Trip, Visit
from luodi.projects.models import Project

N_EACH, N_FEW = 12, 6
LEAST = 2
"""One character alone is in too many names to help."""


@dataclass(frozen=True)
class Outing:
    """A trip or a visit with the view of its page and where it went or came from."""

    view: str
    title: str
    row: Trip | Visit
    place: str


@dataclass(frozen=True)
class Found:
    projects: list[Project] = field(default_factory=list)
    enterprises: list[Enterprise] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    outings: list[Outing] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.projects or self.enterprises or self.leads or self.outings)


def found(reach: Reach, text: str) -> Found:
    """Return the latest of each sort whose name, code or initials contain the text.

    Enterprises are the city's, known to all who work in it; of the rest it is what the account may see.
    """
    if len(text) < LEAST:
        return Found()
    projects = Project.objects.visible_to(reach).matching(reach.city_id, text)
    enterprises = Enterprise.objects.of(reach.city_id).matching(reach.city_id, text)
    leads = Lead.objects.visible_to(reach).matching(reach.city_id, text)
    trips = Trip.objects.visible_to(reach).matching(reach.city_id, text)
    visits = Visit.objects.visible_to(reach).matching(reach.city_id, text)
    return Found(
        list(projects.select_related("unit").order_by("-id")[:N_EACH]),
        list(enterprises.order_by("-id")[:N_EACH]),
        list(leads.select_related("unit").order_by("-id")[:N_EACH]),
        [
            *(
                Outing("trip", "外出", row, row.place)
                for row in trips.select_related("unit").order_by("-id")[:N_FEW]
            ),
            *(
                Outing("visit", "接待", row, naming.origin(row.origin))
                for row in visits.select_related("unit").order_by("-id")[:N_FEW]
            ),
        ],
    )
