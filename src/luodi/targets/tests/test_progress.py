"""Time progress, gaps, lights and forecasts, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from luodi.refdata.workdays import NATIONAL
from luodi.sponsorship.choices import Colour
from luodi.targets import progress
from luodi.targets.choices import Basis, Phasing
from luodi.targets.progress import EXAMPLE_TERMS, Terms

YEAR = 2020


def due(
    on: date, *, basis: Basis = Basis.MONTHS, phasing: Phasing = Phasing.STEADY, steps: tuple[int, ...] = ()
) -> Fraction:
    phases = [Decimal(one) for one in steps]
    return progress.due_share(
        phasing=phasing,
        phases=phases,
        value=Decimal(100),
        on=on,
        year=YEAR,
        basis=basis,
        calendar=NATIONAL,
    )


def light(share: str, due_share: str, terms: Terms = EXAMPLE_TERMS) -> progress.Light:
    return progress.judge(Fraction(share), Fraction(due_share), terms)


@pytest.mark.parametrize(
    ("done", "target", "month", "share", "gap"),
    [
        ("15150", "19500", 9, "77.69%", "+2.69"),
        ("4169", "10000", 5, "41.69%", "+0.02"),
        ("5718", "10000", 5, "57.18%", "+15.51"),
        ("1999", "10000", 2, "19.99%", "+3.32"),
        ("313.64", "1015", 3, "30.90%", "+5.90"),
    ],
)
def test_published_gaps_are_reproduced(done: str, target: str, month: int, share: str, gap: str) -> None:
    standing = progress.Standing(
        Fraction(done) / Fraction(target), Fraction(month, 12), progress.Light(Colour.GREEN, ""), None
    )
    assert (standing.share_text, standing.gap_text) == (share, gap)


def test_a_gap_keeps_its_precision_until_it_is_shown() -> None:
    standing = progress.Standing(Fraction(1, 3), Fraction(1, 12), progress.Light(Colour.GREEN, ""), None)
    assert standing.gap == 25
    assert progress.gap_text(Fraction(-1387, 100)) == "−13.87"
    assert progress.gap_text(Fraction(-1, 1000)) == "0.00"


@pytest.mark.parametrize(
    ("basis", "gone"),
    [
        (Basis.MONTHS, Fraction(8, 12)),
        (Basis.RUNNING, Fraction(9, 12)),
        (Basis.DAYS, Fraction(266, 366)),
    ],
)
def test_what_time_goes_by_decides_within_a_month(basis: Basis, gone: Fraction) -> None:
    assert due(date(2020, 9, 22), basis=basis) == gone


def test_a_month_has_gone_on_its_last_day() -> None:
    assert due(date(2020, 9, 29)) == Fraction(8, 12)
    assert due(date(2020, 9, 30)) == Fraction(9, 12)
    assert due(date(2020, 2, 29)) == Fraction(2, 12)


def test_working_days_pass_over_holidays() -> None:
    assert due(date(2020, 1, 1), basis=Basis.WORKDAYS) == 0
    assert due(date(2020, 10, 8), basis=Basis.WORKDAYS) == due(date(2020, 9, 30), basis=Basis.WORKDAYS)
    assert due(date(2020, 12, 31), basis=Basis.WORKDAYS) == 1


@pytest.mark.parametrize("basis", list(Basis))
def test_nothing_is_due_before_the_year_and_all_of_it_after(basis: Basis) -> None:
    assert due(date(2019, 12, 31), basis=basis) == 0
    assert due(date(2020, 12, 31), basis=basis) == 1
    assert due(date(2021, 3, 1), basis=basis) == 1


def test_a_table_of_quarters_says_how_much_is_due_at_their_ends() -> None:
    table = {"phasing": Phasing.QUARTERS, "steps": (20, 45, 75, 100)}
    assert [due(day, **table) for day in (date(2020, 3, 31), date(2020, 6, 30), date(2020, 9, 30))] == [
        Fraction(20, 100),
        Fraction(45, 100),
        Fraction(75, 100),
    ]


def test_between_two_quarters_it_grows_month_by_month() -> None:
    assert due(date(2020, 7, 31), phasing=Phasing.QUARTERS, steps=(20, 45, 75, 100)) == Fraction(55, 100)


def test_a_curve_says_the_share_of_each_month() -> None:
    steps = (2, 4, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
    assert due(date(2020, 3, 31), phasing=Phasing.CURVE, steps=steps) == Fraction(10, 100)
    assert due(date(2020, 3, 30), phasing=Phasing.CURVE, steps=steps) == Fraction(4, 100)
    assert due(date(2020, 12, 31), phasing=Phasing.CURVE, steps=steps) == 1


def test_a_curve_by_days_passes_within_the_month() -> None:
    steps = (31, *range(32, 42), 100)
    by_days = due(date(2020, 1, 10), basis=Basis.DAYS, phasing=Phasing.CURVE, steps=steps)
    assert by_days == Fraction(10, 100)
    by_work = due(date(2020, 1, 31), basis=Basis.WORKDAYS, phasing=Phasing.CURVE, steps=steps)
    assert by_work == Fraction(31, 100)


def test_a_month_without_working_days_is_over_at_once() -> None:
    class Closed:
        def workdays_between(self, since: date, until: date) -> int:
            return 0

    assert progress.months_gone(date(2020, 2, 3), YEAR, Basis.WORKDAYS, Closed()) == 2


def test_what_does_not_grow_is_due_in_full_at_any_time() -> None:
    assert due(date(2020, 1, 2), phasing=Phasing.LEVEL) == 1
    assert due(date(2019, 1, 2), phasing=Phasing.LEVEL) == 0


@pytest.mark.parametrize(
    ("share", "colour"),
    [
        ("0.75", Colour.GREEN),
        ("0.6501", Colour.GREEN),
        ("0.65", Colour.YELLOW),
        ("0.45", Colour.YELLOW),
        ("0.4499", Colour.RED),
        ("1", Colour.GREEN),
    ],
)
def test_a_light_changes_exactly_at_its_points(share: str, colour: Colour) -> None:
    assert light(share, "0.75").colour == colour


def test_a_light_says_its_rule_and_its_numbers() -> None:
    said = light("0.4", "0.75").says
    assert said == "完成 40.00%，时序 75.00%，落后 35.00 个百分点，落后超过 30 个百分点亮红灯"
    assert "未到亮黄灯的 10 个百分点" in light("0.7", "0.75").says
    assert "超前 2.00 个百分点" in light("0.77", "0.75").says
    assert light("1.2", "0.75").says == "已完成全年目标（120.00%）"


def test_exactly_on_time_is_ahead_only_where_the_rule_says_so() -> None:
    strict = replace(EXAMPLE_TERMS, strict=True)
    assert light("0.75", "0.75").colour == Colour.GREEN
    assert light("0.75", "0.75", strict).colour == Colour.YELLOW
    assert light("0", "0", strict).colour == Colour.GREEN
    assert "须超过时序" in strict.says or "恰好达到" in strict.says


def test_a_city_may_let_any_delay_be_yellow() -> None:
    at_once = replace(EXAMPLE_TERMS, yellow_from=Decimal(0))
    assert light("0.7499", "0.75", at_once).colour == Colour.YELLOW
    assert light("0.75", "0.75", at_once).colour == Colour.GREEN
    assert "落后即亮黄灯" in at_once.says
    assert "落后即亮黄灯" in light("0.7499", "0.75", at_once).says


def foretold(on: date) -> progress.Forecast | None:
    return progress.foretell(Fraction(100), Decimal(200), on=on, year=YEAR, unit="亿元", places=2)


def test_a_forecast_goes_on_at_the_holders_own_pace_and_says_so() -> None:
    found = foretold(date(2020, 6, 30))
    assert found is not None
    assert found.value == Fraction(100 * 366, 182)
    assert found.says == "假定今年余下各天与 1 月 1 日至 6 月 30 日一样快（平均每天 0.55 亿元）"
    assert found.share_text == "100.55%"


@pytest.mark.parametrize("on", [date(2020, 1, 29), date(2020, 12, 31), date(2021, 1, 5)])
def test_nothing_is_foretold_from_a_few_days_or_when_the_year_is_over(on: date) -> None:
    assert foretold(on) is None
