"""``./luodi scheme``: what it prints and how it ends, without a database."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

SCHEME = """
title: 试行办法
year: 2024
total: 100
inputs: {n: {title: 签约数, unit: 个}}
items: [{code: A, title: 签约, weight: 100, kind: ratio, actual: n, target: 10}]
"""
CASES = "cases: [{name: 甲, inputs: {n: 9}, expect: 90}, {name: 乙, inputs: {n: 8}, expect: 81}]"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "scheme.yaml").write_text(SCHEME, "utf-8")
    (tmp_path / "cases.yaml").write_text(CASES, "utf-8")
    return tmp_path


def says(capsys: Any, *arguments: object) -> str:
    call_command("scheme", *map(str, arguments))
    return str(capsys.readouterr().out)


def refusal(*arguments: object) -> CommandError:
    with pytest.raises(CommandError) as caught:
        call_command("scheme", *map(str, arguments))
    return caught.value


def test_a_folder_or_its_file_is_checked(pack: Path, capsys: Any) -> None:
    assert "写法没有问题，1 个考核项、1 个输入" in says(capsys, "check", pack)
    assert "写法没有问题" in says(capsys, "check", pack / "scheme.yaml")


def test_a_scheme_that_is_wrong_is_refused_with_its_lines(pack: Path) -> None:
    (pack / "scheme.yaml").write_text(
        SCHEME.replace("total: 100", "total: 90").replace("actual: n", "actual: q"), "utf-8"
    )
    refused = refusal("check", pack)
    assert refused.returncode == 1
    assert "第 4 行" in str(refused)
    assert "第 6 行" in str(refused)


def test_a_case_that_fails_ends_with_one_and_says_the_difference(pack: Path, capsys: Any) -> None:
    refused = refusal("test", pack)
    assert (refused.returncode, str(refused)) == (1, "2 个算例中有 1 个不符")
    shown = capsys.readouterr().out
    assert "相符  甲" in shown
    assert "不符  乙\n      本单位：总分应为 81，实际为 80" in shown


def test_one_case_can_be_run_alone(pack: Path, capsys: Any) -> None:
    assert says(capsys, "test", pack, "--case", "甲") == "相符  甲\n"
    assert "没有算例“丙”，有：甲、乙" in str(refusal("test", pack, "--case", "丙"))


def test_cases_stand_in_the_file_beside_it_or_elsewhere(pack: Path, capsys: Any) -> None:
    alone = pack / "another.yaml"
    alone.write_text(f"{SCHEME}\n{CASES.replace('81', '80').replace('乙', '丙')}", "utf-8")
    assert says(capsys, "test", alone) == "相符  甲\n相符  丙\n"
    assert says(capsys, "test", pack, "--cases", alone) == "相符  甲\n相符  丙\n"
    (pack / "cases.yaml").unlink()
    assert "没有算例" in str(refusal("test", pack))


def test_an_explanation_is_printed_as_text_or_json(pack: Path, capsys: Any) -> None:
    assert "签约数 9 个 ÷ 目标 10 个 = 90.00%" in says(capsys, "explain", pack, "--case", "甲")
    assert "与算例不符：本单位：总分应为 81" in says(capsys, "explain", pack)
    data = json.loads(says(capsys, "explain", pack, "--case", "甲", "--format", "json"))
    assert (data["members"][0]["total"], data["differences"]) == ("90", [])
    assert len(json.loads(says(capsys, "explain", pack, "--format", "json"))) == 2


def test_dated_values_are_named_when_a_scheme_is_checked(pack: Path, capsys: Any) -> None:
    (pack / "scheme.yaml").write_text(
        SCHEME.replace("target: 10", "target: {2024-01-01: 10, 2024-07-01: 12}"), "utf-8"
    )
    assert "按 2024-01-01、2024-07-01 起的值核对" in says(capsys, "check", pack)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert "没有这个文件" in str(refusal("check", tmp_path / "no.yaml"))
    (tmp_path / "gbk.yaml").write_bytes("名称".encode("gbk"))
    assert "应为 UTF-8 编码" in str(refusal("check", tmp_path / "gbk.yaml"))
    (tmp_path / "dir.yaml" / "scheme.yaml").mkdir(parents=True)
    assert "读不了文件" in str(refusal("check", tmp_path / "dir.yaml"))


def test_an_unknown_indicator_is_refused(pack: Path) -> None:
    (pack / "scheme.yaml").write_text(SCHEME.replace("unit: 个", "indicator: signed.cuont"), "utf-8")
    assert "指标目录里没有“signed.cuont”这个指标" in str(refusal("check", pack))
