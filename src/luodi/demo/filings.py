"""The months of 2020 as the counties file them: most in time, some late or sent back; closed until July."""

import random
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from luodi.demo import chance, plan
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.people import CLERKS
from luodi.demo.schedule import moment
from luodi.filing import services
from luodi.filing.selectors.figures import n_events
from luodi.kernel.months import month_after, month_of, months_between

_FIRST, _LAST_CLOSED, _LAST = date(2020, 1, 1), date(2020, 7, 1), date(2020, 8, 1)
_CLOSED_ON_DAY = 20
_RETURNED = "到位资金与银行回单不符，请核对后重报"
_EXPLAINED = "等两个签约项目的投资协议盖章"


@dataclass(frozen=True)
class Filings:
    """Played from one chance of its own, so that nothing else of the city depends on it."""

    seed: int
    cast: Cast

    def write_into(self, journal: Journal) -> None:
        rng = chance.source("filings", self.seed)
        journal.add(moment(plan.LEDGER_OPENED, 10), self.begin_in_2020)
        for month in months_between(_FIRST, _LAST):
            self._month(journal, month, rng)

    def begin_in_2020(self, at: datetime) -> None:
        """Counties have had clerks since the ledger was opened, and file from January 2020 on."""
        for code in CLERKS:
            for since, files in ((month_of(plan.LEDGER_OPENED), False), (_FIRST, True)):
                services.set_duty(
                    unit=self.cast.units[code],
                    since=since,
                    files=files,
                    reason="月报制度自2020年1月起实行",
                    actor=self.cast.centre,
                    at=at,
                )

    def _month(self, journal: Journal, month: date, rng: random.Random) -> None:
        after = month_after(month)
        for nth, code in enumerate(CLERKS):
            how = rng.random()
            if month == _LAST and nth in (3, 8):
                if nth == 3:
                    journal.add(moment(after.replace(day=4), 17, nth), partial(self.explain, code, month))
                continue
            day = 7 if how < 0.06 else 4
            journal.add(moment(after.replace(day=day), 17, nth), partial(self.declare, code, month))
            if how > 0.94 or (month == _LAST and code == "SHOU"):
                journal.add(moment(after.replace(day=8), 10, nth), partial(self.send_back, code, month))
                if month == _LAST:
                    continue
                journal.add(moment(after.replace(day=9), 16, nth), partial(self.declare, code, month))
            journal.add(moment(after.replace(day=10), 9, nth), partial(self.accept, code, month))
        if month <= _LAST_CLOSED:
            journal.add(moment(after.replace(day=_CLOSED_ON_DAY), 18), partial(self.close, month))

    def declare(self, code: str, month: date, at: datetime) -> None:
        unit = self.cast.units[code]
        is_nil = n_events(unit, month) == 0
        services.declare_month(unit=unit, month=month, is_nil=is_nil, actor=self.cast.keepers[code], at=at)

    def explain(self, code: str, month: date, at: datetime) -> None:
        services.declare_incomplete(
            unit=self.cast.units[code],
            month=month,
            reason=_EXPLAINED,
            expected_on=at.date().replace(day=25),
            actor=self.cast.keepers[code],
            at=at,
        )

    def send_back(self, code: str, month: date, at: datetime) -> None:
        services.return_filing(
            unit=self.cast.units[code], month=month, reason=_RETURNED, actor=self.cast.centre, at=at
        )

    def accept(self, code: str, month: date, at: datetime) -> None:
        services.accept_filing(unit=self.cast.units[code], month=month, actor=self.cast.centre, at=at)

    def close(self, month: date, at: datetime) -> None:
        services.close_month(city=self.cast.city, month=month, actor=self.cast.centre, at=at)
