"""Two units in the same second, each with a connection of its own: the order of entry says who was first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from luodi.crediting import services
from luodi.crediting.models import FirstReport
from luodi.crediting.rules import AgreementRefused
from luodi.crediting.services import NewFirstReport
from luodi.crediting.tests.makers import LEAD, split
from luodi.ledger import services as ledger
from luodi.organisation.tests.makers import Cast, make_cast
from luodi.projects.tests.makers import make_project

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live() -> Cast:
    yesterday = timezone.now() - timedelta(days=1)
    cast = make_cast(at=yesterday)
    ledger.open_ledger(city=cast.city, at=yesterday)
    return cast


def at_once(calls):
    def alone(call):
        try:
            return call()
        except AgreementRefused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(alone, calls))


def test_of_two_in_the_same_second_one_is_first_and_the_other_waits(live: Cast) -> None:
    moment = timezone.now()

    def file(by):
        new = NewFirstReport(**{**LEAD, "unit": by.unit, "talked_on": date(2020, 7, 30)})
        return services.file_first_report(new, actor=by, at=moment)

    at_once([lambda by=by: file(by) for by in (live.liu, live.wu, live.zhong)])
    told = list(FirstReport.objects.order_by("code").values_list("state", flat=True))
    assert told == ["PROTECTED", "PENDING", "PENDING"]
    first, *others = FirstReport.objects.order_by("code")
    assert all(one.matches.filter(earlier=first).exists() for one in others)


def test_an_earlier_clock_does_not_overtake_an_earlier_entry(live: Cast) -> None:
    now = timezone.now()
    new = {**LEAD, "talked_on": date(2020, 7, 30)}
    first = services.file_first_report(NewFirstReport(**new, unit=live.liu.unit), actor=live.liu, at=now)
    late = services.file_first_report(
        NewFirstReport(**new, unit=live.wu.unit), actor=live.wu, at=now - timedelta(seconds=5)
    )
    assert (late.state, late.reported_at >= first.reported_at) == ("PENDING", True)


def test_an_answer_given_twice_at_once_counts_once(live: Cast) -> None:
    project = make_project(by=live.liu)
    units = live.units
    today = timezone.localdate()
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=live.liu, effective_on=today)

    def agree():
        return services.consent(agreement=asked, unit=units.shiqiao, actor=live.wu, at=timezone.now())

    told = at_once([agree, agree])
    assert sorted(type(one).__name__ for one in told) == ["Agreement", "AgreementRefused"]
    assert project.shares.count() == 2
