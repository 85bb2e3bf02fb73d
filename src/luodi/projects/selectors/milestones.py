"""The checklist of one project: what is done, planned, overdue, missing or ruled out."""

from dataclasses import dataclass
from datetime import date

from luodi.kernel.asof import AsOf
from luodi.kernel.dates import VagueDate
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.projects import milestones as checklists
from luodi.projects.models import Milestone, MilestoneKind, Project


@dataclass(frozen=True, kw_only=True)
class MilestoneItem:
    """One step. ``standing`` is that of its claim, rejected ones too; ``done`` is None for a rejected one."""

    code: str
    name: str
    note: str
    applies: bool
    before_start: bool
    planned: VagueDate | None
    done: VagueDate | None
    standing: Standing | None
    ordinal: int | None
    not_applicable: str
    said: str
    is_overdue: bool

    @property
    def is_missing(self) -> bool:
        """Whether the step is for the project, and neither done nor ruled out."""
        return self.applies and self.done is None and not self.not_applicable


def milestones(project: Project, today: date, as_of: AsOf | None = None) -> list[MilestoneItem]:
    """Return the city's steps in their order, and steps that were done and are no longer on the list.

    Shape: four queries at most. What is planned has no history and is as it is now.
    """
    facts = Fact.objects.filter(subject_id=project.subject_id, kind=FactKind.PROJECT_MILESTONE)
    facts = facts.live() if as_of is None else facts.known_at(as_of.moment)
    done = {fact.category: fact for fact in facts}
    kept = {one.code: one for one in Milestone.objects.filter(project=project)}
    kinds = checklists.checklist(project.city_id)
    listed = {kind.code for kind in kinds}
    kinds += [MilestoneKind(code=code, name=code, applies="ALL") for code in done if code not in listed]
    return [_item(kind, project, done.get(kind.code), kept.get(kind.code), today) for kind in kinds]


def _item(
    kind: MilestoneKind, project: Project, fact: Fact | None, kept: Milestone | None, today: date
) -> MilestoneItem:
    counts = fact is not None and fact.standing != Standing.REJECTED
    done = fact.occurred if fact is not None and counts else None
    planned = kept.planned if kept else None
    ruled_out = kept.not_applicable if kept and not counts else ""
    return MilestoneItem(
        code=kind.code,
        name=kind.name,
        note=kind.note,
        applies=checklists.applies(kind, project),
        before_start=kind.before_start,
        planned=planned,
        done=done,
        standing=Standing(fact.standing) if fact else None,
        ordinal=fact.ordinal if fact else None,
        not_applicable=ruled_out,
        said=kept.note if kept else "",
        is_overdue=planned is not None and done is None and not ruled_out and planned.last < today,
    )
