"""Meetings as their pages show them: the list, one of them with everybody's records, and its sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luodi.actions.models import ActionItem
from luodi.desk.forms.meetings_list import MeetingsForm
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.kernel.phones import masked_phone
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.ledger.models import Fact, Subject
from luodi.outreach import meeting_policies as policies
from luodi.outreach import meetings_seen
from luodi.outreach.choices import MeetingState, Side
from luodi.outreach.models import Meeting, MeetingPerson, MeetingPhoto, MeetingQuerySet
from luodi.ui import sheets

_PAGES = {
    SubjectKind.TRIP: "trips",
    SubjectKind.VISIT: "visits",
    SubjectKind.EVENT: "events",
    SubjectKind.PROJECT: "projects",
    SubjectKind.LEAD: "leads",
    SubjectKind.OPPORTUNITY: "opportunities",
}


@dataclass(frozen=True)
class Someone:
    """Somebody at the table, with the number as pages show it."""

    person: MeetingPerson
    phone: str


@dataclass(frozen=True)
class Record:
    """What one member wrote down of the meeting."""

    meeting: Meeting
    theirs: Sequence[Someone]
    ours: Sequence[Someone]
    photos: Sequence[MeetingPhoto]
    may_add: bool


@dataclass(frozen=True)
class MeetingPage:
    meeting: Meeting
    records: Sequence[Record]
    topics: Sequence[Subject]
    actions: Sequence[ActionItem]
    twins: Sequence[Meeting]
    standing: str
    has_phones: bool
    may_change: bool


def meetings_in(frame: Frame, form: MeetingsForm) -> MeetingQuerySet:
    """Return the meetings that the account sees, as they are narrowed, latest first."""
    rows = form.narrow(Meeting.objects.visible_to(frame.reach))
    return rows.select_related("unit", "occasion", "created_by__person").order_by("-held_on", "-id")


def meeting_page(meeting: Meeting, frame: Frame) -> MeetingPage:
    rows = meeting.joined.select_related("unit", "created_by__person").order_by("pk")
    records = [_record(row, frame) for row in (meeting, *rows)]
    ids = [one.meeting.pk for one in records]
    subjects = Subject.objects.filter(discussed_at__meeting__in=ids).distinct().order_by("kind", "code")
    about = [one.meeting.subject_id for one in records]
    may_change = policies.may_change(frame.reach, meeting) and not frame.is_past
    return MeetingPage(
        meeting=meeting,
        records=records,
        topics=list(subjects),
        actions=list(
            ActionItem.objects.about(about).select_related("owner__person").order_by("deadline", "id")
        ),
        twins=meetings_seen.twins_of(meeting) if not frame.is_past else [],
        standing=_standing(meeting),
        has_phones=any(one.phone for record in records for one in (*record.theirs, *record.ours)),
        may_change=may_change,
    )


def path_of(subject: Subject) -> str:
    """Return where a trip, visit, event, project, lead or opportunity has its page."""
    folder = _PAGES.get(SubjectKind(subject.kind))
    return f"/{folder}/{subject.code}/" if folder else ""


def meetings(frame: Frame, form: MeetingsForm) -> Listing:
    columns = [
        sheets.Column("编号"),
        sheets.Column("日期"),
        sheets.Column("会谈对象", width=36),
        sheets.Column("方式"),
        sheets.Column("结果"),
        sheets.Column("会谈情况", width=60),
        sheets.Column("地点", width=18),
        sheets.Column("所属活动", width=30),
        sheets.Column("登记单位", width=18),
        sheets.Column("登记人"),
        sheets.Column("状态"),
    ]
    return Listing(meetings_in(frame, form), "会谈", columns, _cells, [form.says])


def _cells(row: Meeting) -> list[Any]:
    return [
        row.code,
        row.held_on,
        row.title,
        row.get_form_display(),
        row.get_outcome_display(),
        row.result,
        row.place,
        row.occasion.label if row.occasion else "",
        row.unit.short_name,
        row.created_by.display_name,
        row.get_state_display(),
    ]


def _record(row: Meeting, frame: Frame) -> Record:
    people = [Someone(one, masked_phone(one.phone)) for one in row.people.all()]
    return Record(
        row,
        [one for one in people if one.person.side == Side.THEIRS],
        [one for one in people if one.person.side == Side.OURS],
        list(row.photos.filter(withdrawn_at__isnull=True).select_related("file")),
        policies.may_add(frame.reach, row) and not frame.is_past,
    )


def _standing(meeting: Meeting) -> str:
    """Return how the meeting's own fact stands; nothing for one that does not count."""
    if meeting.state != MeetingState.RECORDED:
        return ""
    held = Fact.objects.live().filter(subject=meeting.subject_id, kind=FactKind.MEETING_HELD).first()
    return held.standing if held else ""
