from datetime import date

import pytest

from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.ledger.models import Fact
from luodi.ledger.services import NewFact, NothingToVerify, Share, SubjectSpec, VerifierIsClaimant
from luodi.organisation import services as organisation
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock, Units

KINDS = [FactKind.PROJECT_SIGNED]


@pytest.fixture
def claims(liu: Account, units: Units, clock: Clock) -> list[Fact]:
    """Two signings that 刘 has claimed, one of them shared."""
    specs = [SubjectSpec(SubjectKind.PROJECT, code) for code in ("P1", "P2")]
    subjects = ledger.add_subjects(specs, city_id=liu.city_id)
    shares = ((Share(units.yunxi, 7000), Share(units.team, 3000)), ())
    facts = [
        NewFact(
            kind=FactKind.PROJECT_SIGNED,
            subject=subject,
            occurred=VagueDate.day(date(2020, 7, 1)),
            unit=units.yunxi,
            amount=Yuan.from_yi(1),
            shares=shared,
        )
        for subject, shared in zip(subjects, shares, strict=True)
    ]
    ledger.post(city=liu.city, act="登记", actor=liu, at=clock.now, facts=facts, notes=[])
    return ledger.claimed_facts([subject.pk for subject in subjects], kinds=KINDS)


def live() -> list[Fact]:
    return list(Fact.objects.live().order_by("ordinal"))


def test_verified_facts_keep_everything_but_their_standing(
    claims: list[Fact], qin: Account, clock: Clock
) -> None:
    ledger.verify_facts(claims, city=qin.city, actor=qin, at=clock.now, notes=[])
    assert [(fact.standing, fact.cause, fact.amount) for fact in live()] == [
        (Standing.VERIFIED, Cause.VERIFIED, Yuan.from_yi(1).fen)
    ] * 2
    assert [fact.credits.count() for fact in live()] == [2, 0]
    assert [fact.ordinal for fact in live()] == [fact.ordinal for fact in claims]


def test_a_rejected_fact_stays_on_record_with_the_reason(
    claims: list[Fact], qin: Account, clock: Clock
) -> None:
    ledger.reject_facts(claims[:1], city=qin.city, actor=qin, at=clock.now, reason="没有合同", notes=[])
    first, second = live()
    assert (first.standing, first.entry.reason, second.standing) == ("REJECTED", "没有合同", "CLAIMED")


def test_nobody_verifies_an_own_claim(
    claims: list[Fact], liu: Account, qin: Account, security_admin: Account, clock: Clock
) -> None:
    organisation.grant(account=liu, role=Role.REVIEWER, unit=qin.unit, actor=security_admin, at=clock.now)
    with pytest.raises(VerifierIsClaimant):
        ledger.verify_facts(claims, city=liu.city, actor=liu, at=clock.now, notes=[])


def test_nobody_verifies_an_own_claim_with_a_second_account(
    claims: list[Fact],
    liu: Account,
    qin: Account,
    system_admin: Account,
    security_admin: Account,
    clock: Clock,
) -> None:
    second = organisation.open_account(
        city=liu.city,
        login="liu-2",
        password="Qinghe-7731-Yun",
        person=liu.person,
        unit=qin.unit,
        actor=system_admin,
        at=clock.now,
    )
    organisation.grant(account=second, role=Role.REVIEWER, unit=qin.unit, actor=security_admin, at=clock.now)
    with pytest.raises(VerifierIsClaimant):
        ledger.verify_facts(claims, city=liu.city, actor=second, at=clock.now, notes=[])


def test_only_a_reviewer_judges(claims: list[Fact], zhong: Account, clock: Clock) -> None:
    with pytest.raises(NotAllowed):
        ledger.verify_facts(claims, city=zhong.city, actor=zhong, at=clock.now, notes=[])


def test_what_has_been_judged_is_not_judged_again(claims: list[Fact], qin: Account, clock: Clock) -> None:
    ledger.verify_facts(claims, city=qin.city, actor=qin, at=clock.now, notes=[])
    with pytest.raises(NothingToVerify, match="已经认定或退回过"):
        ledger.verify_facts(live(), city=qin.city, actor=qin, at=clock.now, notes=[])
    with pytest.raises(NothingToVerify, match="没有待认定的内容"):
        ledger.verify_facts([], city=qin.city, actor=qin, at=clock.now, notes=[])
    assert ledger.claimed_facts([fact.subject_id or 0 for fact in claims], kinds=KINDS) == []


def test_a_rejection_says_why(claims: list[Fact], qin: Account, clock: Clock) -> None:
    with pytest.raises(NothingToVerify, match="退回须写明原因"):
        ledger.reject_facts(claims, city=qin.city, actor=qin, at=clock.now, reason=" ", notes=[])
