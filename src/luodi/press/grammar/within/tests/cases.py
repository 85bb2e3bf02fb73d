"""What the tests of this package ask of a text."""

from datetime import date

from luodi.press.grammar.claims import Draft, Finding, Weight
from luodi.press.grammar.reading import read
from luodi.press.grammar.within.checking import check

PUBLISHED = date(2024, 11, 5)


def drafted(text: str) -> Draft:
    return read(text, published=PUBLISHED)


def found_in(text: str) -> tuple[Finding, ...]:
    return check(drafted(text))


def errors_in(text: str) -> list[tuple[str, str]]:
    """What is stated wrongly, and what it should be."""
    return [
        (finding.stated, finding.expected) for finding in found_in(text) if finding.weight is Weight.ERROR
    ]


def rules_in(text: str, weight: Weight) -> list[str]:
    return [finding.rule for finding in found_in(text) if finding.weight is weight]
