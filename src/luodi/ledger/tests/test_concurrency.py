"""Writers and askers at once: an answered moment stays answered, and entries are numbered as they are committed.

A clock that every thread reads alone is real time here; nothing below stands still.
"""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connections, transaction
from django.utils import timezone

from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause
from luodi.ledger.models import Entry, Fact, Subject
from luodi.ledger.services import FactMovedOn, Supersede
from luodi.ledger.tests.makers import NOTE, signing, subject
from luodi.organisation.tests.makers import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.vendor("postgresql")
PATIENCE = 20
A_MOMENT = 0.3


@pytest.fixture
def live() -> Cast:
    """The cast in a city whose clock runs; its ledger is open since yesterday."""
    yesterday = timezone.now() - timedelta(days=1)
    cast = make_cast(at=yesterday)
    ledger.open_ledger(city=cast.city, at=yesterday)
    return cast


@pytest.fixture
def at_once() -> Iterator[Callable[..., Future]]:
    """Run a call in a thread with a connection of its own."""
    with ThreadPoolExecutor(8) as pool:

        def run(call, *args):
            def alone():
                try:
                    return call(*args)
                finally:
                    connections.close_all()

            return pool.submit(alone)

        yield run


def post(cast: Cast, *facts: ledger.NewFact, supersede: tuple[Supersede, ...] = ()) -> Entry:
    return ledger.post(
        city=cast.city,
        act="登记签约",
        actor=cast.liu,
        at=timezone.now(),
        facts=facts,
        supersede=supersede,
        notes=[NOTE],
    )


@contextmanager
def under_way(
    cast: Cast, at_once: Callable[..., Future], *facts: ledger.NewFact
) -> Iterator[Callable[[], Entry]]:
    """A writer that has posted and not yet committed; calling the value lets it commit."""
    posted, may_commit = threading.Event(), threading.Event()

    def write() -> Entry:
        with transaction.atomic():
            entry = post(cast, *facts)
            posted.set()
            assert may_commit.wait(PATIENCE)
        return entry

    future = at_once(write)
    assert posted.wait(PATIENCE)

    def commit() -> Entry:
        may_commit.set()
        return future.result(PATIENCE)

    try:
        yield commit
    finally:
        may_commit.set()


def ids_known_at(moment: datetime) -> frozenset[int]:
    return frozenset(Fact.objects.known_at(moment).values_list("id", flat=True))


@on_postgresql
def test_two_writers_at_once_are_numbered_as_they_commit(live, at_once):
    first, second = signing(live, "P1"), signing(live, "P2")
    with under_way(live, at_once, first) as commit:
        waiting = at_once(post, live, second)
        assert not done_within(waiting, A_MOMENT)
        one = commit()
        two = waiting.result(PATIENCE)
    assert (one.number, two.number) == (1, 2)
    assert one.recorded_at < two.recorded_at


@on_postgresql
def test_a_writer_that_gives_up_leaves_no_gap(live, at_once):
    posted, may_fail = threading.Event(), threading.Event()

    def fail():
        with transaction.atomic():
            post(live, signing(live, "P1"))
            posted.set()
            assert may_fail.wait(PATIENCE)
            transaction.set_rollback(True)

    failing = at_once(fail)
    assert posted.wait(PATIENCE)
    waiting = at_once(post, live, signing(live, "P2"))
    may_fail.set()
    failing.result(PATIENCE)
    assert waiting.result(PATIENCE).number == 1


@on_postgresql
def test_writers_of_different_cities_do_not_wait_for_each_other(live, at_once):
    there = make_cast(code="349800", name="邻市", at=timezone.now())
    ledger.open_ledger(city=there.city, at=timezone.now())
    with under_way(live, at_once, signing(live)) as commit:
        assert at_once(post, there, signing(there)).result(PATIENCE).number == 1
        commit()


@on_postgresql
def test_who_asks_as_of_now_waits_for_the_writer_that_is_under_way(live, at_once):
    with under_way(live, at_once, signing(live)) as commit:
        asking = at_once(ledger.resolve, live.city, timezone.now())
        assert not done_within(asking, A_MOMENT)
        entry = commit()
        asked = asking.result(PATIENCE)
    known = ids_known_at(asked.moment)
    assert (entry.recorded_at <= asked.moment) == bool(known)
    post(live, signing(live, "P2"))
    assert ids_known_at(asked.moment) == known


@on_postgresql
def test_who_asks_for_the_last_entry_does_not_wait_and_never_sees_more(live, at_once):
    with under_way(live, at_once, signing(live)) as commit:
        asked = at_once(ledger.resolve, live.city).result(PATIENCE)
        assert asked.entry == 0
        commit()
    assert ids_known_at(asked.moment) == frozenset()


@on_postgresql
def test_two_who_supersede_the_same_version_at_once_do_not_both_succeed(live, at_once):
    post(live, signing(live))
    fact = Fact.objects.get()
    started = threading.Barrier(2)

    def correct() -> bool:
        started.wait(PATIENCE)
        try:
            post(live, supersede=(Supersede(fact, Cause.CORRECTED, ledger.version_of(fact, area="349902")),))
        except FactMovedOn:
            return False
        return True

    assert sorted(one.result(PATIENCE) for one in [at_once(correct), at_once(correct)]) == [False, True]
    assert Fact.objects.live().count() == 1


@pytest.mark.parametrize("seed", range(3))
def test_what_was_once_answered_is_answered_the_same_for_ever(live, at_once, seed):
    """Writers record and end facts, askers ask as of now, of the past and of the future, all at once.

    On SQLite, where writers take turns, it has to hold as well.
    """
    chance = random.Random(seed)
    subjects = [subject(live.city, f"P{n}") for n in range(120)]
    stop = threading.Event()
    writers = [at_once(keep_writing, live, subjects[n::4], chance.random()) for n in range(4)]
    askers = [at_once(keep_asking, live, stop, chance.random()) for _ in range(3)]
    try:
        written = sum(writer.result(60) for writer in writers)
    finally:
        stop.set()
    asked = [answer for asker in askers for answer in asker.result(PATIENCE)]
    assert asked
    for moment, entry, known in asked:
        assert ids_known_at(moment) == known, f"as of {moment} now answers differently"
        assert ledger.resolve(live.city, moment).entry == entry
    entries = list(Entry.objects.order_by("number").values_list("number", "recorded_at"))
    assert [number for number, _ in entries] == list(range(1, written + 1))
    assert all(one < other for (_, one), (_, other) in pairwise(entries))


def keep_writing(cast: Cast, subjects: list[Subject], seed: float) -> int:
    chance, written = random.Random(seed), 0
    for one in subjects:
        with transaction.atomic():
            post(cast, signing(cast, subject=one))
            pause(chance)
        written += 1
        if chance.random() < 0.4:
            fact = Fact.objects.live().get(subject=one)
            by = ledger.version_of(fact, area="349902") if chance.random() < 0.5 else None
            with transaction.atomic():
                post(cast, supersede=(Supersede(fact, Cause.CORRECTED, by),))
                pause(chance)
            written += 1
    return written


def keep_asking(
    cast: Cast, stop: threading.Event, seed: float
) -> list[tuple[datetime, int | None, frozenset[int]]]:
    chance, answers = random.Random(seed), []
    while not stop.is_set():
        offset = timedelta(milliseconds=chance.choice([0, 0, 0, -5, -200, 50]))
        moment = None if chance.random() < 0.3 else timezone.now() + offset
        asked = ledger.resolve(cast.city, moment)
        answers.append((asked.moment, asked.entry, ids_known_at(asked.moment)))
        pause(chance)
    return answers


def pause(chance: random.Random) -> None:
    threading.Event().wait(chance.choice([0, 0, 0.001, 0.004]))


def done_within(future: Future, seconds: float) -> bool:
    try:
        future.result(seconds)
    except TimeoutError:
        return False
    return True
