from collections.abc import Callable
from typing import Any

import pytest

from luodi.audit.models import AuditRecord
from luodi.kernel.dates import DateRefused, parse_date
from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.rules import CreditRefused
from luodi.ledger.services import Share
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock, Units, make_cast
from luodi.projects import services
from luodi.projects.choices import Stage, Status
from luodi.projects.models import Project
from luodi.projects.services import NewProject
from luodi.projects.tests.makers import PARTICULARS, day, make_project
from luodi.projects.tests.reading import event, events, state_on
from luodi.refdata.industries import UnknownIndustry

Queries = Callable[..., Any]


def test_a_new_project_is_claimed_as_an_event_and_a_state_with_every_dimension(liu: Account) -> None:
    project = make_project(by=liu, on="2020-06-01")
    begun = event(project, FactKind.PROJECT_NEGOTIATING)
    state = state_on(project, "2020-06-01")
    assert state is not None
    for fact in (begun, state):
        assert (fact.standing, fact.unit_id, fact.amount) == (
            Standing.CLAIMED,
            liu.unit_id,
            Yuan.from_yi("1.2").fen,
        )
        assert (fact.area, fact.origin, fact.industry, fact.industrial) == ("349921", "440300", "C39", True)
    assert (state.state, state.status) == (Stage.NEGOTIATING, Status.PROCEEDING)
    assert state.state_since == state.status_since == project.negotiating_on


def test_codes_run_on_by_city_and_year(liu: Account, wu: Account, clock: Clock) -> None:
    codes = [make_project(by=liu).code, make_project(by=wu).code]
    clock.advance(days=365)
    assert [*codes, make_project(by=liu).code] == ["P2020-0001", "P2020-0002", "P2021-0001"]


def test_the_trail_says_who_entered_what(liu: Account) -> None:
    project = make_project(by=liu)
    record = AuditRecord.objects.get(target_kind="project", target_code=project.code)
    assert (record.actor_id, record.act, record.target_title) == (liu.pk, "登记项目", project.name)
    assert record.changes["总投资"] == [None, "12000万元"]
    assert record.changes["来源地"] == [None, "广东省深圳市"]
    assert record.entry_no is not None


def test_a_vague_date_keeps_its_precision_and_never_counts_after_its_recording(
    liu: Account, clock: Clock
) -> None:
    command = NewProject(**PARTICULARS, unit=liu.unit, occurred_on=parse_date("2020年8月"))
    project = services.create_project(command, actor=liu, at=clock.now)
    kept = project.date_of(Stage.NEGOTIATING)
    assert project.negotiating_on == clock.day
    assert kept is not None
    assert kept.show() == "2020年8月"


def test_area_and_industrial_follow_from_unit_and_industry(liu: Account) -> None:
    project = make_project(by=liu, area=None, industry="F51")
    assert (project.area, project.industrial) == (liu.unit.area, False)


def test_an_empty_list_of_commands_records_nothing(liu: Account, clock: Clock) -> None:
    assert services.create_projects([], actor=liu, at=clock.now) == []


@pytest.mark.parametrize(
    ("particulars", "refusal", "said"),
    [
        ({"name": " "}, services.ProjectRefused, "请填写项目名称"),
        ({"industry": "C99"}, UnknownIndustry, "没有行业代码“C99”"),
        ({"origin": "999999"}, Refusal, "999999"),
        ({"area": "999999"}, Refusal, "999999"),
        ({"on": "2020-08-04"}, DateRefused, "不能晚于登记日期"),
    ],
    ids=["name", "industry", "origin", "area", "tomorrow"],
)
def test_particulars_that_no_project_has_are_refused_and_nothing_changes(
    liu: Account, particulars: dict[str, Any], refusal: type[Refusal], said: str
) -> None:
    with pytest.raises(refusal, match=said):
        make_project(by=liu, **particulars)
    assert not Project.objects.exists()


def test_a_clerk_does_not_write_for_another_county(liu: Account, units: Units) -> None:
    with pytest.raises(NotAllowed, match="没有填报"):
        make_project(by=liu, unit=units.shiqiao)


@pytest.mark.parametrize("who", ["hong", "qin", "wai", "audit_admin"])
def test_those_who_do_not_write_create_nothing(
    who: str, request: pytest.FixtureRequest, units: Units
) -> None:
    with pytest.raises(NotAllowed):
        make_project(by=request.getfixturevalue(who), unit=units.yunxi)


def test_a_shared_project_keeps_its_shares_on_every_fact(liu: Account, units: Units) -> None:
    shares = (Share(units.yunxi, 6000), Share(units.team, 4000))
    project = make_project(by=liu, shares=shares)
    begun = event(project, FactKind.PROJECT_NEGOTIATING)
    assert {credit.unit_id: credit.basis_points for credit in begun.credits.all()} == {
        units.yunxi.pk: 6000,
        units.team.pk: 4000,
    }
    assert project.shares.count() == 2


@pytest.mark.parametrize("points", [(6000, 3999), (10_000, 0)])
def test_shares_that_are_no_whole_are_refused(liu: Account, units: Units, points: tuple[int, int]) -> None:
    shares = (Share(units.yunxi, points[0]), Share(units.team, points[1]))
    with pytest.raises(CreditRefused):
        make_project(by=liu, shares=shares)


def test_the_responsible_unit_is_among_those_who_share(liu: Account, units: Units) -> None:
    with pytest.raises(CreditRefused, match="责任单位须在分成单位之内"):
        make_project(by=liu, shares=(Share(units.team, 5000), Share(units.bureau, 5000)))


def test_an_area_that_neither_the_tables_nor_the_city_know_is_refused(liu: Account) -> None:
    assert make_project(by=liu, area="340422").area == "340422"  # 寿县 is in the tables
    with pytest.raises(Refusal, match="没有县区或园区代码“349977”"):
        make_project(by=liu, area="349977")


def test_a_sponsor_of_another_city_is_refused(liu: Account) -> None:
    other = make_cast(code="349800", name="邻市")
    with pytest.raises(services.ProjectRefused, match="须属于本市"):
        make_project(by=liu, sponsor=other.hong.person)


def test_one_project_is_created_in_a_handful_of_queries(
    liu: Account, clock: Clock, django_assert_max_num_queries: Queries
) -> None:
    command = NewProject(**PARTICULARS, unit=liu.unit, occurred_on=day("2020-06-01"))
    with django_assert_max_num_queries(16):  # four of them only because the test stands in a transaction
        services.create_project(command, actor=liu, at=clock.now)


def test_a_hundred_projects_take_hardly_more_queries_than_one(
    liu: Account, clock: Clock, django_assert_max_num_queries: Queries
) -> None:
    commands = [
        NewProject(**{**PARTICULARS, "name": f"示例项目{i}"}, unit=liu.unit, occurred_on=day("2020-06-01"))
        for i in range(100)
    ]
    with django_assert_max_num_queries(30):
        made = services.create_projects(commands, actor=liu, at=clock.now)
    assert [project.name for project in made] == [command.name for command in commands]
    assert all(len(events(project, FactKind.PROJECT_NEGOTIATING)) == 1 for project in made[:3])
