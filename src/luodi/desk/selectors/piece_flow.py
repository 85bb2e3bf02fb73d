"""A piece on its way as its page shows it: where it stands, what is in the way, whose turn it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luodi.desk.frame import Frame
from luodi.desk.selectors.pieces import moment_of
from luodi.figures.indicators import UnknownIndicator, indicator
from luodi.organisation.models import Account, City
from luodi.publishing import comparing, policies
from luodi.publishing.choices import PieceState
from luodi.publishing.flow import Obstacle, ObstacleKind, blocking, may_follow
from luodi.publishing.models import Countersign, Piece, PieceFigure, PieceStep, PieceVersion
from luodi.publishing.release_choices import CountersignState, StepKind
from luodi.publishing.selectors.naming import query_of, scope_of, when_of
from luodi.publishing.selectors.obstacles import current, obstacles, passed
from luodi.ui.addresses import url_with

_STAGES = (
    PieceState.DRAFT, PieceState.CHECKED, PieceState.IN_REVIEW, PieceState.APPROVED, PieceState.PUBLISHED,
)  # fmt: skip
ACTS: Mapping[str, tuple[StepKind, str]] = {
    "check": (StepKind.CHECKED, "对数通过"),
    "submit": (StepKind.SUBMITTED, "送审"),
    "pass": (StepKind.PASSED, "审核通过"),
    "approve": (StepKind.APPROVED, "签发"),
    "publish": (StepKind.PUBLISHED, "发布"),
    "return": (StepKind.RETURNED, "退回修改"),
    "recall": (StepKind.RECALLED, "收回修改"),
}
"""What can be done with a piece, by the word of its address."""
_AHEAD: Mapping[PieceState, StepKind] = {
    PieceState.DRAFT: StepKind.CHECKED,
    PieceState.CHECKED: StepKind.SUBMITTED,
    PieceState.IN_REVIEW: StepKind.APPROVED,
    PieceState.APPROVED: StepKind.PUBLISHED,
}


@dataclass(frozen=True)
class Act:
    """Something that this account may do now; ``stopped`` when something has to be put right before it."""

    href: str
    title: str
    leads_on: bool
    stopped: bool


@dataclass(frozen=True)
class InTheWay:
    """An obstacle with where it is put right."""

    row: Obstacle
    href: str
    stops: bool


@dataclass(frozen=True)
class FlowPage:
    """``stages`` are the states in order, each with whether it has been reached."""

    piece: Piece
    version: PieceVersion
    stages: Sequence[tuple[str, bool, bool]]
    acts: Sequence[Act]
    in_the_way: Sequence[InTheWay]
    countersigns: Sequence[Countersign]
    steps: Sequence[PieceStep]
    n_versions: int

    @property
    def ahead(self) -> str:
        """The next step that matters, in words; nothing once it is out."""
        step = _AHEAD.get(PieceState(self.piece.state))
        return step.label if step else ""


def flow_page(frame: Frame, piece: Piece) -> FlowPage:
    version = current(piece)
    step = _AHEAD.get(PieceState(piece.state))
    found = obstacles(piece, version) if step else []
    return FlowPage(
        piece=piece,
        version=version,
        stages=_stages(PieceState(piece.state)),
        acts=_acts(frame, piece, found),
        in_the_way=_in_the_way(piece, found, step),
        countersigns=list(Countersign.objects.filter(piece=piece).standing().with_all()),
        steps=list(piece.steps.select_related("by__person", "by__unit", "version").order_by("-number")),
        n_versions=piece.versions.count(),
    )


def _stages(state: PieceState) -> list[tuple[str, bool, bool]]:
    if state == PieceState.WITHDRAWN:
        return [(one.label, True, False) for one in _STAGES] + [(state.label, True, True)]
    at = _STAGES.index(state)
    return [(one.label, nth <= at, nth == at) for nth, one in enumerate(_STAGES)]


def _acts(frame: Frame, piece: Piece, found: Sequence[Obstacle]) -> list[Act]:
    """Return what the account may do now, what leads on first."""
    if frame.is_past:
        return []
    told = []
    for word, (kind, title) in ACTS.items():
        if may_follow(kind, PieceState(piece.state)) and _may(frame, piece, kind):
            leads_on = kind not in (StepKind.RETURNED, StepKind.RECALLED)
            href = url_with(f"piece-{word}", piece.code)
            told.append(Act(href, title, leads_on, stopped=bool(blocking(kind, found))))
    return told


def _may(frame: Frame, piece: Piece, kind: StepKind) -> bool:
    reach, account = frame.reach, frame.account
    if kind in (StepKind.CHECKED, StepKind.SUBMITTED, StepKind.RECALLED):
        again = kind == StepKind.CHECKED and piece.state == PieceState.CHECKED
        return policies.writes_pieces(reach) and not again
    if kind == StepKind.PASSED:
        is_open = policies.passes_pieces(reach) and not policies.is_drafter(account, piece)
        return is_open and passed(piece) is None
    if kind == StepKind.RETURNED:
        return policies.passes_pieces(reach) or policies.approves_pieces(reach)
    if kind == StepKind.APPROVED:
        return policies.approves_pieces(reach) and not policies.is_drafter(account, piece)
    return policies.publishes(reach)


def _in_the_way(piece: Piece, found: Sequence[Obstacle], step: StepKind | None) -> list[InTheWay]:
    stopping = blocking(step, found) if step else []
    shown = [one for one in found if one in stopping or _is_told(one, PieceState(piece.state))]
    return [InTheWay(one, _href(piece, one), one in stopping) for one in shown]


def _is_told(one: Obstacle, state: PieceState) -> bool:
    """Whether an obstacle of a later step is told already: a pending correction is, a missing signature is not."""
    return one.kind == ObstacleKind.CORRECTION or state == PieceState.APPROVED


def _href(piece: Piece, one: Obstacle) -> str:
    if one.kind == ObstacleKind.CORRECTION:
        return url_with("project", one.code)
    if one.kind == ObstacleKind.COUNTERSIGN:
        return url_with("countersign", one.code)
    if one.kind == ObstacleKind.REVIEW or not piece.is_editable:
        return ""
    return url_with("piece-edit", piece.code)


@dataclass(frozen=True)
class Signed:
    """One figure that is countersigned; ``href`` opens it as the text had it, where it can be opened."""

    row: PieceFigure
    name: str
    when: str
    scope: str
    around: tuple[str, str]
    href: str


@dataclass(frozen=True)
class CountersignPage:
    row: Countersign
    figures: Sequence[Signed]
    may_decide: bool
    may_confirm: bool


_AROUND = 24


def countersign_page(frame: Frame, row: Countersign) -> CountersignPage:
    figures = row.version.figures.filter(place__in=row.places).order_by("place")
    own = _signs(frame.account, frame, row)
    is_open = own and not frame.is_past and row.piece.state == PieceState.IN_REVIEW
    return CountersignPage(
        row=row,
        figures=[_signed(one, row, frame.city) for one in figures],
        may_decide=is_open and row.state == CountersignState.ASKED,
        may_confirm=is_open and row.state == CountersignState.OBJECTED,
    )


def _signs(account: Account, frame: Frame, row: Countersign) -> bool:
    return policies.signs_for(account, frame.reach, row.unit) and not policies.is_drafter(account, row.piece)


def _signed(row: PieceFigure, asked: Countersign, city: City) -> Signed:
    text = asked.version.text
    before = text[max(row.start - _AROUND, 0) : row.start].rpartition("\n")[2]
    behind = text[row.end : row.end + _AROUND].partition("\n")[0]
    try:
        name = indicator(row.code, row.last).name
    except UnknownIndicator:
        name = row.get_nature_display()
    opened = url_with("figure", **query_of(row), as_of=moment_of(asked.piece)) if row.code else ""
    return Signed(row, name, when_of(row), scope_of(row, city), (before, behind), opened)


@dataclass(frozen=True)
class Compared:
    """Two versions of a piece side by side."""

    old: PieceVersion
    new: PieceVersion
    versions: Sequence[PieceVersion]
    pairs: Sequence[comparing.Pair | int]

    @property
    def n_changed(self) -> int:
        return sum(not isinstance(one, int) and not one.is_same for one in self.pairs)


def compared(piece: Piece, old: str, new: str, *, whole: bool) -> Compared:
    """Return the versions that are asked for, else the latest beside the one before it."""
    versions = list(piece.versions.select_related("written_by__person").order_by("-number"))
    by_number = {str(one.number): one for one in versions}
    right = by_number.get(new, versions[0])
    left = by_number.get(old, versions[min(1, len(versions) - 1)])
    pairs = comparing.compare(left.text, right.text)
    return Compared(left, right, versions, pairs if whole else comparing.folded(pairs))
