"""What a project still needs, and which corrections wait for a verifier."""

from datetime import date

from django.db.models import QuerySet

from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.projects import details, rules
from luodi.projects.choices import Field, Stage
from luodi.projects.models import PendingCorrection, Project
from luodi.projects.requirements import Required, table


def next_stage(project: Project) -> Stage | None:
    """Return the stage that comes next, None after the last."""
    reached = project.stage_reached
    ahead = rules.ORDER[0 if reached is None else rules.ORDER.index(reached) + 1 :]
    return ahead[0] if ahead else None


def lacking(project: Project, stage: Stage, on: date) -> list[Required]:
    """Return what the stage would still take on that day, each with its reason, in the order of the stages."""
    required = table(on, project.city.code).upto(stage)
    held = project.fields_held() | details.filled_of(project, required)
    return rules.lacking(upto=stage, held=held, on=on, city=project.city.code)


def missing_for_next_stage(project: Project, on: date | None = None) -> list[Field]:
    """Return what has to be filled in before the next stage can be recorded, in the order of the stages."""
    stage = next_stage(project)
    return [] if stage is None else [one.field for one in lacking(project, stage, on or date.max)]


def pending_corrections(reach: Reach) -> "QuerySet[PendingCorrection]":
    """Return the corrections that wait, longest first, with what a list shows of them."""
    rows = PendingCorrection.objects.visible_to(reach).waiting()
    return rows.select_related("project__unit", "asked_by__person", "asked_by__unit").order_by(
        "asked_at", "id"
    )


def recorded_once(actor: Account, once: str) -> Project | None:
    """Return the project that the actor's own submission of that name created."""
    found = Project.objects.filter(
        subject__facts__entry__city=actor.city_id,
        subject__facts__entry__once=once,
        subject__facts__entry__actor=actor,
    )
    return found.first()
