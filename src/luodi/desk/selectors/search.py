"""Searching over everything that has a name or a code."""

from dataclasses import dataclass

from luodi.enterprises.models import Enterprise
from luodi.organisation.policies import Reach
from luodi.projects.models import Project

N_EACH = 12
LEAST = 2
"""One character alone is in too many names to help."""


@dataclass(frozen=True)
class Found:
    projects: list[Project]
    enterprises: list[Enterprise]

    @property
    def is_empty(self) -> bool:
        return not self.projects and not self.enterprises


def found(reach: Reach, text: str) -> Found:
    """Return the first projects and enterprises whose name, code or initials contain the text.

    Enterprises are the city's, known to all who work in it; projects are those that the account may see.
    """
    if len(text) < LEAST:
        return Found([], [])
    projects = Project.objects.visible_to(reach).matching(reach.city_id, text)
    enterprises = Enterprise.objects.of(reach.city_id).matching(reach.city_id, text)
    return Found(
        list(projects.select_related("unit").order_by("-id")[:N_EACH]),
        list(enterprises.order_by("-id")[:N_EACH]),
    )
