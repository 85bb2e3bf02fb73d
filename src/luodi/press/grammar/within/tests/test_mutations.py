"""Every linked number of the correct texts is changed in several ways: most changes are found."""

import random
from collections import Counter
from collections.abc import Iterator

from luodi.press.grammar.claims import Claim, Finding, Weight
from luodi.press.grammar.within.checking import check, relations_of
from luodi.press.grammar.within.relations import Sheet
from luodi.press.grammar.within.tests import texts
from luodi.press.grammar.within.tests.cases import drafted

WEAK = ("nested", "implied", "unit")


def linked(text: str) -> list[Claim]:
    sheet = Sheet(drafted(text))
    strong = [each for each in relations_of(sheet) if each.holds and not each.rule.startswith(WEAK)]
    numbers = {claim.number for each in strong for claim in each.claims}
    return [claim for claim in sheet.draft.claims if claim.number in numbers]


def mutants(number: str, dice: random.Random) -> Iterator[str]:
    """Other digits and changed places, as slips of the pen make them."""
    places = [place for place, character in enumerate(number) if character.isdigit()]
    for _ in range(3):
        digits = list(number)
        place = dice.choice(places[:-1] or places)
        digits[place] = str((int(digits[place]) + dice.choice((1, 2, 5))) % 10)
        changed = "".join(digits)
        if changed.strip("0.") and not changed.startswith("0"):
            yield changed


def about(findings: tuple[Finding, ...], claims: tuple[Claim, ...], at: int) -> Weight | None:
    here = {claim.number for claim in claims if claim.at == at}
    weights = [finding.weight for finding in findings if here & set(finding.claims)]
    return next((each for each in (Weight.ERROR, Weight.QUESTION) if each in weights), None)


def test_most_slips_are_errors_and_few_pass() -> None:
    dice = random.Random(7)
    seen: Counter[Weight | None] = Counter()
    for text in texts.ALL.values():
        for claim in linked(text):
            for number in mutants(text[claim.at : claim.to], dice):
                draft = drafted(text[: claim.at] + number + text[claim.to :])
                seen[about(check(draft), draft.claims, claim.at)] += 1
    total = sum(seen.values())
    assert total > 150
    assert seen[Weight.ERROR] / total > 0.85
    assert seen[None] / total < 0.08
