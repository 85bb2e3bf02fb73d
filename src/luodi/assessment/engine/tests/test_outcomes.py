"""What is done with the total: rounding, overrides in their order, places, grades, lists."""
# ruff: noqa: E501 (a scheme, or a line of a table, stands on one line)

import pytest

from luodi.assessment.engine import Result, SchemeNotInForce, Score, evaluate
from luodi.assessment.engine.tests.makers import YEAR_END, case_of, result_of, scheme_of

ITEMS = "- {code: A, title: 得分, weight: 100, kind: points, value: n, may_exceed: true}\n- {code: B, kind: points, value: m}"
INPUTS = "n: {title: 分, unit: 分}\nm: {title: 加分, unit: 分}\nbad: {title: 虚报, unit: 次}\nflexible: {title: 弹性, type: flag}"
GRADES = "grades: [{title: 优, from: 90}, {title: 良, from: 75}, {title: 中, from: 60}, {title: 差}]\n"


def outcome(rest: str, members: str) -> Result:
    return result_of(scheme_of(ITEMS, INPUTS, rest), f"members: {members}")


def alone(rest: str, values: str) -> Score:
    return next(iter(result_of(scheme_of(ITEMS, INPUTS, rest), values).members.values()))


@pytest.mark.parametrize(
    ("rounding", "total"),
    [
        ("", "66.67"),
        ("rounding: 0", "67"),
        ("rounding: {total: 1}", "66.7"),
        ("rounding: {mode: truncate}", "66.66"),
        ("rounding: {item: 1}", "66.6"),
        ("rounding: {item: 1, mode: truncate}", "66.6"),
        ("rounding: {rate: 0}", "66"),
    ],
)
def test_rounding_happens_once_where_the_scheme_says(rounding: str, total: str) -> None:
    items = "- {code: A, weight: 100, kind: ratio, actual: 1, target: 3}\n- {code: B, weight: 100, kind: ratio, actual: 1, target: 3}"
    score = next(iter(result_of(scheme_of(items, "", rounding)).members.values()))
    assert float(score.total or 0) == float(total)
    assert "总分 = " in score.overrides[0].text


def test_negative_totals_stand_as_they_are_and_are_cut_towards_zero() -> None:
    assert alone("", "{n: -5, m: -1}").total == -6
    assert float(alone("rounding: {mode: truncate, total: 1}", "{n: -5.55, m: 0}").total or 0) == -5.5
    assert "（-5） + （-1） = -6 分" in "\n".join(alone("", "{n: -5, m: -1}").sentences())


@pytest.mark.parametrize(
    ("override", "values", "total"),
    [
        ("{kind: cap, points: 110}", "{n: 100, m: 20}", 110),
        ("{kind: floor, points: 0}", "{n: 0, m: -3}", 0),
        ("{kind: points, points: -5, when: {bad: '>= 1'}}", "{n: 80, m: 0, bad: 1}", 75),
        ("{kind: points, points: -5, when: {bad: '>= 1'}}", "{n: 80, m: 0}", 80),
        ("{kind: factor, factor: 80%, when: {bad: '>= 1'}}", "{n: 80, m: 0, bad: 2}", 64),
        ("{kind: cap, points: 60, when: {item.B: '< 0'}}", "{n: 80, m: -1}", 60),
    ],
)
def test_overrides_of_the_total(override: str, values: str, total: float) -> None:
    assert alone(f"overrides: [{override}]", values).total == total


def test_overrides_apply_in_the_order_in_which_they_are_written() -> None:
    doubled = "{kind: factor, factor: 2, when: {total: '>= 50'}}"
    capped = "{kind: cap, points: 60}"
    assert alone(f"overrides: [{doubled}, {capped}]", "{n: 55, m: 0}").total == 60
    assert alone(f"overrides: [{capped}, {doubled}]", "{n: 55, m: 0}").total == 110


@pytest.mark.parametrize(
    ("override", "n", "grade"),
    [
        ("{kind: raise, when: {bad: 0}}", 80, "优"),
        ("{kind: raise, when: {bad: 0}}", 95, "优"),
        ("{kind: raise, by: 2, when: {bad: 0}}", 50, "良"),
        ("{kind: raise, by: 3, grade: 良, when: {bad: 0}}", 50, "良"),
        ("{kind: raise, by: 1, grade: 良, when: {bad: 0}}", 95, "优"),
        ("{kind: lower, when: {bad: 0}}", 95, "良"),
        ("{kind: lower, by: 9, when: {bad: 0}}", 95, "差"),
        ("{kind: at_most, grade: 良, when: {bad: 0}}", 95, "良"),
        ("{kind: at_most, grade: 良, when: {bad: 0}}", 65, "中"),
        ("{kind: grade, grade: 中, when: {grade: 优}}", 95, "中"),
        ("{kind: veto, when: {bad: 0}}", 95, "差"),
        ("{kind: veto, grade: 中, when: {bad: 0}}", 95, "中"),
        ("{kind: lower, when: {bad: 1}}", 95, "优"),
    ],
)
def test_overrides_of_the_grade(override: str, n: int, grade: str) -> None:
    assert alone(f"{GRADES}overrides: [{override}]", f"{{n: {n}, m: 0, bad: 0}}").grade == grade


def test_after_a_veto_nothing_lifts_the_grade() -> None:
    rest = f"{GRADES}overrides: [{{kind: veto, when: {{bad: 1}}}}, {{kind: raise, title: 升档, when: {{n: '> 0'}}}}]"
    score = alone(rest, "{n: 95, m: 0, bad: 1}")
    assert score.grade == "差"
    assert score.rank == 1
    assert "升档：已一票否决，不再调整" in "\n".join(score.sentences())


def test_a_veto_may_take_the_place_away_too() -> None:
    rest = f"{GRADES}overrides: [{{kind: veto, unranked: true, when: {{bad: 1}}}}]"
    result = outcome(rest, "{甲: {n: 95, m: 0, bad: 1}, 乙: {n: 60, m: 0, bad: 0}}")
    assert (result.members["甲"].rank, result.members["乙"].rank) == (None, 1)
    assert result.members["甲"].place == "一票否决，不参加排名"


@pytest.mark.parametrize(("ties", "ranks"), [("competition", [1, 1, 3, 4]), ("dense", [1, 1, 2, 3])])
def test_ties_share_a_place(ties: str, ranks: list[int]) -> None:
    result = outcome(f"ranking: {{ties: {ties}}}", "{甲: {n: 90}, 乙: {n: 90}, 丙: {n: 80}, 丁: {n: 70}}")
    assert [one.rank for one in result.members.values()] == ranks
    assert result.members["甲"].place == "第 1 名（并列）"
    assert [one.name for one in result.ranked()] == ["甲", "乙", "丙", "丁"]


def test_tie_breakers_decide_in_their_order() -> None:
    members = (
        "{甲: {n: 90, m: 1, bad: 2}, 乙: {n: 89, m: 2, bad: 1}, 丙: {n: 90, m: 1, bad: 1}, 丁: {n: 90, m: 1}}"
    )
    result = outcome("ranking: {tie_breakers: [A, -bad]}", members)
    assert [one.rank for one in result.members.values()] == [2, 4, 1, 3]


def test_places_follow_the_published_total_unless_the_scheme_says_exact() -> None:
    members = "{甲: {n: 90.001, m: 0}, 乙: {n: 90.002, m: 0}}"
    assert [one.rank for one in outcome("", members).members.values()] == [1, 1]
    exact = outcome("ranking: {compare: exact}", members)
    assert [one.rank for one in exact.members.values()] == [2, 1]


def test_members_with_smaller_full_marks_can_be_ranked_by_rate() -> None:
    items = "- {code: A, weight: 50, kind: ratio, actual: n, target: 10}\n- {code: B, weight: 50, kind: ratio, actual: m, target: t}"
    inputs = "n: 甲项\nm: 乙项\nt: 乙项任务"
    members = "members: {甲: {n: 9}, 乙: {n: 8, m: 8, t: 10}, 丙: {inputs: {}, excluded: 新设}}"
    by_total = result_of(scheme_of(items, inputs), members)
    by_rate = result_of(scheme_of(items, inputs, "ranking: {by: rate}"), members)
    assert [one.rank for one in by_total.members.values()] == [2, 1, None]
    assert [one.rank for one in by_rate.members.values()] == [1, 2, None]
    nothing = result_of(
        scheme_of(items.splitlines()[1], inputs, "ranking: {by: rate}"), "members: {甲: {n: 9}}"
    )
    assert nothing.members["甲"].rank == 1


def test_reviewed_only_members_have_a_score_and_no_place() -> None:
    rest = "overrides: [{kind: reviewed_only, title: 弹性考核, when: {flexible: true}}]"
    members = "{甲: {n: 90, m: 0, flexible: true}, 乙: {n: 80, m: 0, flexible: false}, 丙: {inputs: {n: 99, m: 0}, reviewed_only: true}}"
    result = outcome(rest, members)
    assert [one.rank for one in result.members.values()] == [None, 1, None]
    assert {result.members["甲"].place, result.members["丙"].place} == {"只通报不排名"}
    assert result.members["甲"].total == 90


def test_grades_by_place_and_by_share_of_the_ranked() -> None:
    rest = "grades: [{title: 一等, places: 1}, {title: 二等, share: 50%, from: 80}, {title: 三等}]"
    members = (
        "{甲: {n: 99}, 乙: {n: 90}, 丙: {n: 85}, 丁: {n: 70}, 戊: {inputs: {n: 100}, reviewed_only: true}}"
    )
    result = outcome(rest, members)
    assert [one.grade for one in result.members.values()] == ["一等", "二等", "三等", "三等", "三等"]


def test_lists_are_filled_by_rule() -> None:
    rest = f"{GRADES}lists: [{{title: 红榜, when: {{rank: '<= 1'}}}}, {{title: 黑榜, when: {{any: [{{rank_from_end: 1}}, {{grade: 差}}]}}}}]"
    result = outcome(rest, "{甲: {n: 95, m: 0}, 乙: {n: 50, m: 0}, 丙: {n: 70, m: 0}}")
    assert [one.lists for one in result.members.values()] == [("红榜",), ("黑榜",), ()]


def test_dated_values_follow_the_day_and_a_day_before_them_is_refused() -> None:
    text = "- {code: A, weight: 10, kind: ratio, actual: n, target: {2024-01-01: 10, 2024-07-01: {value: 20, legal: 补充通知}}}"
    scheme = scheme_of(text, INPUTS)
    assert [day.isoformat() for day, _ in scheme.variants] == ["2024-01-01", "2024-07-01"]
    assert result_of(scheme, "{n: 10}", "2024-06-30").members["本单位"].total == 10
    assert result_of(scheme, "{n: 10}", "2024-07-01").members["本单位"].total == 5
    assert [one.text for one in scheme.latest.legal] == ["补充通知"]
    with pytest.raises(SchemeNotInForce, match="自 2024-01-01 起施行"):
        evaluate(scheme, case_of(scheme, "{n: 1}").situation, on=YEAR_END.replace(year=2023))


def test_an_accounting_year_need_not_be_the_calendar_year() -> None:
    items = "- {code: A, weight: 12, kind: phased, actual: n, target: 12, due: month}"
    scheme = scheme_of(items, INPUTS, "period: {from: 2023-12-01, to: 2024-11-30}")
    assert float(result_of(scheme, "{n: 1}", "2023-12-31").members["本单位"].total or 0) == 12
    assert float(result_of(scheme, "{n: 6}", "2024-11-30").members["本单位"].total or 0) == 6
    assert float(result_of(scheme, "{n: 6}", "2025-02-01").members["本单位"].total or 0) == 6


def test_the_clock_has_names() -> None:
    items = "- {code: A, kind: points, value: month * 100 + quarter * 10 + members}"
    assert result_of(scheme_of(items), "{}", "2024-05-31").members["本单位"].total == 521


def test_the_same_situation_gives_the_same_result_every_time() -> None:
    scheme = scheme_of(ITEMS, INPUTS, GRADES)
    case = case_of(scheme, "members: {甲: {n: 33.33}, 乙: {n: 66.67}}")
    first = evaluate(scheme, case.situation, on=case.on)
    assert evaluate(scheme, case.situation, on=case.on) == first
