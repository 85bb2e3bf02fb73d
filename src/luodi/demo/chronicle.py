"""What the centre does for the whole city: teams, sponsors, opportunities, firms above scale, advisers."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from luodi.demo import aims, chance, plan, showcase, units
from luodi.demo.companions import N_LETTERS
from luodi.demo.journal import Journal
from luodi.demo.keeping import enter
from luodi.demo.names import LOCAL, Firms, PlannedFirm, pick_trade
from luodi.demo.organisation import Cast
from luodi.demo.people import name_of
from luodi.demo.planned import PlannedProject
from luodi.demo.portfolio import Portfolio
from luodi.demo.schedule import moment
from luodi.demo.trades import TRADES
from luodi.demo.units import COUNTIES, PlannedUnit
from luodi.enterprises import services as enterprises
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Cause
from luodi.opportunities import services as opportunities
from luodi.opportunities.choices import OpportunityState
from luodi.opportunities.models import Opportunity
from luodi.organisation.models import Unit
from luodi.projects import services as projects
from luodi.projects.choices import Field
from luodi.teams import services as teams

_Move = Callable[..., object]
_SPONSORED_ON, _SPONSORED_LATER = date(2020, 3, 16), date(2020, 8, 19)


class Chronicle:
    def __init__(self, seed: int, cast: Cast, portfolio: Portfolio, firms: Firms) -> None:
        self.rng = chance.source("chronicle", seed)
        self.cast, self.portfolio, self.firms = cast, portfolio, firms
        self.centre = cast.centre
        self.first: list[Opportunity] = []
        self.offered: list[Opportunity] = []

    def write_into(self, journal: Journal) -> None:
        self._teams(journal)
        self._above_scale(journal)
        journal.add(moment(date(2019, 5, 20), 10), self.add_first_opportunities)
        journal.add(moment(date(2020, 4, 2), 10), self.add_opportunities)
        aims.write_into(journal, self.cast)
        journal.add(moment(date(2020, 5, 28), 10), self.appoint_advisers)
        journal.add(moment(date(2020, 6, 9), 11), self.close_first_opportunities)
        journal.add(moment(date(2020, 7, 14), 11), self.begin_talks)
        journal.add(moment(_SPONSORED_ON, 11), self.assign_sponsors)
        journal.add(moment(_SPONSORED_LATER, 11), self.assign_later_sponsors)

    def _teams(self, journal: Journal) -> None:
        every = [*units.city_teams(), *units.county_teams()]
        older = [one for one in every if one.founded_on <= plan.OPENING_ON]
        journal.add(moment(date(2019, 1, 3), 9), partial(self._found, older, Cause.OPENING))
        founded: dict[date, list[PlannedUnit]] = defaultdict(list)
        for one in every:
            if one not in older:
                founded[one.founded_on].append(one)
        for day, ones in founded.items():
            journal.add(moment(day, 8), partial(self._found, ones, Cause.RECORDED))

    def _found(self, planned: Sequence[PlannedUnit], cause: Cause, at: datetime) -> None:
        commands = [
            teams.NewTeam(
                code=one.code,
                name=one.name,
                short_name=one.short_name,
                kind=one.kind,
                parent=self.cast.units[one.parent],
                founded_on=one.founded_on,
                area=one.area,
            )
            for one in planned
        ]
        found = teams.found_teams(commands, actor=self.centre, at=at, cause=cause)
        self.cast.units.update({unit.code: unit for unit in found})

    def assign_sponsors(self, at: datetime) -> None:
        known = [one for one in self.portfolio.sponsored if one.row is not None]
        self._sponsor(known, _SPONSORED_ON, at)

    def assign_later_sponsors(self, at: datetime) -> None:
        """Those that were recorded since."""
        later = [
            one for one in self.portfolio.sponsored if one.entered.created_at > moment(_SPONSORED_ON, 11)
        ]
        self._sponsor(later, _SPONSORED_LATER - timedelta(days=1), at)

    def _sponsor(self, planned: Sequence[PlannedProject], on: date, at: datetime) -> None:
        commands = [
            projects.Change(
                project=one.entered,
                changes={Field.SPONSOR: self.cast.leaders[one.sponsor or 0]},
                effective_on=on,
                reason="一个项目、一名领导、一套人马、一抓到底",
            )
            for one in planned
        ]
        projects.change_projects(commands, actor=self.centre, at=at, act_name="落实包保")

    def add_first_opportunities(self, at: datetime) -> None:
        self.first = opportunities.add_opportunities(
            self._opportunities(4, 160_000, date(2019, 5, 17)), actor=self.centre, at=at
        )

    def close_first_opportunities(self, at: datetime) -> None:
        for nth, one in enumerate(self.first):
            state = OpportunityState.MATCHED if nth % 2 else OpportunityState.CLOSED
            opportunities.close_opportunity(one, state, date(2020, 6, 8), actor=self.centre, at=at)

    def add_opportunities(self, at: datetime) -> None:
        commands = self._opportunities(plan.OPPORTUNITIES, plan.OPPORTUNITIES_WAN, date(2020, 3, 31))
        self.offered = opportunities.add_opportunities(commands, actor=self.centre, at=at)

    def begin_talks(self, at: datetime) -> None:
        """Some investors have come; what is in talks is still in the bank."""
        for nth, one in enumerate(self.offered[::25]):
            move = opportunities.Move(
                state=OpportunityState.TALKS,
                since=at.date() - timedelta(days=3),
                reason="投资方来实地考察，索要用地和能耗条件",
                investor_name=self.firms.made[nth + 120].name,
            )
            opportunities.move_opportunity(opportunity=one, move=move, actor=self.centre, at=at)

    def _opportunities(self, count: int, total_wan: int, since: date) -> list[opportunities.NewOpportunity]:
        found = []
        for nth, wan in enumerate(chance.amounts(self.rng, count, total_wan, most_wan=1_800_000)):
            county = self.rng.choice(COUNTIES)
            trade = pick_trade(self.rng, county.trades)
            name = f"{county.name}{self.rng.choice(trade.projects)}招商项目"
            found.append(
                opportunities.NewOpportunity(
                    name=name,
                    unit=self.cast.units[county.code],
                    industry=trade.industry,
                    amount=Yuan.from_wan(wan),
                    since=since,
                    area=county.area,
                    summary=showcase.content_of(trade),
                    mode=showcase.mode_of(nth),
                    phone=f"1300000{nth:04d}",
                    texts=showcase.texts_of(name, county, trade, wan, nth),
                )
            )
        return found

    def _above_scale(self, journal: Journal) -> None:
        """Firms above scale, year by year; those of 2020 grew in the pool and leave it."""
        grown = {year: [self._local_firm() for _ in range(count)] for year, count in plan.ABOVE_SCALE.items()}
        pool = [*grown[2020], *(self._local_firm() for _ in range(plan.POOL))]
        self._grow(journal, grown[2018], date(2018, 2, 1), date(2018, 12, 28), [date(2019, 1, 21)])
        self._grow(
            journal, grown[2019], date(2019, 2, 1), date(2019, 12, 28), [date(2019, 7, 22), date(2020, 1, 15)]
        )
        self._grow(
            journal, grown[2020], date(2020, 1, 15), date(2020, 8, 25), [date(2020, 6, 11), date(2020, 9, 3)]
        )
        half = len(pool) // 2
        for day, some in ((date(2019, 2, 26), pool[:half]), (date(2020, 3, 20), pool[half:])):
            journal.add(moment(day, 14), partial(self._pool, some, day, enterprises.enter_pool))
        gone = date(2020, 9, 4)
        journal.add(moment(gone, 14), partial(self._pool, grown[2020], gone, enterprises.leave_pool))

    def _grow(
        self,
        journal: Journal,
        grown: Sequence[PlannedFirm],
        first: date,
        last: date,
        recorded: Sequence[date],
    ) -> None:
        days = sorted(chance.between(self.rng, first, last) for _ in grown)
        before = date.min
        for on in recorded:
            some = [(firm, day) for firm, day in zip(grown, days, strict=True) if before < day < on]
            journal.add(moment(on, 16), partial(self._enter_above_scale, some))
            before = on - timedelta(days=1)

    def _enter_above_scale(self, some: Sequence[tuple[PlannedFirm, date]], at: datetime) -> None:
        enter([firm for firm, _ in some], actor=self.centre, at=at)
        commands = [
            enterprises.AboveScale(
                enterprise=firm.entered, unit=self._home(firm), occurred_on=VagueDate.day(day)
            )
            for firm, day in some
        ]
        enterprises.enter_above_scale(commands, actor=self.centre, at=at)

    def _pool(self, some: Sequence[PlannedFirm], on: date, move: _Move, at: datetime) -> None:
        enter(some, actor=self.centre, at=at)
        moves = [enterprises.PoolMove(enterprise=firm.entered, unit=self._home(firm), on=on) for firm in some]
        move(moves, actor=self.centre, at=at)

    def _local_firm(self) -> PlannedFirm:
        industrial = [trade for trade in TRADES if trade.industrial]
        return self.firms.make(self.rng.choices(industrial, [one.weight for one in industrial])[0], LOCAL)

    def _home(self, firm: PlannedFirm) -> Unit:
        return self.cast.units[COUNTIES[sum(map(ord, firm.brand)) % len(COUNTIES)].code]

    def appoint_advisers(self, at: datetime) -> None:
        commands = [
            enterprises.NewAdviser(
                name=name_of(nth),
                unit=self.cast.units[units.CENTRE],
                since=date(2020, 5, 27),
                until=date(2023, 5, 27),
                title=f"{firm.name}负责人",
                origin=firm.origin,
            )
            for nth, firm in enumerate(
                self.rng.sample(self.firms.made[:800], plan.ADVISERS)[N_LETTERS:], start=N_LETTERS
            )
        ]
        enterprises.appoint_advisers(commands, actor=self.centre, at=at)
