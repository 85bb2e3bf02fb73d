from datetime import date, timedelta

import pytest

from luodi.kernel.dates import parse_date
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause
from luodi.ledger.models import Batch, Fact, PreImage
from luodi.ledger.services import BatchRefused, Supersede
from luodi.ledger.tests.makers import NOTE, holding, lump, post, record, signing, trip

ONE, TWO = Yuan.from_yi(1), Yuan.from_yi(2)


def open_batch(cast, clock):
    return ledger.open_batch(city=cast.city, title="七月台账", actor=cast.liu, at=clock.now)


def withdraw(cast, clock, batch):
    clock.advance(days=1)
    return ledger.withdraw_facts(batch=batch, actor=cast.liu, at=clock.now, reason="表填错了", notes=[NOTE])


def current(moment=None):
    facts = Fact.objects.live() if moment is None else Fact.objects.known_at(moment)
    return sorted(facts.values_list("kind", "subject__code", "occurred_on", "ordinal", "amount", "quantity"))


def test_a_withdrawn_batch_is_gone_from_now_on_and_was_there_then(cast, clock):
    record(cast, clock, signing(cast, "P0"))
    before = current()
    clock.advance(days=1)
    batch = open_batch(cast, clock)
    post(cast, clock, signing(cast, "P1"), signing(cast, "P2"), batch=batch)
    then, believed = clock.now, current()
    entry = withdraw(cast, clock, batch)
    assert current() == before
    assert current(then) == believed
    assert (entry.batch.withdraws, entry.reason) == (batch, "表填错了")


def test_what_a_batch_had_changed_is_as_before_under_the_same_ordinal(cast, clock):
    (fact,) = record(cast, clock, signing(cast, amount=ONE))
    before = current()
    clock.advance(days=1)
    batch = open_batch(cast, clock)
    changed = ledger.version_of(fact, amount=TWO)
    (version,) = record(cast, clock, supersede=[Supersede(fact, Cause.CORRECTED, changed)], batch=batch)
    again = ledger.version_of(version, area="349902")
    record(cast, clock, supersede=[Supersede(version, Cause.CORRECTED, again)], batch=batch)
    then, believed = clock.now + timedelta(seconds=1), current()
    withdraw(cast, clock, batch)
    assert current() == before
    assert current(then) == believed
    assert Fact.objects.live().get().cause == Cause.WITHDRAWN


def test_what_a_batch_had_ended_holds_again_at_its_old_place_in_the_order(cast, clock):
    signed, _ = record(cast, clock, holding(cast, state="SIGNED"), holding(cast, state="STARTED"))
    clock.advance(days=1)
    batch = open_batch(cast, clock)
    post(cast, clock, supersede=[Supersede(signed, Cause.CORRECTED)], batch=batch)
    withdraw(cast, clock, batch)
    held = Fact.objects.live().order_by("held_key")
    assert [fact.state for fact in held] == ["SIGNED", "STARTED"]
    assert held[0].ordinal == signed.ordinal


def test_shares_and_amounts_come_back_with_it(cast, clock):
    shares = (ledger.Share(cast.units.yunxi, 2_500), ledger.Share(cast.units.team, 7_500))
    (fact,) = record(cast, clock, signing(cast, amount=ONE, shares=shares))
    batch = open_batch(cast, clock)
    post(cast, clock, supersede=[Supersede(fact, Cause.CORRECTED)], batch=batch)
    withdraw(cast, clock, batch)
    assert sorted(Fact.objects.live().get().credits.values_list("basis_points", flat=True)) == [2_500, 7_500]


def test_a_months_number_comes_back_when_the_rows_that_replaced_it_are_withdrawn(cast, clock):
    (number,) = record(cast, clock, lump(cast, parse_date("2020年7月")))
    before = current()
    batch = open_batch(cast, clock)
    post(cast, clock, trip(cast), supersede=[Supersede(number, Cause.CORRECTED)], batch=batch)
    withdraw(cast, clock, batch)
    assert current() == before


def test_a_batch_is_withdrawn_once(cast, clock):
    batch = open_batch(cast, clock)
    post(cast, clock, signing(cast), batch=batch)
    undo = withdraw(cast, clock, batch).batch
    with pytest.raises(BatchRefused, match="已经撤回过"):
        withdraw(cast, clock, batch)
    with pytest.raises(BatchRefused, match="撤回本身"):
        withdraw(cast, clock, undo)


def test_a_batch_that_others_built_on_stays(cast, clock):
    batch = open_batch(cast, clock)
    (fact,) = record(cast, clock, signing(cast, amount=ONE), batch=batch)
    post(cast, clock, supersede=[Supersede(fact, Cause.CORRECTED, ledger.version_of(fact, amount=TWO))])
    before = current()
    with pytest.raises(BatchRefused, match="有 1 条记录之后又被修改"):
        withdraw(cast, clock, batch)
    assert current() == before
    assert Batch.objects.count() == 1


def test_a_batch_whose_deletion_was_made_good_by_hand_stays(cast, clock):
    (fact,) = record(cast, clock, signing(cast))
    batch = open_batch(cast, clock)
    post(cast, clock, supersede=[Supersede(fact, Cause.CORRECTED)], batch=batch)
    post(cast, clock, signing(cast, on=date(2020, 7, 9)))
    with pytest.raises(BatchRefused, match="又重新登记过"):
        withdraw(cast, clock, batch)
    assert Batch.objects.count() == 1


def test_a_working_row_is_kept_as_it_was_before_the_batch_first_touched_it(cast, clock):
    batch = open_batch(cast, clock)
    ledger.keep_pre_images(batch=batch, table="projects", rows=[(1, {"name": "甲"}, 4), (2, None, 1)])
    ledger.keep_pre_images(batch=batch, table="projects", rows=[(1, {"name": "乙"}, 5)])
    images = ledger.close_withdrawal(batch)
    assert [(image.row_id, image.before, image.version_after) for image in images] == [
        (2, None, 1),
        (1, {"name": "甲"}, 5),
    ]
    assert PreImage.objects.count() == 2
