"""What a phone on the road shows: today's programme, and what can be chosen for the record of a meeting."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from luodi.actions.models import ActionItem
from luodi.desk.frame import Frame
from luodi.enterprises.models import Enterprise
from luodi.kernel.names import normal_name
from luodi.leads.models import Lead
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Subject
from luodi.opportunities.models import Opportunity
from luodi.organisation.policies import Reach
from luodi.outreach.choices import ActivityState, EventState, MeetingForm, Side
from luodi.outreach.models import (
    Meeting,
    PromotionEvent,
    Trip,
    TripAppointment,
    TripMember,
    Visit,
    VisitAppointment,
    VisitMember,
)
from luodi.projects.models import Project
from luodi.teams.models import Attendance, Secondment

N_FOUND = 8
LEAST = 2
_BACK = timedelta(days=45)
_MOST = 30
_N_DUE = 4
"""Due things named on the page; the record of a meeting must not slide out of sight below them."""
_LINES = re.compile(r"[\n；;]+")


@dataclass(frozen=True)
class Choice:
    """A trip, visit or event that a meeting may belong to; ``value`` is how the form names it."""

    value: str
    label: str
    first: date
    last: date
    form: MeetingForm
    people: str = ""


@dataclass(frozen=True)
class Item:
    """A line of today's programme; ``leads_to`` is the page of its trip, visit or event."""

    at: time | None
    text: str
    place: str
    leads_to: str


@dataclass(frozen=True)
class Today:
    items: Sequence[Item]
    meetings: Sequence[Meeting]
    due: Sequence[ActionItem]
    n_more_due: int = 0
    posted: Secondment | None = None
    is_marked: bool = False


@dataclass(frozen=True)
class Suggestion:
    """Something that is meant by what was typed; ``value`` is its code, ``text`` what is put into the field."""

    value: str
    text: str
    says: str
    name: str = ""
    row: Any = None


def choices(frame: Frame, *, of: Subject | None = None) -> list[Choice]:
    """Return what the account's units take part in, of today and the weeks before, today's first; and ``of``."""
    today, reach = frame.today, frame.reach
    trips = _trips(reach, today - _BACK, today)
    visits = _visits(reach, today - _BACK, today)
    people = _people_of(trips, visits)
    found = [
        *(_of_trip(one, people.get(("trip", one.pk), ())) for one in trips),
        *(_of_visit(one, people.get(("visit", one.pk), ())) for one in visits),
        *(_of_event(one) for one in _events(reach, today - _BACK, today)),
    ]
    found.sort(key=lambda one: (one.last < today, -one.last.toordinal(), one.label))
    if of is not None and f"{of.kind}:{of.code}" not in {one.value for one in found}:
        found.append(Choice(f"{of.kind}:{of.code}", of.label or of.code, today, today, MeetingForm.AWAY))
    return found


def _of_trip(one: Trip, people: Sequence[str]) -> Choice:
    label = f"{one.from_on:%m-%d} {one.title}"
    value = f"{SubjectKind.TRIP}:{one.code}"
    return Choice(value, label, one.from_on, one.to_on, MeetingForm.AWAY, "、".join(people))


def _of_visit(one: Visit, people: Sequence[str]) -> Choice:
    label = f"{one.visited_on:%m-%d} {one.title}"
    value = f"{SubjectKind.VISIT}:{one.code}"
    return Choice(value, label, one.visited_from, one.visited_on, MeetingForm.HERE, "、".join(people))


def _of_event(one: PromotionEvent) -> Choice:
    label = f"{one.held_from:%m-%d} {one.name}"
    return Choice(f"{SubjectKind.EVENT}:{one.code}", label, one.held_from, one.held_to, MeetingForm.AWAY)


def default_of(found: Iterable[Choice], today: date) -> Choice | None:
    """Return the one activity that goes on today; None when there is none, or several."""
    now = going_on(found, today)
    return now[0] if len(now) == 1 else None


def going_on(found: Iterable[Choice], today: date) -> list[Choice]:
    return [one for one in found if one.first <= today <= one.last]


def today(frame: Frame) -> Today:
    """Return the day's programme, the meetings recorded of it, and what the account has to do by its end."""
    on, reach = frame.today, frame.reach
    trips, visits = _trips(reach, on, on), _visits(reach, on, on)
    items = [
        *(_line(one, "trips") for one in _programme(TripAppointment, trips, on)),
        *(_line(one, "visits") for one in _programme(VisitAppointment, visits, on)),
    ]
    items += [Item(None, one.title, one.place, f"/trips/{one.code}/") for one in trips]
    items += [Item(None, one.title, "", f"/visits/{one.code}/") for one in visits]
    items += [Item(None, one.name, one.place, f"/events/{one.code}/") for one in _events(reach, on, on)]
    meetings = Meeting.objects.visible_to(reach).standing().filter(held_on=on).select_related("unit")
    due = (
        ActionItem.objects.owned_by(frame.account).open().filter(deadline__lte=on).order_by("deadline", "id")
    )
    posted = Secondment.objects.filter(person=frame.account.person).on(on).select_related("unit").first()
    return Today(
        sorted(items, key=lambda one: (one.at is None, one.at or time.min)),
        list(meetings.order_by("-id")[:_MOST]),
        list(due[:_N_DUE]),
        max(0, due.count() - _N_DUE),
        posted,
        Attendance.objects.filter(secondment=posted, day=on).exists() if posted else False,
    )


def occasion_of(reach: Reach, said: str) -> Subject | None:
    """Return the trip, visit or event that ``KIND:code`` names, of those that the reach sees."""
    kind, _, code = said.partition(":")
    rows: Trip | Visit | PromotionEvent | None = None
    if kind == SubjectKind.TRIP:
        rows = Trip.objects.visible_to(reach).filter(code=code).select_related("subject").first()
    elif kind == SubjectKind.VISIT:
        rows = Visit.objects.visible_to(reach).filter(code=code).select_related("subject").first()
    elif kind == SubjectKind.EVENT:
        rows = PromotionEvent.objects.visible_to(reach).filter(code=code).select_related("subject").first()
    return rows.subject if rows is not None else None


def topics_meant(reach: Reach, text: str) -> tuple[list[Subject], list[str]]:
    """Return what each line means, by its code or its whole name, and the lines that mean nothing or several things."""
    found: dict[int, Subject] = {}
    unclear: list[str] = []
    for line in (one.strip() for one in _LINES.split(text)):
        if not line:
            continue
        subject = _topic(reach, line)
        if subject is None:
            unclear.append(line)
        else:
            found[subject.pk] = subject
    return list(found.values()), unclear


def _topic(reach: Reach, said: str) -> Subject | None:
    """Return the one that begins with its code, or that has this very name."""
    code = unicodedata.normalize("NFKC", said).split()[0].upper()
    of_code = [
        row for rows in _topic_rows(reach, Q(code=code), Q(code=code), Q(code=code)) for row in rows[:2]
    ]
    named = Q(name=said), Q(project_name=said), Q(name=said)
    rows = of_code or [row for rows in _topic_rows(reach, *named) for row in rows[:2]]
    if not rows:
        like = [one for one in topics(reach, said) if normal_name(one.name) == normal_name(said)]
        rows = [one.row for one in like]
    return rows[0].subject if len(rows) == 1 else None


def _topic_rows(reach: Reach, project: Q, lead: Q, opportunity: Q) -> tuple[QuerySet[Any], ...]:
    return (
        Project.objects.visible_to(reach).filter(project).select_related("subject").order_by("-id"),
        Lead.objects.visible_to(reach).filter(lead).select_related("subject").order_by("-id"),
        Opportunity.objects.visible_to(reach).filter(opportunity).select_related("subject").order_by("-id"),
    )


def topics(reach: Reach, text: str) -> list[Suggestion]:
    """Return projects, leads and opportunities whose name or code is like the last line of the text."""
    said = _LINES.split(text)[-1].strip()
    if len(said) < LEAST:
        return []
    projects = Project.objects.visible_to(reach).matching(reach.city_id, said).select_related("subject")
    lead = Q(code__iexact=said) | Q(project_name__icontains=said) | Q(investor_name__icontains=said)
    bank = Q(code__iexact=said) | Q(name__icontains=said)
    _, leads, opportunities = _topic_rows(reach, Q(), lead, bank)
    return [
        *(_suggested(one, one.name, "项目") for one in projects.order_by("-id")[:N_FOUND]),
        *(_suggested(one, one.project_name, "线索") for one in leads[:N_FOUND]),
        *(_suggested(one, one.name, "谋划项目") for one in opportunities[:N_FOUND]),
    ]


def _suggested(row: Any, name: str, sort: str) -> Suggestion:
    """Return what puts its code and name into the line."""
    return Suggestion(
        row.code, f"{row.code} {name}", f"{sort}　{getattr(row, 'investor_name', '')}".strip(), name, row
    )


def firms(reach: Reach, text: str) -> list[Suggestion]:
    """Return the firms whose name, code, credit code or initials contain the text: the latest first."""
    said = text.strip()
    if len(said) < LEAST:
        return []
    rows = Enterprise.objects.of(reach.city_id).matching(reach.city_id, said).order_by("-id")[:N_FOUND]
    return [Suggestion(one.code, one.name, one.credit_code or one.code) for one in rows]


def _trips(reach: Reach, first: date, last: date) -> list[Trip]:
    rows = Trip.objects.visible_to(reach).exclude(state=ActivityState.WITHDRAWN)
    return list(rows.filter(from_on__lte=last, to_on__gte=first).order_by("-to_on", "-id")[:_MOST])


def _visits(reach: Reach, first: date, last: date) -> list[Visit]:
    rows = Visit.objects.visible_to(reach).exclude(state=ActivityState.WITHDRAWN)
    return list(rows.filter(visited_on__range=(first, last)).order_by("-visited_on", "-id")[:_MOST])


def _events(reach: Reach, first: date, last: date) -> list[PromotionEvent]:
    rows = PromotionEvent.objects.visible_to(reach).exclude(state=EventState.CANCELLED)
    return list(rows.filter(held_from__lte=last, held_to__gte=first).order_by("-held_to", "-id")[:_MOST])


def _people_of(trips: Iterable[Trip], visits: Iterable[Visit]) -> dict[tuple[str, int], list[str]]:
    """Return the names of our people on each trip and at each visit, in two queries."""
    found: dict[tuple[str, int], list[str]] = {}
    for name, rows in (
        ("trip", TripMember.objects.filter(activity__in=list(trips))),
        ("visit", VisitMember.objects.filter(activity__in=list(visits))),
    ):
        for pk, person in (
            rows.filter(side=Side.OURS).order_by("seat", "id").values_list("activity_id", "name")
        ):
            found.setdefault((name, pk), []).append(person)
    return found


def _programme(
    model: type[TripAppointment | VisitAppointment], of: Sequence[Trip | Visit], on: date
) -> list[TripAppointment | VisitAppointment]:
    rows = model._default_manager.filter(activity__in=[one.pk for one in of], on=on)
    return list(rows.select_related("activity").order_by("starts", "id"))


def _line(one: TripAppointment | VisitAppointment, view: str) -> Item:
    return Item(one.starts, one.text, one.place, f"/{view}/{one.activity.code}/")
