"""The close of a month, and what comes after it."""

from datetime import date, timedelta

import pytest

from luodi.filing import selectors, services
from luodi.filing.choices import AfterClose, FilingState, Timeliness
from luodi.filing.models import MonthClose
from luodi.filing.rules import CloseRefused, FilingRefused, MonthRefused
from luodi.filing.selectors.late import late_counts
from luodi.filing.tests.makers import AUGUST, JULY, accepted, closed, declared
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact, Head
from luodi.notices.models import Notice
from luodi.organisation.models import Account, City
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock, Units
from luodi.projects import services as projects
from luodi.projects.choices import Field, Stage
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project, make_signed, move_on

SEPTEMBER = date(2020, 9, 1)


@pytest.fixture
def august(liu: Account, wu: Account, zhong: Account, qin: Account, units: Units, clock: Clock) -> Project:
    """A signed project of August; the month is accepted and over, and today is 7 September."""
    project = make_signed(by=liu, verifier=qin, signed_on="2020-08-02", on="2020-07-20")
    declared(units.yunxi, liu, clock, is_nil=False)
    services.accept_filing(unit=units.yunxi, month=AUGUST, actor=zhong, at=clock.now)
    accepted(units.shiqiao, wu, zhong, clock)
    clock.advance(days=35)
    return project


def test_a_close_keeps_the_entry_and_how_each_unit_stood(
    august: Project, zhong: Account, city: City, clock: Clock
) -> None:
    close = closed(zhong, clock)
    assert close.entry_no == Head.objects.get(city=city).number
    assert {line.unit.code: line.timeliness for line in close.lines.all()} == {
        "YUNXI": Timeliness.ON_TIME,
        "SHIQIAO": Timeliness.ON_TIME,
    }
    assert selectors.is_closed(city, date(2020, 8, 17))
    assert Notice.objects.filter(title="2020年8月已结账").count() == 2


def test_a_month_is_closed_once_and_never_opened(august: Project, zhong: Account, clock: Clock) -> None:
    closed(zhong, clock)
    with pytest.raises(CloseRefused, match="不能重开"):
        closed(zhong, clock)
    assert MonthClose.objects.count() == 1


def test_a_month_that_is_not_over_stays_open(
    liu: Account, wu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    accepted(units.yunxi, liu, zhong, clock)
    accepted(units.shiqiao, wu, zhong, clock)
    with pytest.raises(CloseRefused, match="还没有结束"):
        closed(zhong, clock)


def test_who_was_not_accepted_needs_an_exception_with_its_reason(
    liu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    accepted(units.yunxi, liu, zhong, clock)
    clock.advance(days=35)
    with pytest.raises(CloseRefused, match="石桥县（未报）"):
        closed(zhong, clock)
    with pytest.raises(CloseRefused):
        closed(zhong, clock, SHIQIAO="  ")
    close = closed(zhong, clock, SHIQIAO="台账员空缺，中心核对后并入下月")
    line = close.lines.get(unit=units.shiqiao)
    assert (line.state, line.timeliness) == (FilingState.OPEN, Timeliness.MISSING)
    assert line.exception == "台账员空缺，中心核对后并入下月"


@pytest.mark.parametrize("who", ["liu", "qin", "hong", "system_admin"])
def test_only_the_centre_closes(
    who: str, august: Project, clock: Clock, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        closed(request.getfixturevalue(who), clock)


def test_nothing_is_declared_returned_or_set_for_a_closed_month(
    august: Project, liu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    closed(zhong, clock)
    with pytest.raises(MonthRefused, match="已结账"):
        services.return_filing(unit=units.yunxi, month=AUGUST, reason="漏报", actor=zhong, at=clock.now)
    with pytest.raises(MonthRefused, match="已结账"):
        declared(units.yunxi, liu, clock)
    with pytest.raises(MonthRefused, match="已结账"):
        services.remind_units(city=zhong.city, month=AUGUST, units=[units.yunxi], actor=zhong, at=clock.now)
    with pytest.raises(MonthRefused, match="已结账"):
        services.set_duty(unit=units.bureau, since=AUGUST, files=True, actor=zhong, at=clock.now)


def test_what_is_recorded_for_a_closed_month_is_a_late_fact(
    august: Project, wu: Account, zhong: Account, units: Units, city: City, clock: Clock
) -> None:
    closed(zhong, clock)
    assert not selectors.late_facts(city, AUGUST)
    clock.advance(days=3)
    late = make_project(by=zhong, unit=units.shiqiao, name="石桥补报项目", on="2020-08-20")
    (told,) = selectors.late_facts(city, AUGUST)
    assert (told.subject_code, told.unit, told.days_late) == (late.code, "石桥县", 3)
    assert (told.who, told.who_unit, told.on_behalf) == ("钟", "市招商中心", True)
    assert told.kinds == ("新对接在谈", "项目状态")


def test_what_happens_after_the_close_in_an_open_month_is_not_late(
    august: Project, liu: Account, zhong: Account, city: City, clock: Clock
) -> None:
    closed(zhong, clock)
    make_project(by=liu, name="九月项目", on="2020-09-02")
    move_on(august, to=Stage.STARTED, by=liu, on="2020-09-03")
    assert not selectors.moved(city, AUGUST)


def test_a_verification_after_the_close_is_no_late_fact(
    august: Project, liu: Account, qin: Account, zhong: Account, city: City, clock: Clock
) -> None:
    waiting = make_project(by=liu, name="云溪待认定项目", on="2020-08-03")
    closed(zhong, clock)
    projects.verify(project=waiting, actor=qin, at=clock.now)
    assert not selectors.late_facts(city, AUGUST)
    (moved,) = selectors.moved(city, AUGUST)
    assert moved.what == AfterClose.VERIFIED


def test_a_correction_of_a_closed_month_is_listed_with_the_figures_then_and_now(
    august: Project, liu: Account, qin: Account, zhong: Account, city: City, clock: Clock
) -> None:
    close = closed(zhong, clock)
    clock.advance(days=1)
    asked = projects.correct_project(
        project=august,
        corrections={Field.TOTAL: Yuan.from_yi(2)},
        reason="抄录有误",
        actor=liu,
        at=clock.now,
    )
    assert asked is not None
    projects.accept_correction(pending=asked, actor=qin, at=clock.now)
    (moved,) = selectors.moved(city, AUGUST)
    assert (moved.what, moved.reason) == (AfterClose.CORRECTED, "抄录有误")
    assert (moved.before, moved.after) == (Yuan.from_yi("1.2"), Yuan.from_yi(2))
    assert not selectors.late_facts(city, AUGUST)
    now = ledger.resolve(city)
    told = {
        one.code: one
        for one in selectors.since_closed(city, AUGUST, close.as_of, now)
        if one.standing == Standing.VERIFIED
    }
    assert told["signed.amount"].has_moved
    assert not told["signed.count"].has_moved
    then = told["signed.amount"].then
    assert then is not None
    assert (then.text, told["signed.amount"].now.text) == ("1.20", "2.00")


def test_a_correction_that_moves_a_fact_out_of_the_month_is_listed_too(
    august: Project, liu: Account, qin: Account, zhong: Account, city: City, clock: Clock
) -> None:
    closed(zhong, clock)
    asked = projects.correct_project(
        project=august,
        corrections={Field.SIGNED_ON: VagueDate.day(date(2020, 7, 30))},
        reason="签约日期抄错",
        actor=liu,
        at=clock.now,
    )
    assert asked is not None
    projects.accept_correction(pending=asked, actor=qin, at=clock.now)
    (moved,) = selectors.moved(city, AUGUST)
    assert (moved.what, moved.after) == (AfterClose.CORRECTED, None)


def test_facts_name_the_closed_months_that_they_touch(
    august: Project, zhong: Account, city: City, clock: Clock
) -> None:
    signing = Fact.objects.live().filter(kind=FactKind.PROJECT_SIGNED)
    assert selectors.touches_closed(city, list(signing)) == []
    closed(zhong, clock)
    assert selectors.touches_closed(city, list(signing)) == [AUGUST]
    assert selectors.closed_months(city, [date(2020, 8, 30), date(2020, 7, 1)]) == [AUGUST]
    assert selectors.closed_months(city, []) == []


def test_the_record_of_the_year_tells_in_time_late_returned_and_missing(
    liu: Account, wu: Account, zhong: Account, units: Units, city: City, clock: Clock
) -> None:
    accepted(units.yunxi, liu, zhong, clock)
    clock.advance(days=35)  # 7 September: August was due on the 5th
    declared(units.shiqiao, wu, clock)
    services.return_filing(unit=units.shiqiao, month=AUGUST, reason="漏报", actor=zhong, at=clock.now)
    clock.advance(days=30)  # 7 October: September was due on the 5th
    told = {one.unit.code: one for one in selectors.filing_record(city, 2020, today=clock.day)}
    assert set(told) == {"YUNXI", "SHIQIAO"}
    yunxi, shiqiao = told["YUNXI"], told["SHIQIAO"]
    assert (yunxi.n_on_time, yunxi.n_late, yunxi.n_missing, yunxi.n_returned) == (1, 0, 1, 0)
    assert (shiqiao.n_on_time, shiqiao.n_late, shiqiao.n_missing, shiqiao.n_returned) == (0, 1, 1, 1)
    assert shiqiao.n_due == 2


def test_what_was_returned_stays_in_time_when_it_was_first_declared_in_time(
    liu: Account, zhong: Account, units: Units, city: City, clock: Clock
) -> None:
    declared(units.yunxi, liu, clock)
    services.return_filing(unit=units.yunxi, month=AUGUST, reason="漏报", actor=zhong, at=clock.now)
    clock.advance(days=40)
    declared(units.yunxi, liu, clock)
    cell = selectors.cell_of(units.yunxi, AUGUST, clock.day)
    assert cell is not None
    assert (cell.timeliness, cell.n_returned) == (Timeliness.ON_TIME, 1)


def test_late_facts_count_against_the_unit(
    august: Project, liu: Account, zhong: Account, city: City, clock: Clock
) -> None:
    closed(zhong, clock)
    make_project(by=liu, name="云溪补报项目", on="2020-08-20")
    assert late_counts(selectors.closes(city).values()) == {
        liu.unit_id: len(selectors.late_facts(city, AUGUST))
    }
    told = {one.unit.code: one.n_late_facts for one in selectors.filing_record(city, 2020, today=clock.day)}
    assert told == {"YUNXI": 1, "SHIQIAO": 0}


def test_the_matrix_costs_the_same_for_one_month_and_for_twelve(
    august: Project, city: City, clock: Clock, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    months = [date(2020, month, 1) for month in range(1, 13)]
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        selectors.cells_by_month(city, months, clock.day)


def test_units_of_a_closed_month_stay_those_that_it_was_closed_with(
    august: Project, zhong: Account, units: Units, city: City, clock: Clock
) -> None:
    closed(zhong, clock)
    services.set_duty(
        unit=units.shiqiao, since=SEPTEMBER, files=False, reason="合并", actor=zhong, at=clock.now
    )
    by_month = selectors.cells_by_month(city, [AUGUST, SEPTEMBER], clock.day + timedelta(days=1))
    assert [cell.unit.code for cell in by_month[AUGUST]] == ["YUNXI", "SHIQIAO"]
    assert [cell.unit.code for cell in by_month[SEPTEMBER]] == ["YUNXI"]


def test_a_unit_that_does_not_file_is_not_accepted(zhong: Account, units: Units, clock: Clock) -> None:
    with pytest.raises(FilingRefused):
        services.accept_filing(unit=units.bureau, month=AUGUST, actor=zhong, at=clock.now)
    with pytest.raises(FilingRefused):
        services.accept_filing(unit=units.yunxi, month=JULY, actor=zhong, at=clock.now)
