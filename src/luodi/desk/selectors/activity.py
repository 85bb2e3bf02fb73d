"""One trip or visit with everything that hangs on it, as its page and its report show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luodi.actions.models import ActionItem
from luodi.audit.models import AuditRecord
from luodi.desk import naming
from luodi.desk.frame import Frame
from luodi.desk.selectors.activities import TRIPS, Sort, phase, place_of, sort_of, when
from luodi.enterprises.models import Enterprise
from luodi.leads.models import Lead
from luodi.ledger.kinds import FactKind, Standing, SubjectKind
from luodi.ledger.models import Fact
from luodi.organisation.policies import may_review, may_write
from luodi.outreach import policies, services
from luodi.outreach.choices import ActivityState, Side
from luodi.outreach.models import Meeting, Trip, Visit
from luodi.outreach.services.merging import live_facts
from luodi.projects.models import Project
from luodi.recognition.models import CountyReview
from luodi.recognition.services.matters import words_of

N_HISTORY = 30
_MEASURES = {
    FactKind.TRIP_MADE: "次", FactKind.TRIP_DAYS: "天", FactKind.TRIP_STOP: "站", FactKind.VISIT_RECEIVED: "批",
    FactKind.TRIP_FIRM_MET: "家", FactKind.VISIT_FIRM_MET: "家",
    FactKind.TRIP_PROJECT_DISCUSSED: "个", FactKind.VISIT_PROJECT_DISCUSSED: "个",
}  # fmt: skip


@dataclass(frozen=True)
class FactLine:
    label: str
    about: str
    on: str
    quantity: int
    measure: str
    standing: Standing


@dataclass(frozen=True)
class FirmLine:
    """A firm of the activity: listed on it, or met at one of its meetings."""

    enterprise: Enterprise
    contact: str
    intention: str


@dataclass(frozen=True)
class ActivityPage:
    """``shown`` are the ids of the projects that the account may open; ``word`` is the county's last one on its facts
    as they stand, ``refusal`` why the city sent some of them back; ``acts`` what the account may do now."""

    sort: Sort
    row: Any
    place: str
    when: str
    phase: str
    handling: Any
    parts: Sequence[Any]
    firms: Sequence[FirmLine]
    projects: Sequence[Any]
    shown: frozenset[int]
    ours: Sequence[Any]
    guests: Sequence[Any]
    programme: Sequence[Any]
    stops: Sequence[tuple[date, str]]
    files: Sequence[Any]
    meetings: Sequence[Meeting]
    leads: Sequence[Lead]
    follow_ups: Sequence[ActionItem]
    facts: Sequence[FactLine]
    word: CountyReview | None
    refusal: str
    history: Sequence[AuditRecord]
    acts: Sequence[tuple[str, str]]


def page_of(row: Trip | Visit, frame: Frame) -> ActivityPage:
    sort = sort_of(row)
    reach = frame.reach
    projects = list(row.projects.select_related("project__unit").order_by("id"))
    known = Project.objects.visible_to(reach).filter(pk__in=[one.project_id for one in projects])
    people = list(row.members.all())
    meetings = Meeting.objects.visible_to(reach).standing().filter(occasion_id=row.subject_id)
    shown = meetings.select_related("enterprise", "created_by__person").prefetch_related("people")
    held = list(shown.order_by("held_on", "id"))
    asked_at = [row.subject_id, *(one.subject_id for one in held)]
    actions = ActionItem.objects.visible_to(reach).about(asked_at)
    leads = Lead.objects.visible_to(reach).filter(brought_by_id=row.subject_id)
    kind = SubjectKind.TRIP if sort is TRIPS else SubjectKind.VISIT
    trail = AuditRecord.objects.filter(city_id=frame.city.pk, target_kind=kind, target_code=row.code)
    facts = live_facts(row.subject)
    return ActivityPage(
        sort=sort,
        row=row,
        place=place_of(row),
        when=when(row),
        phase=phase(row, frame.today),
        handling=getattr(row, "handling", None),
        parts=list(row.parts.select_related("unit").order_by("-basis_points", "id")),
        firms=_firms(row, held),
        projects=projects,
        shown=frozenset(known.values_list("pk", flat=True)),
        ours=[one for one in people if one.side == Side.OURS],
        guests=[one for one in people if one.side == Side.THEIRS],
        programme=list(row.programme.select_related("enterprise")),
        stops=_stops(row),
        files=list(row.files.filter(withdrawn_at__isnull=True).select_related("file", "added_by__person")),
        meetings=held,
        leads=list(leads.select_related("unit").order_by("id")),
        follow_ups=list(actions.select_related("owner__person", "unit").order_by("deadline", "id")),
        facts=[_fact(fact) for fact in facts],
        word=next(reversed(words_of(facts).values()), None),
        refusal=_refusal(facts),
        history=list(trail.order_by("-id")[:N_HISTORY]),
        acts=_acts(row, frame, {Standing(fact.standing) for fact in facts}),
    )


def _firms(row: Trip | Visit, meetings: Sequence[Meeting]) -> list[FirmLine]:
    """Return the firms that the activity lists, then those of its meetings that it does not, each once."""
    listed = row.firms.select_related("enterprise").order_by("id")
    found = {one.enterprise_id: FirmLine(one.enterprise, one.contact, one.intention) for one in listed}
    for one in meetings:
        if one.enterprise is not None and one.enterprise_id not in found:
            met = "、".join(person.name for person in one.people.all() if person.side == Side.THEIRS)
            found[one.enterprise.pk] = FirmLine(one.enterprise, met, one.get_outcome_display())
    return list(found.values())


def _stops(row: Trip | Visit) -> list[tuple[date, str]]:
    stops = row.stops.all() if isinstance(row, Trip) else ()
    return [(one.on, naming.place(one.division, one.place)) for one in stops]


def _refusal(facts: Sequence[Fact]) -> str:
    """Return why claims of it were sent back, as long as they stand so."""
    rejected = [fact.pk for fact in facts if fact.standing == Standing.REJECTED]
    found = Fact.objects.filter(pk__in=rejected).order_by("-recorded_at").select_related("entry").first()
    return "" if found is None else found.entry.reason


def _fact(fact: Fact) -> FactLine:
    about = "" if fact.occasion_id is None or fact.subject is None else fact.subject.label
    if fact.kind == FactKind.TRIP_STOP:
        about = naming.origin(fact.category)
    return FactLine(
        label=str(FactKind(fact.kind).label),
        about=about,
        on=fact.occurred.show(),
        quantity=fact.quantity,
        measure=_MEASURES.get(FactKind(fact.kind), ""),
        standing=Standing(fact.standing),
    )


def _acts(row: Trip | Visit, frame: Frame, standings: set[Standing]) -> list[tuple[str, str]]:
    """Return what the account may do now, the most likely first."""
    if frame.is_past or row.state == ActivityState.WITHDRAWN:
        return []
    reach, is_reported = frame.reach, row.state == ActivityState.REPORTED
    acts: list[tuple[str, str]] = []
    if is_reported and reach.verifies and Standing.CLAIMED in standings:
        acts.append(("judge", "认定"))
    if is_reported and may_review(reach, row.unit_id) and Standing.CLAIMED in standings:
        acts.append(("review", "初审"))
    if row.state == ActivityState.SUBMITTED and policies.may_approve(reach, row):
        acts.append(("decide", "批复"))
    return [*acts, *(_own_acts(row) if may_write(reach, row.unit_id) else [])]


def _own_acts(row: Trip | Visit) -> list[tuple[str, str]]:
    """Return what the unit itself may do with a row that is not withdrawn."""
    always = [("file", "上传材料"), ("follow", "后续事项")]
    withdraw = ("withdraw", "撤销")
    if row.state == ActivityState.REPORTED:
        return [*always, ("correct", "更正"), withdraw]
    if row.state == ActivityState.SUBMITTED:
        return [*always, withdraw]
    is_asked = row.state == ActivityState.PLANNED and services.wants_approval(row)
    first = ("submit", "报批") if is_asked else ("report", "报告")
    return [first, ("change", "修改计划"), *always, withdraw]
