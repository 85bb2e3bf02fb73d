"""What a merge would do, before it is done: which facts move, and which figures change by how much.

The merge is made and taken back in one transaction, so that the figures are those of the real thing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.duplicates.models import DuplicateCase
from luodi.duplicates.services import merging
from luodi.duplicates.services.merging import Side
from luodi.enterprises.models import Enterprise
from luodi.enterprises.services import merging as firms
from luodi.figures.compute import compute_many
from luodi.figures.indicators import catalogue
from luodi.figures.questions import Figure
from luodi.figures.scopes import Scope
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NewFact
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City, Unit
from luodi.projects.choices import Field
from luodi.projects.models import Project
from luodi.projects.services import merging as project_merging
from luodi.projects.services.merging import Credit, Difference

_N_YEARS = 3


@dataclass(frozen=True)
class FigureChange:
    """A figure that would move, before and after."""

    before: Figure
    after: Figure

    @property
    def change(self) -> str:
        difference = (self.after.value or 0) - (self.before.value or 0)
        return f"{difference:+,.{self.before.indicator.places}f}"


@dataclass(frozen=True)
class MergePreview:
    """``moved`` facts go over, ``ended`` ones the row that stays has already; ``differences`` are to be chosen from.

    ``credits`` are those of the project that stays and of the one that is given up.
    """

    moved: Sequence[tuple[Fact, NewFact]]
    ended: Sequence[Fact]
    differences: Sequence[Difference]
    figures: Sequence[FigureChange]
    credits: Sequence[Credit] = ()

    @property
    def loses_credit(self) -> list[Unit]:
        """Return the units that have a part in the project that is given up and none in the one that stays."""
        kept = {unit for one in self.credits[:1] for unit, _ in one.parts}
        return [unit for one in self.credits[1:] for unit, _ in one.parts if unit not in kept]

    @property
    def ended_pairs(self) -> list[tuple[Fact, None]]:
        return [(fact, None) for fact in self.ended]


def preview_merge(
    *,
    case: DuplicateCase,
    keep: Side,
    actor: Account,
    at: datetime,
    take: Collection[Field] = (),
) -> MergePreview:
    """Return what the merge would do, and change nothing.    Raises: as the merge."""
    chosen = merging.sides_of(case, keep)
    plan: project_merging.Merging | firms.Merging
    differences: Sequence[Difference] = ()
    credits: list[Credit] = []
    if isinstance(chosen.keep, Project) and isinstance(chosen.drop, Project):
        plan = project_merging.plan_merge(chosen.keep, chosen.drop)
        differences = project_merging.differences(chosen.keep, chosen.drop)
        credits = [project_merging.credit_of(one) for one in (chosen.keep, chosen.drop)]
    else:
        assert isinstance(chosen.keep, Enterprise)
        assert isinstance(chosen.drop, Enterprise)
        plan = firms.plan_merge(chosen.keep, chosen.drop)
    questions = list(_questions(case.city, [*plan.ended, *(fact for fact, _ in plan.moved)], at))
    before = [_answers(case.city, *question) for question in questions]
    with transaction.atomic():
        merging.merge(case=case, keep=keep, actor=actor, at=at, take=take)
        after = [_answers(case.city, *question) for question in questions]
        transaction.set_rollback(True)
    moved = [(fact, new) for fact, new in plan.moved]
    return MergePreview(moved, plan.ended, differences, list(_changes(before, after)), credits)


def _questions(city: City, facts: Iterable[Fact], at: datetime) -> Iterator[tuple[Period, Standing]]:
    """Return the latest years that the facts lie in, for verified and for claimed figures."""
    today = day_of(at)
    years = sorted({today.year, *(fact.occurred_on.year for fact in facts)}, reverse=True)
    for year in years[:_N_YEARS]:
        for standing in (Standing.VERIFIED, Standing.CLAIMED):
            yield Period(date(year, 1, 1), min(today, date(year, 12, 31))), standing


def _answers(city: City, period: Period, standing: Standing) -> dict[str, Figure]:
    codes = [
        one.code for one in catalogue() if not one.is_ratio and one.kind and one.valid_from <= period.last
    ]
    return compute_many(codes, city=city, period=period, scope=Scope.CITY, standing=standing)


def _changes(
    before: Sequence[dict[str, Figure]], after: Sequence[dict[str, Figure]]
) -> Iterator[FigureChange]:
    for one, other in zip(before, after, strict=True):
        for code, figure in one.items():
            if figure.raw != other[code].raw:
                yield FigureChange(figure, other[code])
