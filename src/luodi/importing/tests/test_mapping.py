"""What the clerk says of columns, words and blanks is followed, remembered and offered again."""

import pytest

from luodi.importing import services
from luodi.importing.choices import RowClass
from luodi.importing.decisions import ColumnChoice, Decisions, SheetChoice
from luodi.importing.models import ColumnMemory, Import, WordMemory
from luodi.importing.rules import ImportRefused
from luodi.importing.tests.makers import HEADS, ROWS, bring, commit, look, rows_of, workbook
from luodi.kernel.dates import parse_date
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock, Units
from luodi.projects.choices import Stage
from luodi.projects.models import Project

ODD = ("序号", "项目名称", "投资方", "盘子", "来源地", "行业", "签约日期")


def decide(imported: Import, by: Account, clock: Clock, **said: object) -> Import:
    return services.decide(
        imported=imported,
        decisions=Decisions(**said),  # type: ignore[arg-type]
        expected_version=imported.version,
        actor=by,
        at=clock.now,
    )


def columns_of(imported: Import, by: Account) -> dict[str, tuple[str, str]]:
    (sheet,) = look(imported, by=by)["sheets"]
    return {one["letter"]: (one["field"], one["measure"]) for one in sheet["columns"]}


def test_a_column_is_what_the_clerk_says_and_the_unit_remembers_it(liu: Account, clock: Clock) -> None:
    imported = bring(workbook(heads=ODD), by=liu)
    assert columns_of(imported, liu)["D"][0] != "total"
    total = {"签约": SheetChoice(columns={"D": ColumnChoice("total", "亿元")})}
    imported = decide(imported, liu, clock, sheets=total)
    assert columns_of(imported, liu)["D"] == ("total", "亿元")
    assert look(imported, by=liu)["counts"]["NEW"] == 3
    assert ColumnMemory.objects.get(unit=liu.unit).field == "total"
    again = bring(workbook(ROWS[:2], heads=ODD), by=liu, name="下月.xlsx")
    assert columns_of(again, liu)["D"] == ("total", "亿元")


def test_what_one_unit_remembers_is_not_what_another_means(liu: Account, wu: Account, clock: Clock) -> None:
    total = {"签约": SheetChoice(columns={"D": ColumnChoice("total", "亿元")})}
    imported = bring(workbook(heads=ODD), by=liu)
    look(imported, by=liu)
    decide(imported, liu, clock, sheets=total)
    assert columns_of(bring(workbook(heads=ODD), by=wu), wu)["D"][0] != "total"


def test_a_column_can_be_left_out(liu: Account, clock: Clock) -> None:
    imported = bring(workbook(heads=(*HEADS, "备注"), rows=[(*one, "甲") for one in ROWS]), by=liu)
    look(imported, by=liu)
    imported = decide(imported, liu, clock, sheets={"签约": SheetChoice(columns={"H": ColumnChoice("")})})
    assert columns_of(imported, liu)["H"][0] == ""


def test_a_word_that_nobody_knows_is_explained_once(liu: Account, clock: Clock) -> None:
    rows = [(*one[:5], "电子信息", one[6]) for one in ROWS]
    imported = bring(workbook(rows), by=liu)
    head = look(imported, by=liu)
    assert head["counts"]["REFUSED"] == 3
    assert head["unknown"][0][:2] == ["industry", "电子信息"]
    assert head["unknown"][0][3] == 3
    imported = decide(imported, liu, clock, words={"industry": {"电子信息": "C39"}})
    assert look(imported, by=liu)["counts"]["NEW"] == 3
    assert WordMemory.objects.get(unit=liu.unit).value == "C39"
    again = bring(workbook([(9, "云溪新项目", *rows[0][2:])]), by=liu, name="下月.xlsx")
    assert look(again, by=liu)["counts"]["NEW"] == 1


def test_a_word_can_be_read_as_a_blank(liu: Account, clock: Clock) -> None:
    rows = [(*one[:4], "另行通知", *one[5:]) for one in ROWS]
    imported = bring(workbook(rows), by=liu)
    look(imported, by=liu)
    imported = decide(imported, liu, clock, words={"origin": {"另行通知": "-"}}, origin="440300")
    assert look(imported, by=liu)["counts"]["NEW"] == 3
    commit(imported, by=liu)
    assert set(Project.objects.values_list("origin", flat=True)) == {"440300"}


def test_rows_without_a_stage_take_the_one_that_is_said(liu: Account, clock: Clock) -> None:
    imported = bring(workbook([one[:6] for one in ROWS], heads=HEADS[:6]), by=liu)
    assert look(imported, by=liu)["counts"]["REFUSED"] == 3
    imported = decide(imported, liu, clock, stage=Stage.SIGNED, reached_on=parse_date("2020年5月"))
    assert look(imported, by=liu)["counts"]["NEW"] == 3
    commit(imported, by=liu)
    assert {one.date_of(Stage.SIGNED).show() for one in Project.objects.all()} == {"2020年5月"}  # type: ignore[union-attr]


def test_rows_without_an_investor_take_the_one_that_is_said_and_are_no_twins_for_it(
    liu: Account, clock: Clock
) -> None:
    rows = [(*one[:2], None, 1.2, *one[4:]) for one in ROWS]
    imported = bring(workbook(rows), by=liu)
    assert look(imported, by=liu)["counts"]["REFUSED"] == 3
    imported = decide(imported, liu, clock, investor="原表未载明")
    counts = look(imported, by=liu)["counts"]
    assert (counts["NEW"], counts["DUPLICATE"]) == (3, 0)
    commit(imported, by=liu)
    assert set(Project.objects.values_list("investor_name", flat=True)) == {"原表未载明"}


def test_a_stage_before_that_has_no_date_is_skipped_with_the_reason(liu: Account) -> None:
    commit(bring(workbook(), by=liu), by=liu)
    skip = Project.objects.get(name="云溪光学镜片生产线").skips.get()
    assert skip.stage == Stage.NEGOTIATING
    assert "原表没有" in skip.reason


def test_a_sheet_can_be_left_out_and_a_hidden_one_read(liu: Account, clock: Clock) -> None:
    others = {"在谈": [HEADS, (1, "云溪氢能项目", "示例氢能公司", 1, "上海市", "C36", "2020-07-01")]}
    imported = bring(workbook(others=others), by=liu)
    assert look(imported, by=liu)["counts"]["NEW"] == 4
    imported = decide(imported, liu, clock, sheets={"在谈": SheetChoice(is_used=False)})
    assert look(imported, by=liu)["counts"]["NEW"] == 3


def test_a_sheet_without_projects_says_why(liu: Account) -> None:
    others = {"汇总": [("县区", "签约数", "签约额"), ("云溪县", 3, 4.7)]}
    head = look(bring(workbook(others=others), by=liu), by=liu)
    (summary,) = [sheet for sheet in head["sheets"] if sheet["name"] == "汇总"]
    assert summary["n_rows"] == 0
    assert summary["reason"]


def test_the_second_who_decides_is_told(liu: Account, clock: Clock) -> None:
    imported = bring(workbook(), by=liu)
    decide(imported, liu, clock)
    with pytest.raises(ImportRefused, match="别人刚改过"):
        decide(imported, liu, clock)


def test_others_decide_nothing(liu: Account, wu: Account, qin: Account, clock: Clock) -> None:
    imported = bring(workbook(), by=liu)
    for account in (wu, qin):
        with pytest.raises(NotAllowed):
            decide(imported, account, clock)


def test_units_are_known_by_each_of_their_names(zhong: Account, units: Units) -> None:
    names = ("云溪县", "示例市招商服务中心", "SHIQIAO")
    rows = [(*row, name) for row, name in zip(ROWS, names, strict=True)]
    imported = bring(workbook(rows, heads=(*HEADS, "责任单位")), by=zhong)
    look(imported, by=zhong)
    assert [row["unit"] for row in rows_of(imported, RowClass.NEW)] == ["云溪县", "市招商中心", "石桥县"]


def test_statuses_and_details_come_along(liu: Account) -> None:
    heads = (*HEADS, "推进状态", "项目公司", "内外资", "用地面积（亩）", "联系电话")
    rows = [(*ROWS[0], "延期", "云溪示例光学有限公司", "外资", 35.5, "13800001234")]
    commit(bring(workbook(rows, heads=heads), by=liu), by=liu)
    project = Project.objects.select_related("detail", "plan").get()
    assert project.status == "DELAYED"
    assert (project.detail.local_company, project.detail.capital) == ("云溪示例光学有限公司", "FOREIGN")
    assert str(project.plan.land) == "35.500"
