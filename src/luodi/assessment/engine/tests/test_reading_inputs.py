"""What is refused of inputs and of what stands above the items; and the many ways of writing that are understood."""
# ruff: noqa: E501 (a scheme, or a line of a table, stands on one line)

import pytest

from luodi.assessment.engine import read
from luodi.assessment.engine.tests.makers import refused, scheme_of, text_of

INPUTS = """
n: {title: 个数, unit: 个}
t: {title: 目标, unit: 个}
r: {title: 率, unit: '%'}
w: {title: 类别, type: text}
o: {title: 评议, type: ratings}
p: {title: 项目, unit: 个, type: rows, columns: {amount: {title: 投资, unit: 亿元}, share: {title: 占比, unit: '%'}}}
"""


def said(items: str, inputs: str = INPUTS, rest: str = "") -> str:
    return refused(text_of(items, inputs, rest))


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ("n: {title: 数, indicator: signed.cuont}", "指标目录里没有“signed.cuont”这个指标"),
        ("n: {title: 数, target_of: nothing}", "指标目录里没有“nothing”"),
        ("n: {title: 数, indicator: signed.count, events: X}", "indicator、target_of、events 只写一个"),
        ("n: {title: 数, indicator: signed.count, period: 去年}", "period 不能写“去年”"),
        ("n: {title: 数, indicator: signed.count, formula: 1 + 1}", "不再写 indicator"),
        ("n: {title: 数, unti: 个}", "没有“unti”这个键，是不是 unit？"),
        ("n: {title: 数, type: 数字}", "type 不能写“数字”"),
        ("n: {title: 数, type: number, columns: {a: 甲}}", "有 columns 的输入应是 type: rows"),
        ("n: {title: 数, columns: 甲}", "columns 应写成"),
        ("n: {title: 数, columns: {a: {titel: 甲}}}", "列“a”没有“titel”这个键"),
        ("month: 月", "“month”是保留的名称"),
        ("1n: 数", "不以数字开头"),
        ("n: {formula: m + 1}\nm: {formula: n * 2}", "算式循环引用：n → m → n"),
        ("n: {formula: n}", "算式循环引用：n → n"),
        ("n: {title: 数, of: amount}", "of 要与 count、sum 等一起写"),
        ("n: {formula: (1 + 2}", "括号没有配对"),
        ("n: {formula: abs(1)}", "算式里没有“abs( )”"),
        ("- {code: n}\n- {title: 没有代码}", "每项要有 code"),
        ("n: [1, 2]", "输入“n”应写成“键: 值”的形式"),
    ],
)
def test_an_input_that_cannot_be_meant_is_refused(inputs: str, words: str) -> None:
    assert words in said("- {code: A, kind: points, value: 1}", inputs)


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("total: 100", "各项 weight 合计 10（10），与 total 100 不等"),
        ("total: 0", "total 应大于 0"),
        ("grades: [{title: 优, from: 60}, {title: 良, from: 75}, {title: 差}]", "75 应小于上一等的 60"),
        ("grades: [{title: 优, from: 90}, {title: 良, from: 75}]", "等次有空档：低于“良”的怎么定"),
        ("grades: [{title: 优}, {title: 良}]", "“优”没有写 from，后面的等次永远轮不到"),
        ("grades: [{title: 优, from: 9}, {title: 优}]", "两个等次同名"),
        ("grades: [{title: 优, places: 1, share: 10%}, {title: 良}]", "只写一个"),
        ("overrides: [{kind: up, when: {n: 1}}]", "没有“up”这种调整"),
        ("overrides: [{kind: raise, when: {n: 1}}]", "raise 要先写 grades"),
        ("overrides: [{kind: points, points: 1}]", "points 要写 when"),
        ("overrides: [{kind: cap}]", "cap 要写 points"),
        ("overrides: [{kind: points, points: 1, when: {rank: 1}}]", "条件不能用 rank、grade"),
        (
            "overrides: [{kind: points, points: 1, when: {item.B: 1}}]",
            "没有“item.B”这个输入，是不是 item.A？",
        ),
        ("overrides: [{kind: points, points: 1, when: {rate.A: '> 90'}}]", "“rate.A”是百分数"),
        (
            "grades: [{title: 优, from: 9}, {title: 良}]\noverrides: [{kind: grade, when: {n: 1}}]",
            "grade 要写 grade（哪一等）",
        ),
        (
            "grades: [{title: 优, from: 9}, {title: 良}]\noverrides: [{kind: grade, grade: 好, when: {n: 1}}]",
            "没有“好”这个等次",
        ),
        ("ranking: {ties: 并列}", "ties 不能写“并列”，可写 competition（1、1、3）"),
        ("ranking: {tie_breakers: [B]}", "没有“B”这个考核项或输入"),
        ("lists: [{title: 红榜}]", "名单缺少 when"),
        ("rounding: 两位", "rounding 应是一个数"),
        ("rounding: {total: 1.5}", "total 应是 0 到 10 的整数"),
        ("period: {from: 2024-12-31, to: 2024-01-01}", "period 应写成"),
        ("period: 2024", "period应写成“键: 值”的形式"),
        ("valid_from: 今年", "valid_from 应是日期"),
        ("wieghts: 1", "没有“wieghts”这个键"),
    ],
)
def test_what_stands_above_the_items_is_checked_too(rest: str, words: str) -> None:
    assert words in said("- {code: A, weight: 10, kind: points, value: n}", INPUTS, rest)


def test_a_scheme_needs_a_title_and_items() -> None:
    assert "考核办法缺少 title" in refused("items: [{code: A, kind: points, value: 1}]")
    assert "考核办法缺少 items" in refused("title: 办法")


def test_codes_are_not_given_twice() -> None:
    items = "- {code: A, kind: sum, parts: [{code: B, kind: points, value: 1}]}\n- {code: B, kind: points, value: 1}"
    assert "代码“B”写了两次" in said(items)


def test_an_item_that_applies_to_some_only_may_make_the_weights_exceed_the_total() -> None:
    items = "- {code: A, weight: 100, kind: points, value: 1, when: {w: 甲}}\n- {code: B, weight: 100, kind: points, value: 1, when: {w: 乙}}"
    assert scheme_of(items, INPUTS, "total: 100").latest.total == 100


def test_many_ways_of_writing_are_understood() -> None:
    text = """
    scheme: liberal
    name: 名称也可以写 name
    year: 2024
    inputs:
      - {code: 签约数, name: 签约个数, unit: 个}
      - {code: 目标}
    items:
      A1: {name: 完成, weight: "1,000", kind: 完成比例, actual: "签约数 ×　1", target: （目标 ＋ 0）÷ 1, cap: 120％}
      A2: {kind: BONUS, count: 签约数, points: 1/2}
    rounding: 3
    """
    rules = read(text.replace("　", " ")).latest
    assert [part.code for part in rules.items] == ["A1", "A2"]
    assert rules.items[0].weight == 1000
    assert rules.rounding.total == 3
    assert dict(rules.items[0].written)["cap"] == "120％"
    assert rules.inputs["签约数"].title == "签约个数"


def test_a_value_may_say_where_it_is_laid_down() -> None:
    scheme = scheme_of(
        "- {code: A, weight: {value: 10, legal: 第三条}, kind: points, value: {values: {2024-01-01: 3}, legal: 第四条}}"
    )
    assert [(one.path, one.text) for one in scheme.latest.legal] == [
        ("items[1].weight", "第三条"),
        ("items[1].value", "第四条"),
    ]
    assert scheme.code == ""
    assert scheme.title == "试行办法"
