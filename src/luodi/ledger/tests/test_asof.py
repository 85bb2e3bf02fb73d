from datetime import timedelta

import pytest

from luodi.ledger import services as ledger
from luodi.ledger.models import Fact, Head
from luodi.ledger.tests.makers import post, signing
from luodi.organisation.tests.makers import make_cast

TICK = timedelta(microseconds=1)


def test_the_present_is_the_last_entry(cast, clock):
    entry = post(cast, clock, signing(cast))
    clock.advance(days=1)
    found = ledger.resolve(cast.city)
    assert (found.moment, found.entry) == (entry.recorded_at, 1)


def test_before_the_first_entry_nothing_was_known(cast, clock):
    post(cast, clock, signing(cast))
    assert ledger.resolve(cast.city, clock.now - TICK).entry == 0


def test_a_moment_is_the_last_entry_up_to_it(cast, clock):
    first = post(cast, clock, signing(cast, "P1"))
    clock.advance(days=1)
    second = post(cast, clock, signing(cast, "P2"))
    asked = [first.recorded_at, second.recorded_at - TICK, second.recorded_at]
    assert [ledger.resolve(cast.city, moment).entry for moment in asked] == [1, 1, 2]


def test_a_settled_moment_is_answered_without_writing(cast, clock, django_assert_num_queries):
    post(cast, clock, signing(cast, "P1"))
    clock.advance(days=1)
    last = post(cast, clock, signing(cast, "P2"))
    before = Head.objects.get(city=cast.city)
    with django_assert_num_queries(2):
        ledger.resolve(cast.city, last.recorded_at - TICK)
    with django_assert_num_queries(2):
        ledger.resolve(cast.city, last.recorded_at)
    assert Head.objects.get(city=cast.city).asked_until == before.asked_until


def test_what_is_recorded_after_a_question_is_recorded_after_its_moment(cast, clock):
    post(cast, clock, signing(cast, "P1"))
    clock.advance(hours=1)
    asked = ledger.resolve(cast.city, clock.now)
    clock.advance(minutes=-30)
    entry = post(cast, clock, signing(cast, "P2"))
    assert entry.recorded_at == asked.moment + TICK
    assert ledger.resolve(cast.city, asked.moment).entry == asked.entry == 1


def test_the_future_is_answered_as_the_present(cast, clock):
    post(cast, clock, signing(cast))
    clock.advance(hours=1)
    asked = ledger.resolve(cast.city, clock.now + timedelta(days=365))
    assert asked.moment == clock.now
    clock.advance(minutes=1)
    assert post(cast, clock, signing(cast, "P2")).recorded_at == clock.now


def test_a_question_about_the_future_does_not_close_the_future(cast, clock):
    ledger.resolve(cast.city, clock.now + timedelta(days=365))
    assert Head.objects.get(city=cast.city).asked_until == clock.now


def test_all_cities_are_asked_up_to_one_moment(cast, clock):
    there = make_cast(code="349800", name="邻市")
    ledger.open_ledger(city=there.city, at=clock.now - timedelta(days=1))
    post(there, clock, signing(there))
    clock.advance(hours=1)
    post(cast, clock, signing(cast))
    asked = ledger.resolve_everywhere()
    assert (asked.moment, asked.entry) == (clock.now, None)
    assert Fact.objects.known_at(asked.moment).count() == 2
    late = post(there, clock, signing(there, "P2"))
    assert late.recorded_at > asked.moment
    assert Fact.objects.known_at(asked.moment).count() == 2


@pytest.mark.django_db
def test_no_ledger_has_no_present():
    with pytest.raises(Head.DoesNotExist):
        ledger.resolve_everywhere()
