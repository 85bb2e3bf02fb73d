"""Which facts a meeting makes, and how the ledger follows when what is said of a meeting changes.

A meeting on a trip or a visit speaks for it: the firm was met on that trip, on the meeting's day, once. One that
belongs to neither has facts of its own, with itself as their occasion.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q

from luodi.enterprises.models import Enterprise
from luodi.kernel.dates import VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.ledger.models import Fact, Subject
from luodi.ledger.services import NewFact, Share, Supersede
from luodi.organisation.models import Unit
from luodi.outreach import meeting_rules as rules
from luodi.outreach.choices import ActivityState, MeetingState
from luodi.outreach.models import (
    Meeting,
    MeetingTopic,
    Trip,
    TripFirm,
    TripProject,
    Visit,
    VisitFirm,
    VisitProject,
)
from luodi.projects.models import Project
from luodi.refdata import industries

Key = tuple[str, int, int]
"""Kind, subject and occasion of a fact; a meeting's own fact is known without its occasion (0)."""

FIRM_KINDS = {SubjectKind.TRIP: FactKind.TRIP_FIRM_MET, SubjectKind.VISIT: FactKind.VISIT_FIRM_MET}
PROJECT_KINDS = {
    SubjectKind.TRIP: FactKind.TRIP_PROJECT_DISCUSSED,
    SubjectKind.VISIT: FactKind.VISIT_PROJECT_DISCUSSED,
}
_SPOKEN_FOR = frozenset({*FIRM_KINDS.values(), *PROJECT_KINDS.values()})
_CHUNK = 400


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting that stands, with what its facts need."""

    subject: Subject
    unit: Unit
    on: date
    form: str
    firm: Enterprise | None = None
    projects: tuple[Project, ...] = ()
    shares: tuple[Share, ...] = ()
    occasion: Subject | None = None
    activity: Trip | Visit | None = None
    activity_shares: tuple[Share, ...] = ()


@dataclass
class Move:
    """What the ledger is told, and which versions it replaces."""

    facts: list[NewFact] = field(default_factory=list)
    supersede: list[Supersede] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.supersede)

    @property
    def added(self) -> list[NewFact]:
        return [*self.facts, *(one.by for one in self.supersede if one.by is not None)]


def claims_of(held: Held) -> dict[Key, NewFact]:
    """Return the facts of one meeting by their keys."""
    firm = held.firm
    own = NewFact(
        kind=FactKind.MEETING_HELD,
        subject=held.subject,
        occasion=held.occasion,
        occurred=VagueDate.day(held.on),
        unit=held.unit,
        shares=held.shares,
        area=held.unit.area,
        origin=firm.origin if firm else "",
        industry=firm.industry if firm else "",
        industrial=_is_industrial(firm),
        category=held.form,
    )
    found: dict[Key, NewFact] = {(own.kind, held.subject.pk, 0): own}
    base = _spoken_for(held, own)
    occasion = base.occasion
    if occasion is None:
        return found
    if firm is not None:
        kind = FIRM_KINDS.get(SubjectKind(occasion.kind), FactKind.MEETING_FIRM_MET)
        found[kind, firm.subject_id, occasion.pk] = replace(base, kind=kind, subject=firm.subject)
    kind = PROJECT_KINDS.get(SubjectKind(occasion.kind), FactKind.MEETING_PROJECT_DISCUSSED)
    for project in held.projects:
        found[kind, project.subject_id, occasion.pk] = replace(
            base,
            kind=kind,
            subject=project.subject,
            area=project.area,
            origin=project.origin,
            industry=project.industry,
            industrial=project.industrial,
        )
    return found


def held_as(meeting: Meeting) -> Held | None:
    """Return what stands of the meeting with all records that were joined to it; None when it does not stand."""
    if meeting.state != MeetingState.RECORDED:
        return None
    records = [meeting.pk, *meeting.joined.values_list("pk", flat=True)]
    topics = MeetingTopic.objects.filter(meeting__in=records).values("subject_id")
    projects = Project.objects.filter(subject__in=topics, is_void=False).select_related("subject")
    activity = activities_of([meeting.occasion_id]).get(meeting.occasion_id or 0)
    return Held(
        subject=meeting.subject,
        unit=meeting.unit,
        on=meeting.held_on,
        form=meeting.form,
        firm=meeting.enterprise,
        projects=tuple(projects.order_by("pk")),
        shares=tuple(
            Share(part.unit, part.basis_points)
            for part in meeting.parts.select_related("unit").order_by("pk")
        ),
        occasion=meeting.occasion,
        activity=activity,
        activity_shares=shares_of([activity] if activity else []).get(meeting.occasion_id or 0, ()),
    )


def activities_of(occasion_ids: Iterable[int | None]) -> dict[int, Trip | Visit]:
    """Return, locked, the trips and visits behind the occasions, by the id of their subject."""
    ids = sorted({pk for pk in occasion_ids if pk is not None})
    found: dict[int, Trip | Visit] = {}
    for some in (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)):
        for model in (Trip, Visit):
            rows = model._default_manager.select_for_update(of=("self",)).filter(subject_id__in=some)
            found |= {row.subject_id: row for row in rows.select_related("unit", "subject").order_by("pk")}
    return found


def shares_of(activities: Iterable[Trip | Visit]) -> dict[int, tuple[Share, ...]]:
    """Return the shares of trips and visits by the id of their subject, in one query for each sort."""
    found: dict[int, list[Share]] = {}
    rows = list(activities)
    for model in (Trip, Visit):
        ids = [row.pk for row in rows if isinstance(row, model)]
        part: Any = model._meta.get_field("parts").related_model
        if ids:
            for one in part._default_manager.filter(activity__in=ids).select_related("unit", "activity"):
                found.setdefault(one.activity.subject_id, []).append(Share(one.unit, one.basis_points))
    return {pk: tuple(shares) for pk, shares in found.items()}


def move(before: Iterable[Key], after: Mapping[Key, NewFact], *, about: Sequence[int]) -> Move:
    """Return what brings the ledger from the claims of ``before`` to those of ``after``.

    ``about`` are the meetings that speak: what a reported trip lists by itself, or another meeting on it says too,
    stays as it is.    Raises: MeetingRefused when a verified claim would move.
    """
    known = set(before)
    keys = {*known, *after}
    live = _live(keys)
    said_elsewhere = _said_elsewhere([key for key in keys if key[0] in _SPOKEN_FOR], about)
    values = ledger.versions_of(list(live.values()))
    told = Move()
    for key in sorted(keys):
        fact, new = live.get(key), after.get(key)
        if fact is None:
            if new is not None:
                told.facts.append(new)
        elif key not in said_elsewhere and (key in known or fact.standing == Standing.REJECTED):
            _replace(told, fact, values[fact.pk], new)
    rules.check_unverified(one.fact.standing for one in told.supersede)
    return told


def _replace(told: Move, fact: Fact, old: NewFact, new: NewFact | None) -> None:
    if new is None:
        told.supersede.append(Supersede(fact, Cause.CORRECTED))
    elif fact.standing == Standing.REJECTED:
        told.supersede.append(Supersede(fact, Cause.RECORDED, new))
    elif replace(old, standing=new.standing) != new:
        told.supersede.append(Supersede(fact, Cause.CORRECTED, new))


def _spoken_for(held: Held, own: NewFact) -> NewFact:
    """Return the fact that those of firm and projects are made from: the trip's or the visit's, or the meeting's."""
    activity = held.activity
    if activity is None:
        return replace(own, occasion=held.subject, category="")
    return replace(
        own,
        occasion=activity.subject,
        unit=activity.unit,
        shares=held.activity_shares,
        area=activity.unit.area,
        category="",
        sponsor_id=activity.led_by_id,
    )


def _live(keys: Iterable[Key]) -> dict[Key, Fact]:
    wanted = set(keys)
    rows = Fact.objects.live().filter(
        kind__in={kind for kind, _, _ in wanted}, subject_id__in={subject for _, subject, _ in wanted}
    )
    own = Q(kind=FactKind.MEETING_HELD)
    rows = rows.filter(own | Q(occasion_id__in={occasion for _, _, occasion in wanted}))
    found = {_key(fact): fact for fact in rows.select_related("subject", "occasion", "unit").order_by("-pk")}
    return {key: fact for key, fact in found.items() if key in wanted}


def _key(fact: Fact) -> Key:
    is_own = fact.kind == FactKind.MEETING_HELD
    return fact.kind, fact.subject_id or 0, 0 if is_own else fact.occasion_id or 0


def _said_elsewhere(keys: Sequence[Key], about: Sequence[int]) -> set[Key]:
    """Return those of the claims on trips and visits that these meetings are not alone in making."""
    if not keys:
        return set()
    occasions = {occasion for _, _, occasion in keys}
    reported = Q(activity__subject__in=occasions, activity__state=ActivityState.REPORTED)
    found: set[Key] = set()
    for kind, rows, subject in (
        (FactKind.TRIP_FIRM_MET, TripFirm.objects, "enterprise__subject_id"),
        (FactKind.VISIT_FIRM_MET, VisitFirm.objects, "enterprise__subject_id"),
        (FactKind.TRIP_PROJECT_DISCUSSED, TripProject.objects, "project__subject_id"),
        (FactKind.VISIT_PROJECT_DISCUSSED, VisitProject.objects, "project__subject_id"),
    ):
        if any(key[0] == kind for key in keys):
            listed = rows.filter(reported).values_list(subject, "activity__subject_id")
            found |= {(kind.value, pk, occasion) for pk, occasion in listed}
    others = Meeting.objects.filter(occasion__in=occasions).exclude(state=MeetingState.WITHDRAWN)
    others = others.exclude(pk__in=about)
    firms = others.exclude(enterprise=None).values_list(
        "enterprise__subject_id", "occasion_id", "occasion__kind"
    )
    topics = MeetingTopic.objects.filter(meeting__in=others).values_list(
        "subject_id", "meeting__occasion_id", "meeting__occasion__kind"
    )
    for kinds, said in ((FIRM_KINDS, firms), (PROJECT_KINDS, topics)):
        for pk, occasion, sort in said:
            if (told := kinds.get(SubjectKind(sort))) is not None:
                found.add((told.value, pk, occasion))
    return found


def _is_industrial(firm: Enterprise | None) -> bool:
    return bool(firm and firm.industry) and industries.industry(firm.industry if firm else "").is_industrial
