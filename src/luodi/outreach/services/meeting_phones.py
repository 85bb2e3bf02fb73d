"""Telephone numbers of the people whom we met: masked everywhere, shown in full on record."""

from datetime import datetime

from luodi.audit import services as audit
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require
from luodi.outreach.models import Meeting, MeetingPerson
from luodi.outreach.services.meetings import TARGET

_ACT = "查看会谈人员电话"


def show_phones(*, meeting: Meeting, actor: Account, at: datetime) -> list[MeetingPerson]:
    """Return the people with a number, in full; each view is in the trail.

    Raises: NotAllowed for an account that does not see the meeting.
    """
    seen = Meeting.objects.visible_to(reach_of(actor)).filter(pk=meeting.pk).exists()
    require(seen, "您不能查看这次会谈")
    people = list(meeting.people.exclude(phone=""))
    if people:
        audit.record(audit.Note(_ACT, TARGET, meeting.code, meeting.title), actor=actor, at=at)
    return people
