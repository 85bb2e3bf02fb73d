from datetime import date
from typing import Any

import pytest

from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import Cause, FactKind
from luodi.ledger.models import Fact
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock
from luodi.projects import services
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.models import Project
from luodi.projects.services import OpeningProject
from luodi.projects.tests.makers import PARTICULARS, day, move_on, verified
from luodi.projects.tests.reading import VERIFIED, events, stage_on, state_on

OPENED = date(2020, 1, 1)


def take_in(*, by: Account, at: Any, stage: Stage = Stage.SIGNED, **more: Any) -> Project:
    dates = more.pop("dates", {stage: day("2018-05-10")})
    command = OpeningProject(
        **{"unit": by.unit, "opening_on": OPENED, **PARTICULARS, **more}, stage=stage, dates=dates
    )
    return services.record_opening([command], actor=by, at=at)[0]


def test_an_opening_project_has_a_state_and_no_event(liu: Account, clock: Clock) -> None:
    project = take_in(by=liu, at=clock.now)
    (fact,) = Fact.objects.filter(subject_id=project.subject_id)
    assert (fact.kind, fact.cause, fact.state) == (FactKind.PROJECT_STATE, Cause.OPENING, Stage.SIGNED)
    assert (fact.occurred_on, str(fact.state_since)) == (OPENED, "2018-05-10")
    assert (project.is_opening, str(project.signed_on)) == (True, "2018-05-10")


def test_an_opening_project_moves_on_as_others_do(liu: Account, qin: Account, clock: Clock) -> None:
    project = verified(take_in(by=liu, at=clock.now), by=qin)
    started = verified(move_on(project, to=Stage.STARTED, by=liu, on="2020-03-01"), by=qin)
    assert events(started, FactKind.PROJECT_SIGNED) == []
    assert len(events(started, FactKind.PROJECT_STARTED, counting=VERIFIED)) == 1
    assert [stage_on(started, on, counting=VERIFIED) for on in ("2020-02-28", "2020-03-01")] == [
        Stage.SIGNED,
        Stage.STARTED,
    ]


def test_an_opening_project_keeps_its_status_and_since_when(liu: Account, clock: Clock) -> None:
    project = take_in(
        by=liu, at=clock.now, status=Status.DELAYED, status_since=date(2019, 9, 1), dates={
            Stage.NEGOTIATING: day("2018-01-01"), Stage.SIGNED: day("2018-05-10")
        }
    )  # fmt: skip
    state = state_on(project, "2020-01-01")
    assert state is not None
    assert (state.status, str(state.status_since)) == (Status.DELAYED, "2019-09-01")
    assert str(project.negotiating_on) == "2018-01-01"


def test_the_day_since_which_an_opening_state_holds_is_corrected(liu: Account, clock: Clock) -> None:
    project = take_in(by=liu, at=clock.now)
    services.correct_project(
        project=project,
        corrections={Field.SIGNED_ON: day("2018-06-01"), Field.NEGOTIATING_ON: day("2018-01-01")},
        reason="查阅合同",
        actor=liu,
        at=clock.now,
    )
    state = state_on(project, "2020-01-01")
    assert state is not None
    assert (str(state.state_since), state.occurred_on) == ("2018-06-01", OPENED)
    project.refresh_from_db()
    assert (str(project.signed_on), str(project.negotiating_on)) == ("2018-06-01", "2018-01-01")


def test_a_rejected_opening_leaves_the_lists(liu: Account, qin: Account, clock: Clock) -> None:
    project = take_in(by=liu, at=clock.now)
    services.reject(
        project=project, kind=FactKind.PROJECT_STATE, reason="与其他项目重复", actor=qin, at=clock.now
    )
    assert not Project.objects.of(liu.city_id).exists()
    assert stage_on(project, "2020-08-03") == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"dates": {Stage.NEGOTIATING: day("2018-01-01")}}, "请填写签约日期"),
        ({"dates": {Stage.SIGNED: day("2020-01-02")}}, "期初项目的签约日期不能晚于期初日"),
        (
            {"dates": {Stage.NEGOTIATING: day("2018-06-01"), Stage.SIGNED: day("2018-05-10")}},
            "不能早于在谈日期",
        ),
        ({"total": None}, "请先填写：总投资"),
    ],
    ids=["no-date", "too-late", "out-of-order", "not-ready"],
)
def test_an_opening_that_cannot_be_is_refused(
    liu: Account, clock: Clock, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        take_in(by=liu, at=clock.now, **more)
    assert not Project.objects.exists()
