"""Pictures and papers of trips, visits and events: kept by content, withdrawn and never deleted."""

from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction

from luodi.audit import services as audit
from luodi.documents import services as documents
from luodi.ledger.kinds import SubjectKind
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require_writing
from luodi.outreach.models import EventFile, PromotionEvent, Trip, TripFile, Visit, VisitFile
from luodi.outreach.rules import ActivityRefused

Thing = Trip | Visit | PromotionEvent
Kept = TripFile | VisitFile | EventFile
_TABLES: dict[type[Thing], tuple[type[Kept], str, SubjectKind]] = {
    Trip: (TripFile, "activity", SubjectKind.TRIP),
    Visit: (VisitFile, "activity", SubjectKind.VISIT),
    PromotionEvent: (EventFile, "event", SubjectKind.EVENT),
}


def add_file(
    *,
    thing: Thing,
    content: BinaryIO | bytes,
    name: str,
    actor: Account,
    at: datetime,
    caption: str = "",
) -> Kept:
    """Keep a file with the activity.

    Raises: ActivityRefused for one that is there already; what ``documents.keep`` refuses; NotAllowed.
    """
    require_writing(reach_of(actor), thing.unit)
    stored = documents.keep(content, name, at=at)
    table, link, kind = _TABLES[type(thing)]
    with transaction.atomic():
        rows: Any = type(thing)._default_manager.select_for_update(of=("self",))
        locked = rows.get(pk=thing.pk)
        if locked.files.filter(file=stored, withdrawn_at__isnull=True).exists():
            raise ActivityRefused(f"“{name}”已经上传过", field="file")
        values: dict[str, Any] = {
            link: locked,
            "file": stored,
            "name": name[-200:],
            "caption": caption.strip(),
        }
        row = table(**values, added_at=at, added_by=actor)
        row.save(force_insert=True)
        audit.record(_note("上传材料", kind, locked, row), actor=actor, at=at)
    return row


@transaction.atomic
def withdraw_file(*, row: Kept, reason: str, actor: Account, at: datetime) -> None:
    """Show the file no more; it stays on record.    Raises: ActivityRefused without a reason; NotAllowed."""
    if not reason.strip():
        raise ActivityRefused("请写明撤回的理由", field="reason")
    thing: Thing = row.event if isinstance(row, EventFile) else row.activity
    require_writing(reach_of(actor), thing.unit)
    if row.withdrawn_at is not None:
        raise ActivityRefused("这份文件已经撤回")
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _, _, kind = _TABLES[type(thing)]
    note = _note("撤回材料", kind, thing, row)
    audit.record(
        audit.Note(
            note.act, kind, note.target_code, note.target_title, {"理由": reason.strip(), **note.changes}
        ),
        actor=actor,
        at=at,
    )


def _note(act: str, kind: SubjectKind, thing: Thing, row: Kept) -> audit.Note:
    return audit.Note(act, kind, thing.code, str(thing), {"文件": row.name})
