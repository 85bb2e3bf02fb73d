"""What units claim of leads is verified, looked through by a county, or sent back with a reason."""

from datetime import date
from typing import Any

import pytest

from luodi.figures.compute import compute
from luodi.figures.scopes import Scope
from luodi.kernel.periods import Period
from luodi.leads import selectors, services
from luodi.leads.choices import LeadState
from luodi.leads.models import Lead
from luodi.leads.rules import LeadRefused
from luodi.leads.tests.makers import followed, make_lead
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NothingToVerify, VerifierIsClaimant, resolve
from luodi.notices.models import Notice
from luodi.organisation import clock as clocks
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Units, make_account
from luodi.projects.tests.makers import make_project, verified
from luodi.recognition.choices import ReviewState
from luodi.recognition.services import ClaimMovedOn, CountyReviewMissing, set_policy
from luodi.recognition.tests.makers import county_reviewer

pytestmark = pytest.mark.django_db


def now(account: Account) -> dict[str, Any]:
    return {"actor": account, "at": clocks.now(account.city)}


def standings(lead: Lead) -> set[str]:
    return set(Fact.objects.live().filter(subject_id=lead.subject_id).values_list("standing", flat=True))


def test_a_verified_lead_is_in_the_verified_figures_and_waits_no_more(liu: Account, qin: Account) -> None:
    lead = followed(make_lead(by=liu), by=liu)
    services.verify_leads([lead], **now(qin))
    assert standings(lead) == {Standing.VERIFIED}
    assert not selectors.waiting_facts(liu.city_id).exists()
    year = Period.between(date(2020, 1, 1), clocks.today(liu.city))
    for code in ("leads.received", "leads.open"):
        asked = {"city": liu.city, "period": year, "scope": Scope.CITY, "as_of": resolve(liu.city)}
        assert compute(code, **asked).raw == 1


def test_a_step_of_a_lead_that_stays_open_calls_no_verifier_and_giving_it_up_does(
    liu: Account, qin: Account, clock: Any
) -> None:
    lead = make_lead(by=liu)
    services.verify_leads([lead], **now(qin))
    row = followed(lead, by=liu)
    assert not selectors.waiting_facts(liu.city_id).exists()
    services.drop_lead(lead=row, on=clock.day, reason="投资方改投外省", **now(liu))
    assert selectors.waiting_facts(liu.city_id).count() == 1


def test_handing_a_verified_lead_on_calls_a_verifier_again(
    zhong: Account, liu: Account, qin: Account, units: Units
) -> None:
    lead = make_lead(by=liu)
    services.verify_leads([lead], **now(qin))
    services.dispatch_lead(lead=lead, to=units.shiqiao, reason="在石桥更合适", **now(zhong))
    assert selectors.waiting_facts(liu.city_id).get().unit == units.shiqiao
    services.verify_leads([lead], **now(qin))
    assert not selectors.waiting_facts(liu.city_id).exists()


def test_a_conversion_waits_for_its_project(liu: Account, qin: Account) -> None:
    lead = followed(make_lead(by=liu), by=liu)
    project = make_project(by=liu)
    services.convert_lead(lead=lead, project=project, **now(liu))
    told = services.verify_leads([lead], **now(qin))
    assert "项目认定后" in told.passed_over[lead.code]
    (conversion,) = Fact.objects.live().filter(kind=FactKind.LEAD_CONVERTED)
    assert conversion.standing == Standing.CLAIMED
    with pytest.raises(LeadRefused, match="项目认定后"):
        services.verify_leads([lead], **now(qin))
    verified(project, by=qin)
    services.verify_leads([lead], **now(qin))
    assert standings(lead) == {Standing.VERIFIED}


def test_the_steps_before_a_conversion_wait_with_it(liu: Account, qin: Account) -> None:
    lead = make_lead(by=liu)
    services.verify_leads([lead], **now(qin))
    services.convert_lead(lead=followed(lead, by=liu), project=make_project(by=liu), **now(liu))
    with pytest.raises(LeadRefused, match="项目认定后"):
        services.verify_leads([lead], **now(qin))


def test_whoever_recorded_a_lead_does_not_verify_it(cast: Any, units: Units) -> None:
    both = make_account(
        login="both",
        name="双",
        unit=units.centre,
        roles=(Role.CENTRE, Role.REVIEWER),
        system_admin=cast.system_admin,
        security_admin=cast.security_admin,
    )
    with pytest.raises(VerifierIsClaimant):
        services.verify_leads([make_lead(by=both)], **now(both))


def test_a_clerk_verifies_nothing(liu: Account, wu: Account) -> None:
    with pytest.raises(NotAllowed):
        services.verify_leads([make_lead(by=liu)], **now(wu))


def test_a_lead_goes_back_with_a_reason_and_is_claimed_anew(liu: Account, qin: Account) -> None:
    lead = make_lead(by=liu)
    with pytest.raises(NothingToVerify, match="原因"):
        services.reject_leads([lead], reason=" ", **now(qin))
    services.reject_leads([lead], reason="投资方查无此企业", **now(qin))
    assert standings(lead) == {Standing.REJECTED}
    assert Notice.objects.get(account=liu, kind="RETURNED").reason == "投资方查无此企业"
    services.resubmit_lead(lead=lead, reason="已补营业执照", **now(liu))
    assert standings(lead) == {Standing.CLAIMED}
    with pytest.raises(LeadRefused, match="没有被退回"):
        services.resubmit_lead(lead=lead, reason="再报", **now(liu))


def test_a_conversion_that_is_sent_back_leaves_the_lead_followed_up(liu: Account, qin: Account) -> None:
    lead = followed(make_lead(by=liu), by=liu)
    services.verify_leads([lead], **now(qin))
    services.convert_lead(lead=lead, project=make_project(by=liu), **now(liu))
    services.reject_leads([lead], reason="项目与线索无关", **now(qin))
    lead.refresh_from_db()
    assert (lead.state, lead.project, lead.due_on is not None) == (LeadState.FOLLOWING, None, True)
    services.convert_lead(lead=lead, project=make_project(by=liu, name="另一个项目"), **now(liu))
    (conversion,) = Fact.objects.live().filter(kind=FactKind.LEAD_CONVERTED)
    assert conversion.standing == Standing.CLAIMED


def test_what_is_changed_after_it_was_verified_waits_again(liu: Account, qin: Account) -> None:
    lead = make_lead(by=liu)
    services.verify_leads([lead], **now(qin))
    said = services.LeadContent(
        investor_name=lead.investor_name, project_name=lead.project_name, origin="310000"
    )
    lead.refresh_from_db()
    services.change_lead(lead=lead, said=said, expected_version=lead.version, **now(liu))
    assert selectors.waiting_facts(liu.city_id).filter(kind=FactKind.LEAD_RECEIVED).count() == 1


def test_a_verified_lead_is_not_merged_into_another(liu: Account, qin: Account) -> None:
    first, second = make_lead(by=liu), make_lead(by=liu)
    services.verify_leads([second], **now(qin))
    with pytest.raises(LeadRefused, match="已经认定"):
        services.merge_lead(lead=second, into=first, reason="同一条", **now(liu))


def test_the_county_looks_first_where_the_city_asks_for_it(
    cast: Any, zhong: Account, liu: Account, qin: Account, units: Units
) -> None:
    set_policy(county_first=True, may_lack=True, **now(zhong))
    lead = make_lead(by=liu)
    with pytest.raises(CountyReviewMissing, match="县区初审"):
        services.verify_leads([lead], **now(qin))
    reviewer = county_reviewer(cast, units.yunxi)
    services.look_through_leads([lead], state=ReviewState.PASSED, **now(reviewer))
    services.verify_leads([lead], **now(qin))
    assert standings(lead) == {Standing.VERIFIED}


def test_what_moved_on_while_it_was_read_is_not_verified(liu: Account, qin: Account) -> None:
    lead = make_lead(by=liu)
    with pytest.raises(ClaimMovedOn):
        services.verify_leads([lead], seen=0, **now(qin))
