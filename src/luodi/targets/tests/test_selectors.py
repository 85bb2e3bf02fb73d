"""Progress from the figures, the cascade as a tree, and the months behind a target."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.services.rows import Share
from luodi.organisation import services as organisation
from luodi.organisation.choices import Rank, UnitKind
from luodi.outreach.services import Member
from luodi.outreach.tests.makers import make_trip
from luodi.projects.choices import Stage
from luodi.projects.tests.makers import make_project, make_signed, move_on
from luodi.sponsorship.choices import Colour
from luodi.targets import selectors
from luodi.targets.choices import Phasing, Relation
from luodi.targets.services import Phase, Place
from luodi.targets.tests.makers import make_cascade, make_plan, told

AMOUNT = "signed.amount"


@pytest.fixture
def signed(zhong, qin, liu, wu, units):
    """30 亿元 of Yunxi, 15 of Shiqiao, 9 claimed of Yunxi."""
    make_signed(by=liu, verifier=qin, total=Yuan.from_yi("30"), name="甲厂", signed_on="2020-07-01")
    make_signed(
        by=wu, verifier=qin, total=Yuan.from_yi("15"), name="乙厂", signed_on="2020-06-01", on="2020-05-01"
    )
    move_on(make_project(by=liu, total=Yuan.from_yi("9"), name="丙厂"), to=Stage.SIGNED, by=liu)


def found(city, on=date(2020, 8, 3), **more):
    held = selectors.targets_of(city, 2020, **more)
    return {one.target.holder.code: one for one in selectors.progress_of(city, held, on=on).values()}


def test_a_target_is_set_against_what_is_verified_and_what_is_claimed(city, zhong, units, clock, signed):
    make_cascade(zhong, clock, units)
    yunxi = found(city)["YUNXI"]
    assert (yunxi.value, yunxi.standing.share, yunxi.claimed_share) == (30, Fraction(1, 2), Fraction(39, 60))
    assert (yunxi.standing.due_text, yunxi.standing.gap_text) == ("58.33%", "−8.33")
    assert yunxi.light.colour == Colour.GREEN
    assert yunxi.due_value_text == "35.00"
    assert yunxi.standing.forecast.value == Fraction(30 * 366, 216)


def test_the_citys_number_comes_from_projects_and_not_from_units(city, zhong, qin, units, clock, signed):
    make_cascade(zhong, clock, units)
    shares = (Share(units.yunxi, 6000), Share(units.shiqiao, 4000))
    make_signed(
        by=zhong, verifier=qin, total=Yuan.from_yi("10"), name="合建厂", unit=units.yunxi, shares=shares
    )
    both = found(city)
    assert both[units.top.code].value == 55
    assert both["YUNXI"].value + both["SHIQIAO"].value == 65


def test_holders_without_a_project_have_done_nothing_rather_than_having_no_number(city, zhong, units, clock):
    make_cascade(zhong, clock, units)
    bureau = found(city)["BUREAU"]
    assert (bureau.value, bureau.light.colour) == (0, Colour.RED)
    assert bureau.figure.scope.text == "unit:BUREAU"


def test_the_figure_of_a_target_opens_as_it_was_asked(city, zhong, units, clock, signed):
    make_cascade(zhong, clock, units)
    figure = found(city)["YUNXI"].figure
    assert figure.query["scope"] == "unit:YUNXI"
    assert (figure.period.first, figure.period.last) == (date(2020, 1, 1), date(2020, 8, 3))


def test_a_unit_counts_all_below_it_and_what_they_did_together_once(
    city, zhong, qin, liu, system_admin, units, clock, signed
):
    squad = organisation.create_unit(
        city=city, code="SQUAD-1", name="云溪县招商一队", short_name="云溪一队", kind=UnitKind.SQUAD,
        parent=units.yunxi, area="349921", founded_on=date(2020, 1, 1), actor=system_admin, at=clock.now,
    )  # fmt: skip
    make_signed(by=liu, verifier=qin, total=Yuan.from_yi("5"), name="队里的厂", unit=squad)
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60), told(squad, AMOUNT, 10))
    both = found(city)
    assert (both["YUNXI"].value, both["SQUAD-1"].value) == (35, 5)


def test_what_is_carried_jointly_is_measured_by_what_all_did_together(city, zhong, units, clock, signed):
    joint = {"relation": Relation.JOINT, "joint": "两县"}
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 90, **joint), told(units.shiqiao, AMOUNT, 90, **joint))
    both = found(city)
    assert {one.value for one in both.values()} == {45}
    assert [both[code].own.value for code in ("YUNXI", "SHIQIAO")] == [30, 15]
    assert both["YUNXI"].figure.scope.text == "unit:YUNXI,SHIQIAO"
    (alone,) = selectors.progress_of(
        city, selectors.targets_of(city, 2020, holders=[units.shiqiao]), on=date(2020, 8, 3)
    ).values()
    assert alone.value == 45


def test_units_and_leaders_that_share_a_number_are_not_added(city, zhong, hong, units, clock):
    joint = {"relation": Relation.JOINT, "joint": "一组"}
    make_plan(
        zhong, clock, told(hong.person, "trips.count", 6, **joint, parent=Place.TOP),
        told(units.yunxi, "trips.count", 6, **joint, parent=Place.TOP),
    )  # fmt: skip
    both = found(city)
    assert {one.value for one in both.values()} == {None}
    assert {one.light.colour for one in both.values()} == {Colour.NONE}
    assert "既有单位又有领导" in both["YUNXI"].light.says


def test_leaders_are_counted_by_what_they_led(city, zhong, hong, clock):
    led = Member(name="洪", post="副市长", rank=Rank.CITY_LEADER, person=hong.person)
    make_trip(by=zhong, members=(led,), led_by=hong.person)
    make_plan(zhong, clock, told(hong.person, "trips.count", 4))
    one = found(city)[hong.person.code]
    assert one.claimed is not None
    assert one.claimed.raw == 1


def test_an_indicator_that_no_leader_can_be_asked_for_says_so_and_is_no_zero(city, zhong, hong, clock):
    make_plan(zhong, clock, told(hong.person, AMOUNT, 5))
    one = found(city)[hong.person.code]
    assert (one.value, one.standing, one.light.colour) == (None, None, Colour.NONE)
    assert "不能按领导统计" in one.light.says
    assert (one.forecast_text, one.claimed_text) == ("—", "—")


def test_a_rate_is_set_against_its_level_by_exact_parts(city, zhong, units, clock, signed):
    make_plan(
        zhong,
        clock,
        told(units.yunxi, "signed.industrial.count_share", 80),
        told(units.bureau, "signed.industrial.count_share", 80),
    )
    both = found(city)
    assert both["YUNXI"].target.phase.phasing == Phasing.LEVEL
    assert (both["YUNXI"].value, both["YUNXI"].standing.share_text) == (100, "125.00%")
    assert both["YUNXI"].standing.forecast is None
    assert both["BUREAU"].value is None


def test_a_target_of_another_year_looks_at_that_year_alone(city, zhong, units, clock, signed):
    make_cascade(zhong, clock, units)
    assert found(city, on=date(2021, 5, 1))["YUNXI"].figure.period.last == date(2020, 12, 31)
    assert found(city, on=date(2021, 5, 1))["YUNXI"].due == 1
    assert found(city, on=date(2019, 5, 1))["YUNXI"].due == 0


def test_a_phased_target_is_what_is_due_on_a_day(city, zhong, units, clock):
    steps = Phase(Phasing.QUARTERS, tuple(map(Decimal, (10, 20, 40, 60))))
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60, phase=steps), told(units.shiqiao, AMOUNT, 12))
    shiqiao, yunxi = sorted(selectors.targets_of(city, 2020), key=lambda one: one.value)
    assert selectors.phased(yunxi, date(2020, 9, 30), city=city) == 40
    assert selectors.phased(shiqiao, date(2020, 9, 30), city=city) == 9


def test_progress_asks_the_same_few_questions_for_few_and_for_many(
    city, zhong, units, clock, signed, django_assert_max_num_queries
):
    every = [units.yunxi, units.shiqiao, units.park, units.bureau, units.team, units.group]
    codes = (AMOUNT, "signed.count", "started.amount", "trips.count")
    make_plan(zhong, clock, *(told(one, code, 9) for one in every for code in codes))
    with django_assert_max_num_queries(30):
        assert len(found(city)) == len(every)


def test_some_holders_or_one_indicator_are_asked_for_alone(city, zhong, units, clock):
    make_cascade(zhong, clock, units)
    assert [one.holder.code for one in selectors.targets_of(city, 2020, holders=[units.yunxi])] == ["YUNXI"]
    assert selectors.targets_of(city, 2020, indicator="signed.count") == []
    assert selectors.years_of(city) == [2020]


def test_the_cascade_shows_what_does_not_add_up_and_who_has_none(city, zhong, units, clock):
    make_cascade(zhong, clock, units)
    (top,) = selectors.cascade(city, selectors.targets_of(city, 2020), on=clock.day)
    assert top.target.holder.is_city
    assert top.reconciliation.says == (
        "3 项分解合计 105（其中共担 1 组，每组只计一次），超出目标 5；另有平行目标 1 项，与上级重叠，不相加"
    )
    assert [one.target.holder.code for one in top.parallel] == ["BUREAU"]
    assert [one.code for one in top.missing] == ["PARK"]
    assert {one.depth for one in top.children} == {1}


def test_the_months_of_a_target_are_24_with_nothing_left_out(city, zhong, units, clock, signed):
    make_cascade(zhong, clock, units)
    held = selectors.targets_of(city, 2020, holders=[units.yunxi, units.bureau])
    told_ = selectors.sparks(city, held, on=clock.day)
    rows = told_[next(one.number for one in held if one.holder.code == "YUNXI")]
    assert len(rows) == 24
    assert [row.figure.value for row in rows][-2:] == [30, 0]
    assert all(len(one) == 24 for one in told_.values())


def test_a_past_as_of_knows_the_figures_and_the_targets_of_then(city, zhong, qin, liu, units, clock, signed):
    make_cascade(zhong, clock, units)
    then = ledger.resolve(city)
    clock.advance(days=1)
    make_signed(by=liu, verifier=qin, total=Yuan.from_yi("7"), name="丁厂")
    held = selectors.targets_of(city, 2020, as_of=then, holders=[units.yunxi])
    (one,) = selectors.progress_of(city, held, on=date(2020, 8, 3), as_of=then).values()
    assert one.value == 30
