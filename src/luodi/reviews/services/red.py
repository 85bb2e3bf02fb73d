"""What is red, as points that a review meeting can take up: late nodes of sponsored projects, red lines of lists."""

from dataclasses import dataclass
from datetime import date

from luodi.actions.models import ActionItem
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.projects.models import Project
from luodi.reviews.choices import LineSource
from luodi.sponsorship.selectors import overdue_nodes
from luodi.worklists.selectors import RedRow, red_rows


@dataclass(frozen=True)
class Proposal:
    """``key`` names what it came from; ``why`` is the sentence that explains it."""

    key: str
    source: LineSource
    title: str
    why: str
    project: Project | None = None
    item: ActionItem | None = None


def red_points(city: City, on: date, reach: Reach, most: int) -> list[Proposal]:
    """Return what is red in reach: late nodes first, then projects, each once however many lists it is red on.

    Shape: at most ``most`` of each sort, the longest waiting first.
    """
    nodes = [
        Proposal(
            f"node:{one.node.pk}",
            LineSource.NODE,
            f"{one.project.name}：{one.node.title}",
            one.says,
            one.project,
        )
        for one in overdue_nodes(city, on, reach)[:most]
    ]
    return nodes + _projects(red_rows(city, on, reach, most=most), most)


def _projects(rows: list[RedRow], most: int) -> list[Proposal]:
    said: dict[int, list[RedRow]] = {}
    for one in sorted(rows, key=lambda row: -(row.line.age or 0)):
        said.setdefault(one.line.project_id, []).append(one)
    first = dict(list(said.items())[:most])
    known = Project.objects.in_bulk(first)
    return [
        Proposal(
            f"project:{pk}",
            LineSource.WORKLIST,
            known[pk].name,
            _why(told),
            known[pk],
        )
        for pk, told in first.items()
    ]


def _why(told: list[RedRow]) -> str:
    """Return the sentence of the list on which the project waits longest, and the names of the others."""
    first, *others = told
    says = f"{first.rule.name}：{first.line.sentence.rstrip('。')}。"
    return says + (f"另在清单：{'、'.join(one.rule.name for one in others)}。" if others else "")
