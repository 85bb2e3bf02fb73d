"""Pieces: composed from a template, written by hand, edited, their numbers restored, released or brought up to date."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from luodi.enterprises import numbering
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.publishing import policies, rules
from luodi.publishing.briefs import NewPiece
from luodi.publishing.choices import FigureState, PieceKind, VersionCause
from luodi.publishing.composing.anchoring import Anchor, Fate, anchor
from luodi.publishing.composing.situation import Reference, moved
from luodi.publishing.models import Piece, PieceVersion, TemplateVersion
from luodi.publishing.rules import PublishingRefused
from luodi.publishing.selectors.composed import composed
from luodi.publishing.selectors.inserting import inserted
from luodi.publishing.selectors.obstacles import current, figures_of
from luodi.publishing.selectors.recomputing import figures_now
from luodi.publishing.services.keeping import (
    copied,
    editable,
    figure_at,
    keep,
    next_version,
    note,
    placed,
    referred,
    swapped,
    version_of,
    with_new,
)


def compose_piece(
    *, template: TemplateVersion, new: NewPiece, actor: Account, at: datetime, once: str = ""
) -> Piece:
    """Write a piece from a template; every figure in it is a reference.

    Raises: TemplateRefused; PublishingRefused; ScopeRefused; NotAllowed.
    """
    policies.require_writing(actor)
    rules.check_period(new.period, today=day_of(at))
    as_of = new.as_of or ledger.resolve(actor.city, at)
    made = composed(template.text, new, city=actor.city, as_of=as_of, on=day_of(at))
    kind, title = PieceKind(template.template.kind), rules.checked_title(new.title or made.title)
    own, _, body = made.text.partition("\n")
    within = [moved(one, len(title) - len(own)) for one in made.references if one.start > len(own)]
    text, told = f"{title}\n{body}", "；".join(dict.fromkeys(one.message for one in made.remarks))
    return _begun(
        kind, title, text, new, as_of, within, template=template, remark=told, actor=actor, at=at, once=once
    )


def write_piece(
    *,
    kind: PieceKind | str,
    title: str,
    text: str,
    period: Period,
    issued_on: date,
    as_of: AsOf | None = None,
    scope: str = "city",
    document_number: str = "",
    figures: Sequence[Reference] = (),
    actor: Account,
    at: datetime,
    once: str = "",
) -> Piece:
    """Begin a piece with a text of one's own, whose first line is its title; ``figures`` are references in it.

    Raises: PublishingRefused; NotAllowed.
    """
    policies.require_writing(actor)
    rules.check_period(period, today=day_of(at))
    known = as_of or ledger.resolve(actor.city, at)
    new = NewPiece(period, issued_on, scope=scope, document_number=document_number)
    said = rules.checked_title(title)
    return _begun(PieceKind(kind), said, text, new, known, figures, actor=actor, at=at, once=once)


def edit_piece(
    *,
    piece: Piece,
    text: str,
    title: str | None = None,
    remark: str = "",
    expected_version: int | None = None,
    actor: Account,
    at: datetime,
) -> PieceVersion:
    """Keep a text that somebody edited; references stay with their words, and a changed number is marked.

    A placeholder in braces ({新签约项目 本月}) becomes its number, as of the piece's moment.
    Raises: TemplateRefused for one that names nothing; PublishingRefused while the piece is not in its author's
    hands; EditedMeanwhile; NotAllowed.
    """
    policies.require_writing(actor)
    said = rules.checked_text(text)
    with transaction.atomic():
        row = editable(piece, expected_version)
        before = current(row)
        if before.text == said and title in (None, row.title):
            return before
        said, new = inserted(row, said)
        figures = [one for one in figures_of(before) if one.state != FigureState.LOST]
        found = anchor(before.text, said, [Anchor(one.start, one.end, one.shown) for one in figures])
        if title is not None:
            row.title = rules.checked_title(title)
        made = next_version(row, said, VersionCause.EDITED, remark, actor, at)
        rows = [placed(one, at_) for one, at_ in zip(figures, found, strict=True)]
        keep(made, with_new(rows, [referred(one, row.entry) for one in new]))
        n_changed = sum(one.fate == Fate.CHANGED for one in found)
        note("修改文稿", row, made, {"改动的数": [None, n_changed]}, actor, at)
    return made


def restore_figure(
    *, piece: Piece, place: int, expected_version: int | None = None, actor: Account, at: datetime
) -> PieceVersion:
    """Put back what a figure says where its number was changed.

    Raises: PublishingRefused when there is no such figure; EditedMeanwhile; NotAllowed.
    """
    policies.require_writing(actor)
    with transaction.atomic():
        row = editable(piece, expected_version)
        before = current(row)
        one = figure_at(before, place)
        if one.state != FigureState.CHANGED:
            raise PublishingRefused("只有改动过的数可以改回")
        text, rows = swapped(before, {one.pk: one.shown})
        made = next_version(row, text, VersionCause.RESTORED, f"“{one.found}”改回“{one.shown}”", actor, at)
        keep(made, rows)
        note("改回文稿中的数", row, made, {"数": [one.found, one.shown]}, actor, at)
    return made


def release_figure(
    *,
    piece: Piece,
    place: int,
    reason: str,
    expected_version: int | None = None,
    actor: Account,
    at: datetime,
) -> PieceVersion:
    """Let a number stand for itself: it is no figure of the ledger any more, and is checked as any other.

    Raises: PublishingRefused without a reason; EditedMeanwhile; NotAllowed.
    """
    policies.require_writing(actor)
    said = " ".join(reason.split())[:120]
    if not said:
        raise PublishingRefused("请写明解除引用的理由", field="reason")
    with transaction.atomic():
        row = editable(piece, expected_version)
        before = current(row)
        one = figure_at(before, place)
        kept = [each for each in figures_of(before) if each.pk != one.pk and each.state != FigureState.LOST]
        remark = f"“{one.found}”不再引用：{said}"
        made = next_version(row, before.text, VersionCause.RESTORED, remark, actor, at)
        keep(made, [copied(each) for each in kept])
        note("解除文稿中的引用", row, made, {"数": [one.shown, None], "理由": [None, said]}, actor, at)
    return made


def refresh_piece(
    *,
    piece: Piece,
    as_of: AsOf | None = None,
    expected_version: int | None = None,
    actor: Account,
    at: datetime,
) -> PieceVersion:
    """Bring every number that is still its figure's to another moment of knowledge; what was edited stays.

    Raises: PublishingRefused; EditedMeanwhile; NotAllowed.
    """
    policies.require_writing(actor)
    with transaction.atomic():
        row = editable(piece, expected_version)
        before = current(row)
        known = as_of or ledger.resolve(row.city, at)
        figures = [one for one in figures_of(before) if one.state != FigureState.LOST]
        told = figures_now(row.city, figures, known)
        new = {one.pk: said.text for one, said in zip(figures, told, strict=True)}
        exact = {one.pk: said.exact for one, said in zip(figures, told, strict=True)}
        intact = {one.pk: new[one.pk] for one in figures if one.state == FigureState.INTACT}
        text, rows = swapped(before, intact)
        for one, kept in zip(figures, rows, strict=True):
            kept.shown, kept.exact, kept.entry = new[one.pk], exact[one.pk], known.entry or row.entry
            kept.state = FigureState.INTACT if kept.found == kept.shown else FigureState.CHANGED
        row.as_of, row.entry = known.moment, known.entry or row.entry
        n_moved = sum(one.shown != new[one.pk] for one in figures)
        remark = f"按新的统计时点更新，{n_moved} 处有变化"
        made = next_version(row, text, VersionCause.REFRESHED, remark, actor, at)
        row.save(update_fields=["as_of", "entry"])
        keep(made, rows)
        note("更新文稿中的数", row, made, {"有变化的数": [None, n_moved]}, actor, at)
    return made


def _begun(
    kind: PieceKind,
    title: str,
    text: str,
    new: NewPiece,
    as_of: AsOf,
    references: Sequence[Reference],
    *,
    template: TemplateVersion | None = None,
    remark: str = "",
    actor: Account,
    at: datetime,
    once: str,
) -> Piece:
    said = rules.checked_text(text)
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix="WG", year=day_of(at).year, n=1)
        known = Piece.objects.filter(city=actor.city, once=once, author=actor).first() if once else None
        if known is not None:
            return known
        row = _row(code, kind, title, new, as_of, template)
        row.once, row.author, row.created_at = once or None, actor, at
        row.city = actor.city
        row.save(force_insert=True)
        cause = VersionCause.COMPOSED if template else VersionCause.WRITTEN
        made = version_of(row, 1, said, cause, remark, actor, at)
        keep(made, [referred(one, row.entry) for one in references])
        note("起草文稿", row, made, {"数": [None, len(references)]}, actor, at)
    return row


def _row(
    code: str, kind: PieceKind, title: str, new: NewPiece, as_of: AsOf, template: TemplateVersion | None
) -> Piece:
    first, entry = new.period.first, as_of.entry
    assert first is not None
    assert entry is not None
    return Piece(
        code=code,
        kind=kind,
        title=title,
        template=template,
        first=first,
        last=new.period.last,
        scope=new.scope,
        review=new.review,
        as_of=as_of.moment,
        entry=entry,
        words=dict(new.words),
        document_number=new.document_number.strip()[:60],
        issued_on=new.issued_on,
    )
