"""What acts on records have in common: the evidence that is kept, the line of the trail, and whom to tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from luodi.assessment.models import Membership
from luodi.assessment.models.records import OfHolder
from luodi.audit import services as audit
from luodi.documents import services as documents
from luodi.documents.kinds import clean_name
from luodi.documents.models import StoredFile
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account, Unit
from luodi.organisation.services.cities import Program

Evidence = tuple[BinaryIO | bytes, str]
"""A file's content and its name."""


@dataclass(frozen=True)
class Kept:
    """A file that was kept, or none."""

    file: StoredFile | None = None
    name: str = ""


def keep(evidence: Evidence | None, *, at: datetime) -> Kept:
    """Keep the file, outside of any transaction.    Raises: what ``documents.keep`` refuses."""
    if evidence is None:
        return Kept()
    content, name = evidence
    return Kept(documents.keep(content, name, at=at), clean_name(name)[-200:])


def note(
    act: str,
    kind: str,
    code: object,
    title: str,
    changes: Mapping[str, Any],
    *,
    actor: Account | Program,
    at: datetime,
) -> None:
    """Put the act on the trail."""
    audit.record(audit.Note(act, kind, str(code), title, changes), actor=actor, at=at)


def tell_holder(
    row: OfHolder | Membership,
    kind: NoticeKind,
    title: str,
    *,
    path: str,
    at: datetime,
    reason: str = "",
    key: str | None = None,
    also: Iterable[Account] = (),
) -> None:
    """Tell the clerks of the unit, or the leader whom the row is about, and ``also`` others."""
    if row.unit is not None:
        tell_clerks(row.unit, kind, title, path=path, at=at, reason=reason, key=key, also=also)
        return
    own = Account.objects.filter(person=row.person, is_active=True) if row.person else ()
    notices.tell([*own, *also], kind=kind, title=title, reason=reason[:400], path=path, at=at, key=key)


def tell_clerks(
    unit: Unit,
    kind: NoticeKind,
    title: str,
    *,
    path: str,
    at: datetime,
    reason: str = "",
    key: str | None = None,
    also: Iterable[Account] = (),
) -> None:
    """Tell the clerks of the unit, and ``also`` others."""
    notices.tell_unit(unit, kind=kind, title=title, reason=reason[:400], path=path, at=at, key=key, also=also)
