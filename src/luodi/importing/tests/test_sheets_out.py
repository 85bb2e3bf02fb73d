"""What goes back to the clerk: the own workbook with its errors marked, and the unit's template, taken back again."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from luodi.importing import returning, template
from luodi.importing.choices import ChangeMode, RowClass
from luodi.importing.models import Import
from luodi.importing.tests.makers import HEADS, ROWS, bring, commit, look, rows_of, workbook
from luodi.ledger.kinds import Capital, FactKind
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of
from luodi.organisation.tests.makers import Clock
from luodi.projects import services
from luodi.projects.choices import Field, Stage
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project, make_signed

FORMULA = "=1+1"


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def n_formulas(book: openpyxl.Workbook) -> int:
    return sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def marked(imported: Import, by: Account) -> openpyxl.Workbook:
    look(imported, by=by)
    return opened(returning.marked(imported))


def wrong_rows() -> list[tuple[object, ...]]:
    rows = [list(one) for one in ROWS]
    rows[0][1], rows[1][4] = FORMULA, "无此地"
    return [tuple(row) for row in rows]


def test_the_wrong_cell_is_marked_where_it_stands(liu: Account) -> None:
    book = marked(bring(workbook(wrong_rows()), by=liu), by=liu)
    cell = book["签约"]["E4"]
    assert cell.value == "无此地"
    assert "无此地" in (cell.comment.text if cell.comment else "")
    assert cell.fill.fgColor.rgb == "FFF2CFCB"
    listed = book["核对结果"]
    assert [listed.cell(2, column).value for column in (1, 2, 3)] == ["签约", "E4", "云溪锂电池隔膜项目"]


def test_no_text_becomes_a_formula_on_its_way_back(liu: Account) -> None:
    rows = [(1, "=HYPERLINK(1)", "=2", 1, "=cmd|' /C calc'!A0", "C39", "2020-07-06")]
    book = marked(bring(workbook(rows), by=liu), by=liu)
    assert n_formulas(book) == 0
    assert book["签约"]["B3"].value == "=HYPERLINK(1)"


def test_a_csv_comes_back_as_a_workbook_with_the_same_cells(liu: Account) -> None:
    lines = [",".join(HEADS), *(",".join(str(value) for value in row) for row in wrong_rows())]
    imported = bring("\n".join(lines).encode("gb18030"), by=liu, name="台账.csv")
    book = marked(imported, by=liu)
    sheet = book.worksheets[0]
    assert sheet["B2"].value == FORMULA
    assert n_formulas(book) == 0
    assert sheet["E3"].comment is not None


def test_every_wrong_cell_of_many_is_listed_on_the_sheet_of_results(liu: Account) -> None:
    rows = [(i, f"云溪第{i}号", f"示例{i}公司", 1, "无此地", "C39", "2020-07-06") for i in range(1, 1301)]
    book = marked(bring(workbook(rows), by=liu), by=liu)
    assert book["核对结果"].max_row == 1301


def filled(unit_of: Account, clock: Clock, *, empty: bool = False) -> openpyxl.Workbook:
    content, _ = template.unit_template(
        unit=unit_of.unit, reach=reach_of(unit_of), on=clock.day, filled=not empty
    )
    return opened(content)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def column(sheet: Worksheet, title: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == title)


@pytest.fixture
def signed(liu: Account, qin: Account) -> Project:
    return make_signed(
        by=liu,
        verifier=qin,
        details={Field.CAPITAL: Capital.DOMESTIC, Field.PHONE: "13800001234", Field.ADDRESS: "示例路 1 号"},
    )


def test_a_template_that_was_not_touched_changes_nothing(liu: Account, signed: Project, clock: Clock) -> None:
    make_project(by=liu, name="云溪氢能装备项目", total=None, investor_name="", origin="", industry="")
    imported = bring(saved(filled(liu, clock)), by=liu, name="模板.xlsx")
    head = look(imported, by=liu)
    assert rows_of(imported, RowClass.REFUSED) == rows_of(imported, RowClass.CHANGED) == []
    assert head["counts"]["SAME"] == 2


def test_what_was_edited_offline_comes_back_cell_by_cell(liu: Account, signed: Project, clock: Clock) -> None:
    book = filled(liu, clock)
    sheet = book["项目"]
    sheet.cell(2, column(sheet, "总投资（万元）")).value = 15000
    sheet.cell(2, column(sheet, "建设地点")).value = "示例路 2 号"
    imported = bring(saved(book), by=liu, name="模板.xlsx")
    look(imported, by=liu)
    (row,) = rows_of(imported, RowClass.CHANGED)
    assert {one[0]: one[2:4] for one in row["differences"]} == {
        "总投资": ["12000 万元", "15000 万元"],
        "建设地点": ["示例路 1 号", "示例路 2 号"],
    }
    commit(imported, by=liu, changes=ChangeMode.CHANGE, effective_on=clock.day, reason="追加投资")
    signed.refresh_from_db()
    assert signed.total_fen == 15_000_000_000
    assert signed.plan.address == "示例路 2 号"


def test_a_row_without_a_key_is_a_new_project(liu: Account, signed: Project, clock: Clock) -> None:
    book = filled(liu, clock)
    sheet = book["项目"]
    given: dict[str, Any] = {
        "项目名称": "云溪新项目", "投资方": "示例新公司", "阶段": "签约", "总投资（万元）": 8000, "来源地": "上海市",
        "行业": "C29 橡胶和塑料制品业", "签约日期": "2020-07-20",
    }  # fmt: skip
    for title, value in given.items():
        sheet.cell(3, column(sheet, title)).value = value
    imported = bring(saved(book), by=liu, name="模板.xlsx")
    assert look(imported, by=liu)["counts"] == {
        "NEW": 1, "CHANGED": 0, "SAME": 1, "DUPLICATE": 0, "REFUSED": 0,
    }  # fmt: skip
    commit(imported, by=liu)
    assert Project.objects.get(name="云溪新项目").stage == Stage.SIGNED


def test_a_row_that_somebody_has_changed_meanwhile_is_pointed_out(
    liu: Account, signed: Project, clock: Clock
) -> None:
    content = saved(filled(liu, clock))
    first = opened(content)
    sheet = first["项目"]
    sheet.cell(2, column(sheet, "总投资（万元）")).value = 15000
    earlier = bring(saved(first), by=liu, name="先.xlsx")
    commit(earlier, by=liu, changes=ChangeMode.CHANGE, effective_on=clock.day, reason="追加投资")
    late = bring(content, by=liu, name="后.xlsx")
    look(late, by=liu)
    (row,) = rows_of(late, RowClass.REFUSED)
    assert "又被修改过" in row["faults"][0][1]


def test_a_key_of_another_unit_is_a_key_of_nobody(liu: Account, wu: Account, clock: Clock) -> None:
    make_project(by=wu, name="石桥钙钛矿电池项目")
    content = saved(filled(wu, clock))
    imported = bring(content, by=liu, name="别人的.xlsx")
    look(imported, by=liu)
    (row,) = rows_of(imported, RowClass.REFUSED)
    assert any("不归您填报" in fault[1] for fault in row["faults"])


def test_the_template_has_dropdowns_locked_heads_and_no_telephone(
    liu: Account, signed: Project, clock: Clock
) -> None:
    book = filled(liu, clock)
    sheet = book["项目"]
    assert sheet.protection.sheet
    assert sheet["A1"].protection.locked
    assert not sheet.cell(2, column(sheet, "项目名称")).protection.locked
    assert len(sheet.data_validations.dataValidation) >= 6
    assert book["选项"].sheet_state == "hidden"
    assert not any("13800001234" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_an_empty_template_holds_no_projects(liu: Account, signed: Project, clock: Clock) -> None:
    sheet = filled(liu, clock, empty=True)["项目"]
    assert sheet["B2"].value is None


def test_the_empty_template_is_understood_as_it_is_filled_in(liu: Account, clock: Clock) -> None:
    book = filled(liu, clock, empty=True)
    sheet = book["项目"]
    for at, one in enumerate(template.HEADS, start=1):
        example = {"项目名称": "云溪新项目", "投资方": "示例新公司", "总投资（万元）": 8000, "来源地": "上海市",
                   "行业": "C29", "签约日期": date(2020, 7, 20)}.get(one.title)  # fmt: skip
        if example is not None:
            sheet.cell(2, at).value = example
    imported = bring(saved(book), by=liu, name="空白.xlsx")
    head = look(imported, by=liu)
    assert head["counts"]["NEW"] == 1
    (understood,) = [one for one in head["sheets"] if one["name"] == "项目"]
    fields = {one["heading"]: one["field"] for one in understood["columns"]}
    wanted = {one.title: one.field.value for one in template.HEADS if one.field is not None}
    assert {title: fields.get(title) for title in wanted} == wanted


def test_a_template_that_nobody_touched_changes_nothing_even_of_a_rejected_project(
    liu: Account, qin: Account, clock: Clock
) -> None:
    make_signed(by=liu, verifier=qin)
    services.reject(
        project=make_project(by=liu, name="云溪冷链物流中心"),
        kind=FactKind.PROJECT_NEGOTIATING,
        reason="没有洽谈记录",
        actor=qin,
        at=clock.now,
    )
    content, n = template.unit_template(unit=liu.unit, reach=reach_of(liu), on=clock.day, filled=True)
    counts = look(bring(content, by=liu, name="模板.xlsx"), by=liu)["counts"]
    assert n == 2
    assert counts == {**dict.fromkeys(RowClass.values, 0), RowClass.SAME.value: 2}
