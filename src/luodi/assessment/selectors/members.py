"""Who is assessed: the members of a group on the day of assessment, and what is said of those who came or went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.assessment.models import Group, Membership
from luodi.figures.scopes import Dimension, Scope
from luodi.organisation.models import Unit


@dataclass(frozen=True)
class Standing:
    """A member on a day. ``has_below``: a unit with others below it, whose figures are asked by themselves."""

    key: str
    name: str
    code: str
    unit_id: int | None
    person_id: int | None
    position: int
    reviewed_only: bool = False
    excluded: str = ""
    has_below: bool = False
    is_city: bool = False
    notes: tuple[str, ...] = ()

    @property
    def dimension(self) -> Dimension:
        return Dimension.LEADER if self.person_id is not None else Dimension.UNIT

    def within(self, scope: Scope) -> Scope:
        """Return the part of a scope that is this member's."""
        return scope if self.is_city else scope.narrowed(self.dimension, self.code, self.name)


def standing(group: Group, *, first: date, on: date) -> list[Standing]:
    """Return the members on the day, in their order.    Shape: three queries, however many there are."""
    rows = list(Membership.objects.filter(group=group).standing_on(on).with_all())
    before = _elsewhere(group, rows)
    above = set(
        Unit.objects.of(group.city_id)
        .filter(parent__isnull=False, parent__in=[row.unit_id for row in rows if row.unit_id])
        .values_list("parent_id", flat=True)
    )
    return [
        Standing(
            key=row.key,
            name=row.name,
            code=row.key.removeprefix("@"),
            unit_id=row.unit_id,
            person_id=row.person_id,
            position=place,
            reviewed_only=row.reviewed_only,
            excluded=row.excluded,
            has_below=row.unit_id in above,
            is_city=bool(row.unit and row.unit.parent_id is None),
            notes=_moved(row, before.get(row.key), first),
        )
        for place, row in enumerate(rows, start=1)
    ]


def _elsewhere(group: Group, rows: Sequence[Membership]) -> dict[str, Membership]:
    """Return the last membership of each in another group of the year and kind."""
    others = Membership.objects.filter(
        group__city_id=group.city_id, group__year=group.year, group__kind=group.kind, until__isnull=False
    ).exclude(group=group)
    mine = {row.key for row in rows}
    return {one.key: one for one in others.with_all().order_by("until") if one.key in mine}


def _moved(row: Membership, before: Membership | None, first: date) -> tuple[str, ...]:
    if row.since <= first:
        return ()
    where = f"，此前在{before.group.name}" if before else ""
    return (f"{row.since.isoformat()} 编入本组{where}；按考核日所在的组考核，数据仍为全期",)
