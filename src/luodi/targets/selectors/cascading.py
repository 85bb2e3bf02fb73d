"""The cascade of an indicator as a tree, with the reconciliation of every node and who was given nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.organisation.models import City, Unit
from luodi.targets.choices import Relation
from luodi.targets.reconciling import Reconciliation, reconcile
from luodi.targets.selectors.holding import HeldTarget, Holder, holder_of


@dataclass(frozen=True)
class Node:
    """A target with those below it. ``missing`` are units that might have a part of it and have none."""

    target: HeldTarget
    reconciliation: Reconciliation
    allocated: tuple["Node", ...]
    parallel: tuple["Node", ...]
    missing: tuple[Holder, ...]
    depth: int = 0

    @property
    def children(self) -> tuple["Node", ...]:
        return (*self.allocated, *self.parallel)


def cascade(city: City, held: Sequence[HeldTarget], *, on: date) -> tuple[Node, ...]:
    """Return the targets of one indicator as trees: those with nothing above them first, in the order of holders.

    Shape: one query besides what is given. A target whose parent is not carried any more stands at the top.
    """
    sums = reconcile(one.piece for one in held)
    numbers = {one.number for one in held}
    below: dict[int | None, list[HeldTarget]] = {}
    for one in held:
        below.setdefault(one.parent if one.parent in numbers else None, []).append(one)
    open_units = [
        holder_of(one) for one in Unit.objects.of(city.pk).active_on(on).order_by("rank_order", "id")
    ]

    def nodes(parent: int | None, depth: int) -> tuple[Node, ...]:
        return tuple(node(one, depth) for one in below.get(parent, ()))

    def node(one: HeldTarget, depth: int) -> Node:
        children = nodes(one.number, depth + 1)
        return Node(
            target=one,
            reconciliation=sums[one.number],
            allocated=tuple(child for child in children if child.target.relation != Relation.PARALLEL),
            parallel=tuple(child for child in children if child.target.relation == Relation.PARALLEL),
            missing=without_one([child.target for child in children], held, open_units),
            depth=depth,
        )

    return nodes(None, 0)


def without_one(
    children: Sequence[HeldTarget], held: Sequence[HeldTarget], units: Sequence[Holder]
) -> tuple[Holder, ...]:
    """Return the open units of the kinds and places in the tree that the children stand in, which carry nothing.

    Where some counties were given a part, those counties that were given none are missing; where nobody was, nobody is.
    """
    kinds = {(one.holder.kind, one.holder.parent_id) for one in children if not one.holder.is_person}
    carrying = {one.holder.unit_id for one in held}
    return tuple(one for one in units if (one.kind, one.parent_id) in kinds and one.unit_id not in carrying)
