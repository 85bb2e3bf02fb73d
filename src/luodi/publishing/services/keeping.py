"""Versions of a piece and the figures in them: how they are kept, carried on and noted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from luodi.ledger.kinds import Standing
from luodi.organisation.models import Account
from luodi.publishing.choices import EDITABLE, FigureNature, FigureState, PieceState, VersionCause
from luodi.publishing.composing.anchoring import Anchored
from luodi.publishing.composing.situation import Reference
from luodi.publishing.models import Piece, PieceFigure, PieceVersion
from luodi.publishing.rules import PublishingRefused, text_digest
from luodi.publishing.selectors.obstacles import current, figures_of
from luodi.publishing.services import flow_trail

_CARRIED = ("code", "nature", "first", "last", "scope", "standing", "entry", "shown", "exact", "unit")


def editable(piece: Piece, expected_version: int | None) -> Piece:
    """Return the piece locked.    Raises: PublishingRefused when it is not its author's now; EditedMeanwhile."""
    row = flow_trail.lock_piece(piece, expected_version=expected_version)
    if row.state not in EDITABLE:
        raise PublishingRefused(f"文稿已{row.get_state_display()}，不能改动；要改请先退回或收回")
    return row


def version_of(
    row: Piece, number: int, text: str, cause: VersionCause, remark: str, actor: Account, at: datetime
) -> PieceVersion:
    return PieceVersion.objects.create(
        piece=row,
        number=number,
        text=text,
        sha256=text_digest(text),
        cause=cause,
        remark=" ".join(remark.split())[:200],
        written_at=at,
        written_by=actor,
    )


def next_version(
    row: Piece, text: str, cause: VersionCause, remark: str, actor: Account, at: datetime
) -> PieceVersion:
    """Write the next version; a piece that was checked is a draft again."""
    made = version_of(row, current(row).number + 1, text, cause, remark, actor, at)
    row.state, row.version = PieceState.DRAFT, row.version + 1
    row.save(update_fields=["state", "version", "title"])
    return made


def with_new(rows: Sequence[PieceFigure], new: Sequence[PieceFigure]) -> list[PieceFigure]:
    """Return the figures of a text with those that were put in; where they overlap, the new one stands."""
    kept = [row for row in rows if not any(row.start < one.end and one.start < row.end for one in new)]
    return [*kept, *new]


def keep(version: PieceVersion, rows: Sequence[PieceFigure]) -> None:
    """Keep the figures of a version in the order of the text."""
    ordered = sorted(rows, key=lambda one: (one.start, one.end))
    for place, one in enumerate(ordered, start=1):
        one.version, one.place = version, place
    PieceFigure.objects.bulk_create(ordered)


def referred(one: Reference, entry: int) -> PieceFigure:
    return PieceFigure(
        code=one.code,
        nature=FigureNature(one.nature.value),
        first=one.period.first,
        last=one.period.last,
        scope=one.scope,
        standing=Standing.CLAIMED if one.claimed else Standing.VERIFIED,
        entry=entry,
        shown=one.shown,
        found=one.shown,
        exact=one.exact[:60],
        unit=one.unit,
        start=one.start,
        end=one.end,
    )


def copied(one: PieceFigure) -> PieceFigure:
    """Return the figure as it stands, for another version."""
    carried = {name: getattr(one, name) for name in _CARRIED}
    return PieceFigure(**carried, start=one.start, end=one.end, found=one.found, state=one.state)


def placed(one: PieceFigure, at: Anchored) -> PieceFigure:
    """Return the figure where an edit left it."""
    row = copied(one)
    row.start, row.end, row.found = at.start, at.end, at.found[:60]
    row.state = FigureState(at.fate.value)
    return row


def swapped(version: PieceVersion, words: Mapping[int, str]) -> tuple[str, list[PieceFigure]]:
    """Return the text with other words for some of its figures, and all figures where they stand then."""
    text, shift = version.text, 0
    rows = []
    for one in [each for each in figures_of(version) if each.state != FigureState.LOST]:
        row = copied(one)
        row.start, row.end = one.start + shift, one.end + shift
        if one.pk in words:
            said = words[one.pk]
            text = text[: row.start] + said + text[row.end :]
            shift += len(said) - (row.end - row.start)
            row.end, row.found = row.start + len(said), said
            row.state = FigureState.INTACT if said == row.shown else FigureState.CHANGED
        rows.append(row)
    return text, rows


def figure_at(version: PieceVersion, place: int) -> PieceFigure:
    """Raises: PublishingRefused when the version has no such figure."""
    found = version.figures.filter(place=place).first()
    if found is None:
        raise PublishingRefused("这一稿里没有这个数，文稿可能已被改动，请刷新后再试")
    return found


def note(
    act: str, row: Piece, made: PieceVersion, changes: Mapping[str, Any], actor: Account, at: datetime
) -> None:
    told = {"稿次": [made.number - 1 or None, made.number], "正文": [None, made.sha256[:12]], **changes}
    flow_trail.note_piece(act, row, told, actor=actor, at=at)
