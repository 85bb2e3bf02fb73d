"""From asking to closing: proof, somebody else's word, extensions, deadlines over holidays, and opening again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from luodi.actions import policies, services
from luodi.actions.choices import ActionKind, ActionState, ExtensionState
from luodi.actions.models import ActionItem, ItemExtension
from luodi.actions.rules import EXAMPLE as PRESSING
from luodi.actions.rules import ActionRefused, Pressing
from luodi.actions.services import NewProof, Source
from luodi.actions.tests.makers import make_item
from luodi.calendars import services as calendars
from luodi.ledger.kinds import FactKind, ItemReason, ItemSource
from luodi.ledger.models import Fact
from luodi.notices.models import Notice
from luodi.organisation import clock as clocks
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, Grant
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock

pytestmark = pytest.mark.django_db


def now(account: Account) -> dict[str, Any]:
    return {"actor": account, "at": clocks.now(account.city)}


@pytest.fixture
def asked(zhong: Account, liu: Account) -> ActionItem:
    return make_item(by=zhong, owner=liu, unit=liu.unit)


def finished(item: ActionItem, by: Account, result: str = "已办妥") -> ActionItem:
    return services.finish_item(item=item, result=result, **now(by))


def test_what_another_set_waits_for_that_others_word(asked: ActionItem, zhong: Account, liu: Account) -> None:
    proof = NewProof("地块红线图已交企业".encode(), "说明.txt")
    row = services.finish_item(item=asked, result="已交红线图", proofs=[proof], **now(liu))
    assert row.state == ActionState.REPORTED
    assert [one.name for one in row.reports.get().proofs.all()] == ["说明.txt"]
    assert Notice.objects.filter(account=zhong, title__contains="请销号").exists()
    closed = services.close_item(item=asked, remark="属实", **now(zhong))
    assert (closed.state, closed.closed_by, closed.result) == (ActionState.DONE, zhong, "已交红线图")


def test_nobody_closes_what_they_did_themselves_whatever_the_account(
    zhong: Account, liu: Account, qin: Account
) -> None:
    problem = make_item(by=zhong, kind=ActionKind.PROBLEM, reason=ItemReason.LAND)
    assert finished(problem, zhong).state == ActionState.REPORTED
    with pytest.raises(ActionRefused, match="不能由自己销号"):
        services.close_item(item=problem, **now(zhong))
    other = Account.objects.create(
        login="zhong2",
        city=zhong.city,
        person=zhong.person,
        unit=zhong.unit,
        created_at=zhong.created_at,
    )
    Grant.objects.create(account=other, role=Role.CENTRE, unit=zhong.unit, granted_at=zhong.created_at)
    with pytest.raises(ActionRefused, match="不能由自己销号"):
        services.close_item(item=problem, **now(other))
    asked = make_item(by=zhong, owner=liu, unit=liu.unit)
    finished(asked, liu)
    with pytest.raises(NotAllowed):
        services.close_item(item=asked, **now(qin))


def test_what_is_not_done_goes_back_with_a_reason_and_is_done_again(
    asked: ActionItem, zhong: Account, liu: Account
) -> None:
    finished(asked, liu)
    with pytest.raises(ActionRefused, match="退回的理由"):
        services.send_back(item=asked, reason=" ", **now(zhong))
    assert services.send_back(item=asked, reason="只寄了一半", **now(zhong)).state == ActionState.OPEN
    assert Notice.objects.filter(account=liu, reason="只寄了一半").exists()
    finished(asked, liu, "全部寄出")
    assert services.close_item(item=asked, **now(zhong)).result == "全部寄出"
    assert [one.get_state_display() for one in asked.reports.order_by("id")] == ["退回重办", "同意销号"]


def test_a_closed_item_is_opened_again_with_a_reason_and_leaves_the_figures(
    asked: ActionItem, zhong: Account, liu: Account
) -> None:
    finished(asked, liu)
    services.close_item(item=asked, **now(zhong))
    closed = Fact.objects.live().filter(kind=FactKind.ITEM_CLOSED)
    assert closed.count() == 1
    with pytest.raises(ActionRefused, match="理由"):
        services.reopen_item(item=asked, deadline=date(2020, 8, 20), reason="", **now(zhong))
    row = services.reopen_item(item=asked, deadline=date(2020, 8, 22), reason="企业说没收到", **now(zhong))
    assert (row.state, row.result, row.deadline) == (ActionState.OPEN, "", date(2020, 8, 24))
    assert not closed.exists()
    states = Fact.objects.filter(kind=FactKind.ITEM_STATE, subject=asked.subject).order_by("id")
    assert [one.state for one in states] == ["DOING", "REPORTED", "DONE", "DOING"]


def test_an_extension_needs_a_reason_and_somebody_elses_word(
    asked: ActionItem, zhong: Account, liu: Account
) -> None:
    until = date(2020, 8, 17)
    with pytest.raises(ActionRefused, match="延期的理由"):
        services.ask_extension(item=asked, until=until, reason=" ", **now(liu))
    with pytest.raises(ActionRefused, match="须晚于"):
        services.ask_extension(item=asked, until=date(2020, 8, 6), reason="等批复", **now(liu))
    services.ask_extension(item=asked, until=until, reason="等批复", **now(liu))
    with pytest.raises(ActionRefused, match="已有一项"):
        services.ask_extension(item=asked, until=until, reason="等批复", **now(liu))
    asked.refresh_from_db()
    assert asked.deadline == date(2020, 8, 10)
    with pytest.raises(ActionRefused, match="不能由自己批复"):
        services.decide_extension(item=asked, grants=True, **now(liu))
    services.decide_extension(item=asked, grants=True, **now(zhong))
    asked.refresh_from_db()
    assert asked.deadline == until
    assert Fact.objects.live().filter(kind=FactKind.ITEM_EXTENDED).count() == 1
    services.ask_extension(item=asked, until=date(2020, 8, 24), reason="再等", **now(liu))
    with pytest.raises(ActionRefused, match="不同意的理由"):
        services.decide_extension(item=asked, grants=False, **now(zhong))
    services.decide_extension(item=asked, grants=False, remark="不能再拖", **now(zhong))
    assert [one.state for one in ItemExtension.objects.order_by("id")] == [
        ExtensionState.GRANTED,
        ExtensionState.REFUSED,
    ]
    assert Notice.objects.filter(account=liu, reason="不能再拖").exists()


def test_who_does_it_does_not_move_the_day_that_another_set(zhong: Account, liu: Account) -> None:
    problem = make_item(by=liu, kind=ActionKind.PROBLEM, reason=ItemReason.FUNDS)
    with pytest.raises(ActionRefused, match="不能由自己改期"):
        services.move_deadline(item=problem, deadline=date(2020, 8, 20), reason="来不及", **now(liu))
    services.ask_extension(item=problem, until=date(2020, 8, 20), reason="来不及", **now(liu))
    services.decide_extension(item=problem, grants=True, **now(zhong))
    problem.refresh_from_db()
    assert problem.deadline == date(2020, 8, 20)


def test_a_deadline_on_a_holiday_is_moved_on_and_says_so(liu: Account) -> None:
    item = make_item(by=liu, deadline=date(2020, 10, 1))
    assert item.deadline == date(2020, 10, 9)
    assert item.basis.asked_day == date(2020, 10, 1)
    by_days = make_item(by=liu, deadline=None, workdays=5)
    assert by_days.deadline == date(2020, 8, 10)
    with pytest.raises(ActionRefused, match="只写一种"):
        make_item(by=liu, workdays=5)
    with pytest.raises(ActionRefused, match="只写一种"):
        make_item(by=liu, deadline=None)


def test_open_deadlines_follow_the_calendar_and_closed_ones_never(
    zhong: Account, liu: Account, clock: Clock
) -> None:
    by_days = make_item(by=liu, deadline=None, workdays=5)
    by_day = make_item(by=zhong, owner=liu, unit=liu.unit, deadline=date(2020, 8, 6))
    closed = make_item(by=liu, deadline=None, workdays=5)
    finished(closed, liu)
    days = {"first": date(2020, 8, 6), "last": date(2020, 8, 6)}
    calendars.set_days(**days, is_work=False, name="防汛停工", document="示例防指〔2020〕3号", **now(zhong))
    moved = services.reset_deadlines(city=liu.city, **now(zhong))
    assert {one.code: one.deadline.day for one in moved} == {by_days.code: 11, by_day.code: 7}
    assert Notice.objects.filter(account=liu, title__contains="工作日调整").count() == 2
    closed.refresh_from_db()
    assert closed.deadline == date(2020, 8, 10)
    calendars.clear_days(**days, reason="照常上班", **now(zhong))
    services.reset_deadlines(city=liu.city, **now(zhong))
    by_day.refresh_from_db()
    assert by_day.deadline == date(2020, 8, 6)


def test_a_problem_says_what_stands_in_the_way_and_where_it_came_up(zhong: Account, liu: Account) -> None:
    with pytest.raises(ActionRefused, match="问题须选择原因"):
        make_item(by=zhong, kind=ActionKind.PROBLEM)
    source = Source(ItemSource.REVIEW, note="第3次调度会", path="/reviews/1/")
    item = make_item(
        by=zhong, owner=liu, unit=liu.unit, kind=ActionKind.PROBLEM, reason=ItemReason.LAND, source=source
    )
    assert (item.source, item.basis.source_note) == (ItemSource.REVIEW, "第3次调度会")
    opened = Fact.objects.get(kind=FactKind.ITEM_OPENED, subject=item.subject)
    assert (opened.category, opened.channel, opened.unit) == ("LAND", "REVIEW", liu.unit)


def test_who_helps_is_told_sees_the_item_and_does_not_close_it(
    zhong: Account, liu: Account, wu: Account
) -> None:
    item = make_item(by=wu, owner=liu, unit=liu.unit, co_owners=[zhong])
    assert Notice.objects.filter(account=zhong, path=f"/actions/{item.code}/").exists()
    finished(item, liu)
    with pytest.raises(ActionRefused, match="不能由自己销号"):
        services.close_item(item=item, **now(zhong))
    helped = make_item(by=zhong, co_owners=[wu])
    assert policies.get_action(helped.code, actor=wu) == helped
    assert services.close_item(item=item, **now(wu)).state == ActionState.DONE


def test_a_proof_is_shown_to_those_who_see_the_item(asked: ActionItem, liu: Account, wu: Account) -> None:
    proof = NewProof("已寄".encode(), "回执.txt")
    row = services.finish_item(item=asked, result="已寄", proofs=[proof], **now(liu))
    kept = row.reports.get().proofs.get()
    assert policies.get_proof(kept.pk, actor=liu) == kept
    with pytest.raises(Http404):
        policies.get_proof(kept.pk, actor=wu)


def test_where_the_city_says_so_even_ones_own_task_is_closed_by_somebody_else(
    zhong: Account, liu: Account, clock: Clock
) -> None:
    strict = Pressing(PRESSING.steps, closes_own=False, source="示例督〔2020〕1号")
    with pytest.raises(NotAllowed):
        services.set_pressing(strict, valid_from=clock.day, **now(liu))
    services.set_pressing(strict, valid_from=clock.day, **now(zhong))
    item = make_item(by=liu)
    assert finished(item, liu).state == ActionState.REPORTED
    assert services.close_item(item=item, **now(zhong)).state == ActionState.DONE
    with pytest.raises(ActionRefused, match="不能早于今天"):
        services.set_pressing(strict, valid_from=clock.day - timedelta(days=1), **now(zhong))
