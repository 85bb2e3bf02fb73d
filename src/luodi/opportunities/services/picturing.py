"""Pictures of an opportunity: the same rules of type and size as for every other file, and pictures only."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from luodi.audit import services as audit
from luodi.documents import services as documents
from luodi.opportunities.models import Opportunity, OpportunityPhoto
from luodi.opportunities.rules import OpportunityRefused
from luodi.opportunities.services.writing import TARGET
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require_writing

PICTURES = ("jpg", "jpeg", "png")
MOST = 8


def add_photo(
    *,
    opportunity: Opportunity,
    content: BinaryIO | bytes,
    name: str,
    actor: Account,
    at: datetime,
    caption: str = "",
) -> OpportunityPhoto:
    """Raises: OpportunityRefused for what is no picture, is there already or one too many; what ``documents.keep``
    refuses; NotAllowed.
    """
    require_writing(reach_of(actor), opportunity.unit)
    if name.rpartition(".")[2].lower() not in PICTURES:
        raise OpportunityRefused("图片请用 jpg 或 png", field="file")
    stored = documents.keep(content, name, at=at)
    with transaction.atomic():
        row = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
        there = row.photos.filter(is_off=False)
        if there.filter(file=stored).exists():
            raise OpportunityRefused("这张图片已经上传过", field="file")
        if there.count() >= MOST:
            raise OpportunityRefused(f"每个项目最多 {MOST} 张图片，请先撤下一张", field="file")
        photo = OpportunityPhoto.objects.create(
            opportunity=row,
            file=stored,
            name=name[-200:],
            caption=caption.strip(),
            added_at=at,
            added_by=actor,
        )
        note = audit.Note("上传谋划项目图片", TARGET, row.code, row.name, {"文件": photo.name})
        audit.record(note, actor=actor, at=at)
    return photo


def take_off_photo(*, photo: OpportunityPhoto, actor: Account, at: datetime) -> OpportunityPhoto:
    """Show a picture no longer; the file stays on record.    Raises: OpportunityRefused, NotAllowed."""
    row = photo.opportunity
    require_writing(reach_of(actor), row.unit)
    with transaction.atomic():
        locked = OpportunityPhoto.objects.select_for_update().get(pk=photo.pk)
        if locked.is_off:
            raise OpportunityRefused("这张图片已经撤下", field="file")
        locked.is_off = True
        locked.save(update_fields=["is_off"])
        note = audit.Note("撤下谋划项目图片", TARGET, row.code, row.name, {"文件": locked.name})
        audit.record(note, actor=actor, at=at)
    return locked
