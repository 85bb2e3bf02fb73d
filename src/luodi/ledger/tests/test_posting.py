from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from luodi.audit import services as audit
from luodi.audit.models import AuditRecord
from luodi.kernel.dates import DateRefused, parse_date
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, Channel, FactKind, Standing, SubjectKind
from luodi.ledger.models import Credit, Entry, Fact, ForeignAmount
from luodi.ledger.rules import CreditRefused, FactRefused
from luodi.ledger.services import AlreadyRecorded, FactMovedOn, Share, Supersede
from luodi.ledger.tests.makers import JULY_5, NOTE, holding, lump, post, record, signing, subject, trip
from luodi.organisation.tests.makers import Cast, Clock, make_cast

DOLLARS = ForeignMoney("USD", 1_000_000_00, Decimal("6.9325"), JULY_5, "中国人民银行授权公布的中间价")


def halves(cast, first=5_000, second=5_000):
    return (Share(cast.units.yunxi, first), Share(cast.units.team, second))


def test_entries_are_numbered_in_order(cast, clock):
    entries = [post(cast, clock, signing(cast, f"P{n}")) for n in range(1, 4)]
    assert [entry.number for entry in entries] == [1, 2, 3]


def test_entries_of_one_moment_are_recorded_one_after_the_other(cast, clock):
    moments = [post(cast, clock, signing(cast, f"P{n}")).recorded_at for n in range(1, 4)]
    assert moments[0] == clock.now
    assert moments == sorted(set(moments))
    assert moments[-1] - moments[0] == timedelta(microseconds=2)


def test_a_clock_that_was_set_back_does_not_set_the_ledger_back(cast, clock):
    first = post(cast, clock, signing(cast, "P1"))
    clock.advance(days=-30)
    assert post(cast, clock, signing(cast, "P2", date(2020, 6, 1))).recorded_at > first.recorded_at


def test_what_the_act_says_of_itself_never_says_when_it_was_recorded(cast, clock):
    said = clock.now - timedelta(days=400)
    entry = ledger.post(
        city=cast.city, act="补录", actor=cast.liu, at=said, facts=[signing(cast)], notes=[NOTE]
    )
    assert (entry.said_at, entry.recorded_at) == (said, clock.now)
    assert Fact.objects.get(entry=entry).recorded_at == clock.now


def test_cities_number_their_entries_apart(cast, clock):
    there = make_cast(code="349800", name="邻市")
    ledger.open_ledger(city=there.city, at=clock.now)
    post(cast, clock, signing(cast))
    assert post(there, clock, signing(there)).number == 1


def test_opening_a_ledger_twice_changes_nothing(cast, clock):
    post(cast, clock, signing(cast))
    assert ledger.open_ledger(city=cast.city, at=clock.now).number == 1


def test_a_fact_freezes_what_it_was_given(cast, clock):
    (fact,) = record(
        cast,
        clock,
        signing(
            cast,
            amount=Yuan.from_yi("3.5"),
            area="349921",
            origin="440300",
            industry="C39",
            industrial=True,
            channel=Channel.ONLINE,
        ),
    )
    fact.refresh_from_db()
    assert (fact.amount, fact.area, fact.origin, fact.industry) == (35_000_000_000, "349921", "440300", "C39")
    assert (fact.industrial, fact.channel, fact.unit_kind) == (True, "ONLINE", "COUNTY")
    assert (fact.standing, fact.cause, fact.held_key) == (Standing.CLAIMED, Cause.RECORDED, None)


def test_facts_of_one_day_are_ordered_as_they_were_recorded(cast, clock):
    facts = record(
        cast, clock, signing(cast), holding(cast, state="NEGOTIATING"), holding(cast, state="SIGNED")
    )
    facts += record(cast, clock, holding(cast, state="STARTED"))
    assert [fact.ordinal for fact in facts] == sorted({fact.ordinal for fact in facts})
    held = [fact for fact in facts if fact.held_key is not None]
    assert [fact.state for fact in sorted(held, key=lambda fact: fact.held_key)] == [
        "NEGOTIATING", "SIGNED", "STARTED",
    ]  # fmt: skip


def test_an_opening_balance_is_marked_as_such(cast, clock):
    (fact,) = record(cast, clock, holding(cast), cause=Cause.OPENING)
    assert fact.cause == Cause.OPENING


def test_a_vague_date_counts_on_its_last_possible_day(cast, clock):
    past, running = record(
        cast,
        clock,
        signing(cast, "P1", parse_date("2020年7月")),
        signing(cast, "P2", parse_date("2020年8月")),
    )
    assert (past.occurred_from, past.occurred_on) == (date(2020, 7, 1), date(2020, 7, 31))
    assert (running.occurred_from, running.occurred_on) == (date(2020, 8, 1), clock.day)


def test_the_day_of_recording_is_the_day_in_china(cast, clock):
    clock.now = datetime(2020, 8, 4, 16, 30, tzinfo=timezone.get_fixed_timezone(0))
    (fact,) = record(cast, clock, signing(cast, on=date(2020, 8, 5)))
    assert fact.occurred_on == date(2020, 8, 5)


def test_what_lies_in_the_future_is_refused_and_nothing_is_written(cast, clock):
    with pytest.raises(DateRefused, match="不能晚于登记日期 2020-08-03"):
        post(cast, clock, signing(cast, "P1"), signing(cast, "P2", date(2020, 8, 4)))
    assert not Entry.objects.exists()
    assert not Fact.objects.exists()


@pytest.mark.parametrize(("first", "second"), [(5_000, 4_999), (5_000, 5_001), (10_000, 1)])
def test_shares_that_are_not_exactly_the_whole_are_refused(cast, clock, first, second):
    with pytest.raises(CreditRefused):
        post(cast, clock, signing(cast, shares=halves(cast, first, second)))
    assert not Entry.objects.exists()


def test_the_responsible_unit_has_a_share(cast, clock):
    shares = (Share(cast.units.team, 4_000), Share(cast.units.park, 6_000))
    with pytest.raises(CreditRefused, match="责任单位"):
        post(cast, clock, signing(cast, shares=shares))


def test_shares_are_kept_with_the_kinds_of_their_units(cast, clock):
    (fact,) = record(cast, clock, signing(cast, shares=halves(cast, 6_667, 3_333)))
    assert fact.is_shared
    assert sorted(
        Credit.objects.filter(fact=fact).values_list("unit__code", "unit_kind", "basis_points")
    ) == [
        ("TEAM", "INDUSTRY_TEAM", 3_333),
        ("YUNXI", "COUNTY", 6_667),
    ]


def test_one_unit_with_everything_is_no_sharing(cast, clock):
    (fact,) = record(cast, clock, signing(cast, shares=(Share(cast.units.yunxi, 10_000),)))
    assert not fact.is_shared
    assert not Credit.objects.exists()


def test_foreign_money_keeps_its_rate_and_its_source(cast, clock):
    (fact,) = record(cast, clock, signing(cast, amount=DOLLARS))
    assert fact.amount == 693_250_000
    kept = ForeignAmount.objects.get(fact=fact)
    assert (kept.currency, kept.minor_units, kept.rate) == ("USD", 100_000_000, Decimal("6.9325"))


def test_a_negative_amount_is_refused(cast, clock):
    with pytest.raises(FactRefused, match="金额"):
        post(cast, clock, signing(cast, amount=Yuan(-1)))


def test_a_number_without_rows_is_one_per_unit_kind_and_month(cast, clock):
    july = parse_date("2020年7月")
    record(cast, clock, lump(cast, july), lump(cast, july, unit=cast.units.park))
    for again in (lump(cast, july), lump(cast, july, quantity=5)):
        with pytest.raises(FactRefused, match=r"2020年7月的“外出招商”已经填报过汇总数"):
            post(cast, clock, again)


def test_the_running_months_number_cannot_be_reported_twice_on_two_days(cast, clock):
    august = parse_date("2020年8月")
    (first,) = record(cast, clock, lump(cast, august))
    clock.advance(days=40)
    with pytest.raises(FactRefused, match="已经填报过汇总数"):
        post(cast, clock, lump(cast, august))
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(**raw(first, occurred_on=date(2020, 8, 31)))


def test_two_numbers_for_the_same_month_in_one_entry_are_refused(cast, clock):
    with pytest.raises(FactRefused, match="已经填报过汇总数"):
        post(cast, clock, lump(cast, parse_date("2020年7月")), lump(cast, parse_date("2020年7月")))


def test_rows_do_not_come_beside_a_months_number(cast, clock):
    record(cast, clock, lump(cast, parse_date("2020年7月")))
    with pytest.raises(FactRefused, match="已按汇总数填报"):
        post(cast, clock, trip(cast))
    record(cast, clock, trip(cast, "T2", unit=cast.units.park), trip(cast, "T3", date(2020, 6, 30)))


def test_a_months_number_does_not_come_beside_rows(cast, clock):
    record(cast, clock, trip(cast))
    with pytest.raises(FactRefused, match="已有明细"):
        post(cast, clock, lump(cast, parse_date("2020年7月")))


def test_rows_take_the_place_of_a_months_number(cast, clock):
    (number,) = record(cast, clock, lump(cast, parse_date("2020年7月")))
    post(cast, clock, trip(cast), supersede=[Supersede(number, Cause.CORRECTED)])
    assert [fact.subject.code for fact in Fact.objects.live()] == ["T1"]


def test_a_number_without_rows_is_dated_by_its_month(cast, clock):
    with pytest.raises(FactRefused, match="按月填报"):
        post(cast, clock, lump(cast, parse_date("2020-07-05")))


def test_a_subject_signs_once(cast, clock):
    record(cast, clock, signing(cast))
    with pytest.raises(AlreadyRecorded, match="已有一条有效记录"), transaction.atomic():
        post(cast, clock, signing(cast, on=date(2020, 7, 6)))
    assert Entry.objects.count() == 1


def test_a_firm_may_be_met_on_many_trips(cast, clock):
    firm = subject(cast.city, "F1", SubjectKind.ENTERPRISE)
    met = [
        signing(cast, on=date(2020, 7, day), kind=FactKind.TRIP_FIRM_MET, subject=firm) for day in (1, 2, 2)
    ]
    assert len(record(cast, clock, *met)) == 3


def test_another_citys_subjects_and_units_are_refused(cast, clock):
    there = make_cast(code="349800", name="邻市")
    for values in ({"subject": subject(there.city)}, {"unit": there.units.yunxi}):
        with pytest.raises(FactRefused, match="其他城市"):
            post(cast, clock, signing(cast, **values))


def test_another_citys_fact_is_not_superseded(cast, clock):
    there = make_cast(code="349800", name="邻市")
    ledger.open_ledger(city=there.city, at=clock.now - timedelta(days=1))
    (theirs,) = record(there, clock, signing(there))
    with pytest.raises(FactMovedOn):
        post(cast, clock, supersede=[Supersede(theirs, Cause.CORRECTED)])


def test_a_superseded_version_stays_and_its_successor_takes_its_place(cast, clock):
    (claimed,) = record(cast, clock, signing(cast, amount=Yuan.from_yi(1)))
    clock.advance(days=1)
    verified = ledger.version_of(claimed, standing=Standing.VERIFIED)
    entry = post(cast, clock, supersede=[Supersede(claimed, Cause.VERIFIED, verified)], actor=cast.qin)
    old, new = Fact.objects.order_by("id")
    assert (old.superseded_at, old.superseded_by, old.standing) == (
        entry.recorded_at,
        entry,
        Standing.CLAIMED,
    )
    assert (new.ordinal, new.cause, new.standing) == (old.ordinal, Cause.VERIFIED, Standing.VERIFIED)
    assert new.superseded_at is None


def test_a_version_is_superseded_once(cast, clock):
    (fact,) = record(cast, clock, signing(cast))
    post(cast, clock, supersede=[Supersede(fact, Cause.WITHDRAWN)])
    with pytest.raises(FactMovedOn, match="刚被别人改过"):
        post(cast, clock, supersede=[Supersede(fact, Cause.CORRECTED, ledger.version_of(fact))])
    assert Entry.objects.count() == 2


def test_one_entry_does_not_supersede_a_version_twice(cast, clock):
    (fact,) = record(cast, clock, signing(cast))
    with pytest.raises(FactMovedOn):
        post(cast, clock, supersede=[Supersede(fact, Cause.WITHDRAWN), Supersede(fact, Cause.WITHDRAWN)])
    assert Fact.objects.live().count() == 1


def test_what_was_known_at_a_moment_stays_known_for_that_moment(cast, clock):
    (fact,) = record(cast, clock, signing(cast, amount=Yuan.from_yi(1)))
    then = clock.now
    clock.advance(days=10)
    post(
        cast,
        clock,
        supersede=[Supersede(fact, Cause.CORRECTED, ledger.version_of(fact, amount=Yuan.from_yi(2)))],
    )
    known = [Fact.objects.known_at(moment).values_list("amount", flat=True) for moment in (then, clock.now)]
    assert [list(amounts) for amounts in known] == [[Yuan.from_yi(1).fen], [Yuan.from_yi(2).fen]]
    assert not Fact.objects.known_at(then - timedelta(microseconds=1)).exists()


def test_a_new_version_has_all_that_the_old_one_had_but_for_the_change(cast, clock):
    event = subject(cast.city, "E1", SubjectKind.EVENT)
    given = signing(
        cast,
        on=parse_date("2020年7月上旬"),
        occasion=event,
        amount=DOLLARS,
        shares=halves(cast, 7_000, 3_000),
        area="349921",
        origin="440300",
        industry="C39",
        industrial=True,
        channel=Channel.FAX,
        sponsor_id=cast.hong.person_id,
    )
    (fact,) = record(cast, clock, given)
    fresh = Fact.objects.get(pk=fact.pk)
    assert ledger.version_of(fresh) == given
    assert ledger.version_of(fresh, area="349902").area == "349902"
    post(cast, clock, supersede=[Supersede(fact, Cause.VERIFIED, ledger.version_of(fresh))])
    assert Credit.objects.filter(fact__in=Fact.objects.live()).count() == 2
    assert ForeignAmount.objects.filter(fact__in=Fact.objects.live()).get().currency == "USD"


def test_a_new_version_of_a_state_has_its_vector(cast, clock):
    given = holding(cast, state_since=JULY_5, status_since=JULY_5, amount=Yuan.from_yi(1))
    (fact,) = record(cast, clock, given)
    assert ledger.version_of(Fact.objects.get(pk=fact.pk)) == given


def test_many_versions_cost_two_queries(cast, clock, django_assert_num_queries):
    facts = record(
        cast, clock, *(signing(cast, f"P{n}", amount=DOLLARS, shares=halves(cast)) for n in range(9))
    )
    loaded = list(
        Fact.objects.filter(pk__in=[fact.pk for fact in facts]).select_related("subject", "occasion", "unit")
    )
    with django_assert_num_queries(2):
        assert len(ledger.versions_of(loaded)) == 9


def test_every_entry_has_its_trail(cast, clock):
    entry = post(cast, clock, signing(cast))
    kept = AuditRecord.objects.get(entry_no=entry.number)
    assert (kept.city_id, kept.actor_id, kept.target_code) == (cast.city.pk, cast.liu.pk, "P1")


def test_an_entry_that_nobody_described_is_in_the_trail_all_the_same(cast, clock):
    entry = ledger.post(city=cast.city, act="期初", actor=cast.zhong, at=clock.now, notes=[])
    assert AuditRecord.objects.get(entry_no=entry.number).act == "期初"


def test_an_entry_whose_trail_fails_is_no_entry(cast, clock, monkeypatch):
    (fact,) = record(cast, clock, signing(cast))

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(audit, "record_all", fail)
    with pytest.raises(RuntimeError):
        post(cast, clock, signing(cast, "P2"), supersede=[Supersede(fact, Cause.WITHDRAWN)])
    assert Entry.objects.count() == 1
    assert Fact.objects.live().get() == fact


def test_the_next_entry_after_a_failed_one_takes_its_number(cast, clock):
    with pytest.raises(FactRefused):
        post(cast, clock, signing(cast, state="SIGNED"))
    assert post(cast, clock, signing(cast)).number == 1


def test_a_thousand_facts_are_written_in_few_statements(cast, clock, django_assert_max_num_queries):
    specs = [ledger.SubjectSpec(SubjectKind.PROJECT, f"P{n}") for n in range(1000)]
    facts = [signing(cast, subject=one) for one in ledger.ensure_subjects(specs, city_id=cast.city.pk)]
    with django_assert_max_num_queries(45):
        post(cast, clock, *facts)


def raw(fact, **values):
    """The columns of a fact, for writing past the services."""
    kept = {field.attname: getattr(fact, field.attname) for field in Fact._meta.concrete_fields}
    return {**kept, "id": None, "ordinal": fact.ordinal + 1, **values}


def test_a_submission_sent_twice_is_recorded_once(cast: Cast, clock: Clock) -> None:
    post(cast, clock, signing(cast, "P1"), once="a" * 32)
    with pytest.raises(ledger.RecordedBefore):
        post(cast, clock, signing(cast, "P2"), once="a" * 32)
    post(cast, clock, signing(cast, "P2"), once="b" * 32)
    assert Fact.objects.count() == 2
