"""Plan whom trips and visits meet and what they discuss, so that the distinct firms and projects are the plan's."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from luodi.demo import chance, plan
from luodi.demo.names import Firms, PlannedFirm, pick_origin, pick_trade
from luodi.demo.occasions import Calendar, blur
from luodi.demo.plan import Contacts
from luodi.demo.planned import Fate, PlannedContact, PlannedProject
from luodi.demo.portfolio import Portfolio
from luodi.demo.units import TEAM_TRADES
from luodi.projects.choices import Stage

_BEFORE_SIGNING = timedelta(days=10)
_PROSPECTS_ON_BOTH = 180


class Outreach:
    """All contacts of 2020; planning them dates the first contact of each project that is new in the year."""

    def __init__(self, seed: int, portfolio: Portfolio, firms: Firms) -> None:
        self.rng = chance.source("outreach", seed)
        self.trips = Calendar(seed, plan.TRIPS, is_trip=True)
        self.visits = Calendar(seed, plan.VISITS, is_trip=False)
        self._first: dict[PlannedProject, date] = {}
        on_trips, on_visits = self._discussed(portfolio)
        team_trips = self._of_team(on_trips, plan.TRIPS.team_projects)
        team_visits = self._of_team(on_visits, plan.VISITS.team_projects)
        self._place(self.trips, on_trips, team_trips)
        self._place(self.visits, on_visits, team_visits)
        self._date_first_contacts(portfolio)
        shared = self._prospects(firms, _PROSPECTS_ON_BOTH)
        self._meet(self.trips, plan.TRIPS, on_trips, team_trips, shared, firms)
        self._meet(self.visits, plan.VISITS, on_visits, team_visits, shared, firms)
        self._again(self.trips, on_trips, team_trips)
        self._again(self.visits, on_visits, team_visits)
        self._september(portfolio)
        self.extra = self._extra()
        blur(self.rng, self.visits.other, 60)

    @property
    def every(self) -> list[PlannedContact]:
        calendars = (self.trips, self.visits)
        return [one for made in calendars for one in (*made.team, *made.other, *made.later)] + self.extra

    def _discussed(self, portfolio: Portfolio) -> tuple[list[PlannedProject], list[PlannedProject]]:
        """Choose what is discussed on trips and at visits: everything new, and enough of what was there before."""
        fresh = [one for one in portfolio.negotiating if one.negotiable]
        signed = [
            one for one in portfolio.signings.this_year if one.dates[Stage.SIGNED].first < date(2020, 8, 25)
        ]
        both = plan.DISCUSSED_ON_BOTH
        total = plan.TRIPS.projects + plan.VISITS.projects - both
        known = [one for one in portfolio.signings.last_year if Stage.PRODUCING not in one.dates]
        chosen = [*fresh, *signed, *self.rng.sample(known, total - len(fresh) - len(signed))]
        self.rng.shuffle(chosen)
        on_trips = chosen[: plan.TRIPS.projects]
        return on_trips, chosen[plan.TRIPS.projects - both :]

    def _of_team(self, projects: Sequence[PlannedProject], count: int) -> list[PlannedProject]:
        """Choose those that industry teams discuss: theirs by trade, and still new in May or known before."""
        trades = frozenset().union(*TEAM_TRADES.values())
        free = [
            one
            for one in projects
            if one.industry in trades and (not one.negotiable or Stage.SIGNED not in one.dates)
        ]
        return self.rng.sample(free, count)

    def _place(
        self, calendar: Calendar, projects: Iterable[PlannedProject], of_team: Sequence[PlannedProject]
    ) -> None:
        """Put each project on one occasion of its county, or of a unit of the city."""
        team = set(of_team)
        for project in projects:
            occasions = calendar.team if project in team else calendar.other
            until = _last_day(project)
            fitting = [one for one in occasions if one.county in ("", project.county) and one.day <= until]
            if not fitting:
                project.negotiable = False
                fitting = [one for one in occasions if one.county in ("", project.county)]
            of_trade = [one for one in fitting if project.industry in TEAM_TRADES.get(one.unit, ())]
            occasion = self.rng.choice(of_trade or fitting)
            occasion.discuss(project)
            if project.negotiable:
                self._first[project] = min(self._first.get(project, date.max), occasion.day)

    def _date_first_contacts(self, portfolio: Portfolio) -> None:
        for project in portfolio.every:
            first = project.on(Stage.NEGOTIATING)
            if project.negotiable and project in self._first:
                project.reach(Stage.NEGOTIATING, self._first[project])
            elif project in portfolio.signings.this_year and first and first.year == 2020:
                project.reach(Stage.NEGOTIATING, date(2019, 11, 4) + timedelta(days=self.rng.randrange(45)))

    def _prospects(self, firms: Firms, count: int) -> list[PlannedFirm]:
        return [firms.make(pick_trade(self.rng, ""), pick_origin(self.rng)) for _ in range(count)]

    def _meet(
        self,
        calendar: Calendar,
        numbers: Contacts,
        projects: Sequence[PlannedProject],
        of_team: Sequence[PlannedProject],
        shared: Sequence[PlannedFirm],
        firms: Firms,
    ) -> None:
        """Let exactly the plan's number of firms be met, some of them again and again."""
        met = {one.firm for one in projects if one.firm}
        met_by_team = {one.firm for one in of_team if one.firm}
        n_team = numbers.team_firms - len(met_by_team)
        prospects = [*shared, *self._prospects(firms, numbers.firms - len(met) - len(shared))]
        self.rng.shuffle(prospects)
        self._spread(calendar.team, prospects[:n_team], [*_ordered(met_by_team), *prospects[:n_team]])
        self._spread(calendar.other, prospects[n_team:], [*_ordered(met), *prospects])

    def _spread(
        self, occasions: Sequence[PlannedContact], fresh: Sequence[PlannedFirm], known: Sequence[PlannedFirm]
    ) -> None:
        """Meet each fresh firm once, first where nobody was met yet; then let occasions meet known firms."""
        empty = [one for one in occasions if not one.firms]
        self.rng.shuffle(empty)
        for nth, firm in enumerate(fresh):
            (empty[nth] if nth < len(empty) else self.rng.choice(occasions)).meet(firm)
        for occasion in occasions:
            if not occasion.firms or self.rng.random() < 0.22:
                occasion.meet(self.rng.choice(known))

    def _again(
        self, calendar: Calendar, projects: Sequence[PlannedProject], of_team: Sequence[PlannedProject]
    ) -> None:
        """Discuss some projects a second time: at the table that they were discussed at, once they are known."""
        for occasions, known in ((calendar.team, of_team), (calendar.other, projects)):
            for occasion in occasions:
                project = self.rng.choice(known)
                fits = occasion.county in ("", project.county)
                first = project.on(Stage.NEGOTIATING) or date.max
                if fits and first < occasion.day and self.rng.random() < 0.8:
                    occasion.discuss(project)

    def _september(self, portfolio: Portfolio) -> None:
        """Meet and discuss whatever there is; the newest projects begin here."""
        fresh = [one for one in portfolio.negotiating if (one.on(Stage.NEGOTIATING) or date.min).month == 9]
        known = [one for one in portfolio.negotiating if one not in fresh]
        later = [*self.trips.later, *self.visits.later]
        for project in fresh:
            first = project.on(Stage.NEGOTIATING) or date.min
            after = [one for one in later if one.day >= first and one.county in ("", project.county)]
            if after:
                self.rng.choice(after).discuss(project)
        for occasion in later:
            for project in self.rng.sample(known, self.rng.choice((1, 1, 2))):
                occasion.discuss(project)
            if occasion.day >= date(2020, 9, 14):
                occasion.fate = Fate.WAITING

    def _extra(self) -> list[PlannedContact]:
        """Claims that do not count: a few wait for evidence, a few were sent back."""
        found = []
        for calendar in (self.trips, self.visits):
            late = [one for one in calendar.other if one.day > date(2020, 5, 1)]
            for nth, like in enumerate(self.rng.sample(late, 11)):
                fate = Fate.WAITING if nth < 6 else Fate.REJECTED
                found.append(
                    replace(like, firms=like.firms[:1], projects=[], shares=(), leader=None, fate=fate)
                )
        return found


def _last_day(project: PlannedProject) -> date:
    """The last day on which the project may be discussed for the first time."""
    if Stage.SIGNED not in project.dates or not project.negotiable:
        return date.max
    return project.dates[Stage.SIGNED].first - _BEFORE_SIGNING


def _ordered(firms: Iterable[PlannedFirm]) -> list[PlannedFirm]:
    return sorted(firms, key=lambda firm: firm.name)
