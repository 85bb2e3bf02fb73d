"""What the press check says about a piece, weighed: a number that the template put there is what the ledger says.

A paragraph that stands as it was composed is not read against the ledger again, because its references tell exactly
which figures stand in it. Whatever was written or changed by hand is, and so is everything beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from luodi.press.checked import CheckedDraft
from luodi.press.grammar.claims import Claim, Finding, Kind, Weight
from luodi.publishing.choices import FigureState, VersionCause
from luodi.publishing.models import Piece, PieceFigure, PieceVersion

_NUMBER = "\x00"


@dataclass(frozen=True)
class Anchors:
    """The numbers of a text that are still what their figures say, and which of its lines nobody has touched."""

    text: str
    spans: Sequence[tuple[int, int]]
    untouched: frozenset[int]

    def stands(self, claim: Claim) -> bool:
        """Whether the claim's number is a reference in a line that nobody has touched."""
        if not any(start <= claim.at and claim.to <= end for start, end in self.spans):
            return False
        return self.text.count("\n", 0, claim.at) in self.untouched


def anchors_of(piece: Piece, version: PieceVersion) -> Anchors:
    return anchors_in(piece, version.text, version.figures.all())


def anchors_in(piece: Piece, text: str, figures: Iterable[PieceFigure]) -> Anchors:
    """Return the anchors of a text that may not have been kept yet."""
    spans = _intact(figures)
    composed = piece.versions.filter(cause=VersionCause.COMPOSED).first()
    if composed is None:
        return Anchors(text, spans, frozenset())
    known = set(_lines(composed.text, _intact(composed.figures.all())))
    lines = _lines(text, spans)
    return Anchors(text, spans, frozenset(at for at, line in enumerate(lines) if line in known))


def _intact(figures: Iterable[PieceFigure]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in figures if one.state == FigureState.INTACT]


def _lines(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return the lines with a mark for each reference, so that a number brought up to date changes none of them."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{_NUMBER}{text[end:]}"
    return [line.strip() for line in text.split("\n")]


def weighed(found: CheckedDraft, anchors: Anchors) -> CheckedDraft:
    """Return the check without what it misread in references that stand; what it doubts among them is a question."""
    standing = {claim.number for claim in found.draft.claims if anchors.stands(claim)}
    if not standing:
        return found
    findings = (_weighed(one, standing) for one in found.findings)
    return replace(found, findings=tuple(one for one in findings if one is not None))


def _weighed(one: Finding, standing: set[int]) -> Finding | None:
    if not one.claims or not standing.issuperset(one.claims):
        return one
    if one.kind == Kind.LEDGER:
        return None
    return replace(one, weight=Weight.QUESTION) if one.weight == Weight.ERROR else one
