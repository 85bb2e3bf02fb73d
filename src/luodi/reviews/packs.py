"""The meeting's agenda with the facts of each line, as the page shows it and as the pack prints it; PDF by typst."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luodi.actions.models import ActionItem
from luodi.kernel.money import Yuan
from luodi.projects.choices import Stage
from luodi.projects.models import Project, ProjectDetail
from luodi.reviews.choices import Attendance, SeatKind
from luodi.reviews.models import AgendaLine, Decision, Review, Seat
from luodi.reviews.services import moment_words

ITEMS_EACH = 10
"""How many open items of a project a line names."""


@dataclass(frozen=True)
class Point:
    """A line of the agenda with what is known of it: ``facts`` are labels with values, ``items`` are open ones."""

    number: int
    line: AgendaLine
    facts: Sequence[tuple[str, str]]
    items: Sequence[ActionItem]
    n_items: int
    decisions: Sequence[Decision]


@dataclass(frozen=True)
class Pack:
    review: Review
    points: Sequence[Point]
    members: Sequence[Seat]
    observers: Sequence[Seat]
    made_on: date

    @property
    def heads(self) -> list[tuple[str, str]]:
        review = self.review
        told = [
            ("时间", moment_words(review.held_at)),
            ("地点", review.place),
            ("主持", review.chair.name if review.chair else "未定"),
            ("记录", review.keeper.name if review.keeper else ""),
            ("参会", "、".join(one.name for one in self.members)),
            ("列席", "、".join(one.name for one in self.observers)),
            ("法定到会人数", f"{review.quorum}人" if review.quorum else ""),
        ]
        return [(label, value) for label, value in told if value]


def pack_of(review: Review, *, on: date) -> Pack:
    """Return what is put before the meeting, as it stands on the day.    Shape: five queries however long it is."""
    seats = list(Seat.objects.filter(review=review).select_related("unit", "person").order_by("id"))
    return Pack(
        review=review,
        points=points_of(review),
        members=[one for one in seats if one.kind == SeatKind.MEMBER],
        observers=[one for one in seats if one.kind == SeatKind.OBSERVER],
        made_on=on,
    )


def points_of(review: Review) -> list[Point]:
    rows = AgendaLine.objects.filter(review=review, is_dropped=False)
    lines = list(
        rows.select_related("project__unit", "project__sponsor", "item__owner__person", "item__unit")
    )
    projects = [line.project for line in lines if line.project is not None]
    problems = _problems(projects)
    items: dict[int | None, list[ActionItem]] = defaultdict(list)
    open_items = ActionItem.objects.filter(
        about__in=[one.subject_id for one in projects], closed_at__isnull=True
    )
    for item in open_items.select_related("owner__person", "unit").order_by("deadline", "id"):
        items[item.about_id].append(item)
    decisions = defaultdict(list)
    for decision in Decision.objects.filter(line__in=lines).select_related("unit", "owner__person", "item"):
        decisions[decision.line_id].append(decision)
    points = []
    for number, line in enumerate(lines, start=1):
        found = items[line.project.subject_id] if line.project else []
        facts = _facts(line.project, problems) if line.project else []
        points.append(Point(number, line, facts, found[:ITEMS_EACH], len(found), decisions[line.pk]))
    return points


def attendance_of(seats: Sequence[Seat]) -> Mapping[Attendance, int]:
    """Return how many of the seats of members are in which state."""
    members = [one.attendance for one in seats if one.kind == SeatKind.MEMBER]
    return {state: members.count(state.value) for state in Attendance}


def item_rows(point: Point) -> list[tuple[str, str, str]]:
    """Return the open items of a line as tables have them: what, who, by when."""
    return [
        (item.title, f"{item.unit.short_name} {item.owner.display_name}", item.deadline.isoformat())
        for item in point.items
    ]


def _problems(projects: Sequence[Project]) -> dict[int, str]:
    rows = ProjectDetail.objects.filter(project__in=projects).exclude(problem="")
    return dict(rows.values_list("project_id", "problem"))


def _facts(project: Project, problems: Mapping[int, str]) -> list[tuple[str, str]]:
    total = f"{Yuan(project.total_fen).show_yi()} 亿元" if project.total_fen is not None else ""
    status = project.get_status_display()
    dates = [
        f"{stage.label} {on.isoformat()}"
        for stage, on in (
            (Stage.NEGOTIATING, project.negotiating_on),
            (Stage.SIGNED, project.signed_on),
            (Stage.STARTED, project.started_on),
            (Stage.PRODUCING, project.producing_on),
        )
        if on is not None
    ]
    told = [
        ("项目", f"{project.code} {project.name}"),
        ("责任单位", project.unit.short_name),
        ("包保领导", project.sponsor.name if project.sponsor else ""),
        ("总投资", total),
        ("阶段", f"{project.get_stage_display()}（{status}）"),
        ("日期", "，".join(dates)),
        ("推进说明", project.status_reason),
        ("存在问题", problems.get(project.pk, "")),
    ]
    return [(label, value) for label, value in told if value]
