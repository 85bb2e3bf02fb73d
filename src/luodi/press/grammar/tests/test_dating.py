"""Periods of texts: where they stand, what they mean, how far they go."""

from datetime import date

import pytest

from luodi.kernel.periods import Period
from luodi.press.grammar.claims import Timing, When
from luodi.press.grammar.dating import published_of
from luodi.press.grammar.reading import read
from luodi.press.grammar.vocabulary import NamedSpan, Vocabulary

PUBLISHED = date(2021, 9, 23)
CITY = Vocabulary(spans=(NamedSpan(("防汛期间",), date(2021, 7, 1), date(2021, 8, 10)),))


def whens(text: str) -> list[When]:
    return [one.when for one in read(text, published=PUBLISHED, vocabulary=CITY).claims if one.when]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("1-8月份", "2021年1—8月"),
        ("1至7月", "2021年1—7月"),
        ("2020年1—8月", "2020年1—8月"),
        ("前7个月", "2021年1—7月"),
        ("上半年", "2021年上半年"),
        ("去年下半年", "2020年下半年"),
        ("前三季度", "2021年1—9月"),
        ("一季度", "2021年一季度"),
        ("8月份", "2021年8月"),
        ("防汛期间", "2021-07-01至2021-08-10"),
        ("截至8月底", "2021年1—8月"),
        ("2021年3月1日至5月31日", "2021年3—5月"),
        ("2021年3月1日至2021年5月31日", "2021年3—5月"),
        ("9月9日-10日", "2021-09-09至2021-09-10"),
        ("自今年5月份成立以来", "2021-05-01至2021-09-23"),
        ("2019年以来", "2019-01-01至2021-09-23"),
        ("近三年多来", "2018-01-01至2021-09-23"),
        ("去年", "2020年"),
        ("年初以来", "2021-01-01至2021-09-23"),
    ],
)
def test_a_period_is_read_as_releases_mean_it(words: str, label: str) -> None:
    (found,) = whens(f"{words}，新签约项目20个。")

    assert found.period is not None
    assert (found.period.label(), found.timing) == (label, Timing.STATED)


def test_this_year_alone_is_open_and_may_end_where_the_draft_ends_elsewhere() -> None:
    stated, found = whens("1—7月，新签约项目20个。今年，新开工项目12个。")

    assert stated.candidates == ()
    assert found.timing is Timing.OPEN
    assert found.period == Period.year_to_date(PUBLISHED)
    assert Period.between(date(2021, 1, 1), date(2021, 8, 31)) in found.candidates
    assert Period.between(date(2021, 1, 1), date(2021, 7, 31)) in found.candidates


def test_a_period_is_carried_to_the_next_sentence_and_to_the_next_point_as_an_assumption() -> None:
    text = "一是抓签约。1—6月，新签约项目98个。其中工业项目60个。二是抓开工。新开工项目61个。"

    assert [one.timing for one in whens(text)] == [Timing.STATED, Timing.INHERITED, Timing.ASSUMED]


def test_a_plan_for_the_year_is_of_its_clause_alone() -> None:
    text = "9月15日，全市30个项目集中开工，今年计划完成投资60亿元；签约项目14个。"

    assert [one.words for one in whens(text)] == ["9月15日", "今年", "9月15日"]


def test_that_day_is_the_day_named_before() -> None:
    (found,) = whens("9月15日，全市举行集中开工活动。当天，30个项目开工。")

    assert found.period == Period.between(date(2021, 9, 15), date(2021, 9, 15))


@pytest.mark.parametrize(
    "text",
    [
        "对2019年度招商工作先进单位进行表彰，新签约项目20个。",
        "制定了2020年全市推介活动计划，新签约项目20个。",
        "印发《2018年招商工作要点》，新签约项目20个。",
        "比去年同期增加的新签约项目20个。",
        "完成全年任务的新签约项目20个。",
        "赴烟花三月节开展推介，新签约项目20个。",
    ],
)
def test_other_years_in_passing_are_no_period_of_a_claim(text: str) -> None:
    (found,) = whens(text)

    assert found.period is None


def test_a_stock_is_of_the_day_of_publication_unless_a_day_is_said() -> None:
    plain, said = whens("聘请招商顾问18名。截至8月底，聘请招商顾问20名。")

    assert (plain.period, plain.timing) == (Period.on(PUBLISHED), Timing.ASSUMED)
    assert (said.period, said.timing) == (Period.on(date(2021, 8, 31)), Timing.STATED)


def test_without_a_day_of_publication_a_year_must_be_written() -> None:
    first, second = read("2020年1—8月，新签约项目20个。上半年，新开工项目9个。").claims

    periods = [one.when.period for one in (first, second) if one.when]

    assert periods[0] == Period.between(date(2020, 1, 1), date(2020, 8, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("发布时间：2021-09-23 19:42 点击数：", date(2021, 9, 23)),
        ("21-08-09 06:05，正文：", date(2021, 8, 9)),
        ("本报讯 8月17日，2021年全市招商大会召开。", date(2021, 8, 17)),
        ("新签约项目20个。", None),
    ],
)
def test_a_text_may_say_when_it_was_published(text: str, day: date | None) -> None:
    assert published_of(text) == day
