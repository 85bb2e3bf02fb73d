from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from luodi.audit.models import AuditRecord
from luodi.enterprises.tests.makers import make_enterprise
from luodi.kernel.asof import AsOf
from luodi.kernel.findings import Refusal
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, Channel, FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NewFact, Share, VerifierIsClaimant
from luodi.organisation import services as organisation
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock, Units, make_cast
from luodi.projects import selectors, services
from luodi.projects.choices import CorrectionState, Field, Stage, Status
from luodi.projects.models import PendingCorrection, Project
from luodi.projects.services import CorrectionRefused, DateOutOfOrder, ProjectRefused
from luodi.projects.tests.makers import day, make_project, make_signed, move_on
from luodi.projects.tests.reading import VERIFIED, event, stage_on, state_on

SIGNED = FactKind.PROJECT_SIGNED


def correct(
    project: Project, corrections: dict[Any, object], *, by: Account, at: Any, **more: Any
) -> PendingCorrection | None:
    return services.correct_project(
        project=project, corrections=corrections, reason="录入时看错", actor=by, at=at, **more
    )


def waiting(project: Project, corrections: dict[Any, object], *, by: Account, at: Any) -> PendingCorrection:
    pending = correct(project, corrections, by=by, at=at)
    assert pending is not None
    return pending


def test_a_claimed_amount_is_corrected_at_once_in_every_fact_that_carries_it(
    liu: Account, clock: Clock
) -> None:
    project = move_on(make_project(by=liu, total=Yuan.from_yi(10)), to=Stage.SIGNED, by=liu)
    assert correct(project, {Field.TOTAL: Yuan.from_yi(1)}, by=liu, at=clock.now) is None
    live = Fact.objects.live().filter(subject_id=project.subject_id)
    assert {(fact.amount, fact.cause) for fact in live} == {(Yuan.from_yi(1).fen, Cause.CORRECTED)}
    project.refresh_from_db()
    assert project.total == Yuan.from_yi(1)


def test_what_was_believed_before_a_correction_can_still_be_asked(liu: Account, clock: Clock) -> None:
    project = move_on(make_project(by=liu, total=Yuan.from_yi(10)), to=Stage.SIGNED, by=liu)
    before = AsOf(moment=clock.now)
    clock.advance(days=30)
    correct(project, {Field.TOTAL: Yuan.from_yi(1)}, by=liu, at=clock.now)
    known = selectors.known_project(project, before)
    assert known is not None
    assert known.total == Yuan.from_yi(10)


def test_a_fact_that_carries_another_value_is_left_alone(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, total=Yuan.from_yi(1))
    services.change_project(
        project=project,
        changes={Field.TOTAL: Yuan.from_yi(5)},
        effective_on=day("2020-07-01").first,
        actor=liu,
        at=clock.now,
    )
    correct(project, {Field.TOTAL: Yuan.from_yi(3)}, by=liu, at=clock.now)
    amounts = [state_on(project, on).amount for on in ("2020-06-30", "2020-07-01")]  # type: ignore[union-attr]
    assert amounts == [Yuan.from_yi(1).fen, Yuan.from_yi(3).fen]


def test_a_former_wrong_value_is_corrected_by_naming_it(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, total=Yuan.from_yi(1))
    services.change_project(
        project=project,
        changes={Field.TOTAL: Yuan.from_yi(5)},
        effective_on=day("2020-07-01").first,
        actor=liu,
        at=clock.now,
    )
    wrong = {Field.TOTAL: Yuan.from_yi(1)}
    correct(project, {Field.TOTAL: Yuan.from_yi(2)}, by=liu, at=clock.now, wrong=wrong)
    project.refresh_from_db()
    assert project.total == Yuan.from_yi(5)
    assert event(project, FactKind.PROJECT_NEGOTIATING).amount == Yuan.from_yi(2).fen


def test_facts_of_other_acts_on_the_project_are_corrected_too(
    liu: Account, units: Units, clock: Clock
) -> None:
    project = make_project(by=liu, total=Yuan.from_yi(10))
    listed = NewFact(
        kind=FactKind.CEREMONY_LISTED,
        subject=project.subject,
        occurred=day("2020-07-18"),
        unit=units.centre,
        amount=project.total,
    )
    ledger.post(city=liu.city, act="列入集中签约", actor=liu, at=clock.now, facts=[listed], notes=[])
    correct(project, {Field.TOTAL: Yuan.from_yi(1), Field.UNIT: units.yunxi}, by=liu, at=clock.now)
    fact = event(project, FactKind.CEREMONY_LISTED)
    assert (fact.amount, fact.unit_id) == (Yuan.from_yi(1).fen, units.centre.pk)


def test_a_preview_lists_the_facts_and_changes_nothing(liu: Account, clock: Clock) -> None:
    project = move_on(make_project(by=liu, total=Yuan.from_yi(10)), to=Stage.SIGNED, by=liu)
    n = Fact.objects.count()
    shown = services.preview_correction(
        project=project, corrections={Field.TOTAL: Yuan.from_yi(1)}, at=clock.now
    )
    assert [one.fact.kind for one in shown.facts] == [
        "project.negotiating",
        "project.state",
        "project.signed",
        "project.state",
    ]
    assert shown.facts[0].changes == {"总投资": ["100000万元", "10000万元"]}
    assert (shown.waits, Fact.objects.count()) == (False, n)


def test_a_verified_amount_waits_for_a_verifier(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin, total=Yuan.from_yi(1))
    pending = waiting(project, {Field.TOTAL: Yuan.from_yi(10)}, by=liu, at=clock.now)
    assert event(project, SIGNED, counting=VERIFIED).amount == Yuan.from_yi(1).fen
    services.accept_correction(pending=pending, actor=qin, at=clock.now)
    fact = event(project, SIGNED, counting=VERIFIED)
    assert (fact.amount, fact.standing, fact.cause) == (Yuan.from_yi(10).fen, "VERIFIED", "CORRECTED")
    project.refresh_from_db()
    assert project.total == Yuan.from_yi(10)


def test_a_refused_correction_changes_nothing_and_says_why(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin, total=Yuan.from_yi(1))
    pending = waiting(project, {Field.TOTAL: Yuan.from_yi(10)}, by=liu, at=clock.now)
    told = services.refuse_correction(pending=pending, reason="合同金额为1亿元", actor=qin, at=clock.now)
    assert (told.state, told.decision_reason, told.decided_by) == (
        CorrectionState.REFUSED,
        "合同金额为1亿元",
        qin,
    )
    assert event(project, SIGNED).amount == Yuan.from_yi(1).fen
    with pytest.raises(CorrectionRefused, match="这项更正未采纳"):
        services.accept_correction(pending=pending, actor=qin, at=clock.now)


def test_who_asks_does_not_accept(liu: Account, qin: Account, security_admin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    pending = waiting(project, {Field.TOTAL: Yuan.from_yi(10)}, by=liu, at=clock.now)
    organisation.grant(account=liu, role=Role.REVIEWER, unit=qin.unit, actor=security_admin, at=clock.now)
    with pytest.raises(VerifierIsClaimant):
        services.accept_correction(pending=pending, actor=liu, at=clock.now)


def test_who_does_not_verify_accepts_nothing(
    liu: Account, zhong: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    pending = waiting(project, {Field.TOTAL: Yuan.from_yi(10)}, by=liu, at=clock.now)
    with pytest.raises(NotAllowed):
        services.accept_correction(pending=pending, actor=zhong, at=clock.now)


def test_one_correction_waits_at_a_time(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    waiting(project, {Field.TOTAL: Yuan.from_yi(10)}, by=liu, at=clock.now)
    with pytest.raises(CorrectionRefused, match="已有一项更正等待认定"):
        correct(project, {Field.ORIGIN: "310000"}, by=liu, at=clock.now)


def test_every_kind_of_value_survives_the_wait(
    liu: Account, zhong: Account, qin: Account, units: Units, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    asked: dict[Field, object] = {
        Field.UNIT: units.shiqiao,
        Field.AREA: "349922",
        Field.ORIGIN: "US",
        Field.INDUSTRY: "F51",
        Field.SIGNED_ON: day("2020-07-05"),
        Field.CHANNEL: Channel.VIDEO,
        Field.NAME: "正名项目",
    }
    pending = waiting(project, asked, by=zhong, at=clock.now)
    done = services.accept_correction(pending=pending, actor=qin, at=clock.now)
    fact = event(done, SIGNED, counting=VERIFIED)
    assert (fact.unit_id, fact.area, fact.origin) == (units.shiqiao.pk, "349922", "US")
    assert (fact.industry, fact.industrial, fact.channel) == ("F51", False, "VIDEO")
    assert (str(fact.occurred_on), str(done.signed_on), done.name) == ("2020-07-05", "2020-07-05", "正名项目")


def test_an_uncounted_correction_of_a_verified_project_does_not_wait(
    liu: Account, qin: Account, hong: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    assert (
        correct(project, {Field.NAME: "正名项目", Field.SPONSOR: hong.person}, by=liu, at=clock.now) is None
    )
    assert state_on(project, "2020-08-03", counting=VERIFIED).sponsor_id == hong.person.pk  # type: ignore[union-attr]


def test_a_signing_is_moved_to_an_earlier_day(liu: Account, clock: Clock) -> None:
    project = move_on(make_project(by=liu), to=Stage.SIGNED, by=liu, on="2020-07-20")
    services.set_status(
        project=project,
        status=Status.DELAYED,
        since=day("2020-07-25").first,
        reason="待审",
        actor=liu,
        at=clock.now,
    )
    correct(project, {Field.SIGNED_ON: day("2020-07-01")}, by=liu, at=clock.now)
    assert stage_on(project, "2020-06-30") == Stage.NEGOTIATING
    assert stage_on(project, "2020-07-10") == Stage.SIGNED
    later = state_on(project, "2020-07-31")
    assert later is not None
    assert (later.state, later.status, str(later.state_since)) == (Stage.SIGNED, Status.DELAYED, "2020-07-01")


def test_a_signing_is_moved_behind_a_change_that_came_after_it(liu: Account, clock: Clock) -> None:
    project = move_on(make_project(by=liu), to=Stage.SIGNED, by=liu, on="2020-07-01")
    services.set_status(
        project=project,
        status=Status.DELAYED,
        since=day("2020-07-10").first,
        reason="待审",
        actor=liu,
        at=clock.now,
    )
    correct(project, {Field.SIGNED_ON: day("2020-07-20")}, by=liu, at=clock.now)
    assert [stage_on(project, on) for on in ("2020-07-05", "2020-07-15", "2020-07-20")] == [
        Stage.NEGOTIATING,
        Stage.NEGOTIATING,
        Stage.SIGNED,
    ]
    assert str(event(project, SIGNED).occurred_on) == "2020-07-20"


def test_a_corrected_date_stays_in_the_order_of_stages(liu: Account, clock: Clock) -> None:
    project = move_on(make_project(by=liu, on="2020-06-01"), to=Stage.STARTED, by=liu, on="2020-07-01")
    with pytest.raises(DateOutOfOrder, match="开工日期（2020-07-02）不能早于签约日期（2020-07-03）"):
        correct(project, {Field.SIGNED_ON: day("2020-07-03")}, by=liu, at=clock.now)


def test_the_date_of_a_stage_that_was_not_reached_is_not_corrected(liu: Account, clock: Clock) -> None:
    with pytest.raises(ProjectRefused, match="项目没有登记开工，不能更正其日期"):
        correct(make_project(by=liu), {Field.STARTED_ON: day("2020-07-03")}, by=liu, at=clock.now)


@pytest.mark.parametrize(
    ("corrections", "reason", "said"),
    [
        ({Field.TOTAL: Yuan.from_yi(9)}, " ", "更正须写明原因"),
        ({Field.TOTAL: Yuan.from_yi("1.2")}, "看错", "没有需要更正的内容"),
        ({Field.INDUSTRY: "C99"}, "看错", "没有行业代码"),
    ],
    ids=["no-reason", "no-difference", "unknown-industry"],
)
def test_a_correction_that_is_none_is_refused(
    liu: Account, clock: Clock, corrections: dict[Any, object], reason: str, said: str
) -> None:
    project = make_project(by=liu)
    with pytest.raises(Refusal, match=said):
        services.correct_project(
            project=project, corrections=corrections, reason=reason, actor=liu, at=clock.now
        )


def test_the_trail_and_the_batch_tell_of_a_correction(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, total=Yuan.from_yi(10))
    correct(project, {Field.TOTAL: Yuan.from_yi(1)}, by=liu, at=clock.now)
    record = AuditRecord.objects.filter(target_code=project.code).latest("id")
    assert record.changes["总投资"] == ["100000万元", "10000万元"]
    assert record.changes["原因"] == [None, "录入时看错"]
    fact = event(project, FactKind.PROJECT_NEGOTIATING)
    assert fact.entry.batch is not None
    assert fact.entry.batch.title.startswith(f"更正：{project.code}")


def test_a_verifier_who_accepted_a_correction_may_verify_what_was_claimed(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = move_on(make_signed(by=liu, verifier=qin), to=Stage.STARTED, by=liu, on="2020-07-20")
    pending = waiting(project, {Field.TOTAL: Yuan.from_yi(10)}, by=liu, at=clock.now)
    services.accept_correction(pending=pending, actor=qin, at=clock.now)
    done = services.verify(project=project, actor=qin, at=clock.now)
    assert done.standing == Standing.VERIFIED
    assert event(done, FactKind.PROJECT_STARTED, counting=VERIFIED).amount == Yuan.from_yi(10).fen


def test_money_people_and_shares_survive_the_wait(
    liu: Account, zhong: Account, qin: Account, hong: Account, units: Units, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    firm = make_enterprise(by=liu)
    dollars = ForeignMoney("USD", 5_000_000_00, Decimal("6.9"), date(2020, 7, 1), "中国人民银行")
    asked: dict[Field, object] = {
        Field.TOTAL: dollars,
        Field.SPONSOR: hong.person,
        Field.ENTERPRISE: firm,
        Field.SHARES: (Share(units.yunxi, 4000), Share(units.team, 6000)),
        Field.STATUS: Status.DELAYED,
    }
    pending = waiting(project, asked, by=zhong, at=clock.now)
    done = services.accept_correction(pending=pending, actor=qin, at=clock.now)
    fact = event(done, SIGNED, counting=VERIFIED)
    assert fact.foreign_amount.minor_units == dollars.cents
    assert {credit.unit_id: credit.basis_points for credit in fact.credits.all()} == {
        units.yunxi.pk: 4000,
        units.team.pk: 6000,
    }
    assert (done.total, done.sponsor, done.enterprise) == (Yuan.from_wan(3450), hong.person, firm)
    assert (done.status, done.shares.count()) == (Status.DELAYED, 2)
    record = AuditRecord.objects.filter(act="采纳更正").latest("id")
    assert record.changes["总投资"] == ["12000万元", "3450万元（USD 5000000.00）"]
    assert record.changes["业绩分成"] == [None, "云溪县 40%、新能源队 60%"]


def test_a_waiting_correction_replaces_what_it_was_asked_for_and_nothing_later(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin, total=Yuan.from_yi(1))
    pending = waiting(project, {Field.TOTAL: Yuan.from_yi(2)}, by=liu, at=clock.now)
    services.change_project(
        project=project,
        changes={Field.TOTAL: Yuan.from_yi(8)},
        effective_on=clock.day,
        actor=liu,
        at=clock.now,
    )
    done = services.accept_correction(pending=pending, actor=qin, at=clock.now)
    assert done.total == Yuan.from_yi(8)
    assert event(done, SIGNED).amount == Yuan.from_yi(2).fen
    assert state_on(done, "2020-08-03").amount == Yuan.from_yi(8).fen  # type: ignore[union-attr]


def test_a_corrected_industry_leaves_the_class_of_a_former_one(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, industry="C39")
    services.change_project(
        project=project,
        changes={Field.INDUSTRY: "C26"},
        effective_on=day("2020-07-01").first,
        actor=liu,
        at=clock.now,
    )
    correct(project, {Field.INDUSTRY: "F51"}, by=liu, at=clock.now)
    states = [state_on(project, on) for on in ("2020-06-30", "2020-07-01")]
    assert [(one.industry, one.industrial) for one in states if one] == [("C39", True), ("F51", False)]


def test_a_corrected_name_is_found_and_touches_no_fact(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, name="误名项目")
    n = Fact.objects.count()
    assert correct(project, {Field.NAME: "正名氢能项目"}, by=liu, at=clock.now) is None
    assert Project.objects.of(liu.city_id).matching(liu.city_id, "氢能").count() == 1
    assert Fact.objects.count() == n


def test_a_refusal_says_why(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    pending = waiting(project, {Field.TOTAL: Yuan.from_yi(10)}, by=liu, at=clock.now)
    with pytest.raises(CorrectionRefused, match="须写明原因"):
        services.refuse_correction(pending=pending, reason=" ", actor=qin, at=clock.now)


def test_a_firm_of_another_city_is_no_investor(liu: Account, clock: Clock) -> None:
    other = make_cast(code="349800", name="邻市")
    with pytest.raises(ProjectRefused, match="“投资企业”须属于本市"):
        correct(make_project(by=liu), {Field.ENTERPRISE: make_enterprise(by=other.liu)}, by=liu, at=clock.now)
