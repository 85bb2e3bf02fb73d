"""Money that comes in, steps beside the stages, investments that are raised: told by counties, month by month."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from luodi.demo import chance, plan
from luodi.demo.describing import capital_of
from luodi.demo.journal import Journal
from luodi.demo.keeping import Keeping
from luodi.demo.organisation import Cast
from luodi.demo.planned import PlannedProject
from luodi.demo.portfolio import Portfolio
from luodi.kernel.dates import DatePrecision, VagueDate, month_end
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger.kinds import Capital, Proof
from luodi.projects import services as projects
from luodi.projects.choices import Stage
from luodi.projects.rules import around

_MONTHS = range(1, 9)
_ACT = 6
"""Behind whatever else a keeper does at a sitting."""
_STARTED_SINCE = date(2019, 9, 1)
_PROOFS = (Proof.BANK, Proof.BANK, Proof.INVOICE, Proof.SETTLEMENT, Proof.AUDIT)
_STEPS = (("REGISTERED", 6), ("FILED", 4), ("LAND", 3), ("PLANNING", 2), ("ENVIRONMENT", 2), ("PERMIT", 1))
"""What is done between the signing and the start, with how far before the start, in sixths of the time between."""
_RAISED = ((date(2020, 5, 14), 22), (date(2020, 6, 17), 35), (date(2020, 7, 15), 18), (date(2020, 8, 19), 40))
"""When investments are raised, and by how many percent."""


@dataclass
class _Month:
    """What one county tells of one month."""

    funds: list[tuple[PlannedProject, date, int]] = field(default_factory=list)
    steps: list[tuple[PlannedProject, str, date | None, date | None]] = field(default_factory=list)


class Money:
    """Played from one chance of its own. ``without`` are projects that tell of money elsewhere, or not at all."""

    def __init__(
        self, seed: int, cast: Cast, portfolio: Portfolio, without: Sequence[PlannedProject]
    ) -> None:
        self.rng = chance.source("money", seed)
        self.cast, self.portfolio = cast, portfolio
        self.without = set(without)
        self._told: dict[tuple[str, int], _Month] = defaultdict(_Month)

    def write_into(self, journal: Journal, keeping: Keeping) -> None:
        for project in self.portfolio.every:
            started = project.on(Stage.STARTED)
            if project in self.without or started is None or started < _first_day(project):
                continue
            self._pay(project, started)
            if started.year == plan.RELEASE.year:
                self._prepare(project, started)
        for (county, month), told in self._told.items():
            sittings = keeping.sittings[county]
            day = sittings.after(month_end(2020, month))
            journal.add(sittings.at(day, _ACT), partial(self.tell, county, told))
        self._raise(journal, keeping)

    def tell(self, county: str, told: _Month, at: datetime) -> None:
        actor = self.cast.keepers[county]
        if told.funds:
            projects.record_funds([self._entry(*one) for one in told.funds], actor=actor, at=at)
        if told.steps:
            projects.record_milestones([_step(*one) for one in told.steps], actor=actor, at=at)

    def raise_investment(self, project: PlannedProject, day: date, percent: int, at: datetime) -> None:
        projects.record_increase(
            projects.Increase(
                project=project.entered,
                occurred_on=VagueDate.day(day),
                amount=Yuan.from_wan(max(project.total_wan * percent // 100, 500)),
                capital=capital_of(project),
                note="追加投资建设二期",
            ),
            actor=self.cast.keepers[project.county],
            at=at,
        )

    def _pay(self, project: PlannedProject, started: date) -> None:
        """Let a little of the investment come in month by month, as it goes with building."""
        for month in _MONTHS:
            first, last = max(date(2020, month, 1), started + timedelta(days=6)), month_end(2020, month)
            if first > last or month == 2 or self.rng.random() > 0.42:
                continue
            wan = max(project.total_wan * self.rng.randint(2, 8) // 100, 60)
            self._told[project.county, month].funds.append(
                (project, chance.between(self.rng, first, last), wan)
            )

    def _prepare(self, project: PlannedProject, started: date) -> None:
        if started.month > _MONTHS[-1] or self.rng.random() < 0.4:
            return
        told = self._told[project.county, started.month]
        between = (started - project.dates[Stage.SIGNED].last).days
        for code, sixths in _STEPS:
            if self.rng.random() < 0.85 and (code != "ENVIRONMENT" or project.industrial):
                told.steps.append((project, code, started - timedelta(days=between * sixths // 8), None))
        later = started + timedelta(days=self.rng.randint(20, 50))
        month = min(started.month + 2, _MONTHS[-1])
        if later <= month_end(started.year, month):
            self._told[project.county, month].steps.append((project, "IN_STATISTICS", later, None))
        told.steps.append((project, "COMPLETED", None, started + timedelta(days=400)))

    def _raise(self, journal: Journal, keeping: Keeping) -> None:
        """Raise some investments that are no leader's and were started long ago."""
        able = [
            one
            for one in self.portfolio.signed
            if one.sponsor is None
            and one not in self.without
            and (one.on(Stage.STARTED) or date.max).year == 2019
        ]
        for project, (day, percent) in zip(self.rng.sample(able, len(_RAISED)), _RAISED, strict=True):
            sittings = keeping.sittings[project.county]
            at = sittings.at(sittings.after(day), _ACT) + timedelta(minutes=1)
            journal.add(at, partial(self.raise_investment, project, day, percent))

    def _entry(self, project: PlannedProject, day: date, wan: int) -> projects.FundsEntry:
        capital = capital_of(project)
        amount: Yuan | ForeignMoney = Yuan.from_wan(wan)
        proof = _PROOFS[(wan + day.day) % len(_PROOFS)]
        if capital == Capital.FOREIGN:
            proof = Proof.EXCHANGE if day.day % 2 else Proof.COMMERCE
            amount = ForeignMoney("USD", wan * 142_857, Decimal("7.00"), day, "演示汇率，非实际牌价")
        return projects.FundsEntry(
            project=project.entered,
            occurred_on=VagueDate.day(day),
            amount=amount,
            proof=proof,
            capital=capital,
        )


def _first_day(project: PlannedProject) -> date:
    return date.min if project.sponsor is not None else _STARTED_SINCE


def _step(
    project: PlannedProject, code: str, done: date | None, planned: date | None
) -> projects.MilestoneRecord:
    return projects.MilestoneRecord(
        project=project.entered,
        code=code,
        occurred_on=VagueDate.day(done) if done else None,
        planned=around(planned, DatePrecision.MONTH) if planned else None,
    )
