from datetime import date, timedelta

import pytest
from django.utils import timezone

from luodi.figures.compute import compute
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Capital, Proof, Standing
from luodi.organisation.models import Account, City
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.organisation.tests.makers import Clock
from luodi.projects import services as projects
from luodi.projects.choices import Field, Stage, Status, StatusReason
from luodi.projects.services import FundsEntry, StatusNote
from luodi.projects.tests.makers import day, make_project, make_signed, move_on
from luodi.worklists import definitions, services
from luodi.worklists.choices import Light
from luodi.worklists.models import ListEntry, WorklistRun
from luodi.worklists.rules import WorklistRefused
from luodi.worklists.selectors import lists, pace
from luodi.worklists.selectors.lists import Line, Narrowed
from luodi.worklists.selectors.sources import Asked

SIGNED = definitions.rule("signed")
STALLED = definitions.rule("stalled")
FUNDS = definitions.rule("funds")


def asked(account: Account, clock: Clock) -> Asked:
    return Asked(account.city, timezone.localdate(clock.now), reach_of(account))


def rows(code: str, account: Account, clock: Clock) -> list[Line]:
    return list(lists.listing(definitions.rule(code), asked(account, clock)).lines)


def days_ago(clock: Clock, n: int) -> str:
    return (timezone.localdate(clock.now) - timedelta(days=n)).isoformat()


def signed(by: Account, clock: Clock, n: int, **particulars: object) -> object:
    project = make_project(by=by, on=days_ago(clock, n), **particulars)
    return move_on(project, to=Stage.SIGNED, by=by, on=days_ago(clock, n))


def pass_days(clock: Clock, n: int) -> None:
    clock.now += timedelta(days=n)


def test_a_signed_project_stands_on_its_list_with_age_light_and_sentence(liu: Account, clock: Clock) -> None:
    signed(liu, clock, 100)
    [line] = rows("signed", liu, clock)
    assert (line.age, line.light) == (100, Light.YELLOW)
    assert line.sentence.endswith("已 100 天未开工；规则“签约未开工”：满 90 天亮黄灯")


@pytest.mark.parametrize("code", ["negotiating", "signed", "started", "producing"])
def test_a_list_by_stage_is_as_long_as_its_stock(
    code: str, liu: Account, zhong: Account, clock: Clock
) -> None:
    for stage in Stage:
        move_on(make_project(by=liu, on="2020-05-01"), to=stage, by=liu, on="2020-05-02")
    gone = make_project(by=liu)
    projects.withdraw(project=gone, on=date(2020, 7, 20), reason="资金未落实", actor=liu, at=clock.now)
    rule = definitions.rule(code)
    figure = compute(
        rule.figure, city=liu.city, period=Period.on(timezone.localdate(clock.now)), standing=Standing.CLAIMED
    )
    now = asked(zhong, clock)
    assert lists.listing(rule, now).counts.total == figure.raw == 1
    pass_days(clock, 3)
    assert lists.listing(rule, asked(zhong, clock).back_on(now.on)).counts.total == figure.raw


def test_the_list_of_a_past_day_is_what_was_known_then(liu: Account, zhong: Account, clock: Clock) -> None:
    project = signed(liu, clock, 100)
    then = asked(zhong, clock).on
    pass_days(clock, 5)
    move_on(project, to=Stage.STARTED, by=liu, on=days_ago(clock, 2))  # type: ignore[arg-type]
    assert rows("signed", zhong, clock) == []
    past = lists.listing(SIGNED, asked(zhong, clock).back_on(then))
    assert [(line.age, line.light, line.stage) for line in past.lines] == [(100, Light.YELLOW, Stage.SIGNED)]


def test_a_county_sees_its_own_rows_alone(liu: Account, wu: Account, clock: Clock) -> None:
    signed(liu, clock, 10)
    assert len(rows("signed", liu, clock)) == 1
    assert rows("signed", wu, clock) == []


def test_progress_takes_a_project_off_the_stalled(liu: Account, clock: Clock) -> None:
    project = signed(liu, clock, 100)
    assert [line.light for line in rows("stalled", liu, clock)] == [Light.YELLOW]
    _pay(project, "50", 1, by=liu, clock=clock)
    assert rows("stalled", liu, clock) == []


def test_nobody_spoke_of_it_for_two_months(liu: Account, clock: Clock) -> None:
    make_project(by=liu, on=days_ago(clock, 61))
    make_project(by=liu, on=days_ago(clock, 10))
    assert [(line.age, line.light) for line in rows("no-contact", liu, clock)] == [(61, Light.YELLOW)]


def test_a_start_due_this_month_is_green_and_one_missed_yellow(liu: Account, clock: Clock) -> None:
    today = timezone.localdate(clock.now)
    for n in (0, 31):
        planned = VagueDate.day(today - timedelta(days=n))
        make_project(by=liu, details={Field.PLANNED_START: planned})
    make_project(by=liu, details={Field.PLANNED_START: VagueDate.day(today + timedelta(days=70))})
    assert [line.light for line in rows("due-start", liu, clock)] == [Light.YELLOW, Light.GREEN]


def test_a_signing_without_contract_is_missing_evidence(liu: Account, clock: Clock) -> None:
    signed(liu, clock, 31)
    [line] = rows("evidence", liu, clock)
    assert line.light == Light.YELLOW
    assert "签约（投资合同或投资协议、投资方证照或投资方身份证明）缺佐证" in line.sentence


def test_funds_behind_their_step_are_said_in_numbers(liu: Account, clock: Clock) -> None:
    project = signed(liu, clock, 400, total=Yuan.from_wan("10000"))
    assert [line.light for line in rows("funds", liu, clock)] == [Light.YELLOW]
    _pay(project, "2500", 30, by=liu, clock=clock)
    [line] = rows("funds", liu, clock)
    assert line.light == Light.BLUE
    assert "应到位 30%，累计到位 2500 万元，占总投资 10000 万元的 25.00%" in line.sentence


def _pay(project: object, wan: str, n: int, *, by: Account, clock: Clock) -> None:
    entry = FundsEntry(
        project=project,  # type: ignore[arg-type]
        amount=Yuan.from_wan(wan),
        occurred_on=day(days_ago(clock, n)),
        proof=Proof.BANK,
        capital=Capital.DOMESTIC,
    )
    projects.record_funds([entry], actor=by, at=clock.now)


def test_filters_narrow_and_lights_add_up_to_the_total(
    liu: Account, wu: Account, zhong: Account, clock: Clock
) -> None:
    signed(liu, clock, 200)
    signed(liu, clock, 10)
    signed(wu, clock, 200, area="349922")
    found = lists.listing(SIGNED, asked(zhong, clock), Narrowed(unit=liu.unit.code, light="RED"))
    assert (found.total, found.counts.total, len(found.lines)) == (1, 2, 1)
    assert lists.listing(SIGNED, asked(zhong, clock), Narrowed(section="A")).total == 0


def test_rows_are_told_by_the_reason_that_is_on_record(liu: Account, zhong: Account, clock: Clock) -> None:
    project = signed(liu, clock, 200)
    signed(liu, clock, 200)
    projects.set_status(
        project=project,  # type: ignore[arg-type]
        status=Status.SUSPENDED,
        since=date.fromisoformat(days_ago(clock, 5)),
        reason="土地指标未落实",
        about=StatusNote(reason_kind=StatusReason.LAND),
        actor=liu,
        at=clock.now,
    )
    told = {one.rule.code: dict(one.n) for one in lists.by_reason(asked(zhong, clock))}
    assert told["signed"] == {"LAND": 1, "NONE": 1}
    assert lists.listing(SIGNED, asked(zhong, clock), Narrowed(reason="LAND")).total == 1


def test_the_city_sets_its_own_days_from_a_day_on(zhong: Account, liu: Account, clock: Clock) -> None:
    signed(liu, clock, 40)
    today = timezone.localdate(clock.now)
    values = {"blue_days": 10, "yellow_days": 20, "red_days": 30}
    services.set_terms(
        rule=SIGNED, values=values, source="示例发〔2020〕3号", valid_from=today, actor=zhong, at=clock.now
    )
    assert [line.light for line in rows("signed", zhong, clock)] == [Light.RED]
    with pytest.raises(NotAllowed):
        services.set_terms(
            rule=SIGNED, values=values, source="示例", valid_from=today, actor=liu, at=clock.now
        )


def test_red_rows_are_those_of_every_list(liu: Account, zhong: Account, clock: Clock) -> None:
    signed(liu, clock, 200)
    found = lists.red_rows(liu.city, timezone.localdate(clock.now), reach_of(zhong))
    assert [one.rule.code for one in found] == ["signed", "stalled", "no-contact", "evidence"]
    assert {one.line.light for one in found} == {Light.RED}


def test_each_entry_and_each_exit_is_written_once(liu: Account, city: City, clock: Clock) -> None:
    project = signed(liu, clock, 59)
    assert services.run_worklists(city, at=clock.now).n_entered == 2
    pass_days(clock, 1)
    services.run_worklists(city, at=clock.now)
    again = services.run_worklists(city, at=clock.now)
    assert (again.n_entered, again.n_left) == (1, 0)
    pass_days(clock, 1)
    _pay(project, "50", 0, by=liu, clock=clock)
    assert services.run_worklists(city, at=clock.now).n_left == 1
    [entry] = ListEntry.objects.filter(rule="stalled")
    assert (entry.left_on, entry.until_on) == (entry.from_on + timedelta(days=1),) * 2
    assert WorklistRun.objects.count() == 3


def test_a_run_made_again_the_same_day_undoes_what_no_longer_holds(
    liu: Account, city: City, clock: Clock
) -> None:
    project = signed(liu, clock, 100)
    services.run_worklists(city, at=clock.now)
    _pay(project, "50", 0, by=liu, clock=clock)
    services.run_worklists(city, at=clock.now)
    assert not ListEntry.objects.filter(rule="stalled").exists()


def test_another_light_begins_a_new_stretch_and_keeps_the_day_of_entry(
    liu: Account, city: City, clock: Clock
) -> None:
    signed(liu, clock, 89)
    services.run_worklists(city, at=clock.now)
    first = timezone.localdate(clock.now)
    pass_days(clock, 1)
    services.run_worklists(city, at=clock.now)
    blue, yellow = ListEntry.objects.filter(rule="stalled").order_by("from_on")
    assert (blue.light, yellow.light) == (Light.BLUE, Light.YELLOW)
    assert (blue.until_on, blue.left_on) == (yellow.from_on, None)
    assert yellow.entered_on == first


def test_the_past_is_not_made_up(city: City, clock: Clock) -> None:
    services.run_worklists(city, at=clock.now)
    with pytest.raises(WorklistRefused, match="不能再生成更早一天的"):
        services.run_worklists(city, at=clock.now - timedelta(days=1))


def test_the_lists_of_a_month_end_can_be_asked_for_later(
    liu: Account, zhong: Account, city: City, clock: Clock
) -> None:
    project = signed(liu, clock, 100)
    services.run_worklists(city, at=clock.now)
    then = timezone.localdate(clock.now)
    pass_days(clock, 30)
    _pay(project, "50", 0, by=liu, clock=clock)
    signed(liu, clock, 95)
    now = asked(zhong, clock)
    past = lists.listing(STALLED, now.back_on(then))
    assert (past.recorded_on, [line.light for line in past.lines]) == (then, [Light.YELLOW])
    found = lists.changes(STALLED, now, then)
    assert (found.n_entered, found.n_left) == (1, 1)
    assert [one.code for one in found.left] == [project.code]  # type: ignore[attr-defined]


def test_what_came_onto_a_list_by_stage_and_what_left_it(liu: Account, zhong: Account, clock: Clock) -> None:
    project = signed(liu, clock, 100)
    then = timezone.localdate(clock.now)
    pass_days(clock, 2)
    move_on(project, to=Stage.STARTED, by=liu, on=days_ago(clock, 1))  # type: ignore[arg-type]
    signed(liu, clock, 1)
    found = lists.changes(SIGNED, asked(zhong, clock), then)
    assert (found.n_entered, found.n_left) == (1, 1)
    assert found.left[0].stage == Stage.STARTED


def test_an_industry_tells_how_long_a_start_takes_and_who_is_outside_of_it(
    liu: Account, qin: Account, zhong: Account, clock: Clock
) -> None:
    for n in (10, 20, 30, 40, 50):
        project = make_signed(by=liu, verifier=qin, signed_on=days_ago(clock, 100), on=days_ago(clock, 100))
        move_on(project, to=Stage.STARTED, by=liu, on=days_ago(clock, 100 - n))
        projects.verify(project=project, actor=qin, at=clock.now)
    late = signed(liu, clock, 41)
    signed(liu, clock, 40)
    now = asked(zhong, clock)
    found = pace.paces(now)
    assert [(one.industry, one.n, one.n_waiting, one.n_outside) for one in found] == [
        ("", 5, 2, 1), ("C39", 5, 2, 1),
    ]  # fmt: skip
    assert found[1].spread is not None
    assert found[1].spread.upper == 40
    assert [line.code for line, _ in pace.outside(now, found)] == [late.code]  # type: ignore[attr-defined]


def test_a_page_asks_as_often_for_many_rows_as_for_one(
    liu: Account, zhong: Account, clock: Clock, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        signed(liu, clock, 200)
    now = asked(zhong, clock)
    ledger.resolve(liu.city)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        lists.listing(definitions.rule("evidence"), now)
