"""A city's checklist of milestones: what it begins with, what it has made of it, and which steps are for a project."""

from functools import cache
from importlib import resources
from typing import Any

import yaml

from luodi.ledger.kinds import Capital
from luodi.projects.choices import LandKind, MilestoneApplies
from luodi.projects.models import MilestoneKind, Project

COMPLETED, IN_STATISTICS, ABOVE_SCALE, REGISTERED = "COMPLETED", "IN_STATISTICS", "ABOVE_SCALE", "REGISTERED"
COUNTED = (REGISTERED, IN_STATISTICS, COMPLETED, ABOVE_SCALE)
"""The codes that figures count; a city may rename these steps, but not do without them."""
_WITHOUT_BUILDING = (LandKind.OFFICE, LandKind.NONE)


def checklist(city_id: int) -> list[MilestoneKind]:
    """Return the steps that the city works with, in their order: its own, or those that every city begins with."""
    own = list(MilestoneKind.objects.of(city_id))
    return own or initial(city_id)


def initial(city_id: int) -> list[MilestoneKind]:
    """Return the steps that a city begins with, not yet written."""
    return [
        MilestoneKind(
            city_id=city_id,
            code=one["code"],
            name=one["name"],
            position=(i + 1) * 10,
            applies=MilestoneApplies(one["applies"]),
            note=one["note"],
        )
        for i, one in enumerate(_initial())
    ]


def applies(kind: MilestoneKind, project: Project) -> bool:
    """Whether the step is for the project; what is not known of it yet rules nothing out."""
    plan, detail = getattr(project, "plan", None), getattr(project, "detail", None)
    land = plan.land_kind if plan is not None else ""
    capital = detail.capital if detail is not None else ""
    return applies_to(kind, land_kind=land, capital=capital, industrial=project.industrial)


def applies_to(kind: MilestoneKind, *, land_kind: object, capital: object, industrial: bool) -> bool:
    """Whether the step is for a project of which this is known, empty where it is not."""
    match MilestoneApplies(kind.applies):
        case MilestoneApplies.LAND:
            return land_kind in ("", LandKind.SUPPLIED)
        case MilestoneApplies.BUILDING:
            return land_kind not in _WITHOUT_BUILDING
        case MilestoneApplies.INDUSTRIAL:
            return industrial
        case MilestoneApplies.FOREIGN:
            return capital == Capital.FOREIGN
        case _:
            return True


@cache
def _initial() -> list[dict[str, Any]]:
    text = (resources.files("luodi.projects") / "data" / "milestones.yaml").read_text("utf-8")
    found: list[dict[str, Any]] = yaml.safe_load(text)["milestones"]
    return found
