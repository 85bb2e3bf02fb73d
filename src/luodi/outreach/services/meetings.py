"""Record meetings: each once, however often a phone sends it, with what its trip or visit owes to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from luodi.actions import services as actions
from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.enterprises import services as enterprises
from luodi.enterprises.models import Enterprise
from luodi.ledger import services as ledger
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Subject
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Person, Unit
from luodi.organisation.policies import Reach, reach_of, require_writing
from luodi.outreach import meeting_rules as rules
from luodi.outreach.choices import MeetingForm, MeetingOutcome, Side
from luodi.outreach.meeting_rules import MeetingRefused
from luodi.outreach.models import Meeting, MeetingPerson, MeetingTopic, PromotionEvent, Trip, Visit
from luodi.outreach.services import meeting_claims as claims
from luodi.outreach.services.meeting_claims import Held
from luodi.outreach.services.monthly import superseded_by_rows
from luodi.projects.models import Project

TARGET = "meeting"
TOPICS = frozenset({SubjectKind.PROJECT, SubjectKind.LEAD, SubjectKind.OPPORTUNITY})
OCCASIONS = frozenset({SubjectKind.TRIP, SubjectKind.VISIT, SubjectKind.EVENT})
_CHUNK = 400


@dataclass(frozen=True, kw_only=True)
class Attendant:
    """Somebody at the table; ``person`` when it is one of our people."""

    side: Side
    name: str
    post: str = ""
    phone: str = ""
    person: Person | None = None


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What is to be done after the meeting; without an owner by whoever records it."""

    title: str
    deadline: date
    owner: Account | None = None


@dataclass(frozen=True, kw_only=True)
class NewMeeting:
    """``occasion`` is the subject of a trip, a visit or an event; ``topics`` those of projects, leads, opportunities.

    Whom we met is ``enterprise``, or ``new_firm`` which is entered with it, or else whoever ``title`` names.
    """

    unit: Unit
    held_on: date
    form: MeetingForm
    outcome: MeetingOutcome
    result: str
    held_at: time | None = None
    enterprise: Enterprise | None = None
    new_firm: enterprises.NewEnterprise | None = None
    title: str = ""
    place: str = ""
    occasion: Subject | None = None
    topics: tuple[Subject, ...] = ()
    people: tuple[Attendant, ...] = ()
    next_step: NextStep | None = None
    once: str = ""

    @property
    def counterpart(self) -> str:
        firm = self.enterprise or self.new_firm
        return (firm.name if firm is not None else self.title).strip()


def record_meeting(new: NewMeeting, *, actor: Account, at: datetime) -> Meeting:
    """Record one meeting; see ``record_meetings``."""
    return record_meetings([new], actor=actor, at=at)[0]


def record_meetings(commands: Sequence[NewMeeting], *, actor: Account, at: datetime) -> list[Meeting]:
    """Record meetings as claims of their units; one whose ``once`` the actor has sent before is that record again.

    Shape: in the order of the commands.
    Raises: NotAllowed outside the actor's units; MeetingRefused when what is said cannot be, a meeting to come above
    all; what entering a new firm or a follow-up refuses.
    """
    reach = reach_of(actor)
    for new in commands:
        require_writing(reach, new.unit)
        check(new, reach=reach, at=at)
    with transaction.atomic():
        year = timezone.localtime(at).year
        codes = numbering.take(city_id=actor.city_id, prefix="M", year=year, n=len(commands))
        known = _known(commands, actor=actor)
        fresh = [new for new in commands if new.once not in known]
        if not fresh:
            transaction.set_rollback(True)
        rows = iter(_record(fresh, codes, actor=actor, at=at) if fresh else ())
        return [known[new.once] if new.once in known else next(rows) for new in commands]


def check(new: NewMeeting, *, reach: Reach, at: datetime) -> None:
    """Raises: MeetingRefused when what is said cannot be; see the rules."""
    rules.check_held(new.held_on, new.held_at, now=timezone.localtime(at))
    rules.check_words(new.counterpart, new.result)
    rules.check_people((one.side, one.name) for one in new.people)
    if new.occasion is not None and new.occasion.kind not in OCCASIONS:
        raise MeetingRefused("会谈只能属于外出招商、来访接待或招商活动", field="occasion")
    if any(one.kind not in TOPICS for one in new.topics):
        raise MeetingRefused("所谈事项只能是项目、线索或谋划项目", field="topics")
    things = [one for one in (new.enterprise, new.occasion, *new.topics) if one is not None]
    if any(thing.city_id != reach.city_id for thing in things):
        raise MeetingRefused("企业、活动和所谈事项须是本市的", field="firm")


def check_occasions(commands: Iterable[NewMeeting], activities: Mapping[int, Trip | Visit]) -> None:
    """Raises: MeetingRefused for a day outside its trip, visit or event, or one that was withdrawn."""
    events: dict[int, PromotionEvent] = {}
    for new in commands:
        if new.occasion is None:
            continue
        key = new.occasion.pk
        found = activities.get(key) or events.get(key)
        if found is None:
            found = events[key] = PromotionEvent.objects.get(subject=key)
        if isinstance(found, PromotionEvent):
            rules.check_event(found.state, name=found.name)
            rules.check_during(new.held_on, found.held_from, found.held_to, name=found.name)
            continue
        rules.check_occasion(found.state, name=found.title)
        first, last = (
            (found.from_on, found.to_on)
            if isinstance(found, Trip)
            else (found.visited_from, found.visited_on)
        )
        rules.check_during(new.held_on, first, last, name=found.title)


def write_people(rows: Sequence[Meeting], commands: Sequence[NewMeeting]) -> None:
    MeetingPerson.objects.bulk_create(
        [
            MeetingPerson(
                meeting=row,
                side=one.side,
                person=one.person,
                name=one.name.strip(),
                post=one.post.strip(),
                phone=one.phone.strip(),
            )
            for row, new in zip(rows, commands, strict=True)
            for one in new.people
        ],
        batch_size=_CHUNK,
    )


def write_topics(rows: Sequence[Meeting], commands: Sequence[NewMeeting]) -> None:
    MeetingTopic.objects.bulk_create(
        [
            MeetingTopic(meeting=row, subject=one)
            for row, new in zip(rows, commands, strict=True)
            for one in {topic.pk: topic for topic in new.topics}.values()
        ],
        batch_size=_CHUNK,
    )


def with_firm(new: NewMeeting, *, actor: Account, at: datetime) -> NewMeeting:
    """Enter the firm that is said to be new.    Raises: what entering it refuses."""
    if new.new_firm is None or new.enterprise is not None:
        return new
    return replace(new, enterprise=enterprises.add_enterprise(new.new_firm, actor=actor, at=at))


def _known(commands: Sequence[NewMeeting], *, actor: Account) -> dict[str, Meeting]:
    names = [new.once for new in commands if new.once]
    rows = Meeting.objects.filter(city_id=actor.city_id, once__in=names)
    found = {row.once or "": row for row in rows.select_related("subject", "unit", "enterprise")}
    if any(row.created_by_id != actor.pk for row in found.values()):
        raise MeetingRefused("这份草稿已由别的账号登记，请刷新后再登记", field="once")
    return found


def _record(
    commands: Sequence[NewMeeting], codes: Sequence[str], *, actor: Account, at: datetime
) -> list[Meeting]:
    commands = [with_firm(new, actor=actor, at=at) for new in commands]
    activities = claims.activities_of(new.occasion.pk if new.occasion else None for new in commands)
    check_occasions(commands, activities)
    specs = [
        ledger.SubjectSpec(SubjectKind.MEETING, code, new.counterpart, new.occasion)
        for code, new in zip(codes, commands, strict=False)
    ]
    subjects = ledger.add_subjects(specs, city_id=actor.city_id)
    rows = Meeting.objects.bulk_create(
        [_row(new, subject, actor, at) for new, subject in zip(commands, subjects, strict=True)],
        batch_size=_CHUNK,
    )
    write_people(rows, commands)
    write_topics(rows, commands)
    for row, new in zip(rows, commands, strict=True):
        _ask(row, new, actor=actor, at=at)
    _post(rows, commands, activities, actor=actor, at=at)
    return rows


def _row(new: NewMeeting, subject: Subject, actor: Account, at: datetime) -> Meeting:
    return Meeting(
        city=actor.city,
        code=subject.code,
        subject=subject,
        unit=new.unit,
        occasion=new.occasion,
        enterprise=new.enterprise,
        title=new.counterpart,
        held_on=new.held_on,
        held_at=new.held_at,
        form=new.form,
        place=new.place.strip(),
        outcome=new.outcome,
        result=new.result.strip(),
        once=new.once or None,
        created_at=at,
        created_by=actor,
    )


def _ask(row: Meeting, new: NewMeeting, *, actor: Account, at: datetime) -> None:
    """Note the next step as an action item; a draft that was sent late asks for it by today."""
    step = new.next_step
    if step is None:
        return
    owner = step.owner or actor
    actions.add_item(
        city=actor.city,
        title=step.title,
        about=row.subject,
        owner=owner,
        unit=row.unit if step.owner is None else owner.unit,
        deadline=max(step.deadline, day_of(at)),
        actor=actor,
        at=at,
    )


def _post(
    rows: Sequence[Meeting],
    commands: Sequence[NewMeeting],
    activities: Mapping[int, Trip | Visit],
    *,
    actor: Account,
    at: datetime,
) -> None:
    topics = {one.pk for new in commands for one in new.topics}
    projects = {one.subject_id: one for one in _projects(topics)}
    shares = claims.shares_of(activities.values())
    after: dict[claims.Key, ledger.NewFact] = {}
    for row, new in zip(rows, commands, strict=True):
        occasion = new.occasion.pk if new.occasion else 0
        held = Held(
            subject=row.subject,
            unit=new.unit,
            on=new.held_on,
            form=new.form,
            firm=new.enterprise,
            projects=tuple(projects[one.pk] for one in new.topics if one.pk in projects),
            occasion=new.occasion,
            activity=activities.get(occasion),
            activity_shares=shares.get(occasion, ()),
        )
        after = claims.claims_of(held) | after
    told = claims.move((), after, about=[row.pk for row in rows])
    ledger.post(
        city=actor.city,
        act="登记会谈",
        actor=actor,
        at=at,
        facts=told.facts,
        supersede=[
            *told.supersede,
            *superseded_by_rows(told.added, city=actor.city, today=day_of(at)),
        ],
        notes=[audit.Note("登记会谈", TARGET, row.code, row.title) for row in rows],
    )


def _projects(subject_ids: set[int]) -> Iterable[Project]:
    ids = sorted(subject_ids)
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        yield from Project.objects.filter(subject__in=some, is_void=False).select_related("subject")
