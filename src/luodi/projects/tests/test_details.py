"""Details of a project: noted, changed and corrected beside what counts, with a trail and a way back."""

from datetime import date
from decimal import Decimal

import pytest

from luodi.audit.models import AuditRecord
from luodi.kernel.dates import VagueDate, parse_date
from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.models import Fact
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock
from luodi.projects import details, requirements, rules, services
from luodi.projects.choices import DETAILS, Field, Stage
from luodi.projects.models import Project
from luodi.projects.requirements import read
from luodi.projects.rules import ChangeRefused, ProjectRefused, StageNotReady
from luodi.projects.tests.makers import make_project, move_on

NOTED: dict[Field, object] = {
    Field.SIGNING_ENTITY: "示例光学（云溪）有限公司",
    Field.FIXED: Yuan.from_wan(8000),
    Field.OUT_OF_PROVINCE: Yuan.from_wan(9000),
    Field.JOBS: 120,
    Field.LAND: Decimal("35.5"),
    Field.LAND_KIND: "SUPPLIED",
    Field.CAPITAL: "DOMESTIC",
    Field.LEADING: True,
    Field.PLANNED_START: parse_date("2020年9月"),
    Field.PHONE: "13800001234",
}


def again(project: Project) -> Project:
    return Project.objects.get(pk=project.pk)


def held(project: Project) -> dict[Field, object]:
    return {field: value for field, value in details.held(again(project)).items() if value not in ("", None)}


def change(
    project: Project, changes: dict[Field, object], *, by: Account, at: object, **more: object
) -> Project:
    return services.change_details(project=project, changes=changes, actor=by, at=at, **more)  # type: ignore[arg-type]


def test_every_detail_has_a_place_and_takes_one_type() -> None:
    assert {details.shape(field).row for field in DETAILS} == {"detail", "plan"}
    assert details.shape(Field.FIXED).takes is Yuan
    assert details.shape(Field.PLANNED_START).takes is VagueDate


def test_a_project_is_created_with_its_details(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, details=NOTED)
    assert held(project) == NOTED
    trail = AuditRecord.objects.get(target_code=project.code)
    assert trail.changes["用地方式"] == [None, "供地"]
    assert trail.changes["联系电话"] == [None, "138****1234"]


def test_details_are_in_no_fact_and_raise_the_version(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    facts = Fact.objects.count()
    changed = change(project, NOTED, by=liu, at=clock.now)
    assert held(changed) == NOTED
    assert Fact.objects.count() == facts
    assert changed.version == project.version + 1
    told = AuditRecord.objects.filter(target_code=project.code).latest("id").changes
    assert told["固定资产投资"] == [None, "8000万元"]
    assert told["计划开工日期"] == [None, "2020年9月"]


def test_a_second_editor_of_the_details_sees_the_difference(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    change(project, {Field.CONTACT: "甲"}, by=liu, at=clock.now, expected_version=project.version)
    with pytest.raises(EditedMeanwhile, match="联系人"):
        change(project, {Field.CONTACT: "乙"}, by=liu, at=clock.now, expected_version=project.version)


def test_a_detail_can_be_emptied_again(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, details=NOTED)
    change(project, {Field.JOBS: None, Field.PHONE: "", Field.PLANNED_START: None}, by=liu, at=clock.now)
    assert not {Field.JOBS, Field.PHONE, Field.PLANNED_START} & held(project).keys()


def test_a_detail_goes_with_a_change_of_what_counts(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    services.change_project(
        project=project,
        changes={Field.TOTAL: Yuan.from_yi(3), Field.FIXED: Yuan.from_yi(2)},
        effective_on=date(2020, 7, 1),
        actor=liu,
        at=clock.now,
    )
    assert again(project).total == Yuan.from_yi(3)
    assert held(project) == {Field.FIXED: Yuan.from_yi(2)}


@pytest.mark.parametrize("field", details.WITHIN_TOTAL)
def test_a_part_of_the_investment_is_never_more_than_all_of_it(
    field: Field, liu: Account, clock: Clock
) -> None:
    project = make_project(by=liu)
    with pytest.raises(ProjectRefused, match="不能超过总投资"):
        change(project, {field: Yuan.from_yi(2)}, by=liu, at=clock.now)
    change(project, {field: Yuan.from_yi(1)}, by=liu, at=clock.now)
    with pytest.raises(ProjectRefused, match="不能超过总投资"):
        services.change_project(
            project=project,
            changes={Field.TOTAL: Yuan.from_wan(5000)},
            effective_on=date(2020, 7, 1),
            actor=liu,
            at=clock.now,
        )


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        (Field.CAPITAL, "BOTH", "只能是：内资、外资"),
        (Field.JOBS, -1, "负数"),
        (Field.JOBS, True, "值不对"),
        (Field.LAND, "很大", "值不对"),
        (Field.INVESTOR_CODE, "91340000", "18"),
        (Field.CHAIN, "链" * 61, "60 字"),
    ],
)
def test_a_detail_that_cannot_be_is_refused_at_its_field(
    field: Field, value: object, says: str, liu: Account, clock: Clock
) -> None:
    project = make_project(by=liu)
    with pytest.raises(Refusal, match=says):
        change(project, {field: value}, by=liu, at=clock.now)


def test_what_counts_is_no_detail(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    with pytest.raises(ChangeRefused, match="总投资不是补充信息"):
        change(project, {Field.TOTAL: Yuan.from_yi(2)}, by=liu, at=clock.now)


def test_a_detail_is_corrected_at_once(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, details=NOTED)
    waits = services.correct_project(
        project=project, corrections={Field.JOBS: 210}, reason="看错一行", actor=liu, at=clock.now
    )
    assert waits is None
    assert held(project)[Field.JOBS] == 210


def test_a_withdrawn_batch_puts_the_details_back(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, details=NOTED)
    batch = ledger.open_batch(city=liu.city, title="八月表", actor=liu, at=clock.now)
    change(project, {Field.JOBS: 1, Field.REMARK: "改"}, by=liu, at=clock.now, batch=batch)
    services.withdraw_batch(batch=batch, reason="导错了表", actor=liu, at=clock.now)
    assert held(project) == NOTED


def test_details_of_many_projects_are_fetched_by_two_queries(
    liu: Account, clock: Clock, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        make_project(by=liu, details=NOTED)
    rows = list(Project.objects.of(liu.city_id))
    with django_assert_num_queries(2):  # type: ignore[operator]
        details.load(rows)
        assert all(details.value_of(row, Field.JOBS) == 120 for row in rows)


TABLES = read(
    {
        "default": [
            {
                "version": 2,
                "valid_from": date(2020, 7, 1),
                "source": "示例：市级要件表第二版",
                "stages": {
                    "NEGOTIATING": [{"field": "name", "reason": "查找"}],
                    "SIGNED": [{"field": "fixed", "reason": "合同须载明固定资产投资"}],
                },
            },
            {
                "version": 1,
                "valid_from": date(2020, 1, 1),
                "source": "示例：市级要件表第一版",
                "stages": {"NEGOTIATING": [{"field": "name", "reason": "查找"}], "SIGNED": []},
            },
        ],
        "349900": [
            {
                "version": 1,
                "valid_from": date(2020, 1, 1),
                "source": "示例：某市要件表",
                "stages": {"SIGNED": [{"field": "land", "reason": "供地指标"}]},
            }
        ],
    }
)


def test_the_table_in_force_on_the_stages_day_says_what_is_required(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(requirements, "_tables", lambda: TABLES)
    assert requirements.table(date(2020, 6, 30)).version == 1
    assert requirements.table(date(2020, 7, 1)).version == 2
    assert rules.missing(upto=Stage.SIGNED, held={Field.NAME}, on=date(2020, 6, 30)) == []
    assert rules.missing(upto=Stage.SIGNED, held={Field.NAME}) == [Field.FIXED]


def test_a_city_may_have_a_table_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirements, "_tables", lambda: TABLES)
    (lacking,) = rules.lacking(upto=Stage.SIGNED, held=set(), city="349900")
    assert (lacking.field, lacking.reason) == (Field.LAND, "供地指标")


def test_a_stage_that_requires_a_detail_is_refused_without_it(
    liu: Account, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requirements, "_tables", lambda: {"default": TABLES["default"]})
    late = make_project(by=liu)
    with pytest.raises(StageNotReady, match="固定资产投资"):
        move_on(late, to=Stage.SIGNED, by=liu, on="2020-07-02")
    change(late, {Field.FIXED: Yuan.from_yi(1)}, by=liu, at=clock.now)
    assert move_on(again(late), to=Stage.SIGNED, by=liu, on="2020-07-02").stage == Stage.SIGNED
    early = make_project(by=liu)
    assert move_on(early, to=Stage.SIGNED, by=liu, on="2020-06-30").stage == Stage.SIGNED


def test_the_table_that_is_shipped_names_its_source_and_a_reason_for_each_field() -> None:
    table = requirements.table()
    assert table.source
    assert all(one.reason for one in table.required)
    assert table.stage_of(Field.NAME) == Stage.NEGOTIATING
