"""The catalogue as data: every definition is whole, and every refusal is clear."""

from datetime import date

import pytest

from luodi.figures.indicators import Measure, UnknownIndicator, applies, catalogue, indicator


@pytest.mark.parametrize("one", catalogue(), ids=lambda one: one.code)
def test_a_definition_says_what_counts_and_by_which_document(one) -> None:  # type: ignore[no-untyped-def]
    assert one.definition.endswith("。")
    assert one.source
    assert one.unit
    assert one.is_ratio == (one.kind is None)
    if one.is_ratio:
        parts = indicator(one.numerator), indicator(one.denominator)
        assert parts[0].unit == (one.unit if one.measure == Measure.MEAN else parts[1].unit)
        assert parts[0].nature == parts[1].nature


def test_names_are_told_apart() -> None:
    names = [one.name for one in catalogue()]
    assert len(set(names)) == len(names)


def test_an_unknown_indicator_is_refused_by_its_code() -> None:
    with pytest.raises(UnknownIndicator, match=r"signed\.everything"):
        indicator("signed.everything")


def test_a_definition_answers_only_from_its_first_day() -> None:
    with pytest.raises(UnknownIndicator, match="起才有定义"):
        indicator("signed.count", on=date(1999, 1, 1))


def test_only_indicators_whose_facts_carry_a_dimension_apply_to_it() -> None:
    assert applies(indicator("ceremony.projects"), ["event"])
    assert not applies(indicator("advisers.count"), ["event"])
    assert applies(indicator("signed.industrial.count_share"), ["origin", "unit"])
