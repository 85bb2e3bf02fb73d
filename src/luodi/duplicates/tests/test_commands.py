"""The commands: what a list of firms says of the judge, and a scan of the whole city."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from luodi.duplicates import checking
from luodi.duplicates.models import DuplicateCase
from luodi.kernel.codes import credit_code_check_digit
from luodi.organisation.models import Account
from luodi.projects.tests.makers import make_project

CODES = ("91340400MA2AAAAA0", "91340400MA2BBBBB0", "91340400MA2CCCCC0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    one, other, third = (first + credit_code_check_digit(first) for first in CODES)
    firms = [
        ("明湖光学新材料科技有限公司", one),
        ("明湖光学新材料科技股份有限公司", one),
        ("玉泉玻璃制品厂", other),
        ("玉全玻璃制品厂", other),
        ("金河粮油加工有限公司", third),
        ("金河粮油加工有限公司济宁分公司", ""),
    ]
    rows = "\n".join(",".join(row) for row in [("企业名称", "统一社会信用代码"), *firms])
    (tmp_path / "firms.csv").write_text(rows, encoding="utf-8-sig")
    (tmp_path / "short.csv").write_text(
        "企业（集团）名称,规范简称\n中国光学工业集团公司,中光集团\n", encoding="utf-8"
    )
    return tmp_path


def test_lists_label_their_own_pairs_and_the_judge_is_measured_on_them(folder: Path) -> None:
    found = {score.title: score for score in checking.scores(folder)}
    names = found["firms，只看名称，一级至三级"]
    assert (names.found, names.right, names.all) == (2, 2, 2)
    assert (found["firms，名称和信用代码"].right, found["firms，名称和信用代码"].found) == (2, 2)
    assert found["short，简称（品牌）与全称"].right == 1


def test_the_command_prints_precision_recall_and_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "N_TIMED", 300)
    said = StringIO()
    call_command("check_names", folder, stdout=said)
    assert "准确率 100.00%" in said.getvalue()
    assert "300 个名称两两判重" in said.getvalue()
    with pytest.raises(CommandError, match="没有 CSV"):
        call_command("check_names", folder / "nothing")


def test_made_names_are_always_the_same() -> None:
    assert checking.made_names(50) == checking.made_names(50)
    assert len(set(checking.made_names(50))) == 50


def test_a_scan_by_command_opens_cases(qin: Account, liu: Account, wu: Account) -> None:
    make_project(by=liu)
    make_project(by=wu, area=None)
    said = StringIO()
    call_command("scan_duplicates", qin.login, stdout=said)
    assert "1 对" in said.getvalue()
    assert DuplicateCase.objects.count() == 1
    with pytest.raises(CommandError, match="没有账号"):
        call_command("scan_duplicates", "nobody")
    with pytest.raises(CommandError, match="排查"):
        call_command("scan_duplicates", liu.login)
