"""What a phone on the road shows: today's programme, and what can be chosen for the record of a meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Q

from luodi.actions.models import ActionItem
from luodi.desk.frame import Frame
from luodi.enterprises.models import Enterprise
from luodi.kernel.names import normal_name
from luodi.leads.models import Lead
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Subject
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

N_FOUND = 8
LEAST = 2
_BACK = timedelta(days=45)
_MOST = 30


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


@dataclass(frozen=True)
class Suggestion:
    """Something that is meant by what was typed; ``kind`` and ``code`` name it, ``text`` is its name."""

    value: str
    text: str
    says: str


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
    now = [one for one in found if one.first <= today <= one.last]
    return now[0] if len(now) == 1 else None


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
    return Today(
        sorted(items, key=lambda one: (one.at is None, one.at or time.min)),
        list(meetings.order_by("-id")[:_MOST]),
        list(due[:_MOST]),
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


def topic_of(reach: Reach, said: str, text: str) -> Subject | None:
    """Return the project or lead that was chosen, or the one whose code or name the text is."""
    found = [one for one in topics(reach, text, exactly=True) if not said or one.value == said]
    values = {one.value for one in found}
    if len(values) != 1:
        return None
    kind, _, code = values.pop().partition(":")
    return Subject.objects.filter(city_id=reach.city_id, kind=kind, code=code).first()


def topics(reach: Reach, text: str, *, exactly: bool = False) -> list[Suggestion]:
    """Return projects and leads whose name or code is like the text, or with ``exactly`` the same."""
    said = text.strip()
    if len(said) < LEAST:
        return []
    projects = Project.objects.visible_to(reach).matching(reach.city_id, said).order_by("-id")
    leads = Lead.objects.visible_to(reach).filter(
        Q(code__iexact=said) | Q(project_name__icontains=said) | Q(investor_name__icontains=said)
    )
    found = [
        *(Suggestion(f"{SubjectKind.PROJECT}:{one.code}", one.name, one.code) for one in projects[:N_FOUND]),
        *(
            Suggestion(
                f"{SubjectKind.LEAD}:{one.code}", one.project_name, f"线索 {one.code} {one.investor_name}"
            )
            for one in leads.order_by("-id")[:N_FOUND]
        ),
    ]
    same = normal_name(said)
    return [one for one in found if not exactly or same in (normal_name(one.text), normal_name(_code(one)))]


def firms(reach: Reach, text: str) -> list[Suggestion]:
    """Return the firms whose name, code, credit code or initials contain the text: the latest first."""
    said = text.strip()
    if len(said) < LEAST:
        return []
    rows = Enterprise.objects.of(reach.city_id).matching(reach.city_id, said).order_by("-id")[:N_FOUND]
    return [Suggestion(one.code, one.name, one.credit_code or one.code) for one in rows]


def _code(one: Suggestion) -> str:
    return one.value.partition(":")[2]


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
