"""Addresses, filters, charts and workbooks: what every page is made of."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from luodi.ui import addresses, charts, filters, sheets


def test_a_link_carries_what_the_page_was_asked_with_unless_it_says_otherwise() -> None:
    with addresses.carrying({"as_of": "2020-08-01T00:00", "scope": "unit:SHOU"}):
        assert addresses.url_with("projects", tab="signed") == (
            "/projects/?as_of=2020-08-01T00:00&scope=unit:SHOU&tab=signed"
        )
        assert addresses.url_with("project", "P2020-0001", scope=None) == (
            "/projects/P2020-0001/?as_of=2020-08-01T00:00"
        )
    assert addresses.url_with("projects") == "/projects/"


def test_a_code_in_an_address_cannot_leave_its_place() -> None:
    assert addresses.url_with("account", "a/b?c=刘") == "/accounts/a%2Fb%3Fc%3D%E5%88%98/"


def test_changing_the_query_forgets_the_page_and_keeps_several_values() -> None:
    request = RequestFactory().get("/projects/?columns=unit&columns=total&page=7&q=a%26b")
    assert (
        addresses.here_with(request, sort="-total")
        == "/projects/?columns=unit&columns=total&q=a%26b&sort=-total"
    )
    assert addresses.here_with(request, q=None, columns=None) == "/projects/"


def test_amounts_are_rounded_half_up_and_nothing_is_a_dash() -> None:
    assert filters.yi(26_750_000_000) == "2.68"
    assert filters.yi(120_787_000_000_00) == "1,207.87"
    assert filters.wan(26_750_000_000) == "26,750.00"
    assert filters.wan(26_750_000_000, trim=True) == "26750"
    assert filters.pct(Decimal("84.81")) == "84.81%"
    assert filters.yi(None) == filters.wan(None) == filters.pct(None) == "—"


def test_days_are_shown_as_roughly_as_they_are_known_and_moments_in_local_time() -> None:
    assert filters.day(date(2020, 8, 5)) == "2020-08-05"
    assert filters.day(date(2020, 8, 31), "MONTH", date(2020, 8, 1)) == "2020年8月"
    assert filters.moment(datetime(2020, 7, 31, 16, 0, tzinfo=UTC)) == "2020-08-01 00:00"
    assert filters.day(None) == filters.moment(None) == "—"


def test_a_searched_word_is_marked_and_markup_in_names_stays_text() -> None:
    assert filters.marked("<b>锂电池</b>", "电池") == "&lt;b&gt;锂<mark>电池</mark>&lt;/b&gt;"


@pytest.mark.parametrize(("value", "level"), [(0, 0), (1, 1), (20, 1), (21, 2), (99, 5), (100, 5)])
def test_a_tile_has_one_of_five_shades(value: int, level: int) -> None:
    assert charts.level_of(value, 100) == level


def test_a_chart_is_json_with_an_address_for_each_mark() -> None:
    series = charts.Series("签约", "个", [charts.number(Decimal(7)), None], ["/a", "/b"])
    chart = charts.Chart("趋势", ["2020-06", "2020-07"], [series])
    assert '"values":[7,null],"urls":["/a","/b"]' in chart.json
    assert not chart.is_empty
    assert charts.Chart("趋势", ["2020-06"], [charts.Series("签约", "个", [0], ["/a"])]).is_empty


def test_what_looks_like_a_formula_is_text_in_a_workbook() -> None:
    columns = [sheets.Column("名称"), sheets.Column("总投资", "亿元", places=2)]
    rows = [["=1+1", Decimal("2.68")], ["@cmd", None]]
    content = sheets.workbook("台账", columns, rows, ["共 2 行"])
    found = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert found[:4] == [["台账", ""], ["名称", "总投资（亿元）"], ["=1+1", 2.68], ["@cmd", ""]]
    assert found[5][0] == "共 2 行"


def test_an_empty_table_still_has_its_foot() -> None:
    content = sheets.workbook("台账", [sheets.Column("名称")], [], ["共 0 行"])
    found = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert found[-1][0] == "共 0 行"
