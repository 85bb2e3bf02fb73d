"""Ratio, time progress, steps, bands, cliffs: where the boundaries lie, and what cannot be divided by."""
# ruff: noqa: E501 (a scheme, or a line of a table, stands on one line)

import pytest

from luodi.assessment.engine import Standing
from luodi.assessment.engine.tests.makers import item_of, points_of, said_of

RATIO = "- {code: A, title: 签约, weight: 20, kind: ratio, actual: n, target: t%s}"
INPUTS = "n: {title: 签约数, unit: 个}\nt: {title: 目标, unit: 个}\nlast: {title: 上年, unit: 个}"


def ratio(extra: str, n: str, t: str = "10") -> float:
    return points_of(RATIO % extra, f"{{n: {n}, t: {t}}}", INPUTS)


@pytest.mark.parametrize(
    ("extra", "n", "points"),
    [
        ("", "27", 54),
        (", cap: 120%", "27", 24),
        (", cap: 120%", "12", 24),
        (", cap: 22", "12", 22),
        (", cap_rate: 110%", "12", 22),
        (", full_if_met: true", "12", 20),
        (", full_if_met: true", "9", 18),
        (", full_if_met: true, cap_rate: 110%", "12", 22),
        (", floor: 5", "1", 5),
        (", floor: 10%", "0", 2),
        ("", "-5", -10),
        (", over_rate: 50%", "12", 22),
        (", over_rate: 50%", "10", 20),
        (", under_rate: 200%", "8", 12),
        (", under_rate: 200%", "4", -4),
        (", under_rate: 200%, floor: 0", "4", 0),
        (", zero_below: 60%", "6", 12),
        (", zero_below: 60%", "5.99", 0),
        (", cap: 110%, over_rate: 50%", "14", 22),
        (", cap_rate: 120%, over_rate: 50%", "14", 22),
    ],
)
def test_a_ratio_is_limited_where_the_scheme_says_so_and_nowhere_else(
    extra: str, n: str, points: float
) -> None:
    assert ratio(extra, n) == pytest.approx(points)


def test_a_ratio_says_its_numbers_so_that_a_pocket_calculator_follows() -> None:
    assert said_of(RATIO % "", "{n: 15150, t: 19500}", INPUTS).splitlines() == [
        "签约数 15150 个 ÷ 目标 19500 个 = 77.69%",
        "77.6923% × 20 分 = 15.5385 分",
    ]


def test_a_rate_just_below_the_boundary_is_not_printed_as_the_boundary() -> None:
    assert "= 99.9999%" in said_of(RATIO % "", "{n: 999999, t: 1000000}", INPUTS)


@pytest.mark.parametrize(
    ("rule", "standing", "points"),
    [
        ("", Standing.EXCLUDED, 0),
        (", when_unset: exclude", Standing.EXCLUDED, 0),
        (", when_unset: zero", Standing.SCORED, 0),
        (", when_unset: full", Standing.SCORED, 20),
        (", when_unset: redistribute", Standing.SPREAD, 0),
    ],
)
def test_a_target_that_is_not_set_is_not_zero(rule: str, standing: Standing, points: float) -> None:
    item = item_of(RATIO % rule, "{n: 3}", INPUTS)
    assert (item.standing, item.points) == (standing, points)
    assert "目标：没有设目标" in "\n".join(item.sentences())


def test_a_number_that_is_not_there_scores_nothing_and_says_so() -> None:
    item = item_of(RATIO % "", "{t: 3}", INPUTS)
    assert item.points == 0
    assert "签约数：没有数" in "\n".join(item.sentences())
    assert item_of(RATIO % ", when_missing: exclude", "{t: 3}", INPUTS).standing is Standing.EXCLUDED


@pytest.mark.parametrize(
    ("rule", "n", "t", "points"),
    [
        ("", "0", "0", 20),
        ("", "3", "0", 20),
        ("", "-1", "0", 0),
        (", when_target_zero: zero", "3", "0", 0),
        (", when_target_zero: full", "3", "-2", 20),
        (", when_target_zero: full", "-3", "-2", 0),
    ],
)
def test_a_target_of_zero_follows_its_rule(rule: str, n: str, t: str, points: float) -> None:
    assert ratio(rule, n, t) == points
    assert "目标不大于 0，不能相除" in said_of(RATIO % rule, f"{{n: {n}, t: {t}}}", INPUTS)


def test_a_target_of_zero_can_leave_the_item_out() -> None:
    rule = RATIO % ", when_target_zero: exclude"
    assert item_of(rule, "{n: 3, t: 0}", INPUTS).standing is Standing.EXCLUDED


PHASED = "- {code: A, weight: 30, kind: phased, actual: n, target: t, full_if_met: true, due: %s}"


@pytest.mark.parametrize(
    ("due", "on", "n", "points"),
    [
        ("month", "2024-09-30", 9, 30),
        ("month", "2024-09-15", 9, 30),
        ("closed_month", "2024-09-15", 8, 30),
        ("closed_month", "2024-09-30", 9, 30),
        ("closed_month", "2024-01-15", 0, 30),
        ("quarter", "2024-04-01", 6, 30),
        ("day", "2024-12-31", 6, 15),
        ("day", "2024-07-01", 6, 30),
        ("[10%, 40%, 70%, 100%]", "2024-08-31", 4.2, 15),
        ("{Q1: 10%, Q2: 40%, Q3: 70%, Q4: 100%}", "2024-03-31", 0.6, 15),
        ("[1%, 2%, 3%, 4%, 5%, 10%, 20%, 30%, 50%, 60%, 80%, 100%]", "2024-06-01", 1.2, 30),
        ("50%", "2024-01-01", 3, 15),
        ("share", "2024-01-01", 3, 15),
        ("{count: t}", "2024-01-01", 72, 15),
    ],
)
def test_time_progress_follows_the_agreed_pace(due: str, on: str, n: float, points: float) -> None:
    inputs = f"{INPUTS}\nshare: {{title: 进度, unit: '%'}}".replace(
        "t: {title: 目标, unit: 个}", _target(due)
    )
    values = f"{{n: {n}, t: 12, share: 50%}}"
    assert points_of(PHASED % due, values, inputs, on) == pytest.approx(points, abs=0.1)


def _target(due: str) -> str:
    return "t: {title: 目标, unit: 个, type: rows}" if "count" in due else "t: {title: 目标, unit: 个}"


def test_a_pace_that_is_not_known_makes_the_item_missing() -> None:
    item = item_of(PHASED % "share", "{n: 1, t: 2}", f"{INPUTS}\nshare: 进度")
    assert item.standing is Standing.MISSING
    assert "没有数，按 0 分计" in "\n".join(item.sentences())


def test_the_gap_to_time_progress_is_in_percentage_points() -> None:
    gap = "- {code: A, weight: 1, kind: cliff, compare: gap, actual: n, target: t, due: month%s}"
    item = item_of(gap % "", "{n: 50, t: 100}", INPUTS, "2024-06-30")
    assert (item.raw, item.points) == (0, 1)
    assert "与时序进度持平" in said_of(gap % "", "{n: 50, t: 100}", INPUTS, "2024-06-30")
    assert "慢于时序进度" in said_of(gap % "", "{n: 40, t: 100}", INPUTS, "2024-06-30")
    assert points_of(gap % ", strict: true", "{n: 50, t: 100}", INPUTS, "2024-06-30") == 0
    assert points_of(gap % "", "{n: 5, t: 0}", INPUTS, "2024-06-30") == 1


STEP = "- {code: A, weight: 60, kind: step, actual: n, target: t, %s}"


@pytest.mark.parametrize(
    ("sides", "n", "points"),
    [
        ("over: {each: 10%, points: 2}, under: {each: 10%, points: 2}", "100", 60),
        ("over: {each: 10%, points: 2}, under: {each: 10%, points: 2}", "95", 60),
        ("over: {each: 10%, points: 2}, under: {each: 10%, points: 2}", "90", 58),
        ("over: {each: 10%, points: 2}, under: {each: 10%, points: 2, steps: started}", "95", 58),
        ("over: {each: 10%, points: 2}, under: {each: 10%, points: 2, steps: linear}", "95", 59),
        ("over: {each: 1%, points: 0.1, cap: 1}, under: none", "115", 61),
        ("over: {each: 1pp, points: 10%}, under: none", "101", 66),
        ("over: {each: 10%, points: 0.5, cap: 10}, under: zero", "99.9", 0),
        ("under: pro_rata", "50", 30),
        ("under: pro_rata", "150", 60),
        ("under: none", "50", 60),
        ("over: none, under: none", "150", 60),
        ("base: 50, over: {each: 10, points: 1}, under: {each: 10, points: 1, cap: 3}", "120", 52),
        ("base: 50, over: {each: 10, points: 1}, under: {each: 10, points: 1, cap: 3}", "20", 47),
        ("over: {each: 10%, points: 1}, under: none, zero_below: 80%", "79", 0),
        ("over: {each: 10%, points: 1}, under: none, zero_below: 80%", "80", 60),
    ],
)
def test_steps_beyond_and_below_the_target(sides: str, n: str, points: float) -> None:
    assert points_of(STEP % sides, f"{{n: {n}, t: 100}}", INPUTS) == pytest.approx(points)


def test_a_step_can_be_worth_more_for_a_large_task() -> None:
    sides = "under: none, over: {each: 1%, by_size: t, points: [{from: 1000, points: 0.1}, {from: 5000, points: 0.6}]}"
    assert points_of(STEP % sides, "{n: 5050, t: 5000}", INPUTS) == pytest.approx(60.6)
    assert points_of(STEP % sides, "{n: 1010, t: 1000}", INPUTS) == pytest.approx(60.1)
    assert "不到最低一档" in said_of(STEP % sides, "{n: 101, t: 100}", INPUTS)


def test_steps_on_a_percentage_are_percentage_points() -> None:
    step = "- {code: A, weight: 10, kind: step, actual: r, target: 90%, over: &s {each: 1%, points: 0.5}, under: *s}"
    said = said_of(step, "{r: 92.5%}", "r: {title: 开工率, unit: '%'}")
    assert "超出 2.50 个百分点，每 1.00 个百分点计 0.5 分，不足一步的不计：2 × 0.5 分 = 1 分" in said


def test_steps_against_last_year_and_against_a_target_growth() -> None:
    step = "- {code: A, weight: 30, kind: step, actual: n, last_year: last%s, over: &s {each: 10%%, points: 2}, under: *s}"
    assert points_of(step % "", "{n: 75, last: 100}", INPUTS) == 26
    assert points_of(step % "", "{n: 100, last: 100}", INPUTS) == 30
    assert points_of(step % ", target: 10%", "{n: 130, last: 100}", INPUTS) == 34
    assert points_of(step % "", "{n: 3, last: 0}", INPUTS) == 30
    assert item_of(step % "", "{n: 3}", INPUTS).points == 0
    assert points_of(step % ", when_base_zero: zero", "{n: 3, last: 0}", INPUTS) == 0


def test_a_growth_against_a_target_growth_is_a_ratio() -> None:
    item = "- {code: A, weight: 40, kind: ratio, actual: n, last_year: last, target: 20%}"
    assert points_of(item, "{n: 110, last: 100}", INPUTS) == 20
    assert points_of(item, "{n: -80, last: -100}", INPUTS) == 40
    excluded = item.replace("target: 20%", "target: 20%, when_base_zero: exclude")
    assert item_of(excluded, "{n: 1, last: 0}", INPUTS).standing is Standing.EXCLUDED


BANDS = """
- code: A
  weight: 100
  kind: bands
  actual: n
  target: t
  bounds: {bounds}
  bands: [{{title: 好, from: 100%, points: 100}}, {{from: 80%, to: 100%, points: 75%}}, {{title: 差, points: 0}}]
"""


@pytest.mark.parametrize(
    ("bounds", "n", "points"),
    [
        ("lower", "100", 100),
        ("lower", "99.9", 75),
        ("lower", "80", 75),
        ("lower", "79.99", 0),
        ("upper", "100", 75),
        ("upper", "100.01", 100),
        ("upper", "80", 0),
        ("upper", "80.01", 75),
    ],
)
def test_each_boundary_belongs_to_one_band(bounds: str, n: str, points: float) -> None:
    items = BANDS.format(bounds=bounds)
    assert points_of(items, f"{{n: {n}, t: 100}}", INPUTS) == points
    assert "一档" in said_of(items, f"{{n: {n}, t: 100}}", INPUTS)


def test_a_band_can_end_and_what_lies_beyond_is_otherwise() -> None:
    items = "- {code: A, kind: bands, actual: n, otherwise: 1, bands: [{from: 10, to: 20, points: 5}]}"
    assert [points_of(items, f"{{n: {n}}}", INPUTS) for n in (9, 10, 19, 20)] == [1, 5, 5, 1]


def test_a_band_can_hold_a_term_of_its_own() -> None:
    items = """
    - code: A
      weight: 50
      kind: bands
      bands:
        - {title: 过八成, when: {n: ">= 80"}, kind: ratio, actual: n, target: t}
        - {when: {n: {at_least: 60, less_than: 80}}, points: 20%}
        - {points: 0}
    """
    assert [points_of(items, f"{{n: {n}, t: 100}}", INPUTS) for n in (90, 60, 79, 59)] == [45, 10, 10, 0]
    assert item_of(items, "{n: 90, t: 100}", INPUTS).label == "过八成"
    assert item_of(items, "{n: 90}", INPUTS).standing is Standing.EXCLUDED
    ranged = "- {code: A, weight: 10, kind: bands, actual: n, bands: [{from: 5, kind: points, value: n}, {points: 0}]}"
    assert points_of(ranged, "{n: 7}", INPUTS) == 7


def test_a_value_that_is_not_there_is_in_no_band() -> None:
    assert item_of(BANDS.format(bounds="lower"), "{t: 1}", INPUTS).points == 0
    conditional = "- {code: A, kind: bands, bands: [{when: {n: '> 1'}, points: 3}], otherwise: 0}"
    assert "签约数 没有数：各档都不符合" in said_of(conditional, "{}", INPUTS)


@pytest.mark.parametrize(("n", "points"), [("4", 0), ("5", 4), ("6", 4)])
def test_a_cliff_is_all_or_nothing(n: str, points: float) -> None:
    assert (
        points_of("- {code: A, weight: 4, kind: cliff, actual: n, threshold: 5}", f"{{n: {n}}}", INPUTS)
        == points
    )


def test_a_cliff_on_a_target_means_the_whole_of_it_by_default() -> None:
    cliff = "- {code: A, weight: 4, kind: cliff, actual: n, target: t, otherwise: 1}"
    assert points_of(cliff, "{n: 10, t: 10}", INPUTS) == 4
    assert points_of(cliff, "{n: 9.99, t: 10}", INPUTS) == 1
    difference = (
        "- {code: A, weight: 4, kind: cliff, actual: n, target: t, compare: difference, strict: true}"
    )
    assert points_of(difference, "{n: 10, t: 10}", INPUTS) == 0
    assert "= +1 个" in said_of(difference, "{n: 11, t: 10}", INPUTS)


def test_rates_are_rounded_first_where_the_scheme_says_so() -> None:
    text = "- {code: A, weight: 100, kind: ratio, actual: 1, target: 3}"
    assert points_of(text) == pytest.approx(33.3333, abs=0.001)


def test_an_item_may_have_a_condition_and_a_gate() -> None:
    gated = RATIO % ", only_if: {n: '>= 5'}, else_points: 1"
    assert [points_of(gated, f"{{n: {n}, t: 10}}", INPUTS) for n in (5, 4)] == [10, 1]
    assert "未达到“签约数 ≥ 5 个”（现为 签约数 4 个），此项计 1 分" in said_of(gated, "{n: 4, t: 10}", INPUTS)
    fitting = RATIO % ", when: {n: {set: true}}"
    assert item_of(fitting, "{t: 10}", INPUTS).standing is Standing.EXCLUDED
    assert item_of(fitting, "{n: 1, t: 10}", INPUTS).standing is Standing.SCORED
