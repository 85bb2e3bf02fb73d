"""The packs: each rule of practice as a scheme with its cases, and the language's own examples."""

from importlib import resources
from pathlib import Path

import pytest

from luodi.assessment.engine import language, read
from luodi.assessment.engine.cases import read_cases, run
from luodi.assessment.engine.tests.makers import text_of
from luodi.assessment.engine.tree import parse
from luodi.figures.indicators import catalogue

PACKS = sorted(Path(str(resources.files("luodi.assessment"))).glob("schemes/*/scheme.yaml"))
KNOWN = {one.code for one in catalogue()}
EXAMPLE_INPUTS = """
funds: 到位资金
confirmed_score: 确认分
done: 完成
plan: 计划
opinions: {title: 评议, type: ratings}
projects: {title: 项目, type: rows, columns: {done: 完成, plan: 计划}}
"""


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.parent.name)
def test_every_case_of_a_pack_comes_as_it_says(path: Path) -> None:
    scheme = read(path.read_text("utf-8"), source=path.parent.name, knows=KNOWN.__contains__)
    cases = read_cases((path.parent / "cases.yaml").read_text("utf-8"), scheme)
    assert cases
    assert not [text for case in cases for text in run(scheme, case).differences]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.parent.name)
def test_a_pack_says_where_it_comes_from_and_what_its_text_leaves_open(path: Path) -> None:
    rules = read(path.read_text("utf-8")).latest
    assert rules.code == path.parent.name
    assert rules.source
    assert rules.remarks
    if rules.code.startswith("r"):
        assert "没有写明的" in rules.remarks


def test_every_rule_of_practice_has_its_pack() -> None:
    numbers = {path.parent.name[:3] for path in PACKS}
    assert {f"r{number:02}" for number in range(1, 24)} <= numbers


@pytest.mark.parametrize("kind", language.KINDS, ids=lambda kind: kind.name)
def test_the_example_of_a_kind_can_be_read(kind: language.Kind) -> None:
    body = "".join(f"  {line}\n" for line in kind.example.splitlines())
    weight = "" if kind.name == "bonus" else "  weight: 10\n"
    items = f"- code: B\n{weight}{body}- {{code: A1, weight: 10, kind: points, value: 1}}"
    assert read(text_of(items, EXAMPLE_INPUTS)).latest.items[0].kind == kind.name


def test_only_keys_that_the_language_describes_are_used_by_packs() -> None:
    described = {key.name for kind in language.KINDS for key in kind.keys} | {
        key.name for key in language.COMMON
    }
    used = {
        key
        for path in PACKS
        for one in parse(path.read_text("utf-8")).entries["items"].all()
        if "kind" in one.entries
        for key in one.entries
    }
    assert not used - described - {"from", "to", "points", "title", "when"}
