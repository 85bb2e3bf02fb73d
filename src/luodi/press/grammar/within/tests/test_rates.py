"""Every rate with a name follows in its example, and is found when it does not."""

import re

import pytest

from luodi.press.grammar.within.tests.cases import errors_in, found_in
from luodi.press.grammar.within.words import linking

EXAMPLES = {name: entry["example"] for name, entry in linking()["rates"].items()}


@pytest.mark.parametrize("text", EXAMPLES.values(), ids=EXAMPLES)
def test_an_example_holds_and_another_rate_does_not(text: str) -> None:
    assert not [finding for finding in found_in(text) if finding.rule == "share.rate"]
    (stated,) = re.findall(r"([\d.]+)%", text)
    ((wrong, _),) = errors_in(text.replace(f"{stated}%", "41%"))
    assert wrong == "41"


def test_rates_in_a_list_are_taken_in_their_order() -> None:
    text = "签约项目80个，开工项目52个，投产项目13个，投产率、开工率分别为25%、65%。"
    assert errors_in(text) == []
    assert errors_in(text.replace("65%", "56%")) == [("56", "65")]
