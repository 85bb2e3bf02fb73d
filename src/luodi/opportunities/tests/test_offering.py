from datetime import date

import pytest

from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind
from luodi.ledger.tests.makers import live
from luodi.opportunities import services
from luodi.opportunities.choices import OpportunityState
from luodi.opportunities.rules import OpportunityRefused
from luodi.opportunities.tests.makers import make_opportunity
from luodi.organisation.policies import NotAllowed


def test_an_opportunity_is_open_from_its_day_with_its_amount(city, liu):
    opportunity = make_opportunity(by=liu)
    (fact,) = live(city, FactKind.OPPORTUNITY_STATE)
    assert (fact.subject, fact.state, fact.state_since) == (
        opportunity.subject, OpportunityState.OPEN, date(2020, 3, 31),
    )  # fmt: skip
    assert (fact.amount, fact.industrial) == (Yuan.from_yi(12).fen, True)


def test_an_opportunity_that_found_its_investor_is_off_offer(city, liu, clock):
    opportunity = make_opportunity(by=liu)
    services.close_opportunity(
        opportunity, OpportunityState.MATCHED, date(2020, 7, 1), actor=liu, at=clock.now
    )
    opportunity.refresh_from_db()
    assert (opportunity.state, opportunity.version) == (OpportunityState.MATCHED, 1)
    assert [fact.state for fact in live(city, FactKind.OPPORTUNITY_STATE)] == ["OPEN", "MATCHED"]
    with pytest.raises(OpportunityRefused, match="在库"):
        services.close_opportunity(
            opportunity, OpportunityState.CLOSED, date(2020, 7, 2), actor=liu, at=clock.now
        )


def test_nothing_leaves_before_it_came(liu, clock):
    opportunity = make_opportunity(by=liu)
    with pytest.raises(OpportunityRefused, match="早于"):
        services.close_opportunity(
            opportunity, OpportunityState.CLOSED, date(2020, 3, 1), actor=liu, at=clock.now
        )


def test_an_opportunity_needs_a_name_and_an_amount(liu):
    for said in ({"name": ""}, {"amount": Yuan.ZERO}):
        with pytest.raises(OpportunityRefused):
            make_opportunity(by=liu, **said)


def test_a_clerk_offers_for_the_own_county_alone(liu, units):
    with pytest.raises(NotAllowed):
        make_opportunity(by=liu, unit=units.shiqiao)
