"""One project on one page: where it stands, what it needs next, and everything that was ever recorded of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luodi.audit.models import AuditRecord
from luodi.desk import naming
from luodi.desk.frame import Frame
from luodi.desk.selectors.organisation import changes_of
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Channel, FactKind, Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import Person
from luodi.projects import policies, rules, selectors, services
from luodi.projects.choices import EVENT_OF, CorrectionState, Field, Stage, Status
from luodi.projects.models import PendingCorrection, Project
from luodi.projects.selectors import HistoryItem
from luodi.projects.services.values import restore

TARGET = "project"


@dataclass(frozen=True)
class Step:
    """A stage on the line: reached on a date with a standing, skipped for a reason, or still ahead."""

    label: str
    on: str
    standing: Standing | None
    skipped: str
    is_reached: bool
    is_present: bool


@dataclass(frozen=True)
class Head:
    """What the project is, now or as the ledger knew it then."""

    stage: Stage | None
    status: Status
    status_since: date | None
    standing: Standing
    total: Yuan | None
    unit_name: str
    unit_code: str
    area: str
    origin: str
    industry: str
    industrial: bool
    sponsor: Person | None
    dates: Mapping[Stage, VagueDate]


@dataclass(frozen=True)
class Ending:
    """Who ended a version of a fact, when, and why."""

    who: str
    act: str
    reason: str


@dataclass(frozen=True)
class Told:
    """A line of the time line with how it ended."""

    item: HistoryItem
    ending: Ending | None


@dataclass(frozen=True)
class ProjectPage:
    project: Project
    head: Head | None
    steps: tuple[Step, ...]
    next_stage: Stage | None
    missing: Sequence[Field]
    shares: Sequence[tuple[str, float]]
    history: tuple[Told, ...]
    trail: Sequence[AuditRecord]
    corrections: Sequence[PendingCorrection]
    channel: str
    may_write: bool
    may_verify: bool


def page(project: Project, frame: Frame) -> ProjectPage:
    """Return the page; ``head`` is None when the ledger knew nothing of the project at the as-of."""
    is_closed = frame.is_past or project.is_void
    head = _known(project, frame)
    history = _history(project, frame)
    upto = frame.as_of.moment if frame.as_of else None
    waiting = project.pending_corrections.waiting().select_related("asked_by__person")
    has_claims = any(one.item.is_live and one.item.standing == Standing.CLAIMED for one in history)
    return ProjectPage(
        project=project,
        head=head,
        steps=_steps(project, head, history),
        next_stage=None if is_closed else selectors.next_stage(project),
        missing=[] if is_closed else selectors.missing_for_next_stage(project),
        shares=[] if is_closed else _shares(project),
        history=history,
        trail=[
            one for one in changes_of(project.city_id, TARGET, project.code) if upto is None or one.at <= upto
        ],
        corrections=[] if is_closed else list(waiting),
        channel=Channel(project.channel_of_signing).label if project.channel_of_signing else "",
        may_write=not is_closed and policies.can_write(frame.reach, project),
        may_verify=not is_closed and policies.can_verify(frame.reach, project) and has_claims,
    )


def _known(project: Project, frame: Frame) -> Head | None:
    if frame.as_of is None:
        return _present(project)
    known = selectors.known_project(project, frame.as_of)
    if known is None:
        return None
    return Head(
        stage=known.stage,
        status=known.status,
        status_since=known.status_since,
        standing=known.standing,
        total=known.total,
        unit_name=known.unit.name,
        unit_code=known.unit.code,
        area=naming.area(known.area),
        origin=naming.origin(known.origin),
        industry=_industry(known.industry),
        industrial=known.industrial,
        sponsor=known.sponsor,
        dates=known.dates,
    )


def _present(project: Project) -> Head:
    return Head(
        stage=project.stage_reached,
        status=Status(project.status),
        status_since=project.status_since,
        standing=Standing(project.standing),
        total=project.total,
        unit_name=project.unit.name,
        unit_code=project.unit.code,
        area=naming.area(project.area),
        origin=naming.origin(project.origin),
        industry=_industry(project.industry),
        industrial=project.industrial,
        sponsor=project.sponsor,
        dates={stage: day for stage in Stage if (day := project.date_of(stage)) is not None},
    )


def _industry(code: str) -> str:
    return f"{code} {naming.industry(code)}" if code else ""


def _steps(project: Project, head: Head | None, history: Sequence[Told]) -> tuple[Step, ...]:
    live = {one.item.kind: one.item for one in history if one.item.is_live}
    skipped = {skip.stage: skip.reason for skip in project.skips.all()}
    reached = -1 if head is None or head.stage is None else rules.ORDER.index(head.stage)
    found = []
    for rank, stage in enumerate(rules.ORDER):
        event = live.get(EVENT_OF[stage])
        day = head.dates.get(stage) if head else None
        found.append(
            Step(
                label=stage.label,
                on=day.show() if day else "",
                standing=event.standing if event else None,
                skipped=skipped.get(stage, "") if rank < reached else "",
                is_reached=rank <= reached,
                is_present=rank == reached,
            )
        )
    return tuple(found)


def _shares(project: Project) -> list[tuple[str, float]]:
    shares = project.shares.select_related("unit").order_by("-basis_points", "id")
    return [(one.unit.short_name, one.basis_points / 100) for one in shares]


def _history(project: Project, frame: Frame) -> tuple[Told, ...]:
    """Return the time line, latest first; a state that only follows from an event of the same entry is left out."""
    items = selectors.history(project, frame.as_of)
    events = {(one.entry, one.recorded_at) for one in items if one.kind in EVENT_OF.values()}
    shown = [
        one
        for one in items
        if one.kind != FactKind.PROJECT_STATE or (one.entry, one.recorded_at) not in events
    ]
    endings = _endings([one.fact_id for one in shown if one.superseded_at is not None])
    return tuple(Told(one, endings.get(one.fact_id)) for one in shown)


def _endings(fact_ids: Sequence[int]) -> dict[int, Ending]:
    ended = Fact.objects.filter(pk__in=fact_ids).select_related("superseded_by__actor__person")
    return {
        fact.pk: Ending(
            fact.superseded_by.actor.display_name, fact.superseded_by.act, fact.superseded_by.reason
        )
        for fact in ended
        if fact.superseded_by is not None
    }


def preview_of(pending: PendingCorrection, at: datetime) -> services.CorrectionPreview | None:
    """Return what the correction would do now; None when it has been decided."""
    if pending.state != CorrectionState.WAITING:
        return None
    corrections, wrong = (
        {Field(name): restore(Field(name), value) for name, value in stored.items()}
        for stored in (pending.corrections, pending.wrong)
    )
    return services.preview_correction(project=pending.project, corrections=corrections, wrong=wrong, at=at)
