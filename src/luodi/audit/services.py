"""The one door for a trail entry; callers stand inside their own transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from luodi.audit.models import AuditRecord


class Actor(Protocol):
    """Whoever acts: an account, or the program itself."""

    @property
    def pk(self) -> Any: ...
    @property
    def display_name(self) -> str: ...
    @property
    def unit_name(self) -> str: ...
    @property
    def city_id(self) -> Any: ...


@dataclass(frozen=True)
class Note:
    """What the trail keeps of one act on one thing; ``changes`` maps a field to its value before and after."""

    act: str
    target_kind: str
    target_code: str
    target_title: str
    changes: Mapping[str, Any] = field(default_factory=dict)


def record_all(
    notes: Iterable[Note],
    *,
    actor: Actor,
    at: datetime,
    city_id: int | None = None,
    entry_no: int | None = None,
) -> None:
    """Append one record per note in the caller's transaction, so that an act without its trail cannot be."""
    AuditRecord.objects.bulk_create(
        [_row(note, actor, at, actor.city_id if city_id is None else city_id, entry_no) for note in notes],
        batch_size=1000,
    )


def record(note: Note, *, actor: Actor, at: datetime, client: str = "", succeeded: bool = True) -> None:
    """Append one record of an act that changes no figure (an account, a sign-in, an export)."""
    row = _row(note, actor, at, actor.city_id, None)
    row.client, row.succeeded = client, succeeded
    row.save(force_insert=True)


def _row(note: Note, actor: Actor, at: datetime, city_id: int | None, entry_no: int | None) -> AuditRecord:
    return AuditRecord(
        city_id=city_id,
        at=at,
        actor_id=actor.pk,
        actor_name=actor.display_name,
        actor_unit=actor.unit_name,
        act=note.act,
        target_kind=note.target_kind,
        target_code=note.target_code,
        target_title=note.target_title[:200],
        changes=dict(note.changes),
        entry_no=entry_no,
    )
