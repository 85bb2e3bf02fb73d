"""The one door for a trail entry; callers stand inside their own transaction."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from luodi import bulk
from luodi.audit.models import AuditRecord

_COLUMNS = ("act", "target_kind", "target_code", "target_title", "changes")


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
    """What the trail keeps of one act on one thing; ``changes`` maps a field to its value before and after.

    ``said`` is the same as a text of JSON, from whoever has thousands of them and puts it together quicker.
    """

    act: str
    target_kind: str
    target_code: str
    target_title: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    said: str = ""


def record_all(
    notes: Iterable[Note],
    *,
    actor: Actor,
    at: datetime,
    city_id: int | None = None,
    entry_no: int | None = None,
) -> None:
    """Append one record per note in the caller's transaction, so that an act without its trail cannot be."""
    same = {
        "city_id": actor.city_id if city_id is None else city_id,
        "at": at,
        "actor_id": actor.pk,
        "actor_name": actor.display_name,
        "actor_unit": actor.unit_name,
        "entry_no": entry_no,
        "client": "",
        "succeeded": True,
    }
    dump = json.JSONEncoder().encode
    rows = (
        (n.act, n.target_kind, n.target_code, n.target_title[:200], n.said or dump(dict(n.changes)))
        for n in notes
    )
    bulk.insert(AuditRecord, _COLUMNS, rows, same=same)


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
