"""Two members of one team write down the same meeting: it is offered for joining, counts once, and can be parted."""

from datetime import date, datetime

import pytest

from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Credit, Fact
from luodi.ledger.services import Share
from luodi.notices.models import Notice
from luodi.organisation import clock
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.outreach import meetings_seen, services
from luodi.outreach.meeting_rules import MeetingRefused
from luodi.outreach.models import Meeting
from luodi.outreach.tests.makers import make_firm, make_trip, verify_everything
from luodi.outreach.tests.meeting_makers import facts_about, make_meeting


def test_the_same_meeting_of_two_members_is_offered_and_counts_once(liu: Account, zhong: Account) -> None:
    firm = make_firm("示例显示有限公司", by=liu)
    first, second = make_meeting(by=liu, enterprise=firm), make_meeting(by=liu, enterprise=firm)
    assert meetings_seen.twins_of(second) == [first]
    kept = services.join_meetings(second, first, actor=liu, at=_now(liu))
    assert kept == first
    assert facts_about(first.subject, second.subject, firm.subject) == [
        ("meeting.firm_met", firm.code, first.code, 0),
        ("meeting.held", first.code, "", 0),
    ]
    assert list(Meeting.objects.standing()) == [first]
    assert meetings_seen.twins_of(first) == []


def test_two_units_of_one_trip_share_the_meeting_that_both_recorded(
    liu: Account, wu: Account, zhong: Account
) -> None:
    firm = make_firm("示例显示有限公司", by=liu)
    trip = make_trip(by=liu, shares=(Share(liu.unit, 6_000), Share(wu.unit, 4_000)))
    alone = make_meeting(by=wu, enterprise=firm)
    on_trip = make_meeting(by=liu, enterprise=firm, occasion=trip.subject)
    assert meetings_seen.twins_of(on_trip) == [alone]
    kept = services.join_meetings(alone, on_trip, actor=liu, at=_now(liu))
    assert kept == on_trip
    held = Fact.objects.live().get(kind=FactKind.MEETING_HELD)
    assert {(one.unit_id, one.basis_points) for one in Credit.objects.filter(fact=held)} == {
        (liu.unit_id, 5_000),
        (wu.unit_id, 5_000),
    }
    assert facts_about(firm.subject) == [("trip.firm_met", firm.code, trip.code, 2)]
    assert Notice.objects.get(account=wu).path == f"/meetings/{kept.code}/"
    assert kept in Meeting.objects.visible_to(reach_of(wu))


def test_what_was_joined_can_be_parted_and_is_not_offered_again(liu: Account, wu: Account) -> None:
    firm = make_firm("示例显示有限公司", by=liu)
    trip = make_trip(by=liu, shares=(Share(liu.unit, 6_000), Share(wu.unit, 4_000)))
    alone, on_trip = (
        make_meeting(by=wu, enterprise=firm),
        make_meeting(by=liu, enterprise=firm, occasion=trip.subject),
    )
    before = facts_about(firm.subject, alone.subject, on_trip.subject)
    services.join_meetings(alone, on_trip, actor=wu, at=_now(wu))
    parted = services.part_meeting(alone, reason="上午一次下午一次", actor=wu, at=_now(wu))
    assert facts_about(firm.subject, alone.subject, on_trip.subject) == before
    assert meetings_seen.twins_of(parted) == []
    with pytest.raises(MeetingRefused, match="不需要拆开"):
        services.part_meeting(parted, reason="再拆", actor=wu, at=_now(wu))


def test_records_of_other_teams_and_days_are_not_offered(liu: Account, wu: Account) -> None:
    firm = make_firm("示例显示有限公司", by=liu)
    mine = make_meeting(by=liu, enterprise=firm)
    make_meeting(by=wu, enterprise=firm)
    make_meeting(by=liu, enterprise=firm, held_on=date(2020, 7, 8))
    make_meeting(by=liu, enterprise=make_firm("示例玻璃有限公司", by=liu))
    assert meetings_seen.twins_of(mine) == []


def test_somebody_says_that_they_are_two_meetings(liu: Account) -> None:
    firm = make_firm("示例显示有限公司", by=liu)
    one, two = make_meeting(by=liu, enterprise=firm), make_meeting(by=liu, enterprise=firm)
    services.keep_apart(two, one, actor=liu, at=_now(liu))
    services.keep_apart(one, two, actor=liu, at=_now(liu))
    assert meetings_seen.twins_of(one) == []


def test_joining_needs_a_unit_of_ones_own_and_claims_that_are_open(
    liu: Account, wu: Account, qin: Account
) -> None:
    firm = make_firm("示例显示有限公司", by=liu)
    one, two = make_meeting(by=liu, enterprise=firm), make_meeting(by=liu, enterprise=firm)
    with pytest.raises(NotAllowed):
        services.join_meetings(one, two, actor=wu, at=_now(wu))
    verify_everything(by=qin)
    with pytest.raises(MeetingRefused, match="已经认定"):
        services.join_meetings(one, two, actor=liu, at=_now(liu))
    assert Meeting.objects.standing().count() == 2


def test_a_record_with_others_joined_to_it_is_parted_before_it_goes(liu: Account) -> None:
    firm = make_firm("示例显示有限公司", by=liu)
    one, two = make_meeting(by=liu, enterprise=firm), make_meeting(by=liu, enterprise=firm)
    services.join_meetings(one, two, actor=liu, at=_now(liu))
    with pytest.raises(MeetingRefused, match="先拆开"):
        services.withdraw_meeting(one, reason="没有去", actor=liu, at=_now(liu))


def _now(account: Account) -> datetime:
    return clock.now(account.city)
