"""The events of September 2020, with their lists and guests."""

from dataclasses import dataclass
from datetime import date, datetime

from luodi.demo import plan
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.portfolio import Portfolio
from luodi.demo.schedule import moment
from luodi.demo.units import CENTRE
from luodi.kernel.money import Yuan
from luodi.outreach import services as outreach
from luodi.outreach.choices import EventForm
from luodi.outreach.models import PromotionEvent


@dataclass(frozen=True)
class _Event:
    code: str
    name: str
    form: EventForm
    place: str
    held_from: date
    held_to: date
    parent: str = ""
    guests: int = 0


_EVENTS = (
    _Event(
        "SHANGHAI-2020", "中国·淮南长三角（上海）招商推介活动暨项目签约仪式", EventForm.PROMOTION, "上海市",
        date(2020, 9, 9), date(2020, 9, 10), guests=plan.SHANGHAI_GUESTS,
    ),
    _Event(
        "WMC-2020", "世界制造业大会江淮线上经济论坛", EventForm.FORUM, "线上", date(2020, 9, 11), date(2020, 9, 14),
        guests=plan.CONFERENCE_GUESTS,
    ),
    _Event(
        "WMC-2020-PROVINCE", "世界制造业大会江淮线上经济论坛省集中签约", EventForm.CEREMONY, "合肥市",
        date(2020, 9, 12), date(2020, 9, 12), parent="WMC-2020",
    ),
)  # fmt: skip
_PLANNED_ON, _LISTED_ON = date(2020, 8, 24), date(2020, 9, 16)


class Ceremonies:
    def __init__(self, cast: Cast, portfolio: Portfolio) -> None:
        self.cast, self.portfolio = cast, portfolio
        self.held: dict[str, PromotionEvent] = {}

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(_PLANNED_ON, 16), self.hold)
        journal.add(moment(_LISTED_ON, 17), self.list_projects)
        journal.add(moment(_LISTED_ON, 17, 20), self.count_guests)

    def hold(self, at: datetime) -> None:
        for one in _EVENTS:
            new = outreach.NewEvent(
                code=one.code,
                name=one.name,
                form=one.form,
                unit=self.cast.units[CENTRE],
                place=one.place,
                held_from=one.held_from,
                held_to=one.held_to,
                parent=self.held.get(one.parent),
                summary="名称、数目与金额合计出自发布稿，清单明细为演示用的合成数据",
            )
            self.held[one.code] = outreach.hold_event(new, actor=self.cast.centre, at=at)

    def list_projects(self, at: datetime) -> None:
        for code, event in self.held.items():
            listings = [
                outreach.Listing(
                    project=one.entered, amount=Yuan.from_wan(one.total_wan), listed_on=event.held_to
                )
                for one in self.portfolio.listed[code]
            ]
            outreach.list_at_ceremony(event, listings, actor=self.cast.centre, at=at)

    def count_guests(self, at: datetime) -> None:
        for one in _EVENTS:
            if one.guests:
                outreach.record_guests(self.held[one.code], one.guests, actor=self.cast.centre, at=at)
