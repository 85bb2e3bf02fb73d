"""Write the notice that puts published numbers right: a piece of its own, that goes the same way to the public."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from luodi.kernel.asof import AsOf
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.publishing import noticing, policies
from luodi.publishing.choices import EDITABLE, FigureNature, PieceKind
from luodi.publishing.composing.nodes import Nature
from luodi.publishing.composing.situation import Reference
from luodi.publishing.flow import FlowRefused
from luodi.publishing.models import Move, Piece, Publication, Revision
from luodi.publishing.noticing import NoticeLine
from luodi.publishing.release_choices import MoveState
from luodi.publishing.selectors.naming import scopes_of, when_of
from luodi.publishing.selectors.recomputing import figures_now
from luodi.publishing.services import flow_trail as trail
from luodi.publishing.services.looking import look_again
from luodi.publishing.services.registering import lock_publication
from luodi.publishing.services.writing import write_piece


def write_revision(
    *, publication: Publication, remark: str = "", anew: bool = False, actor: Account, at: datetime
) -> Piece:
    """Draft the notice about every number that has moved and waits for one, as the ledger stands now.

    ``anew``: also about those of a notice that is still a draft; it stays behind as an ordinary draft.
    Raises: FlowRefused when nothing waits, or the publication was taken down; NotAllowed.
    """
    policies.require_publishing(actor)
    look_again(publication=publication, at=at)
    with transaction.atomic():
        row = lock_publication(publication)
        if row.is_withdrawn:
            raise FlowRefused("文稿已撤下，不再更正")
        known = ledger.resolve(row.city)
        moves = _waiting(row, anew=anew)
        if not moves:
            raise FlowRefused("没有等待更正的数：与台账一致，或者已经处理、更正说明正在起草")
        given_up = {one.revision_id for one in moves if one.revision_id is not None}
        told = _lines(moves, row)
        lines = [line for _, line in told]
        reasons = [one.text for one in noticing.grouped(_causes(moves))]
        notice = _notice(row, lines, len(moves), reasons, remark, actor, at)
        piece = _drafted(row, notice, [move for move, _ in told], known, actor, at)
        new = Revision.objects.create(
            publication=row,
            notice=piece,
            remark=notice.remark,
            lines=[one.data for one in lines],
            reasons=reasons,
            made_at=at,
            made_by=actor,
        )
        Move.objects.filter(pk__in=[one.pk for one in moves]).update(state=MoveState.NOTICE, revision=new)
        Revision.objects.filter(pk__in=given_up).delete()
        changes = {"更正说明": [None, piece.code], "更正的数": [None, str(len(moves))]}
        trail.note_publication("起草更正说明", row, changes, actor=actor, at=at)
    return piece


def _waiting(row: Publication, *, anew: bool) -> list[Move]:
    """Return the alerts that a notice is to answer, in the order of the text."""
    which = Q(state=MoveState.OPEN)
    if anew:
        which |= Q(state=MoveState.NOTICE, revision__notice__state__in=EDITABLE)
    moves = list(Move.objects.filter(which, figure__publication=row).with_all())
    return sorted(moves, key=lambda one: one.figure.place)


def _lines(moves: Sequence[Move], row: Publication) -> list[tuple[Move, NoticeLine]]:
    """Return a line for each number, in the order of the text: one that stands in several places is said once."""
    scopes = scopes_of([one.figure for one in moves], row.city)
    found: dict[tuple[str, ...], tuple[Move, NoticeLine]] = {}
    for move in moves:
        figure = move.figure
        said = [] if figure.nature == FigureNature.VALUE else [FigureNature(figure.nature).label]
        said += [figure.unit_beside] if figure.unit_beside else []
        name = f"{figure.name}（{'，'.join(said)}）" if said else figure.name
        line = NoticeLine(name, when_of(figure), scopes[figure.scope], move.was, move.now)
        same = (figure.code, figure.nature, str(figure.period), figure.scope, figure.standing)
        found.setdefault(same, (move, line))
    return list(found.values())


def _causes(moves: Iterable[Move]) -> Iterator[tuple[str, int, date, str, str]]:
    for move in moves:
        for difference in move.rows:
            for change in difference["changes"]:
                if change["entry"]:
                    on = date.fromisoformat(change["on"])
                    yield change["act"], change["entry"], on, change["reason"], change["label"]


def _notice(
    row: Publication,
    lines: Sequence[NoticeLine],
    n_places: int,
    reasons: Sequence[str],
    remark: str,
    actor: Account,
    at: datetime,
) -> noticing.Notice:
    return noticing.Notice(
        title=row.title,
        number=row.document_number,
        published_on=day_of(row.published_at),
        known_on=day_of(row.as_of),
        lines=lines,
        n_places=n_places,
        reasons=reasons,
        remark=" ".join(remark.split())[:400],
        issuer=actor.unit.name,
        issued_on=day_of(at),
    )


def _drafted(
    row: Publication,
    notice: noticing.Notice,
    moves: Sequence[Move],
    known: AsOf,
    actor: Account,
    at: datetime,
) -> Piece:
    """Write the piece; each new number is a reference at the ledger's present entry."""
    text = noticing.written(notice)
    told = figures_now(row.city, [one.figure for one in moves], known)
    references = [
        Reference(
            code=one.figure.code,
            nature=Nature(one.figure.nature),
            period=one.figure.period,
            scope=one.figure.scope,
            claimed=one.figure.standing == Standing.CLAIMED,
            shown=line.now,
            exact=said.exact,
            unit=one.figure.unit,
            start=start,
            end=end,
        )
        for one, line, said, (start, end) in zip(moves, notice.lines, told, text.places, strict=True)
        if one.figure.code and not said.why
    ]
    return write_piece(
        kind=PieceKind.CORRECTION,
        title=text.title,
        text=text.text,
        period=row.piece.period,
        issued_on=notice.issued_on,
        as_of=known,
        figures=references,
        actor=actor,
        at=at,
    )
