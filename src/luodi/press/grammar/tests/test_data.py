"""Every phrase, unit and rule of the data files is read in its own example."""

from datetime import date
from decimal import Decimal

import pytest

from luodi.press.grammar.claims import Claim, Exactness
from luodi.press.grammar.lexicon import rows
from luodi.press.grammar.reading import read
from luodi.press.grammar.vocabulary import NamedSpan, Vocabulary

PUBLISHED = date(2021, 6, 20)
CITY = Vocabulary(
    places=("石桥市", "石桥"), spans=(NamedSpan(("疫情防控期间",), date(2020, 1, 24), date(2020, 4, 30)),)
)


def claims_of(text: str) -> tuple[Claim, ...]:
    return read(text, published=PUBLISHED, vocabulary=CITY).claims


def all_rows(name: str) -> list[dict]:
    return [row for section in rows(name).values() for row in section]


@pytest.mark.parametrize("row", all_rows("subjects"), ids=lambda row: row["words"][0])
def test_a_phrase_gives_its_facets(row: dict) -> None:
    found = claims_of(row["example"])

    assert any(set(row["facets"]) <= one.subject.facets for one in found), [one.subject for one in found]


def test_no_phrase_stands_twice() -> None:
    words = [word for row in all_rows("subjects") for word in row["words"]]

    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize("row", all_rows("livelihood"), ids=lambda row: row["words"][0])
def test_what_is_not_of_investment_is_no_claim(row: dict) -> None:
    assert claims_of(row["example"]) == ()


@pytest.mark.parametrize("row", rows("passages")["forms"], ids=lambda row: row["reason"])
def test_a_form_that_counts_nothing_is_left_alone_and_says_why(row: dict) -> None:
    draft = read(row["example"], published=PUBLISHED)

    assert draft.claims == ()
    assert row["reason"] in {one.reason for one in draft.passages}


@pytest.mark.parametrize("row", rows("passages")["stretches"], ids=lambda row: row["reason"])
def test_an_advertisement_or_an_imprint_is_left_alone(row: dict) -> None:
    assert claims_of(row["example"]) == ()


def test_digits_in_quotation_marks_are_a_name() -> None:
    assert claims_of(rows("passages")["quoted"][0]["example"]) == ()


COUNTED = list(rows("units")["counts"].items())


@pytest.mark.parametrize(("unit", "row"), COUNTED, ids=lambda one: one if isinstance(one, str) else "")
def test_a_unit_that_claims_are_counted_in_is_read(unit: str, row: dict) -> None:
    assert [(one.value, one.unit) for one in claims_of(row["example"])] == [(Decimal(row["value"]), unit)]


@pytest.mark.parametrize(("unit", "row"), rows("units")["money"].items(), ids=str)
def test_money_is_read_in_its_currency(unit: str, row: dict) -> None:
    found = claims_of(row["example"])

    assert [one.value for one in found] == [Decimal(row["value"])]
    assert found[0].unit == row.get("unit", found[0].unit)
    assert found[0].unit.endswith(unit)


@pytest.mark.parametrize(("unit", "row"), rows("units")["rates"].items(), ids=str)
def test_a_rate_is_read_in_its_unit(unit: str, row: dict) -> None:
    found = claims_of(row["example"])

    assert [(one.value, one.unit) for one in found] == [(Decimal(row["value"]), row.get("unit", unit))]


@pytest.mark.parametrize(
    ("kind", "row"),
    [item for side in rows("exactness").values() for item in side.items()],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_words_say_how_a_number_is_meant(kind: str, row: dict) -> None:
    assert [(one.value, one.exactness) for one in claims_of(row["example"])] == [
        (Decimal(35), Exactness(kind))
    ]


@pytest.mark.parametrize("row", rows("indicators")["rows"], ids=lambda row: row["code"])
def test_a_claim_finds_its_figure(row: dict) -> None:
    before, rest = row["example"].split("【")
    number = rest.split("】")[0]
    found = claims_of(before + rest.replace("】", "", 1))

    here = [one for one in found if one.at == len(before) and one.value == Decimal(number)]
    assert [one.indicator for one in here] == [row["code"]], [(one.value, one.subject) for one in found]
