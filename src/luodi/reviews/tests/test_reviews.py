"""Review meetings: called, announced, held, and minutes that become items exactly once."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from luodi.actions import services as actions
from luodi.actions.models import ActionItem
from luodi.actions.tests.makers import make_item
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.projects.tests.makers import make_project, make_signed
from luodi.reviews import policies, services
from luodi.reviews.choices import Attendance, LineSource, ReviewLevel, ReviewState, SeatKind
from luodi.reviews.models import AgendaLine, Decision, Minutes, Review, Seat
from luodi.reviews.rules import ReviewRefused
from luodi.reviews.tests.makers import (
    add_line,
    decide,
    make_held,
    make_invited,
    make_published,
    make_review,
    now,
    seat,
)
from luodi.sponsorship.tests.makers import make_leader, make_node, make_sponsored

pytestmark = pytest.mark.django_db


def test_the_centre_calls_for_the_city_and_a_countys_clerk_for_the_county(zhong, liu, wu, hong, units, clock):
    city, county = make_review(by=zhong), make_review(by=liu)
    assert (city.code, city.level, city.number) == ("DD2020-0001", ReviewLevel.CITY, 1)
    assert (county.level, county.number) == (ReviewLevel.COUNTY, 1)
    assert make_review(by=liu).full_title == "招商引资项目调度会（第2次）"
    for actor, unit in ((wu, units.yunxi), (hong, units.top), (zhong, units.team)):
        with pytest.raises(NotAllowed):
            make_review(by=actor, unit=unit)


def test_two_meetings_of_a_units_year_do_not_have_the_same_number(zhong, clock):
    first = make_review(by=zhong, number=5)
    with pytest.raises(ReviewRefused, match=f"第5次已是 {first.code}"):
        make_review(by=zhong, number=5)
    second = make_review(by=zhong)
    assert second.number == 6
    with pytest.raises(ReviewRefused, match="第5次"):
        services.change_review(review=second, changes={"number": 5}, **now(zhong))


def test_what_is_sent_twice_is_one_meeting(zhong, clock):
    assert make_review(by=zhong, once="a" * 32) == make_review(by=zhong, once="a" * 32)
    assert Review.objects.count() == 1


def test_a_meeting_in_the_past_is_not_called_and_not_announced(zhong, units, clock):
    with pytest.raises(ReviewRefused, match="已经过去"):
        make_review(by=zhong, held_at=clock.now)
    review = make_review(by=zhong)
    add_line(review, by=zhong)
    seat(review, units.yunxi, by=zhong)
    clock.advance(days=2)
    with pytest.raises(ReviewRefused, match="不能再发通知"):
        services.invite(review=review, **now(zhong))


def test_nothing_is_announced_without_chair_guests_or_agenda(zhong, units, clock):
    review = make_review(by=zhong, chair=None, quorum=2)
    for missing, mend in (
        (
            "主持人",
            lambda: services.change_review(review=review, changes={"chair": zhong.person}, **now(zhong)),
        ),
        ("名单是空的", lambda: seat(review, units.yunxi, by=zhong)),
        ("议程是空的", lambda: add_line(review, by=zhong)),
        ("多于参会名单", lambda: seat(review, units.shiqiao, by=zhong)),
    ):
        with pytest.raises(ReviewRefused, match=missing):
            services.invite(review=review, **now(zhong))
        mend()
    assert services.invite(review=review, **now(zhong)).state == ReviewState.INVITED
    with pytest.raises(ReviewRefused, match="不能发会议通知"):
        services.invite(review=review, **now(zhong))


def test_who_chairs_is_told_too(zhong, hong, units, clock):
    make_invited(units.yunxi, by=zhong, chair=hong.person)
    assert "请参加 2020-08-04 09:00" in Notice.objects.get(account=hong).title


def test_the_invited_are_told_what_is_new_with_another_sequence_and_when_it_is_off(zhong, liu, units, clock):
    review = make_invited(units.yunxi, by=zhong)
    assert Notice.objects.get(account=liu).path == f"/reviews/{review.code}/"
    changed = services.change_review(review=review, changes={"place": "视频会议室"}, **now(zhong))
    assert changed.sequence == 1
    assert "视频会议室" in Notice.objects.filter(account=liu).latest("pk").reason
    with pytest.raises(ReviewRefused, match="没有改动"):
        services.change_review(review=review, changes={}, **now(zhong))
    with pytest.raises(ReviewRefused, match="取消的原因"):
        services.cancel_review(review=review, reason=" ", **now(zhong))
    off = services.cancel_review(review=review, reason="领导出差", **now(zhong))
    assert (off.state, off.sequence) == (ReviewState.CANCELLED, 2)
    assert make_review(by=zhong).number == 1


def test_readers_see_what_concerns_their_unit(zhong, liu, wu, hong, units, clock):
    review = make_review(by=zhong)
    add_line(review, by=zhong)
    seat(review, units.yunxi, by=zhong)
    with pytest.raises(Http404):
        policies.get_review(review.code, actor=liu)
    services.invite(review=review, **now(zhong))
    assert policies.get_review(review.code, actor=liu) == review
    assert policies.get_review(review.code, actor=hong) == review
    assert not Review.objects.visible_to(reach_of(wu)).exists()


def test_who_answers_for_a_decision_sees_the_meeting_when_its_minutes_are_out(zhong, wu, units, clock):
    review = make_held(units.yunxi, by=zhong, clock=clock)
    line = AgendaLine.objects.get()
    services.write_line(line=line, said="已研究。", **now(zhong))
    decide(line, wu, by=zhong)
    assert not Review.objects.visible_to(reach_of(wu)).exists()
    services.publish(review=review, issued_on=clock.day, **now(zhong))
    assert Review.objects.visible_to(reach_of(wu)).get() == review


def test_lines_are_ordered_dropped_and_taken_back_by_hand(zhong, clock):
    review = make_review(by=zhong)
    first, second, third = (add_line(review, by=zhong, title=name) for name in "甲乙丙")
    assert [one.title for one in services.move_line(line=third, to=1, **now(zhong))] == ["丙", "甲", "乙"]
    with pytest.raises(ReviewRefused, match="序号"):
        services.move_line(line=third, to=4, **now(zhong))
    services.drop_line(line=first, **now(zhong))
    restored = services.restore_line(line=first, **now(zhong))
    assert restored.position > second.position


def test_a_line_about_a_project_that_the_actor_does_not_see_is_refused(liu, wu, clock):
    with pytest.raises(ReviewRefused, match="没有这个项目"):
        add_line(make_review(by=wu), by=wu, project=make_project(by=liu))


def test_overdue_items_are_proposed_once_and_a_county_hears_of_its_own_alone(zhong, liu, wu, clock):
    late = make_item(by=liu, deadline=clock.day)
    make_item(by=wu, deadline=clock.day, title="石桥的事")
    clock.advance(days=2)
    county, city = make_review(by=liu), make_review(by=zhong)
    offered = services.proposals(county, on=clock.day)
    assert [(one.key, one.source) for one in offered] == [(f"item:{late.pk}", LineSource.ITEM)]
    assert "已超期 2 天" in offered[0].why
    assert len(services.proposals(city, on=clock.day)) == 2
    keys = [offered[0].key]
    (line,) = services.take_proposals(review=county, keys=keys, **now(liu))
    assert line.item == late
    with pytest.raises(ReviewRefused, match="至少选一个"):
        services.take_proposals(review=county, keys=keys, **now(liu))
    services.drop_line(line=line, **now(liu))
    assert not services.proposals(county, on=clock.day)


def test_late_nodes_and_red_projects_are_proposed_with_the_sentence_that_explains_them(
    zhong, qin, liu, wu, clock
):
    held = make_sponsored(make_leader("高远", by=zhong), by=liu)
    node = make_node(held, "取得施工许可", "2020-08-05", by=liu)
    long_signed = make_signed(by=wu, verifier=qin, on="2019-05-01", signed_on="2019-06-18")
    clock.advance(days=10)
    offered = {one.key: one for one in services.proposals(make_review(by=zhong), on=clock.day)}
    late, red = offered[f"node:{node.pk}"], offered[f"project:{long_signed.pk}"]
    assert (late.source, late.project) == (LineSource.NODE, held.project)
    assert "2020-08-05" in late.why
    assert (red.source, red.title) == (LineSource.WORKLIST, long_signed.name)
    assert "2019-06-18 签约" in red.why
    county = services.proposals(make_review(by=wu), on=clock.day)
    assert [one.project for one in county] == [long_signed]


def test_nobody_comes_instead_of_one_who_is_on_leave(zhong, units, clock):
    review = make_invited(units.yunxi, by=zhong)
    mark = {Seat.objects.get().pk: services.Mark(Attendance.LEAVE, "某科长")}
    with pytest.raises(ReviewRefused, match="应为“到会”"):
        services.record_attendance(review=review, marks=mark, **now(zhong))


def test_a_meeting_is_held_when_its_time_has_come_and_somebody_is_there(zhong, units, clock):
    review = make_invited(units.yunxi, units.shiqiao, by=zhong)
    with pytest.raises(ReviewRefused, match="开始时间"):
        services.hold(review=review, **now(zhong))
    clock.advance(days=1)
    with pytest.raises(ReviewRefused, match="还没有人到会"):
        services.hold(review=review, **now(zhong))
    came = Seat.objects.filter(review=review).earliest("pk")
    services.record_attendance(
        review=review, marks={came.pk: services.Mark(Attendance.PRESENT)}, **now(zhong)
    )
    assert services.hold(review=review, **now(zhong)).state == ReviewState.HELD
    assert Seat.objects.exclude(pk=came.pk).get().attendance == Attendance.ABSENT


def test_an_observer_does_not_make_a_quorum(zhong, units, clock):
    review = make_review(by=zhong)
    watching = seat(review, units.bureau, by=zhong, kind=SeatKind.OBSERVER)
    seat(review, units.yunxi, by=zhong)
    add_line(review, by=zhong)
    services.invite(review=review, **now(zhong))
    mark = {watching.pk: services.Mark(Attendance.PRESENT)}
    services.record_attendance(review=review, marks=mark, **now(zhong))
    assert services.n_present(review) == 0


def test_minutes_of_a_meeting_without_quorum_say_so_and_need_a_reason(zhong, units, clock):
    review = make_held(units.yunxi, units.shiqiao, by=zhong, clock=clock, absent=1, quorum=2)
    services.write_line(line=AgendaLine.objects.get(), said="已研究。", **now(zhong))
    with pytest.raises(ReviewRefused, match="法定到会人数 2 人") as refused:
        services.publish(review=review, issued_on=clock.day, **now(zhong))
    assert refused.value.field == "quorum_reason"
    said = {"issued_on": clock.day, "quorum_reason": "会后书面征得石桥县同意"}
    minutes = services.publish(review=review, **said, **now(zhong))
    assert minutes.content["quorum"] == (
        "应到2人，实到1人，未达到法定到会人数2人。仍予印发的理由：会后书面征得石桥县同意。"
    )


def test_a_decision_needs_an_owner_and_a_deadline_that_is_a_working_day(zhong, liu, units, clock):
    make_held(units.yunxi, by=zhong, clock=clock)
    line = AgendaLine.objects.get()
    for missing, field in (({"owner": None}, "owner"), ({"deadline": None}, "deadline")):
        said = {"text": "办手续", "unit": None, "owner": liu, "deadline": date(2020, 8, 14), **missing}
        with pytest.raises(ReviewRefused) as refused:
            services.add_decision(line=line, **said, **now(zhong))
        assert refused.value.field == field
    with pytest.raises(ReviewRefused, match="不能早于会议当天"):
        decide(line, liu, by=zhong, deadline=clock.day - timedelta(days=1))
    saturday, monday = date(2020, 8, 15), date(2020, 8, 17)
    assert decide(line, liu, by=zhong, deadline=saturday).deadline == monday


def test_minutes_are_issued_once_and_each_decision_becomes_one_item(zhong, liu, units, clock):
    project = make_project(by=liu)
    review = make_review(by=zhong)
    line = add_line(review, by=zhong, project=project)
    seat(review, units.yunxi, by=zhong)
    services.invite(review=review, **now(zhong))
    clock.advance(days=1)
    mark = {Seat.objects.get().pk: services.Mark(Attendance.PRESENT, "某科长")}
    services.record_attendance(review=review, marks=mark, **now(zhong))
    services.hold(review=review, **now(zhong))
    decided = decide(line, liu, by=zhong)
    with pytest.raises(ReviewRefused, match="没有写会议情况"):
        services.publish(review=review, issued_on=clock.day, **now(zhong))
    services.write_line(line=line, said="用地指标未落实。", **now(zhong))
    for day in (clock.day - timedelta(days=1), clock.day + timedelta(days=1)):
        with pytest.raises(ReviewRefused, match="印发日期"):
            services.publish(review=review, issued_on=day, **now(zhong))
    services.publish(review=review, issued_on=clock.day, **now(zhong))
    with pytest.raises(ReviewRefused, match="已经印发"):
        services.publish(review=review, issued_on=clock.day, **now(zhong))
    item = ActionItem.objects.get()
    assert (item.owner, item.unit, item.about) == (liu, units.yunxi, project.subject)
    assert Decision.objects.get() == decided
    assert (item.title, item.deadline) == (decided.text, decided.deadline)
    assert Decision.objects.get().item == item


def test_issued_minutes_are_frozen_and_a_correction_keeps_both(zhong, liu, units, clock):
    review = make_published(units.yunxi, owner=liu, by=zhong, clock=clock)
    line = AgendaLine.objects.get()
    with pytest.raises(ReviewRefused, match="更正纪要"):
        services.write_line(line=line, said="另一种说法", **now(zhong))
    with pytest.raises(ReviewRefused, match="更正的理由"):
        services.correct(review=review, said={line.pk: "改"}, reason="", **now(zhong))
    with pytest.raises(ReviewRefused, match="没有改动"):
        services.correct(review=review, said={line.pk: line.said}, reason="笔误", **now(zhong))
    services.correct(review=review, said={line.pk: "面积应为50亩。"}, reason="笔误", **now(zhong))
    first, second = Minutes.objects.filter(review=review)
    assert first.content["lines"][0]["said"] == "听取了情况汇报。"
    assert (second.content["lines"][0]["said"], second.reason) == ("面积应为50亩。", "笔误")
    assert ActionItem.objects.count() == 1


def test_two_who_write_the_same_line_do_not_overwrite_each_other(zhong, units, clock):
    make_held(units.yunxi, by=zhong, clock=clock)
    line = AgendaLine.objects.get()
    services.write_line(line=line, said="一", expected_version=0, **now(zhong))
    with pytest.raises(ReviewRefused, match="别人已写过"):
        services.write_line(line=line, said="二", expected_version=0, **now(zhong))


def test_the_next_meeting_opens_with_what_is_unfinished(zhong, liu, units, clock):
    make_published(units.yunxi, owner=liu, by=zhong, clock=clock)
    clock.advance(days=20)
    following = make_review(by=zhong)
    (line,) = AgendaLine.objects.filter(review=following)
    assert (line.source, line.title) == (LineSource.UNFINISHED, "落实项目用地指标")
    assert "第1次）议定" in line.why
    assert "已超期" in line.why
    county = make_review(by=liu)
    assert not AgendaLine.objects.filter(review=county).exists()


def test_what_is_done_does_not_come_back(zhong, liu, units, clock):
    make_published(units.yunxi, owner=liu, by=zhong, clock=clock)
    actions.cancel_item(item=ActionItem.objects.get(), reason="已另行安排", **now(zhong))
    assert not AgendaLine.objects.filter(review=make_review(by=zhong)).exists()


def test_a_deadline_that_has_gone_by_at_issue_is_said_and_nothing_is_issued(zhong, liu, units, clock):
    review = make_held(units.yunxi, by=zhong, clock=clock)
    line = AgendaLine.objects.get()
    services.write_line(line=line, said="已研究。", **now(zhong))
    decide(line, liu, by=zhong, deadline=clock.day)
    clock.advance(days=3)
    with pytest.raises(ReviewRefused, match="不能转为待办"):
        services.publish(review=review, issued_on=clock.day, **now(zhong))
    assert not ActionItem.objects.exists()


def test_what_no_paper_prints_is_left_out(zhong, clock):
    review = make_review(by=zhong, title="调度\x0b会<b>")
    assert review.title == "调度会<b>"
