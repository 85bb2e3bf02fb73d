"""What goes wrong in a year, and how it is put right: double claims, framework agreements, wrong amounts, ends.

None of it counts in the published figures as they stand at the end; some of it did before August.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from luodi.demo import chance, commands
from luodi.demo.journal import Journal
from luodi.demo.judging import Judging
from luodi.demo.keeping import Keeping, enter
from luodi.demo.named import NAMED
from luodi.demo.names import ELSEWHERE, Firms, pick_origin, pick_trade
from luodi.demo.organisation import Cast
from luodi.demo.planned import PlannedProject
from luodi.demo.portfolio import Portfolio
from luodi.demo.schedule import moment
from luodi.demo.units import COUNTIES, TEAM_TRADES, TEAMS_FOUNDED
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Batch
from luodi.projects import services as projects
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.models import PendingCorrection

_JUDGED_ON = date(2020, 8, 13)
_BATCH_ON, _BATCH_WITHDRAWN_ON = date(2020, 7, 28), date(2020, 8, 7)
_ASKED_ON, _ACCEPTED_ON = date(2020, 8, 5), date(2020, 8, 11)
_LATE_DAYS = 18
_ENDS = (
    (Status.WITHDRAWN, 5, "投资方战略调整，不再投资"),
    (Status.SUSPENDED, 6, "用地指标尚未落实，暂缓推进"),
    (Status.DELAYED, 8, "受疫情影响，开工时间推迟"),
)


@dataclass(frozen=True)
class End:
    project: PlannedProject
    status: Status
    on: date
    reason: str


class Incidents:
    """Chooses among the planned projects what goes wrong; ``extra`` are claims that never count."""

    def __init__(self, seed: int, portfolio: Portfolio, firms: Firms) -> None:
        self.rng = chance.source("incidents", seed)
        self.firms = firms
        july = [one for one in portfolio.signings.to_july if one.name not in NAMED]
        self._share(portfolio)
        self.late = self._record_late(july)
        self.wrong = self._mistake(july)
        self.doubles = [
            self._double(one) for one in self._some(july, date(2020, 5, 10), date(2020, 6, 20), 3)
        ]
        self.frameworks = [self._claim(date(2020, 6, 4), 40) for _ in range(2)]
        self.unproved = [self._claim(date(2020, 7, 6), 45) for _ in range(4)]
        self.imported = [self._claim(date(2020, 7, 13), 8, county="JINGKAI") for _ in range(3)]
        self.ends = self._end(portfolio)

    @property
    def extra(self) -> list[PlannedProject]:
        return [*self.doubles, *self.frameworks, *self.unproved]

    def write_into(self, journal: Journal, cast: Cast, keeping: Keeping, judging: Judging) -> None:
        _Play(self, cast, judging).write_into(journal, keeping)

    def _share(self, portfolio: Portfolio) -> None:
        """Let some projects be shared with those who brought them."""
        fresh = [
            one
            for one in portfolio.every
            if (one.on(Stage.NEGOTIATING) or date.min) > TEAMS_FOUNDED + timedelta(days=20)
        ]
        for project in self.rng.sample(fresh, 36):
            of_trade = [code for code, trades in TEAM_TRADES.items() if project.industry in trades]
            team = self.rng.choice(of_trade or list(TEAM_TRADES))
            points = self.rng.choice((5_000, 6_000, 7_000))
            project.shares = ((project.county, points), (team, 10_000 - points))
        older = [one for one in portfolio.signings.this_year if one not in fresh and one.name not in NAMED]
        for project in self.rng.sample(older, 14):
            group = "GROUP-SHENZHEN" if project in portfolio.signings.pearl else "GROUP-SHANGHAI"
            project.shares = ((project.county, 7_000), (group, 3_000))

    def _record_late(self, projects: Sequence[PlannedProject]) -> list[PlannedProject]:
        late = self._some(projects, date(2020, 7, 14), date(2020, 7, 28), 3)
        for project in late:
            project.late_days = _LATE_DAYS
        return late

    def _mistake(self, projects: Sequence[PlannedProject]) -> list[PlannedProject]:
        wrong = self._some(projects, date(2020, 5, 12), date(2020, 6, 28), 3)
        for project, factor in zip(wrong, (10, 2, 3), strict=True):
            project.wrong_wan = project.total_wan * factor
        return wrong

    def _some(
        self, projects: Sequence[PlannedProject], first: date, last: date, count: int
    ) -> list[PlannedProject]:
        """Choose projects that were signed between the days and have not been chosen for anything else."""
        free = [
            one
            for one in projects
            if first <= one.dates[Stage.SIGNED].first <= last
            and one.wrong_wan is None
            and not one.late_days
            and Stage.STARTED not in one.dates
        ]
        return self.rng.sample(free, count)

    def _double(self, of: PlannedProject) -> PlannedProject:
        """The same project, claimed by a neighbour."""
        others = [county for county in COUNTIES if county.code != of.county]
        county = self.rng.choice(others)
        double = replace(
            of, county=county.code, area=county.area, shares=(), sponsor=None, dates={}, negotiable=False
        )
        signed = of.dates[Stage.SIGNED].last + timedelta(days=self.rng.randint(3, 12))
        double.reach(Stage.NEGOTIATING, signed - timedelta(days=30))
        double.reach(Stage.SIGNED, signed)
        return double

    def _claim(self, first: date, days: int, county: str = "") -> PlannedProject:
        place = next((one for one in COUNTIES if one.code == county), None) or self.rng.choice(COUNTIES)
        trade = pick_trade(self.rng, place.trades)
        firm = self.firms.make(trade, pick_origin(self.rng, ELSEWHERE))
        claim = PlannedProject(
            industrial=trade.industrial,
            total_wan=self.rng.randrange(60, 400) * 100,
            name=f"{firm.brand}{self.rng.choice(trade.projects)}项目",
            county=place.code,
            area=place.area,
            origin=firm.origin,
            industry=trade.industry,
            firm=firm,
            negotiable=False,
        )
        signed = first + timedelta(days=self.rng.randrange(days))
        claim.reach(Stage.NEGOTIATING, signed - timedelta(days=35))
        claim.reach(Stage.SIGNED, signed)
        return claim

    def _end(self, portfolio: Portfolio) -> list[End]:
        listed = {one for ones in portfolio.listed.values() for one in ones}
        waiting = [one for one in portfolio.signings.waiting if one.sponsor is None and one not in listed]
        talks = [
            one
            for one in portfolio.negotiating
            if one.name not in NAMED
            and one not in listed
            and (one.on(Stage.NEGOTIATING) or date.max) < date(2020, 6, 1)
        ]
        found = []
        for status, count, reason in _ENDS:
            for nth in range(count):
                pool = talks if nth % 2 else waiting
                project = pool.pop(self.rng.randrange(len(pool)))
                on = chance.next_working(chance.between(self.rng, date(2020, 6, 22), date(2020, 9, 8)))
                found.append(End(project, status, on, reason))
        return found


class _Play:
    """The incidents as acts in the journal."""

    def __init__(self, incidents: Incidents, cast: Cast, judging: Judging) -> None:
        self.incidents, self.cast, self.judging = incidents, cast, judging
        self._asked: list[PendingCorrection] = []
        self._batch: Batch | None = None

    def write_into(self, journal: Journal, keeping: Keeping) -> None:
        incidents = self.incidents
        keeping.put_projects(incidents.extra)
        for project in (*incidents.doubles, *incidents.imported):
            self.judging.hold(project, since=date(2020, 1, 1))
        for project in (*incidents.frameworks, *incidents.unproved):
            self.judging.hold(project, since=project.dates[Stage.SIGNED].first)
        journal.add(moment(_BATCH_ON, 16), self.take_in_batch)
        journal.add(moment(_BATCH_WITHDRAWN_ON, 10), self.withdraw_batch)
        journal.add(moment(_ASKED_ON, 10), self.ask_for_corrections)
        journal.add(moment(_ACCEPTED_ON, 16), self.accept_corrections)
        journal.add(moment(_JUDGED_ON, 16, 10), self.reject_claims)
        for nth, end in enumerate(incidents.ends):
            told_on = chance.next_working(end.on + timedelta(days=2))
            journal.add(moment(told_on, 16, nth), partial(self.end, end))

    def take_in_batch(self, at: datetime) -> None:
        """A sheet is taken in that was meant for another city."""
        keeper, planned = self.cast.keepers["JINGKAI"], self.incidents.imported
        enter([one.firm for one in planned if one.firm], actor=keeper, at=at)
        batch = ledger.open_batch(city=self.cast.city, title="7月新签约项目补录", actor=keeper, at=at)
        rows = projects.create_projects(
            [commands.new_project(one, self.cast) for one in planned], actor=keeper, at=at, batch=batch
        )
        for one, row in zip(planned, rows, strict=True):
            one.row = row
        records = [commands.stage_record(one, Stage.SIGNED) for one in planned]
        projects.record_stages(records, actor=keeper, at=at, batch=batch)
        self._batch = batch

    def withdraw_batch(self, at: datetime) -> None:
        if self._batch is not None:
            reason = "误将外市项目表导入，整批撤回"
            projects.withdraw_batch(
                batch=self._batch, reason=reason, actor=self.cast.keepers["JINGKAI"], at=at
            )

    def ask_for_corrections(self, at: datetime) -> None:
        for project in self.incidents.wrong:
            asked = projects.correct_project(
                project=project.entered,
                corrections={Field.TOTAL: Yuan.from_wan(project.total_wan)},
                reason="核对合同，总投资登记有误",
                actor=self.cast.keepers[project.county],
                at=at,
            )
            if asked is not None:
                self._asked.append(asked)

    def accept_corrections(self, at: datetime) -> None:
        for asked in self._asked:
            projects.accept_correction(
                pending=asked, actor=self.cast.reviewers[1], at=at, comment="已核对合同原件"
            )

    def reject_claims(self, at: datetime) -> None:
        for project in self.incidents.doubles:
            for kind in (FactKind.PROJECT_SIGNED, FactKind.PROJECT_NEGOTIATING):
                self._reject(project, kind, "与其他县区已申报的项目重复", at)
        for project in self.incidents.frameworks:
            self._reject(project, FactKind.PROJECT_SIGNED, "只签订了框架协议，不能作为签约", at)

    def end(self, end: End, at: datetime) -> None:
        projects.set_status(
            project=end.project.entered,
            status=end.status,
            since=end.on,
            reason=end.reason,
            actor=self.cast.keepers[end.project.county],
            at=at,
        )

    def _reject(self, project: PlannedProject, kind: FactKind, reason: str, at: datetime) -> None:
        projects.reject(
            project=project.entered, kind=kind, reason=reason, actor=self.cast.reviewers[1], at=at
        )
