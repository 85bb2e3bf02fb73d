"""The same thing by two in the same second, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connections

from luodi.assessment import services
from luodi.assessment.models import ConfirmedInput, Objection
from luodi.assessment.objection_rules import CorrectedInput
from luodi.assessment.services import NewInput, Verdict
from luodi.assessment.tests.group_makers import DAY
from luodi.assessment.tests.record_makers import make_office, make_published, object_to
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.organisation.tests.makers import START, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live():
    the_day_before = START - timedelta(days=1)
    cast = make_cast(at=the_day_before)
    ledger.open_ledger(city=cast.city, at=the_day_before)
    return cast


@pytest.fixture
def office(live):
    return make_office(live, START)


def at_once(calls):
    def alone(call):
        try:
            return call()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(alone, calls))


def test_the_same_number_by_two_stands_once(live, office):
    member = office.member(live.units.yunxi)

    def enter(by, value):
        new = NewInput(
            member=member, input="growth", ends_on=DAY, value=Decimal(value), source=office.bai.unit
        )
        return services.enter_inputs([new], actor=by, at=START)

    at_once([lambda: enter(live.zhong, 1), lambda: enter(office.ding, 2)])
    assert ConfirmedInput.objects.standing().count() == 1


def test_an_objection_is_ruled_once(live, office):
    run = make_published(office, by=live.zhong, at=START)
    row = object_to(run, live.units.yunxi, by=live.liu, at=START)
    upheld = Verdict(upheld=True, reason="公报", corrections=[CorrectedInput("growth", Decimal(55), "公报")])
    rejected = Verdict(upheld=False, reason="无误")

    def rule(by, verdict):
        return services.rule_objection(objection=row, verdict=verdict, actor=by, at=START)

    told = at_once([lambda: rule(live.zhong, upheld), lambda: rule(office.ding, rejected)])
    assert sorted(type(one).__name__ for one in told) == ["Objection", "ObjectionRefused"]
    assert not Objection.objects.get().is_open
