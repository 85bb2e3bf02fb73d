"""Plan when and by whom trips are made and visits received, before anybody knows whom they will meet."""

import random
from collections.abc import Sequence
from datetime import date

from luodi.demo import chance, plan
from luodi.demo.names import ELSEWHERE, PEARL_RIVER
from luodi.demo.plan import Contacts, Months
from luodi.demo.planned import PlannedContact, Shares
from luodi.demo.units import (
    CENTRE,
    COUNTIES,
    RESIDENT_GROUPS,
    TEAM_TRADES,
    PlannedUnit,
    county_teams,
    departments,
)
from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.organisation.choices import UnitKind
from luodi.projects.rules import around

_PLACES = tuple(pair for pair in (*ELSEWHERE, *PEARL_RIVER) if not pair[0].isalpha())
_WHO = {True: (52, 28, 14, 6), False: (74, 20, 0, 6)}
"""Of trips and of visits: how often counties, departments, resident groups and the centre go or receive."""
_TEAMS = tuple(TEAM_TRADES)
_JOINT = 0.07


class Calendar:
    """Makes the occasions of one sort: ``team`` those of industry teams, ``other`` all others, up to August."""

    def __init__(self, seed: int, numbers: Contacts, *, is_trip: bool) -> None:
        self.rng = chance.source("trips" if is_trip else "visits", seed)
        self.is_trip = is_trip
        self._county_teams = county_teams()
        others = {month: count - numbers.team_months.get(month, 0) for month, count in numbers.months.items()}
        self.team = [self._of_team(day) for day in self._days(numbers.team_months)]
        self.other = [self._of_others(day) for day in self._days(others)]
        self.later = [self._of_others(day) for day in self._days({9: numbers.september})]

    def _days(self, months: Months) -> list[date]:
        return chance.days(self.rng, 2020, months, first=date(2020, 1, 3), last=date(2020, 9, 17))

    def _of_team(self, day: date) -> PlannedContact:
        unit = self.rng.choice(_TEAMS)
        partner = self._county_code() if self.rng.random() < 0.2 else ""
        return self._make(unit, "", max(day, date(2020, 5, 11)), partner)

    def _of_others(self, day: date) -> PlannedContact:
        sort = self.rng.choices(("county", "department", "group", "centre"), _WHO[self.is_trip])[0]
        partner = self._department() if self.rng.random() < _JOINT else ""
        if sort == "county":
            county = self._county_code()
            return self._make(self._of_county(county, day), county, day, partner)
        if sort == "department":
            unit = self._department()
            return self._make(unit, "", day, partner if partner != unit else "")
        if sort == "group":
            code, _, place, _ = self.rng.choice([one for one in RESIDENT_GROUPS if one[3] < day])
            return self._make(f"GROUP-{code}", "", day, partner, place)
        return self._make(CENTRE, "", day, partner)

    def _make(self, unit: str, county: str, day: date, partner: str, place: str = "") -> PlannedContact:
        codes, weights = [code for code, _ in _PLACES], [weight for _, weight in _PLACES]
        return PlannedContact(
            is_trip=self.is_trip,
            unit=unit,
            county=county,
            place=place or self.rng.choices(codes, weights)[0],
            day=day,
            on=VagueDate.day(day),
            n_days=self.rng.choice((1, 2, 2, 3, 3, 4)) if self.is_trip else 1,
            shares=_halves(self.rng, unit, partner),
            leader=self.rng.randrange(plan.N_LEADERS) if self.rng.random() < 0.06 else None,
        )

    def _of_county(self, county: str, day: date) -> str:
        """The county itself, or, more often on trips, one of its teams that is there on the day."""
        own: Sequence[PlannedUnit] = [
            unit for unit in self._county_teams if unit.parent == county and unit.founded_on < day
        ]
        if not self.is_trip:
            own = [unit for unit in own if unit.kind == UnitKind.SQUAD]
        likely = 0.5 if self.is_trip else 0.15
        return self.rng.choice(own).code if own and self.rng.random() < likely else county

    def _county_code(self) -> str:
        return self.rng.choices(COUNTIES, [one.weight for one in COUNTIES])[0].code

    def _department(self) -> str:
        """The departments of the economy go out more than the others."""
        every = departments()
        weights = [6 if any(word in one.name for word in _BUSY) else 1 for one in every]
        return self.rng.choices(every, weights)[0].code


_BUSY = (
    "商务",
    "经济和信息",
    "发展和改革",
    "农业",
    "数据资源",
    "文化和旅游",
    "工商业联合会",
    "产业发展",
    "投资促进",
)


def blur(rng: random.Random, contacts: Sequence[PlannedContact], count: int) -> None:
    """Let some visits be reported by their month or ten days only: those at which no project was discussed."""
    quiet = [one for one in contacts if not one.is_trip and not one.projects and one.day > date(2020, 3, 1)]
    for contact in rng.sample(quiet, count):
        precision = rng.choice((DatePrecision.TEN_DAYS, DatePrecision.TEN_DAYS, DatePrecision.MONTH))
        contact.on = around(contact.day, precision)


def _halves(rng: random.Random, unit: str, partner: str) -> Shares:
    if not partner:
        return ()
    first = rng.choice((5_000, 6_000, 7_000))
    return ((unit, first), (partner, 10_000 - first))
