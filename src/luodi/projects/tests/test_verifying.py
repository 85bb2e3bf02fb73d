from collections.abc import Callable
from typing import Any

import pytest

from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NothingToVerify, VerifierIsClaimant
from luodi.organisation import services as organisation
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock
from luodi.projects import services
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.models import Project
from luodi.projects.services import VerifyOutOfOrder
from luodi.projects.tests.makers import day, make_project, make_signed, move_on, verified
from luodi.projects.tests.reading import VERIFIED, event, events, stage_on, state_on

Queries = Callable[..., Any]
SIGNED = FactKind.PROJECT_SIGNED
REJECTED = (Standing.REJECTED,)


def reject(project: Project, kind: FactKind, *, by: Account, at: Any, reason: str = "缺少合同") -> Project:
    return services.reject(project=project, kind=kind, reason=reason, actor=by, at=at)


def test_verifying_lets_event_and_state_count_among_the_verified(liu: Account, qin: Account) -> None:
    project = move_on(make_project(by=liu), to=Stage.SIGNED, by=liu)
    assert events(project, SIGNED, counting=VERIFIED) == []
    assert stage_on(project, "2020-08-03", counting=VERIFIED) == ""
    done = verified(project, by=qin)
    assert event(done, SIGNED, counting=VERIFIED).cause == Cause.VERIFIED
    assert stage_on(done, "2020-08-03", counting=VERIFIED) == Stage.SIGNED
    assert done.standing == Standing.VERIFIED


def test_the_claimed_version_stays_on_record(liu: Account, qin: Account) -> None:
    project = make_signed(by=liu, verifier=qin)
    versions = Fact.objects.filter(subject_id=project.subject_id, kind=SIGNED).order_by("id")
    assert [(fact.standing, fact.superseded_at is None) for fact in versions] == [
        ("CLAIMED", False),
        ("VERIFIED", True),
    ]


def test_who_claimed_it_does_not_verify_it(
    cast: Any, liu: Account, security_admin: Account, clock: Clock
) -> None:
    project = make_project(by=liu)
    organisation.grant(
        account=liu, role=Role.REVIEWER, unit=cast.qin.unit, actor=security_admin, at=clock.now
    )
    with pytest.raises(VerifierIsClaimant, match="申报人不能认定或退回自己申报的内容"):
        verified(project, by=liu)


@pytest.mark.parametrize("who", ["zhong", "wu", "hong", "wai"])
def test_only_a_reviewer_verifies(liu: Account, who: str, request: pytest.FixtureRequest) -> None:
    project = make_project(by=liu)
    with pytest.raises(NotAllowed, match="只有认定员可以认定或退回"):
        verified(project, by=request.getfixturevalue(who))


def test_nothing_is_verified_twice(liu: Account, qin: Account) -> None:
    project = make_signed(by=liu, verifier=qin)
    with pytest.raises(NothingToVerify, match="没有待认定的申报"):
        verified(project, by=qin)


def test_an_older_claim_is_judged_first(liu: Account, qin: Account, clock: Clock) -> None:
    project = move_on(make_project(by=liu), to=Stage.SIGNED, by=liu)
    with pytest.raises(VerifyOutOfOrder, match="还有更早的申报待认定：新对接在谈、项目状态"):
        services.verify(project=project, kind=SIGNED, actor=qin, at=clock.now)


def test_one_stage_is_verified_while_the_next_one_waits(liu: Account, qin: Account, clock: Clock) -> None:
    project = move_on(verified(make_project(by=liu), by=qin), to=Stage.STARTED, by=liu)
    half = services.verify(project=project, kind=SIGNED, actor=qin, at=clock.now)
    assert stage_on(half, "2020-08-03", counting=VERIFIED) == Stage.SIGNED
    assert stage_on(half, "2020-08-03") == Stage.STARTED
    assert half.standing == Standing.CLAIMED


def test_a_rejected_signing_counts_nowhere_and_the_project_is_negotiating_again(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = move_on(verified(make_project(by=liu), by=qin), to=Stage.SIGNED, by=liu)
    back = reject(project, SIGNED, by=qin, at=clock.now)
    assert events(back, SIGNED) == []
    assert len(events(back, SIGNED, counting=REJECTED)) == 1
    assert stage_on(back, "2020-08-03") == Stage.NEGOTIATING
    assert (back.stage, back.signed_on, back.standing) == (Stage.NEGOTIATING, None, Standing.REJECTED)


def test_a_rejection_needs_a_reason(liu: Account, qin: Account, clock: Clock) -> None:
    with pytest.raises(NothingToVerify, match="退回须写明原因"):
        reject(make_project(by=liu), FactKind.PROJECT_NEGOTIATING, by=qin, at=clock.now, reason=" ")


def test_a_rejected_stage_is_claimed_again_and_verified(liu: Account, qin: Account, clock: Clock) -> None:
    project = move_on(verified(make_project(by=liu), by=qin), to=Stage.SIGNED, by=liu)
    project = reject(project, SIGNED, by=qin, at=clock.now)
    project = verified(move_on(project, to=Stage.SIGNED, by=liu, on="2020-07-20"), by=qin)
    assert str(event(project, SIGNED, counting=VERIFIED).occurred_on) == "2020-07-20"
    assert Fact.objects.filter(subject_id=project.subject_id, standing=Standing.REJECTED).count() == 2


def test_a_stage_on_which_another_builds_is_not_rejected(liu: Account, qin: Account, clock: Clock) -> None:
    project = move_on(verified(make_project(by=liu), by=qin), to=Stage.STARTED, by=liu)
    with pytest.raises(VerifyOutOfOrder, match="项目已登记开工，请先退回开工"):
        reject(project, SIGNED, by=qin, at=clock.now)


def test_a_project_whose_first_claim_is_rejected_begins_again(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = reject(make_project(by=liu), FactKind.PROJECT_NEGOTIATING, by=qin, at=clock.now)
    assert stage_on(project, "2020-08-03") == ""
    again = services.record_stage(
        project=project, stage=Stage.NEGOTIATING, occurred_on=day("2020-06-02"), actor=liu, at=clock.now
    )
    assert stage_on(again, "2020-08-03") == Stage.NEGOTIATING
    assert len(events(again, FactKind.PROJECT_NEGOTIATING)) == 1


def test_what_was_claimed_after_a_rejected_signing_goes_on_without_it(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = move_on(verified(make_project(by=liu), by=qin), to=Stage.SIGNED, by=liu, on="2020-07-01")
    services.set_status(
        project=project,
        status=Status.DELAYED,
        since=day("2020-07-20").first,
        reason="待审",
        actor=liu,
        at=clock.now,
    )
    back = reject(project, SIGNED, by=qin, at=clock.now)
    state = state_on(back, "2020-08-01")
    assert state is not None
    assert (state.state, state.status, state.standing) == (
        Stage.NEGOTIATING,
        Status.DELAYED,
        Standing.CLAIMED,
    )
    assert verified(back, by=qin).standing == Standing.VERIFIED


def test_a_rejected_change_is_undone_on_the_claims_that_followed(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = verified(make_project(by=liu, total=Yuan.from_yi(1)), by=qin)
    services.change_project(
        project=project,
        changes={Field.TOTAL: Yuan.from_yi(10)},
        effective_on=day("2020-06-20").first,
        actor=liu,
        at=clock.now,
    )
    project = move_on(project, to=Stage.SIGNED, by=liu)
    back = reject(project, FactKind.PROJECT_STATE, by=qin, at=clock.now, reason="增资没有依据")
    assert event(back, SIGNED).amount == Yuan.from_yi(1).fen
    assert (back.stage, back.total) == (Stage.SIGNED, Yuan.from_yi(1))


def test_many_projects_are_verified_in_a_handful_of_queries(
    liu: Account, qin: Account, clock: Clock, django_assert_max_num_queries: Queries
) -> None:
    projects = [
        move_on(make_project(by=liu, name=f"示例项目{i}"), to=Stage.SIGNED, by=liu) for i in range(20)
    ]
    with django_assert_max_num_queries(24):
        done = services.verify_all(projects, actor=qin, at=clock.now)
    assert len(done) == 20
    assert set(Project.objects.values_list("standing", flat=True)) == {Standing.VERIFIED}


def test_projects_without_a_claim_are_passed_over(liu: Account, qin: Account, clock: Clock) -> None:
    old, new = make_signed(by=liu, verifier=qin), make_project(by=liu, name="新项目")
    assert services.verify_all([old, new], actor=qin, at=clock.now) == [new]
