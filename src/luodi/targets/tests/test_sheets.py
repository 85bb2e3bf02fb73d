"""Sheets of units by indicators: how they are read, what they change in a draft, and that they come back unchanged."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from luodi.figures.indicators import catalogue
from luodi.organisation import services as organisation
from luodi.organisation.editing import EditedMeanwhile
from luodi.targets import services, sheets
from luodi.targets.models import PlanSheet, Target
from luodi.targets.services import TargetRefused
from luodi.targets.sheets import SheetRefused
from luodi.targets.tests.makers import make_draft, make_plan, told

AMOUNT, COUNT = "signed.amount", "signed.count"
HEAD = ["单位", "新签约项目（个）", "新签约项目总投资（亿元）"]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def book(*rows: list[Any], merged: tuple[str, ...] = ()) -> io.BytesIO:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for one in merged:
        made.active.merge_cells(one)
    out = io.BytesIO()
    made.save(out)
    out.seek(0)
    return out


def read(*rows: list[Any], merged: tuple[str, ...] = ()) -> sheets.ReadSheet:
    return sheets.read(book(*rows, merged=merged), year=2020, whole=("全市",))


def bring(plan, by, clock, *rows, name="目标.xlsx", merged=()):
    return services.bring_sheet(
        plan=plan, content=book(*rows, merged=merged), name=name, actor=by, at=clock.now
    )


def take(sheet, by, clock):
    return services.take_sheet(sheet=sheet, expected_version=sheet.plan.version, actor=by, at=clock.now)


def values(found):
    return {line.name: [cell.value for cell in line.cells] for line in found.lines}


def test_a_title_chapters_and_sums_are_known_for_what_they_are():
    found = read(
        ["2020年度目标任务分解表"], HEAD, ["一、县区"], ["云溪县", 12, 60.5], ["石桥县", 8, None],
        ["县区合计", 20, 60.5], ["市经信局", 1, "6亿元"], ["总计", 21, 66.5], merged=("A1:C1",),
    )  # fmt: skip
    assert values(found) == {
        "一、县区": [None, None],
        "云溪县": [12, Decimal("60.5")],
        "石桥县": [8, None],
        "市经信局": [1, 6],
    }
    assert not found.errors
    assert all("没有作为目标采用" in one.message for one in found.findings)


def test_a_sum_that_is_wrong_is_said_and_not_mended():
    found = read(HEAD, ["全市", 30, 100], ["云溪县", 12, 60], ["合计", 13, 60])
    said = [one.message for one in found.findings if one.where == "B4"]
    assert said == ["“合计”写 13，上面各行相加是 12，请核对"]


def test_merged_headings_in_two_lines_are_put_together():
    found = read(
        ["单位", "新签约项目", None, "备注"], [None, "个数（个）", "总投资（万元）", None],
        ["云溪县", 12, 600000, "重点"],
        merged=("A1:A2", "B1:C1", "D1:D2"),
    )  # fmt: skip
    assert [one.indicator.code for one in found.columns] == [COUNT, AMOUNT]
    assert values(found) == {"云溪县": [12, 60]}
    assert any("已折算成亿元" in one.message for one in found.findings)


def test_a_heading_above_the_name_of_holders_belongs_to_it():
    found = read(
        [None, "新签约项目", None], ["单位", "个数", "总投资"], ["云溪县", 12, 60], merged=("B1:C1",)
    )
    assert [one.indicator.code for one in found.columns] == [COUNT, AMOUNT]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "不要填 0"),
        (-3, "须大于 0"),
        ("十二", "不是数"),
        (1.5, "须是整数"),
        ("#REF!", "错误值"),
        ("=6+6", "公式没有结果"),
    ],
)
def test_a_cell_that_is_no_target_is_told_by_its_address(value, said):
    (wrong,) = read(HEAD, ["云溪县", value, 60]).errors
    assert wrong.where == "B2"
    assert said in wrong.message


def test_the_noise_of_binary_numbers_is_no_finer_than_what_was_typed():
    found = read(HEAD, ["云溪县", 12.0, 0.1 + 0.2])
    assert values(found) == {"云溪县": [12, Decimal("0.3")]}


@pytest.mark.parametrize(
    ("rows", "merged", "said"),
    [
        ([[*HEAD, "新签约项目数"], ["云溪县", 1, 2, 3]], (), "B 列和 D 列都是“新签约项目”"),
        ([["单位", "新签约项目总投资（个）"], ["云溪县", 1]], (), "以亿元计，表头写的是个"),
        ([HEAD, ["云溪县", 1, 60], ["石桥县", 2, None]], ("C2:C3",), "跨了几行：共担一个数的"),
        ([HEAD, [None, 1, 60], ["石桥县", 2, None]], (), "没有写承担者"),
    ],
)
def test_what_is_ambiguous_is_refused_and_never_guessed(rows, merged, said):
    assert said in read(*rows, merged=merged).errors[0].message


def test_a_column_that_is_no_indicator_is_left_aside_and_said():
    found = read([*HEAD, "招商干部人数"], ["云溪县", 1, 2, 9])
    assert not found.errors
    assert "“招商干部人数”不是指标" in found.findings[0].message


@pytest.mark.parametrize("rows", [[["随便", "写写"], [1, 2]], [["单位", "备注"], ["云溪县", "无"]], [HEAD]])
def test_a_file_without_a_table_of_targets_is_refused(rows):
    with pytest.raises(SheetRefused):
        read(*rows)


def test_a_file_that_is_no_workbook_is_refused(zhong, clock):
    with pytest.raises(SheetRefused, match="另存为"):
        sheets.read(io.BytesIO(b"no workbook"), year=2020)
    with pytest.raises(TargetRefused, match="请用 Excel"):
        services.bring_sheet(
            plan=make_draft(zhong, clock), content=io.BytesIO(b"x"), name="a.txt", actor=zhong, at=clock.now
        )


def test_a_sheet_is_previewed_first_and_then_taken_over_whole(zhong, units, clock):
    plan = make_draft(zhong, clock, told(units.yunxi, AMOUNT, 60), told(units.shiqiao, COUNT, 3))
    sheet = bring(plan, zhong, clock, HEAD, ["全市", 30, 100], ["云溪县", 12, 65], ["石桥县", None, 20])
    found = services.preview(sheet)
    assert [(one.where, one.name, one.before_text, one.after_text, one.says) for one in found.changes] == [
        ("B2", "示例市", "", "30", "新增"),
        ("C2", "示例市", "", "100", "新增"),
        ("B3", "云溪县", "", "12", "新增"),
        ("C3", "云溪县", "60", "65", "改动"),
        ("B4", "石桥县", "3", "", "取消"),
        ("C4", "石桥县", "", "20", "新增"),
    ]
    assert Target.objects.count() == 2
    take(sheet, zhong, clock)
    assert Target.objects.count() == 5
    assert PlanSheet.objects.get().taken_at == clock.now
    row = Target.objects.get(unit=units.shiqiao, indicator=AMOUNT)
    assert row.parent is not None
    assert row.parent.unit == units.top


def test_a_sheet_with_one_wrong_cell_changes_nothing(zhong, units, clock):
    plan = make_draft(zhong, clock)
    sheet = bring(plan, zhong, clock, HEAD, ["云溪县", 12, 65], ["不知名县", 1, 2])
    (wrong,) = services.preview(sheet).errors
    assert (wrong.where, wrong.message[:8]) == ("A3", "没有叫“不知名县"[:8])
    with pytest.raises(TargetRefused, match="1 处错误"):
        take(sheet, zhong, clock)
    assert not Target.objects.exists()


def test_a_draft_that_changed_since_the_preview_is_not_overwritten(zhong, units, clock):
    plan = make_draft(zhong, clock, told(units.yunxi, AMOUNT, 60))
    sheet = bring(plan, zhong, clock, HEAD, ["云溪县", 12, 65])
    seen = sheet.plan.version
    services.set_targets(plan=plan, commands=[told(units.yunxi, AMOUNT, 70)], actor=zhong, at=clock.now)
    with pytest.raises(EditedMeanwhile):
        services.take_sheet(sheet=sheet, expected_version=seen, actor=zhong, at=clock.now)


def test_a_plan_goes_out_and_comes_back_unchanged(zhong, units, clock):
    plan = make_draft(
        zhong, clock, told(units.top, AMOUNT, 100), told(units.yunxi, AMOUNT, "60.1234"), told(units.bureau, AMOUNT, 6),
        told(units.yunxi, COUNT, 12), told(units.shiqiao, COUNT, 9),
    )  # fmt: skip
    indicators = {one.code: one for one in (catalogue()[0], catalogue()[1])}
    lines = services.matrix(list(plan.targets.with_all()), indicators)
    head = ["编码", "承担者", "关系", "上级", *(f"{one.name}（{one.unit}）" for one in indicators.values())]
    back = [[float(one) if isinstance(one, Decimal) else one for one in line] for line in lines]
    found = services.preview(bring(plan, zhong, clock, head, *back))
    assert (found.changes, found.errors, found.n_same) == ((), (), 5)
    assert [line[:4] for line in lines] == [
        [units.top.code, "全市", "分解", "—"],
        ["YUNXI", "云溪县", "分解", ""],
        ["SHIQIAO", "石桥县", "分解", "—"],
        ["BUREAU", "市经信局", "平行", "全市"],
    ]


def test_relation_and_place_are_read_where_they_are_written(zhong, units, clock):
    plan = make_draft(zhong, clock)
    head = ["单位", "关系", "上级", "新签约项目总投资"]
    rows = [
        ["全市", "", "—", 100],
        ["新能源队", "共担：双队", "全市", 15],
        ["珠三角组", "共担:双队", "全市", 15],
        ["市经信局", "平行", "", 6],
    ]
    take(bring(plan, zhong, clock, head, *rows), zhong, clock)
    told_ = {one.holder_name: (one.relation, one.joint) for one in Target.objects.with_all()}
    assert told_ == {
        "示例市": ("ALLOCATED", ""), "市经信局": ("PARALLEL", ""),
        "新能源队": ("JOINT", "双队"), "珠三角组": ("JOINT", "双队"),
    }  # fmt: skip
    for said, wrong in (("共担", "要写组名"), ("重叠", "关系“重叠”不对")):
        sheet = bring(plan, zhong, clock, head, ["云溪县", said, "", 5])
        assert wrong in services.preview(sheet).errors[0].message


def test_people_of_one_name_are_told_apart_by_code(city, zhong, hong, system_admin, clock):
    other = organisation.add_person(city=city, name="洪", actor=system_admin, at=clock.now)
    plan = make_draft(zhong, clock)
    head = ["编码", "姓名", "外出招商活动"]
    (wrong,) = services.preview(bring(plan, zhong, clock, head, ["", "洪", 6])).errors
    assert f"@{other.code}" in wrong.message
    assert "有 2 个" in wrong.message
    found = services.preview(bring(plan, zhong, clock, head, [f"@{hong.person.code}", "洪", 6]))
    assert [one.holder for one in found.changes] == [hong.person]


def test_what_another_plan_has_given_out_is_no_change_when_it_is_the_same(zhong, units, clock):
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60))
    plan = make_draft(zhong, clock)
    same = services.preview(bring(plan, zhong, clock, HEAD, ["云溪县", None, 60]))
    assert (same.changes, same.errors) == ((), ())
    (wrong,) = services.preview(bring(plan, zhong, clock, HEAD, ["云溪县", None, 61])).errors
    assert "要改请调整那里的目标" in wrong.message


def test_a_holder_stands_in_a_sheet_once(zhong, units, clock):
    plan = make_draft(zhong, clock)
    (wrong,) = services.preview(bring(plan, zhong, clock, HEAD, ["云溪县", 1, 2], ["云溪县", 3, 4])).errors
    assert wrong.message == "云溪县在 A2 已经写过"


def test_120_units_by_15_indicators_are_taken_in_a_moment(
    city, zhong, system_admin, clock, django_assert_max_num_queries
):
    made = [
        organisation.create_unit(
            city=city, code=f"U{n}", name=f"单位{n}", short_name=f"单位{n}", kind="DEPARTMENT", parent=None, area="",
            founded_on=clock.day.replace(year=2019), actor=system_admin, at=clock.now,
        )
        for n in range(120)
    ]  # fmt: skip
    codes = [one for one in catalogue() if one.unit in ("个", "次", "亿元")][:15]
    head = ["单位", *(f"{one.name}（{one.unit}）" for one in codes)]
    plan = make_draft(zhong, clock)
    sheet = bring(plan, zhong, clock, head, *([unit.short_name, *range(1, 16)] for unit in made))
    with django_assert_max_num_queries(90):
        take(sheet, zhong, clock)
    assert Target.objects.count() == 1800
    services.issue_plan(plan=plan, actor=zhong, at=clock.now)
