from datetime import date

import pytest

from luodi.kernel.dates import DateRefused
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import Share
from luodi.ledger.tests.makers import live
from luodi.notices.models import Notice
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed
from luodi.outreach import services
from luodi.outreach.choices import ActivityState, ResultClass
from luodi.outreach.models import Trip
from luodi.outreach.rules import ActivityRefused
from luodi.outreach.services import Member, Stop
from luodi.outreach.tests.makers import make_firm, make_trip, new_trip, verify_everything


def planned(by, clock, **said):
    return services.plan(new_trip(by=by, **said), actor=by, at=clock.now)


def test_a_plan_counts_nowhere_until_it_is_reported(city, liu, clock):
    trip = planned(liu, clock, firms=(make_firm("示例显示有限公司", by=liu),))
    assert (trip.state, Fact.objects.count()) == (ActivityState.PLANNED, 0)
    done = services.report(activity=trip, new=new_trip(by=liu), actor=liu, at=clock.now)
    assert done.state == ActivityState.REPORTED
    assert [fact.subject for fact in live(city, FactKind.TRIP_MADE)] == [trip.subject]
    assert not live(city, FactKind.TRIP_FIRM_MET)


def test_a_trip_says_how_many_days_it_took_and_where_it_stopped(city, liu, clock):
    stops = (
        Stop(division="440300", place="深圳南山", on=date(2020, 7, 6)),
        Stop(division="441900", place="东莞松山湖", on=date(2020, 7, 7)),
        Stop(division="440300", place="深圳宝安", on=date(2020, 7, 8)),
    )
    make_trip(by=liu, stops=stops, led_by=liu.person)
    (days,) = live(city, FactKind.TRIP_DAYS)
    assert (days.quantity, days.sponsor_id) == (3, liu.person_id)
    told = [(fact.category, fact.origin, fact.occurred_on) for fact in live(city, FactKind.TRIP_STOP)]
    assert sorted(told) == [
        ("440300", "440300", date(2020, 7, 6)),
        ("441900", "441900", date(2020, 7, 7)),
    ]


def test_a_stop_lies_within_the_trip(liu):
    with pytest.raises(ActivityRefused, match="不在"):
        make_trip(by=liu, stops=(Stop(division="440300", place="深圳", on=date(2020, 7, 9)),))


def test_a_trip_that_has_not_ended_is_not_reported(liu, clock):
    later = {"from_on": date(2021, 1, 1), "to_on": date(2021, 1, 2)}
    trip = planned(liu, clock, **later)
    with pytest.raises(DateRefused):
        services.report(activity=trip, new=new_trip(by=liu, **later), actor=liu, at=clock.now)
    trip.refresh_from_db()
    assert trip.state == ActivityState.PLANNED


def test_sent_twice_it_is_planned_once(liu, clock):
    for _ in range(2):
        services.plan(new_trip(by=liu), actor=liu, at=clock.now, once="a" * 32)
    assert Trip.objects.count() == 1


def test_where_the_unit_wants_it_a_plan_is_approved_by_somebody_else_first(city, liu, zhong, clock):
    services.set_approval(unit=liu.unit, trips=True, visits=False, actor=liu, at=clock.now)
    trip = planned(liu, clock)
    with pytest.raises(ActivityRefused, match="先批准"):
        services.report(activity=trip, new=new_trip(by=liu), actor=liu, at=clock.now)
    with pytest.raises(ActivityRefused, match="先登记计划并报批"):
        services.record(new_trip(by=liu), actor=liu, at=clock.now)
    services.submit_plan(activity=trip, actor=liu, at=clock.now)
    with pytest.raises(NotAllowed):
        services.decide_plan(activity=trip, approve=True, actor=liu, at=clock.now)
    with pytest.raises(ActivityRefused, match="理由"):
        services.decide_plan(activity=trip, approve=False, actor=zhong, at=clock.now)
    services.decide_plan(activity=trip, approve=True, actor=zhong, at=clock.now)
    assert Notice.objects.filter(title__contains="已批准").exists()
    services.report(activity=trip, new=new_trip(by=liu), actor=liu, at=clock.now)
    assert len(live(city, FactKind.TRIP_MADE)) == 1


def test_nobody_approves_the_plan_that_he_asked_for(units, zhong, clock):
    services.set_approval(unit=units.team, trips=True, visits=True, actor=zhong, at=clock.now)
    trip = planned(zhong, clock, unit=units.team)
    services.submit_plan(activity=trip, actor=zhong, at=clock.now)
    with pytest.raises(ActivityRefused, match="自己报批"):
        services.decide_plan(activity=trip, approve=True, actor=zhong, at=clock.now)


def test_a_plan_that_is_changed_has_to_be_approved_again(liu, zhong, clock):
    services.set_approval(unit=liu.unit, trips=True, visits=False, actor=liu, at=clock.now)
    trip = services.submit_plan(activity=planned(liu, clock), actor=liu, at=clock.now)
    services.decide_plan(activity=trip, approve=True, actor=zhong, at=clock.now)
    again = services.change_plan(activity=trip, new=new_trip(by=liu, place="东莞"), actor=liu, at=clock.now)
    assert (again.state, again.place) == (ActivityState.PLANNED, "东莞")


def test_two_who_edit_one_plan_hear_of_each_other(liu, clock):
    trip = planned(liu, clock)
    said = {"activity": trip, "actor": liu, "at": clock.now, "expected_version": trip.version}
    services.change_plan(new=new_trip(by=liu, place="东莞"), **said)
    with pytest.raises(EditedMeanwhile, match="目的地"):
        services.change_plan(new=new_trip(by=liu, place="广州"), **said)


def test_a_correction_moves_only_what_was_said_wrong(city, liu, clock):
    firm, other = make_firm("示例显示有限公司", by=liu), make_firm("示例光电有限公司", by=liu)
    trip = make_trip(by=liu, firms=(firm,))
    before = live(city, FactKind.TRIP_FIRM_MET)[0]
    right = new_trip(by=liu, firms=(firm, other), members=(Member(name="王一", post="局长"),))
    services.correct(activity=trip, new=right, reason="漏登一家", actor=liu, at=clock.now)
    facts = live(city, FactKind.TRIP_FIRM_MET)
    assert {fact.subject_id for fact in facts} == {firm.subject_id, other.subject_id}
    assert before.pk in {fact.pk for fact in facts}
    assert [one.name for one in trip.members.all()] == ["王一"]


def test_a_wrong_day_is_corrected_on_every_fact(city, liu, clock):
    trip = make_trip(by=liu, firms=(make_firm("示例显示有限公司", by=liu),))
    firms = tuple(one.enterprise for one in trip.firms.all())
    right = new_trip(by=liu, firms=firms, to_on=date(2020, 7, 7))
    services.correct(activity=trip, new=right, reason="返程日期有误", actor=liu, at=clock.now)
    kinds = (FactKind.TRIP_MADE, FactKind.TRIP_FIRM_MET, FactKind.TRIP_DAYS)
    assert {fact.occurred_on for kind in kinds for fact in live(city, kind)} == {date(2020, 7, 7)}
    assert live(city, FactKind.TRIP_DAYS)[0].quantity == 2


def test_what_is_verified_is_first_sent_back_then_corrected(city, liu, qin, clock):
    trip = make_trip(by=liu)
    verify_everything(by=qin)
    right = new_trip(by=liu, to_on=date(2020, 7, 7))
    for act in (
        lambda: services.correct(activity=trip, new=right, reason="有误", actor=liu, at=clock.now),
        lambda: services.withdraw(activity=trip, reason="没有去", actor=liu, at=clock.now),
    ):
        with pytest.raises(ActivityRefused, match="认定"):
            act()
    trip.refresh_from_db()
    assert (trip.state, trip.to_on) == (ActivityState.REPORTED, date(2020, 7, 8))


def test_a_text_is_corrected_though_the_trip_is_verified(liu, qin, clock):
    trip = make_trip(by=liu)
    verify_everything(by=qin)
    right = new_trip(by=liu, summary="补充情况", outcome=ResultClass.LEAD)
    services.correct(activity=trip, new=right, reason="补充", actor=liu, at=clock.now)
    trip.refresh_from_db()
    assert (trip.summary, trip.handling.outcome) == ("补充情况", ResultClass.LEAD)


def test_what_was_sent_back_stands_as_a_claim_again_once_corrected(city, liu, qin, clock):
    trip = make_trip(by=liu)
    claims = Fact.objects.live().select_related("subject", "occasion", "unit")
    services.reject_claims(list(claims), reason="缺材料", actor=qin, at=clock.now)
    services.correct(activity=trip, new=new_trip(by=liu), reason="已补材料", actor=liu, at=clock.now)
    assert {fact.standing for fact in Fact.objects.live()} == {Standing.CLAIMED}


def test_a_withdrawn_trip_counts_no_more_and_stays_on_record(city, liu, clock):
    trip = make_trip(by=liu, firms=(make_firm("示例显示有限公司", by=liu),))
    with pytest.raises(ActivityRefused, match="理由"):
        services.withdraw(activity=trip, reason=" ", actor=liu, at=clock.now)
    services.withdraw(activity=trip, reason="重复登记", actor=liu, at=clock.now)
    trip.refresh_from_db()
    assert (trip.state, Fact.objects.live().count()) == (ActivityState.WITHDRAWN, 0)


def test_the_others_of_a_joint_trip_do_not_correct_it(units, zhong, liu, clock):
    shares = (Share(units.team, 6_000), Share(units.yunxi, 4_000))
    trip = make_trip(by=zhong, unit=units.team, shares=shares)
    with pytest.raises(NotAllowed):
        services.correct(activity=trip, new=new_trip(by=liu), reason="改", actor=liu, at=clock.now)


def test_shares_in_another_order_are_no_correction(city, units, zhong, clock):
    shares = (Share(units.team, 6_000), Share(units.yunxi, 4_000))
    trip = make_trip(by=zhong, unit=units.team, shares=shares)
    before = set(Fact.objects.live().values_list("pk", flat=True))
    right = new_trip(by=zhong, unit=units.team, shares=shares[::-1])
    services.correct(activity=trip, new=right, reason="补充", actor=zhong, at=clock.now)
    assert set(Fact.objects.live().values_list("pk", flat=True)) == before
