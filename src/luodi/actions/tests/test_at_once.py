"""A backlog of items, and two workers who press for it at the same moment: each level of each item goes out once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from luodi.actions import services
from luodi.actions.choices import Level
from luodi.actions.models import ActionItem, CoOwner, Escalation
from luodi.actions.tests.makers import make_item
from luodi.ledger import services as ledger
from luodi.notices.models import Notice
from luodi.organisation import clock as clocks
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Cast, Clock, make_cast

MANY = 130
"""More than are inserted one by one."""


def make_backlog(by: Account, owner: Account, deadline: date) -> None:
    first = make_item(by=by, owner=owner, unit=owner.unit, deadline=deadline)
    ActionItem.objects.bulk_create(
        ActionItem(
            city=by.city,
            code=f"TD2020-9{nth:03}",
            title=f"第{nth}项",
            owner=owner,
            unit=owner.unit,
            deadline=first.deadline,
            asked_by=by,
            asked_from=by.unit,
            asked_at=first.asked_at,
        )
        for nth in range(1, MANY)
    )


@pytest.mark.django_db
def test_a_backlog_is_pressed_for_in_a_few_queries(
    zhong: Account, liu: Account, wu: Account, clock: Clock, django_assert_max_num_queries: object
) -> None:
    make_backlog(zhong, liu, date(2020, 8, 10))
    CoOwner.objects.create(item=ActionItem.objects.latest("id"), account=wu)
    clock.advance(days=8)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        pressed = services.escalate_items(liu.city, at=clocks.now(liu.city))
    assert pressed.by_level == {Level.URGE: MANY}
    assert pressed.n_told == MANY + 1
    assert Notice.objects.filter(account=wu, title__startswith="催办").count() == 1
    clock.advance(days=5)
    services.escalate_items(liu.city, at=clocks.now(liu.city))
    numbers = set(Escalation.objects.filter(level=Level.SUPERVISE).values_list("number", flat=True))
    assert numbers == {f"DB2020-{nth:04}" for nth in range(1, MANY + 1)}


@pytest.fixture
def live() -> Cast:
    """The cast in a city whose clock runs; its ledger is open since yesterday."""
    yesterday = timezone.now() - timedelta(days=1)
    cast = make_cast(at=yesterday)
    ledger.open_ledger(city=cast.city, at=yesterday)
    return cast


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_press_for_each_level_once(live: Cast) -> None:
    make_backlog(live.zhong, live.liu, timezone.localdate())
    asked = Notice.objects.count()
    later = timezone.now() + timedelta(days=40)
    start = threading.Barrier(2)

    def work(_: int) -> int:
        start.wait()
        try:
            return services.escalate_items(live.city, at=later).count(Level.SUPERVISE)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(work, range(2)))
    assert told == [0, MANY]
    assert Escalation.objects.count() == MANY
    assert len(set(Escalation.objects.values_list("number", flat=True))) == MANY
    per_item = sum(Escalation.objects.values_list("n_told", flat=True)) // MANY
    assert Notice.objects.count() == asked + MANY * per_item
