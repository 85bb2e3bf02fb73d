"""Cases: how a situation is written, what may be expected of it, and what is said when it does not come."""

from decimal import Decimal
from fractions import Fraction

import pytest

from luodi.assessment.engine import (
    Member,
    Row,
    SchemeRefused,
    Situation,
    SituationRefused,
    Vote,
    evaluate,
    explaining,
    read,
)
from luodi.assessment.engine.cases import read_cases, run
from luodi.assessment.engine.freezing import member_data, member_from, value_data, value_from
from luodi.assessment.engine.tests.makers import YEAR_END, case_of, passes, result_of, scheme_of

INPUTS = """
n: {title: 个数, unit: 个}
r: {title: 率, unit: '%'}
f: {title: 是否, type: flag}
w: {title: 类别, type: text}
o: {title: 评议, type: ratings}
p: {title: 项目, type: rows, columns: {amount: {title: 投资, unit: 亿元}, on: 日期}}
d: {title: 两倍, formula: n * 2}
"""
ITEMS = """
- {code: A, title: 完成, weight: 60, kind: ratio, actual: n, target: 3, source: 第一条}
- {code: B, title: 评议, weight: 40, kind: rating, ratings: o, raters: [{kind: a, weight: 100%}]}
- {code: C, kind: bands, bands: [{title: 绿灯, when: {n: ">= 2"}, points: 0}], otherwise: 0, otherwise_title: 红灯}
"""
SCHEME = scheme_of(
    ITEMS,
    INPUTS,
    "source: 某文件\ngrades: [{title: 优, from: 90}, {title: 良}]\nlists: [{title: 榜, when: {grade: 良}}]",
)


def against(text: str) -> str:
    with pytest.raises(SchemeRefused) as caught:
        read_cases(text, SCHEME, source="cases.yaml")
    return str(caught.value)


def told(expect: str, values: str = "{n: 2, o: {a: 90}}") -> str:
    case = read_cases(f"- inputs: {values}\n  expect: {expect}", SCHEME)[0]
    return "\n".join(run(SCHEME, case).differences)


@pytest.mark.parametrize(
    "expect",
    [
        "76",
        "{total: 76.00, rank: 1, grade: 良, full: 100}",
        "{items: {A: 40, B: 36}}",
        "{raw: {A: 66.67%, B: 90}}",
        "{items: {A: 40.01}, tolerance: 0.01}",
        "{labels: {C: 绿灯}, lists: [榜], place: 第 1 名}",
        "{reasons: [66.6667% × 60 分]}",
        "{reasons: [个数 2 个 ÷ 目标 3 个, 第 1 名]}",
    ],
)
def test_what_comes_as_expected_is_silent(expect: str) -> None:
    assert told(expect) == ""


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ("77", "总分应为 77，实际为 76"),
        ("{total: null}", "总分应为 不计，实际为 76"),
        ("{items: {A: 40.5}}", "“完成”（A）应为 40.5，实际为 40\n    个数 2 个 ÷ 目标 3 个 = 66.67%"),
        ("{items: {A: null}}", "应为 不计，实际为 40"),
        ("{items: {X: 1}}", "没有考核项 X，可写 A、B、C"),
        ("{raw: {A: 66.66%}}", "计分前的数应为 66.66%，实际为 66.67%"),
        ("{raw: {C: 1, X: 1}}", "没有考核项 X"),
        ("{labels: {C: 红灯}}", "C 的档应为“红灯”，实际为“绿灯”"),
        ("{rank: 2}", "名次应为 2，实际为 1"),
        ("{rank: null}", "名次应为 不计，实际为 1"),
        ("{grade: 优}", "等次应为“优”，实际为“良”"),
        ("{place: 只通报}", "名次应为“只通报”，实际为“第 1 名”"),
        ("{lists: []}", "名单应为 无，实际为 榜"),
        ("{full: 90}", "满分应为 90，实际为 100"),
        ("{reasons: [没有这句]}", "理由里应有“没有这句”"),
    ],
)
def test_what_differs_is_said(expect: str, words: str) -> None:
    assert words in told(expect)


def test_an_item_is_compared_at_two_places_at_least() -> None:
    thirds = scheme_of("- {code: A, weight: 1, kind: ratio, actual: 1, target: 3}")
    assert passes(thirds, "- expect: {items: {A: 0.33}}")
    assert passes(thirds, "- expect: {items: {A: 0.3333}}")
    assert not passes(thirds, "- expect: {items: {A: 0.3}}")
    exact = scheme_of("- {code: A, weight: 1, kind: ratio, actual: 1, target: 3}", "", "rounding: {total: 4}")
    assert passes(exact, "- expect: {total: 0.3333, items: {A: 0.3333}}")


def test_values_are_read_by_their_type() -> None:
    case = case_of(
        SCHEME,
        "{n: '1,015', r: 41.69%, f: 是, w: 甲类, o: {a: [1, null]}, p: [{name: 一, amount: 1/3, on: 2024-03-01}, {}]}",
    )
    inputs = case.situation.members["本单位"].inputs
    assert str(inputs["n"]) == "1015"
    assert str(inputs["r"]) == "0.4169"
    assert (inputs["f"], inputs["w"]) == (True, "甲类")
    assert inputs["o"] == (Vote("a", 1), Vote("a", None))
    rows = inputs["p"]
    assert isinstance(rows, tuple)
    assert isinstance(rows[0], Row)
    assert str(rows[0].values["amount"]) == "1/3"
    assert rows[1].name == "第 2 条"


def test_one_row_need_not_be_a_list_and_text_may_look_like_a_number() -> None:
    case = case_of(SCHEME, "{p: {name: 一, amount: 3}, w: 12}")
    rows = case.situation.members["本单位"].inputs["p"]
    assert isinstance(rows, tuple)
    assert len(rows) == 1
    assert case.situation.members["本单位"].inputs["w"] == "12"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("{x: 1}", "没有“x”这个输入"),
        ("{d: 4}", "“两倍”由算式得出，不能另给数"),
        ("{n: 三}", "“个数”应是一个数，现为“三”"),
        ("{n: [1]}", "“个数”应是一个数"),
        ("{r: 41.69}", "“率”的单位是 %，请带上百分号，如 41.69%"),
        ("{o: 5}", "评议应写成 {评议人: [分, 分]}"),
        ("{o: {a: 好}}", "评议的分应是一个数"),
        ("{p: [1]}", "清单的每一条应写成"),
        ("{p: [{amuont: 1}]}", "没有“amuont”这个输入，是不是 amount？"),
        ("5", "输入应写成“名称: 数”"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(values: str, words: str) -> None:
    assert words in against(f"- inputs: {values}\n  expect: 1")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cases: 一", "cases 应是一个列表"),
        ("- inputs: {n: 1}", "缺少 expect"),
        ("- inputs: {n: 1}\n  expect: {}", "expect 至少写一样"),
        ("- inputs: {n: 1}\n  expect: {totla: 1}", "没有“totla”这个键，是不是 total？"),
        ("- inputs: {n: 1}\n  expect: {total: 多}", "这里应是一个数，现为“多”"),
        ("- inputs: {n: 1}\n  expect: {items: 5}", "items 应写成“考核项代码: 值”"),
        ("- on: 年底\n  expect: 1", "on 应是日期（2024-09-30）或月份（2024-09）"),
        ("- members: [1]\n  expect: 1", "members 应写成"),
        ("- members: {甲: {n: 1}}\n  inputs: {n: 1}\n  expect: 1", "inputs 与 members 只写一个"),
        ("- members: {甲: {n: 1}, 乙: {n: 1}}\n  expect: 1", "有几个单位时 expect 按单位写"),
        ("- members: {甲: {n: 1}, 乙: {n: 1}}\n  expect: {丙: 1}", "没有“丙”这个单位"),
        (
            "- members: {甲: {inputs: {n: 1}, nots: 1}}\n  expect: 1",
            "单位“甲”没有“nots”这个键，是不是 notes？",
        ),
        ("- {name: 同, expect: 1}\n- {name: 同, expect: 1}", "两个算例同名：同"),
        ("- {nmae: 甲, expect: 1}", "没有“nmae”这个键，是不是 name？"),
    ],
)
def test_a_case_that_cannot_be_meant_is_refused(text: str, words: str) -> None:
    assert words in against(text)


def test_a_case_lies_at_the_end_of_the_period_unless_it_says_when() -> None:
    cases = read_cases(
        "- expect: 1\n- {on: 9, name: 月, expect: 1}\n- {on: 2024-02, name: 二月, expect: 1}", SCHEME
    )
    assert [case.on.isoformat() for case in cases] == ["2024-12-31", "2024-09-30", "2024-02-29"]
    undated = scheme_of("- {code: A, kind: points, value: 1}")
    assert read_cases("- expect: 1", undated)[0].on == YEAR_END
    timeless = read_cases("- {on: 2023-01-01, expect: 1}", SCHEME)
    assert timeless[0].on.year == 2023


def test_a_scheme_without_a_year_takes_any_day() -> None:
    text = "title: 不分年度\nitems: [{code: A, kind: points, value: {2020-05-01: 1}}]"
    assert read_cases("- expect: 1", read(text))[0].on.isoformat() == "2020-12-31"
    plain = read("title: 不分年度\nitems: [{code: A, kind: points, value: 1}]")
    assert read_cases("- expect: 1", plain)[0].on == YEAR_END


def test_what_several_share_is_written_once() -> None:
    text = """
shared: {n: 3}
cases:
  - name: 组
    shared: {o: {a: 50}}
    members:
      甲: {}
      乙: {n: 6}
      丙: {inputs: {n: 0}, title: 丙县, notes: [六月由另一组转入]}
      丁: {inputs: {}, excluded: 撤并}
      戊: {inputs: {n: 3}, reviewed_only: true}
    expect:
      甲: 80
      乙: 140
      丙: {total: 20, reasons: [六月由另一组转入]}
      丁: {total: null, rank: null, place: 撤并}
      戊: {rank: null}
"""
    assert passes(SCHEME, text)
    assert read_cases(text, SCHEME)[0].situation.members["丙"].name == "丙县"
    assert read_cases("title: 无", SCHEME) == ()


def test_the_caller_is_told_when_a_situation_does_not_fit() -> None:
    wrong: dict[str, object] = {
        "x": 1,
        "d": 3,
        "n": "三",
        "w": 5,
        "f": 7,
        "p": (Vote("a", 1),),
        "o": (Row("一", {}),),
    }
    with pytest.raises(SituationRefused) as caught:
        evaluate(SCHEME, Situation({"甲": Member("甲县", wrong)}), on=YEAR_END)  # type: ignore[arg-type]
    assert len(str(caught.value).splitlines()) == len(wrong)
    rows = Member("甲县", {"p": (Row("一", {"amuont": 1}),)})
    with pytest.raises(SituationRefused, match="“项目”没有“amuont”这一列，是不是 amount？"):
        evaluate(SCHEME, Situation({"甲": rows}), on=YEAR_END)
    votes = Member("甲县", {"o": (Vote("b", 5), Vote("a", 101))})
    many = read_cases('- inputs: {p: {name: 一, amount: null}, w: "是"}\n  expect: 1', SCHEME)[0]
    assert many.situation.members["本单位"].inputs["w"] == "是"
    with pytest.raises(SituationRefused, match="没有“b”这类评议人") as caught:
        evaluate(SCHEME, Situation({"甲": votes}), on=YEAR_END)
    assert "评议的分应在 0 到 100 之间，现为 101" in str(caught.value)
    free = scheme_of("- {code: A, kind: bonus, count: p, points: 1}", "p: {title: 项目, type: rows}")
    fits = Situation({"甲": Member("甲", {"p": (Row("一", {"anything": 1}),)})})
    assert evaluate(free, fits, on=YEAR_END).members["甲"].total == 1


def test_flags_and_days_are_numbers_where_a_number_is_asked() -> None:
    assert (
        result_of(scheme_of("- {code: A, kind: points, value: f}", INPUTS), "{f: true}")
        .members["本单位"]
        .total
        == 1
    )


def test_inputs_are_frozen_to_the_last_digit() -> None:
    case = case_of(
        SCHEME,
        "{n: 1/3, r: 5%, f: false, w: 甲, o: {a: [1.5, null]}, p: [{name: 一, amount: 2.50, on: 2024-03-01}]}",
    )
    member = case.situation.members["本单位"]
    assert member_from(member_data(member)) == member
    assert value_data(member.inputs["n"]) == {"number": "1/3"}
    assert value_from(value_data(())) == ()
    assert value_from(None) is None


def test_votes_that_are_frozen_again_are_written_the_same() -> None:
    votes = (
        Vote("FIRMS", Decimal("87.00"), "1"),
        Vote("FIRMS", Fraction(1, 3), "2"),
        Vote("FIRMS", None, "3"),
    )
    assert value_data(value_from(value_data(votes))) == value_data(votes)


def test_an_explanation_is_text_and_plain_data() -> None:
    case = read_cases("- {name: 甲, inputs: {n: 2, o: {a: 90}}, expect: 76}", SCHEME)[0]
    result = run(SCHEME, case).result
    lines = list(explaining.as_text(SCHEME.latest, case, result))
    assert lines[0] == "试行办法（某文件）"
    assert "■ 本单位    总分 76 分    第 1 名    良" in lines
    assert "  A 完成（满分 60，得 40 分）    第一条" in lines
    assert "  列入：榜" in lines
    data = explaining.as_data(SCHEME.latest, case, result)
    members = data["members"]
    assert isinstance(members, list)
    assert members[0]["items"][0]["raw"] == "2/3"
    assert members[0]["items"][0]["steps"][0]["inputs"] == ["n"]
    blended = scheme_of("- {code: A, weight: 1, kind: sum, parts: [{weight: 1, kind: points, value: 1}]}")
    (case,) = read_cases("- expect: 1", blended)
    assert "    A.1 A.1（满分 1，得 1 分）" in list(
        explaining.as_text(blended.latest, case, run(blended, case).result)
    )
    left_out = result_of(SCHEME, "members: {甲: {inputs: {}, excluded: 撤并, notes: [说明]}}").members["甲"]
    assert list(explaining.member_text(SCHEME.latest, left_out)) == [
        "■ 甲    总分 不计    不参加考核：撤并",
        "  注：说明",
    ]


def test_a_score_answers_for_its_items() -> None:
    score = result_of(SCHEME, "{n: 2, o: {a: 90}}").members["本单位"]
    item = score.item("A")
    assert item is not None
    assert item.inputs() == ("n",)
    assert score.item("X") is None
