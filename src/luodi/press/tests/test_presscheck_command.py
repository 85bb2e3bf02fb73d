"""``./luodi presscheck``: text and JSON, with a city and without."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError

from luodi.organisation.models import City
from luodi.press.tests.makers import RIGHT


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "稿件.txt"
    path.write_text(RIGHT.replace("5个", "7个"), "utf-8")
    return path


def said(capsys, *arguments: str) -> str:
    call_command("presscheck", *arguments)
    return str(capsys.readouterr().out)


def test_the_json_names_findings_and_claims_with_their_places(signed, paper, capsys):
    found = json.loads(said(capsys, str(paper), "--format", "json", "--published", "2020-08-03"))
    text = paper.read_text("utf-8")
    wrong = [one for one in found["findings"] if one["severity"] == "error" and one["kind"] == "ledger"]
    assert [(text[one["start"] : one["end"]], one["expected"]) for one in wrong] == [("7", "5个")]
    first = found["claims"][0]
    assert (first["value"], first["unit"], first["indicator"], first["scope"]) == (
        7,
        "个",
        "signed.count",
        "city",
    )
    assert first["period"] == {"from": "2020-01-01", "to": "2020-07-31", "label": "2020年1—7月"}
    assert found["city"] == "349900"


def test_the_text_says_what_is_wrong_and_what_the_ledger_has(signed, paper, capsys):
    lines = said(capsys, str(paper), "--published", "2020-08-03")
    assert "【错误】" in lines
    assert "建议改为：5" in lines
    assert "signed.industrial.amount" in lines


def test_without_a_city_the_text_is_held_against_itself(db, paper, capsys):
    found = json.loads(said(capsys, str(paper), "--format", "json"))
    assert found["city"] == ""
    assert found["notes"] == ["没有连上城市台账，只核对了文中各数之间的关系"]
    assert found["claims"][0]["indicator"] == "signed.count"


def test_without_a_database_too(paper, capsys, monkeypatch):
    def broken() -> bool:
        raise DatabaseError

    monkeypatch.setattr(City.objects, "exists", broken)
    assert "没有连上城市台账" in said(capsys, str(paper))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "请写一个稿件文件"),
        (("没有.txt",), "读不了文件"),
        (("没有.txt", "--format", "yaml"), "没有“yaml”这种格式"),
    ],
)
def test_what_can_not_be_done_is_said(arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("presscheck", *arguments)
