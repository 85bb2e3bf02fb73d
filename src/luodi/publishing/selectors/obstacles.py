"""What stands in the way of a piece: errors in the text, broken references, unanswered hands, pending corrections."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from luodi.figures.drill import subjects_behind
from luodi.figures.questions import Figure
from luodi.kernel.asof import AsOf
from luodi.organisation.models import City
from luodi.press.checked import CheckedDraft, State
from luodi.press.services.checking import check_draft
from luodi.publishing.choices import FigureState
from luodi.publishing.flow import Obstacle, ObstacleKind
from luodi.publishing.models import Countersign, Piece, PieceFigure, PieceStep, PieceVersion, Revision
from luodi.publishing.release_choices import CountersignState, StepKind
from luodi.publishing.selectors.measuring import Base, bases_of, can_be_asked, measure, moment_of
from luodi.publishing.selectors.recomputing import figures_now
from luodi.publishing.selectors.trusting import anchors_of, weighed
from luodi.publishing.selectors.waiting import Waiting, touched, waiting_of


def current(piece: Piece) -> PieceVersion:
    """Return the version that the piece says now."""
    return piece.versions.order_by("-number")[:1].get()


def figures_of(version: PieceVersion) -> list[PieceFigure]:
    return list(version.figures.order_by("place"))


def as_of(piece: Piece) -> AsOf:
    return AsOf(piece.as_of, piece.entry)


def checked(piece: Piece, version: PieceVersion) -> CheckedDraft:
    """Read the version and hold it against the ledger at the piece's moment of knowledge."""
    found = check_draft(piece.city, version.text, as_of=as_of(piece), published=piece.issued_on)
    return weighed(found, anchors_of(piece, version))


def obstacles(piece: Piece, version: PieceVersion) -> list[Obstacle]:
    """Return everything that keeps the version from going out, in the order of the text, then of the way."""
    figures = [row for row in figures_of(version) if row.state != FigureState.LOST]
    found = checked(piece, version)
    return [
        *_findings(piece, found, version),
        *_references(piece, figures, found),
        *_hands(piece),
        *pending(piece.city, figures, as_of(piece)),
    ]


def _findings(piece: Piece, found: CheckedDraft, version: PieceVersion) -> Iterator[Obstacle]:
    """Yield the errors that nobody has ruled on; that a notice quotes numbers that no longer hold is its purpose."""
    quoted = _quoted(piece, version)
    for one in found.errors:
        if any(start <= one.start and one.end <= end for start, end in quoted):
            continue
        words = version.text[one.start : one.end].strip() or "全文"
        text = f"“{words[:40]}”{one.message}"
        yield Obstacle(ObstacleKind.FINDING, text.rstrip("。"), one.start, one.end)


def _quoted(piece: Piece, version: PieceVersion) -> list[tuple[int, int]]:
    """Return where a revision notice says what had been published."""
    revision = Revision.objects.filter(notice=piece).first()
    told = []
    for line in revision.lines if revision is not None else ():
        cell = re.compile(rf"^\|.*(?<=\|){re.escape(line['was'])}(?=\|)", re.MULTILINE)
        told += [(found.end() - len(line["was"]), found.end()) for found in cell.finditer(version.text)]
    return told


def _references(piece: Piece, figures: Sequence[PieceFigure], found: CheckedDraft) -> Iterator[Obstacle]:
    """Yield the references that say something else than their figure, and those that can't be asked any more."""
    broken = _broken(piece, figures)
    for row in figures:
        if row.state == FigureState.CHANGED and not _is_right(row, found):
            text = f"“{row.found}”由引用的数“{row.shown}”改动而来，与台账不一致，请改回；确实要写这个数的，请解除引用"
            yield Obstacle(ObstacleKind.REFERENCE, text, row.start, row.end, row.code)
        elif row.pk in broken:
            yield Obstacle(ObstacleKind.REFERENCE, broken[row.pk], row.start, row.end, row.code)


def _is_right(row: PieceFigure, found: CheckedDraft) -> bool:
    """Whether what was put in a figure's place agrees with the ledger, or somebody ruled that it may stand."""
    agreed = any(
        one.state == State.AGREES and _touches(row, one.claim.start, one.claim.end) for one in found.matches
    )
    return agreed or any(_touches(row, one.finding.start, one.finding.end) for one in found.ruled)


def _touches(row: PieceFigure, start: int, end: int) -> bool:
    return start < row.end and row.start < end


def _broken(piece: Piece, figures: Iterable[PieceFigure]) -> dict[int, str]:
    """Return by figure why the reference does not hold any more.    Shape: one question per entry, period and scope."""
    by_entry: dict[int, list[PieceFigure]] = defaultdict(list)
    for row in figures:
        if can_be_asked(row):
            by_entry[row.entry].append(row)
    told: dict[int, str] = {}
    for entry, rows in by_entry.items():
        moment = moment_of(piece.city, entry, near=as_of(piece))
        for row, said in zip(rows, figures_now(piece.city, rows, moment), strict=True):
            if said.why and said.text != row.shown:
                told[row.pk] = f"“{row.shown}”的引用已失效：{said.why}"
            elif said.text != row.shown:
                told[row.pk] = f"“{row.shown}”的引用对不上：按同一时点重算是“{said.text}”，请重新引用"
    return told


def _hands(piece: Piece) -> Iterator[Obstacle]:
    if not passed(piece):
        yield Obstacle(ObstacleKind.REVIEW, "招商服务中心还没有审核通过")
    for one in Countersign.objects.filter(piece=piece).standing().select_related("unit"):
        if one.state == CountersignState.ASKED:
            text = f"{one.unit.short_name}还没有会签（{one.groups}）"
            yield Obstacle(ObstacleKind.COUNTERSIGN, text, code=str(one.pk))
        elif one.state == CountersignState.OBJECTED:
            text = f"{one.unit.short_name}会签不同意：{one.remark}"
            yield Obstacle(ObstacleKind.COUNTERSIGN, text, code=str(one.pk))


def round_of(piece: Piece) -> list[PieceStep]:
    """Return the steps since the piece was last sent for review; none while it is not on its way."""
    steps = list(piece.steps.order_by("number").select_related("by__person", "by__unit"))
    starts = [nth for nth, one in enumerate(steps) if one.kind == StepKind.SUBMITTED]
    if not starts:
        return []
    since = steps[starts[-1] :]
    ended = any(one.kind in (StepKind.RETURNED, StepKind.RECALLED) for one in since)
    return [] if ended else since


def passed(piece: Piece) -> PieceStep | None:
    """Return the step by which the piece was passed in its present round."""
    return next((one for one in round_of(piece) if one.kind == StepKind.PASSED), None)


def pending(city: City, figures: Sequence[PieceFigure], known: AsOf) -> list[Obstacle]:
    """Return the corrections that wait for a verifier and would change what one of the figures reads of a fact.

    Shape: two queries where nothing waits; else one per base measure, and one question per period and scope.
    """
    waits = waiting_of(city)
    if not waits:
        return []
    by_base = _by_base(figures)
    measured = _measured(city, by_base, known)
    behind = {base: subjects_behind(figure, list(waits)) for base, figure in measured.items()}
    found = touched(waits, by_base, behind)
    return [_pending(one, [row for base in bases for row in by_base[base]]) for one, bases in found.items()]


def _pending(one: Waiting, rows: Sequence[PieceFigure]) -> Obstacle:
    """Say what waits at the first of the numbers that it would touch."""
    numbers = sorted({row.place: row for row in rows}.values(), key=lambda each: each.place)
    first = numbers[0]
    many = f"等 {len(numbers)} 个数" if len(numbers) > 1 else ""
    text = f"“{first.found or first.shown}”{many}依据的{one.text}，认定后再发布"
    return Obstacle(ObstacleKind.CORRECTION, text, first.start, first.end, one.code)


def _measured(city: City, by_base: Mapping[Base, Sequence[PieceFigure]], known: AsOf) -> dict[Base, Figure]:
    """Return the base measures as of the entry of the figures that they stand behind."""
    entries: dict[int, list[Base]] = defaultdict(list)
    for base, rows in by_base.items():
        entries[rows[0].entry].append(base)
    found: dict[Base, Figure] = {}
    for entry, bases in entries.items():
        found |= measure(city, bases, moment_of(city, entry, near=known))
    return {base: found[base] for base in by_base}


def _by_base(figures: Iterable[PieceFigure]) -> Mapping[Base, list[PieceFigure]]:
    found: dict[Base, list[PieceFigure]] = {}
    for row in figures:
        for _, base in bases_of(row):
            found.setdefault(base, []).append(row)
    return found
