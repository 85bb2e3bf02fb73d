"""Claims know their whole, their list, the parts of a share and what they repeat."""

from luodi.press.grammar.claims import Claim
from luodi.press.grammar.within.checking import link
from luodi.press.grammar.within.tests import texts
from luodi.press.grammar.within.tests.cases import drafted


def linked(text: str) -> dict[int, Claim]:
    return {claim.number: claim for claim in link(drafted(text)).claims}


def values(claims: dict[int, Claim]) -> dict[str, Claim]:
    return {str(claim.value): claim for claim in claims.values()}


def test_a_part_knows_its_whole() -> None:
    claims = linked(texts.SIGNED)
    part = values(claims)["93"]
    assert part.of is not None
    assert str(claims[part.of].value) == "127"


def test_a_share_knows_its_parts() -> None:
    claims = linked(texts.SIGNED)
    parts = values(claims)["75.77"].parts
    assert parts is not None
    assert [str(claims[number or 0].value) for number in parts] == ["73.8", "97.4"]


def test_items_of_a_list_stand_together() -> None:
    claims = values(linked(texts.BATCHES))
    assert claims["37"].list_id == claims["222.3" if "222.3" in claims else "254.38"].list_id is not None


def test_a_repeat_knows_what_it_repeats() -> None:
    claims = linked(texts.REPEATS)
    later = list(claims.values())[-1]
    assert later.repeat_of is not None
    assert claims[later.repeat_of].value == later.value
