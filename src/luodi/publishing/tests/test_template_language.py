"""The template language: what is wrong is said with its line; what is right becomes good sentences with references."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from luodi.kernel.periods import Period
from luodi.publishing.composing.knowing import Counted, Knowledge
from luodi.publishing.composing.nodes import Nature, Source, TemplateRefused
from luodi.publishing.composing.reading import read
from luodi.publishing.composing.rendering import compose
from luodi.publishing.composing.situation import Composed, Key, Row, Situation
from luodi.publishing.composing.wording import Number

ALL = frozenset({"county", "project", "month", "unit", "origin", "industry", "kind", "area"})
SIGNED = Counted("signed.count", "新签约项目", "个", ALL)
AMOUNT = Counted("signed.amount", "新签约项目总投资", "亿元", ALL)
SHARE = Counted("signed.share", "工业占比", "%", ALL)
TRIPS = Counted("trips.count", "外出招商活动", "次", frozenset({"county", "unit"}))
KINDS = {"月报": "MONTHLY", "专报": "SPECIAL"}
AUGUST = Period.between(date(2020, 1, 1), date(2020, 8, 31))
HEAD = "@种类 月报\n@标题 示例市{本期}月报\n"


def knowledge() -> Knowledge:
    known = {name: one for one in (SIGNED, AMOUNT, SHARE, TRIPS) for name in (one.code, one.name)}
    return Knowledge(known)


class Told:
    """Answers of our own: numbers by code and nature, three counties."""

    def __init__(self, **numbers: str | None) -> None:
        self.numbers = numbers
        self.asked: list[Key] = []

    def number(self, key: Key) -> Number:
        self.asked.append(key)
        names = (
            f"{key.code}@{key.scope}/{key.nature}",
            f"{key.code}/{key.nature}",
            f"{key.code}@{key.scope}",
        )
        said = next((self.numbers[name] for name in (*names, key.code) if name in self.numbers), "0")
        value = None if said is None else Fraction(said)
        made = {
            "signed.count": Number(value, "个"),
            "signed.amount": Number(value, "亿元", 2),
            "signed.share": Number(value, "%", 2),
        }.get(key.code, Number(value, "次"))
        if key.nature in (Nature.YEAR_GROWTH, Nature.PERIOD_GROWTH):
            unit = "个百分点" if key.code == "signed.share" else "%"
            return Number(value, unit, 2, why="" if value is not None else "上年同期为 0，没有增速")
        if key.nature == Nature.COMPLETION:
            return replace(made, unit="%", target=Fraction(250), target_unit="个", target_places=0)
        if key.nature == Nature.TIME_GAP:
            return Number(value, "个百分点", 2, due=Fraction(3, 5))
        return made

    def rows(self, source: Source, keys: Sequence[Key], period: Period, scope: str) -> list[Row]:
        if source.name == "项目":
            return [Row(name, f"project:P{n}", {"责任单位": "云溪县"}) for n, name in enumerate("甲乙丙")]
        return [
            Row(name, f"unit:{code}") for name, code in (("云溪县", "Y"), ("石桥区", "S"), ("高新区", "G"))
        ]


def made(body: str, told: Told | None = None, **words: str) -> Composed:
    situation = Situation(AUGUST, "city", "全市", "示例市", date(2020, 9, 23), date(2020, 9, 22), words=words)
    return compose(read(HEAD + body, knowledge(), kinds=KINDS), situation, told or Told())


def said(body: str, told: Told | None = None, **words: str) -> str:
    """Return the text without its title."""
    return made(body, told, **words).text.partition("\n")[2].strip()


def faults(text: str) -> list[str]:
    with pytest.raises(TemplateRefused) as caught:
        read(text, knowledge(), kinds=KINDS)
    return [str(one) for one in caught.value.faults]


def test_an_unknown_indicator_is_refused_with_its_line_and_what_was_perhaps_meant():
    told = faults(HEAD + "说明。\n本期新签{新签约项日}，\n%若 新签项目 > 0\n多。\n%完\n")
    assert told[0].startswith("第 4 行第 5 列：没有指标或填写项“新签约项日”，是不是“新签约项目”")
    assert told[1].startswith("第 5 行")
    assert len(told) == 2


def test_a_paragraph_may_go_on_in_the_next_line():
    assert said("甲，\\\n乙[[若 新签约项目 = 0|没有|\\\n有]]。\n丙") == "甲，乙没有。\n丙"
    told = faults(HEAD + "甲，\\\n乙{丁}\\\n{戊}\n{己}")
    assert [one[:13] for one in told] == [
        "第 4 行第 2 列：没有",
        "第 5 行第 1 列：没有",
        "第 6 行第 1 列：没有",
    ]


def test_every_fault_is_said_at_once_in_the_order_of_the_lines():
    told = faults(
        "@种类 小说\n@标题 题目\n{新签约项目 下世纪}\n[[若 新签约项目|甲]]\n{新签约项目\n%表 表\n%完\n"
        "%每 星球\n{外出招商活动 单位:某某}\n%完\n{完成}\n%图 条 甲\n{新签约项目 万元}\n{新签约项目 位次}\n"
    )
    assert [int(one.split()[1]) for one in told] == sorted(int(one.split()[1]) for one in told)
    for words in (
        "没有这种文稿种类",
        "看不懂“下世纪”",
        "看不懂条件",
        "没有对应的“}”",
        "表要有“%行 来源”",
        "没有“星球”可以逐行写",
        "没有指标或填写项“完成”",
        "图写成",
        "不能写成万元",
        "位次只能写在",
    ):
        assert any(words in one for one in told), words


def test_a_split_that_means_nothing_for_an_indicator_is_refused():
    assert "“外出招商活动”不能按“项目”拆分" in faults(HEAD + "%每 项目 新签约项目\n{外出招商活动}\n%完\n")[0]
    assert "“外出招商活动”不能按“来源”取数" in faults(HEAD + "{外出招商活动 来源:珠三角}\n")[0]


def test_a_missing_end_and_an_endless_text_are_refused():
    assert "少了“%完”" in faults(HEAD + "%若 新签约项目 > 0\n甲\n")[0]
    assert "最多" in faults(HEAD + "甲\n" * 1_001)[0]


@pytest.mark.parametrize(
    ("growth", "words"),
    [
        ("12.5", "同比增长12.5%"),
        ("-8.92", "同比下降8.92%"),
        ("0", "同比与上年同期持平"),
        ("0.001", "同比与上年同期持平"),
        (None, "上年同期为0"),
        ("160", "同比增长160%"),
    ],
)
def test_growth_and_fall_make_their_own_words(growth, words):
    told = Told(**{"signed.count/YEAR_GROWTH": growth})
    assert said("{新签约项目 同比}", told) == words.replace("同比与", "与")


def test_a_share_changes_by_points():
    told = Told(**{"signed.share/YEAR_GROWTH": "-5.6"})
    assert said("占比{工业占比 同比}", told) == "占比同比下降5.6个百分点"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("305.9401", "305.94亿元"),
        ("90", "90亿元"),
        ("116.6", "116.6亿元"),
        ("0.85", "8500万元"),
        ("0", "0亿元"),
        ("0.00456", "45.6万元"),
    ],
)
def test_amounts_are_written_as_documents_write_them(amount, words):
    assert said("{新签约项目总投资}", Told(**{"signed.amount": amount})) == words


def test_an_amount_may_be_asked_in_a_unit():
    told = Told(**{"signed.amount": "0.85"})
    assert said("{新签约项目总投资 亿元}、{新签约项目总投资 万元}", told) == "0.85亿元、8500万元"


def test_targets_and_time_make_a_sentence():
    told = Told(**{"signed.count/COMPLETION": "61.6", "signed.count/TIME_GAP": "-5.07"})
    text = said("{新签约项目 完成}，{新签约项目 序时}", told)
    assert text == "完成年度目标250个的61.6%，慢于序时进度（60%）5.07个百分点"
    assert said("{新签约项目 完成率}", told) == "61.6%"


def test_conditions_choose_their_words():
    body = "[[若 新签约项目 = 0|没有新签约项目|新签约项目{新签约项目}]]。"
    assert said(body) == "没有新签约项目。"
    assert said(body, Told(**{"signed.count": "3"})) == "新签约项目3个。"
    both = "%若 新签约项目 > 2 且 新签约项目总投资 >= 1\n甲\n%再若 新签约项目 > 2\n乙\n%否则\n丙\n%完\n"
    assert said(both, Told(**{"signed.count": "3", "signed.amount": "1"})) == "甲"
    assert said(both, Told(**{"signed.count": "3"})) == "乙"
    assert said(both) == "丙"


def test_words_that_the_author_fills_in_stand_in_the_text():
    body = "@填写 发布人\n@填写 职务 = 主任\n[[若 有 发布人|{职务}{发布人}|发布人待定]]"
    assert said(body) == "发布人待定"
    assert said(body, 发布人="方明") == "主任方明"
    empty = made("@填写 发布人\n请{发布人}发布。")
    assert empty.text.endswith("请〔发布人〕发布。\n")
    assert [one.message for one in empty.remarks] == ["“发布人”还没有填写"]


def test_rows_are_sorted_cut_and_listed():
    told = Told(**{"signed.count@unit:Y": "2", "signed.count@unit:S": "5", "signed.count@unit:G": "0"})
    body = "[[每 县区 按 新签约项目 取 2|{名称}（{新签约项目}）|、]]；{名单 县区 其中 新签约项目 = 0}没有"
    assert said(body, told) == "石桥区（5个）、云溪县（2个）；高新区没有"
    assert said("{条数 县区 其中 新签约项目 > 0}个", told) == "2个"
    assert said("{名单 项目 新签约项目 取 2}项目", told) == "甲、乙等项目"
    assert said("{名单 项目 新签约项目 取 3}项目", told) == "甲、乙、丙项目"


def test_a_table_has_places_and_the_whole():
    told = Told(**{
        "signed.count@unit:Y": "5", "signed.count@unit:S": "5", "signed.count@unit:G": "1", "signed.count": "11",
        "signed.amount": "2",
    })  # fmt: skip
    body = (
        "%表 表1\n%行 县区 按 新签约项目\n%列 位次 = 新签约项目 位次\n%列 县区 = 名称\n%列 项目 = 新签约项目\n"
        "%列 总投资 = 新签约项目总投资\n%合计 全市\n%注 按登记。\n%完\n%图 柱 对比：项目\n"
    )
    assert said(body, told).splitlines() == [
        "表1",
        "|位次|县区|项目|总投资|",
        "|1|云溪县|5|2.00|",
        "|1|石桥区|5|2.00|",
        "|3|高新区|1|2.00|",
        "||全市|11|2.00|",
        "注：按登记。",
        "〔图〕对比：柱；项目",
    ]


def test_headings_and_points_count_themselves():
    body = "#、甲\n#是一。\n#是二。\n（#）子\n#.孙\n#.孙\n#、乙\n[[若 新签约项目 > 0|#是没有。|]]\n#是三。\n"
    assert said(body).splitlines() == [
        "一、甲", "一是一。", "二是二。", "（一）子", "1.孙", "2.孙", "二、乙", "一是三。",
    ]  # fmt: skip


def test_every_number_of_the_text_is_a_reference_with_its_place():
    told = Told(**{"signed.count": "137", "signed.count/YEAR_GROWTH": "-8.92", "signed.amount": "305.94"})
    found = made("新签约项目{新签约项目}，{新签约项目 同比}，总投资{新签约项目总投资 本月}。", told)
    assert [found.text[one.start : one.end] for one in found.references] == [
        "137个",
        "下降8.92%",
        "305.94亿元",
    ]
    assert [(one.code, one.nature, one.period) for one in found.references] == [
        ("signed.count", Nature.VALUE, AUGUST),
        ("signed.count", Nature.YEAR_GROWTH, AUGUST),
        ("signed.amount", Nature.VALUE, Period.month(2020, 8)),
    ]


def test_a_named_span_of_days_may_be_asked():
    told = Told()
    said("@时段 攻坚期间 = 2020年7月1日至8月15日\n{新签约项目 攻坚期间}", told)
    assert told.asked[0].period == Period.between(date(2020, 7, 1), date(2020, 8, 15))
    assert "年份" in faults(HEAD + "@时段 攻坚期间 = 7月1日至8月15日\n甲")[0]


def test_periods_are_written_as_documents_write_them():
    assert said("{本期}，{本期月份}，{上年同期}，截至{截止日}，{本月}") == (
        "2020年1—8月，1—8月，2019年1—8月，截至2020年8月31日，8月"
    )
