from datetime import date

import pytest
from django.http import Http404

from luodi.audit.models import AuditRecord
from luodi.kernel.dates import DatePrecision, DateRefused, VagueDate
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.rules import CreditRefused
from luodi.ledger.services import Share
from luodi.ledger.tests.makers import live
from luodi.organisation.policies import NotAllowed
from luodi.outreach import policies, services
from luodi.outreach.models import Trip
from luodi.outreach.rules import ActivityRefused
from luodi.outreach.tests.makers import make_firm, make_trip, make_visit, new_trip
from luodi.projects.tests.makers import make_project
from luodi.refdata.regions import UnknownOrigin


def test_a_trip_is_claimed_with_its_firms_and_projects_as_its_occasion(city, liu):
    firm, project = make_firm("示例显示有限公司", by=liu), make_project(by=liu)
    trip = make_trip(by=liu, firms=(firm,), projects=(project,))
    made, met, discussed = (
        live(city, kind)[0]
        for kind in (FactKind.TRIP_MADE, FactKind.TRIP_FIRM_MET, FactKind.TRIP_PROJECT_DISCUSSED)
    )
    assert (made.subject, made.occasion, made.occurred_on) == (trip.subject, None, trip.to_on)
    assert (met.subject, met.occasion) == (firm.subject, trip.subject)
    assert (discussed.subject, discussed.occasion) == (project.subject, trip.subject)
    assert {fact.standing for fact in (made, met, discussed)} == {Standing.CLAIMED}
    assert (met.origin, met.industrial, met.area) == ("440300", True, "349921")


def test_a_joint_trip_is_one_trip_of_both_units_on_every_fact(city, units, zhong):
    firm = make_firm("示例显示有限公司", by=zhong)
    shares = (Share(units.team, 6_000), Share(units.yunxi, 4_000))
    make_trip(by=zhong, unit=units.team, firms=(firm,), shares=shares)
    facts = live(city, FactKind.TRIP_MADE) + live(city, FactKind.TRIP_FIRM_MET)
    assert len(facts) == 2
    for fact in facts:
        assert (fact.unit, fact.unit_kind, fact.is_shared) == (units.team, units.team.kind, True)
        assert {(part.unit, part.basis_points) for part in fact.credits.all()} == {
            (units.team, 6_000), (units.yunxi, 4_000),
        }  # fmt: skip


def test_codes_follow_one_another_within_the_year(liu, wu):
    first = make_trip(by=liu)
    later = services.record_trips([new_trip(by=wu), new_trip(by=wu)], actor=wu, at=first.created_at)
    assert [trip.code for trip in (first, *later)] == ["T2020-0001", "T2020-0002", "T2020-0003"]


def test_a_visit_known_by_its_month_counts_on_the_months_last_day(city, liu):
    july = VagueDate(date(2020, 7, 1), date(2020, 7, 31), DatePrecision.MONTH)
    visit = make_visit(by=liu, on=july)
    (fact,) = live(city, FactKind.VISIT_RECEIVED)
    assert (fact.occurred_on, fact.precision) == (date(2020, 7, 31), DatePrecision.MONTH)
    assert visit.visited == july


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"title": " "}, ActivityRefused),
        ({"to_on": date(2020, 7, 1)}, ActivityRefused),
        ({"destination": "999999"}, UnknownOrigin),
        ({"from_on": date(2021, 1, 1), "to_on": date(2021, 1, 2)}, DateRefused),
    ],
)
def test_a_trip_that_cannot_have_been_leaves_nothing(liu, said, refusal):
    with pytest.raises(refusal):
        make_trip(by=liu, **said)
    assert not Trip.objects.exists()
    assert not Fact.objects.exists()


def test_a_firm_is_not_met_twice_on_one_trip(liu):
    firm = make_firm("示例显示有限公司", by=liu)
    with pytest.raises(ActivityRefused, match="重复"):
        make_trip(by=liu, firms=(firm, firm))


def test_shares_must_be_one_whole_with_the_responsible_unit_among_them(liu, units):
    for shares in (
        (Share(units.yunxi, 6_000), Share(units.team, 3_000)),
        (Share(units.bureau, 5_000), Share(units.team, 5_000)),
    ):
        with pytest.raises(CreditRefused):
            make_trip(by=liu, shares=shares)


def test_a_clerk_records_for_the_own_county_alone(liu, units):
    with pytest.raises(NotAllowed):
        make_trip(by=liu, unit=units.shiqiao)


def test_readers_and_reviewers_record_nothing(hong, qin, units):
    for account in (hong, qin):
        with pytest.raises(NotAllowed):
            make_trip(by=account, unit=units.yunxi)


def test_every_trip_leaves_its_trail(liu):
    trip = make_trip(by=liu)
    record = AuditRecord.objects.get(target_code=trip.code)
    assert (record.act, record.actor_id, record.entry_no is not None) == ("登记外出招商", liu.pk, True)


def test_a_trip_is_there_for_those_who_took_part_and_absent_for_others(zhong, liu, wu, wai, units):
    shares = (Share(units.team, 6_000), Share(units.yunxi, 4_000))
    trip = make_trip(by=zhong, unit=units.team, shares=shares)
    assert policies.get_trip(trip.code, actor=liu) == trip
    for stranger in (wu, wai):
        with pytest.raises(Http404):
            policies.get_trip(trip.code, actor=stranger)
