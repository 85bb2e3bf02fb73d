from datetime import timedelta
from typing import Any

import pytest

from luodi.enterprises import services as enterprises
from luodi.enterprises.models import Enterprise
from luodi.enterprises.services import NewEnterprise
from luodi.kernel.asof import AsOf
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Batch
from luodi.ledger.services import BatchRefused, Share
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock, Units
from luodi.projects import policies, selectors, services
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.models import Project
from luodi.projects.services import NewProject, ProjectClosed, StageRecord
from luodi.projects.tests.makers import PARTICULARS, day, make_project, move_on
from luodi.projects.tests.reading import events, stage_on, state_on


def open_batch(by: Account, at: Any) -> Batch:
    return ledger.open_batch(city=by.city, title="七月签约表", actor=by, at=at)


def withdraw(batch: Batch, *, by: Account, at: Any, reason: str = "导入了错误的表") -> None:
    services.withdraw_batch(batch=batch, reason=reason, actor=by, at=at)


def test_a_withdrawn_batch_takes_its_new_projects_out_of_lists_and_figures(
    liu: Account, clock: Clock
) -> None:
    batch = open_batch(liu, clock.now)
    command = NewProject(**PARTICULARS, unit=liu.unit, occurred_on=day("2020-06-01"))
    (project,) = services.create_projects([command], actor=liu, at=clock.now, batch=batch)
    before = AsOf(clock.now + timedelta(minutes=1))
    clock.advance(days=1)
    withdraw(batch, by=liu, at=clock.now)
    assert stage_on(project, "2020-08-03") == ""
    assert not Project.objects.of(liu.city_id).exists()
    assert not Project.objects.all().matching(liu.city_id, "光学").exists()
    assert selectors.known_project(project, before) is not None


def test_a_withdrawn_batch_puts_rows_and_facts_back_as_they_were(
    liu: Account, units: Units, clock: Clock
) -> None:
    project = make_project(by=liu)
    batch = open_batch(liu, clock.now)
    command = StageRecord(
        project=project,
        stage=Stage.STARTED,
        occurred_on=day("2020-07-10"),
        skipped_reason="续建",
        shares=(Share(units.yunxi, 5000), Share(units.team, 5000)),
    )
    services.record_stages([command], actor=liu, at=clock.now, batch=batch)
    changes = {Field.NAME: "改名氢能项目", Field.TOTAL: Yuan.from_yi(9)}
    services.change_project(
        project=project, changes=changes, effective_on=clock.day, actor=liu, at=clock.now, batch=batch
    )
    withdraw(batch, by=liu, at=clock.now)
    was = (project.name, project.stage, project.total, project.started_on)
    project.refresh_from_db()
    assert (project.name, project.stage, project.total, project.started_on) == was
    assert (project.shares.count(), project.skips.count()) == (0, 0)
    assert events(project, FactKind.PROJECT_STARTED) == []
    state = state_on(project, "2020-08-03")
    assert state is not None
    assert (state.state, state.amount, state.is_shared) == (Stage.NEGOTIATING, Yuan.from_yi("1.2").fen, False)
    assert Project.objects.all().matching(liu.city_id, "光学").exists()
    assert not Project.objects.all().matching(liu.city_id, "氢能").exists()


def test_a_withdrawn_correction_lets_the_former_value_stand_again(liu: Account, clock: Clock) -> None:
    project = move_on(make_project(by=liu, total=Yuan.from_yi(1)), to=Stage.SIGNED, by=liu)
    services.correct_project(
        project=project, corrections={Field.TOTAL: Yuan.from_yi(9)}, reason="看错", actor=liu, at=clock.now
    )
    withdraw(Batch.objects.latest("id"), by=liu, at=clock.now)
    project.refresh_from_db()
    assert project.total == Yuan.from_yi(1)
    assert {fact.amount for fact in events(project, FactKind.PROJECT_SIGNED)} == {Yuan.from_yi(1).fen}


def test_enterprises_of_the_batch_go_with_it(liu: Account, clock: Clock) -> None:
    batch = open_batch(liu, clock.now)
    enterprises.add_enterprises(
        [NewEnterprise(name="示例光学有限公司")], actor=liu, at=clock.now, batch=batch
    )
    withdraw(batch, by=liu, at=clock.now)
    assert not Enterprise.objects.of(liu.city_id).exists()


def test_a_batch_whose_rows_were_worked_on_since_stays(liu: Account, clock: Clock) -> None:
    batch = open_batch(liu, clock.now)
    command = NewProject(**PARTICULARS, unit=liu.unit, occurred_on=day("2020-06-01"))
    (project,) = services.create_projects([command], actor=liu, at=clock.now, batch=batch)
    services.set_status(
        project=project, status=Status.DELAYED, since=clock.day, reason="待审", actor=liu, at=clock.now
    )
    with pytest.raises(BatchRefused, match="这些项目之后又被修改，请先处理：P2020-0001"):
        withdraw(batch, by=liu, at=clock.now)
    assert stage_on(project, "2020-08-03") == Stage.NEGOTIATING


def test_a_batch_is_withdrawn_once_for_a_reason_by_who_may_write(
    liu: Account, wu: Account, clock: Clock
) -> None:
    batch = open_batch(liu, clock.now)
    command = NewProject(**PARTICULARS, unit=liu.unit, occurred_on=day("2020-06-01"))
    services.create_projects([command], actor=liu, at=clock.now, batch=batch)
    with pytest.raises(BatchRefused, match="须写明原因"):
        withdraw(batch, by=liu, at=clock.now, reason="")
    with pytest.raises(NotAllowed):
        withdraw(batch, by=wu, at=clock.now)
    withdraw(batch, by=liu, at=clock.now)
    with pytest.raises(BatchRefused):
        withdraw(batch, by=liu, at=clock.now)


def test_a_void_project_opens_and_takes_no_more_acts(liu: Account, clock: Clock) -> None:
    batch = open_batch(liu, clock.now)
    command = NewProject(**PARTICULARS, unit=liu.unit, occurred_on=day("2020-06-01"))
    (project,) = services.create_projects([command], actor=liu, at=clock.now, batch=batch)
    withdraw(batch, by=liu, at=clock.now)
    assert policies.get_project(project.code, liu).is_void
    with pytest.raises(ProjectClosed, match=f"{project.code} 的登记已撤回"):
        move_on(project, to=Stage.SIGNED, by=liu)
