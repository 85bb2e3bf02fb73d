"""How sponsored projects stand: their nodes, their lights with the sentence that explains them, and what is late."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luodi.actions.models import ActionItem
from luodi.kernel.dates import VagueDate
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.organisation.selectors import rules_in_force
from luodi.projects.choices import Stage, Status
from luodi.projects.models import Project
from luodi.sponsorship import rules
from luodi.sponsorship.choices import Colour
from luodi.sponsorship.models import LightRules, Node, Sponsorship
from luodi.sponsorship.rules import EXAMPLE_TERMS, Due, Light, Step, Terms


@dataclass(frozen=True)
class NodeLine:
    """A node as it stands on a day; ``done`` is from the project's facts, or by hand for a free one."""

    node: Node
    done: VagueDate | None
    days_late: int

    @property
    def is_overdue(self) -> bool:
        return self.done is None and self.days_late > 0


@dataclass(frozen=True)
class Line:
    """One sponsorship with its light, its nodes in the order of their days and its open items."""

    sponsorship: Sponsorship
    light: Light
    nodes: tuple[NodeLine, ...]
    items: tuple[ActionItem, ...]

    @property
    def next_node(self) -> NodeLine | None:
        return next((one for one in self.nodes if one.done is None), None)

    @property
    def n_done(self) -> int:
        return sum(one.done is not None for one in self.nodes)


@dataclass(frozen=True)
class OverdueNode:
    """A node that is late on a day, for an agenda; ``says`` is the sentence that tells so."""

    node: Node
    project: Project
    sponsorship: Sponsorship
    days: int
    says: str


def lines_of(rows: Sequence[Sponsorship], on: date) -> list[Line]:
    """Return the sponsorships as they stand on the day, in the order given.

    Shape: four queries, however many there are.
    """
    projects = {one.project_id: one.project for one in rows}
    nodes = nodes_of(list(projects.values()), on)
    items = _items_of(list(projects.values()))
    terms = terms_on(rows[0].city_id, on) if rows else rules.EXAMPLE_TERMS
    told = []
    for one in rows:
        mine, due = nodes[one.project_id], items[one.project.subject_id]
        steps = [
            Step(line.node.title, line.node.planned_on, line.done.last if line.done else None)
            for line in mine
        ]
        light = rules.light(
            steps,
            [Due(item.title, item.deadline) for item in due],
            on=on,
            terms=terms,
            pause=pause_of(one.project),
        )
        told.append(Line(one, light, tuple(mine), tuple(due)))
    return told


def nodes_of(projects: Sequence[Project], on: date) -> Mapping[int, list[NodeLine]]:
    """Return the standing nodes by project, by their planned days.

    Shape: two queries.
    """
    subjects = {one.subject_id: one for one in projects}
    found: defaultdict[int, list[NodeLine]] = defaultdict(list)
    rows = list(Node.objects.standing().filter(project__in=[one.pk for one in projects]))
    by_id = {one.pk: one for one in projects}
    reached = _milestones_of(list(subjects)) if any(one.milestone for one in rows) else {}
    for node in rows:
        project = by_id[node.project_id]
        done = _done(node, project, reached.get((project.subject_id, node.milestone)))
        late = rules.days_late(node.planned_on, done_on=None if done is None else done.last, on=on)
        found[node.project_id].append(NodeLine(node, done, late))
    return found


def overdue_nodes(city: City, on: date, reach: Reach) -> list[OverdueNode]:
    """Return the nodes of sponsored projects that are late on the day, the latest first, as far as the reach sees.

    Projects that have come to an end or are suspended have no late nodes.
    Shape: three queries.
    """
    rows = list(Sponsorship.objects.visible_to(reach).filter(city=city).open().with_all())
    going = {one.project_id: one for one in rows if not pause_of(one.project)}
    nodes = nodes_of([one.project for one in going.values()], on)
    late = [
        OverdueNode(
            node=line.node,
            project=going[pk].project,
            sponsorship=going[pk],
            days=line.days_late,
            says=rules.late_words(line.node.title, line.node.planned_on, on),
        )
        for pk, lines in nodes.items()
        for line in lines
        if line.is_overdue
    ]
    return sorted(late, key=lambda one: (-one.days, one.project.code, one.node.pk))


def terms_on(city_id: int, day: date) -> Terms:
    """Return the rules in force; the example, which says that it is one, until the city has set its own."""
    found = rules_in_force(LightRules, city_id, day)
    return EXAMPLE_TERMS if found is None else Terms(found.red_after, found.yellow_within, found.source)


def pause_of(project: Project) -> str:
    """Return why the project has no light; empty when it has one."""
    if project.status in (Status.WITHDRAWN, Status.SUSPENDED):
        label, since = Status(project.status).label, project.status_since.isoformat()
        return f"项目自 {since} 起{label}，不亮灯"
    return ""


def by_urgency(line: Line) -> tuple[int, date, str]:
    """Order lines: red before yellow before green, the earliest open node first."""
    first = line.next_node
    planned = first.node.planned_on if first is not None else date.max
    return list(Colour).index(line.light.colour), planned, line.sponsorship.code


def _done(node: Node, project: Project, milestone: VagueDate | None) -> VagueDate | None:
    if node.stage:
        return project.date_of(Stage(node.stage))
    if node.milestone:
        return milestone
    return None if node.done_on is None else VagueDate.day(node.done_on)


def _milestones_of(subjects: Sequence[int]) -> dict[tuple[int, str], VagueDate]:
    facts = Fact.objects.live().filter(subject__in=subjects, kind=FactKind.PROJECT_MILESTONE)
    counting = facts.exclude(standing=Standing.REJECTED)
    return {(fact.subject_id or 0, fact.category): fact.occurred for fact in counting}


def _items_of(projects: Sequence[Project]) -> Mapping[int, list[ActionItem]]:
    """Return the open items by subject, the most urgent first."""
    found: defaultdict[int, list[ActionItem]] = defaultdict(list)
    rows = ActionItem.objects.open().about([one.subject_id for one in projects])
    for item in rows.select_related("owner__person", "unit").order_by("deadline", "id"):
        found[item.about_id or 0].append(item)
    return found
