"""Milestones of a city's checklist: planned, done, ruled out; verified and corrected as everything else."""

from datetime import date
from typing import Any

import pytest

from luodi.kernel.dates import VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock
from luodi.projects import milestones, selectors, services
from luodi.projects.choices import Field, MilestoneApplies, Stage, Status, StatusReason
from luodi.projects.models import Project, StatusDetail
from luodi.projects.rules import ChangeRefused, StageNotReady
from luodi.projects.services import MilestoneRecord, MilestoneRefused, StatusNote, Step
from luodi.projects.tests.makers import day, make_signed, move_on
from luodi.projects.tests.reading import events

KIND = FactKind.PROJECT_MILESTONE


def record(project: Project, code: str, *, by: Account, at: Any, **said: Any) -> Project:
    for name in ("occurred_on", "planned"):
        if isinstance(said.get(name), str):
            said[name] = day(said[name])
    return services.record_milestones([MilestoneRecord(project=project, code=code, **said)], actor=by, at=at)[
        0
    ]


def step(project: Project, code: str, today: date = date(2020, 8, 3)) -> selectors.MilestoneItem:
    fresh = Project.objects.select_related("city").get(pk=project.pk)
    return next(one for one in selectors.milestones(fresh, today) if one.code == code)


def test_every_city_begins_with_the_checklist_that_is_shipped(liu: Account) -> None:
    names = [kind.name for kind in milestones.checklist(liu.city_id)]
    assert names[:2] == ["注册", "备案"]
    assert {"入统", "竣工", "纳统", "施工许可"} <= set(names)
    assert set(milestones.COUNTED) <= {kind.code for kind in milestones.checklist(liu.city_id)}


def test_a_step_is_planned_then_done_then_verified(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    record(project, "PERMIT", by=liu, at=clock.now, planned="2020-07-15")
    late = step(project, "PERMIT")
    assert (late.planned, late.done, late.is_overdue) == (day("2020-07-15"), None, True)
    record(project, "PERMIT", by=liu, at=clock.now, occurred_on="2020-07-30")
    done = step(project, "PERMIT")
    assert (done.done, done.standing, done.is_overdue) == (day("2020-07-30"), Standing.CLAIMED, False)
    assert done.planned == day("2020-07-15")
    services.verify(project=project, actor=qin, at=clock.now, kind=KIND)
    assert step(project, "PERMIT").standing == Standing.VERIFIED
    (fact,) = events(project, KIND)
    assert (fact.category, fact.amount) == ("PERMIT", project.total_fen)


def test_a_step_is_done_once(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    record(project, "REGISTERED", by=liu, at=clock.now, occurred_on="2020-07-15")
    with pytest.raises(MilestoneRefused, match="已登记"):
        record(project, "REGISTERED", by=liu, at=clock.now, occurred_on="2020-07-16")


def test_a_rejected_step_is_claimed_anew(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    record(project, "REGISTERED", by=liu, at=clock.now, occurred_on="2020-07-15")
    services.reject(project=project, kind=KIND, reason="执照未附", actor=qin, at=clock.now)
    assert step(project, "REGISTERED").standing == Standing.REJECTED
    record(project, "REGISTERED", by=liu, at=clock.now, occurred_on="2020-07-16")
    assert step(project, "REGISTERED").done == day("2020-07-16")


def test_a_step_that_does_not_apply_says_why(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    record(project, "LAND", by=liu, at=clock.now, not_applicable="租用标准厂房")
    assert step(project, "LAND").not_applicable == "租用标准厂房"
    record(project, "LAND", by=liu, at=clock.now, occurred_on="2020-07-20")
    assert step(project, "LAND").not_applicable == ""


@pytest.mark.parametrize(
    ("code", "said", "says"),
    [
        ("PERMIT", {}, "完成日期、计划日期或不涉及"),
        ("PERMIT", {"occurred_on": "2020-07-01", "not_applicable": "无"}, "不能是不涉及"),
        ("PARADE", {"occurred_on": "2020-07-01"}, "没有“PARADE”"),
        ("COMPLETED", {"occurred_on": "2020-07-01"}, "开工之后"),
    ],
)
def test_what_no_step_can_be_is_refused(
    code: str, said: dict[str, Any], says: str, liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    with pytest.raises(MilestoneRefused, match=says):
        record(project, code, by=liu, at=clock.now, **said)


def test_a_date_is_corrected_and_a_step_taken_back(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    record(project, "FILED", by=liu, at=clock.now, occurred_on="2020-07-15")
    (fact,) = events(project, KIND)

    def correct(corrections: dict[str, object]) -> object:
        return services.correct_record(
            project=project,
            ordinal=fact.ordinal,
            corrections=corrections,
            reason="看错",
            actor=liu,
            at=clock.now,
        )

    correct({"occurred": day("2020-07-16")})
    assert step(project, "FILED").done == day("2020-07-16")
    correct({"withdrawn": True})
    assert step(project, "FILED").done is None


def test_only_steps_for_such_a_project_are_asked_of_it(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    assert step(project, "LAND").applies
    services.change_details(project=project, changes={Field.LAND_KIND: "OFFICE"}, actor=liu, at=clock.now)
    assert not step(project, "LAND").applies
    assert not step(project, "PERMIT").applies
    assert step(project, "REGISTERED").applies


def test_the_centre_keeps_the_citys_checklist(zhong: Account, liu: Account, clock: Clock) -> None:
    drainage = Step(code="DRAINAGE", name="排水许可", position=75, applies=MilestoneApplies.BUILDING)
    with pytest.raises(NotAllowed):
        services.set_checklist([drainage], actor=liu, at=clock.now)
    services.set_checklist([drainage], actor=zhong, at=clock.now)
    names = [kind.name for kind in milestones.checklist(zhong.city_id)]
    assert names[names.index("施工许可") + 1] == "排水许可"
    unused = Step(code="DRAINAGE", name="排水许可", position=75, is_used=False)
    services.set_checklist([unused], actor=zhong, at=clock.now)
    assert "排水许可" not in [kind.name for kind in milestones.checklist(zhong.city_id)]
    counted = Step(code="IN_STATISTICS", name="入统", position=80, is_used=False)
    with pytest.raises(MilestoneRefused, match="不能停用"):
        services.set_checklist([counted], actor=zhong, at=clock.now)


def test_a_start_waits_for_the_steps_that_the_city_wants_before_it(
    zhong: Account, liu: Account, qin: Account, clock: Clock
) -> None:
    permit = Step(
        code="PERMIT", name="施工许可", position=70, applies=MilestoneApplies.BUILDING, before_start=True
    )
    services.set_checklist([permit], actor=zhong, at=clock.now)
    project = make_signed(by=liu, verifier=qin)
    with pytest.raises(StageNotReady, match="施工许可"):
        move_on(project, to=Stage.STARTED, by=liu, on="2020-07-20")
    record(project, "PERMIT", by=liu, at=clock.now, occurred_on="2020-07-18")
    assert move_on(project, to=Stage.STARTED, by=liu, on="2020-07-20").stage == Stage.STARTED


def test_a_withdrawn_batch_puts_plans_and_steps_back(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    record(project, "LAND", by=liu, at=clock.now, planned="2020-09-01")
    batch = ledger.open_batch(city=liu.city, title="进度表", actor=liu, at=clock.now)
    commands = [
        MilestoneRecord(project=project, code="LAND", not_applicable="不用地"),
        MilestoneRecord(project=project, code="FILED", occurred_on=day("2020-07-15")),
    ]
    services.record_milestones(commands, actor=liu, at=clock.now, batch=batch)
    services.withdraw_batch(batch=batch, reason="导错了表", actor=liu, at=clock.now)
    assert step(project, "LAND").planned == day("2020-09-01")
    assert step(project, "LAND").not_applicable == ""
    assert step(project, "FILED").done is None


def suspend(project: Project, *, by: Account, at: Any, to: Status, about: StatusNote) -> Project:
    return services.set_status(
        project=project, status=to, since=date(2020, 7, 20), reason="资金未落实", about=about, actor=by, at=at
    )


def test_a_suspension_says_what_kind_of_reason_and_until_when(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    about = StatusNote(reason_kind=StatusReason.CAPITAL, resume_on=VagueDate.day(date(2020, 10, 1)))
    suspend(project, by=liu, at=clock.now, to=Status.SUSPENDED, about=about)
    kept = StatusDetail.objects.get(project=project)
    assert (kept.reason_kind, kept.resume_on) == ("CAPITAL", date(2020, 10, 1))
    services.set_status(
        project=project, status=Status.PROCEEDING, since=date(2020, 8, 1), reason="", actor=liu, at=clock.now
    )
    assert not StatusDetail.objects.exists()


def test_an_end_says_where_the_investor_went(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    about = StatusNote(reason_kind=StatusReason.LAND, went_to="邻市", went_because="当地有现成厂房")
    suspend(project, by=liu, at=clock.now, to=Status.WITHDRAWN, about=about)
    assert StatusDetail.objects.get(project=project).went_to == "邻市"
    services.reject(project=project, kind=FactKind.PROJECT_STATE, reason="仍在推进", actor=qin, at=clock.now)
    assert not StatusDetail.objects.exists()


@pytest.mark.parametrize(
    ("to", "about", "says"),
    [
        (Status.SUSPENDED, StatusNote(went_to="邻市"), "只有终止"),
        (Status.WITHDRAWN, StatusNote(resume_on=day("2020-10-01")), "请用暂缓"),
        (Status.DELAYED, StatusNote(reason_kind="WEATHER"), "没有“WEATHER”"),
    ],
)
def test_what_a_status_cannot_say_is_refused(
    to: Status, about: StatusNote, says: str, liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    with pytest.raises(ChangeRefused, match=says):
        suspend(project, by=liu, at=clock.now, to=to, about=about)
