"""Importing from the command line: the same act as on the page."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from luodi.importing.rules import ImportRefused
from luodi.importing.tests.makers import ROWS, workbook
from luodi.organisation.models import Account
from luodi.projects.models import Project


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook())
    return path


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import", *arguments, stdout=out)
    return out.getvalue()


def test_a_sheet_is_committed_as_somebody(liu: Account, sheet: Path) -> None:
    said = run(str(sheet), "--commit", "--as", "liu", "--for", "YUNXI")
    assert "新增 3" in said
    assert "已入账" in said
    assert Project.objects.count() == 3
    assert "没有重复登记" in run(str(sheet), "--commit", "--as", "liu")
    assert Project.objects.count() == 3


def test_columns_can_be_named_on_the_command_line(liu: Account, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(
        workbook(heads=("序号", "项目名称", "投资方", "盘子（亿元）", "来源地", "行业", "签约日期"))
    )
    assert "新增 3" in run(str(path), "--commit", "--as", "liu", "--map", "D=total")


def test_wrong_rows_are_listed_and_nothing_is_recorded(liu: Account, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(
        workbook([*ROWS[:2], (3, "云溪冷链物流中心", "示例冷链有限公司", 1, "无此地", "G59", "2020.6")])
    )
    with pytest.raises(ImportRefused, match="不能入账"):
        run(str(path), "--commit", "--as", "liu")
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--commit"], "--as"),
        (["--commit", "--as", "nobody"], "没有启用的账号"),
        (["--commit", "--as", "liu", "--for", "NOWHERE"], "没有单位编码"),
        ([], "--preview"),
    ],
)
def test_what_is_missing_is_said(liu: Account, sheet: Path, arguments: list[str], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        run(str(sheet), *arguments)
