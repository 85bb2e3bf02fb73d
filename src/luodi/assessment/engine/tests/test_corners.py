"""Corners that a rule book seldom names and a scoring clerk still meets."""
# ruff: noqa: E501 (a scheme stands on one line)

from luodi.assessment.engine import InputType, Standing, read
from luodi.assessment.engine.tests.makers import item_of, points_of, refused, result_of, said_of, scheme_of

INPUTS = (
    "n: {title: 个数, unit: 个}\nm: {title: 次数, unit: 次}\nw: {title: 类别, type: text}\nt: {title: 目标}"
)


def test_a_condition_is_described_as_it_is_meant() -> None:
    item = "- {code: A, weight: 9, kind: points, value: 9, only_if: {any: [{n: {set: false}}, {not: {w: 甲}}, {n: '> 1', m: '> 1'}]}}"
    said = said_of(item, "{n: 1, m: 3, w: 甲}", INPUTS)
    assert "未达到“个数没有数，或并非（类别为甲），或（个数 > 1 个，且次数 > 1 次）”" in said
    assert "现为 个数 1 个、类别 甲、次数 3 次" in said
    assert points_of(item, "{m: 3, w: 甲}", INPUTS) == 9
    negated = "- {code: A, kind: points, value: 1, only_if: {w: {not_in: [甲, 乙]}}}"
    assert "类别不为甲或乙" in said_of(negated, "{w: 甲}", INPUTS)
    assert "个数 ≠ 1 个" in said_of(
        "- {code: A, kind: points, value: 1, only_if: {n: {not_equals: 1}}}", "{n: 1}", INPUTS
    )
    assert "个数有数" in said_of(
        "- {code: A, kind: points, value: 1, only_if: {n: {set: true}}}", "{}", INPUTS
    )


def test_a_condition_may_compare_two_inputs() -> None:
    item = "- {code: A, kind: points, value: 1, only_if: {n: {at_least: m * 2}}}"
    assert points_of(item, "{n: 4, m: 2}", INPUTS) == 1
    assert "个数 ≥ （次数 2 次 × 2）" in said_of(item, "{n: 3, m: 2}", INPUTS)
    assert points_of(item, "{n: 4}", INPUTS) == 0


def test_rows_are_no_word() -> None:
    inputs = f"{INPUTS}\np: {{title: 项目, type: rows, columns: [amount, on]}}"
    assert (
        points_of("- {code: A, kind: points, value: 1, only_if: {p: 甲}}", "{p: [{name: 甲}]}", inputs) == 0
    )
    dated = (
        "- {code: A, kind: each, rows: p, parts: [{kind: points, value: 1, only_if: {on: '< 2024-01-01'}}]}"
    )
    said = "\n".join(item_of(dated, "{p: [{on: 2024-05-01}]}", inputs).sentences())
    assert "未达到“on < 2024-01-01”（现为 on 2024-05-01）" in said


def test_an_equal_band_is_covered_by_a_range_and_not_the_other_way_round() -> None:
    bands = "title: 办法\ninputs: {n: 数}\nitems: [{code: A, kind: bands, otherwise: 0, bands: [%s]}]"
    wide, narrow = "{when: {n: '>= 1'}, points: 2}", "{when: {n: 3}, points: 1}"
    assert "永远轮不到" in refused(bands % f"{wide}, {narrow}")
    assert read(bands % f"{narrow}, {wide}").title == "办法"
    other = "{when: {n: '< 9', m: '> 1'}, points: 2}"
    assert read((bands % f"{other}, {wide}").replace("{n: 数}", "{n: 数, m: 数}")).title == "办法"
    either = "{when: {any: [{n: 1}, {n: 2}]}, points: 1}"
    assert read(bands % f"{either}, {wide}").title == "办法"
    assert read(bands % "{when: {n: '> 1'}, points: 2}, {when: {n: '>= 1'}, points: 1}").title == "办法"
    assert "永远轮不到" in refused(bands % "{when: {n: '<= 3'}, points: 2}, {when: {n: '< 2'}, points: 1}")


def test_where_an_input_comes_from_is_told() -> None:
    text = """
    signed: {title: 签约, indicator: signed.count, period: last_year, standing: claimed, scope: "origin:广东"}
    target: {title: 任务, target_of: signed.count}
    rest: {title: 其他, confirmed_by: 市统计局, source: 第三条, remarks: 说明}
    both: {title: 合计, formula: signed + rest}
    rows: {title: 清单, columns: [甲列, 乙列]}
    """
    inputs = scheme_of("- {code: A, kind: points, value: both}", text).latest.inputs
    assert dict(inputs["signed"].origin) == {
        "indicator": "signed.count",
        "period": "last_year",
        "scope": "origin:广东",
        "standing": "claimed",
    }
    assert [code for code, one in inputs.items() if one.is_manual] == ["rest", "rows"]
    assert inputs["both"].is_derived
    assert inputs["rows"].type is InputType.ROWS


def test_what_is_missing_may_go_to_the_others_too() -> None:
    items = """
    - {code: A, weight: 20, kind: ratio, actual: n, target: t, when_missing: redistribute}
    - {code: B, weight: 80, kind: ratio, actual: m, target: t}
    """
    score = result_of(scheme_of(items, INPUTS), "{m: 5, t: 10}").members["本单位"]
    assert (score.total, score.full) == (50, 100)
    nothing_left = result_of(scheme_of(items.splitlines()[1], INPUTS), "{t: 10}").members["本单位"]
    assert (nothing_left.total, nothing_left.full) == (0, 0)
    full = "- {code: A, weight: 20, kind: ratio, actual: n, target: t, when_missing: full}"
    assert points_of(full, "{t: 10}", INPUTS) == 20


def test_a_sum_of_which_nothing_counts_does_not_count() -> None:
    item = "- {code: A, kind: sum, weight: 5, parts: [{weight: 5, kind: ratio, actual: n, target: t}]}"
    assert item_of(item, "{n: 1}", INPUTS).standing is Standing.EXCLUDED


def test_units_of_formulas_follow_their_operands() -> None:
    inputs = f"{INPUTS}\na: {{title: 最大, formula: 'max(n, 3)'}}\nb: {{title: 合计, formula: 1 + n}}"
    assert "最大 = 取大（个数 5 个，3） = 5 个" in said_of(
        "- {code: A, kind: points, value: a}", "{n: 5}", inputs
    )
    assert "合计 = 1 + 个数 5 个 = 6 个" in said_of("- {code: A, kind: points, value: b}", "{n: 5}", inputs)


def test_a_scheme_may_begin_later_than_its_period() -> None:
    scheme = scheme_of("- {code: A, kind: points, value: {2024-03-01: 1}}", "", "valid_from: 2024-03-01")
    assert scheme.variants[0][0].isoformat() == "2024-03-01"


def test_parts_below_parts_are_explained_below_them() -> None:
    item = """
    - code: A
      weight: 10
      kind: sum
      parts:
        - {code: B, weight: 10, kind: blend, parts: [{weight: 100%, kind: ratio, actual: n, target: 10}]}
    """
    score = item_of(item, "{n: 5}", INPUTS)
    assert [one.code for one in score.all()] == ["A", "B", "B.1"]
    assert score.inputs() == ("n",)


def test_a_column_hides_an_input_of_the_same_name_even_where_it_is_empty() -> None:
    inputs = f"{INPUTS}\np: {{title: 项目, type: rows, columns: {{n: 个数}}}}\ntwice: {{title: 两倍, formula: n * 2}}\nfree: {{title: 散项, type: rows}}"
    each = "- {code: A, kind: each, rows: p, parts: [{kind: points, value: n}, {kind: points, value: twice}, {kind: points, value: m}]}"
    assert points_of(each, "{n: 5, m: 1, p: [{n: 1}, {}]}", inputs) == 1 + 10 + 1 + 0 + 10 + 1
    of_group = "- {code: A, kind: each, rows: p, parts: [{kind: points, value: top}]}"
    topped = f"{inputs}\ntop: {{title: 最大, group_most: m}}"
    assert points_of(of_group, "{m: 7, p: [{n: 1}]}", topped) == 7
    assert "汇总没有“of”这个键" in refused(
        "title: 办法\ninputs: {n: 数}\nitems: [{code: A, kind: points, value: {group_most: n, of: x}}]"
    )
