"""Drafts held against a ledger: what agrees, what differs and why, and what is not asked at all."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.figures import indicators
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.press import services
from luodi.press.checked import CheckedDraft, State
from luodi.press.choices import TermKind
from luodi.press.grammar.claims import Finding, Kind, Weight
from luodi.press.services import NewTerm, checking
from luodi.press.services.checking import check_draft, check_within
from luodi.press.settling import settle
from luodi.press.tests.makers import PUBLISHED, RIGHT

TZ = ZoneInfo("Asia/Shanghai")


def check(book, text=RIGHT, **asked) -> CheckedDraft:
    return check_draft(book.city, text, **{"published": PUBLISHED, **asked})


def said_of(checked: CheckedDraft, rule: str) -> list[Finding]:
    return [one for one in checked.findings if one.rule == rule]


def test_a_right_draft_agrees_number_by_number(signed):
    checked = check(signed)
    assert [(match.claim.indicator, match.state) for match in checked.matches] == [
        ("signed.count", State.AGREES),
        ("signed.amount", State.AGREES),
        ("signed.industrial.count", State.AGREES),
        ("signed.industrial.amount", State.AGREES),
        ("signed.industrial.count_share", State.AGREES),
    ]
    assert not checked.errors


def test_a_number_that_the_ledger_does_not_have_is_an_error_with_the_right_one(signed):
    checked = check(signed, "1—7月，全市新签约项目7个。")
    (found,) = checked.errors
    assert (found.kind, found.rule) == (Kind.LEDGER, "ledger.differs")
    assert (found.stated, found.expected, found.correction) == ("7个", "5个", "5")
    assert checked.draft.text[found.start : found.end] == "7"
    assert "2020年1—7月“新签约项目”为5个，文中为7个" in found.message


def test_a_wrong_period_is_said_with_the_one_that_fits(signed):
    checked = check(signed, "1—6月，全市新签约项目5个。")
    (found,) = checked.errors
    assert found.expected == "4个"
    assert "5个是2020年1—7月的数，请核对时段" in found.message


def test_several_numbers_of_another_time_are_one_error_about_the_time(signed):
    checked = check(signed, "1-6月份，全市新签约项目5个，总投资12.5亿元。")
    (found,) = checked.errors
    assert (found.rule, found.stated, found.correction) == ("ledger.period", "1-6月份", "1-7月份")
    assert "5个、12.5亿元都是2020年1—7月的数" in found.message


def test_a_moment_before_the_end_of_the_time_leaves_a_question(signed, clock):
    then = ledger.resolve(signed.city, clock.now)
    checked = check(signed, "1—8月，全市新签约项目9个。", as_of=then, published=date(2020, 9, 3))
    assert not checked.errors
    (found,) = said_of(checked, "ledger.assumed")
    assert "统计时点早于这一时段的结束" in found.message


def test_an_open_time_of_which_every_reading_says_the_same_is_certain(signed, clock):
    clock.advance(days=40)
    (found,) = check(signed, "今年以来，全市新签约工业项目9个。", published=date(2020, 8, 31)).errors
    assert found.expected == "4个"


def test_a_number_by_what_is_claimed_is_told_with_whose_claim_it_is(signed, liu):
    signed.sign("p6", date(2020, 7, 20), standing=Standing.CLAIMED, unit=liu.unit, yi="1")
    (found,) = check(signed, "1—7月，全市新签约项目6个。").errors
    assert "按申报数为6个，与文中相符，差的是尚未认定的" in found.message
    assert f"{liu.unit.short_name}（{liu.display_name}，申报1个、认定0个）" in found.message


def test_a_number_that_was_right_before_a_correction_says_since_when(signed, clock):
    fact = signed.sign("p6", date(2020, 7, 20), yi="1")
    clock.advance(days=40)
    signed.supersede(fact, Cause.CORRECTED, amount=Yuan.from_yi(3))
    clock.advance(days=30)
    (found,) = check(signed, "1—7月，全市新签约项目总投资13.5亿元。", published=clock.day).errors
    assert "台账与文中相符，此后有补登、更正或认定" in found.message


def test_as_of_an_earlier_moment_the_ledger_of_then_is_asked(signed, clock):
    then = ledger.resolve(signed.city, clock.now)
    clock.advance(days=1)
    signed.sign("p6", date(2020, 7, 20), yi="1")
    clock.advance(days=1)
    assert check(signed).errors
    assert not check(signed, as_of=then).errors


def test_a_period_that_is_left_open_is_tried_and_said(signed):
    checked = check(signed, "今年，全市新签约项目5个。")
    (match,) = checked.matches
    assert match.state == State.AGREES
    assert match.answer is not None
    assert match.answer.assumed == "“今年”按2020年1—7月计"


def test_a_number_that_fits_no_reading_of_an_open_period_is_a_question(signed):
    checked = check(signed, "今年，全市新签约项目9个。")
    assert not checked.errors
    (found,) = said_of(checked, "ledger.assumed")
    assert found.weight == Weight.QUESTION
    assert not found.correction


def test_a_ledger_that_has_nothing_is_asked_about_and_not_believed(signed):
    signed.post(signed.fact(FactKind.PROJECT_STARTED, "p9", date(2019, 3, 1), yi="1"))
    checked = check(signed, "1—7月，全市新开工项目9个。")
    assert not checked.errors
    assert said_of(checked, "ledger.assumed")


def test_a_time_before_the_ledger_can_not_be_checked(signed):
    (match,) = check(signed, "2015年，全市新签约项目31个。").matches
    assert (match.state, match.why) == (State.UNCHECKED, "台账没有2015年的数")


def test_a_growth_is_held_against_the_year_before(signed):
    for nth in range(4):
        signed.sign(f"before{nth}", date(2019, 3, 1), yi="1")
    checked = check(signed, "1—7月，全市新签约项目5个，同比增长25%。")
    assert [match.state for match in checked.matches] == [State.AGREES, State.AGREES]
    (found,) = check(signed, "1—7月，全市新签约项目5个，同比增长35%。").errors
    assert found.expected == "25%"


def test_plans_sums_of_other_money_and_what_has_no_indicator_are_left_unchecked(signed):
    text = "下半年计划新签约项目50个。1—7月，全市新签约项目5个，总投资3.1亿美元。全市共有公园26个。"
    checked = check(signed, text)
    assert not checked.errors
    whys = [match.why for match in checked.matches if match.state == State.UNCHECKED]
    assert "计划或目标数" in whys


def test_a_release_of_another_city_is_not_held_against_our_ledger(signed):
    text = "记者从昆明市招商委获悉，1—7月，昆明市新签约项目77个，其中工业项目40个。"
    checked = check(signed, text)
    assert not checked.errors
    (found,) = said_of(checked, "ledger.elsewhere")
    assert found.weight == Weight.HINT
    assert found.message.startswith("不能核对")
    assert all(match.state == State.UNCHECKED for match in checked.matches)


@pytest.mark.parametrize(
    "text",
    [
        "1—7月，全市新签约项目5个。\n县区　签约项目（个）\n{county}　2\n",
        "1—7月，新签约项目5个。{county}推进较快。",
        "{county}推进较快。1—7月，全市新签约项目5个，总投资12.5亿元。",
    ],
)
def test_a_county_that_is_an_example_does_not_make_the_city_s_numbers_its_own(signed, liu, text, monkeypatch):
    monkeypatch.setattr(checking, "counties", lambda city, on: {"寿县": f"unit:{liu.unit.code}"})
    checked = check(signed, text.format(county="寿县"))
    assert not checked.errors
    assert checked.matches[0].state is State.AGREES
    assert checked.matches[0].answer.figure.scope.text == "city"


def test_a_county_s_number_is_held_against_the_county_and_the_province_s_against_nothing(signed, liu):
    signed.sign("y1", date(2020, 3, 1), unit=liu.unit, area=liu.unit.area, yi="1")
    name = liu.unit.short_name
    checked = check(signed, f"1—7月，{name}新签约项目3个。1—7月，全省新签约项目3000个。")
    (found,) = checked.errors
    assert (found.expected, found.correction) == ("1个", "1")
    assert f"数据由{name}" in found.message
    assert [one.rule for one in checked.findings if one.weight == Weight.HINT] == ["ledger.elsewhere"]


def test_a_wrong_share_is_one_error_that_the_ledger_bears_out(signed):
    text = RIGHT.replace("80%", "75%")
    checked = check(signed, text)
    (found,) = checked.errors
    assert found.kind == Kind.SHARE
    assert found.expected.startswith("80")
    assert "台账也为80%" in found.details["ledger"]


def test_of_a_share_and_its_parts_that_is_wrong_which_the_ledger_does_not_have(signed):
    checked = check(signed, RIGHT.replace("5个", "8个"))
    (found,) = checked.errors
    assert (found.rule, checked.draft.text[found.start : found.end], found.correction) == (
        "ledger.differs",
        "8",
        "5",
    )
    assert "文中其他数也与它不合" in found.message


def test_numbers_that_all_agree_with_the_ledger_leave_no_error_about_the_text(signed):
    right = check(signed)
    within = replace(
        Finding(0, 2, Kind.SHARE, Weight.ERROR, "不合", "share.differs", correction="1"),
        start=right.matches[0].claim.at,
        end=right.matches[0].claim.to,
        claims=(right.matches[0].claim.number, right.matches[2].claim.number),
    )
    told = {match.claim.number: match for match in right.matches}
    (kept,) = settle([within], told).kept
    assert (kept.weight, kept.correction) == (Weight.QUESTION, "")


def test_the_city_s_own_words_are_read_as_they_were_told(signed, zhong, clock):
    new = NewTerm(
        words="百日攻坚期间",
        kind=TermKind.SPAN,
        first=date(2020, 2, 1),
        last=date(2020, 3, 31),
        basis="示例通知",
    )
    services.add_term(new, actor=zhong, at=clock.now)
    (match,) = check(signed, "百日攻坚期间，全市新签约项目2个。").matches
    assert match.state == State.AGREES


def test_a_definition_that_changed_within_the_period_is_asked_about(signed, monkeypatch):
    old = indicators.indicator("signed.count")
    new = type(old)(**{**old.__dict__, "version": 2, "valid_from": date(2020, 7, 15)})
    monkeypatch.setattr(indicators, "_by_code", lambda: {"signed.count": [old, new]})
    monkeypatch.setattr("luodi.press.saying.versions", lambda code: (old, new))
    (found,) = said_of(check(signed, "1—7月，全市新签约项目5个。"), "ledger.definition")
    assert found.weight == Weight.QUESTION
    assert "2020年7月15日" in found.message


def test_without_a_city_a_text_is_still_held_against_itself():
    checked = check_within(RIGHT.replace("80%", "75%"))
    assert [one.kind for one in checked.errors] == [Kind.SHARE]
    assert checked.notes == ("没有连上城市台账，只核对了文中各数之间的关系",)


def test_a_long_draft_asks_the_ledger_no_more_often_than_a_short_one(signed):
    with CaptureQueriesContext(connection) as short:
        check(signed)
    with CaptureQueriesContext(connection) as long:
        check(signed, "\n".join([RIGHT] * 20))
    assert len(long) <= len(short) + 2


@pytest.mark.parametrize("day", [date(2020, 8, 1)])
def test_what_lies_after_the_moment_is_said_to_be_unknown(signed, day):
    known = ledger.resolve(signed.city, datetime.combine(day, time(), tzinfo=TZ))
    checked = check(signed, "1—8月，全市新签约项目6个。", as_of=known)
    assert any("统计时点只知道" in note for note in checked.notes)
