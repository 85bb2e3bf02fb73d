"""Plan every project of the demo city: what was there before, what is signed, what is only talked about."""

from collections.abc import Sequence
from datetime import date, timedelta

from luodi.demo import chance, plan
from luodi.demo.named import NAMED
from luodi.demo.names import ELSEWHERE, PEARL_RIVER, Firms, pick_origin, pick_trade
from luodi.demo.planned import PlannedProject
from luodi.demo.signings import Signings
from luodi.demo.units import COUNTIES
from luodi.ledger.kinds import Channel
from luodi.projects.choices import Stage

_BY_CODE = {county.code: county for county in COUNTIES}
_YANGTZE = tuple(pair for pair in ELSEWHERE if pair[0][:2] in {"31", "32", "33"})
_ANYWHERE = (*ELSEWHERE, *PEARL_RIVER)
_STAGES = tuple(Stage)
_SIGNED_AT = {
    plan.SHANGHAI.event: date(2020, 9, 9),
    plan.PROVINCE.event: date(2020, 9, 12),
    plan.CONFERENCE.event: date(2020, 9, 13),
}
_N_SIGNED_AT = 3


class Portfolio:
    """All projects, in the groups of the plan. First contacts of 2020 are dated when the contacts are planned."""

    def __init__(self, seed: int, firms: Firms) -> None:
        self.rng = chance.source("portfolio", seed)
        self._firms = firms
        self.signings = Signings(seed)
        self.great = [self._older(Stage.STARTED, 0) for _ in plan.GREAT]
        self.older = [
            self._older(stage, self._ordinary_wan())
            for stage, count in plan.OPENING.items()
            for _ in range(count)
        ]
        self.listed: dict[str, list[PlannedProject]] = {}
        for ceremony in (plan.SHANGHAI, plan.PROVINCE, plan.CONFERENCE):
            self.listed[ceremony.event] = self._list(ceremony)
        self.pearl = self._talks(
            chance.amounts(self.rng, plan.PEARL_NEGOTIATING, plan.PEARL_NEGOTIATING_WAN, most_wan=150_000)
        )
        self.negotiating = self._negotiating()
        self._dress_all()
        self._date_first_contacts()
        self._produce()
        self.sponsored = self._sponsor()
        self._sign_at_ceremonies()

    @property
    def signed(self) -> list[PlannedProject]:
        return [*self.signings.last_year, *self.signings.this_year]

    @property
    def every(self) -> list[PlannedProject]:
        return [*self.great, *self.older, *self.signed, *self.negotiating]

    def _older(self, stage: Stage, wan: int) -> PlannedProject:
        """A project that is older than the ledger and stood at ``stage`` when that was opened."""
        project = PlannedProject(self.rng.random() < 0.82, wan, opening=stage, negotiable=False)
        day = chance.between(self.rng, date(2016, 9, 10), date(2017, 12, 28))
        for nth, reached in enumerate(_STAGES[: _STAGES.index(stage) + 1]):
            project.reach(reached, day + timedelta(days=150 * nth))
        return project

    def _ordinary_wan(self) -> int:
        return max(round(self.rng.lognormvariate(9.3, 0.8) / 100) * 100, 1_500)

    def _talks(self, worth: Sequence[int], *, industrial: bool | None = None) -> list[PlannedProject]:
        def is_industrial() -> bool:
            return self.rng.random() < 0.78 if industrial is None else industrial

        return [PlannedProject(is_industrial(), wan) for wan in worth]

    def _list(self, ceremony: plan.Ceremony) -> list[PlannedProject]:
        """Put signed projects on the ceremony's list, and talks whose amounts make up the exact total."""
        listed = {one for others in self.listed.values() for one in others}
        pool = [
            one for one in self.signings.this_year if one not in listed and _signed(one) < date(2020, 8, 25)
        ]
        worth = [one.total_wan for one in pool]
        signed = chance.pick(self.rng, pool, ceremony.signed, worth=worth, between=ceremony.signed_wan)
        rest = ceremony.total_wan - sum(one.total_wan for one in signed)
        count = ceremony.count - ceremony.signed
        return signed + self._talks(chance.amounts(self.rng, count, rest, most_wan=rest // 3))

    def _negotiating(self) -> list[PlannedProject]:
        """Everything that is talked about in 2020 and not signed by the release."""
        named = [
            PlannedProject(NAMED[name].industry[0] in "BCD", NAMED[name].wan, name)
            for name in plan.NEGOTIATING_NAMED
        ]
        on_lists = [one for ones in self.listed.values() for one in ones if Stage.SIGNED not in one.dates]
        known = [*named, *on_lists, *self.pearl]
        rest = self._talks([self._ordinary_wan() for _ in range(plan.NEGOTIATING_2020 - len(known))])
        fresh = self._talks([self._ordinary_wan() for _ in range(plan.NEGOTIATING_SEPTEMBER)])
        for project in fresh:
            project.reach(
                Stage.NEGOTIATING,
                chance.next_working(chance.between(self.rng, date(2020, 9, 1), date(2020, 9, 17))),
            )
            project.negotiable = False
        return [*known, *rest, *fresh]

    def _dress_all(self) -> None:
        pearl = {*self.signings.pearl, *self.pearl}
        shanghai = set(self.listed[plan.SHANGHAI.event])
        this_year = {*self.signings.this_year, *self.negotiating}
        for project, (name, industry) in zip(self.great, plan.GREAT, strict=True):
            project.industrial = industry[0] in "BCD"
            self._dress(project, pick_origin(self.rng, ELSEWHERE), industry=industry, title=name)
        for project in [*self.older, *self.signed, *self.negotiating]:
            if project.name:
                _dress_named(project)
                continue
            places: Sequence[tuple[str, int]] = ELSEWHERE if project in this_year else _ANYWHERE
            places = PEARL_RIVER if project in pearl else _YANGTZE if project in shanghai else places
            self._dress(project, pick_origin(self.rng, places))

    def _dress(self, project: PlannedProject, origin: str, *, industry: str = "", title: str = "") -> None:
        county = self.rng.choices(COUNTIES, [one.weight for one in COUNTIES])[0]
        trade = pick_trade(
            self.rng, industry or county.trades, industrial=project.industrial, only=bool(industry)
        )
        firm = self._firms.make(trade, origin)
        product = title or self.rng.choice(trade.projects)
        project.firm, project.origin, project.industry = firm, origin, trade.industry
        project.county, project.area = county.code, county.area
        is_whole = product.endswith(("园", "中心", "综合体", "基地", "项目"))
        project.name = f"{firm.brand}{product}{'' if is_whole else '项目'}"

    def _date_first_contacts(self) -> None:
        """Date the beginning of talks: in the year before for what was signed early, else until a contact says."""
        for project in self.signings.this_year:
            signed = _signed(project)
            project.negotiable = signed.month >= 4 and self.rng.random() < 0.6
            first = signed - timedelta(days=self.rng.randint(25, 75) if project.negotiable else 120)
            if not project.negotiable:
                latest = min(first, date(2019, 12, 20))
                first = latest - timedelta(days=self.rng.randint(0, 150))
            project.reach(Stage.NEGOTIATING, first)
        for project in self.signings.last_year:
            project.negotiable = False
            first = _signed(project) - timedelta(days=self.rng.randint(25, 150))
            project.reach(Stage.NEGOTIATING, first)
            if first <= plan.OPENING_ON:
                project.opening = Stage.NEGOTIATING

    def _produce(self) -> None:
        """Let what was started long enough ago produce, and what was signed before 2019 start in that year."""
        started = [one for one in self.older if one.opening == Stage.STARTED]
        for project in started[: plan.PRODUCING_OPENING]:
            project.reach(Stage.PRODUCING, self._working_day(date(2019, 2, 20), date(2020, 8, 28)))
        signed = [one for one in self.older if one.opening == Stage.SIGNED]
        for project in signed[: plan.OPENING_STARTED]:
            project.reach(Stage.STARTED, self._working_day(date(2019, 1, 8), date(2019, 11, 28)))
        ready = [
            one
            for one in self.signings.last_year
            if _started(one) < date(2019, 12, 31) and not _is_named(one)
        ]
        for project in self.rng.sample(ready, plan.PRODUCING_LAST_YEAR):
            first = max(_started(project) + timedelta(days=150), date(2019, 10, 8))
            project.reach(Stage.PRODUCING, self._working_day(first, date(2020, 9, 15)))

    def _sponsor(self) -> list[PlannedProject]:
        """Give 41 projects to leaders; the great old ones make up the exact total."""
        by_name = {one.name: one for one in self.every}
        named = [by_name[name] for name in (*plan.SPONSORED_PREPARING, *plan.SPONSORED_STARTED)]
        started = next(
            one
            for one in self.signings.last_year
            if one not in named and _started(one) < date(2019, 12, 31) and Stage.PRODUCING not in one.dates
        )
        others = [*named, *self.signings.waiting[-2:], started]
        rest = plan.SPONSORED_WAN - sum(one.total_wan for one in others)
        for project, wan in zip(
            self.great, chance.amounts(self.rng, len(self.great), rest, most_wan=2_000_000), strict=True
        ):
            project.total_wan = wan
        sponsored = [*self.great, *others]
        for nth, project in enumerate(sponsored):
            project.sponsor = nth % plan.N_LEADERS
        return sponsored

    def _sign_at_ceremonies(self) -> None:
        """Let a few of the talks on the lists be signed at the event itself, some of them without meeting."""
        for event, day in _SIGNED_AT.items():
            talks = [one for one in self.listed[event] if Stage.SIGNED not in one.dates]
            for nth, project in enumerate(talks[:_N_SIGNED_AT]):
                project.reach(Stage.SIGNED, day)
                project.channel = Channel.VIDEO if nth == 0 else Channel.ON_SITE

    def _working_day(self, first: date, last: date) -> date:
        return min(chance.next_working(chance.between(self.rng, first, last)), last)


def _dress_named(project: PlannedProject) -> None:
    named = NAMED[project.name]
    county = _BY_CODE[named.county]
    project.origin, project.industry, project.summary = named.origin, named.industry, named.summary
    project.county, project.area = county.code, county.area


def _signed(project: PlannedProject) -> date:
    return project.dates[Stage.SIGNED].first


def _started(project: PlannedProject) -> date:
    return project.on(Stage.STARTED) or date.max


def _is_named(project: PlannedProject) -> bool:
    return project.name in NAMED
