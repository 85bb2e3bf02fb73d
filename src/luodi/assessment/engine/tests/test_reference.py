"""The reference for those who write schemes says every key there is, and its examples are true."""

import re
from pathlib import Path

import pytest

from luodi.assessment.engine import language, read
from luodi.assessment.engine.cases import read_cases, run
from luodi.assessment.engine.outcome_readers import OVERRIDES
from luodi.assessment.engine.terms.due import Pace

PAGE = (Path(__file__).parents[5] / "docs" / "user" / "schemes.md").read_text("utf-8")
GENERAL = (
    *language.TOP,
    *language.COMMON,
    *language.INPUT,
    *language.OVERRIDE,
    *language.CASE,
    *language.EXPECT,
)


def row(key: language.Key) -> str:
    default = "必写" if key.required else key.default
    return f"| `{key.name}` | {key.title}：{key.meaning} | {default} |"


def test_every_general_key_stands_in_the_reference_with_its_meaning_and_default() -> None:
    assert [key.name for key in GENERAL if row(key) not in PAGE] == []


@pytest.mark.parametrize("kind", language.KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_its_section_its_example_and_its_keys(kind: language.Kind) -> None:
    section = PAGE.partition(f"### {kind.title} `{kind.name}`\n")[2].partition("\n### ")[0]
    assert kind.example in section
    general = {key.name for key in language.KINDS_BY_NAME["ratio"].keys[:7]}
    own = [key for key in kind.keys if key.name not in general and kind.name != "phased"]
    assert [key.name for key in own if row(key) not in section] == []


def test_every_word_that_may_be_chosen_stands_in_the_reference() -> None:
    words = [*OVERRIDES, *(pace.value for pace in Pace if pace not in (Pace.TABLE, Pace.GIVEN))]
    assert [word for word in words if f"`{word}`" not in PAGE] == []


def test_the_example_at_the_top_is_a_scheme_whose_cases_pass() -> None:
    text = re.findall(r"```yaml\n(title: .*?)```", PAGE, re.DOTALL)[0]
    scheme = read(text)
    (case,) = read_cases(text, scheme)
    outcome = run(scheme, case)
    assert not outcome.differences
    for line in ("签约项目数 27 个 ÷ 签约目标 30 个 = 90.00%", "90.00% × 60 分 = 54 分"):
        assert line in PAGE
        assert line in "\n".join(outcome.result.members["甲县"].sentences())
