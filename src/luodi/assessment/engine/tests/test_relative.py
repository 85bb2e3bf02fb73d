"""Efficacy coefficient and rank score: the group decides, and its stated rules where it cannot."""

import pytest

from luodi.assessment.engine import Result
from luodi.assessment.engine.tests.makers import result_of, scheme_of

INPUTS = "n: {title: 到位资金, unit: 亿元}\nt: {title: 目标, unit: 亿元}\nlast: {title: 上年, unit: 亿元}"
EFFICACY = "- {code: A, weight: 30, kind: efficacy, actual: n%s}"
RANK = "- {code: A, weight: 10, kind: rank, actual: n, %s}"


def points(items: str, members: str) -> list[float]:
    return [
        float(one.items[0].points) if one.items else -99 for one in scores(items, members).members.values()
    ]


def scores(items: str, members: str) -> Result:
    return result_of(scheme_of(items, INPUTS), f"members: {members}")


@pytest.mark.parametrize(
    ("extra", "wanted"),
    [
        ("", [30, 24, 18]),
        (", worst: 0%", [30, 15, 0]),
        (", worst: 10, best: 20", [20, 15, 10]),
        (", lower_is_better: true", [18, 24, 30]),
    ],
)
def test_the_best_and_the_worst_of_the_group_span_the_points(extra: str, wanted: list[float]) -> None:
    assert points(EFFICACY % extra, "{甲: {n: 30}, 乙: {n: 20}, 丙: {n: 10}}") == pytest.approx(wanted)


def test_the_step_names_the_group_its_ends_and_the_formula() -> None:
    said = "\n".join(
        scores(EFFICACY % "", "{甲: {n: 30}, 乙: {n: 20}, 丙: {n: 10}}").members["乙"].sentences()
    )
    assert "本组 3 个单位，最小值 10 亿元、最大值 30 亿元" in said
    assert "0.5 × （30 分 - 18 分）+ 18 分 = 24 分" in said


@pytest.mark.parametrize(
    ("rule", "wanted"), [("", 30), (", when_equal: worst", 18), (", when_equal: zero", 0)]
)
def test_a_group_that_is_all_equal_follows_its_rule(rule: str, wanted: float) -> None:
    assert points(EFFICACY % rule, "{甲: {n: 5}, 乙: {n: 5}}") == [wanted, wanted]


@pytest.mark.parametrize(
    ("rule", "wanted"), [("", 30), (", when_alone: worst", 18), (", when_alone: zero", 0)]
)
def test_a_member_alone_follows_its_rule(rule: str, wanted: float) -> None:
    result = scores(EFFICACY % rule, "{甲: {n: 5}, 乙: {n: null}}")
    assert float(result.members["甲"].items[0].points) == wanted
    assert "无从比较" in "\n".join(result.members["甲"].sentences())
    assert "没有数" in "\n".join(result.members["乙"].sentences())


def test_members_that_are_excluded_are_no_peers() -> None:
    members = "{甲: {n: 30}, 乙: {n: 20}, 丙: {inputs: {n: 1000}, excluded: 年中撤并}}"
    result = scores(EFFICACY % "", members)
    assert result.members["甲"].items[0].points == 30
    assert result.members["丙"].total is None
    assert result.members["丙"].place == "不参加考核：年中撤并"


def test_the_scheme_may_compare_with_ranked_members_only() -> None:
    members = "{甲: {n: 30}, 乙: {n: 10}, 丙: {inputs: {n: 1000}, reviewed_only: true}}"
    assert points(EFFICACY % "", members)[0] < 30
    assert points(EFFICACY % ", peers: ranked", members) == pytest.approx([30, 18, 30])


def test_growth_over_nothing_is_decided_by_rule_and_is_no_peer() -> None:
    members = (
        "{甲: {n: 30, last: 20}, 乙: {n: 20, last: 20}, 丙: {n: 5, last: 0}, 丁: {n: 0, last: 0}, 戊: {n: 1}}"
    )
    assert points(EFFICACY % ", last_year: last", members) == pytest.approx([30, 18, 30, 0, 0])
    assert points(EFFICACY % ", last_year: last, when_base_zero: zero", members)[2] == 0


def test_completion_rates_can_be_compared_too() -> None:
    members = "{甲: {n: 30, t: 60}, 乙: {n: 10, t: 10}, 丙: {n: 3}}"
    assert points(EFFICACY % ", target: t, compare: rate", members) == pytest.approx([18, 30, 0])


@pytest.mark.parametrize(
    ("how", "wanted"),
    [
        ("table: [10, 8], last: 5", [8, 10, 8, 5]),
        ("table: [100%, 80%]", [8, 10, 8, 0]),
        ("last: 4", [8, 10, 8, 4]),
        ("last: 1, first: 7", [5, 7, 5, 1]),
        ("per_place: 2", [8, 10, 8, 4]),
        ("per_place: 2, last: 6", [8, 10, 8, 6]),
        ("last: 4, lower_is_better: true", [8, 4, 8, 10]),
    ],
)
def test_places_in_the_group_give_points_and_ties_share_the_better_place(
    how: str, wanted: list[float]
) -> None:
    assert points(RANK % how, "{甲: {n: 20}, 乙: {n: 30}, 丙: {n: 20}, 丁: {n: 1}}") == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("how", "wanted"),
    [
        ("last: 4", 10),
        ("table: [9, 8]", 9),
        ("last: 4, when_alone: worst", 4),
        ("last: 4, when_alone: zero", 0),
    ],
)
def test_a_member_alone_has_no_place(how: str, wanted: float) -> None:
    assert points(RANK % how, "{甲: {n: 20}, 乙: {n: null}}")[0] == wanted


def test_the_step_says_the_place_and_the_tie() -> None:
    said = "\n".join(
        scores(RANK % "last: 4", "{甲: {n: 20}, 乙: {n: 30}, 丙: {n: 20}}").members["甲"].sentences()
    )
    assert "到位资金 20 亿元，在本组 3 个单位中列第 2 位（与 1 个单位并列）" in said


def test_a_member_can_be_measured_by_the_best_or_the_mean_of_its_group() -> None:
    items = """
    - {code: A, weight: 10, kind: ratio, actual: n, target: {group_most: n}}
    - {code: B, weight: 10, kind: cliff, actual: n, target: mean}
    - {code: C, kind: points, value: {group_sum: n}}
    """
    scheme = scheme_of(items, f"{INPUTS}\nmean: {{title: 全组平均, group_mean: n}}")
    members = "members: {甲: {n: 30}, 乙: {n: 15}, 丙: {n: null}, 丁: {inputs: {n: 99}, excluded: 撤并}}"
    result = result_of(scheme, members)
    assert [[float(item.points) for item in one.items] for one in result.members.values() if one.items] == [
        [10, 10, 45],
        [5, 0, 45],
        [0, 0, 45],
    ]
    said = "\n".join(result.members["乙"].sentences())
    assert "到位资金 15 亿元 ÷ 本组到位资金最大 30 亿元 = 50.00%" in said
    assert "全组平均 = 本组到位资金平均 22.5 亿元" in said
    nobody = result_of(scheme, "members: {甲: {n: null}}").members["甲"]
    assert nobody.items[0].counts is False


def test_bands_may_compare_in_different_ways_without_mixing_them_up() -> None:
    items = """
    - code: A
      weight: 10
      kind: bands
      bands:
        - {when: {n: ">= 20"}, kind: efficacy, actual: n, worst: 0%}
        - {when: {n: "< 20"}, kind: efficacy, actual: t, worst: 0%}
    """
    broken = items.replace('when: {n: "< 20"}, ', "")
    members = "{甲: {n: 30, t: 1}, 乙: {n: 20, t: 2}, 丙: {n: 10, t: 3}}"
    assert points(broken, members) == pytest.approx([10, 5, 10])
