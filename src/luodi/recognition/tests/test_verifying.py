"""Verifying on evidence: what stands against it, what is noted of it, and that a county's word is another one's."""

import pytest

from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Entry, Head
from luodi.ledger.services import NothingToVerify, VerifierIsClaimant
from luodi.notices.models import Notice
from luodi.organisation import services as organisation
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects import services as projects
from luodi.projects.choices import Field, Stage
from luodi.projects.models import Project
from luodi.projects.tests.makers import day, make_project, move_on
from luodi.recognition import services
from luodi.recognition.choices import ReviewState
from luodi.recognition.models import CountyReview, Verification
from luodi.recognition.selectors.claims import open_claims
from luodi.recognition.services import (
    ClaimMovedOn,
    CountyReviewMissing,
    EvidenceMissing,
    ReviewRefused,
    VerifierReviewed,
)
from luodi.recognition.tests.makers import add, complete, county_reviewer

SIGNED = FactKind.PROJECT_SIGNED


@pytest.fixture
def signed(liu: Account) -> Project:
    return move_on(make_project(by=liu), to=Stage.SIGNED, by=liu)


@pytest.fixture
def yan(cast: Cast) -> Account:
    """Looks through Yunxi's claims first."""
    return county_reviewer(cast, cast.units.yunxi)


def standing(project: Project) -> str:
    project.refresh_from_db()
    return project.standing


def review(project: Project, by: Account, clock: Clock, state: ReviewState, reason: str = "") -> None:
    for kind in (FactKind.PROJECT_NEGOTIATING, SIGNED):
        services.county_review(project=project, kind=kind, state=state, reason=reason, actor=by, at=clock.now)


def test_who_verified_what_on_which_evidence_is_noted(
    liu: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    evidence = complete(signed, by=liu)
    assert services.verify_with_evidence([signed], actor=qin, at=clock.now, remark="已核对原件") == [signed]
    told = Verification.objects.get()
    assert standing(signed) == Standing.VERIFIED
    assert told.entry == Entry.objects.order_by("-number")[0]
    assert set(told.kinds) == {FactKind.PROJECT_NEGOTIATING, SIGNED}
    assert (told.verified_by, told.remark, told.lacked) == (qin, "已核对原件", "")
    assert set(told.evidence.all()) == set(evidence)


def test_without_evidence_it_needs_a_reason_which_is_noted(
    qin: Account, clock: Clock, signed: Project
) -> None:
    with pytest.raises(EvidenceMissing, match="投资合同或投资协议") as refusal:
        services.verify_with_evidence([signed], actor=qin, at=clock.now)
    assert refusal.value.field == "lacked_reason"
    services.verify_with_evidence([signed], actor=qin, at=clock.now, lacked_reason="原件已在中心存档")
    told = Verification.objects.get()
    assert told.lacked == "投资合同或投资协议、投资方证照或投资方身份证明"
    assert told.lacked_reason == "原件已在中心存档"


def test_a_city_may_let_nothing_pass_without_evidence(
    zhong: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    services.set_policy(county_first=False, may_lack=False, actor=zhong, at=clock.now)
    with pytest.raises(EvidenceMissing, match="先退回或等单位补齐"):
        services.verify_with_evidence([signed], actor=qin, at=clock.now, lacked_reason="原件已在中心存档")
    assert standing(signed) == Standing.CLAIMED


def test_only_the_centre_sets_the_policy_and_each_setting_stays_on_record(
    cast: Cast, zhong: Account, clock: Clock
) -> None:
    for account in (cast.liu, cast.qin, cast.hong, cast.security_admin):
        with pytest.raises(NotAllowed):
            services.set_policy(county_first=True, may_lack=True, actor=account, at=clock.now)
    services.set_policy(county_first=True, may_lack=True, actor=zhong, at=clock.now)
    with pytest.raises(ReviewRefused, match="没有改动"):
        services.set_policy(county_first=True, may_lack=True, actor=zhong, at=clock.now)


def test_what_was_claimed_anew_after_the_page_was_shown_is_not_verified_unseen(
    liu: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    complete(signed, by=liu)
    seen = Head.objects.get(city=liu.city).number
    tenfold = {Field.TOTAL: Yuan.from_yi(12)}
    projects.correct_project(project=signed, corrections=tenfold, reason="笔误", actor=liu, at=clock.now)
    with pytest.raises(ClaimMovedOn, match="请刷新"):
        services.verify_with_evidence([signed], actor=qin, at=clock.now, seen=seen)
    services.verify_with_evidence([signed], actor=qin, at=clock.now, seen=seen + 1)


def test_one_kind_is_verified_by_itself(liu: Account, qin: Account, clock: Clock, signed: Project) -> None:
    services.verify_with_evidence([signed], actor=qin, at=clock.now, kinds=[FactKind.PROJECT_NEGOTIATING])
    assert [claim.kind for claim in open_claims([signed])[signed.pk]] == [SIGNED]
    with pytest.raises(NothingToVerify, match="没有待认定"):
        services.verify_with_evidence([signed], actor=qin, at=clock.now, kinds=[FactKind.PROJECT_NEGOTIATING])


def test_a_claim_takes_the_older_ones_along_that_it_builds_on(
    liu: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    complete(signed, by=liu)
    services.verify_with_evidence([signed], actor=qin, at=clock.now, kinds=[SIGNED])
    assert Verification.objects.get().kinds == [FactKind.PROJECT_NEGOTIATING, SIGNED]


def test_many_that_claim_different_things_are_verified_at_once(
    liu: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    services.verify_with_evidence([signed], actor=qin, at=clock.now, kinds=[FactKind.PROJECT_NEGOTIATING])
    other = move_on(make_project(by=liu, name="云溪镜头项目"), to=Stage.SIGNED, by=liu)
    for project in (signed, other):
        complete(project, by=liu)
    told = services.verify_complete([signed, other], actor=qin, at=clock.now, kinds=[SIGNED])
    assert {project.pk for project in told.done} == {signed.pk, other.pk}
    assert {standing(signed), standing(other)} == {Standing.VERIFIED}


def test_the_claimant_verifies_nothing_even_as_a_reviewer(cast: Cast, clock: Clock) -> None:
    organisation.grant(
        account=cast.zhong,
        role=Role.REVIEWER,
        unit=cast.units.centre,
        actor=cast.security_admin,
        at=clock.now,
    )
    mine = make_project(by=cast.zhong, unit=cast.units.yunxi)
    with pytest.raises(VerifierIsClaimant):
        services.verify_with_evidence([mine], actor=cast.zhong, at=clock.now)


@pytest.mark.parametrize("who", ["zhong", "liu", "wu", "hong", "wai", "security_admin"])
def test_nobody_else_verifies(cast: Cast, clock: Clock, signed: Project, who: str) -> None:
    with pytest.raises(NotAllowed):
        services.verify_with_evidence([signed], actor=getattr(cast, who), at=clock.now, lacked_reason="急")
    assert standing(signed) == Standing.CLAIMED


def test_a_reviewer_of_a_county_verifies_nothing(yan: Account, clock: Clock, signed: Project) -> None:
    with pytest.raises(NotAllowed):
        services.verify_with_evidence([signed], actor=yan, at=clock.now, lacked_reason="急")


def test_of_many_only_the_complete_ones_are_verified_and_the_others_named(
    liu: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    complete(signed, by=liu)
    lacking = move_on(make_project(by=liu, name="云溪镜头项目"), to=Stage.SIGNED, by=liu)
    told = services.verify_complete([signed, lacking], actor=qin, at=clock.now)
    assert list(told.done) == [signed]
    assert "缺少佐证" in told.passed_over["云溪镜头项目"]
    assert services.verify_complete([signed], actor=qin, at=clock.now).passed_over == {
        signed.name: "没有待认定的申报"
    }


def test_a_county_passes_claims_of_its_own_units_on(yan: Account, clock: Clock, signed: Project) -> None:
    review(signed, yan, clock, ReviewState.PASSED)
    assert all(claim.is_passed for claim in open_claims([signed])[signed.pk])
    with pytest.raises(ReviewRefused, match="已经初审通过"):
        review(signed, yan, clock, ReviewState.PASSED)


def test_where_the_county_goes_first_nothing_is_verified_without_its_word(
    zhong: Account, yan: Account, qin: Account, liu: Account, clock: Clock, signed: Project
) -> None:
    complete(signed, by=liu)
    services.set_policy(county_first=True, may_lack=True, actor=zhong, at=clock.now)
    with pytest.raises(CountyReviewMissing, match="县区初审"):
        services.verify_with_evidence([signed], actor=qin, at=clock.now)
    review(signed, yan, clock, ReviewState.PASSED)
    services.verify_with_evidence([signed], actor=qin, at=clock.now)
    assert standing(signed) == Standing.VERIFIED


def test_what_is_corrected_after_the_countys_word_is_looked_through_anew(
    yan: Account, liu: Account, clock: Clock, signed: Project
) -> None:
    review(signed, yan, clock, ReviewState.PASSED)
    tenfold = {Field.TOTAL: Yuan.from_yi(12)}
    projects.correct_project(project=signed, corrections=tenfold, reason="笔误", actor=liu, at=clock.now)
    assert not any(claim.is_passed for claim in open_claims([signed], [SIGNED])[signed.pk])


def test_a_county_returns_with_a_reason_and_the_unit_is_told(
    yan: Account, liu: Account, clock: Clock, signed: Project
) -> None:
    with pytest.raises(ReviewRefused, match="原因"):
        review(signed, yan, clock, ReviewState.RETURNED)
    services.county_review(
        project=signed, kind=SIGNED, state=ReviewState.RETURNED, reason="缺盖章页", actor=yan, at=clock.now
    )
    claim = open_claims([signed], [SIGNED])[signed.pk][0]
    assert claim.returned is not None
    assert claim.returned.reason == "缺盖章页"
    told = Notice.objects.get(account=liu)
    assert (told.reason, told.path) == ("缺盖章页", f"/projects/{signed.code}/")
    assert standing(signed) == Standing.CLAIMED


@pytest.mark.parametrize("who", ["zhong", "qin", "liu", "wu", "hong", "wai"])
def test_nobody_else_speaks_for_the_county(cast: Cast, clock: Clock, signed: Project, who: str) -> None:
    with pytest.raises(NotAllowed):
        review(signed, getattr(cast, who), clock, ReviewState.PASSED)
    assert not CountyReview.objects.exists()


def test_a_county_has_no_word_on_another_countys_claims(
    cast: Cast, yan: Account, wu: Account, clock: Clock
) -> None:
    foreign = make_project(by=wu, name="石桥电池项目", area="349921")
    with pytest.raises(NotAllowed):
        services.county_review(
            project=foreign,
            kind=FactKind.PROJECT_NEGOTIATING,
            state=ReviewState.PASSED,
            actor=yan,
            at=clock.now,
        )


def test_the_claimant_does_not_pass_the_own_claim_on(
    cast: Cast, liu: Account, clock: Clock, signed: Project
) -> None:
    organisation.grant(
        account=liu, role=Role.REVIEWER, unit=cast.units.yunxi, actor=cast.security_admin, at=clock.now
    )
    with pytest.raises(VerifierIsClaimant):
        review(signed, liu, clock, ReviewState.PASSED)


def test_whoever_passed_a_claim_for_the_county_does_not_verify_it_for_the_city(
    cast: Cast, yan: Account, clock: Clock, signed: Project
) -> None:
    review(signed, yan, clock, ReviewState.PASSED)
    organisation.grant(
        account=yan, role=Role.REVIEWER, unit=cast.units.centre, actor=cast.security_admin, at=clock.now
    )
    with pytest.raises(VerifierReviewed, match="由您初审通过"):
        services.verify_with_evidence([signed], actor=yan, at=clock.now, lacked_reason="急")
    assert standing(signed) == Standing.CLAIMED


def test_funds_are_verified_on_evidence_of_each_entry(
    liu: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    services.verify_with_evidence([signed], actor=qin, at=clock.now, lacked_reason="已核")
    entries = [
        projects.FundsEntry(
            project=signed,
            amount=Yuan.from_wan(100 + n),
            occurred_on=day("2020-07-20"),
            proof="BANK",
            capital="DOMESTIC",
        )
        for n in range(2)
    ]
    first, second = projects.record_funds(entries, actor=liu, at=clock.now)
    add(signed, "BANK_SLIP", by=liu, fact_kind=FactKind.PROJECT_FUNDS, ordinal=first.ordinal)
    with pytest.raises(EvidenceMissing):
        services.verify_with_evidence([signed], actor=qin, at=clock.now, kinds=[FactKind.PROJECT_FUNDS])
    add(signed, "BANK_SLIP", by=liu, fact_kind=FactKind.PROJECT_FUNDS, ordinal=second.ordinal)
    services.verify_with_evidence([signed], actor=qin, at=clock.now, kinds=[FactKind.PROJECT_FUNDS])
    assert Verification.objects.latest("id").evidence.count() == 2
