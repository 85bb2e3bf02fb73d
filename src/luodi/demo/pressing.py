"""What the city orders: a day worked for another in the flood of 2020; and items pressed for every morning."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from luodi.actions import services as actions
from luodi.actions.choices import Told
from luodi.actions.rules import EXAMPLE, Pressing
from luodi.calendars.selectors import calendar_of
from luodi.demo import plan
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.schedule import moment
from luodi.leads import services as leads

_RULED, _FIRST = date(2020, 5, 29), date(2020, 6, 1)
_AT = (7, 40)
_ORDERED = date(2020, 7, 22)
_WORKED, _FREE = (date(2020, 7, 25), date(2020, 7, 25)), (date(2020, 8, 10), date(2020, 8, 10))
_DOCUMENT = "淮政办明电〔2020〕演示18号"
_NAME = "防汛应急响应期间调整工作日"
_RULES = "淮招〔2020〕演示9号《招商引资事项督办办法》"


@dataclass(frozen=True)
class PressingOn:
    cast: Cast

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(_RULED, 9, 20), self.rule)
        journal.add(moment(_ORDERED, 8, 30), self.order)
        for nth in range((plan.RELEASE - _FIRST).days + 1):
            journal.add(moment(_FIRST + timedelta(days=nth), *_AT), self.press)

    def rule(self, at: datetime) -> None:
        """Set the levels of the example by a document of the city's own; whoever helps is told of the last one too."""
        *softer, loudest = EXAMPLE.steps
        last = type(loudest)(loudest.level, loudest.days, loudest.colour, (*loudest.tells, Told.CO_OWNERS))
        pressing = Pressing((*softer, last), EXAMPLE.closes_own, _RULES)
        actions.set_pressing(pressing, valid_from=_FIRST, actor=self.cast.centre, at=at)

    def order(self, at: datetime) -> None:
        """Let a Saturday be worked while the dykes are watched, and a Monday be free for it."""
        for (first, last), is_work in ((_WORKED, True), (_FREE, False)):
            leads.order_days(
                first=first,
                last=last,
                is_work=is_work,
                name=_NAME,
                document=_DOCUMENT,
                actor=self.cast.centre,
                at=at,
            )

    def press(self, at: datetime) -> None:
        """Do what the clock does every morning; nothing is due anew where nobody works."""
        if calendar_of(self.cast.city.pk).is_workday(at.date()):
            actions.escalate_items(self.cast.city, at=at)
