"""One project on one page: where it stands, what it needs next, and everything that was ever recorded of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luodi.audit.models import AuditRecord
from luodi.desk import naming
from luodi.desk.frame import Frame
from luodi.desk.project_tabs import ShownTab, tabs_of
from luodi.desk.selectors.organisation import changes_of
from luodi.filing import selectors as filings
from luodi.filing.models import MonthClose
from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import Person
from luodi.projects import policies, rules, selectors, services
from luodi.projects.choices import EVENT_OF, PROJECT_KINDS, CorrectionState, Field, Stage, Status
from luodi.projects.models import PendingCorrection, Project, StatusDetail
from luodi.projects.selectors import HistoryItem
from luodi.projects.services.values import restore
from luodi.recognition.models import Verification
from luodi.recognition.selectors.records import by_entry, verifications_of

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
    """A line of the time line with how it ended, and what it did to a month that had been closed."""

    item: HistoryItem
    ending: Ending | None
    closed: str


@dataclass(frozen=True)
class Front:
    """What stands above every tab of a project: its head, what can be done with it, and the tabs."""

    project: Project
    head: Head | None
    tabs: tuple[ShownTab, ...]
    next_stage: Stage | None
    corrections: Sequence[PendingCorrection]
    status_said: str
    returned: tuple[str, str] | None
    may_write: bool
    may_verify: bool


@dataclass(frozen=True)
class Past:
    """Everything that was recorded of the project, on both clocks, and the trail.

    ``verified`` maps the number of an entry to who verified in it on which evidence, ``on_behalf`` to the unit for
    which somebody of another unit recorded it.
    """

    history: tuple[Told, ...]
    trail: Sequence[AuditRecord]
    verified: Mapping[int, Verification]
    on_behalf: Mapping[int, str]


def front(project: Project, frame: Frame, tab: str) -> Front:
    """Return the front of a tab; ``head`` is None when the ledger knew nothing of the project at the as-of."""
    is_closed = frame.is_past or project.is_void
    waiting = project.pending_corrections.waiting().select_related("asked_by__person")
    claims = Fact.objects.live().filter(subject_id=project.subject_id, standing=Standing.CLAIMED)
    may_verify = not is_closed and policies.can_verify(frame.reach, project)
    return Front(
        project=project,
        head=_known(project, frame),
        tabs=tabs_of(project.code, frame, tab),
        next_stage=None if is_closed else selectors.next_stage(project),
        corrections=[] if is_closed else list(waiting),
        status_said="" if is_closed else _status_said(project),
        returned=None if is_closed else _returned(project),
        may_write=not is_closed and policies.can_write(frame.reach, project),
        may_verify=may_verify and claims.filter(kind__in=PROJECT_KINDS).exists(),
    )


def _returned(project: Project) -> tuple[str, str] | None:
    """Return what was sent back last and why, while it stands so."""
    if project.standing != Standing.REJECTED:
        return None
    rejected = Fact.objects.live().filter(subject_id=project.subject_id, standing=Standing.REJECTED)
    fact = rejected.exclude(kind=FactKind.PROJECT_STATE).select_related("entry").order_by("entry_id").last()
    fact = fact or rejected.select_related("entry").order_by("entry_id").last()
    return (FactKind(fact.kind).label, fact.entry.reason) if fact else None


def past(project: Project, frame: Frame) -> Past:
    upto = frame.as_of.moment if frame.as_of else None
    trail = changes_of(project.city_id, TARGET, project.code)
    history = _history(project, frame)
    return Past(
        history=history,
        trail=[one for one in trail if upto is None or one.at <= upto],
        verified=by_entry(verifications_of(project, upto)),
        on_behalf={one.item.entry: one.item.on_behalf_of for one in history if one.item.on_behalf_of},
    )


def _status_said(project: Project) -> str:
    """Return in words what is said of the status beside its reason."""
    detail = StatusDetail.objects.filter(project=project).first()
    if detail is None:
        return ""
    resume = detail.resume_on and rules.around(detail.resume_on, DatePrecision(detail.resume_precision))
    parts = [
        f"{detail.get_reason_kind_display()}原因" if detail.reason_kind else "",
        f"预计{resume.show()}恢复" if resume else "",
        f"转投{detail.went_to}" if detail.went_to else "",
        detail.went_because,
    ]
    return "，".join(part for part in parts if part)


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


def steps(project: Project, head: Head | None, frame: Frame) -> tuple[Step, ...]:
    """Return the stages in their order, with their dates and the standing of their claims."""
    events = Fact.objects.filter(subject_id=project.subject_id, kind__in=EVENT_OF.values())
    known = events.live() if frame.as_of is None else events.known_at(frame.as_of.moment)
    live = {fact.kind: Standing(fact.standing) for fact in known}
    skipped = {skip.stage: skip.reason for skip in project.skips.all()}
    reached = -1 if head is None or head.stage is None else rules.ORDER.index(head.stage)
    found = []
    for rank, stage in enumerate(rules.ORDER):
        day = head.dates.get(stage) if head else None
        found.append(
            Step(
                label=stage.label,
                on=day.show() if day else "",
                standing=live.get(EVENT_OF[stage]),
                skipped=skipped.get(stage, "") if rank < reached else "",
                is_reached=rank <= reached,
                is_present=rank == reached,
            )
        )
    return tuple(found)


def shares_of(project: Project) -> list[tuple[str, float]]:
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
    closed = _closed_before(frame)
    return tuple(Told(one, endings.get(one.fact_id), _touched(one, endings, closed)) for one in shown)


def _closed_before(frame: Frame) -> dict[date, MonthClose]:
    """Return the closes that the as-of knows, by month."""
    return {
        month: close
        for month, close in filings.closes(frame.city).items()
        if close.closed_at <= frame.shown_at
    }


def _touched(item: HistoryItem, endings: Mapping[int, Ending], closed: Mapping[date, MonthClose]) -> str:
    """Say that a version came into, or left, a month after its close; verifying changes nothing of what is told."""
    close = closed.get(item.occurred_on.replace(day=1))
    if close is None:
        return ""
    label = f"{item.occurred_on.year}年{item.occurred_on.month}月"
    if item.recorded_at > close.moment and item.cause == Cause.RECORDED:
        return f"{label}结账后补报"
    came = item.recorded_at > close.moment and item.cause in (Cause.CORRECTED, Cause.WITHDRAWN)
    ended = item.superseded_at is not None and item.superseded_at > close.moment
    went = ended and item.fact_id in endings and endings[item.fact_id].act != ledger.VERIFY
    return f"涉及已结账的{label}" if came or went else ""


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
    if pending.ordinal is not None:
        return services.preview_record(pending=pending)
    corrections, wrong = (
        {Field(name): restore(Field(name), value) for name, value in stored.items()}
        for stored in (pending.corrections, pending.wrong)
    )
    return services.preview_correction(project=pending.project, corrections=corrections, wrong=wrong, at=at)
