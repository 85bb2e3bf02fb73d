"""Two people at once, each with a connection of their own: one declaration, one close, one reminder."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from luodi.filing import services
from luodi.filing.models import Filing, FilingReminder, MonthClose
from luodi.kernel.findings import Refusal
from luodi.kernel.months import month_of
from luodi.ledger import services as ledger
from luodi.notices.models import Notice
from luodi.organisation.tests.makers import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
Call = Callable[[], object]


@pytest.fixture
def live() -> Cast:
    yesterday = timezone.now() - timedelta(days=1)
    cast = make_cast(at=yesterday)
    ledger.open_ledger(city=cast.city, at=yesterday)
    return cast


@pytest.fixture
def later() -> datetime:
    """When the present month is over."""
    return timezone.now() + timedelta(days=40)


def at_once(calls: Sequence[Call]) -> list[str]:
    """Make the calls in threads of their own, and return what each of them refused; nothing where it was done."""

    def alone(call: Call) -> str:
        try:
            call()
        except Refusal as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(alone, calls))


def test_a_month_declared_by_two_at_once_is_declared_once(live: Cast) -> None:
    now = timezone.now()
    month = month_of(timezone.localdate(now))

    def declare(by: object) -> Call:
        return lambda: services.declare_month(
            unit=live.units.yunxi, month=month, is_nil=True, actor=by, at=now
        )

    told = at_once([declare(live.liu), declare(live.zhong), declare(live.liu)])
    assert sorted(bool(one) for one in told) == [False, True, True]
    assert Filing.objects.get().steps.count() == 1


def test_a_month_is_not_declared_while_it_is_closed(live: Cast, later: datetime) -> None:
    month = month_of(timezone.localdate())
    said = {live.units.yunxi.pk: "空缺", live.units.shiqiao.pk: "空缺"}

    def close() -> MonthClose:
        return services.close_month(city=live.city, month=month, exceptions=said, actor=live.zhong, at=later)

    def declare() -> Filing:
        return services.declare_month(
            unit=live.units.yunxi, month=month, is_nil=True, actor=live.liu, at=later
        )

    at_once([close, declare, close])
    line = MonthClose.objects.get().lines.get(unit=live.units.yunxi)
    assert (line.state == "OPEN") == (not Filing.objects.exists())


def test_reminders_that_run_twice_at_once_tell_nobody_twice(live: Cast, later: datetime) -> None:
    def remind() -> object:
        return services.remind_due(city=live.city, at=later)

    assert at_once([remind, remind, remind]) == ["", "", ""]
    keys = list(FilingReminder.objects.values_list("unit_id", "month", "level"))
    assert len(keys) == len(set(keys))
    assert Notice.objects.count() == len(keys)
