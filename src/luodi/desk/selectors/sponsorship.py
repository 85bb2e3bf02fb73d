"""Sponsored projects as pages show them: the centre's list, my crews, one project's page, and the leader's own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from luodi.actions.choices import ExtensionState
from luodi.actions.models import ActionItem, ItemExtension
from luodi.audit.models import AuditRecord
from luodi.desk.asking import Asking
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.desk.selectors.target_holders import holder_progress
from luodi.figures.questions import Figure
from luodi.figures.scopes import Dimension, Part, Scope
from luodi.kernel.periods import Period
from luodi.organisation import selectors as organisation
from luodi.organisation.models import Person
from luodi.projects.choices import Stage, Status
from luodi.projects.models import Project
from luodi.sponsorship import policies, selectors, services
from luodi.sponsorship.choices import Colour
from luodi.sponsorship.models import CrewMember, Instruction, NodeChange, Sponsorship, SponsorshipQuerySet
from luodi.sponsorship.selectors import Line
from luodi.targets.selectors import Progress
from luodi.ui import sheets

TRIPS = "trips.count"


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to: a leader by code, a light, and whether ended projects are shown."""

    leader: str
    light: str

    @classmethod
    def of(cls, frame: Frame) -> "Asked":
        query = frame.request.GET
        light = query.get("light", "")
        return cls(query.get("leader", "")[:40], light if light in Colour.values else "")


@dataclass(frozen=True)
class Board:
    """``lines`` are those asked for, ``counts`` the lights of all that the filter by leader leaves."""

    lines: Sequence[Line]
    counts: dict[str, int]
    leaders: Sequence[tuple[str, str]]
    homeless: Sequence[tuple[Person, int]]
    n_lacking: int
    n_surplus: int


def board(frame: Frame, asked: Asked) -> Board:
    """Return the centre's list. A city sponsors some dozens of projects, so all of them are judged at once."""
    rows = list(_going(frame))
    leaders = sorted({one.leader for one in rows}, key=lambda one: one.pk)
    office = {one.pk for one in organisation.leaders(frame.city, frame.today)}
    n_of = Counter(one.leader_id for one in rows if one.project.status != Status.WITHDRAWN)
    lines = selectors.lines_of([one for one in rows if asked.leader in ("", one.leader.code)], frame.today)
    lacking, surplus = services.apart(frame.city.pk) if policies.may_lead(frame.reach) else ([], [])
    return Board(
        lines=_narrowed(lines, asked),
        counts=Counter(one.light.colour.value for one in lines),
        leaders=[("", "全部领导"), *[(one.code, one.name) for one in leaders]],
        homeless=[(one, n_of[one.pk]) for one in leaders if one.pk not in office and n_of[one.pk]],
        n_lacking=len(lacking),
        n_surplus=len(surplus),
    )


def crewed(frame: Frame, asked: Asked) -> tuple[Sequence[Line], dict[str, int]]:
    """Return the projects in whose crew the account's person is, with the counts of their lights."""
    crews = CrewMember.objects.held().filter(person_id=frame.account.person_id)
    rows = _going(frame).filter(project__in=crews.values("project_id"))
    lines = selectors.lines_of(list(rows), frame.today)
    return _narrowed(lines, asked), Counter(one.light.colour.value for one in lines)


def sheet(frame: Frame, lines: Sequence[Line], asked: Asked, title: str) -> Export:
    columns = [
        sheets.Column("编号"),
        sheets.Column("项目编号"),
        sheets.Column("项目名称", width=36),
        sheets.Column("包保领导"),
        sheets.Column("包保始于"),
        sheets.Column("牵头单位", width=18),
        sheets.Column("责任单位", width=18),
        sheets.Column("阶段"),
        sheets.Column("总投资", "亿元", places=4),
        sheets.Column("亮灯"),
        sheets.Column("亮灯说明", width=60),
        sheets.Column("下一节点", width=24),
        sheets.Column("计划完成日期"),
        sheets.Column("节点完成", width=10),
        sheets.Column("未办结事项"),
    ]
    terms = services.terms_on(frame.city.pk, frame.today)
    says = [
        f"状态截至 {frame.today.isoformat()}",
        f"节点超期超过 {terms.red_after} 天或有待办超期亮红灯，到期前 {terms.yellow_within} 天内亮黄灯",
        f"亮灯依据：{terms.source}",
    ]
    says += [f"只含{Colour(asked.light).label}"] if asked.light else []
    return Export(title, columns, [_row(one) for one in lines], says, len(lines))


@dataclass(frozen=True)
class Panel:
    """All there is of one sponsored project: who, the crew, the plan with its changes, items, instructions."""

    line: Line
    crew: Sequence[CrewMember]
    former: Sequence[Sponsorship]
    changes: dict[int, list[NodeChange]]
    instructions: Sequence[Instruction]
    trail: Sequence[AuditRecord]
    may_keep: bool
    sees_project: bool


def panel(found: Sponsorship, frame: Frame) -> Panel:
    """Return the panel of a sponsorship.    Shape: a fixed number of queries."""
    (line,) = selectors.lines_of([found], frame.today)
    project = found.project
    moved: dict[int, list[NodeChange]] = {}
    for change in NodeChange.objects.filter(node__project=project).select_related("changed_by__person"):
        moved.setdefault(change.node_id, []).append(change)
    told = Instruction.objects.visible_to(frame.reach, person_id=frame.account.person_id).filter(
        project=project
    )
    codes = list(Sponsorship.objects.filter(project=project).values_list("code", flat=True))
    trail = AuditRecord.objects.filter(
        city_id=found.city_id, target_kind="sponsorship", target_code__in=codes
    )
    return Panel(
        line=line,
        crew=list(
            CrewMember.objects.filter(project=project)
            .select_related("person", "unit")
            .order_by("until", "role", "id")
        ),
        former=list(
            Sponsorship.objects.filter(project=project)
            .exclude(pk=found.pk)
            .select_related("leader", "lead_unit")
            .order_by("-since", "-id")
        ),
        changes=moved,
        instructions=list(told.select_related("leader").order_by("-given_on", "-id")),
        trail=list(trail.order_by("-id")),
        may_keep=not frame.is_past and policies.may_keep(found, actor=frame.account, reach=frame.reach),
        sees_project=Project.objects.visible_to(frame.reach).filter(pk=project.pk).exists(),
    )


def panel_of(project: Project, frame: Frame) -> Panel | None:
    """Return the panel of a project's present sponsorship; None when nobody sponsors it."""
    found = Sponsorship.objects.filter(project=project).open().with_all().first()
    return None if found is None else panel(found, frame)


@dataclass(frozen=True)
class Quota:
    """What a leader has done of a target this year; ``progress`` is None when none is set.

    ``figure`` is None where no figure can be asked of leaders, which the progress explains.
    """

    name: str
    figure: Figure | None
    progress: Progress | None


@dataclass(frozen=True)
class LeaderPage:
    """``lines`` by urgency; what waits for the leader's word are unanswered instructions and items of one's own."""

    leader: Person
    lines: Sequence[Line]
    counts: dict[str, int]
    unanswered: Sequence[Instruction]
    answered: Sequence[Instruction]
    items: Sequence[ActionItem]
    extensions: Sequence[ItemExtension]
    quotas: Sequence[Quota]
    others: Sequence[tuple[str, str]]
    is_own: bool


def leader_page(frame: Frame) -> LeaderPage:
    """Return the page of the leader who looks, or of the one asked for by who sees the whole city."""
    sees_all = frame.reach.unit_ids is None
    wanted = frame.request.GET.get("leader", "") if sees_all else ""
    leaders = organisation.leaders(frame.city, frame.today) if sees_all else []
    found = Person.objects.filter(city=frame.city, code=wanted).first() if wanted else None
    leader = found or frame.account.person
    rows = Sponsorship.objects.filter(city=frame.city, leader=leader).open().with_all()
    lines = _narrowed(selectors.lines_of(list(rows), frame.today), Asked("", ""))
    told = Instruction.objects.filter(city=frame.city, leader=leader).select_related(
        "leader", "project", "unit"
    )
    owned = ActionItem.objects.open().filter(owner__person=leader).select_related("owner__person", "unit")
    is_own = leader.pk == frame.account.person_id
    return LeaderPage(
        leader=leader,
        lines=lines,
        counts=Counter(one.light.colour.value for one in lines),
        unanswered=list(told.unanswered().order_by("given_on", "id")),
        answered=list(told.exclude(answered_at=None).order_by("-answered_at")[:5]),
        items=list(owned.order_by("deadline", "id")),
        extensions=_extensions(leader, lines),
        quotas=_quotas(frame, leader),
        others=[(one.code, one.name) for one in leaders],
        is_own=is_own,
    )


def _extensions(leader: Person, lines: Sequence[Line]) -> list[ItemExtension]:
    """Return the extensions asked for and not decided, of items on the projects or from instructions."""
    subjects = [one.sponsorship.project.subject_id for one in lines]
    mine = Q(item__about__in=subjects) | Q(item__instruction__instruction__leader=leader)
    rows = ItemExtension.objects.filter(mine, state=ExtensionState.ASKED)
    known = rows.select_related("item__owner__person", "item__unit", "item__basis", "asked_by")
    return list(known.order_by("asked_at", "id"))


def _quotas(frame: Frame, leader: Person) -> list[Quota]:
    """Return the leader's targets of this year with their progress, and the trips led in any case."""
    held = holder_progress(frame, leader)
    told = [Quota(one.target.indicator.name, one.figure, one) for one in held.values()]
    if TRIPS in held:
        return told
    year = Period.year_to_date(frame.today)
    scope = Scope((Part(Dimension.LEADER, leader.code, leader.name),))
    figure = Asking(frame.city, year, scope, frame.known).many([TRIPS])[TRIPS]
    return [Quota(figure.name, figure, None), *told]


def _going(frame: Frame) -> SponsorshipQuerySet:
    rows = Sponsorship.objects.visible_to(frame.reach, person_id=frame.account.person_id)
    return rows.open().with_all().order_by("id")


def _narrowed(lines: Sequence[Line], asked: Asked) -> list[Line]:
    kept = [one for one in lines if asked.light in ("", one.light.colour)]
    return sorted(kept, key=selectors.by_urgency)


def _row(line: Line) -> list[Any]:
    one, project = line.sponsorship, line.sponsorship.project
    ahead = line.next_node
    planned: date | None = None if ahead is None else ahead.node.planned_on
    return [
        one.code,
        project.code,
        project.name,
        one.leader.name,
        one.since,
        one.lead_unit.short_name if one.lead_unit else "",
        project.unit.short_name,
        Stage(project.stage).label,
        None if project.total is None else project.total.to_yi(4),
        line.light.colour.label,
        line.light.says,
        "" if ahead is None else ahead.node.title,
        planned,
        f"{line.n_done}/{len(line.nodes)}",
        len(line.items),
    ]
