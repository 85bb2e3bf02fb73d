"""Who may see and write meetings: one door per object, the same 404 for what is absent and what is forbidden."""

from django.db.models import Q
from django.http import Http404

from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, may_write, reach_of
from luodi.outreach.choices import MeetingState
from luodi.outreach.models import Meeting, MeetingPhoto


def get_meeting(code: str, *, actor: Account) -> Meeting:
    """Raises: Http404 when there is none, or it is none of the actor's units'."""
    rows = Meeting.objects.visible_to(reach_of(actor)).select_related(
        "city", "subject", "unit", "occasion", "enterprise", "created_by__person", "joined_into"
    )
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_photo(pk: int, *, actor: Account) -> MeetingPhoto:
    """Raises: Http404 when there is none, or neither its meeting nor the one it was joined to is shown."""
    seen = Meeting.objects.visible_to(reach_of(actor)).values("pk")
    rows = MeetingPhoto.objects.filter(Q(meeting__in=seen) | Q(meeting__joined_into__in=seen))
    found = rows.filter(pk=pk, withdrawn_at__isnull=True).select_related("file", "meeting__unit").first()
    if found is None:
        raise Http404
    return found


def may_change(reach: Reach, meeting: Meeting) -> bool:
    """Whether the account may correct or withdraw the record."""
    return meeting.state == MeetingState.RECORDED and may_write(reach, meeting.unit_id)


def may_add(reach: Reach, meeting: Meeting) -> bool:
    """Whether the account may add pictures to the record."""
    return meeting.state != MeetingState.WITHDRAWN and may_write(reach, meeting.unit_id)
