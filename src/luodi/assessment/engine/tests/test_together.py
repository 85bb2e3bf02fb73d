"""Blends, sums, references, ratings and points that people give."""
# ruff: noqa: E501 (a scheme, or a line of a table, stands on one line)

from dataclasses import replace

import pytest

from luodi.assessment.engine import Standing
from luodi.assessment.engine.tests.makers import item_of, points_of, result_of, said_of, scheme_of

INPUTS = "n: {title: 个数, unit: 个}\nv: {title: 金额, unit: 亿元}\nt: {title: 目标}\nu: {title: 另一目标}"
BLEND = """
- code: A
  weight: {weight}
  kind: blend
  {extra}
  parts:
    - {{title: 个数, weight: {one}, kind: ratio, actual: n, target: t{part}}}
    - {{title: 金额, weight: {other}, kind: ratio, actual: v, target: u}}
"""


def blend(weight: str = "0.5", one: str = "50%", other: str = "50%", extra: str = "", part: str = "") -> str:
    return BLEND.format(weight=weight, one=one, other=other, extra=extra, part=part)


@pytest.mark.parametrize(
    ("weight", "one", "other"),
    [("20", "60%", "40%"), ("20", "0.6", "0.4"), ("20", "60", "40"), ("20", "12", "8")],
)
def test_the_shares_of_a_blend_are_written_in_any_way_that_adds_up(weight: str, one: str, other: str) -> None:
    values = "{n: 5, t: 10, v: 30, u: 20}"
    assert points_of(blend(weight, one, other), values, INPUTS) == 6 + 12


def test_a_blend_is_capped_as_a_whole() -> None:
    values = "{n: 27, t: 27, v: 108, u: 54}"
    assert points_of(blend(), values, INPUTS) == 0.75
    assert points_of(blend(extra="cap: 100%"), values, INPUTS) == 0.5
    assert "个数 27 个 ÷ 目标 27 = 100.00%\n100.00% × 0.5 分 × 50% = 0.25 分" in said_of(
        blend(), values, INPUTS
    )


def test_a_part_of_a_blend_that_is_not_set_follows_its_rule() -> None:
    values = "{n: 5, v: 10, u: 20}"
    excluded = item_of(blend("20", extra="cap: 100%"), values, INPUTS)
    assert (excluded.points, excluded.weight, excluded.raw) == (5, 10, 0.5)
    capped = item_of(blend("20", extra="cap: 100%"), "{n: 5, v: 100, u: 20}", INPUTS)
    assert (capped.points, capped.weight) == (10, 10)
    spread = item_of(blend("20", part=", when_unset: redistribute"), values, INPUTS)
    assert spread.points == 10
    assert [part.standing for part in spread.parts] == [Standing.SPREAD, Standing.SCORED]
    assert item_of(blend("20"), "{n: 5, v: 10}", INPUTS).standing is Standing.EXCLUDED
    part = "{weight: 100%, kind: ratio, actual: n, target: t, when_unset: redistribute}"
    assert (
        item_of(f"- {{code: A, weight: 5, kind: blend, parts: [{part}]}}", "{n: 5}", INPUTS).standing
        is Standing.SPREAD
    )


def test_a_sum_adds_points_of_its_parts() -> None:
    item = """
    - code: A
      weight: 10
      cap: 12
      kind: sum
      parts:
        - {weight: 6, kind: ratio, actual: n, target: t}
        - {weight: 4, kind: cliff, actual: v, threshold: 5}
        - {kind: bonus, count: n, points: 1}
    """
    assert points_of(item, "{n: 3, t: 6, v: 5}", INPUTS) == 10
    assert points_of(item, "{n: 6, t: 6, v: 5}", INPUTS) == 12
    extra = "- {code: A, weight: 6, kind: sum, parts: [{weight: 6, kind: points, value: 5}, {weight: 3, extra: true, kind: points, value: 3}]}"
    assert points_of(extra) == 8


def test_the_weight_of_an_item_that_is_not_set_goes_to_the_others() -> None:
    items = """
    - {code: A, weight: 20, kind: ratio, actual: n, target: t, when_unset: redistribute}
    - {code: B, weight: 60, kind: ratio, actual: v, target: u, cap: 100%}
    - {code: C, weight: 20, kind: sum, parts: [{kind: points, value: 10}]}
    - {code: D, kind: bonus, count: n, points: 1}
    """
    scheme = scheme_of(items, INPUTS, "total: 100")
    score = next(iter(result_of(scheme, "{n: 4, v: 15, u: 10}").members.values()))
    assert [float(one.points) for one in score.items] == [0, 75, 12.5, 4]
    assert (score.full, score.total) == (100, 91.5)
    assert "不计的 20 分摊入其余 80 分，本项 60 分 × 100 ÷ 80 = 75 分" in "\n".join(score.sentences())
    excluding = scheme_of(items.replace("redistribute", "exclude"), INPUTS)
    assert next(iter(result_of(excluding, "{n: 4, v: 15, u: 10}").members.values())).full == 80


def test_an_item_refers_to_another_wherever_it_stands() -> None:
    items = """
    - {code: A, weight: 30, kind: reference, item: B}
    - {code: B, weight: 10, kind: ratio, actual: n, target: t, cap: 100%}
    - {code: C, kind: reference, item: B, keep_points: true}
    """
    score = next(iter(result_of(scheme_of(items, INPUTS), "{n: 5, t: 10}").members.values()))
    assert [float(one.points) for one in score.items] == [15, 5, 5]
    none = next(iter(result_of(scheme_of(items, INPUTS), "{n: 5}").members.values()))
    assert {one.standing for one in none.items} == {Standing.EXCLUDED}


@pytest.mark.parametrize(
    ("rule", "value", "points"),
    [
        ("weight: 10, value: n", "7", 7),
        ("weight: 10, value: n", "12", 10),
        ("weight: 10, value: n, may_exceed: true", "12", 12),
        ("value: n", "-3", -3),
        ("value: n, factor: 0.5", "12", 6),
        ("weight: 10, value: 8", "0", 8),
        ("value: n + v * 2", "1", 5),
        ("value: '-n'", "1", -1),
    ],
)
def test_points_that_are_given(rule: str, value: str, points: float) -> None:
    assert points_of(f"- {{code: A, kind: points, {rule}}}", f"{{n: {value}, v: 2}}", INPUTS) == points


def test_points_that_nobody_confirmed_are_missing() -> None:
    assert item_of("- {code: A, kind: points, value: n}", "{}", INPUTS).standing is Standing.MISSING


def test_a_trial_with_another_weight_scales_every_kind_of_term() -> None:
    items = """
    - {code: A, weight: 20, kind: ratio, actual: n, target: t, cap: 22}
    - {code: B, weight: 10, kind: sum, parts: [{weight: 10, kind: points, value: 4}]}
    """
    scheme = scheme_of(items, INPUTS)
    rules = scheme.latest
    changed = replace(
        rules, items=tuple(replace(part, weight=part.weight * 2) for part in rules.items if part.weight)
    )
    trial = replace(scheme, variants=((scheme.variants[0][0], changed),))
    score = next(iter(result_of(trial, "{n: 12, t: 10}").members.values()))
    assert [float(one.points) for one in score.items] == [44, 8]
    assert (score.full, score.total) == (60, 52)
    assert "满分由 20 分试调为 40 分，22 分 × 40 ÷ 20 = 44 分" in "\n".join(score.sentences())


RATING = """
- code: A
  weight: 15
  kind: rating
  ratings: r
  scale: 15
  {extra}
  raters: [{{kind: parks, title: 园区, weight: 70%}}, {{kind: towns, title: 镇, weight: 30%}}]
"""
OPINIONS = "r: {title: 评议, type: ratings}"


@pytest.mark.parametrize(
    ("extra", "given", "points"),
    [
        ("", "{parks: [15, 13], towns: 10}", 12.8),
        ("combine: median", "{parks: [15, 1, 13], towns: [10, 11]}", 12.25),
        ("combine: trimmed", "{parks: [15, 1, 13, 12], towns: [10, 12]}", 12.05),
        ("", "{parks: [15, null], towns: [15]}", 15),
        ("when_vote_missing: zero", "{parks: [15, null], towns: [15]}", 9.75),
        ("when_vote_missing: full", "{parks: [5, null], towns: [15]}", 11.5),
        ("", "{parks: [12]}", 12),
        ("when_kind_missing: zero", "{parks: [10]}", 7),
        ("when_kind_missing: full", "{parks: [10]}", 11.5),
        ("", "{parks: [], towns: [null]}", 0),
    ],
)
def test_a_rating_is_the_weighted_mean_of_the_kinds_of_raters(extra: str, given: str, points: float) -> None:
    assert points_of(RATING.format(extra=extra), f"{{r: {given}}}", OPINIONS) == pytest.approx(points)


def test_raters_who_did_not_rate_are_named_by_number() -> None:
    said = said_of(RATING.format(extra=""), "{r: {parks: [15, null]}}", OPINIONS)
    assert "园区 1 人评议，平均 15 分（1 人未评，不计入平均）" in said
    assert "镇：无人评议，权重摊入其余评议人" in said
    assert item_of(RATING.format(extra=""), "{}", OPINIONS).standing is Standing.MISSING


def test_derived_inputs_explain_themselves_first() -> None:
    inputs = "a: {title: 内资, unit: 亿元}\nb: {title: 外资, unit: 亿元}\nc: {title: 合计, formula: a + b}\nd: {title: 人均, unit: 亿元, formula: c / 2}\ne: {title: 同合计, formula: c}"
    said = said_of("- {code: A, weight: 10, kind: ratio, actual: d, target: e}", "{a: 3, b: 4}", inputs)
    assert said.splitlines()[:3] == [
        "合计 = 内资 3 亿元 + 外资 4 亿元 = 7 亿元",
        "人均 = 合计 7 亿元 ÷ 2 = 3.5 亿元",
        "同合计 = 合计 7 亿元",
    ]
    unknown = said_of(
        "- {code: A, weight: 10, kind: ratio, actual: a / b, target: 1}", "{a: 3, b: 0}", inputs
    )
    assert "算不出来（分母为 0 或缺数）" in unknown
