"""Whether a cascade adds up: what is given to those below against the number above. It is shown, never mended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from luodi.kernel.numbers import plain
from luodi.targets.choices import Relation


class Outcome(StrEnum):
    """How the parts stand to the whole."""

    EVEN = "EVEN"
    OVER = "OVER"
    UNDER = "UNDER"
    NONE = "NONE"

    @property
    def label(self) -> str:
        return {"EVEN": "相符", "OVER": "超分解", "UNDER": "分解不足", "NONE": "未分解"}[self.value]


@dataclass(frozen=True)
class Piece:
    """What a sum asks of a target."""

    number: int
    value: Decimal
    relation: Relation
    parent: int | None
    joint: str = ""


@dataclass(frozen=True)
class Reconciliation:
    """``allocated`` adds up the parts, a number that several carry once; PARALLEL ones are counted, never added."""

    whole: Decimal
    allocated: Decimal
    n_parts: int
    n_joint: int
    n_parallel: int

    @property
    def difference(self) -> Decimal:
        return self.allocated - self.whole

    @property
    def whole_text(self) -> str:
        return plain(self.whole, trim=True)

    @property
    def outcome(self) -> Outcome:
        if not self.n_parts:
            return Outcome.NONE
        if self.difference == 0:
            return Outcome.EVEN
        return Outcome.OVER if self.difference > 0 else Outcome.UNDER

    @property
    def says(self) -> str:
        also = f"；另有平行目标 {self.n_parallel} 项，与上级重叠，不相加" if self.n_parallel else ""
        if not self.n_parts:
            return f"没有分解到下级{also}"
        told = f"{self.n_parts} 项分解合计 {plain(self.allocated, trim=True)}"
        if self.n_joint:
            told += f"（其中共担 {self.n_joint} 组，每组只计一次）"
        if not self.difference:
            return f"{told}，与目标相符{also}"
        side = "超出" if self.difference > 0 else "不足"
        return f"{told}，{side}目标 {plain(abs(self.difference), trim=True)}{also}"


def reconcile(pieces: Iterable[Piece]) -> dict[int, Reconciliation]:
    """Return the reconciliation of every target, by its number; those without any below are ``NONE``."""
    every = {one.number: one for one in pieces}
    below: dict[int, list[Piece]] = {number: [] for number in every}
    for one in every.values():
        if one.parent in below:
            below[one.parent].append(one)
    return {number: _sum(one.value, below[number]) for number, one in every.items()}


def _sum(whole: Decimal, children: Sequence[Piece]) -> Reconciliation:
    joint: Mapping[str, Decimal] = {
        one.joint: one.value for one in children if one.relation == Relation.JOINT
    }
    parts = [one.value for one in children if one.relation == Relation.ALLOCATED]
    return Reconciliation(
        whole=whole,
        allocated=sum([*parts, *joint.values()], Decimal(0)),
        n_parts=len(parts) + len(joint),
        n_joint=len(joint),
        n_parallel=sum(one.relation == Relation.PARALLEL for one in children),
    )
