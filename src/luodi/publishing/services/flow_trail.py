"""What the steps of a piece have in common: the locked row, the step that is kept, the trail and who is told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from luodi.audit import services as audit
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.publishing import flow
from luodi.publishing.choices import PieceState
from luodi.publishing.models import Countersign, Piece, PieceStep, PieceVersion, Publication
from luodi.publishing.release_choices import StepKind

PIECE, PUBLICATION, OWNER = "piece", "publication", "data-owner"


def address_of(piece: Piece) -> str:
    return f"/publishing/pieces/{piece.code}/"


def address_in_register(publication: Publication) -> str:
    return f"/publishing/register/{publication.code}/"


def address_of_countersign(countersign: Countersign) -> str:
    return f"/publishing/countersigns/{countersign.pk}/"


def lock_piece(piece: Piece, *, expected_version: int | None = None) -> Piece:
    """Return the piece afresh, locked.    Raises: EditedMeanwhile."""
    rows = Piece.objects.select_for_update(of=("self",)).select_related("city", "author__person")
    row = rows.get(pk=piece.pk)
    check_version(
        city_id=row.city_id,
        target_kind=PIECE,
        target_code=row.code,
        expected=expected_version,
        version=row.version,
    )
    return row


def take(
    row: Piece,
    kind: StepKind,
    version: PieceVersion,
    *,
    remark: str = "",
    changes: Mapping[str, Any] | None = None,
    actor: Account,
    at: datetime,
) -> PieceStep:
    """Keep the step, move the piece on, and note both.    Raises: FlowRefused when the piece is not there."""
    before = PieceState(row.state)
    row.state = flow.after(kind, before)
    row.version += 1
    row.save(update_fields=["state", "version"])
    step = PieceStep.objects.create(
        piece=row,
        number=row.steps.count() + 1,
        kind=kind,
        version=version,
        at=at,
        by=actor,
        drafter=row.author,
        remark=remark,
    )
    told: dict[str, Any] = {
        "状态": [before.label, PieceState(row.state).label],
        "稿次": [None, version.number],
    }
    told |= {"意见": [None, remark]} if remark else {}
    note_piece(f"文稿{kind.label}", row, {**told, **(changes or {})}, actor=actor, at=at)
    return step


def note_piece(act: str, row: Piece, changes: Mapping[str, Any], *, actor: Account, at: datetime) -> None:
    told = {**changes, "version": [max(row.version - 1, 0), row.version]}
    audit.record(audit.Note(act, PIECE, row.code, row.title, told), actor=actor, at=at)


def note_publication(
    act: str, row: Publication, changes: Mapping[str, Any], *, actor: audit.Actor, at: datetime
) -> None:
    audit.record(audit.Note(act, PUBLICATION, row.code, row.title, dict(changes)), actor=actor, at=at)


def tell(
    accounts: Iterable[Account],
    row: Piece,
    title: str,
    *,
    kind: NoticeKind = NoticeKind.ASKED,
    reason: str = "",
    but: Account | None = None,
    at: datetime,
) -> None:
    """Tell everybody but who acts; the notice leads to the piece."""
    others = [one for one in accounts if but is None or one.person_id != but.person_id]
    notices.tell(others, kind=kind, title=title, reason=reason, path=address_of(row), at=at)
