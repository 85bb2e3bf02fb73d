"""Bonus, deduction, shortfall, weighted counting: a project counts once, and what is missing is not made up for."""
# ruff: noqa: E501 (a scheme, or a line of a table, stands on one line)

import pytest

from luodi.assessment.engine import Standing
from luodi.assessment.engine.tests.makers import item_of, points_of, said_of

PLAIN = "n: {title: 线索, unit: 条}\nm: {title: 活动, unit: 场}\nt: {title: 任务, unit: 个}"
ROWS = """
projects: {title: 项目, unit: 个, type: rows, columns: {amount: {title: 总投资, unit: 亿元}, leading: 主导产业, kind: 类别, on: 签约日}}
t: {title: 任务, unit: 个}
"""
THREE = "[{name: 甲, amount: 60, leading: true}, {name: 乙, amount: 10, leading: false}, {name: 丙, amount: 9.99, leading: true}]"


@pytest.mark.parametrize(
    ("rule", "n", "points"),
    [
        ("points: 0.5", "3", 1.5),
        ("points: 0.5, cap: 1", "3", 1),
        ("points: 2, beyond: 5", "7", 4),
        ("points: 2, beyond: t", "7", 4),
        ("points: 2, beyond: 5", "3", 0),
        ("points: 1, each: 10", "25", 2),
        ("points: 1, each: 10, steps: linear", "25", 2.5),
        ("points: 1, each: 10, steps: started", "21", 3),
        ("points: 10%, weight: 50", "3", 15),
        ("points: 10, weight: 50", "7", 70),
    ],
)
def test_a_bonus_counts_what_there_is(rule: str, n: str, points: float) -> None:
    item = f"- {{code: A, kind: bonus, count: n, {rule}}}"
    assert points_of(item, f"{{n: {n}, t: 5}}", PLAIN) == pytest.approx(points)


def test_a_bonus_without_a_figure_adds_nothing_and_says_so() -> None:
    item = "- {code: A, kind: bonus, classes: [{count: n, points: 1}, {count: m, points: 2}]}"
    assert points_of(item, "{m: 2}", PLAIN) == 4
    assert "线索 没有数：没有数，不加分" in said_of(item, "{}", PLAIN)
    assert points_of(item, "{}", PLAIN) == 0


CLASSES = """
- code: A
  kind: bonus
  rows: projects
  {extra}
  classes:
    - {{title: 50亿元以上, when: {{amount: ">= 50"}}, points: 8}}
    - {{title: 10亿元以上, when: {{amount: ">= 10"}}, points: 4, cap: 6}}
    - {{title: 主导产业, when: {{leading: true}}, points: 1}}
"""


def test_a_project_counts_in_its_highest_class_only() -> None:
    item = CLASSES.format(extra="")
    assert points_of(item, f"{{projects: {THREE}}}", ROWS) == 13
    said = said_of(item, f"{{projects: {THREE}}}", ROWS)
    assert "50亿元以上 1 个（甲），1 × 8 分 = 8 分" in said
    assert "主导产业 1 个（丙）" in said


def test_a_project_may_count_in_several_classes_when_the_scheme_says_so() -> None:
    item = CLASSES.format(extra="exclusive: false")
    assert points_of(item, f"{{projects: {THREE}}}", ROWS) == 8 + 6 + 2


def test_projects_of_which_only_the_number_is_known_cannot_be_classed() -> None:
    item = CLASSES.format(extra="")
    assert points_of(item, "{projects: 3}", ROWS) == 0
    assert "须逐条列出才能分类" in said_of(item, "{projects: 3}", ROWS)
    assert points_of("- {code: A, kind: bonus, count: projects, points: 2}", "{projects: 3}", ROWS) == 6
    assert (
        points_of("- {code: A, kind: bonus, count: projects, points: 2}", f"{{projects: {THREE}}}", ROWS) == 6
    )


def test_many_names_are_not_all_listed() -> None:
    many = "[" + ", ".join(f"{{name: 项目{n}, amount: 60}}" for n in range(9)) + "]"
    assert "项目7 等 9 个" in said_of(CLASSES.format(extra=""), f"{{projects: {many}}}", ROWS)


@pytest.mark.parametrize(
    ("where", "points"),
    [
        ("{leading: true}", 2),
        ("{leading: 否}", 1),
        ("{amount: {at_least: 10, less_than: 60}}", 1),
        ("{amount: '≤ 10'}", 2),
        ("{amount: {set: false}}", 0),
        ("{kind: {in: [工业, 农业]}}", 0),
        ("{kind: {not_in: [工业]}}", 0),
        ("{not: {leading: true}}", 1),
        ("{any: [{amount: 60}, {amount: '= 10'}]}", 2),
        ("{all: [{amount: '> 1'}, {leading: true}]}", 2),
        ("[{amount: '!= 60'}, {leading: true}]", 1),
        ("{any: [{all: [{leading: true}, {amount: '> 50'}]}, {amount: 10}]}", 2),
        ("{amount: '>= t'}", 2),
        ("{amount: {is: 10}}", 1),
    ],
)
def test_conditions_choose_among_the_rows(where: str, points: float) -> None:
    item = f"- {{code: A, kind: bonus, rows: projects, where: {where}, points: 1}}"
    assert points_of(item, f"{{projects: {THREE}, t: 10}}", ROWS) == points


def test_words_and_days_of_rows_are_compared_as_such() -> None:
    rows = "[{name: 甲, kind: 工业, on: 2024-03-01}, {name: 乙, kind: 农业, on: 2024-06-30}, {name: 丙, kind: '1'}]"
    for where, n in (
        ("{kind: 工业}", 1),
        ("{kind: [工业, 农业]}", 2),
        ("{kind: {not_in: [工业]}}", 2),
        ("{kind: '1'}", 1),
        ("{on: '>= 2024-06-30'}", 1),
        ("{on: {less_than: 2024-06-30}}", 1),
    ):
        item = f"- {{code: A, kind: bonus, rows: projects, where: {where}, points: 1}}"
        assert points_of(item, f"{{projects: {rows}}}", ROWS) == n, where


def test_lower_counts_may_hold_the_higher_ones() -> None:
    item = """
    - code: A
      kind: bonus
      counts: cumulative
      classes: [{count: n, points: 8}, {count: m, points: 4}, {count: t, points: 1}]
    """
    assert points_of(item, "{n: 1, m: 3, t: 10}", PLAIN) == 8 + 8 + 7
    assert "减去已按更高档计的 3，余 7" in said_of(item, "{n: 1, m: 3, t: 10}", PLAIN)
    assert points_of(item, "{n: 0, m: null, t: 2}", PLAIN) == 2


@pytest.mark.parametrize(
    ("rule", "n", "points"),
    [
        ("weight: 5, count: n, points: 1", "2", 3),
        ("weight: 5, count: n, points: 1", "7", -2),
        ("weight: 5, count: n, points: 1, floor: 0", "7", 0),
        ("weight: 5, count: n, points: 1, most: 3", "7", 2),
        ("count: n, points: 1", "2", -2),
        ("count: n, points: 1, most: 1.5", "2", -1.5),
        ("count: n, points: 1, start: 10", "2", 8),
        ("weight: 5, count: n, points: 1", "0", 5),
        ("weight: 5, count: n, points: 1", "null", 5),
        ("count: n, points: 1", "0", 0),
    ],
)
def test_a_deduction_starts_from_the_full_mark_and_may_go_below_zero(
    rule: str, n: str, points: float
) -> None:
    assert points_of(f"- {{code: A, kind: deduction, {rule}}}", f"{{n: {n}}}", PLAIN) == points


def test_each_kind_of_event_has_its_own_limit() -> None:
    item = """
    - code: A
      weight: 20
      kind: deduction
      events: [{title: 月报, count: n, points: 1, cap: 12}, {title: 总结, count: m, points: 5}]
    """
    assert points_of(item, "{n: 15, m: 1}", PLAIN) == 3
    assert "20 分 - 扣 17 分 = 3 分" in said_of(item, "{n: 15, m: 1}", PLAIN)


SHORTFALL = """
- code: A
  weight: 0.5
  kind: shortfall
  classes:
    - {title: 大, count: n, required: 1, points: 0.1}
    - {title: 中, count: m, required: t, points: 0.1}
"""


def test_a_surplus_in_one_class_does_not_make_up_for_another() -> None:
    assert points_of(SHORTFALL, "{n: 9, m: 2, t: 4}", PLAIN) == pytest.approx(0.3)
    assert points_of(SHORTFALL, "{n: 1, m: 4, t: 4}", PLAIN) == 0.5
    assert points_of(SHORTFALL, "{n: null, m: 4, t: 4}", PLAIN) == 0.4
    assert "中：没有设要求，不扣分" in said_of(SHORTFALL, "{n: 1, m: 0}", PLAIN)


def test_a_shortfall_over_rows_puts_each_project_into_one_class() -> None:
    item = """
    - code: A
      weight: 1
      kind: shortfall
      rows: projects
      classes:
        - {title: 20亿元以上, when: {amount: ">= 20"}, required: 1, points: 0.1}
        - {title: 10亿元以上, when: {amount: ">= 10"}, required: 2, points: 0.1}
    """
    assert points_of(item, f"{{projects: {THREE}}}", ROWS) == pytest.approx(0.9)
    one = "- {code: A, kind: shortfall, start: 3, rows: projects, where: {leading: true}, required: 3, points: 1}"
    assert points_of(one, f"{{projects: {THREE}}}", ROWS) == 2


WEIGHTED = """
- code: A
  {weight}
  kind: weighted
  {target}
  classes: [{{title: 大, count: n, weight: 2}}, {{title: 小, count: m, weight: 0.5}}]
"""


def test_weighted_counts_are_points_or_stand_against_a_target() -> None:
    assert points_of(WEIGHTED.format(weight="", target=""), "{n: 3, m: 2}", PLAIN) == 7
    against = WEIGHTED.format(weight="weight: 20", target="target: t")
    assert points_of(against, "{n: 3, m: 2, t: 14}", PLAIN) == 10
    assert points_of(against, "{n: 3, m: null, t: 12}", PLAIN) == 10
    assert item_of(against, "{n: 3, m: 2}", PLAIN).standing is Standing.EXCLUDED
    assert points_of(against, "{n: 3, m: 2, t: 0}", PLAIN) == 20
    own = "- {code: A, kind: weighted, rows: projects, points: 2}"
    assert points_of(own, f"{{projects: {THREE}}}", ROWS) == 6


def test_rows_are_summed_counted_and_compared_as_inputs() -> None:
    inputs = (
        ROWS
        + """
big: {title: 大项目, count: projects, when: {amount: ">= 10"}}
whole: {title: 总额, unit: 亿元, sum: projects, of: amount}
mean: {title: 平均, mean: projects, of: amount}
most: {title: 最大, most: projects, of: amount}
least: {title: 最小, least: projects, of: amount}
"""
    )
    for name, value in (("big", 2), ("whole", 79.99), ("most", 60), ("least", 9.99)):
        item = f"- {{code: A, kind: points, value: {name}}}"
        assert points_of(item, f"{{projects: {THREE}}}", inputs) == pytest.approx(value), name
    assert points_of("- {code: A, kind: points, value: whole}", "{projects: []}", inputs) == 0
    assert (
        item_of("- {code: A, kind: points, value: mean}", "{projects: []}", inputs).standing
        is Standing.MISSING
    )
    assert (
        item_of("- {code: A, kind: points, value: whole}", "{projects: 4}", inputs).standing
        is Standing.MISSING
    )
    assert points_of("- {code: A, kind: points, value: {count: projects}}", "{projects: 4}", inputs) == 4
    said = said_of("- {code: A, kind: points, value: big}", f"{{projects: {THREE}}}", inputs)
    assert "大项目 = 项目（总投资 ≥ 10 亿元） 2 个" in said
    ratio = "- {code: A, weight: 10, kind: ratio, actual: {sum: projects, of: amount}, target: 100}"
    assert "项目总投资合计 79.99 亿元 ÷ 目标 100 亿元 = 79.99%" in said_of(
        ratio, f"{{projects: {THREE}}}", inputs
    )


EACH = """
- code: A
  kind: each
  rows: projects
  {how}
  parts:
    - {{title: 规模, kind: bands, actual: amount, bands: [{{from: 50, points: 20}}, {{from: 10, points: 6}}, {{points: 3}}]}}
    - {{title: 主导, kind: bands, bands: [{{when: {{leading: true}}, points: 5}}], otherwise: 0}}
"""


@pytest.mark.parametrize(
    ("how", "points"),
    [("", 39), ("combine: mean", 13), ("combine: best", 25), ("most_rows: 2", 33), ("combine: best, ", 25)],
)
def test_each_project_is_scored_by_itself(how: str, points: float) -> None:
    item = EACH.format(how=how.rstrip(", "))
    score = item_of(item, f"{{projects: {THREE}}}", ROWS)
    assert score.points == points
    assert score.parts[0].code.startswith("projects#")


def test_no_projects_are_no_points_and_no_list_is_no_figure() -> None:
    assert points_of(EACH.format(how=""), "{projects: []}", ROWS) == 0
    assert item_of(EACH.format(how=""), "{}", ROWS).standing is Standing.MISSING
    many = "[" + ", ".join("{amount: 60}" for _ in range(13)) + "]"
    assert "20 等" in said_of(EACH.format(how=""), f"{{projects: {many}}}", ROWS)
