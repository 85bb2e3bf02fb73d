from typing import Any

import pytest

from luodi.audit.models import AuditRecord
from luodi.kernel.dates import DateRefused
from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.rules import CreditRefused
from luodi.ledger.services import Share
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock, Units
from luodi.projects import services
from luodi.projects.choices import Field, Status
from luodi.projects.models import Project
from luodi.projects.services import ChangeRefused, ProjectClosed, ProjectRefused
from luodi.projects.tests.makers import day, make_project, make_signed
from luodi.projects.tests.reading import VERIFIED, event, state_on


def change(
    project: Project, changes: dict[Field, object], on: str, *, by: Account, at: Any, reason: str = ""
) -> Project:
    return services.change_project(
        project=project, changes=changes, effective_on=day(on).first, reason=reason, actor=by, at=at
    )


def test_a_capital_increase_holds_from_its_day_and_leaves_the_signing_as_it_was(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin, total=Yuan.from_yi(1))
    more = change(project, {Field.TOTAL: Yuan.from_yi(3)}, "2020-07-20", by=liu, at=clock.now)
    amounts = [state_on(more, on).amount for on in ("2020-07-19", "2020-07-20")]  # type: ignore[union-attr]
    assert amounts == [Yuan.from_yi(1).fen, Yuan.from_yi(3).fen]
    assert event(more, FactKind.PROJECT_SIGNED).amount == Yuan.from_yi(1).fen
    assert (more.total, more.standing) == (Yuan.from_yi(3), Standing.CLAIMED)


def test_a_verified_stock_waits_for_the_change_to_be_verified(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin, total=Yuan.from_yi(1))
    change(project, {Field.TOTAL: Yuan.from_yi(3)}, "2020-07-20", by=liu, at=clock.now)
    assert state_on(project, "2020-08-03", counting=VERIFIED).amount == Yuan.from_yi(1).fen  # type: ignore[union-attr]
    services.verify(project=project, actor=qin, at=clock.now)
    assert state_on(project, "2020-08-03", counting=VERIFIED).amount == Yuan.from_yi(3).fen  # type: ignore[union-attr]


def test_a_project_is_handed_over_to_another_unit(zhong: Account, units: Units, clock: Clock) -> None:
    project = make_project(by=zhong, unit=units.yunxi)
    moved = change(project, {Field.UNIT: units.shiqiao}, "2020-07-01", by=zhong, at=clock.now)
    assert moved.unit == units.shiqiao
    kept = [state_on(moved, on).unit_id for on in ("2020-06-30", "2020-07-01")]  # type: ignore[union-attr]
    assert kept == [units.yunxi.pk, units.shiqiao.pk]


def test_a_change_recorded_late_holds_until_the_next_one(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, total=Yuan.from_yi(1))
    change(project, {Field.TOTAL: Yuan.from_yi(3)}, "2020-07-20", by=liu, at=clock.now)
    late = change(project, {Field.TOTAL: Yuan.from_yi(2)}, "2020-07-01", by=liu, at=clock.now)
    amounts = [state_on(late, on).amount for on in ("2020-06-30", "2020-07-10", "2020-07-20")]  # type: ignore[union-attr]
    assert amounts == [Yuan.from_yi(n).fen for n in (1, 2, 3)]
    assert late.total == Yuan.from_yi(3)


def test_a_late_change_of_one_thing_reaches_states_that_changed_another(
    liu: Account, units: Units, clock: Clock
) -> None:
    project = make_project(by=liu, total=Yuan.from_yi(1))
    change(project, {Field.TOTAL: Yuan.from_yi(3)}, "2020-07-20", by=liu, at=clock.now)
    late = change(project, {Field.ORIGIN: "310000"}, "2020-07-01", by=liu, at=clock.now)
    state = state_on(late, "2020-08-01")
    assert state is not None
    assert (state.amount, state.origin) == (Yuan.from_yi(3).fen, "310000")


def test_a_new_industry_says_whether_it_is_industrial(liu: Account, clock: Clock) -> None:
    changed = change(make_project(by=liu), {Field.INDUSTRY: "F51"}, "2020-07-01", by=liu, at=clock.now)
    assert (changed.industry, changed.industrial) == ("F51", False)


def test_a_new_name_is_found_and_shown_and_moves_no_figure(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, name="旧名光伏项目")
    n = Fact.objects.count()
    change(project, {Field.NAME: "新名氢能项目", Field.SUMMARY: "一期"}, "2020-08-03", by=liu, at=clock.now)
    found = Project.objects.of(liu.city_id)
    assert found.matching(liu.city_id, "氢能").count() == 1
    assert found.matching(liu.city_id, "光伏").count() == 0
    project.subject.refresh_from_db()
    assert (project.subject.label, Fact.objects.count()) == ("新名氢能项目", n)


def test_a_withdrawal_keeps_its_day_and_reason(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    ended = services.withdraw(
        project=project, on=day("2020-08-01").first, reason="投资方放弃", actor=liu, at=clock.now
    )
    assert (ended.status, str(ended.status_since), ended.status_reason) == (
        "WITHDRAWN",
        "2020-08-01",
        "投资方放弃",
    )
    statuses = [state_on(ended, on).status for on in ("2020-07-31", "2020-08-01")]  # type: ignore[union-attr]
    assert statuses == [Status.PROCEEDING, Status.WITHDRAWN]


def test_a_withdrawn_project_changes_only_by_being_resumed(liu: Account, clock: Clock) -> None:
    project = services.withdraw(
        project=make_project(by=liu), on=clock.day, reason="投资方放弃", actor=liu, at=clock.now
    )
    with pytest.raises(ProjectClosed, match="项目已终止"):
        change(project, {Field.TOTAL: Yuan.from_yi(3)}, "2020-08-03", by=liu, at=clock.now)
    again = change(project, {Field.STATUS: Status.PROCEEDING}, "2020-08-03", by=liu, at=clock.now)
    assert again.status == Status.PROCEEDING


def test_a_leader_sees_a_project_through(liu: Account, hong: Account, clock: Clock) -> None:
    project = services.assign_sponsor(
        project=make_project(by=liu), sponsor=hong.person, since=clock.day, actor=liu, at=clock.now
    )
    assert project.sponsor == hong.person
    assert state_on(project, "2020-08-03").sponsor_id == hong.person.pk  # type: ignore[union-attr]
    record = AuditRecord.objects.filter(act="落实包保").latest("id")
    assert record.changes["包保领导"] == [None, "洪"]


def test_shares_must_be_agreed_anew_when_the_unit_changes(zhong: Account, units: Units, clock: Clock) -> None:
    shares = (Share(units.yunxi, 5000), Share(units.team, 5000))
    project = make_project(by=zhong, unit=units.yunxi, shares=shares)
    with pytest.raises(CreditRefused, match="责任单位须在分成单位之内"):
        change(project, {Field.UNIT: units.park}, "2020-07-01", by=zhong, at=clock.now)
    alone = change(project, {Field.UNIT: units.park, Field.SHARES: ()}, "2020-07-01", by=zhong, at=clock.now)
    assert (alone.shares.count(), state_on(alone, "2020-07-02").is_shared) == (0, False)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changes", "on", "refusal", "said"),
    [
        ({Field.TOTAL: Yuan.from_yi("1.2")}, "2020-07-01", ChangeRefused, "没有变化"),
        ({Field.SIGNED_ON: day("2020-07-01")}, "2020-07-01", ChangeRefused, "请用更正"),
        ({"colour": "red"}, "2020-07-01", ChangeRefused, "没有“colour”这一项"),
        ({Field.TOTAL: "3亿"}, "2020-07-01", ProjectRefused, "“总投资”的值不对"),
        ({Field.STATUS: "DEAD"}, "2020-07-01", ProjectRefused, "“推进状态”的值不对"),
        ({Field.TOTAL: Yuan.from_yi(3)}, "2020-08-04", DateRefused, "不能晚于登记日期"),
        ({Field.AREA: "999999"}, "2020-07-01", Refusal, "没有县区或园区代码"),
    ],
    ids=["same", "date", "unknown", "text-for-money", "unknown-status", "tomorrow", "unknown-area"],
)
def test_a_change_that_is_none_is_refused_and_nothing_changes(
    liu: Account, clock: Clock, changes: dict[Any, object], on: str, refusal: type[Refusal], said: str
) -> None:
    project = make_project(by=liu)
    with pytest.raises(refusal, match=said):
        change(project, changes, on, by=liu, at=clock.now)
    project.refresh_from_db()
    assert project.version == 0
