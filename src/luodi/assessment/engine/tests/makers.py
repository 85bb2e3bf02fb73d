"""Small schemes for the tests: one item around the term that is tried, its numbers written into it."""

import textwrap
from datetime import date

import pytest

from luodi.assessment.engine import ItemScore, Result, Scheme, SchemeRefused, evaluate, read
from luodi.assessment.engine.cases import Case, read_cases, run

YEAR_END = date(2024, 12, 31)


def scheme_of(items: str, inputs: str = "", rest: str = "") -> Scheme:
    """Read a scheme of the year 2024 with these items."""
    return read(text_of(items, inputs, rest))


def text_of(items: str, inputs: str = "", rest: str = "") -> str:
    parts = ["title: 试行办法\nyear: 2024\n"]
    if inputs:
        parts.append("inputs:\n" + textwrap.indent(textwrap.dedent(inputs).strip(), "  ") + "\n")
    parts.append("items:\n" + textwrap.indent(textwrap.dedent(items).strip(), "  ") + "\n")
    return "".join(parts) + textwrap.dedent(rest)


def case_of(scheme: Scheme, values: str = "{}", on: str = "2024-12-31") -> Case:
    """Return the situation of one case; ``values`` are its inputs, or its members."""
    key = "members" if "members:" in values else "inputs"
    body = values.removeprefix("members:").strip() or "{}"
    text = f"- on: {on}\n  {key}: {body}\n  expect: {{rank: 1}}\n"
    if key == "members":
        text = f"- on: {on}\n  members: {body}\n  expect: {{{first_of(body)}: {{rank: 1}}}}\n"
    return read_cases(text, scheme)[0]


def first_of(body: str) -> str:
    return body.lstrip("{ ").partition(":")[0]


def result_of(scheme: Scheme, values: str = "{}", on: str = "2024-12-31") -> Result:
    case = case_of(scheme, values, on)
    return evaluate(scheme, case.situation, on=case.on)


def item_of(items: str, values: str = "{}", inputs: str = "", on: str = "2024-12-31") -> ItemScore:
    """Score the first item of a scheme for the first member."""
    result = result_of(scheme_of(items, inputs), values, on)
    return next(iter(result.members.values())).items[0]


def points_of(items: str, values: str = "{}", inputs: str = "", on: str = "2024-12-31") -> float:
    return float(item_of(items, values, inputs, on).points)


def said_of(items: str, values: str = "{}", inputs: str = "", on: str = "2024-12-31") -> str:
    return "\n".join(item_of(items, values, inputs, on).sentences())


def refused(text: str) -> str:
    """Return what is said against a text, with the lines."""
    with pytest.raises(SchemeRefused) as caught:
        read(text, knows=lambda code: code == "signed.count")
    assert all(finding.line >= 1 and finding.column >= 1 for finding in caught.value.findings)
    return str(caught.value)


def passes(scheme: Scheme, text: str) -> bool:
    return not any(run(scheme, case).differences for case in read_cases(text, scheme))
