"""Freeze the figures of a text as it goes out: each number with what it was of, and the rows it was made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from luodi.figures.drill import facts_behind
from luodi.figures.indicators import UnknownIndicator, indicator
from luodi.figures.questions import Figure
from luodi.kernel.asof import AsOf
from luodi.ledger.kinds import Standing
from luodi.press.checked import CheckedDraft, Match, State
from luodi.publishing.choices import FigureNature, FigureState
from luodi.publishing.models import (
    FigureBasis,
    FrozenRows,
    Piece,
    PieceFigure,
    PieceVersion,
    Publication,
    PublishedFigure,
)
from luodi.publishing.release_choices import BasisRole
from luodi.publishing.selectors.measuring import Base, bases_of, measure, members_of, moment_of, rows_digest
from luodi.publishing.selectors.obstacles import as_of, figures_of
from luodi.publishing.selectors.recomputing import figures_now

MOST_ROWS = 20_000
"""Of longer lists only number and hash (of fact and worth) are kept; the ledger has them at the entry."""


@dataclass
class Gathered:
    """What is to be frozen, read before anything is locked."""

    figures: list[PublishedFigure] = field(default_factory=list)
    bases: list[list[tuple[BasisRole, Base]]] = field(default_factory=list)
    rows: dict[Base, FrozenRows] = field(default_factory=dict)


def gather(piece: Piece, version: PieceVersion, found: CheckedDraft) -> Gathered:
    """Return every number of the version that is a figure: its references, and what a person wrote that agrees.

    Shape: one question per period and scope, and one opening per base measure.
    """
    gathered = Gathered()
    known = as_of(piece)
    numbers = [_published(row) for row in figures_of(version) if row.state != FigureState.LOST]
    numbers += _by_hand(piece, found, numbers, known)
    numbers.sort(key=lambda one: one.start)
    for place, one in enumerate(numbers, start=1):
        one.place = place
        gathered.figures.append(one)
        gathered.bases.append(bases_of(one))
    wanted: dict[int, set[Base]] = {}
    for one, bases in zip(gathered.figures, gathered.bases, strict=True):
        wanted.setdefault(one.entry, set()).update(base for _, base in bases)
    for entry, bases_then in wanted.items():
        moment = moment_of(piece.city, entry, near=known)
        for base, figure in measure(piece.city, bases_then, moment).items():
            gathered.rows[base] = _rows(base, figure)
    return gathered


def freeze(publication: Publication, gathered: Gathered) -> None:
    """Write what was gathered; the caller stands in the publication's own transaction."""
    for row in gathered.rows.values():
        row.publication = publication
        row.save(force_insert=True)
    for figure, bases in zip(gathered.figures, gathered.bases, strict=True):
        figure.publication = publication
        figure.save(force_insert=True)
        FigureBasis.objects.bulk_create(
            [FigureBasis(figure=figure, rows=gathered.rows[base], role=role) for role, base in bases]
        )


def _published(row: PieceFigure) -> PublishedFigure:
    name, definition = _defined(row)
    return PublishedFigure(
        code=row.code,
        name=name,
        definition=definition,
        nature=row.nature,
        first=row.first,
        last=row.last,
        scope=row.scope,
        standing=row.standing,
        entry=row.entry,
        shown=row.shown,
        found=row.found or row.shown,
        exact=row.exact,
        unit=row.unit,
        start=row.start,
        end=row.end,
    )


def _defined(row: PieceFigure) -> tuple[str, int]:
    try:
        one = indicator(row.code, row.last)
    except UnknownIndicator:
        return FigureNature(row.nature).label, 1
    return one.name, one.version


def _by_hand(
    piece: Piece, found: CheckedDraft, numbers: Sequence[PublishedFigure], known: AsOf
) -> list[PublishedFigure]:
    """Return the numbers that nobody referred to, but that were read and agree with one figure."""
    told = []
    for match in found.matches:
        if match.state != State.AGREES or match.answer is None or match.answer.assumed:
            continue
        if any(match.claim.start < one.end and one.start < match.claim.end for one in numbers):
            continue
        told.append(_matched(match, known))
    kept = []
    for new, now in zip(told, figures_now(piece.city, told, known), strict=True):
        if not now.why:
            new.shown, new.exact = now.text, now.exact
            kept.append(new)
    return kept


def _matched(match: Match, known: AsOf) -> PublishedFigure:
    claim, answer = match.claim, match.answer
    assert answer is not None
    figure = answer.figure
    words = f"{claim.value}{claim.unit}"
    return PublishedFigure(
        code=figure.code,
        name=figure.name,
        definition=figure.indicator.version,
        nature=FigureNature.YEAR_GROWTH if answer.base is not None else FigureNature.VALUE,
        first=figure.period.first,
        last=figure.period.last,
        scope=figure.scope.text,
        standing=Standing(figure.standing),
        entry=known.entry or 0,
        shown=words[:60],
        found=words[:60],
        unit=claim.unit[:12],
        start=claim.at,
        end=claim.to,
    )


def _rows(base: Base, figure: Figure) -> FrozenRows:
    behind = facts_behind(figure)
    is_kept = len(behind) <= MOST_ROWS
    data: list[list[Any]] = (
        [one.data for one in members_of(behind)] if is_kept else [list(one) for one in behind]
    )
    return FrozenRows(
        code=base.code,
        first=base.period.first,
        last=base.period.last,
        scope=base.scope,
        standing=base.standing,
        raw=figure.exact,
        n_rows=len(data),
        sha256=rows_digest(data),
        rows=data if is_kept else [],
    )
