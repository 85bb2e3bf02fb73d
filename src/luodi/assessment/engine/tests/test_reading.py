"""What is refused: with the line, the reason, and what would be right; and everything at once."""
# ruff: noqa: E501 (a scheme, or a line of a table, stands on one line)

import pytest

from luodi.assessment.engine import SchemeRefused, read
from luodi.assessment.engine.tests.makers import refused, text_of

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
    ("text", "words"),
    [
        ("", "文本是空的"),
        ("# 只有注释", "文本是空的"),
        ("title: [", "不是合格的 YAML"),
        ("title: a\n\tyear: 1", "第 2 行第 1 列：不是合格的 YAML：缩进不能用制表符"),
        ("title: a: b", "多了一个冒号"),
        ("title: '没有结束", "引号没有配对"),
        ("a: 1\nb 2\nc: 3", "缺少冒号"),
        ("a: *x", "没有定义的锚点"),
        ("a: 1\n---\nb: 2", "只能有一份文档"),
        ("a: 坏\x07字", "不能出现在 YAML 里"),
        ("title: 一\ntitle: 二", "“title”写了两次，第 1 行已有"),
        ("? [a, b]\n: 1", "键应是一个词"),
        ("a: &x [*x]", "循环引用"),
        ("a: " + "[" * 2000, "嵌套太深"),
        ("a: " + "[" * 30 + "]" * 30, "嵌套太深"),
        ("- 1\n- 2", "考核办法应写成“键: 值”的形式"),
        ("只有一句话", "考核办法应写成“键: 值”的形式"),
        ("title：办法", "冒号用半角，后面空一格"),
        ("x" * 400_001, "文本过长"),
        ("a: {b: 1, b: 2}", "写了两次"),
        ("a: @x", "不能以 @"),
        ('a: "\\q"', "反斜杠"),
    ],
)
def test_a_text_that_is_no_scheme_is_refused_with_its_place(text: str, words: str) -> None:
    assert words in refused(text)


def test_a_short_text_cannot_become_an_endless_one() -> None:
    bomb = "a: &a [1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(6)
    )
    assert "内容过多" in refused(bomb)


def test_everything_wrong_is_said_at_once_in_the_order_of_the_lines() -> None:
    text = text_of(
        """
        - {code: A, weight: 0, kind: ratoi, actual: q}
        - {code: A, weight: 5, kind: ratio, actual: q, tagret: 3}
        """,
        INPUTS,
        "total: 100\ngroups: 县区",
    )
    with pytest.raises(SchemeRefused) as caught:
        read(text, source="某办法.yaml")
    lines = [finding.line for finding in caught.value.findings]
    assert lines == sorted(lines)
    assert len(lines) == 8
    assert "某办法.yaml有 8 处问题" in str(caught.value)
    assert "是不是 ratio？" in str(caught.value)
    assert "没有“tagret”这个键，是不是 target？" in str(caught.value)


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ("- {code: A, kind: ratio, actual: n, target: t}", "缺少 weight（满分）"),
        ("- {code: A, weight: 5}", "缺少 kind（计分方法），可写 ratio"),
        ("- {code: A, weight: 50%, kind: points, value: 1}", "考核项的 weight 写分数"),
        ("- {code: A, weight: -5, kind: points, value: 1}", "weight 应大于 0"),
        ("- {code: A, weight: 五, kind: points, value: 1}", "weight 应是一个数"),
        ("- {code: A, weight: 20, cap: 1.2, kind: ratio, actual: n, target: t}", "按百分数封顶请写 120%"),
        (
            "- {code: A, weight: 20, cap: 20, floor: 30, kind: ratio, actual: n, target: t}",
            "上限 cap 低于下限 floor",
        ),
        (
            "- {code: A, weight: 20, cap: 100%, floor: 30, kind: ratio, actual: n, target: t}",
            "上限 cap 低于下限 floor",
        ),
        ("- {code: A, cap: 100%, kind: bonus, count: n, points: 1}", "没有满分的请直接写分数"),
        ("- {code: A, weight: 5, kind: ratio, actual: n}", "缺少 target"),
        ("- {code: A, weight: 5, kind: ratio, target: t}", "缺少 actual"),
        ("- {code: A, weight: 5, kind: ratio, actual: nn, target: t}", "没有“nn”这个输入，是不是 n？"),
        ("- {code: A, weight: 5, kind: ratio, actual: w, target: t + w}", "“w”不是数，不能参与计算"),
        ("- {code: A, weight: 5, kind: ratio, actual: n, target: 0}", "target 应大于 0"),
        (
            "- {code: A, weight: 5, kind: ratio, actual: n, target: 27个}",
            "“27个”请只写数：27；单位写在输入的 unit 里",
        ),
        (
            "- {code: A, weight: 5, kind: ratio, actual: [n], target: t}",
            "这里应是一个数、一个输入的名称或算式",
        ),
        ("- {code: A, weight: 5, kind: ratio, actual: n, target: t, compare: gap}", "compare: gap 要写 due"),
        ("- {code: A, weight: 5, kind: ratio, actual: n, target: t, compare: difference}", "完成比例只能比"),
        ("- {code: A, weight: 5, kind: ratio, actual: n, target: t, compare: 大小}", "compare 不能写“大小”"),
        ("- {code: A, weight: 5, kind: ratio, actual: n, target: t, compare: growth}", "要写 last_year"),
        (
            "- {code: A, weight: 5, kind: ratio, actual: n, target: t, last_year: n, compare: rate}",
            "compare 只能是 growth",
        ),
        (
            "- {code: A, weight: 5, kind: ratio, actual: n, target: t, cap_rate: 50%, zero_below: 60%}",
            "不能高于 cap_rate",
        ),
        ("- {code: A, weight: 5, kind: ratio, actual: n, target: t, cap_rate: 120}", "cap_rate 应写成百分数"),
        (
            "- {code: A, weight: 5, kind: ratio, actual: n, target: t, full_if_met: 可以}",
            "应写 true 或 false",
        ),
        ("- {code: A, weight: 5, kind: ratio, actual: n, target: t, title: [a]}", "title 应是一段文字"),
        ("- {code: A, weight: 5, kind: phased, actual: n, target: t}", "缺少 due"),
        (
            "- {code: A, weight: 5, kind: phased, actual: n, target: t, due: [50%, 100%]}",
            "4 个（按季）或 12 个",
        ),
        (
            "- {code: A, weight: 5, kind: phased, actual: n, target: t, due: [50%, 40%, 80%, 100%]}",
            "应是累计数",
        ),
        (
            "- {code: A, weight: 5, kind: phased, actual: n, target: t, due: [10%, 40%, 80%, 90%]}",
            "最后应是 100%",
        ),
        (
            "- {code: A, weight: 5, kind: phased, actual: n, target: t, due: {Q1: 1, Q3: 1, Q2: 1, Q4: 1}}",
            "应写满 Q1 到 Q4",
        ),
        (
            "- {code: A, weight: 5, kind: bands, actual: n, due: month, bands: [{points: 1}]}",
            "due 是目标的进度",
        ),
        ("- {code: A, weight: 5, kind: step, actual: n, target: t}", "step 要写 over"),
        (
            "- {code: A, weight: 5, kind: step, actual: n, target: t, over: {each: 10%, points: 1}}",
            "没有写未完成怎么计",
        ),
        ("- {code: A, weight: 5, kind: step, actual: n, target: t, under: half}", "under 不能写“half”"),
        ("- {code: A, weight: 5, kind: step, actual: n, target: t, under: {points: 1}}", "under缺少 each"),
        (
            "- {code: A, weight: 5, kind: step, actual: n, target: t, under: {each: 0, points: 1}}",
            "each 应大于 0",
        ),
        (
            "- {code: A, weight: 5, kind: step, actual: n, target: t, under: {each: 1, points: -1}}",
            "points 写正数",
        ),
        (
            "- {code: A, weight: 5, kind: step, actual: n, target: t, compare: difference, under: pro_rata}",
            "只用于完成率",
        ),
        (
            "- {code: A, weight: 5, kind: step, actual: n, target: t, under: none,"
            " over: {each: 1%, by_size: t, points: [{from: 1, points: 1}, {from: 1, points: 2}]}}",
            "两档的 from 相同",
        ),
        ("- {code: A, weight: 5, kind: cliff, actual: n}", "缺少 threshold"),
        ("- {code: A, weight: 5, kind: cliff, actual: n, target: t, threshold: 80}", "请写成 80%"),
        (
            "- {code: A, kind: bands, actual: r, bands: [{from: 80, points: 1}, {points: 0}]}",
            "from 比的是百分数",
        ),
        ("- {code: A, kind: bands, actual: n, bands: [{from: 5, points: 1}]}", "更低的怎么计"),
        ("- {code: A, kind: bands, actual: n, bands: [{to: 5, points: 1}]}", "更高的怎么计"),
        (
            "- {code: A, kind: bands, actual: n, bands: [{from: 5, points: 1}, {from: 0, to: 4, points: 1}]}",
            "有空档：4 到 5",
        ),
        (
            "- {code: A, kind: bands, actual: n, bands: [{from: 5, points: 1}, {to: 6, points: 1}]}",
            "重叠：5 到 6 属于两档",
        ),
        ("- {code: A, kind: bands, actual: n, bands: [{points: 1}, {points: 2}]}", "有两档都没有写 from"),
        ("- {code: A, kind: bands, actual: n, bands: [{from: 9, to: 5, points: 1}]}", "from 应小于 to"),
        ("- {code: A, kind: bands, actual: n, bands: [{from: 9}]}", "一档要写 points"),
        ("- {code: A, kind: bands, bands: [{when: {n: '> 1'}, points: 1}]}", "各档都不符合时怎么计"),
        (
            "- {code: A, kind: bands, bands: [{when: {n: '>= 1'}, points: 1}, {when: {n: '> 1'}, points: 2}], otherwise: 0}",
            "永远轮不到",
        ),
        (
            "- {code: A, kind: bands, bands: [{points: 1}, {when: {n: '> 1'}, points: 2}], otherwise: 0}",
            "永远轮不到",
        ),
        ("- {code: A, kind: bands}", "缺少 bands"),
        ("- {code: A, kind: bonus, points: 1}", "要写 count"),
        ("- {code: A, kind: bonus, count: n}", "缺少 points"),
        ("- {code: A, kind: bonus, count: n, rows: p, points: 1}", "count 与 rows 只写一个"),
        ("- {code: A, kind: bonus, count: n, where: {n: 1}, points: 1}", "按条件归类要逐条的清单"),
        ("- {code: A, kind: bonus, rows: n, points: 1}", "不是逐条的清单"),
        ("- {code: A, kind: bonus, rows: q, points: 1}", "没有“q”这个输入"),
        ("- {code: A, kind: deduction, count: n, points: -1}", "points 写正数"),
        (
            "- {code: A, kind: bonus, rows: p, classes: [{when: {amount: '>= 10'}, points: 4}, {when: {amount: '>= 50'}, points: 8}]}",
            "这一类永远轮不到：符合它的项目都已计入第 1 类",
        ),
        (
            "- {code: A, kind: bonus, rows: p, classes: [{when: {amount: '>= 50'}, points: 4}, {when: {amount: '>= 10'}, points: 8}]}",
            "各类应按分值从高到低写",
        ),
        ("- {code: A, kind: bonus, rows: p, counts: cumulative, classes: [{points: 1}]}", "会自己归档"),
        ("- {code: A, weight: 1, kind: shortfall, count: n, points: 1}", "缺少 required"),
        ("- {code: A, kind: shortfall, count: n, points: 1, required: 1}", "缺少 weight"),
        ("- {code: A, kind: weighted, target: t, classes: [{count: n, weight: 1}]}", "缺少 weight（满分）"),
        (
            "- {code: A, weight: 5, kind: blend, parts: [{weight: 50%, kind: points, value: 1}]}",
            "应合计 100%",
        ),
        ("- {code: A, weight: 5, kind: blend, parts: [{kind: points, value: 1}]}", "缺少 weight"),
        ("- {code: A, weight: 5, kind: blend, parts: []}", "parts 至少应有 1 项"),
        (
            "- {code: A, weight: 5, kind: sum, parts: [{weight: 3, kind: points, value: 1}]}",
            "与本项满分 5 不等",
        ),
        (
            "- {code: A, weight: 5, kind: efficacy, actual: n, worst: 60, best: 100}",
            "公式里的 60、100 请写成 60%、100%",
        ),
        ("- {code: A, weight: 5, kind: efficacy, actual: n, worst: 100%, best: 60%}", "应小于 best"),
        ("- {code: A, weight: 5, kind: rank, actual: n}", "位次计分要写 table"),
        ("- {code: A, weight: 5, kind: rank, actual: n, table: [1, 2]}", "应从高到低"),
        ("- {code: A, weight: 5, kind: rank, actual: n, table: [x]}", "points 应是一个数"),
        (
            "- {code: A, kind: each, rows: p, parts: [{weight: 5, kind: efficacy, actual: amount}]}",
            "不能与本组其他单位相比",
        ),
        ("- {code: A, kind: each, parts: [{kind: points, value: 1}]}", "缺少 rows"),
        (
            "- {code: A, weight: 5, kind: rating, ratings: n, raters: [{kind: a, weight: 100%}]}",
            "type: ratings 的输入",
        ),
        (
            "- {code: A, weight: 5, kind: rating, ratings: o, raters: [{kind: a, weight: 60%}]}",
            "应合计 100%，现为 60%",
        ),
        (
            "- {code: A, weight: 5, kind: rating, ratings: o, raters: [{kind: a, weight: 50%}, {kind: a, weight: 50%}]}",
            "kind 相同",
        ),
        ("- {code: A, weight: 5, kind: reference, item: B}", "没有代码为“B”的考核项"),
        ("- {code: A, kind: reference, item: A}", "缺少 weight"),
        (
            "- {code: A, weight: 5, kind: reference, item: B}\n- {code: B, weight: 5, kind: reference, item: A}",
            "循环引用：A → B → A",
        ),
        (
            "- {code: A, weight: 5, kind: blend, parts: [{weight: 100%, kind: reference, item: A}]}",
            "循环引用：A → A",
        ),
        ("- {code: A, kind: points}", "缺少 value"),
        ("- {code: A, kind: points, value: n +}", "少了一个数"),
        ("- {code: A, kind: points, value: 1, when: {}}", "条件应写成"),
        ("- {code: A, kind: points, value: 1, when: {q: 1}}", "没有“q”这个输入"),
        ("- {code: A, kind: points, value: 1, when: {n: {over: 1}}}", "没有“over”这种要求"),
        ("- {code: A, kind: points, value: 1, when: {n: }}", "这里缺少要求"),
        ("- {code: A, kind: points, value: 1, when: {n: {set: 空}}}", "set 应写 true 或 false"),
        ("- {code: A, kind: points, value: 1, when: {r: '>= 90'}}", "请写成 90% 这样的百分数"),
        ("- {code: A, kind: bonus, rows: p, where: {share: {at_least: 5}}, points: 1}", "“share”是百分数"),
        ("- {code: A, kind: points, value: {total: p}}", "应写 count / sum"),
        ("- {code: A, kind: points, value: {sum: p}}", "sum 要写 of: 列名"),
        ("- {code: A, kind: points, value: {sum: p, of: amuont}}", "没有“amuont”这一列，是不是 amount？"),
        (
            "- {code: A, kind: points, value: {count: p, when: {amuont: 1}}}",
            "没有“amuont”这个输入，是不是 amount？",
        ),
        (
            "- {code: A, weight: 20分, kind: ratio, actual: n, target: 12.5亿元, max: 100%}",
            "没有“max”这个键，应写 cap",
        ),
        (
            "- {code: A, weight: 10, kind: efficacy, actual: n, base: 60, range: 40}",
            "没有“range”这个键，应写 best",
        ),
        ("- {code: A, weight: 十分, kind: ratio, actual: n, target: t2*}", "算式“t2*”里少了一个数"),
        ("- 只有文字", "应写成“键: 值”的形式"),
        ("- {code: A, kind: points, value: {2025-03-01: 5}}", "2024-01-01 那天没有值"),
        ("- {code: A, kind: points, value: {2024-02-30: 5}}", "没有“2024-02-30”这一天"),
    ],
)
def test_an_item_that_cannot_be_meant_is_refused(items: str, words: str) -> None:
    assert words in said(items)
