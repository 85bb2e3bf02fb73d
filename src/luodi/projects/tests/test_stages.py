from collections.abc import Callable
from typing import Any

import pytest

from luodi.audit.models import AuditRecord
from luodi.kernel.dates import DateRefused, parse_date
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Channel, FactKind, Standing
from luodi.ledger.services import Share
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock, Units
from luodi.projects import services
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.models import Project
from luodi.projects.services import (
    DateOutOfOrder,
    ProjectClosed,
    StageNotReady,
    StageOutOfOrder,
    StageRecord,
)
from luodi.projects.tests.makers import day, make_project, make_signed, move_on
from luodi.projects.tests.reading import event, events, stage_on, state_on

Queries = Callable[..., Any]


def record(project: Project, stage: Stage, on: str, *, by: Account, at: Any, **more: Any) -> Project:
    return services.record_stage(
        project=project, stage=stage, occurred_on=parse_date(on), actor=by, at=at, **more
    )


def test_a_signing_is_an_event_and_a_state_and_moves_the_project_on(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    signed = record(project, Stage.SIGNED, "2020-07-10", by=liu, at=clock.now, channel=Channel.FAX)
    fact = event(signed, FactKind.PROJECT_SIGNED)
    assert (fact.occurred_on.isoformat(), fact.channel, fact.standing) == ("2020-07-10", "FAX", "CLAIMED")
    assert (signed.stage, signed.channel_of_signing, signed.version) == (Stage.SIGNED, "FAX", 1)
    state = state_on(signed, "2020-07-31")
    assert state is not None
    assert (state.state, str(state.state_since), str(state.status_since)) == (
        "SIGNED",
        "2020-07-10",
        "2020-06-01",
    )
    assert stage_on(signed, "2020-07-09") == Stage.NEGOTIATING


def test_a_project_may_sign_and_start_on_the_same_day(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    commands = [
        StageRecord(project=project, stage=Stage.SIGNED, occurred_on=day("2020-07-10")),
        StageRecord(project=project, stage=Stage.STARTED, occurred_on=day("2020-07-10")),
    ]
    services.record_stages(commands, actor=liu, at=clock.now)
    assert (
        len(events(project, FactKind.PROJECT_SIGNED)) == len(events(project, FactKind.PROJECT_STARTED)) == 1
    )
    assert stage_on(project, "2020-07-10") == Stage.STARTED


def test_a_project_cannot_start_before_it_is_signed(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    with pytest.raises(StageOutOfOrder, match="须先登记签约"):
        record(project, Stage.STARTED, "2020-07-01", by=liu, at=clock.now)
    assert stage_on(project, "2020-08-03") == Stage.NEGOTIATING


def test_a_skipped_stage_is_kept_with_its_reason_and_no_event(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    record(project, Stage.STARTED, "2020-07-01", by=liu, at=clock.now, skipped_reason="续建项目，未另签合同")
    assert [(skip.stage, skip.reason) for skip in project.skips.all()] == [("SIGNED", "续建项目，未另签合同")]
    assert events(project, FactKind.PROJECT_SIGNED) == []
    last = AuditRecord.objects.filter(target_code=project.code).latest("id")
    assert last.changes["跳过"] == [None, "签约：续建项目，未另签合同"]


def test_a_stage_is_recorded_once(liu: Account, clock: Clock) -> None:
    project = move_on(make_project(by=liu), to=Stage.SIGNED, by=liu)
    with pytest.raises(StageOutOfOrder, match="请用更正"):
        record(project, Stage.SIGNED, "2020-07-20", by=liu, at=clock.now)


def test_a_date_before_the_stage_before_is_refused(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, on="2020-06-01")
    with pytest.raises(DateOutOfOrder, match="签约日期（2020-05-31）不能早于在谈日期（2020-06-01）"):
        record(project, Stage.SIGNED, "2020-05-31", by=liu, at=clock.now)


def test_a_date_to_come_is_refused(liu: Account, clock: Clock) -> None:
    with pytest.raises(DateRefused, match="不能晚于登记日期"):
        record(make_project(by=liu), Stage.SIGNED, "2020-08-04", by=liu, at=clock.now)


def test_what_the_stage_requires_must_be_there_first(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, total=None, investor_name="")
    with pytest.raises(StageNotReady, match="投资方、总投资"):
        record(project, Stage.SIGNED, "2020-07-01", by=liu, at=clock.now)


def test_what_was_unknown_at_first_stands_on_the_later_event(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, total=None)
    changes = {Field.TOTAL: Yuan.from_yi(2)}
    services.change_project(project=project, changes=changes, effective_on=clock.day, actor=liu, at=clock.now)
    record(project, Stage.SIGNED, "2020-07-01", by=liu, at=clock.now)
    assert event(project, FactKind.PROJECT_SIGNED).amount == Yuan.from_yi(2).fen


def test_a_vague_stage_date_keeps_its_precision(liu: Account, clock: Clock) -> None:
    signed = record(make_project(by=liu), Stage.SIGNED, "2020年7月下旬", by=liu, at=clock.now)
    kept = signed.date_of(Stage.SIGNED)
    assert (str(signed.signed_on), kept.show() if kept else "") == ("2020-07-31", "2020年7月下旬")
    assert event(signed, FactKind.PROJECT_SIGNED).occurred_from.isoformat() == "2020-07-21"


def test_a_signing_recorded_late_lets_later_states_say_so_too(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_project(by=liu, on="2020-06-01")
    services.set_status(
        project=project,
        status=Status.DELAYED,
        since=day("2020-07-20").first,
        reason="等待土地指标",
        actor=liu,
        at=clock.now,
    )
    services.verify(project=project, actor=qin, at=clock.now)
    record(project, Stage.SIGNED, "2020-07-10", by=liu, at=clock.now)
    assert stage_on(project, "2020-07-15") == stage_on(project, "2020-08-01") == Stage.SIGNED
    late = state_on(project, "2020-08-01")
    assert late is not None
    assert (late.status, str(late.state_since)) == (Status.DELAYED, "2020-07-10")
    still_verified = state_on(project, "2020-08-01", counting=(Standing.VERIFIED,))
    assert still_verified is not None
    assert (still_verified.state, still_verified.status) == (Stage.NEGOTIATING, Status.DELAYED)


def test_resuming_is_not_a_second_start(liu: Account, clock: Clock) -> None:
    project = move_on(make_project(by=liu), to=Stage.STARTED, by=liu)
    suspend = {"project": project, "actor": liu, "at": clock.now}
    services.set_status(
        status=Status.SUSPENDED, since=day("2020-07-20").first, reason="资金未到位", **suspend
    )
    services.set_status(status=Status.PROCEEDING, since=day("2020-08-01").first, reason="", **suspend)
    assert len(events(project, FactKind.PROJECT_STARTED)) == 1
    assert str(state_on(project, "2020-08-02").state_since) == "2020-07-02"  # type: ignore[union-attr]


def test_a_suspended_project_is_resumed_before_it_moves_on(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    services.set_status(
        project=project,
        status=Status.SUSPENDED,
        since=clock.day,
        reason="投资方内部调整",
        actor=liu,
        at=clock.now,
    )
    with pytest.raises(ProjectClosed, match="项目已暂缓，请先恢复推进，再登记签约"):
        record(project, Stage.SIGNED, "2020-08-03", by=liu, at=clock.now)


def test_shares_may_be_agreed_when_signing(liu: Account, units: Units, clock: Clock) -> None:
    shares = (Share(units.yunxi, 5000), Share(units.group, 5000))
    project = record(make_project(by=liu), Stage.SIGNED, "2020-07-01", by=liu, at=clock.now, shares=shares)
    assert event(project, FactKind.PROJECT_SIGNED).credits.count() == 2
    assert not event(project, FactKind.PROJECT_NEGOTIATING).is_shared


def test_only_the_responsible_unit_and_the_centre_record(
    liu: Account, wu: Account, zhong: Account, clock: Clock
) -> None:
    project = make_project(by=liu)
    with pytest.raises(NotAllowed):
        record(project, Stage.SIGNED, "2020-07-01", by=wu, at=clock.now)
    assert record(project, Stage.SIGNED, "2020-07-01", by=zhong, at=clock.now).stage == Stage.SIGNED


def test_the_second_of_two_editors_is_told_what_the_first_changed(
    liu: Account, zhong: Account, clock: Clock
) -> None:
    project = make_project(by=liu)
    record(project, Stage.SIGNED, "2020-07-01", by=zhong, at=clock.now, expected_version=0)
    with pytest.raises(EditedMeanwhile, match="钟.*阶段由.*签约日期由"):
        record(project, Stage.STARTED, "2020-07-02", by=liu, at=clock.now, expected_version=0)
    assert stage_on(project, "2020-08-03") == Stage.SIGNED


def test_many_stages_are_recorded_in_a_handful_of_queries(
    liu: Account, clock: Clock, django_assert_max_num_queries: Queries
) -> None:
    projects = [make_project(by=liu, name=f"示例项目{i}") for i in range(30)]
    commands = [
        StageRecord(project=one, stage=Stage.SIGNED, occurred_on=day("2020-07-01")) for one in projects
    ]
    with django_assert_max_num_queries(20):
        services.record_stages(commands, actor=liu, at=clock.now)
    assert {one.stage for one in Project.objects.all()} == {Stage.SIGNED}


def test_a_project_that_was_started_before_can_still_be_produced_next_year(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = move_on(make_signed(by=liu, verifier=qin), to=Stage.STARTED, by=liu, on="2020-07-20")
    clock.advance(days=300)
    done = record(project, Stage.PRODUCING, "2021-05-01", by=liu, at=clock.now)
    assert (done.stage, stage_on(done, "2021-04-30")) == (Stage.PRODUCING, Stage.STARTED)
