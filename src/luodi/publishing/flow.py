"""The way of a piece from draft to public: what follows what, and how it is refused. No database, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from luodi.kernel.findings import Refusal
from luodi.publishing.choices import PieceState
from luodi.publishing.release_choices import StepKind

_MOST_TOLD = 3


class FlowRefused(Refusal):
    """A step that a piece cannot take now."""


class Blocked(FlowRefused):
    """Something in the piece, or behind its figures, has to be put right first."""


class ObstacleKind(StrEnum):
    """What stands in the way of a step."""

    FINDING = "finding"
    REFERENCE = "reference"
    REVIEW = "review"
    COUNTERSIGN = "countersign"
    CORRECTION = "correction"

    @property
    def label(self) -> str:
        return {
            "finding": "对数有误",
            "reference": "引用的数",
            "review": "审核",
            "countersign": "会签",
            "correction": "待认定的更正",
        }[self.value]


@dataclass(frozen=True)
class Obstacle:
    """One thing in the way; ``start`` … ``end`` are the words of the text that it is about, ``code`` a thing's code."""

    kind: ObstacleKind
    text: str
    start: int = -1
    end: int = -1
    code: str = ""


NEXT: Mapping[StepKind, tuple[tuple[PieceState, ...], PieceState]] = {
    StepKind.CHECKED: ((PieceState.DRAFT, PieceState.CHECKED), PieceState.CHECKED),
    StepKind.SUBMITTED: ((PieceState.CHECKED,), PieceState.IN_REVIEW),
    StepKind.PASSED: ((PieceState.IN_REVIEW,), PieceState.IN_REVIEW),
    StepKind.CONFIRMED: ((PieceState.IN_REVIEW,), PieceState.IN_REVIEW),
    StepKind.OBJECTED: ((PieceState.IN_REVIEW,), PieceState.IN_REVIEW),
    StepKind.RETURNED: ((PieceState.IN_REVIEW, PieceState.APPROVED), PieceState.DRAFT),
    StepKind.RECALLED: ((PieceState.IN_REVIEW,), PieceState.DRAFT),
    StepKind.APPROVED: ((PieceState.IN_REVIEW,), PieceState.APPROVED),
    StepKind.PUBLISHED: ((PieceState.APPROVED,), PieceState.PUBLISHED),
    StepKind.WITHDRAWN: ((PieceState.PUBLISHED,), PieceState.WITHDRAWN),
}
"""In which states a step may be taken, and which state it leads to."""
_HINTS: Mapping[PieceState, str] = {
    PieceState.DRAFT: "请先对数",
    PieceState.CHECKED: "请先送审",
    PieceState.IN_REVIEW: "请等审核、会签和签发",
    PieceState.APPROVED: "已经签发，下一步是发布；要改请先退回",
    PieceState.PUBLISHED: "已经发布，只能更正或撤下",
    PieceState.WITHDRAWN: "已经撤下",
}
IN_THE_WAY: Mapping[StepKind, frozenset[ObstacleKind]] = {
    StepKind.CHECKED: frozenset({ObstacleKind.FINDING, ObstacleKind.REFERENCE}),
    StepKind.SUBMITTED: frozenset({ObstacleKind.FINDING, ObstacleKind.REFERENCE}),
    StepKind.PASSED: frozenset({ObstacleKind.FINDING, ObstacleKind.REFERENCE}),
    StepKind.APPROVED: frozenset(ObstacleKind) - {ObstacleKind.CORRECTION},
    StepKind.PUBLISHED: frozenset(ObstacleKind),
}
"""What stops which step."""


def after(step: StepKind, state: PieceState) -> PieceState:
    """Return the state that the step leads to.    Raises: FlowRefused when it cannot be taken in this state."""
    allowed, leads_to = NEXT[step]
    if state not in allowed:
        raise FlowRefused(f"文稿“{state.label}”，不能{step.label}：{_HINTS[state]}")
    return leads_to


def may_follow(step: StepKind, state: PieceState) -> bool:
    return state in NEXT[step][0]


def blocking(step: StepKind, obstacles: Sequence[Obstacle]) -> list[Obstacle]:
    return [one for one in obstacles if one.kind in IN_THE_WAY.get(step, frozenset())]


def check_clear(step: StepKind, obstacles: Sequence[Obstacle]) -> None:
    """Raises: Blocked naming the first things in the step's way."""
    found = blocking(step, obstacles)
    if found:
        told = "；".join(one.text for one in found[:_MOST_TOLD])
        more = f"；等 {len(found)} 处" if len(found) > _MOST_TOLD else ""
        raise Blocked(f"还不能{step.label}：{told}{more}")


def reason_of(text: str, what: str, field: str = "remark", *, most: int = 400) -> str:
    """Return the text without white space around it.    Raises: FlowRefused for an empty or long one."""
    said = " ".join(text.split())
    if not said:
        raise FlowRefused(f"请写明{what}", field=field)
    if len(said) > most:
        raise FlowRefused(f"{what}最多 {most} 个字，现在是 {len(said)} 个字", field=field)
    return said
