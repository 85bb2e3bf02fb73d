"""Questions become statements that the grammar of drafts reads: what is asked, and what cannot be read."""

from datetime import date

import pytest

from luodi.answers.naming import spoken
from luodi.answers.reading import read_question
from luodi.answers.rewriting import stated, words
from luodi.figures.scopes import Dimension
from luodi.press.grammar.vocabulary import Named, NamedSpan, Vocabulary
from luodi.publishing.composing.nodes import Nature

TODAY = date(2020, 9, 22)
NAMES = Vocabulary(
    places=("示例市",),
    scopes=(
        Named(("云溪县",), "unit:YUNXI"),
        Named(("市产业招商工作队", "产业招商工作队"), "kind:INDUSTRY_TEAM"),
        Named(("长三角",), "origin:长三角"),
        Named(("制造业",), "industry:C"),
    ),
    spans=(NamedSpan(("春季攻坚期间",), date(2020, 3, 1), date(2020, 4, 30)),),
)


def read(question):
    return read_question(question, today=TODAY, vocabulary=NAMES)


def asked(question):
    return [
        (one.want.code, one.want.period.label(), one.want.scope, one.nature) for one in read(question).wanted
    ]


@pytest.mark.parametrize("row", words()["asks"], ids=lambda row: row["example"])
def test_each_asking_word_becomes_the_number_that_its_row_says(row):
    statement = stated(row["example"])
    assert statement.text == row["reads"]
    assert all(statement.text[slot.start] == "1" for slot in statement.slots)


@pytest.mark.parametrize("row", words()["splits"], ids=lambda row: row["example"])
def test_each_split_is_found_and_taken_out(row):
    split = stated(row["example"]).split
    assert split is not None
    assert (split.by, split.scope) == (row["by"], row.get("scope", ""))
    assert Dimension(split.by)


@pytest.mark.parametrize("row", words()["beyond"], ids=lambda row: row["example"])
def test_what_lies_beyond_the_ledger_is_said_and_not_answered(row):
    reading = read(row["example"])
    assert not reading.wanted
    assert row["why"] in {one.why for one in reading.unread}


@pytest.mark.parametrize("row", spoken(), ids=lambda row: row["name"])
def test_each_spoken_name_is_read_as_its_indicator(row):
    assert [one.want.code for one in read(row["example"]).wanted] == [row["code"]]


def test_number_and_share_of_one_question():
    assert asked("今年1到7月新签约工业项目有多少个，占比多少？") == [
        ("signed.industrial.count", "2020年1—7月", "city", Nature.VALUE),
        ("signed.industrial.count_share", "2020年1—7月", "city", Nature.VALUE),
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("请问今年一到七月签约了多少项目？", ("signed.count", "2020年1—7月", "city", Nature.VALUE)),
        ("上半年到位资金是多少？", ("funds.amount", "2020年上半年", "city", Nature.VALUE)),
        ("2019年新开工项目有几个", ("started.count", "2019年", "city", Nature.VALUE)),
        ("2020-03-01至2020-05-31新签约项目多少个？", ("signed.count", "2020年3—5月", "city", Nature.VALUE)),
        ("云溪县8月新签约项目多少个？", ("signed.count", "2020年8月", "unit:YUNXI", Nature.VALUE)),
        ("上半年从长三角新签约项目多少个？", ("signed.count", "2020年上半年", "origin:长三角", Nature.VALUE)),
        ("8月制造业新签约项目多少个？", ("signed.count", "2020年8月", "industry:C", Nature.VALUE)),
        (
            "8月市产业招商工作队外出招商多少次？",
            ("trips.count", "2020年8月", "kind:INDUSTRY_TEAM", Nature.VALUE),
        ),
        ("春季攻坚期间网上签约了多少个项目？", ("signed.remote.count", "2020年3—4月", "city", Nature.VALUE)),
        ("8月新签约项目环比增长多少？", ("signed.count", "2020年8月", "city", Nature.PERIOD_GROWTH)),
        ("8月到位资金比去年同期增长多少？", ("funds.amount", "2020年8月", "city", Nature.YEAR_GROWTH)),
        ("8月外出招商", ("trips.count", "2020年8月", "city", Nature.VALUE)),
        ("截至8月底在办事项有几项？", ("items.open", "截至2020-08-31", "city", Nature.VALUE)),
    ],
)
def test_questions_of_many_kinds_are_read(question, expected):
    assert asked(question) == [expected]


def test_full_width_digits_and_the_courtesies_of_a_letter_change_nothing():
    assert asked("麻烦帮我查一下，２０２０年１－７月新签约项目有多少个呢？") == asked(
        "2020年1—7月新签约项目有多少个？"
    )


def test_what_was_said_before_is_understood_after():
    found = asked("今年1—7月新签约项目总投资是多少？其中工业项目多少？")
    assert [one[0] for one in found] == ["signed.amount", "signed.industrial.amount"]
    found = asked("今年1—7月新签约项目多少个，去年同期多少个？")
    assert [one[1] for one in found] == ["2020年1—7月", "2019年1—7月"]


def test_what_the_question_leaves_open_is_said():
    (one,) = read("新签约项目有多少个？").wanted
    assert "没有写时段" in one.assumed[0]
    (one,) = read("今年新签约项目有多少个？").wanted
    assert "2020-09-22" in one.assumed[0]
    (one,) = read("三季度新签约项目有多少个？").wanted
    assert "没有过完" in one.assumed[0]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("你好", "看不出问的是哪个指标"),
        ("今年光伏产业签约项目多少个？", "看不出问的是哪个指标"),
        ("邻江市今年签约了多少个项目？", "看不出|不在本市"),
        ("冬季攻坚期间新签约项目有多少个？", "没有登记起止日期|看不出"),
        ("2021年新签约项目有多少个？", "还没有到"),
        ("今年亿元以上签约项目有多少个？", "没有按投资规模分段"),
    ],
)
def test_what_cannot_be_read_is_said_and_never_guessed(question, why):
    reading = read(question)
    assert not reading.wanted
    assert any(part in one.why for one in reading.unread for part in why.split("|"))


def test_an_order_asks_for_rows_and_how_many():
    three = stated("今年签约前三名的县区").split
    assert three is not None
    assert (three.by, three.most) == ("county", 3)
    least = stated("哪个县区今年签约最少？").split
    assert least is not None
    assert (least.most, least.ascending) == (1, True)
