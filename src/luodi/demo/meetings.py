"""Meetings of 2020: on trips and at visits, by video while nobody travelled, and what they asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from luodi.actions import services as actions
from luodi.actions.models import ActionItem
from luodi.demo import chance
from luodi.demo.itineraries import number_of
from luodi.demo.journal import Journal
from luodi.demo.keeping import Keeping
from luodi.demo.names import PlannedFirm
from luodi.demo.organisation import Cast
from luodi.demo.people import name_of
from luodi.demo.planned import Fate, PlannedContact
from luodi.demo.schedule import moment
from luodi.ledger.kinds import ItemSource
from luodi.outreach import services as outreach
from luodi.outreach.choices import MeetingForm, MeetingOutcome, Side

_SINCE, _TRAVELLED_AGAIN = date(2020, 2, 1), date(2020, 5, 1)
_SHARE, _CALLED_AGAIN = 0.13, 0.06
_ACT = 7
"""Behind the acts of a sitting."""
_RESULTS = {
    MeetingOutcome.LEAD: "企业计划两年内扩产，对我市用工和物流成本有兴趣，索要园区资料。",
    MeetingOutcome.ADVANCED: "就选址、厂房和投资强度交换意见，约定下次带技术团队来实地考察。",
    MeetingOutcome.SOLVED: "介绍了用电和环评办理进度，企业表示可以按期推进。",
    MeetingOutcome.CONTACT: "介绍我市产业基础和政策，互留联系方式。",
    MeetingOutcome.DECLINED: "企业近期以稳产为主，暂无投资计划，约定半年后再联系。",
}
_STEPS = (
    "寄送园区规划和政策汇编",
    "协调经开区腾出一处标准厂房供考察",
    "请发改部门答复能耗指标",
    "约定来淮考察日期",
)
_DONE = "已办理，企业回复收到。"
_FIRST_FRIDAY, _FRIDAYS = date(2020, 3, 6), 29
_FORGOTTEN = 8
"""Every so manyth thing that was asked for is not done in time."""
_HOURS = (time(9, 30), time(10, 30), time(14, 0), time(15, 30))


@dataclass(frozen=True)
class _Planned:
    contact: PlannedContact
    firm: PlannedFirm
    on: date
    stands_alone: bool = False


class Meetings:
    def __init__(self, seed: int, cast: Cast, contacts: Sequence[PlannedContact]) -> None:
        self.rng = chance.source("meetings", seed)
        self.cast = cast
        self.contacts = [
            one for one in contacts if one.day >= _SINCE and one.firms and one.fate == Fate.VERIFIED
        ]

    def write_into(self, journal: Journal, keeping: Keeping) -> None:
        """Record meetings behind the sitting that records their trip or visit; some firms are called again later."""
        sittings: dict[tuple[str, date], list[_Planned]] = {}
        for contact in self.contacts:
            keeper, day = keeping.recorded[contact]
            if contact.on.first == contact.on.last and self.rng.random() < _SHARE:
                found = [_Planned(contact, firm, contact.day) for firm in contact.firms[:2]]
                sittings.setdefault((keeper, day), []).extend(found)
            likely = _CALLED_AGAIN if contact.day >= _TRAVELLED_AGAIN else 3 * _CALLED_AGAIN
            if contact.day < date(2020, 8, 20) and self.rng.random() < likely:
                later = keeping.sittings[keeper].after(day)
                again = _Planned(contact, contact.firms[0], later - timedelta(days=2), stands_alone=True)
                sittings.setdefault((keeper, later), []).append(again)
        for (keeper, day), found in sittings.items():
            at = keeping.sittings[keeper].at(day, _ACT)
            journal.add(at, partial(self.record, keeper, found))
        for nth in range(_FRIDAYS):
            journal.add(moment(_FIRST_FRIDAY + timedelta(days=7 * nth), 16, 55), self.finish)
        journal.add(moment(date(2020, 9, 22), 16, 40), self.record_twice)

    def record(self, keeper: str, planned: Sequence[_Planned], at: datetime) -> None:
        outreach.record_meetings(
            [self._meeting(one, at) for one in planned], actor=self.cast.keepers[keeper], at=at
        )

    def record_twice(self, at: datetime) -> None:
        """The centre and a county meet a firm together, and both write it down: it is for them to join the two."""
        contact = next(one for one in reversed(self.contacts) if one.county == "SHOU" and not one.is_trip)
        told = self._meeting(_Planned(contact, contact.firms[0], at.date(), stands_alone=True), at)
        for keeper, unit in (("SHOU", "SHOU"), ("centre", "CENTRE")):
            new = outreach.NewMeeting(
                unit=self.cast.units[unit], held_on=told.held_on, form=MeetingForm.HERE, outcome=told.outcome,
                result=told.result, enterprise=told.enterprise, people=told.people, place="县政务中心",
            )  # fmt: skip
            outreach.record_meeting(new, actor=self.cast.keepers[keeper], at=at)

    def finish(self, at: datetime) -> None:
        """Most of what is due by Monday is done on Friday; some of it is forgotten until it is pressed for."""
        day = at.date()
        waiting = ActionItem.objects.filter(
            city=self.cast.city, source=ItemSource.MEETING, deadline__lte=day + timedelta(days=3)
        )
        for item in waiting.open().select_related("owner").order_by("pk"):
            is_forgotten = int(item.code[-4:]) % _FORGOTTEN == 0
            if not is_forgotten or item.deadline < day - timedelta(days=10):
                actions.finish_item(item=item, result=_DONE, actor=item.owner, at=at)

    def _meeting(self, planned: _Planned, at: datetime) -> outreach.NewMeeting:
        contact, firm = planned.contact, planned.firm
        number = number_of(contact) + len(firm.name)
        discussed = [one for one in contact.projects if one.firm is firm]
        outcome = self._outcome(number, has_project=bool(discussed))
        step = outreach.NextStep(
            title=f"{firm.brand}：{_STEPS[number % len(_STEPS)]}",
            deadline=at.date() + timedelta(days=5 + number % 20),
        )
        return outreach.NewMeeting(
            unit=self.cast.units[contact.unit],
            held_on=planned.on,
            held_at=_HOURS[number % len(_HOURS)] if planned.on < at.date() else None,
            form=_form(planned),
            outcome=outcome,
            result=_RESULTS[outcome],
            enterprise=firm.entered,
            occasion=None if planned.stands_alone else contact.subject,
            topics=() if planned.stands_alone else tuple(one.entered.subject for one in discussed),
            people=(
                outreach.Attendant(side=Side.OURS, name=name_of(number), post="招商专员"),
                outreach.Attendant(side=Side.THEIRS, name=name_of(number + 37), post="副总经理"),
            ),
            next_step=step if number % 5 == 0 else None,
        )

    def _outcome(self, number: int, *, has_project: bool) -> MeetingOutcome:
        if has_project:
            return MeetingOutcome.ADVANCED if number % 4 else MeetingOutcome.SOLVED
        return (MeetingOutcome.CONTACT, MeetingOutcome.CONTACT, MeetingOutcome.LEAD, MeetingOutcome.DECLINED)[
            number % 4
        ]


def _form(planned: _Planned) -> MeetingForm:
    if planned.stands_alone:
        return MeetingForm.VIDEO if planned.on < date(2020, 6, 1) else MeetingForm.PHONE
    return MeetingForm.AWAY if planned.contact.is_trip else MeetingForm.HERE
