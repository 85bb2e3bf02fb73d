"""What records, ratings and objections accept: no database."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from luodi.assessment import objection_rules, record_rules, record_sheets
from luodi.assessment.engine import Input, InputType
from luodi.assessment.objection_rules import CorrectedInput, ObjectionRefused, Terms
from luodi.assessment.record_rules import RatingRefused, RecordRefused, SelfScoreRefused
from luodi.assessment.record_sheets import Wanted
from luodi.refdata.workdays import NATIONAL
from luodi.ui import sheets

INPUTS = {
    "growth": Input("growth", "增速"),
    "sum": Input("sum", "合计", formula=object()),  # type: ignore[arg-type]
    "opinions": Input("opinions", "评议", type=InputType.RATINGS),
}
WANTED = (Wanted("growth", "增速", "%"), Wanted("energy", "能耗"))


def test_numbers_are_read_as_people_write_them_and_kept_to_the_last_digit():
    assert record_rules.read_number("１,234.5") == Decimal("1234.5")
    assert record_rules.read_number("0.00000001") == Decimal("0.00000001")
    for wrong, why in (("十", "不是数"), ("1e-9", "小数"), ("1e15", "太大"), ("NaN", "太大")):
        with pytest.raises(RecordRefused, match=why):
            record_rules.read_number(wrong)


def test_nobody_confirms_what_he_entered_or_what_is_settled():
    record_rules.check_other_person(1, 2)
    with pytest.raises(RecordRefused, match="另一人"):
        record_rules.check_other_person(1, 1)
    record_rules.check_pending(is_confirmed=False, is_withdrawn=False)
    with pytest.raises(RecordRefused, match="已经撤回"):
        record_rules.check_pending(is_confirmed=True, is_withdrawn=True)
    with pytest.raises(RecordRefused, match="已经确认"):
        record_rules.check_pending(is_confirmed=True, is_withdrawn=False)
    with pytest.raises(RecordRefused, match="写明理由"):
        record_rules.check_reason(" ", refusal=RecordRefused, act="撤回")
    assert record_rules.check_reason(" 重复 ", refusal=RecordRefused, act="撤回") == "重复"


def test_a_day_that_has_not_come_is_refused():
    record_rules.check_day(date(2020, 8, 3), date(2020, 8, 3), field="day", what="发生日期")
    with pytest.raises(RecordRefused, match="不能晚于今天"):
        record_rules.check_day(date(2020, 8, 4), date(2020, 8, 3), field="day", what="发生日期")


def test_a_rater_rates_neither_his_unit_nor_those_above_and_below_but_others_of_the_city():
    parents = {1: None, 2: 1, 3: 2, 4: 2, 5: 1}
    assert record_rules.related_units(2, parents) == {2, 3, 4}
    assert record_rules.related_units(3, parents) == {2, 3}
    assert record_rules.related_units(5, parents) == {5}
    assert record_rules.related_units(1, parents) == {1, 2, 3, 4, 5}


def test_a_round_needs_a_title_raters_and_days_in_order():
    said = {
        "title": "评议",
        "opens_on": date(2020, 7, 1),
        "closes_on": date(2020, 7, 1),
        "kinds": {"a": "甲"},
    }
    said["today"] = date(2020, 7, 1)
    record_rules.check_round(**said)
    for change, why in (
        ({"title": " "}, "名称"),
        ({"closes_on": date(2020, 6, 30)}, "不能早于"),
        ({"today": date(2020, 7, 2)}, "已经过去"),
        ({"kinds": {}}, "没有这项评议的评议人"),
    ):
        with pytest.raises(RatingRefused, match=why):
            record_rules.check_round(**{**said, **change})


def test_marks_are_taken_on_the_rounds_days_and_within_the_scale():
    days = {"opens_on": date(2020, 7, 10), "closes_on": date(2020, 7, 20)}
    record_rules.check_open(is_open=True, today=date(2020, 7, 20), **days)
    for is_open, today, why in (
        (False, date(2020, 7, 12), "截止"),
        (True, date(2020, 7, 21), "截止"),
        (True, date(2020, 7, 9), "开始"),
    ):
        with pytest.raises(RatingRefused, match=why):
            record_rules.check_open(is_open=is_open, today=today, **days)
    assert record_rules.check_mark(Decimal("99.25"), Decimal(100), name="甲", field="a") == Decimal("99.25")
    for wrong, why in ((Decimal(101), "0 到 100"), (Decimal(-1), "0 到 100"), (Decimal("1.234"), "2 位小数")):
        with pytest.raises(RatingRefused, match=why):
            record_rules.check_mark(wrong, Decimal(100), name="甲", field="a")


def test_a_self_score_may_be_negative_but_not_twice_the_full_mark():
    check = record_rules.check_self_score
    assert check(Decimal(-1), None, name="扣分", field="C1") == -1
    assert check(Decimal(72), Decimal(60), name="签约", field="A1") == 72
    for wrong, why in ((Decimal(121), "请核对"), (Decimal("1.00001"), "4 位小数")):
        with pytest.raises(SelfScoreRefused, match=why):
            check(wrong, Decimal(60), name="签约", field="A1")


def test_many_names_are_counted():
    assert record_rules.joined(["甲", "乙"]) == "甲、乙"
    assert record_rules.joined("abcdefg") == "a、b、c、d、e、f等 7 个"


def test_the_deadline_counts_working_days_after_publication():
    terms = Terms(5, "示例")
    assert objection_rules.deadline(date(2020, 9, 25), terms, NATIONAL) == date(2020, 10, 9)
    objection_rules.check_workdays(1)
    for wrong in (0, 61):
        with pytest.raises(ObjectionRefused, match="工作日"):
            objection_rules.check_workdays(wrong)


def test_an_objection_is_about_an_item_of_the_result_with_its_reasons_and_in_time():
    said = {"item": "A1", "items": {"A1"}, "today": date(2020, 8, 3), "due_on": date(2020, 8, 3)}
    assert objection_rules.check_objection(text=" 有误 ", **said) == "有误"
    assert objection_rules.check_objection(text="总分有误", **{**said, "item": ""})
    with pytest.raises(ObjectionRefused, match="为止"):
        objection_rules.check_objection(text="有误", **{**said, "today": date(2020, 8, 4)})
    with pytest.raises(ObjectionRefused, match="没有这一考核项"):
        objection_rules.check_objection(text="有误", **{**said, "item": "Z9"})
    with pytest.raises(ObjectionRefused, match="写明"):
        objection_rules.check_objection(text=" ", **said)


def test_a_ruling_corrects_numbers_that_somebody_can_correct_each_once_and_with_a_reason():
    good = CorrectedInput("growth", Decimal(55), "见公报")
    objection_rules.check_corrections([good], INPUTS)
    for wrong, why in (
        ([], "更正哪一个数"),
        ([CorrectedInput("other", None, "x")], "没有"),
        ([CorrectedInput("sum", None, "x")], "算式"),
        ([CorrectedInput("opinions", None, "x")], "不是数"),
        ([good, good], "两次"),
        ([CorrectedInput("growth", None, " ")], "理由"),
    ):
        with pytest.raises(ObjectionRefused, match=why):
            objection_rules.check_corrections(wrong, INPUTS)


def table(heads, *rows):
    columns = [sheets.Column(head) for head in heads]
    return BytesIO(sheets.workbook("考核数据", columns, rows, ["共两行"]))


def read(heads, *rows):
    return record_sheets.read(table(heads, *rows), members={"A": "云溪县", "B": "石桥县"}, inputs=WANTED)


def test_a_table_of_members_and_inputs_is_read_cell_by_cell():
    found = read(
        ("代码", "名称", "增速（%）", "能耗"), ("A", "云溪县", 5.1, "—"), ("", "石桥县", "1,000.5", "")
    )
    assert [(one.where, one.key, one.input, one.value) for one in found.numbers] == [
        ("C3", "A", "growth", Decimal("5.1")),
        ("D3", "A", "energy", None),
        ("C4", "B", "growth", Decimal("1000.5")),
    ]
    assert found.findings == []


def test_every_cell_that_cannot_be_read_is_named():
    found = read(
        ("名称", "增速", "增速（%）", "产值"),
        ("云溪县", 1, 2, ""),
        ("东港县", 1, "", ""),
        ("石桥县", "约五", "", ""),
        ("云溪县", 3, "", ""),
    )
    assert [(one.where, one.message) for one in found.findings] == [
        ("B2", "“增速（%）”有两列，只能留一列"),
        ("C2", "“增速（%）”有两列，只能留一列"),
        ("D2", "考核办法没有“产值”这个数据，请删去这一列"),
        ("A4", "“东港县”不在这个考核组"),
        ("B5", "“约五”不是数"),
        ("A6", "“云溪县”写了两行"),
    ]


def test_what_is_no_table_is_refused():
    with pytest.raises(RecordRefused, match="没有找到数据表"):
        read(("单位", "产值"), ("云溪县", 1))
    with pytest.raises(RecordRefused, match="打不开"):
        record_sheets.read(BytesIO(b"PK no book"), members={}, inputs=WANTED)
    found = read(("代码", "增速"), ("X", 1))
    assert [one.message for one in found.findings] == ["考核组里没有代码“X”"]
