"""Meetings are recorded once, move the right figures, and follow what is said of them."""

from datetime import date, datetime, time

import pytest

from luodi.actions.models import ActionItem
from luodi.enterprises import services as enterprises
from luodi.enterprises.models import Enterprise
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Entry, Fact
from luodi.ledger.services import Share
from luodi.organisation import clock
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.outreach import selectors, services
from luodi.outreach.choices import EventState, Side
from luodi.outreach.meeting_rules import MeetingRefused
from luodi.outreach.models import Meeting, PromotionEvent
from luodi.outreach.tests.makers import make_event, make_firm, make_trip, make_visit, verify_everything
from luodi.outreach.tests.meeting_makers import HELD, facts_about, make_meeting, new_meeting
from luodi.projects.tests.makers import make_project


def test_a_meeting_by_itself_counts_with_its_firm_and_project(liu: Account) -> None:
    firm, project = make_firm("示例显示有限公司", by=liu), make_project(by=liu)
    meeting = make_meeting(by=liu, enterprise=firm, topics=(project.subject,), held_at=time(9, 30))
    assert (meeting.code, meeting.title) == ("M2020-0001", "示例显示有限公司")
    assert facts_about(meeting.subject, firm.subject) == [
        ("meeting.firm_met", firm.code, meeting.code, 0),
        ("meeting.held", meeting.code, "", 0),
    ]
    discussed = Fact.objects.live().get(kind=FactKind.MEETING_PROJECT_DISCUSSED)
    assert (discussed.subject, discussed.area) == (project.subject, project.area)
    held = Fact.objects.live().get(kind=FactKind.MEETING_HELD)
    assert (held.occurred_on, held.origin, held.industry, held.category) == (HELD, "440300", "C39", "AWAY")


def test_a_meeting_on_a_trip_speaks_for_the_trip_once(liu: Account, wu: Account) -> None:
    listed, other = make_firm("示例显示有限公司", by=liu), make_firm("示例玻璃有限公司", by=liu)
    shares = (Share(liu.unit, 6_000), Share(wu.unit, 4_000))
    trip = make_trip(by=liu, firms=(listed,), shares=shares)
    for firm in (listed, other, other):
        make_meeting(by=liu, enterprise=firm, occasion=trip.subject, held_on=date(2020, 7, 7))
    assert facts_about(listed.subject, other.subject) == [
        ("trip.firm_met", listed.code, trip.code, 2),
        ("trip.firm_met", other.code, trip.code, 2),
    ]
    assert Fact.objects.live().filter(kind=FactKind.MEETING_HELD, occasion=trip.subject).count() == 3


def test_a_meeting_on_a_visit_or_at_an_event_follows_it(liu: Account) -> None:
    firm, visit, event = make_firm("示例显示有限公司", by=liu), make_visit(by=liu), make_event(by=liu)
    make_meeting(by=liu, enterprise=firm, occasion=visit.subject, held_on=date(2020, 7, 10))
    at_event = make_meeting(by=liu, enterprise=firm, occasion=event.subject, held_on=date(2020, 7, 15))
    assert at_event.subject.parent == event.subject
    assert facts_about(firm.subject) == [
        ("meeting.firm_met", firm.code, at_event.code, 0),
        ("visit.firm_met", firm.code, visit.code, 0),
    ]


def test_no_meeting_was_at_an_event_that_was_cancelled(liu: Account) -> None:
    event = make_event(by=liu)
    PromotionEvent.objects.filter(pk=event.pk).update(state=EventState.CANCELLED)
    with pytest.raises(MeetingRefused, match="已取消"):
        make_meeting(by=liu, occasion=event.subject, held_on=date(2020, 7, 15))


def test_a_draft_that_is_sent_again_is_the_record_that_it_made(liu: Account, zhong: Account) -> None:
    new = new_meeting(by=liu, new_firm=enterprises.NewEnterprise(name="示例显示有限公司"), once="a" * 32)
    first = services.record_meeting(new, actor=liu, at=_now(liu))
    entries = Entry.objects.count()
    again = services.record_meeting(new, actor=liu, at=_now(liu))
    assert first == again
    assert (Meeting.objects.count(), Enterprise.objects.count(), Entry.objects.count()) == (1, 1, entries)
    with pytest.raises(MeetingRefused, match="别的账号"):
        services.record_meeting(new_meeting(by=zhong, once="a" * 32), actor=zhong, at=_now(zhong))


def test_many_are_recorded_at_once_and_those_known_are_found(liu: Account) -> None:
    first = make_meeting(by=liu, once="1" * 32)
    commands = [new_meeting(by=liu, once="2" * 32), new_meeting(by=liu, once="1" * 32), new_meeting(by=liu)]
    found = services.record_meetings(commands, actor=liu, at=_now(liu))
    assert found[1] == first
    assert len({row.pk for row in found}) == 3


def test_what_no_meeting_can_be_is_refused(liu: Account, wu: Account) -> None:
    trip = make_trip(by=liu)
    for said, field in (
        ({"held_on": date(2030, 1, 1)}, "held_on"),
        ({"title": " "}, "firm"),
        ({"occasion": trip.subject, "held_on": date(2020, 7, 9)}, "held_on"),
        ({"occasion": make_firm("甲公司", by=liu).subject}, "occasion"),
        ({"topics": (trip.subject,)}, "topics"),
    ):
        with pytest.raises(MeetingRefused) as refused:
            make_meeting(by=liu, **said)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        make_meeting(by=liu, unit=wu.unit)
    assert not Meeting.objects.exists()


def test_the_next_step_becomes_an_item_of_the_one_who_recorded(liu: Account, wu: Account) -> None:
    make_meeting(by=liu, next_step=services.NextStep(title="寄送厂房图纸", deadline=date(2020, 7, 8)))
    late = ActionItem.objects.get()
    assert (late.owner, late.about.code if late.about else "") == (liu, "M2020-0001")
    assert late.deadline == _now(liu).date()
    make_meeting(by=liu, next_step=services.NextStep(title="核实用地", deadline=date(2030, 1, 1), owner=wu))
    assert ActionItem.objects.filter(owner=wu, unit=wu.unit).count() == 1


def test_people_of_both_sides_are_kept(liu: Account) -> None:
    people = (
        services.Attendant(side=Side.OURS, name="刘", person=liu.person),
        services.Attendant(side=Side.THEIRS, name="陈示例", post="总经理", phone="13800000000"),
    )
    meeting = make_meeting(by=liu, people=people)
    assert [(one.side, one.name) for one in meeting.people.all()] == [("OURS", "刘"), ("THEIRS", "陈示例")]


def test_a_correction_moves_the_facts_and_asks_for_a_reason(liu: Account, qin: Account) -> None:
    right, wrong = make_firm("示例显示有限公司", by=liu), make_firm("示例玻璃有限公司", by=liu)
    trip = make_trip(by=liu)
    meeting = make_meeting(by=liu, enterprise=wrong)
    new = new_meeting(by=liu, enterprise=right, occasion=trip.subject, held_on=date(2020, 7, 6))
    with pytest.raises(MeetingRefused):
        services.correct_meeting(meeting, new, reason=" ", actor=liu, at=_now(liu))
    row = services.correct_meeting(
        meeting, new, reason="记错了企业", actor=liu, at=_now(liu), expected_version=0
    )
    assert (row.version, row.title) == (1, "示例显示有限公司")
    assert facts_about(right.subject, wrong.subject, meeting.subject) == [
        ("meeting.held", meeting.code, trip.code, 0),
        ("trip.firm_met", right.code, trip.code, 0),
    ]
    verify_everything(by=qin)
    with pytest.raises(MeetingRefused, match="已经认定"):
        services.correct_meeting(row, new_meeting(by=liu), reason="又错了", actor=liu, at=_now(liu))


def test_a_correction_of_words_moves_no_figure(liu: Account) -> None:
    meeting = make_meeting(by=liu)
    entries = Entry.objects.count()
    services.correct_meeting(
        meeting, new_meeting(by=liu, result="改一个字"), reason="错字", actor=liu, at=_now(liu)
    )
    assert Entry.objects.count() == entries


def test_what_is_withdrawn_counts_no_more_unless_others_say_it(liu: Account) -> None:
    firm, trip = make_firm("示例显示有限公司", by=liu), make_trip(by=liu)
    one = make_meeting(by=liu, enterprise=firm, occasion=trip.subject)
    two = make_meeting(by=liu, enterprise=firm, occasion=trip.subject)
    services.withdraw_meeting(one, reason="没有去", actor=liu, at=_now(liu))
    assert ("trip.firm_met", firm.code, trip.code, 0) in facts_about(firm.subject)
    services.withdraw_meeting(two, reason="没有去", actor=liu, at=_now(liu))
    assert facts_about(firm.subject, one.subject, two.subject) == []
    with pytest.raises(MeetingRefused, match="已撤回"):
        services.withdraw_meeting(two, reason="没有去", actor=liu, at=_now(liu))


def test_a_firm_that_the_report_lists_stays_when_its_meeting_goes(liu: Account) -> None:
    firm = make_firm("示例显示有限公司", by=liu)
    trip = make_trip(by=liu, firms=(firm,))
    meeting = make_meeting(by=liu, enterprise=firm, occasion=trip.subject)
    services.withdraw_meeting(meeting, reason="没有去", actor=liu, at=_now(liu))
    assert facts_about(firm.subject) == [("trip.firm_met", firm.code, trip.code, 0)]


def test_a_rejected_meeting_is_claimed_again_by_its_correction(liu: Account, qin: Account) -> None:
    meeting = make_meeting(by=liu)
    services.reject_claims(selectors.open_claims(city=liu.city), reason="缺照片", actor=qin, at=_now(qin))
    services.correct_meeting(meeting, new_meeting(by=liu), reason="补了照片", actor=liu, at=_now(liu))
    assert Fact.objects.live().get(kind=FactKind.MEETING_HELD).standing == "CLAIMED"


def test_only_those_who_took_part_see_a_meeting(
    liu: Account, wu: Account, hong: Account, wai: Account
) -> None:
    make_meeting(by=liu)
    shares = (Share(liu.unit, 6_000), Share(wu.unit, 4_000))
    on_trip = make_meeting(by=liu, occasion=make_trip(by=liu, shares=shares).subject)
    seen = {who: set(Meeting.objects.visible_to(reach_of(who))) for who in (liu, wu, hong, wai)}
    assert (len(seen[liu]), seen[wu], len(seen[hong]), seen[wai]) == (2, {on_trip}, 2, set())


def _now(account: Account) -> datetime:
    return clock.now(account.city)
