"""A unit declares its month; the centre accepts it or sends it back."""

from datetime import date

import pytest

from luodi.audit.models import AuditRecord
from luodi.filing import rules, services
from luodi.filing.choices import FilingState
from luodi.filing.models import FiledFigure, Filing, FilingStep
from luodi.filing.rules import FilingRefused, MonthRefused
from luodi.filing.tests.makers import AUGUST, JULY, accepted, declared
from luodi.ledger.models import Head
from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.models import Account, City
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock, Units
from luodi.projects.choices import Stage
from luodi.projects.tests.makers import make_project, make_signed, move_on


def test_a_declaration_keeps_the_entry_and_the_figures_claimed_and_verified(
    liu: Account, qin: Account, units: Units, city: City, clock: Clock
) -> None:
    make_signed(by=liu, verifier=qin, signed_on="2020-08-01")
    move_on(make_project(by=liu, name="云溪第二个项目"), to=Stage.SIGNED, by=liu, on="2020-08-02")
    row = declared(units.yunxi, liu, clock, is_nil=False)
    assert (row.state, row.entry_no) == (FilingState.DECLARED, Head.objects.get(city=city).number)
    kept = {(one.code, one.standing): one.raw for one in FiledFigure.objects.filter(step__filing=row)}
    assert kept["signed.count", "CLAIMED"] == 2
    assert kept["signed.count", "VERIFIED"] == 1
    assert kept["signed.amount", "VERIFIED"] == 12_000_000_000
    assert set(FiledFigure.objects.values_list("definition_version", flat=True)) == {1}


def test_a_nil_report_is_said_and_not_guessed(liu: Account, units: Units, clock: Clock) -> None:
    with pytest.raises(FilingRefused, match="本月无新增"):
        declared(units.yunxi, liu, clock, is_nil=False)
    assert declared(units.yunxi, liu, clock).is_nil


def test_a_nil_report_is_refused_when_there_are_rows(liu: Account, units: Units, clock: Clock) -> None:
    make_project(by=liu, on="2020-08-01")
    with pytest.raises(FilingRefused, match="1 条"):
        declared(units.yunxi, liu, clock)


def test_a_nil_report_that_has_rows_by_now_is_not_accepted(
    liu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    declared(units.yunxi, liu, clock)
    make_project(by=liu, on="2020-08-01")
    with pytest.raises(FilingRefused, match="云溪县申报的是“本月无新增”，之后又登记了 1 条"):
        services.accept_filing(unit=units.yunxi, month=AUGUST, actor=zhong, at=clock.now)


def test_a_month_to_come_is_not_declared(liu: Account, units: Units, clock: Clock) -> None:
    with pytest.raises(MonthRefused):
        declared(units.yunxi, liu, clock, month=date(2020, 9, 1))


def test_a_unit_declares_for_itself_alone(liu: Account, wu: Account, units: Units, clock: Clock) -> None:
    with pytest.raises(NotAllowed):
        declared(units.yunxi, wu, clock)


@pytest.mark.parametrize("who", ["qin", "hong", "wai", "system_admin"])
def test_who_does_not_write_does_not_declare(
    who: str, units: Units, clock: Clock, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        declared(units.yunxi, request.getfixturevalue(who), clock)


def test_the_centre_may_declare_on_behalf_of_a_unit_and_it_is_kept(
    zhong: Account, units: Units, clock: Clock
) -> None:
    row = declared(units.yunxi, zhong, clock)
    assert row.on_behalf
    assert FilingStep.objects.get(filing=row).by_unit == units.centre
    assert "代报" in AuditRecord.objects.get(act="申报月报").changes


def test_what_waits_or_was_accepted_is_not_declared_again(
    liu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    declared(units.yunxi, liu, clock)
    with pytest.raises(FilingRefused, match="等待中心受理"):
        declared(units.yunxi, liu, clock)
    services.accept_filing(unit=units.yunxi, month=AUGUST, actor=zhong, at=clock.now)
    with pytest.raises(FilingRefused, match="已被受理"):
        declared(units.yunxi, liu, clock)
    assert Filing.objects.count() == FilingStep.objects.count() - 1 == 1


def test_a_unit_may_say_why_it_is_not_complete_and_complete_it_later(
    liu: Account, units: Units, clock: Clock
) -> None:
    row = services.declare_incomplete(
        unit=units.yunxi,
        month=AUGUST,
        reason="等开工许可",
        expected_on=date(2020, 8, 20),
        actor=liu,
        at=clock.now,
    )
    assert (row.state, row.completed_at) == (FilingState.INCOMPLETE, None)
    row = declared(units.yunxi, liu, clock)
    assert (row.state, row.reason, row.completed_at) == (FilingState.DECLARED, "", clock.now)


def test_what_is_not_complete_is_not_accepted(
    liu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    services.declare_incomplete(
        unit=units.yunxi,
        month=AUGUST,
        reason="等开工许可",
        expected_on=date(2020, 8, 20),
        actor=liu,
        at=clock.now,
    )
    with pytest.raises(FilingRefused, match="报未齐"):
        services.accept_filing(unit=units.yunxi, month=AUGUST, actor=zhong, at=clock.now)


def test_a_return_tells_the_unit_why_and_it_declares_again(
    liu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    declared(units.yunxi, liu, clock)
    row = services.return_filing(
        unit=units.yunxi, month=AUGUST, reason="漏报一个签约项目", actor=zhong, at=clock.now
    )
    assert (row.state, row.n_returned) == (FilingState.RETURNED, 1)
    (told,) = Notice.objects.filter(account=liu)
    assert (told.kind, told.reason) == (NoticeKind.RETURNED, "漏报一个签约项目")
    assert told.path == "/filing/2020-08/YUNXI/"
    row = declared(units.yunxi, liu, clock)
    assert (row.state, row.n_returned, row.return_reason) == (FilingState.DECLARED, 1, "")


def test_what_was_accepted_can_still_be_returned(
    liu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    accepted(units.yunxi, liu, zhong, clock)
    row = services.return_filing(
        unit=units.yunxi, month=AUGUST, reason="又查出漏报", actor=zhong, at=clock.now
    )
    assert row.state == FilingState.RETURNED


def test_a_return_needs_a_declaration_and_a_reason(
    liu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    with pytest.raises(FilingRefused, match="没有可以退回"):
        services.return_filing(unit=units.yunxi, month=AUGUST, reason="漏报", actor=zhong, at=clock.now)
    declared(units.yunxi, liu, clock)
    with pytest.raises(FilingRefused, match="原因"):
        services.return_filing(unit=units.yunxi, month=AUGUST, reason=" ", actor=zhong, at=clock.now)


@pytest.mark.parametrize("who", ["liu", "qin", "hong", "system_admin"])
def test_only_the_centre_accepts_and_returns(
    who: str, liu: Account, units: Units, clock: Clock, request: pytest.FixtureRequest
) -> None:
    declared(units.yunxi, liu, clock)
    actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        services.accept_filing(unit=units.yunxi, month=AUGUST, actor=actor, at=clock.now)
    with pytest.raises(NotAllowed):
        services.return_filing(unit=units.yunxi, month=AUGUST, reason="漏报", actor=actor, at=clock.now)


def test_the_centre_decides_on_what_it_has_seen(
    liu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    seen = declared(units.yunxi, liu, clock).version
    services.return_filing(unit=units.yunxi, month=AUGUST, reason="漏报", actor=zhong, at=clock.now)
    declared(units.yunxi, liu, clock)
    with pytest.raises(EditedMeanwhile):
        services.accept_filing(
            unit=units.yunxi, month=AUGUST, actor=zhong, at=clock.now, expected_version=seen
        )


def test_several_are_accepted_all_or_none(liu: Account, zhong: Account, units: Units, clock: Clock) -> None:
    declared(units.yunxi, liu, clock)
    with pytest.raises(FilingRefused):
        services.accept_filings(units=[units.yunxi, units.shiqiao], month=AUGUST, actor=zhong, at=clock.now)
    assert Filing.objects.get().state == FilingState.DECLARED


def test_a_unit_files_from_the_month_on_in_which_it_had_its_first_clerk(
    liu: Account, units: Units, clock: Clock
) -> None:
    with pytest.raises(FilingRefused, match="不在填报单位"):
        declared(units.yunxi, liu, clock, month=JULY)


def test_the_centre_sets_who_files_and_until_when(
    zhong: Account, units: Units, city: City, clock: Clock
) -> None:
    services.set_duty(unit=units.bureau, since=AUGUST, files=True, actor=zhong, at=clock.now)
    services.set_duty(
        unit=units.shiqiao, since=AUGUST, files=False, reason="并入云溪县填报", actor=zhong, at=clock.now
    )
    services.set_deadline(
        city=city, since=AUGUST, day=25, in_next_month=False, remind_days=2, actor=zhong, at=clock.now
    )
    assert declared(units.bureau, zhong, clock).due_on == date(2020, 8, 25)
    with pytest.raises(FilingRefused, match="不在填报单位"):
        declared(units.shiqiao, zhong, clock)


def test_a_setting_that_changes_nothing_or_comes_too_late_is_refused(
    zhong: Account, units: Units, city: City, clock: Clock
) -> None:
    with pytest.raises(FilingRefused, match="已经须填报"):
        services.set_duty(unit=units.yunxi, since=AUGUST, files=True, actor=zhong, at=clock.now)
    with pytest.raises(FilingRefused, match="自己不填报"):
        services.set_duty(unit=units.centre, since=AUGUST, files=True, actor=zhong, at=clock.now)
    with pytest.raises(FilingRefused, match="截止日已过"):
        services.set_deadline(
            city=city, since=JULY, day=1, in_next_month=True, remind_days=2, actor=zhong, at=clock.now
        )
    with pytest.raises(FilingRefused, match="1—31"):
        services.set_deadline(
            city=city, since=AUGUST, day=32, in_next_month=True, remind_days=2, actor=zhong, at=clock.now
        )


@pytest.mark.parametrize("who", ["liu", "qin", "system_admin"])
def test_only_the_centre_sets_who_files(
    who: str, units: Units, city: City, clock: Clock, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        services.set_duty(unit=units.bureau, since=AUGUST, files=True, actor=actor, at=clock.now)
    with pytest.raises(NotAllowed):
        services.set_deadline(
            city=city, since=AUGUST, day=9, in_next_month=True, remind_days=2, actor=actor, at=clock.now
        )


def test_the_trail_tells_each_step(liu: Account, zhong: Account, units: Units, clock: Clock) -> None:
    accepted(units.yunxi, liu, zhong, clock)
    told = AuditRecord.objects.filter(target_kind="filing").order_by("id")
    assert [one.act for one in told] == ["申报月报", "受理月报"]
    assert {one.target_code for one in told} == {"2020-08/YUNXI"}
    assert rules.month_label(AUGUST) in told[0].target_title
