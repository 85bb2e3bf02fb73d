"""Attendance by half a day, and the month that counts once it is confirmed."""

from datetime import date, timedelta

import pytest

from luodi.figures.compute import compute
from luodi.figures.scopes import Scope
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind
from luodi.ledger.tests.makers import live
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed
from luodi.teams import selectors, services
from luodi.teams.choices import Presence, SheetState
from luodi.teams.models import Attendance
from luodi.teams.rules import AttendanceRefused, half_days, person_days
from luodi.teams.tests.makers import make_member, make_person, mark

JULY = Period.month(2020, 7)


def submitted(member, *, by, clock, days=3):
    for nth in range(1, days + 1):
        mark(member, date(2020, 7, nth), by=by)
    return services.submit_month(member.unit, "2020-07", actor=by, at=clock.now)


def attended(city, scope=Scope.CITY):
    return compute("attendance.days", city=city, period=JULY, scope=scope).raw


def test_a_day_is_marked_by_halves_and_marked_again(member, lei):
    mark(member, date(2020, 7, 1), Presence.TRAVELLING, None, by=lei)
    row = mark(member, date(2020, 7, 1), Presence.TRAVELLING, Presence.LEAVE, by=lei)
    assert (row.morning, row.afternoon) == ("TRAVELLING", "LEAVE")
    assert Attendance.objects.count() == 1


def test_what_stays_the_same_writes_nothing(member, lei, units, clock):
    mark(member, date(2020, 7, 1), by=lei)
    again = [services.Mark(member, Presence.PRESENT, Presence.PRESENT)]
    assert services.mark_days(units.team, date(2020, 7, 1), again, actor=lei, at=clock.now) == 0


def test_only_being_there_and_being_away_for_the_team_count():
    assert half_days(["PRESENT", "TRAVELLING", "LEAVE", "REST", "ABSENT", ""]) == 2
    assert [person_days(halves) for halves in (0, 1, 2, 43)] == [0, 1, 1, 22]


def test_a_day_to_come_or_outside_the_term_is_refused(member, lei):
    with pytest.raises(AttendanceRefused, match="还没到"):
        mark(member, date(2020, 8, 4), by=lei)
    with pytest.raises(AttendanceRefused, match="不在这支队伍"):
        mark(member, date(2020, 5, 5), by=lei)


def test_a_member_marks_his_own_day_and_nobody_else_does(member, units, zhong, liu):
    other = make_member(units.team, liu.person, by=zhong)
    assert mark(other, date(2020, 7, 1), by=liu)
    with pytest.raises(NotAllowed):
        mark(member, date(2020, 7, 1), by=liu)


def test_a_confirmed_month_counts_for_the_team_as_a_part_of_the_city(member, lei, zhong, city, clock):
    sheet = submitted(member, by=lei, clock=clock)
    assert (sheet.state, sheet.half_days, attended(city)) == ("SUBMITTED", 6, 0)
    services.confirm_month(sheet, actor=zhong, at=clock.now)
    (fact,) = live(city, FactKind.ATTENDANCE_DAYS)
    assert (fact.category, fact.quantity, fact.occurred_on) == ("2020-07", 3, date(2020, 7, 31))
    team = Scope.parse("unit:TEAM", city=city, on=clock.day)
    assert (attended(city), attended(city, team)) == (3, 3)
    assert Notice.objects.get(account=lei).title == "新能源队2020年7月出勤已确认"


def test_a_month_is_submitted_when_it_is_over_and_once(member, lei, units, clock):
    mark(member, date(2020, 8, 3), by=lei)
    with pytest.raises(AttendanceRefused, match="还没过完"):
        services.submit_month(units.team, "2020-08", actor=lei, at=clock.now)
    with pytest.raises(AttendanceRefused, match="还没有登记任何出勤"):
        services.submit_month(units.team, "2020-07", actor=lei, at=clock.now)
    submitted(member, by=lei, clock=clock)
    with pytest.raises(AttendanceRefused, match="已经提交"):
        services.submit_month(units.team, "2020-07", actor=lei, at=clock.now)


def test_a_submitted_month_is_closed_until_it_is_sent_back(member, lei, zhong, clock):
    sheet = submitted(member, by=lei, clock=clock)
    with pytest.raises(AttendanceRefused, match="等待确认"):
        mark(member, date(2020, 7, 9), by=lei)
    with pytest.raises(AttendanceRefused, match="写明原因"):
        services.return_month(sheet, reason=" ", actor=zhong, at=clock.now)
    services.return_month(sheet, reason="漏记周五", actor=zhong, at=clock.now)
    assert mark(member, date(2020, 7, 9), by=lei)
    again = services.submit_month(member.unit, "2020-07", actor=lei, at=clock.now)
    assert (again.pk, again.half_days, again.state) == (sheet.pk, 8, SheetState.SUBMITTED)


def test_a_confirmation_taken_back_counts_no_more_and_stands_as_of_before(member, lei, zhong, city, clock):
    sheet = submitted(member, by=lei, clock=clock)
    services.confirm_month(sheet, actor=zhong, at=clock.now)
    clock.now += timedelta(hours=1)
    before = clock.now
    clock.now += timedelta(hours=1)
    services.reopen_month(sheet, reason="记错一天", actor=zhong, at=clock.now)
    from_then = selectors.month_sheet(member.unit, JULY)
    assert attended(city) == 0
    assert [one.days_there for one in from_then] == ["3"]
    assert compute("attendance.days", city=city, period=JULY, as_of=ledger.resolve(city, before)).raw == 3


def test_whoever_submitted_does_not_confirm(member, zhong, clock):
    sheet = submitted(member, by=zhong, clock=clock)
    with pytest.raises(AttendanceRefused, match="由别人确认"):
        services.confirm_month(sheet, actor=zhong, at=clock.now)


def test_only_the_centre_confirms(member, lei, clock):
    sheet = submitted(member, by=lei, clock=clock)
    with pytest.raises(NotAllowed):
        services.confirm_month(sheet, actor=lei, at=clock.now)


def test_a_month_that_is_none_is_refused(units, lei, clock):
    for said in ("2020-13", "202007", "２０２０-07", "2020-7-"):
        with pytest.raises(AttendanceRefused):
            services.submit_month(units.team, said, actor=lei, at=clock.now)


def test_the_sheet_asks_two_queries_however_many_members(
    units, zhong, lei, member, django_assert_num_queries
):
    for name in "金木水火土":
        make_member(units.team, make_person(name, by=zhong), by=zhong)
    with django_assert_num_queries(2):
        found = selectors.month_sheet(units.team, JULY)
    assert len(found) == 6
    assert selectors.unmarked(found, [date(2020, 7, 1)]) == 12
