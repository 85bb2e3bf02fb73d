"""What meetings say of a firm follows it into another one, and comes back."""

from dataclasses import replace
from datetime import date

import pytest

from luodi.duplicates import services as duplicates
from luodi.duplicates.models import Merge
from luodi.duplicates.tests.test_merging_firms import same
from luodi.enterprises.models import Enterprise
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock
from luodi.outreach import services
from luodi.outreach.rules import ActivityRefused
from luodi.outreach.services import merging
from luodi.outreach.tests.makers import make_firm, make_trip, new_trip
from luodi.outreach.tests.meeting_makers import facts_about, make_meeting


@pytest.fixture
def pair(liu: Account) -> tuple[Enterprise, Enterprise]:
    return make_firm("示例显示有限公司", by=liu), make_firm("示例显示（有限公司）", by=liu)


def merged(pair: tuple[Enterprise, Enterprise], qin: Account, zhong: Account, clock: Clock) -> Merge:
    case = same(*pair, by=qin, clock=clock)
    return duplicates.merge(case=case, keep="left", actor=zhong, at=clock.now)


def test_a_firm_that_was_met_on_a_trip_stays_met_when_it_is_merged_and_unmerged(
    pair: tuple[Enterprise, Enterprise], liu: Account, qin: Account, zhong: Account, clock: Clock
) -> None:
    keep, drop = pair
    trip = make_trip(by=liu)
    make_meeting(by=liu, enterprise=drop, occasion=trip.subject)
    merge = merged(pair, qin, zhong, clock)
    assert merging.met_in_meetings(trip.subject) == {keep.subject_id}
    again = replace(new_trip(by=liu), place="深圳南山")
    services.correct(activity=trip, new=again, reason="地点写错", actor=liu, at=clock.now)
    assert facts_about(keep.subject, drop.subject) == [("trip.firm_met", keep.code, trip.code, 0)]
    duplicates.unmerge(merge=merge, reason="是两家企业", actor=zhong, at=clock.now)
    assert merging.met_in_meetings(trip.subject) == {drop.subject_id}
    services.correct(activity=trip, new=new_trip(by=liu), reason="地点没有写错", actor=liu, at=clock.now)
    assert facts_about(keep.subject, drop.subject) == [("trip.firm_met", drop.code, trip.code, 0)]


def test_both_met_on_one_trip_are_one_while_they_are_merged(
    pair: tuple[Enterprise, Enterprise], liu: Account, qin: Account, zhong: Account, clock: Clock
) -> None:
    keep, drop = pair
    trip = make_trip(by=liu)
    for firm in pair:
        make_meeting(by=liu, enterprise=firm, occasion=trip.subject)
    merge = merged(pair, qin, zhong, clock)
    assert facts_about(keep.subject, drop.subject) == [("trip.firm_met", keep.code, trip.code, 0)]
    duplicates.unmerge(merge=merge, reason="是两家企业", actor=zhong, at=clock.now)
    assert facts_about(keep.subject, drop.subject) == [
        ("trip.firm_met", keep.code, trip.code, 0),
        ("trip.firm_met", drop.code, trip.code, 0),
    ]


def test_a_trip_that_listed_both_is_corrected_after_the_merge_without_counting_twice(
    pair: tuple[Enterprise, Enterprise], liu: Account, qin: Account, zhong: Account, clock: Clock
) -> None:
    keep, drop = pair
    trip = make_trip(by=liu, firms=pair)
    merged(pair, qin, zhong, clock)
    both = replace(new_trip(by=liu, firms=pair), place="深圳南山")
    with pytest.raises(ActivityRefused, match="已并入别的企业"):
        services.correct(activity=trip, new=both, reason="地点写错", actor=liu, at=clock.now)
    again = replace(both, firms=(keep,))
    services.correct(activity=trip, new=again, reason="地点写错", actor=liu, at=clock.now)
    assert facts_about(keep.subject, drop.subject) == [("trip.firm_met", keep.code, trip.code, 0)]


def test_a_meeting_that_is_withdrawn_after_the_merge_leaves_what_the_other_one_says(
    pair: tuple[Enterprise, Enterprise], liu: Account, qin: Account, zhong: Account, clock: Clock
) -> None:
    keep, drop = pair
    trip = make_trip(by=liu)
    one, other = (make_meeting(by=liu, enterprise=firm, occasion=trip.subject) for firm in pair)
    merged(pair, qin, zhong, clock)
    services.withdraw_meeting(one, reason="没有见到", actor=liu, at=clock.now)
    assert facts_about(keep.subject, drop.subject) == [("trip.firm_met", keep.code, trip.code, 0)]
    services.withdraw_meeting(other, reason="没有见到", actor=liu, at=clock.now)
    assert facts_about(keep.subject, drop.subject) == []


def test_a_meeting_by_itself_follows_its_firm(
    pair: tuple[Enterprise, Enterprise], liu: Account, qin: Account, zhong: Account, clock: Clock
) -> None:
    keep, drop = pair
    meeting = make_meeting(by=liu, enterprise=drop, held_on=date(2020, 7, 7))
    merge = merged(pair, qin, zhong, clock)
    meeting.refresh_from_db()
    assert (meeting.enterprise, meeting.title) == (keep, drop.name)
    assert facts_about(keep.subject, drop.subject) == [("meeting.firm_met", keep.code, meeting.code, 0)]
    duplicates.unmerge(merge=merge, reason="是两家企业", actor=zhong, at=clock.now)
    assert facts_about(keep.subject, drop.subject) == [("meeting.firm_met", drop.code, meeting.code, 0)]
