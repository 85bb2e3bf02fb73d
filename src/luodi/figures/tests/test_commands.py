"""The command line: what it prints, and what it says when it is asked the wrong way."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from luodi.figures.tests.makers import Book

TABLE_HEAD = "code,name,from,to,scope,relation,value,unit"


@pytest.fixture
def told(book: Book) -> Callable[..., str]:
    book.sign("a", date(2020, 3, 1), industrial=True, yi="1.25", origin="440300")
    book.sign("b", date(2020, 7, 1), yi="2")

    def call(*arguments: str) -> str:
        out = io.StringIO()
        call_command("figures", *arguments, stdout=out)
        return out.getvalue()

    return call


def test_json_rows_have_the_keys_of_the_interface(told: Callable[..., str]) -> None:
    rows = json.loads(told("--from", "2020-01-01", "--to", "2020-07-31", "--format", "json"))
    by_code = {row["code"]: row for row in rows}
    assert list(rows[0]) == ["code", "name", "value", "unit", "from", "to", "scope", "as_of", "standing"]
    assert (by_code["signed.amount"]["value"], by_code["signed.amount"]["unit"]) == (3.25, "亿元")
    assert by_code["signed.industrial.count_share"]["value"] == 50
    assert rows[0]["as_of"].endswith("+08:00")
    assert by_code["started.industrial.count_share"]["value"] is None


def test_csv_and_excel_carry_the_same_values(told: Callable[..., str], tmp_path: Path) -> None:
    asked = ("--from", "2020-01-01", "--to", "2020-07-31", "--scope", "origin:珠三角")
    lines = told(*asked, "--format", "csv").splitlines()
    book = tmp_path / "figures.xlsx"
    told(*asked, "--format", "xlsx", "--output", str(book))
    sheet = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    assert len(sheet) == len(lines)
    signed = next(row for row in sheet if row[0] == "signed.count")
    assert signed[2] == 1


def test_without_a_first_day_only_stocks_apply(told: Callable[..., str]) -> None:
    codes = {row["code"] for row in json.loads(told("--to", "2020-07-31", "--format", "json"))}
    assert "stock.signed.count" in codes
    assert "signed.count" not in codes


def test_a_table_names_indicator_value_and_definition(told: Callable[..., str]) -> None:
    text = told("--from", "2020-01-01", "--to", "2020-07-31", "--code", "signed.count")
    assert "新签约项目" in text
    assert "2020年1—7月" in text
    assert "签订正式合同" in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--from", "2020-08-01", "--to", "2020-07-31"), "结束"),
        (("--from", "2020-02-30", "--to", "2020-07-31"), "--from"),
        (("--to", "七月"), "--to"),
        (("--to", "2020-07-31", "--scope", "unit:NOWHERE"), "NOWHERE"),
        (("--to", "2020-07-31", "--scope", "planet:火星"), "看不懂范围"),
        (("--to", "2020-07-31", "--as-of", "昨天"), "昨天"),
        (("--to", "2020-07-31", "--format", "pdf"), "pdf"),
        (("--to", "2020-07-31", "--code", "nothing"), "nothing"),
        (("--to", "2020-07-31", "--code", "advisers.count", "--scope", "industry:C"), "不分行业门类"),
        (("--to", "2020-07-31", "--standing", "MAYBE"), "VERIFIED"),
        (("--to", "2020-07-31", "--city", "999999"), "999999"),
    ],
)
def test_a_wrong_question_is_refused_in_chinese(
    told: Callable[..., str], arguments: tuple[str, ...], says: str
) -> None:
    with pytest.raises(CommandError, match=says):
        told(*arguments)


def check(path: Path) -> str:
    out = io.StringIO()
    try:
        call_command("check_figures", str(path), stdout=out, stderr=io.StringIO())
    except CommandError as refusal:
        return f"{out.getvalue()}{refusal.returncode}: {refusal}"
    return out.getvalue()


def test_a_table_that_holds_prints_nothing(told: Callable[..., str], tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        f"{TABLE_HEAD}\n"
        "signed.count,新签约项目,2020-01-01,2020-07-31,city,=,2,个\n"
        "signed.amount,新签约项目总投资,2020-01-01,2020-07-31,origin:珠三角,>=,1.2,亿元\n"
        "stock.signed.count,签约未开工项目,,2020-07-31,city,=,0,个\n",
        "utf-8",
    )
    assert check(table) == ""


def test_rows_that_differ_are_named_by_line(told: Callable[..., str], tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        f"{TABLE_HEAD}\nsigned.count,新签约项目,2020-01-01,2020-07-31,city,=,3,个\n"
        "signed.count,新签约项目,2020-01-01,2020-07-31,city,=,2,家\n",
        "utf-8",
    )
    said = check(table)
    assert "第2行 signed.count" in said
    assert "台账为 2个" in said
    assert "单位应为个" in said
    assert "1: 2 行中有 2 行与台账不符" in said


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("signed.count,x,2020-07-31,2020-01-01,city,=,3,个", "第2行"),
        ("signed.count,x,2020-07-41,2020-01-01,city,=,3,个", "2020-01-31"),
        ("signed.count,x,2020-01-01,2020-07-31,city,~,3,个", "relation"),
        ("signed.count,x,2020-01-01,2020-07-31,city,=,很多,个", "value"),
        ("signed.count,x,2020-01-01,2020-07-31,city,=,NaN,个", "value"),
        ("signed.nothing,x,2020-01-01,2020-07-31,city,=,3,个", "signed.nothing"),
        ("signed.count,x,2020-01-01,2020-07-31,origin:火星,=,3,个", "火星"),
    ],
)
def test_a_bad_row_is_refused_by_its_line(
    told: Callable[..., str], tmp_path: Path, row: str, says: str
) -> None:
    table = tmp_path / "table.csv"
    table.write_text(f"{TABLE_HEAD}\n{row}\n", "utf-8")
    assert says in check(table)


def test_a_file_that_is_no_table_is_refused(told: Callable[..., str], tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in check(table)
    table.write_text("code,value\n", "utf-8")
    assert "缺少列" in check(table)
    assert "没有这个文件" in check(tmp_path / "absent.csv")
    assert "读不了文件" in check(tmp_path)
