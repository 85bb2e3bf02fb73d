"""What of texts waits for an account: to be passed, countersigned, approved, sent out, and put right."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, Subquery

from luodi.desk.selectors.inbox_rows import Rows, Who, as_text, told
from luodi.organisation.choices import Role
from luodi.publishing import policies
from luodi.publishing.choices import PieceState
from luodi.publishing.models import Countersign, Move, Piece, PieceStep, Publication
from luodi.publishing.release_choices import CountersignState, MoveState, StepKind


def sources(who: Who) -> list[Rows]:
    return [*_on_their_way(who), *_countersigns(who), *_moved(who)]


def _on_their_way(who: Who) -> Iterator[Rows]:
    reach, own = who.reach, Q(author__person=who.account.person_id)
    pieces = Piece.objects.filter(city_id=who.city_id)
    if policies.passes_pieces(reach):
        rows = _sent(pieces).filter(~Exists(_passed())).exclude(own)
        yield told(rows, "piece-pass", code="code", title="title", since="w_sent")
    if policies.approves_pieces(reach):
        open_ones = Countersign.objects.filter(piece=OuterRef("pk")).standing()
        missing = open_ones.exclude(state=CountersignState.CONFIRMED)
        rows = _sent(pieces).filter(Exists(_passed()), ~Exists(missing)).exclude(own)
        yield told(rows, "piece-approve", code="code", title="title", since="w_sent")
    if Role.PRESS in reach.roles:
        last = PieceStep.objects.filter(piece=OuterRef("pk"), kind=StepKind.APPROVED).order_by("-number")
        approved = pieces.filter(state=PieceState.APPROVED)
        rows = approved.annotate(w_sent=Subquery(last.values("at")[:1]))
        yield told(rows, "piece-publish", code="code", title="title", since="w_sent")


def _sent(pieces: Rows) -> Rows:
    """Return the pieces under review, with when each was sent."""
    sent = PieceStep.objects.filter(piece=OuterRef("pk"), kind=StepKind.SUBMITTED).order_by("-number")
    under = pieces.filter(state=PieceState.IN_REVIEW)
    found: Rows = under.annotate(
        w_sent=Subquery(sent.values("at")[:1]), w_round=Subquery(sent.values("number")[:1])
    )
    return found


def _passed() -> Rows:
    """Return the step by which a piece was passed in its present round."""
    steps = PieceStep.objects.filter(piece=OuterRef("pk"), kind=StepKind.PASSED)
    return steps.filter(number__gt=OuterRef("w_round"))


def _countersigns(who: Who) -> Iterator[Rows]:
    reach = who.reach
    units = {who.account.unit_id} if reach.keeps_city or reach.verifies else (reach.writes_in or ())
    if not units:
        return
    rows = Countersign.objects.asked().filter(piece__city_id=who.city_id, unit_id__in=units)
    others = rows.exclude(piece__author__person=who.account.person_id)
    yield told(
        others, "countersign", code="piece__code", title="piece__title", since="asked_at", extra=as_text("pk")
    )


def _moved(who: Who) -> Iterator[Rows]:
    """Publications with numbers that have moved and nobody has dealt with."""
    if Role.PRESS not in who.reach.roles:
        return
    still = Move.objects.filter(state=MoveState.OPEN, figure__publication__city=who.city_id)
    rows = Publication.objects.filter(pk__in=still.values("figure__publication"))
    yield told(rows, "moved", code="code", title="title", since=F("looked_at"))
