"""Cells as people fill them in: amounts, dates, names, blanks; what is refused says where and why."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from luodi.importing.reading import ImportField, Remembered, Severity, Wanted, normal_heading
from luodi.importing.reading.amounts import Foreign, amount_reader
from luodi.importing.reading.units import WAN, YI, Unit, parse_unit, unit_in_heading, unit_line
from luodi.importing.reading.values import read_date
from luodi.importing.tests.sheets import Page, fields, names, read, read_one, read_text, said
from luodi.kernel.money import Yuan

HEADS = ["序号", "项目名称", "总投资（万元）", "签约日期", "投资方", "统一社会信用代码"]


def wan(amount: object) -> str | None:
    return amount.show_wan(trim=True) if isinstance(amount, Yuan) else None


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("2.8亿元", "28000"),
        ("3.01万亿元", "301000000"),
        ("12,345.6", "12345.6"),
        ("１２００", "1200"),
        ("1亿5000万元", "15000"),
        ("28000元", "2.8"),
        ("500", "500"),
        (500, "500"),
        (0.1 + 0.2, "0.3"),
        ("总投资5亿元", "50000"),
        ("人民币2亿元", "20000"),
        ("￥3000万", "3000"),
        ("3000万人民币", "3000"),
        ("10亿元（其中固投8亿元）", "100000"),
        ("约2.8亿元", "28000"),
        ("五亿元", "50000"),
        ("5000万元左右", "5000"),
        (" 1 200 ", "1200"),
    ],
)
def test_an_amount_is_read_in_any_dress(cell: Any, amount: str) -> None:
    value, _ = amount_reader(WAN, {})(cell)
    assert wan(value) == amount


@pytest.mark.parametrize(
    "cell",
    [
        "数千万人民币",
        "未透露美元",
        "数亿元",
        "超10亿元",
        "5亿元以上",
        "2-3亿元",
        "10余亿元",
        "一期5亿元，二期3亿元",
        "几百万元",
    ],
)
def test_what_only_sounds_like_an_amount_is_none_and_said(cell: str) -> None:
    value, problem = amount_reader(WAN, {})(cell)
    assert value is None
    assert problem is not None
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize("cell", ["abc", "-500", -3, "5,00,0", "（500）", date(2020, 8, 5), "详见附件"])
def test_what_is_no_amount_is_refused(cell: Any) -> None:
    value, problem = amount_reader(WAN, {})(cell)
    assert value is None
    assert problem is not None
    assert problem.severity is Severity.ERROR
    assert problem.expected


@pytest.mark.parametrize(
    "cell", ["", "-", "—", "——", "/", "无", "未定", "待定", "Nah", "不详", "#REF!", "\u00a0", "　", "－"]
)
def test_a_blank_is_missing_and_not_zero(cell: str) -> None:
    assert amount_reader(WAN, {})(cell) == (None, None)
    assert read_date(cell) == (None, None)


def test_foreign_money_waits_for_a_rate() -> None:
    value, problem = amount_reader(WAN, {})("1200万美元")
    assert value == Foreign(Decimal(12_000_000), "USD")
    assert problem is not None
    value, problem = amount_reader(WAN, {"USD": Decimal("7.1")})("1200万美元")
    assert (wan(value), problem) == ("8520", None)
    assert amount_reader(Unit(10_000, "USD"), {})(1200)[0] == Foreign(Decimal(12_000_000), "USD")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("2020.8", "2020年8月"),
        ("2020年8月底", "2020年8月下旬"),
        ("2020年8月中旬", "2020年8月中旬"),
        ("2020-8-1", "2020-08-01"),
        (44044, "2020-08-01"),
        ("44044", "2020-08-01"),
        (44044.5, "2020-08-01"),
        ("2007/9/7 0:00:00", "2007-09-07"),
        (2020, "2020年"),
        (202008, "2020年8月"),
        (2020.8, "2020年8月"),
        ("2020年8月份", "2020年8月"),
        ("2020年三季度", "2020年三季度"),
        (date(2020, 8, 1), "2020-08-01"),
        ("2020 年 8 月 1 日", "2020-08-01"),
        ("2020年08月01日前", "2020-08-01"),
        ("2020年底", "2020年12月"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_known(cell: Any, shown: str) -> None:
    value, problem = read_date(cell)
    assert problem is None
    assert value.show() == shown


def test_a_date_without_a_year_takes_that_of_the_sheet() -> None:
    assert read_date("8月中旬", 2020)[0].show() == "2020年8月中旬"
    value, problem = read_date("8月中旬")
    assert value is None
    assert problem is not None
    assert "年份" in problem.message


@pytest.mark.parametrize("cell", ["1901年01月02日", date(1901, 1, 2), "1900-01-01", "未开工", "尚未签约", 0])
def test_a_placeholder_is_no_date(cell: Any) -> None:
    assert read_date(cell) == (None, None)


@pytest.mark.parametrize("cell", ["2020年13月", "2020-02-30", "已完成", "20年8月5日", "预计2021年6月"])
def test_what_is_no_date_is_said(cell: Any) -> None:
    value, problem = read_date(cell)
    assert value is None
    assert problem is not None
    assert problem.expected


def test_a_number_that_lost_its_last_zero_is_asked_about() -> None:
    value, problem = read_date(2020.1)
    assert value.show() == "2020年1月"
    assert problem is not None
    assert "10 月" in problem.message


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("总投资（亿元）", "亿元"),
        ("总投资\n(万元)", "万元"),
        ("投资额/万元", "万元"),
        ("总投资额:亿元", "亿元"),
        ("总投资（万美元）", "万美元"),
        ("亿元以上项目总投资（万元）", "万元"),
        ("总投资（亿）", "亿元"),
        ("总投资（人民币万元）", "万元"),
        ("投资总额【单位：万元】", "万元"),
        ("总投资（元）", "元"),
    ],
)
def test_a_heading_carries_a_unit(heading: str, unit: str) -> None:
    found = unit_in_heading(heading)
    assert found is not None
    assert found.label == unit


@pytest.mark.parametrize(
    "heading", ["总投资", "亿元以上项目", "固投亿元\n以上", "公司名称", "单元数", "亩均税收", "来源地（省）"]
)
def test_a_heading_may_carry_none(heading: str) -> None:
    assert unit_in_heading(heading) is None


def test_a_unit_line_is_told_from_a_unit_of_people() -> None:
    assert unit_line("投资单位：万元") == "万元"
    assert unit_line("金额单位：亿元") == "亿元"
    assert unit_line("编制单位：云溪县发改委") is None
    assert unit_line("填报单位（盖章）：") is None
    assert parse_unit("万亿元") == Unit(10**12)


def test_marks_are_no_part_of_a_name() -> None:
    sheet = read_one(
        [
            HEADS,
            [1, "云溪供水工程★▲", 5, None, "云溪 公司", None],
            [2, "  南屏\n风电项目*", 6, None, "青禾公司", None],
        ]
    )
    assert names(sheet) == ["云溪供水工程", "南屏风电项目"]
    assert sheet.values[ImportField.INVESTOR_NAME][0] == "云溪公司"


def test_every_refused_cell_has_an_address_a_reason_and_what_would_be_right() -> None:
    rows = [HEADS] + [
        [i, f"第{i}个项目", "abc", "2020年13月", "某公司", "91340400MA2NABCD1X"] for i in range(1, 251)
    ]
    assert len(read_one([[*HEADS, "建设内容"], *([*row, "厂房"] for row in rows[1:])]).refused) == 250
    sheet = read_one(rows)
    assert len(sheet) == len(sheet.refused) == 250
    assert not sheet.accepted
    errors = [one for one in sheet.findings if one.severity is Severity.ERROR]
    assert len(errors) == 750
    assert {"C2", "D2", "F251"} <= {one.address for one in errors}
    assert all(one.message and one.expected and one.value for one in errors)


def test_a_row_without_a_name_is_refused_and_still_counts() -> None:
    sheet = read_one([HEADS, [1, "云溪供水工程", 5], [2, None, 6, date(2020, 8, 1)]])
    assert len(sheet) == 2
    assert [row.number for row in sheet.refused] == [3]
    assert "没有项目名称" in said(sheet)[0]
    assert sheet.amount_wan == 11


def test_totals_are_checked_against_their_rows() -> None:
    rows = [
        ["序号", "项目名称", "建设规模", "总投资（万元）", "责任单位"],
        [None, "合计", 4, 1000, None],
        [None, "一、工业", "2个", 300, None],
        [1, "甲项目", "厂房", 100, "甲局"],
        [2, "乙项目", "车间", 200, "乙局"],
        [None, "二、农业", 1, 500, None],
        [1, "丙项目", "大棚", 400, "甲局"],
    ]
    sheet = read_one(rows)
    by = {check.address: check for check in sheet.totals}
    assert by["D3"].agrees
    assert by["C3"].agrees
    assert by["C6"].agrees
    assert not by["D6"].agrees
    assert not by["D2"].agrees
    assert not by["C2"].agrees
    assert (by["D6"].stated, by["D6"].counted) == ("500 万元", "400 万元（1 行）")
    assert {one.address for one in sheet.findings} == {"D2", "C2", "D6"}
    assert sheet.rows[1].section == "一、工业"


def test_a_title_that_counts_otherwise_is_pointed_out() -> None:
    sheet = read_one([["2020年重点项目表（共5个项目）"], HEADS, [1, "云溪供水工程", 5], [2, "南屏风电场", 6]])
    assert any("标题写明 5 个项目，表中实有 2 个" in one for one in said(sheet))


def test_a_total_that_was_never_calculated_is_told() -> None:
    page = Page(
        [HEADS, [1, "云溪供水工程", 5], [2, "南屏风电场", 6], ["合计", None, 0]],
        formulas={"C4": "=SUM(C2:C3)"},
    )
    sheet = read_one(page)
    assert (len(sheet), sheet.amount_wan) == (2, 11)
    assert any(one.startswith("C4 info") for one in said(sheet))


def test_an_error_value_is_a_missing_amount_with_its_address() -> None:
    sheet = read_one(Page([HEADS, [1, "云溪供水工程", 5], [2, "南屏风电场", None]], errors={"C3": "#REF!"}))
    assert sheet.values[ImportField.TOTAL][1] is None
    assert any("C3 warning" in one and "#REF!" in one for one in said(sheet))


def test_yuan_in_a_column_of_wan_is_doubted() -> None:
    rows = [HEADS] + [[i, f"云溪{i}号项目", 1000 + i] for i in range(1, 12)] + [[12, "南屏项目", 15060000]]
    sheet = read_one(rows)
    assert any(one.startswith("C13 warning") and "单位可能写错" in one for one in said(sheet))
    assert not sheet.refused


def test_a_row_that_is_there_twice_is_pointed_out() -> None:
    sheet = read_one(
        [
            HEADS,
            [1, "云溪供水工程", 5, None, "甲公司"],
            [2, "云溪供水工程", 5, None, "甲公司"],
            [3, "云溪供水工程", 6, None, "甲公司"],
        ]
    )
    assert [one for one in said(sheet) if "重复" in one] == [
        "B3 warning 与第 2 行重复：名称、投资方、总投资都相同"
    ]


def test_headings_that_slipped_by_a_column_are_noticed() -> None:
    rows = [["项目名称", "行业分类", None, "总投资（万元）"]] + [
        [f"云溪{i}号项目", 50, "食品制造业", 100 + i] for i in range(6)
    ]
    sheet = read_one(rows)
    assert fields(sheet) == {"A": "name", "C": "industry", "D": "total"}
    assert any(one.startswith("B1 warning") and "错位" in one for one in said(sheet))


def test_columns_without_headings_are_known_by_their_cells() -> None:
    rows = [["序号", "项目名称", "总投资（万元）", None, None]] + [
        [i, f"云溪{i}号项目", 100 + i, "前期", "食品制造业"] for i in range(1, 6)
    ]
    sheet = read_one(rows)
    assert fields(sheet)["D"] == "stage"
    assert fields(sheet)["E"] == "industry"


def test_an_amount_merged_over_several_projects_counts_once() -> None:
    sheet = read_one(
        Page([HEADS, [1, "甲项目", 300], [2, "乙项目", None], [3, "丙项目", 100]], merged=("C2:C3",))
    )
    assert (len(sheet), sheet.amount_wan) == (3, 400)
    assert any(one.startswith("C2 warning") and "合并" in one for one in said(sheet))


def test_a_foreign_column_is_left_out_of_the_sum() -> None:
    rows = [["序号", "项目名称", "总投资（万美元）"], [1, "甲项目", 1200], [2, "乙项目", 300]]
    sheet = read_one(rows)
    assert (len(sheet), sheet.amount_wan, dict(sheet.foreign)) == (2, None, {"USD": Decimal(15_000_000)})
    assert read_one(rows, wanted=Wanted(rates={"USD": Decimal(7)})).amount_wan == 10500


def test_without_any_unit_the_likely_one_is_taken_and_asked_about() -> None:
    small = read_one([["项目名称", "总投资"], ["甲项目", 2.8], ["乙项目", 1.5]])
    large = read_one([["项目名称", "总投资"], ["甲项目", 28000], ["乙项目", 15000]])
    assert small.amount_wan == large.amount_wan == 43000
    assert any("没有写明单位" in one for one in said(small))


def test_a_person_maps_columns_units_and_the_header_by_hand() -> None:
    rows = [["说明"], ["甲", "乙", "丙"], ["甲项目", "云溪县", 5], ["乙项目", "南屏区", 6]]
    wanted = Wanted(
        mapping={"A": ImportField.NAME, "C": ImportField.TOTAL, "B": None}, units={"C": "亿元"}, header_row=2
    )
    sheet = read_one(rows, wanted=wanted)
    assert (names(sheet), sheet.amount_wan) == (["甲项目", "乙项目"], 110000)
    assert [column.field for column in sheet.columns] == [ImportField.NAME, None, ImportField.TOTAL]


def test_what_was_remembered_of_a_heading_goes_before_the_vocabulary() -> None:
    rows = [["项目名称", "盘子(亿元)", "总投资（万元）"], ["甲项目", 5, 1], ["乙项目", 6, 2]]
    memory = {
        normal_heading("盘子(亿元)"): Remembered(ImportField.TOTAL),
        normal_heading("总投资（万元）"): Remembered(None),
    }
    sheet = read_one(rows, memory=memory)
    assert fields(sheet) == {"A": "name", "B": "total"}
    assert sheet.amount_wan == 110000


def test_a_hidden_sheet_is_named_and_left_out_unless_asked_for() -> None:
    rows = [["项目名称", "总投资（万元）"], ["甲项目", 5]]
    pages = (Page(rows, "旧台账", hidden=True), Page(rows, "台账"))
    hidden, shown = read(*pages)
    assert (hidden.hidden, len(hidden), len(shown)) == (True, 0, 1)
    assert "隐藏" in str(hidden.reason)
    hidden, shown = read(*pages, only=["旧台账"])
    assert (len(hidden), len(shown)) == (1, 0)


def test_text_files_come_in_any_encoding_and_with_any_separator() -> None:
    text = "序号,项目名称,总投资（万元）\n1,云溪供水工程,100\n2,“南屏”风电场,200\n"
    for content in (
        text.encode("gb18030"),
        text.encode("utf-8-sig"),
        text.encode(),
        text.replace(",", "\t").encode("utf-16"),
        text.replace(",", ";").encode(),
    ):
        sheet = read_text(content)
        assert (len(sheet), sheet.amount_wan) == (2, 300)


def test_values_are_there_by_column_and_by_row() -> None:
    sheet = read_one([HEADS, [1, "甲项目", 5, date(2020, 8, 1)], [2, "乙项目", None, None]])
    assert list(sheet.iter_values(ImportField.NAME, ImportField.AREA)) == [
        (2, "甲项目", None),
        (3, "乙项目", None),
    ]
    first = sheet.rows[0]
    assert (first.number, first.addresses[ImportField.TOTAL], first.values[ImportField.TOTAL]) == (
        2,
        "C2",
        Yuan.from_wan(5),
    )
    assert YI.label == "亿元"
