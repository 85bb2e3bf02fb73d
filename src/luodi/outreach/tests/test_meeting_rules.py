from datetime import UTC, date, datetime, time

import pytest

from luodi.ledger.kinds import Standing
from luodi.outreach import meeting_rules as rules
from luodi.outreach.choices import ActivityState, MeetingState
from luodi.outreach.meeting_rules import MeetingRefused

NOW = datetime(2020, 8, 3, 9, 0, tzinfo=UTC)


def test_a_meeting_of_today_and_of_before_can_have_been() -> None:
    rules.check_held(date(2020, 8, 3), time(9, 10), now=NOW)
    rules.check_held(date(2019, 1, 1), None, now=NOW)


@pytest.mark.parametrize(
    ("day", "begin", "field"),
    [(date(2020, 8, 4), None, "held_on"), (date(2020, 8, 3), time(9, 16), "held_at")],
)
def test_a_meeting_to_come_is_refused(day: date, begin: time | None, field: str) -> None:
    with pytest.raises(MeetingRefused) as refused:
        rules.check_held(day, begin, now=NOW)
    assert refused.value.field == field
    assert "还没有到" in str(refused.value)


def test_a_meeting_lies_within_its_trip() -> None:
    rules.check_during(date(2020, 7, 8), date(2020, 7, 6), date(2020, 7, 8), name="赴深圳")
    with pytest.raises(MeetingRefused, match="2020-07-06 至 2020-07-08"):
        rules.check_during(date(2020, 7, 9), date(2020, 7, 6), date(2020, 7, 8), name="赴深圳")
    with pytest.raises(MeetingRefused, match="（2020-07-06）"):
        rules.check_during(date(2020, 7, 9), date(2020, 7, 6), date(2020, 7, 6), name="来访")


def test_a_withdrawn_trip_takes_no_meeting() -> None:
    rules.check_occasion(ActivityState.PLANNED, name="赴深圳")
    with pytest.raises(MeetingRefused, match="已撤销"):
        rules.check_occasion(ActivityState.WITHDRAWN, name="赴深圳")


@pytest.mark.parametrize(
    ("title", "result", "field"),
    [(" ", "谈了", "firm"), ("甲公司", " ", "result"), ("甲公司", "谈" * 4001, "result")],
)
def test_whom_and_what_must_be_said(title: str, result: str, field: str) -> None:
    with pytest.raises(MeetingRefused) as refused:
        rules.check_words(title, result)
    assert refused.value.field == field


def test_people_have_names_and_stand_once() -> None:
    rules.check_people([("OURS", "钟"), ("THEIRS", "钟")])
    with pytest.raises(MeetingRefused, match="姓名"):
        rules.check_people([("OURS", " ")])
    with pytest.raises(MeetingRefused, match="填了两次"):
        rules.check_people([("OURS", "钟"), ("OURS", "钟")])


def test_only_what_stands_and_is_not_verified_is_changed() -> None:
    rules.check_standing(MeetingState.RECORDED, act="更正")
    with pytest.raises(MeetingRefused, match="已撤回，不能更正"):
        rules.check_standing(MeetingState.WITHDRAWN, act="更正")
    rules.check_unverified([Standing.CLAIMED, Standing.REJECTED])
    with pytest.raises(MeetingRefused, match="已经认定"):
        rules.check_unverified([Standing.CLAIMED, Standing.VERIFIED])


def test_a_reason_is_asked_for() -> None:
    assert rules.check_reason(" 记错了 ", act="更正") == "记错了"
    with pytest.raises(MeetingRefused, match="更正的理由"):
        rules.check_reason(" ", act="更正")


@pytest.mark.parametrize(
    ("days", "whom", "occasions", "why"),
    [
        ((1, 2), (5, 5), (None, None), "不在同一天"),
        ((1, 1), (5, 6), (None, None), "对象不同"),
        ((1, 1), (5, 5), (7, 8), "不同的活动"),
    ],
)
def test_records_of_different_meetings_are_not_joined(
    days: tuple[int, int], whom: tuple[int, int], occasions: tuple[int | None, int | None], why: str
) -> None:
    with pytest.raises(MeetingRefused, match=why):
        rules.check_one_meeting(
            days=[date(2020, 7, day) for day in days], counterparts=whom, occasions=occasions
        )


def test_records_with_and_without_a_trip_can_be_of_one_meeting() -> None:
    rules.check_one_meeting(days=[date(2020, 7, 1)] * 2, counterparts=[5, 5], occasions=[None, 7])


def test_the_counterpart_is_the_firm_or_the_name() -> None:
    assert rules.counterpart(5, "甲") == 5
    assert rules.counterpart(None, "示例商会（深圳）") == rules.counterpart(None, "示例商会(深圳)")


def test_equal_shares_make_one_whole() -> None:
    assert rules.equal_shares([4, 9, 2]) == {4: 3334, 9: 3333, 2: 3333}
