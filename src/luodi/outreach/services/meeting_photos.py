"""Pictures and papers of meetings: each is checked and kept by itself, so that one that is refused loses no other."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from luodi.audit import services as audit
from luodi.documents import services as documents
from luodi.documents.kinds import clean_name
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require_writing
from luodi.outreach import meeting_rules as rules
from luodi.outreach.choices import MeetingState
from luodi.outreach.models import Meeting, MeetingPhoto
from luodi.outreach.services.meetings import TARGET

MOST = 30


@transaction.atomic
def add_photo(
    meeting: Meeting, content: BinaryIO | bytes, name: str, *, actor: Account, at: datetime
) -> MeetingPhoto:
    """Keep a file with the meeting; the same file again is the one that is there.

    Raises: NotAllowed outside the actor's units; MeetingRefused for a withdrawn meeting or one with too many; what
    documents.keep refuses: too large, of another type than its name says.
    """
    require_writing(reach_of(actor), meeting.unit)
    stored = documents.keep(content, name, at=at)
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.state == MeetingState.WITHDRAWN:
        raise rules.MeetingRefused("这条会谈已撤回，不能再加照片")
    known = row.photos.filter(file=stored, withdrawn_at__isnull=True).first()
    if known is not None:
        return known
    if row.photos.filter(withdrawn_at__isnull=True).count() >= MOST:
        raise rules.MeetingRefused(f"一次会谈最多 {MOST} 张照片", field="photos")
    photo = MeetingPhoto.objects.create(
        meeting=row, file=stored, name=clean_name(name), added_at=at, added_by=actor
    )
    audit.record(
        audit.Note("上传会谈照片", TARGET, row.code, row.title, {"文件": [None, photo.name]}),
        actor=actor,
        at=at,
    )
    return photo


@transaction.atomic
def remove_photo(photo: MeetingPhoto, *, actor: Account, at: datetime) -> None:
    """Take a file away from its meeting; it stays on record.    Raises: NotAllowed outside the actor's units."""
    row = photo.meeting
    require_writing(reach_of(actor), row.unit)
    note = audit.Note("撤下会谈照片", TARGET, row.code, row.title, {"文件": [photo.name, None]})
    photo.withdrawn_at = at
    photo.save(update_fields=["withdrawn_at"])
    audit.record(note, actor=actor, at=at)
