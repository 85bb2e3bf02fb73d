from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from luodi.kernel.asof import AsOf
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.services import Share
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of
from luodi.organisation.tests.makers import Clock, Units
from luodi.projects import selectors, services
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.selectors import ProjectFilter
from luodi.projects.selectors.grid import SortRefused
from luodi.projects.tests.makers import day, make_project, make_signed, move_on, verified

Queries = Callable[..., Any]


def codes(account: Account, filters: ProjectFilter | None = None, **more: Any) -> list[str]:
    return [row.code for row in selectors.list_projects(reach_of(account), filters, **more).rows]


def test_a_history_tells_each_version_with_who_and_what_it_replaced(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = move_on(make_project(by=liu, total=Yuan.from_yi(10)), to=Stage.SIGNED, by=liu)
    clock.advance(days=1)
    services.correct_project(
        project=project,
        corrections={Field.TOTAL: Yuan.from_yi(1)},
        reason="小数点错",
        actor=liu,
        at=clock.now,
    )
    clock.advance(days=1)
    verified(project, by=qin)
    signed = [item for item in selectors.history(project) if item.kind == FactKind.PROJECT_SIGNED]
    assert [(item.cause, item.who, item.is_live) for item in signed] == [
        (Cause.VERIFIED, "秦", True),
        (Cause.CORRECTED, "刘", False),
        (Cause.RECORDED, "刘", False),
    ]
    assert signed[1].changes == {"总投资": ["100000万元", "10000万元"]}
    assert (signed[1].reason, signed[1].occurred) == ("小数点错", "2020-07-01")


def test_a_new_state_says_what_it_changed(liu: Account, hong: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    services.assign_sponsor(project=project, sponsor=hong.person, since=clock.day, actor=liu, at=clock.now)
    project = services.set_status(
        project=project, status=Status.DELAYED, since=clock.day, reason="待审", actor=liu, at=clock.now
    )
    latest, before, *_ = selectors.history(project)
    assert (latest.what, latest.changes) == ("项目状态：在谈、延期", {"推进状态": ["推进", "延期"]})
    assert before.changes == {"包保领导": [None, "洪"]}


def test_a_history_as_of_then_knows_nothing_of_later(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    then = ledger.resolve(liu.city)
    clock.advance(days=1)
    services.correct_project(
        project=project, corrections={Field.TOTAL: Yuan.from_yi(9)}, reason="看错", actor=liu, at=clock.now
    )
    assert [item.is_live for item in selectors.history(project, then)] == [True, True]
    assert len(selectors.history(project)) == 4


def test_a_project_is_known_as_it_was_known_then(
    liu: Account, units: Units, hong: Account, clock: Clock
) -> None:
    before = AsOf(clock.now - timedelta(hours=1))
    project = make_project(by=liu, total=Yuan.from_yi(1), sponsor=hong.person)
    then = ledger.resolve(liu.city)
    clock.advance(days=1)
    move_on(project, to=Stage.SIGNED, by=liu)
    assert selectors.known_project(project, before) is None
    known = selectors.known_project(project, then)
    assert known is not None
    assert (known.stage, known.total, known.unit, known.sponsor) == (
        Stage.NEGOTIATING,
        Yuan.from_yi(1),
        units.yunxi,
        hong.person,
    )
    assert set(known.dates) == {Stage.NEGOTIATING}


def test_what_the_next_stage_still_needs(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, total=None, origin="")
    assert selectors.next_stage(project) == Stage.SIGNED
    assert selectors.missing_for_next_stage(project) == [Field.TOTAL, Field.ORIGIN]
    produced = move_on(make_project(by=liu), to=Stage.PRODUCING, by=liu)
    assert selectors.next_stage(produced) is None
    assert selectors.missing_for_next_stage(produced) == []


def test_corrections_that_wait_are_shown_to_those_who_see_the_project(
    liu: Account, wu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    services.correct_project(
        project=project, corrections={Field.TOTAL: Yuan.from_yi(9)}, reason="看错", actor=liu, at=clock.now
    )
    waiting = [len(selectors.pending_corrections(reach_of(who))) for who in (qin, liu, wu)]
    assert waiting == [1, 1, 0]


def test_the_grid_shows_each_account_what_it_may_see(
    liu: Account, wu: Account, zhong: Account, hong: Account, wai: Account, units: Units
) -> None:
    own = make_project(by=liu)
    other = make_project(by=wu, area="349922")
    on_our_ground = make_project(by=zhong, unit=units.team, area="349921")
    shares = (Share(units.group, 5000), Share(units.yunxi, 5000))
    shared = make_project(by=zhong, unit=units.group, area="", shares=shares)
    every = [one.code for one in (own, other, on_our_ground, shared)]
    assert codes(zhong, sort="code") == codes(hong, sort="code") == every
    assert codes(liu, sort="code") == [own.code, on_our_ground.code, shared.code]
    assert codes(wu) == [other.code]
    assert codes(wai) == []


def test_the_grid_is_narrowed_by_every_filter(liu: Account, qin: Account, clock: Clock) -> None:
    optics = make_signed(by=liu, verifier=qin, name="光学镜片", total=Yuan.from_yi(2))
    shop = make_project(by=liu, name="商贸综合体", industry="F51", origin="310000", total=Yuan.from_yi(1))
    for filters, found in [
        (ProjectFilter(text="镜片"), optics),
        (ProjectFilter(text=shop.code.lower()), shop),
        (ProjectFilter(stages=frozenset({Stage.SIGNED})), optics),
        (ProjectFilter(sections=frozenset("F")), shop),
        (ProjectFilter(industrial=True), optics),
        (ProjectFilter(origins=("44",)), optics),
        (ProjectFilter(total_to=Yuan.from_yi(1)), shop),
        (ProjectFilter(total_from=Yuan.from_yi(2)), optics),
        (ProjectFilter(signed_from=day("2020-07-01").first, signed_to=day("2020-07-01").first), optics),
        (ProjectFilter(standings=frozenset({Standing.CLAIMED})), shop),
    ]:
        assert codes(liu, filters) == [found.code], filters
    everything = ProjectFilter(
        unit_ids=frozenset({liu.unit_id}),
        areas=frozenset({"349921"}),
        statuses=frozenset({Status.PROCEEDING}),
    )
    assert len(codes(liu, everything)) == 2
    assert codes(liu, ProjectFilter(sponsor_id=1)) == []


@pytest.mark.parametrize("sort", [sign + name for name in selectors.SORTS for sign in ("", "-")])
def test_pages_from_both_ends_make_up_one_order(liu: Account, sort: str) -> None:
    for i in range(7):
        total = None if i == 3 else Yuan.from_yi(i % 3 + 1)
        project = make_project(by=liu, name=f"项目{i % 4}", total=total)
        if i in {1, 4}:
            move_on(project, to=Stage.SIGNED, by=liu, on=f"2020-07-0{i}")
    whole = codes(liu, sort=sort, size=50)
    paged = [code for page in (1, 2, 3, 4) for code in codes(liu, sort=sort, page=page, size=2)]
    assert len(set(whole)) == 7
    assert paged == whole


def test_what_is_unknown_comes_last_in_both_orders(liu: Account) -> None:
    unknown = make_project(by=liu, total=None)
    make_project(by=liu)
    assert codes(liu, sort="total")[-1] == codes(liu, sort="-total")[-1] == unknown.code


def test_a_page_beyond_the_last_is_the_last(liu: Account) -> None:
    for _ in range(3):
        make_project(by=liu)
    page = selectors.list_projects(reach_of(liu), None, "code", 99, 2)
    assert (page.number, page.pages, page.total, len(page.rows)) == (2, 2, 3, 1)


def test_an_unknown_order_is_refused(liu: Account) -> None:
    with pytest.raises(SortRefused, match="不能按“colour”排序"):
        selectors.list_projects(reach_of(liu), None, "colour")


def test_a_row_names_what_its_codes_mean(liu: Account) -> None:
    make_project(by=liu, area="340422")
    (row,) = selectors.list_projects(reach_of(liu)).rows
    assert (row.area_name, row.origin_name, row.unit_name) == ("寿县", "广东省深圳市", "云溪县")
    assert row.industry_name.startswith("计算机")
    assert (row.total, row.negotiating_on.show()) == (Yuan.from_yi("1.2"), "2020-06-01")  # type: ignore[union-attr]


def test_a_page_takes_three_queries(liu: Account, django_assert_num_queries: Queries) -> None:
    for _ in range(3):
        make_project(by=liu)
    reach = reach_of(liu)
    with django_assert_num_queries(3):
        selectors.list_projects(reach, ProjectFilter(text="光学"))


def test_the_grid_as_of_then_shows_what_was_known_then(liu: Account, clock: Clock) -> None:
    first = make_project(by=liu, total=Yuan.from_yi(1))
    second = make_project(by=liu, name="商贸综合体", industry="F51")
    then = ledger.resolve(liu.city)
    clock.advance(days=1)
    move_on(first, to=Stage.SIGNED, by=liu)
    services.correct_project(
        project=first, corrections={Field.TOTAL: Yuan.from_yi(9)}, reason="看错", actor=liu, at=clock.now
    )
    make_project(by=liu, name="后来的项目")
    page = selectors.list_projects_as_of(then, reach_of(liu), sort="code")
    assert [(row.code, row.stage, row.total) for row in page.rows] == [
        (first.code, Stage.NEGOTIATING, Yuan.from_yi(1)),
        (second.code, Stage.NEGOTIATING, Yuan.from_yi("1.2")),
    ]
    assert page.rows[0].signed_on is None
    assert page.total == 2


def test_the_grid_as_of_now_is_the_grid(liu: Account, wu: Account, qin: Account, clock: Clock) -> None:
    make_signed(by=liu, verifier=qin)
    services.withdraw(
        project=make_project(by=liu, name="终止项目"), on=clock.day, reason="放弃", actor=liu, at=clock.now
    )
    make_project(by=wu, area="349922")
    now = ledger.resolve(liu.city)
    for filters in (
        ProjectFilter(),
        ProjectFilter(text="光学", sections=frozenset("C")),
        ProjectFilter(signed_from=day("2020-07-01").first, signed_to=day("2020-07-31").first),
        ProjectFilter(signed_from=day("2020-07-02").first),
        ProjectFilter(signed_to=day("2020-07-01").first),
        ProjectFilter(statuses=frozenset({Status.WITHDRAWN}), origins=("44",)),
        ProjectFilter(total_from=Yuan.from_yi(1), industrial=True),
    ):
        present = selectors.list_projects(reach_of(liu), filters)
        known = selectors.list_projects_as_of(now, reach_of(liu), filters)
        assert [(r.code, r.stage, r.status, r.standing, r.signed_on) for r in known.rows] == [
            (r.code, r.stage, r.status, r.standing, r.signed_on) for r in present.rows
        ], filters
