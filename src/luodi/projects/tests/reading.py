"""Read the ledger as a stock or a flow does, so that tests say what counts and not how rows look."""

from datetime import date

from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.projects.models import Project

CLAIMED = (Standing.CLAIMED, Standing.VERIFIED)
VERIFIED = (Standing.VERIFIED,)


def state_on(project: Project, day: str, *, counting: tuple[Standing, ...] = CLAIMED) -> Fact | None:
    """The state in which a stock finds the project on the day."""
    states = Fact.objects.live().filter(subject_id=project.subject_id, kind=FactKind.PROJECT_STATE)
    known = states.filter(standing__in=counting, occurred_on__lte=date.fromisoformat(day))
    return known.order_by("held_key").last()


def stage_on(project: Project, day: str, *, counting: tuple[Standing, ...] = CLAIMED) -> str:
    state = state_on(project, day, counting=counting)
    return state.state if state else ""


def events(project: Project, kind: FactKind, *, counting: tuple[Standing, ...] = CLAIMED) -> list[Fact]:
    """The events that a flow counts for the project."""
    return list(Fact.objects.live().filter(subject_id=project.subject_id, kind=kind, standing__in=counting))


def event(project: Project, kind: FactKind, *, counting: tuple[Standing, ...] = CLAIMED) -> Fact:
    (only,) = events(project, kind, counting=counting)
    return only
