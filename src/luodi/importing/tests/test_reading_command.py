"""./luodi import FILE --preview: what programs and people are shown, and that nothing is needed and nothing written."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from luodi.importing.reading import ImportField
from luodi.importing.tests.sheets import Page, workbook
from luodi.kernel.findings import Refusal
from luodi.projects.choices import Field

LIST = Page(
    [
        ["序号", "项目名称", "总投资（亿元）", "成交价（万元）"],
        [1, "云溪供水工程", 5, 700],
        [2, "南屏风电场", "abc", 800],
        ["合计", None, 6, 1500],
    ],
    "签约",
)
MATRIX = Page([["县区", "个数"], ["云溪县", 3], ["南屏区", 4]], "汇总")
OLD = Page([["项目名称"], ["旧项目"]], "旧表", hidden=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook(LIST, MATRIX, OLD).getvalue())
    return path


def preview(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    call_command("import", str(path), "--preview", "--format", "json", *more)
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_a_program_is_told_sheet_by_sheet(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = preview(path, capsys)
    listed, matrix, old = told["sheets"]
    assert (told["rows"], told["amount_wan"], told["refused"]) == (2, 50000, 1)
    assert (listed["sheet"], listed["hidden"], listed["table"], listed["rows"]) == ("签约", False, "A1:D4", 2)
    assert [column["field"] for column in listed["columns"]] == ["seq", "name", "total", None]
    assert listed["columns"][2]["unit"] == "亿元"
    wrong = next(one for one in listed["findings"] if one["severity"] == "error")
    assert (wrong["cell"], wrong["value"]) == ("C3", "abc")
    assert wrong["message"]
    assert wrong["expected"]
    assert (matrix["rows"], matrix["amount_wan"]) == (0, None)
    assert matrix["reason"]
    assert (old["rows"], old["hidden"]) == (0, True)


def test_a_column_is_mapped_by_hand_and_a_hidden_sheet_asked_for(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert preview(path, capsys, "--sheet", "签约", "--map", "D=total")["amount_wan"] == 1500
    assert preview(path, capsys, "--sheet", "签约", "--map", "d=总投资", "--map", "C=-")["refused"] == 0
    assert preview(path, capsys, "--sheet", "旧表")["rows"] == 1


def test_a_person_is_told_in_words(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import", str(path), "--preview")
    told = capsys.readouterr().out
    assert "合计 2 个项目，总投资 50000 万元" in told
    assert "[错误] C3" in told


@pytest.mark.parametrize("wrong", [["--map", "D"], ["--map", "D=x"], ["--unit", "斤"], ["--rate", "美元=x"]])
def test_what_cannot_be_asked_is_refused(path: Path, wrong: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("import", str(path), "--preview", *wrong)


@pytest.mark.parametrize(
    "wrong", [["--sheet", "没有"], ["--map", "ZZ=total"], ["--table", "x"], ["--header-row", "999"]]
)
def test_what_is_not_in_the_sheet_is_refused(path: Path, wrong: list[str]) -> None:
    with pytest.raises(Refusal):
        call_command("import", str(path), "--preview", *wrong)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有这个文件"):
        call_command("import", str(tmp_path / "x.xlsx"), "--preview")


def test_every_field_of_a_project_can_be_a_column() -> None:
    known = {one.value for one in ImportField}
    assert {one.value for one in Field} - known <= {"enterprise", "shares"}
    assert known - {one.value for one in Field} == {"seq", "code", "credit_code", "stage"}
