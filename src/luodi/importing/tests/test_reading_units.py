"""Amounts whose unit stands beside them, or behind them in brackets; and sheets that are forms."""

import pytest

from luodi.importing.reading import ImportField
from luodi.importing.reading.amounts import Foreign, amount_reader
from luodi.importing.reading.units import WAN, YI, Unit, amount_unit_in, parse_unit
from luodi.importing.reading.values import read_date
from luodi.importing.tests.sheets import read_one, said
from luodi.kernel.money import Yuan

HEADS = ["序号", "项目名称", "总投资", "单位"]


def test_a_row_in_dollars_is_kept_as_foreign_and_not_summed() -> None:
    sheet = read_one(
        [HEADS, [1, "甲项目", 2, "亿元"], [2, "乙项目", 300, "万美元"], [3, "丙项目", 500, "万元"]]
    )
    assert sheet.amount_wan == 20500
    assert {currency: int(amount) for currency, amount in sheet.foreign.items()} == {"USD": 3_000_000}
    assert any(line.startswith("C3 warning") for line in said(sheet))


def test_a_row_without_a_unit_among_several_has_no_amount_and_says_where_one_belongs() -> None:
    sheet = read_one(
        [
            HEADS,
            [1, "甲项目", 2, "亿元"],
            [2, "乙项目", 3, None],
            [3, "丙项目", 500, "万元"],
            [4, "丁项目", 9, "亿元"],
            [5, "戊项目", 1, "亩"],
            [6, "己项目", 1, "亿元"],
        ]
    )
    assert sheet.amount_wan == 120500
    assert [line.split()[0] for line in said(sheet)] == ["D3", "D6"]
    assert not sheet.refused


def test_a_row_without_a_unit_takes_the_only_one_or_that_of_the_heading() -> None:
    alone = read_one([HEADS, [1, "甲项目", 2, "亿元"], [2, "乙项目", 3, None], [3, "丙项目", 1, "亿元"]])
    assert alone.amount_wan == 60000
    heads = ["序号", "项目名称", "总投资（万元）", "单位"]
    headed = read_one([heads, [1, "甲项目", 2, "亿元"], [2, "乙项目", 3, None], [3, "丙项目", 1, "亿元"]])
    assert headed.amount_wan == 30003


def test_a_total_with_a_unit_of_its_own_is_checked_in_it() -> None:
    rows = [HEADS, [1, "甲项目", 2, "亿元"], [2, "乙项目", 5000, "万元"]]
    assert [check.agrees for check in read_one([*rows, ["合计", None, 2.5, "亿元"]]).totals] == [True]
    assert [check.agrees for check in read_one([*rows, ["合计", None, 2.6, "亿元"]]).totals] == [False]


def test_each_of_two_amounts_has_the_unit_beside_it() -> None:
    heads = ["序号", "项目名称", "总投资", "单位", "固定资产投资", "单位"]
    sheet = read_one(
        [heads, [1, "甲项目", 2, "亿元", 15000, "万元"], [2, "乙项目", 5000, "万元", 0.3, "亿元"]]
    )
    assert sheet.amount_wan == 25000
    assert sheet.values[ImportField.FIXED] == [Yuan(15_000 * 10**6), Yuan(3_000 * 10**6)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("人民币万元", WAN),
        ("（万元）", WAN),
        ("亿元人民币", YI),
        ("RMB", Unit(1)),
        ("（万美元）", Unit(10**4, "USD")),
    ],
)
def test_a_unit_alone_is_read_in_any_dress(text: str, unit: Unit) -> None:
    assert parse_unit(text) == unit
    assert parse_unit("（）") is None
    assert amount_unit_in("人民币万元") == WAN


@pytest.mark.parametrize(
    ("cell", "wan"),
    [
        ("1000万美元（折合人民币7000万元）", "7000"),
        ("折合人民币3.5亿元", "35000"),
        ("总投资10亿元，其中一期3亿元", "100000"),
        ("5000（万元）", "5000"),
        ("2.5★", "2.5"),
    ],
)
def test_the_amount_that_a_text_states_as_the_whole_is_read(cell: str, wan: str) -> None:
    value, _ = amount_reader(WAN, {})(cell)
    assert isinstance(value, Yuan)
    assert value.show_wan(trim=True) == wan


@pytest.mark.parametrize("cell", ["5000（美元）", "5000（万美元）", "5000万美元"])
def test_a_currency_in_brackets_behind_a_number_is_foreign(cell: str) -> None:
    value, problem = amount_reader(WAN, {})(cell)
    assert isinstance(value, Foreign)
    assert (int(value.amount), value.currency) == (50_000_000, "USD")
    assert problem is not None


def test_phases_are_not_added_up_by_guess() -> None:
    value, problem = amount_reader(YI, {})("一期2亿元，二期3亿元")
    assert value is None
    assert problem is not None


def test_the_beginning_of_a_year_and_the_hour_of_a_day_are_read() -> None:
    assert read_date("2020年初")[0].show() == "2020年1月"
    assert read_date("2020年8月15日上午")[0].show() == "2020-08-15"


def test_a_form_says_what_would_be_right() -> None:
    form = read_one(
        [["项目名称", "锂电池隔膜"], ["投资方", "示例公司"], ["总投资", "2亿元"], ["联系人", "某人"]]
    )
    assert len(form) == 0
    assert "单个项目的情况表" in (form.reason or "")
    assert "一个项目一行" in (form.reason or "")
    across = read_one(
        [
            ["项目名称", "甲项目", "乙项目"],
            ["总投资（亿元）", 2, 3],
            ["投资方", "示例甲公司", "示例乙公司"],
        ]
    )
    assert "转置" in (across.reason or "")
