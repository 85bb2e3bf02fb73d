import pytest

from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.services import NothingToVerify, VerifierIsClaimant
from luodi.ledger.tests.makers import live
from luodi.organisation.choices import Role
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import make_account
from luodi.outreach import selectors, services
from luodi.outreach.tests.makers import make_firm, make_trip, make_visit


def test_a_trip_is_verified_with_everything_that_happened_on_it(city, liu, qin, clock):
    make_trip(by=liu, firms=(make_firm("示例显示有限公司", by=liu),))
    services.verify_claims(selectors.open_claims(city=city), actor=qin, at=clock.now)
    standings = {
        fact.standing for kind in (FactKind.TRIP_MADE, FactKind.TRIP_FIRM_MET) for fact in live(city, kind)
    }
    assert standings == {Standing.VERIFIED}
    assert not selectors.open_claims(city=city)


def test_claims_are_found_by_what_they_are_about(city, liu):
    trip = make_trip(by=liu, firms=(make_firm("示例显示有限公司", by=liu),))
    make_visit(by=liu)
    about = selectors.open_claims(city=city, about=[trip.subject])
    assert [fact.kind for fact in about] == [
        FactKind.TRIP_MADE, FactKind.TRIP_FIRM_MET, FactKind.TRIP_DAYS, FactKind.TRIP_STOP,
    ]  # fmt: skip


def test_whoever_claimed_a_trip_does_not_verify_it(city, cast, clock):
    both = make_account(
        login="both",
        name="双",
        unit=cast.units.centre,
        roles=(Role.CENTRE, Role.REVIEWER),
        system_admin=cast.system_admin,
        security_admin=cast.security_admin,
    )
    make_trip(by=both)
    with pytest.raises(VerifierIsClaimant):
        services.verify_claims(selectors.open_claims(city=city), actor=both, at=clock.now)


def test_only_reviewers_verify(city, liu, zhong, clock):
    make_trip(by=liu)
    with pytest.raises(NotAllowed):
        services.verify_claims(selectors.open_claims(city=city), actor=zhong, at=clock.now)


def test_a_rejected_trip_stays_on_record_with_the_reason(city, liu, qin, clock):
    make_trip(by=liu)
    claims = selectors.open_claims(city=city)
    with pytest.raises(NothingToVerify):
        services.reject_claims(claims, reason=" ", actor=qin, at=clock.now)
    entry = services.reject_claims(claims, reason="缺少行程材料", actor=qin, at=clock.now)
    (fact,) = live(city, FactKind.TRIP_MADE)
    assert (fact.standing, entry.reason) == (Standing.REJECTED, "缺少行程材料")
