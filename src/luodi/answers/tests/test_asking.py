"""Questions answered from the ledger: with figures, in a sentence, with what each number is."""

import pytest

from luodi.answers.answering import QuestionRefused, ask
from luodi.answers.tests.makers import make_portfolio


@pytest.fixture
def portfolio(cast, clock):
    return make_portfolio(cast, clock)


def told(question, account, clock, **more):
    return ask(question, account=account, at=clock.now, **more)


def test_a_question_is_answered_in_a_sentence_whose_numbers_are_figures(portfolio, liu, clock):
    answer = told("今年1到7月新签约工业项目有多少个，占比多少？", liu, clock)
    assert answer.is_whole
    assert answer.told.text == "2020年1—7月，全市新签约工业项目2个，新签约工业项目占新签约项目的100%（2÷2）。"
    said = [(mark.figure.code, answer.told.text[mark.start : mark.end]) for mark in answer.told.marks]
    assert said == [
        ("signed.industrial.count", "2个"),
        ("signed.industrial.count_share", "100%"),
        ("signed.industrial.count", "2"),
        ("signed.count", "2"),
    ]


def test_a_growth_comes_with_what_grew_and_from_what(portfolio, liu, clock):
    answer = told("7月新签约项目环比增长多少？", liu, clock)
    assert answer.told.text == "2020年7月，全市新签约项目1个，环比与上期持平（2020年6月为1个）。"
    none = told("1—7月新签约项目同比增长多少？", liu, clock)
    assert "没有可比的数" in none.told.text


def test_a_split_gives_rows_in_the_order_that_was_asked(portfolio, liu, clock):
    answer = told("今年1—7月各县区新签约项目多少个？", liu, clock)
    (item,) = answer.items
    assert {row.label: row.figure.raw for row in item.rows} == {"云溪县": 1, "石桥县": 1}
    first = told("今年1—7月哪个县区新开工项目最多？", liu, clock)
    assert [row.label for row in first.items[0].rows] == ["石桥县"]
    months = told("今年1—7月每个月新签约项目多少个？", liu, clock)
    assert [row.key for row in months.items[0].rows] == ["2020-06", "2020-07"]


def test_a_split_that_means_nothing_is_refused_in_words(portfolio, liu, clock):
    answer = told("今年各县区工业项目占比多少？", liu, clock)
    assert answer.unread
    answer = told("今年1—7月新签约工业项目占比各县区是多少？", liu, clock)
    assert not answer.items


def test_a_target_that_was_not_given_is_said(portfolio, liu, clock):
    answer = told("今年新签约项目完成年度目标的多少？", liu, clock)
    assert "没有下达这项指标的年度目标" in answer.told.text


def test_a_part_that_cannot_be_read_does_not_keep_the_rest_back(portfolio, liu, clock):
    answer = told("今年1—7月新签约项目有多少个，光伏项目多少个？", liu, clock)
    assert "新签约项目2个" in answer.told.text
    assert [one.words for one in answer.unread] == ["光伏项目"]


@pytest.mark.parametrize("question", ["", "  ", "问" * 301])
def test_what_is_no_question_is_refused(liu, clock, question):
    with pytest.raises(QuestionRefused):
        told(question, liu, clock)


@pytest.mark.parametrize(
    "question",
    [
        "？？？",
        "多少",
        "占比",
        "<script>alert(1)</script>",
        "1",
        "，。；",
        "2020年13月签约多少个",
        "去年同期",
        "0x00\x00",
        "几" * 300,
    ],
)
def test_no_text_breaks_the_reading(liu, clock, question):
    answer = told(question, liu, clock)
    assert answer.unread or answer.items
