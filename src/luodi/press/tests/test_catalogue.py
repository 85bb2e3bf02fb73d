"""The rules of the grammar and the catalogue of figures know the same codes, and the same names."""

from datetime import date

import pytest

from luodi.figures.indicators import Indicator, catalogue
from luodi.figures.indicators import Measure as Figured
from luodi.press.grammar.claims import Measure
from luodi.press.grammar.mapping import rules
from luodi.press.grammar.reading import read

PUBLISHED = date(2021, 9, 23)
IN_DAYS = frozenset({"天", "人天"})
UNSAID = frozenset(
    {"ceremony.guests", "cohort.funds.amount", "leads.received.converted", "pace.started.count"}
) | {"pace.producing.count"}
"""Figures whose names alone are no sentence of a release."""
SHARED = tuple(one for one in catalogue() if one.unit not in IN_DAYS and one.code not in UNSAID)


def test_every_code_of_the_rules_is_in_the_catalogue() -> None:
    known = {one.code for one in catalogue()}

    assert {rule.code for rule in rules()} - known == set()


def test_a_rule_asks_for_what_its_figure_measures() -> None:
    figures = {one.code: one for one in catalogue()}
    money = {rule.code for rule in rules() if rule.measure is Measure.AMOUNT}
    shares = {rule.code for rule in rules() if rule.measure is Measure.SHARE}

    assert {code for code in money if figures[code].unit != "亿元"} == set()
    assert {code for code in shares if figures[code].unit != "%"} == set()


def test_a_rule_calls_a_stock_what_is_asked_on_a_day() -> None:
    figures = {one.code: one for one in catalogue()}

    assert {rule.code for rule in rules() if rule.stock != figures[rule.code].asks_day_alone} == set()


@pytest.mark.parametrize("one", SHARED, ids=lambda one: one.code)
def test_a_figure_is_known_by_its_names(one: Indicator) -> None:
    for name in (one.name, *one.aliases):
        (found, *more) = read(f"1—5月，全市{name}12{one.unit}。", published=PUBLISHED).claims

        assert (found.indicator, more) == (one.code, []), name


def test_ratios_are_told_from_counts() -> None:
    shares = {one.code for one in catalogue() if one.measure in (Figured.RATIO, Figured.COHORT)}

    assert shares - {rule.code for rule in rules()} == set()
