"""Plan what is signed and started in 2019 and 2020, so that the counts and sums are the plan's."""

import random
from datetime import date, timedelta

from luodi.demo import chance, plan
from luodi.demo.named import NAMED
from luodi.demo.plan import Lot
from luodi.demo.planned import PlannedProject
from luodi.kernel.dates import DatePrecision
from luodi.ledger.kinds import Channel
from luodi.projects.choices import Stage
from luodi.projects.rules import around

_REMOTE = (
    Channel.ONLINE,
    Channel.ONLINE,
    Channel.ONLINE,
    Channel.VIDEO,
    Channel.VIDEO,
    Channel.FAX,
    Channel.POST,
)
_SIGNED_BEFORE_STARTING = date(2020, 6, 22)
_JULY_ENDS = date(2020, 7, 31)


class Signings:
    """``this_year`` are signed in 2020, ``last_year`` in 2019."""

    def __init__(self, seed: int) -> None:
        self.rng = chance.source("signings", seed)
        self.this_year = [project for lot in plan.SIGNED_2020 for project in sign(self.rng, lot)]
        self.to_july = [one for one in self.this_year if _signed(one) <= _JULY_ENDS]
        self.pearl = self._pearl()
        started = self._newly_signed_and_started()
        carried = self._carried(started)
        same_year = [project for lot in plan.STARTED_SAME_YEAR for project in sign(self.rng, lot)]
        later = sign(self.rng, plan.STARTED_LATER)
        self.waiting = [project for lot in plan.NOT_STARTED for project in sign(self.rng, lot)]
        self.last_year = [*same_year, *carried, *later, *self.waiting]
        self._start_to_july(carried, started)
        self._start_soon(same_year, last=date(2019, 12, 27))
        self._start_later(later)
        self._blur([one for one in self.this_year if Stage.STARTED not in one.dates])

    def _pearl(self) -> list[PlannedProject]:
        """Choose who comes from the 珠三角."""
        free = [one for one in self.to_july if not one.name]
        august = [one for one in self.this_year if _signed(one).month == 8]
        counts = (plan.PEARL_SIGNED_TO_JULY, plan.PEARL_SIGNED_AUGUST)
        bounds = (plan.PEARL_SIGNED_WAN, plan.PEARL_AUGUST_WAN)
        return [
            project
            for pool, count, between in zip((free, august), counts, bounds, strict=True)
            for project in chance.pick(
                self.rng, pool, count, worth=[one.total_wan for one in pool], between=between
            )
        ]

    def _newly_signed_and_started(self) -> list[PlannedProject]:
        found = []
        for industrial, (count, least, most) in plan.NEWLY_SIGNED_AND_STARTED.items():
            pool = [
                one
                for one in self.to_july
                if one.industrial == industrial and not one.name and _signed(one) < _SIGNED_BEFORE_STARTING
            ]
            found += chance.pick(
                self.rng, pool, count, worth=[one.total_wan for one in pool], between=(least, most)
            )
        return sorted(found, key=_signed)

    def _carried(self, started: list[PlannedProject]) -> list[PlannedProject]:
        """Sign in 2019 what makes up the rest of the starts of January to July 2020."""
        industrial = sum(one.total_wan for one in started if one.industrial)
        other = sum(one.total_wan for one in started if not one.industrial)
        rest = plan.STARTED_INDUSTRIAL_WAN - industrial, plan.STARTED_OTHER_WAN - other
        lots = (
            Lot(
                2019,
                plan.CARRIED_INDUSTRIAL,
                rest[0],
                industrial=True,
                most_wan=120_000,
                named=plan.CARRIED_NAMED,
            ),
            Lot(
                2019,
                plan.CARRIED_OTHER,
                rest[1],
                industrial=False,
                most_wan=80_000,
                named=plan.CARRIED_NAMED_OTHER,
            ),
        )
        return sorted((project for lot in lots for project in sign(self.rng, lot)), key=_signed)

    def _start_to_july(self, carried: list[PlannedProject], started: list[PlannedProject]) -> None:
        """Those carried over start first; whoever was signed this year starts two weeks later at the earliest."""
        days = chance.days(self.rng, 2020, plan.STARTED_MONTHS, first=date(2020, 1, 2), last=_JULY_ENDS)
        for project, day in zip([*carried, *started], days, strict=True):
            project.reach(Stage.STARTED, max(day, _signed(project) + timedelta(days=12)))

    def _start_soon(self, projects: list[PlannedProject], *, last: date) -> None:
        for project in projects:
            day = _signed(project) + timedelta(days=self.rng.randint(25, 95))
            project.reach(Stage.STARTED, min(chance.next_working(day), last))

    def _start_later(self, projects: list[PlannedProject]) -> None:
        days = chance.days(self.rng, 2020, {8: 5, 9: 3}, first=date(2020, 8, 3), last=date(2020, 9, 18))
        named_first = sorted(projects, key=lambda one: not one.name)
        for project, day in zip(named_first, days, strict=True):
            project.reach(Stage.STARTED, day)
        ready = [one for one in self.to_july if Stage.STARTED not in one.dates and not one.name]
        for project in self.rng.sample(ready, 16):
            first = max(_signed(project) + timedelta(days=12), date(2020, 8, 3))
            project.reach(
                Stage.STARTED, chance.next_working(chance.between(self.rng, first, date(2020, 9, 15)))
            )

    def _blur(self, projects: list[PlannedProject]) -> None:
        """Let some dates be known only to ten days, as units report them."""
        summer = [one for one in projects if date(2020, 5, 1) < _signed(one) < date(2020, 8, 31)]
        for project in self.rng.sample(summer, 14):
            project.dates[Stage.SIGNED] = around(_signed(project), DatePrecision.TEN_DAYS)


def sign(rng: random.Random, lot: Lot) -> list[PlannedProject]:
    """Return the projects of a lot in the order of their signing; named ones bring their own amounts."""
    fixed = [NAMED[name].wan for name in lot.named]
    free = chance.amounts(rng, lot.count - len(fixed), lot.total_wan - sum(fixed), most_wan=lot.most_wan)
    worth = [*zip(lot.named, fixed, strict=True), *((("", wan)) for wan in free)]
    rng.shuffle(worth)
    first, last = (plan.OUTBREAK, plan.REMOTE_UNTIL) if lot.remote else (date(lot.year, 1, 2), plan.RELEASE)
    days = chance.days(rng, lot.year, lot.months, first=first, last=min(last, date(lot.year, 12, 31)))
    found = []
    for (name, wan), day in zip(worth, days, strict=True):
        project = PlannedProject(industrial=lot.industrial, total_wan=wan, name=name)
        project.reach(Stage.SIGNED, day)
        if lot.remote or (lot.year == 2020 and day > plan.REMOTE_UNTIL and rng.random() < 0.08):
            project.channel = rng.choice(_REMOTE)
        found.append(project)
    return found


def _signed(project: PlannedProject) -> date:
    return project.dates[Stage.SIGNED].first
