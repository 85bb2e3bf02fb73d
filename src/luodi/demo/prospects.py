"""Leads of 2020: who brought them, how they were judged, which were passed on, and which became projects."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import cycle

from luodi.demo import chance
from luodi.demo.journal import Journal
from luodi.demo.keeping import Keeping
from luodi.demo.names import ELSEWHERE, Firms, pick_origin, pick_trade
from luodi.demo.organisation import Cast
from luodi.demo.people import name_of
from luodi.demo.planned import PlannedProject
from luodi.demo.portfolio import Portfolio
from luodi.demo.schedule import moment
from luodi.demo.units import COUNTIES
from luodi.enterprises.models import Adviser
from luodi.kernel.money import Yuan
from luodi.leads import services as leads
from luodi.leads.models import Lead
from luodi.ledger.kinds import LeadSource
from luodi.ledger.models import Subject
from luodi.organisation.models import Account

_N_FRESH, _N_CONVERTED = 26, 9
_SOURCES = (
    LeadSource.ADVISER, LeadSource.CHAMBER, LeadSource.TEAM, LeadSource.FIRM, LeadSource.PUBLIC, LeadSource.ADVISER,
    LeadSource.HOMETOWNER, LeadSource.TRIP, LeadSource.LEADER,
)  # fmt: skip
_NEEDS = ("需标准厂房八千平方米", "需工业用地六十亩", "需配套仓储和员工宿舍", "希望参股本地企业合作")
_REPLIED = "已电话答复：收悉，三个工作日内研判。"
_JUDGED = "符合本地主导产业，投资方有同类项目在产，予以跟进。"
_FED_BACK = "已告知来源：列入跟进，由专人对接。"
_TALKED = (
    "与投资方视频会谈，提供了两处备选地块。",
    "投资方来园区看厂房，索要用电和蒸汽报价。",
    "已寄送协议初稿，等待投资方答复。",
)
_DROPPED = "投资方总部调整计划，三年内不在省外布点。"
_FATES = ("follow", "follow", "drop", "answer", "follow", "judge", "refer", "follow", "new", "quiet")
_OLDER, _NEWEST = (date(2020, 4, 1), date(2020, 8, 20)), (date(2020, 9, 16), date(2020, 9, 18))
_LAST = date(2020, 9, 21)


@dataclass
class _Story:
    """A lead before and after it has been received."""

    county: str
    source: LeadSource
    content: leads.LeadContent
    on: date
    row: Lead | None = field(default=None, repr=False)

    @property
    def received(self) -> Lead:
        """Raises: LookupError when the script uses the lead before it has been received."""
        if self.row is None:
            raise LookupError(self.content.project_name)
        return self.row


class Prospects:
    def __init__(self, seed: int, cast: Cast, portfolio: Portfolio, firms: Firms) -> None:
        self.rng = chance.source("prospects", seed)
        self.cast, self.portfolio, self.firms = cast, portfolio, firms
        self._sources = cycle(_SOURCES)

    def write_into(self, journal: Journal, keeping: Keeping) -> None:
        for project in self._becoming(keeping):
            self._converted(journal, keeping, project)
        for nth in range(_N_FRESH):
            self._fresh(journal, nth)

    def _becoming(self, keeping: Keeping) -> Sequence[PlannedProject]:
        """Choose projects in talks whose investors had been heard of before they were registered."""
        fitting = [
            one
            for one in self.portfolio.negotiating
            if one.firm
            and one.row is None
            and date(2020, 3, 20) < keeping.created[one][1] < date(2020, 9, 10)
        ]
        return self.rng.sample(fitting, _N_CONVERTED)

    def _converted(self, journal: Journal, keeping: Keeping, project: PlannedProject) -> None:
        recorded_on = keeping.created[project][1]
        assert project.firm is not None
        content = leads.LeadContent(
            investor_name=project.firm.name,
            project_name=project.name,
            amount=Yuan.from_wan(project.total_wan),
            industry=project.industry,
            origin=project.origin,
            content="演示用的合成数据",
            contact_name=name_of(project.total_wan),
            contact_phone=f"1300000{project.total_wan % 10_000:04d}",
        )
        story = _Story(
            project.county,
            next(self._sources),
            content,
            chance.next_working(recorded_on - timedelta(days=24)),
        )
        self._follow(journal, story, steps=1)
        journal.add(moment(recorded_on, 17, 30), partial(self.convert, story, project))

    def _fresh(self, journal: Journal, nth: int) -> None:
        county = COUNTIES[nth % len(COUNTIES)]
        trade = pick_trade(self.rng, county.trades)
        firm = self.firms.make(trade, pick_origin(self.rng, ELSEWHERE))
        content = leads.LeadContent(
            investor_name=firm.name,
            project_name=f"{firm.brand}{self.rng.choice(trade.projects)}",
            amount=Yuan.from_wan(self.rng.randrange(20, 300) * 100),
            industry=trade.industry,
            origin=firm.origin,
            content="演示用的合成数据",
            needs=_NEEDS[nth % len(_NEEDS)],
            contact_name=name_of(nth + 300),
            contact_phone=f"1300000{nth + 300:04d}",
        )
        fate = _FATES[nth % len(_FATES)]
        first = date(2020, 9, 16) if fate in ("new", "judge", "answer") else date(2020, 4, 1)
        last = date(2020, 9, 18) if fate in ("new", "judge", "answer") else date(2020, 8, 20)
        story = _Story(
            county.code,
            next(self._sources),
            content,
            chance.next_working(chance.between(self.rng, first, last)),
        )
        self._play(journal, story, fate)

    def _play(self, journal: Journal, story: _Story, fate: str) -> None:
        if fate == "new":
            self._at(journal, story.on, 10, partial(self.receive, story))
        elif fate == "judge":
            self._at(journal, story.on, 10, partial(self.receive, story))
            self._at(journal, story.on, 15, partial(self.reply, story))
        elif fate == "answer":
            self._at(journal, story.on, 10, partial(self.receive, story))
            self._at(journal, story.on, 16, partial(self.judge, story))
        else:
            self._follow(journal, story, steps={"follow": 4, "refer": 1, "drop": 1}.get(fate, 0))
            after = chance.next_working(story.on + timedelta(days=16))
            if fate == "drop":
                self._at(journal, after, 11, partial(self.drop, story))
            elif fate == "refer":
                self._at(journal, after, 11, partial(self.refer, story))

    def _follow(self, journal: Journal, story: _Story, *, steps: int) -> None:
        """Receive, answer, judge and tell within the days that are set, then report every other week."""
        self._at(journal, story.on, 10, partial(self.receive, story))
        day = story.on
        for ahead, act in ((1, self.reply), (2, self.judge), (2, self.feed_back)):
            day = chance.next_working(day + timedelta(days=ahead))
            self._at(journal, day, 11, partial(act, story))
        for nth in range(1, steps + 1):
            day = chance.next_working(day + timedelta(days=1 if nth == 1 else 12))
            if day <= _LAST:
                self._at(journal, day, 14, partial(self.progress, story, _TALKED[nth % len(_TALKED)]))

    def _at(self, journal: Journal, day: date, hour: int, act: Callable[[datetime], object]) -> None:
        journal.add(moment(day, hour, self.rng.randrange(60)), act)

    def receive(self, story: _Story, at: datetime) -> None:
        values = {name: getattr(story.content, name) for name in story.content.__dataclass_fields__}
        new = leads.NewLead(
            **values,
            unit=self.cast.units[story.county],
            source=story.source,
            received_on=at.date(),
            brought_by=self._bringer(story),
        )
        story.row = leads.receive_lead(new, actor=self.cast.keepers[story.county], at=at)

    def reply(self, story: _Story, at: datetime) -> None:
        leads.reply_lead(lead=story.received, on=at.date(), text=_REPLIED, actor=self._clerk(story), at=at)

    def judge(self, story: _Story, at: datetime) -> None:
        leads.judge_lead(lead=story.received, on=at.date(), text=_JUDGED, actor=self._clerk(story), at=at)

    def feed_back(self, story: _Story, at: datetime) -> None:
        leads.feed_back(lead=story.received, on=at.date(), text=_FED_BACK, actor=self._clerk(story), at=at)

    def progress(self, story: _Story, text: str, at: datetime) -> None:
        leads.report_progress(lead=story.received, on=at.date(), text=text, actor=self._clerk(story), at=at)

    def drop(self, story: _Story, at: datetime) -> None:
        leads.drop_lead(lead=story.received, on=at.date(), reason=_DROPPED, actor=self._clerk(story), at=at)

    def refer(self, story: _Story, at: datetime) -> None:
        """The investor asks for a sea of land that the county has not got: another one is asked to take over."""
        other = "SHOU" if story.county != "SHOU" else "FENGTAI"
        leads.refer_lead(
            lead=story.received, to=self.cast.units[other], reason="投资方需连片用地三百亩，本地指标不足",
            actor=self._clerk(story), at=at,
        )  # fmt: skip

    def convert(self, story: _Story, project: PlannedProject, at: datetime) -> None:
        leads.convert_lead(lead=story.received, project=project.entered, actor=self._clerk(story), at=at)

    def _clerk(self, story: _Story) -> Account:
        return self.cast.keepers[story.county]

    def _bringer(self, story: _Story) -> Subject | None:
        """An adviser who holds a letter, by turns; whoever else brought one is named in no register."""
        if story.source != LeadSource.ADVISER:
            return None
        held = Adviser.objects.filter(city=self.cast.city, state="ACTIVE").order_by("pk")
        every = list(held.select_related("subject")[:12])
        return every[story.on.toordinal() % len(every)].subject if every else None
