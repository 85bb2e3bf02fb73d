"""Private calendar addresses: known to their owner alone, and dead once they are taken back."""

import pytest

from luodi.organisation.policies import NotAllowed
from luodi.teams import selectors, services
from luodi.teams.models import CalendarFeed
from luodi.teams.rules import FeedRefused


def issued(by, clock, unit=None):
    return services.issue_feed(name="我的手机", unit=unit, actor=by, at=clock.now)


def test_a_feed_is_found_by_its_secret_and_keeps_only_its_digest(liu, clock):
    feed, secret = issued(liu, clock)
    assert selectors.feed_of(secret) == feed
    assert secret not in str(CalendarFeed.objects.values().get())
    assert selectors.feed_of(secret[:-1]) is None


def test_a_revoked_feed_answers_no_more(liu, clock):
    feed, secret = issued(liu, clock)
    services.revoke_feed(feed, actor=liu, at=clock.now)
    services.revoke_feed(feed, actor=liu, at=clock.now)
    assert selectors.feed_of(secret) is None


def test_the_feed_of_an_account_that_is_switched_off_is_dead(liu, clock):
    _, secret = issued(liu, clock)
    liu.is_active = False
    liu.save()
    assert selectors.feed_of(secret) is None


def test_nobody_takes_back_what_is_anothers(liu, wu, clock):
    feed, _ = issued(liu, clock)
    with pytest.raises(NotAllowed):
        services.revoke_feed(feed, actor=wu, at=clock.now)


def test_an_administrator_and_whoever_has_no_role_have_no_calendar(system_admin, wai, clock):
    for account in (system_admin, wai):
        with pytest.raises(NotAllowed):
            issued(account, clock)


def test_ten_feeds_are_enough(liu, clock):
    for _ in range(10):
        issued(liu, clock)
    with pytest.raises(FeedRefused, match="最多同时开通 10 个"):
        issued(liu, clock)
