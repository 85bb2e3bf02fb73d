"""Targets in the browser: from a draft to what is issued, the board, the cascade, one holder, amendments, and home."""

import io
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.desk.tests.makers import signed_in
from luodi.documents.tests.makers import pdf
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.organisation import services as organisation
from luodi.organisation.choices import UnitKind
from luodi.projects.tests.makers import make_signed
from luodi.targets import services
from luodi.targets.models import Plan, PlanSheet, ProgressRules, Target
from luodi.targets.services import Amendment
from luodi.targets.tests.makers import make_cascade, make_draft, make_plan, target_of, told

AMOUNT = "signed.amount"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def sent(client, path, **said):
    answer = client.post(path, said)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer.headers["Location"]


def column(client, path, **values):
    """Fill in a column as the browser sends it: everything that is shown, and what was typed."""
    reader = Shown()
    reader.feed(text(client, path).partition('id="act"')[2])
    return client.post(path, {**reader.values, **values})


class Shown(HTMLParser):
    """What the fields of a form hold when it is shown."""

    def __init__(self):
        super().__init__()
        self.values, self.select = {}, ""

    def handle_starttag(self, tag, attrs):
        told_ = dict(attrs)
        if tag == "input" and "name" in told_:
            self.values[told_["name"]] = told_.get("value", "")
        elif tag == "select":
            self.select = told_["name"]
            self.values[self.select] = ""
        elif tag == "option" and "selected" in told_:
            self.values[self.select] = told_["value"]


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "目标.xlsx"
    return out


def test_a_plan_goes_from_an_empty_draft_to_what_the_county_reads(cast, clock):
    desk, county = signed_in(cast.zhong), signed_in(cast.liu)
    here = sent(desk, "/targets/plans/new/", year=2020, title="2020年度目标任务", document="", issued_on="")
    page = text(desk, here)
    for said in ("请先写明下达文件", "请先写明成文日期", "计划里还没有目标任务"):
        assert said in page
    assert county.get(here).status_code == 404
    assert sent(desk, f"{here}add/", indicator=AMOUNT) == f"{here}columns/{AMOUNT}/"
    city = f"v_{cast.units.top.code}"
    assert column(desk, f"{here}columns/{AMOUNT}/", **{city: "100", "v_YUNXI": "60.5"}).status_code == 302
    assert Target.objects.get(unit=cast.units.yunxi).parent.unit == cast.units.top
    plan = Plan.objects.get()
    papers = {
        "title": plan.title,
        "document": "示例发〔2020〕1号",
        "issued_on": "2020-06-01",
        "version": plan.version,
    }
    scan = io.BytesIO(pdf())
    scan.name = "文件.pdf"
    assert desk.post(f"{here}change/", {**papers, "file": scan}).status_code == 302
    assert b"".join(desk.get(f"{here}file/").streaming_content) == pdf()
    page = text(desk, here)
    assert "60.5" in page
    assert "1 项分解合计 60.5，不足目标 39.5" in page
    issue = text(desk, f"{here}issue/")
    assert "将原样下达" in issue
    sent(desk, f"{here}issue/", version=Plan.objects.get().version)
    assert "已下达" in text(county, here)
    assert "60.5" in text(county, "/targets/")
    assert county.get("/notices/").status_code == 200


def test_a_wrong_value_stands_at_its_field_and_nothing_is_saved(cast, clock):
    desk = signed_in(cast.zhong)
    plan = make_draft(cast.zhong, clock)
    answer = column(desk, f"/targets/plans/{plan.code}/columns/{AMOUNT}/", v_YUNXI="0", v_SHIQIAO="5")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "云溪县：目标值须大于 0；不下达这项目标请留空" in page
    assert 'value="5"' in page
    assert not Target.objects.exists()


def test_a_column_takes_relation_place_and_time(cast, clock):
    desk = signed_in(cast.zhong)
    plan = make_draft(cast.zhong, clock, told(cast.units.yunxi, AMOUNT, 60))
    here = f"/targets/plans/{plan.code}/columns/{AMOUNT}/"
    said = {
        "v_SHIQIAO": "20", "p_SHIQIAO": "YUNXI", "r_YUNXI": "PARALLEL", "p_YUNXI": "TOP",
        "phasing": "QUARTERS", "steps": "15 40 70 100",
    }  # fmt: skip
    assert column(desk, here, **said).status_code == 302
    yunxi, shiqiao = target_of(cast.units.yunxi), target_of(cast.units.shiqiao)
    assert (yunxi.relation, yunxi.phases) == ("PARALLEL", ["9", "24", "42", "60"])
    assert (shiqiao.parent, shiqiao.phases) == (yunxi, ["3", "8", "14", "20"])
    wrong = column(desk, here, phasing="QUARTERS", steps="15 40 70")
    assert "要写 4 个，最后一个是 100" in wrong.content.decode()
    assert "没有改动" in text(desk, column(desk, here).headers["Location"])


def test_two_who_fill_in_the_same_draft_are_told_of_each_other(cast, clock):
    desk = signed_in(cast.zhong)
    plan = make_draft(cast.zhong, clock, told(cast.units.yunxi, AMOUNT, 60))
    here = f"/targets/plans/{plan.code}/columns/{AMOUNT}/"
    services.set_targets(
        plan=plan, commands=[told(cast.units.yunxi, AMOUNT, 70)], actor=cast.zhong, at=clock.now
    )
    answer = column(desk, here, v_YUNXI="80", version=plan.version - 1)
    assert answer.status_code == 422
    assert target_of(cast.units.yunxi).value == 70


def test_what_another_plan_has_given_out_is_not_offered_again(cast, clock):
    make_plan(cast.zhong, clock, told(cast.units.yunxi, AMOUNT, 60))
    plan = make_draft(cast.zhong, clock)
    page = text(signed_in(cast.zhong), f"/targets/plans/{plan.code}/columns/{AMOUNT}/")
    assert "已在《2020年度目标任务》60" in page
    assert 'name="v_YUNXI"' not in page


def test_leaders_have_a_column_of_their_own(cast, clock):
    desk = signed_in(cast.zhong)
    plan = make_draft(cast.zhong, clock)
    here = f"/targets/plans/{plan.code}/columns/trips.count/"
    key = f"@{cast.hong.person.code}"
    assert column(desk, f"{here}?kind=PERSON", **{f"v_{key}": "6"}).status_code == 302
    assert target_of(cast.hong.person, "trips.count").relation == "PARALLEL"


def test_a_kind_with_too_many_holders_is_filled_in_by_a_sheet(cast, clock, monkeypatch):
    monkeypatch.setattr("luodi.desk.selectors.target_plans.MOST_LINES", 2)
    plan = make_draft(cast.zhong, clock)
    page = text(signed_in(cast.zhong), f"/targets/plans/{plan.code}/columns/{AMOUNT}/")
    assert "请导出 Excel，填好后导入" in page


def test_a_sheet_is_looked_over_and_then_taken(cast, clock):
    desk = signed_in(cast.zhong)
    plan = make_draft(cast.zhong, clock, told(cast.units.yunxi, AMOUNT, 60))
    rows = (
        ["单位", "新签约项目总投资（亿元）", "备忘"],
        ["云溪县", 65, ""],
        ["石桥县", 20, ""],
        ["合计", 90, ""],
    )
    there = sent(desk, f"/targets/plans/{plan.code}/sheet/", file=workbook(*rows))
    page = text(desk, there)
    for said in ("2 处变化", "B2", "B3", "表头“备忘”不是指标", "写 90，上面各行相加是 85，请核对"):
        assert said in page
    sent(desk, there, version=plan.version)
    assert {one.value for one in Target.objects.all()} == {65, 20}


def test_a_sheet_with_errors_says_them_by_cell_and_cannot_be_taken(cast, clock):
    desk = signed_in(cast.zhong)
    plan = make_draft(cast.zhong, clock)
    rows = ["单位", "新签约项目总投资（亿元）"], ["云溪县", 0], ["某某县", 20]
    there = sent(desk, f"/targets/plans/{plan.code}/sheet/", file=workbook(*rows))
    page = text(desk, there)
    assert "有 2 处错误" in page
    assert "写进草稿" not in page.split("</form>")[-2]
    assert desk.post(there, {"version": plan.version}).status_code == 422
    assert not Target.objects.exists()
    answer = desk.post(f"/targets/plans/{plan.code}/sheet/", {"file": io.BytesIO(b"")})
    assert answer.status_code == 422
    assert PlanSheet.objects.count() == 1


def test_the_exported_plan_comes_back_without_a_change(cast, clock):
    desk = signed_in(cast.zhong)
    plan = make_draft(
        cast.zhong, clock, told(cast.units.top, AMOUNT, 100), told(cast.units.yunxi, AMOUNT, "60.1234"),
        told(cast.units.bureau, AMOUNT, 6), told(cast.hong.person, "trips.count", 4),
    )  # fmt: skip
    content = desk.get(f"/targets/plans/{plan.code}/?format=xlsx").content
    file = io.BytesIO(content)
    file.name = "导出.xlsx"
    there = sent(desk, f"/targets/plans/{plan.code}/sheet/", file=file)
    assert "0 处变化，4 处相同" in text(desk, there)


def test_an_issued_plan_has_no_forms(cast, clock):
    desk = signed_in(cast.zhong)
    plan = make_plan(cast.zhong, clock, told(cast.units.yunxi, AMOUNT, 60))
    for act in ("change", "add", "issue", "discard", "sheet", f"columns/{AMOUNT}", "file"):
        assert desk.get(f"/targets/plans/{plan.code}/{act}/").status_code == 404
    assert desk.get(f"/targets/plans/{plan.code}/columns/nonsense/").status_code == 404
    assert "60" in text(desk, f"/targets/plans/{plan.code}/")


def test_a_draft_that_is_not_ready_leads_back_to_what_is_missing(cast, clock):
    desk = signed_in(cast.zhong)
    plan = services.draft_plan(year=2020, title="计划", actor=cast.zhong, at=clock.now)
    assert sent(desk, f"/targets/plans/{plan.code}/issue/") == f"/targets/plans/{plan.code}/"
    assert sent(desk, f"/targets/plans/{plan.code}/discard/") == "/targets/plans/"
    assert "还没有年度计划" in text(desk, "/targets/plans/")
    assert not Plan.objects.exists()


@pytest.fixture
def carried(cast, clock):
    """The cascade of 100 亿元, with 30 signed by Yunxi and 15 by Shiqiao."""
    make_cascade(cast.zhong, clock, cast.units)
    make_signed(by=cast.liu, verifier=cast.qin, total=Yuan.from_yi("30"), name="甲厂")
    make_signed(by=cast.wu, verifier=cast.qin, total=Yuan.from_yi("15"), name="乙厂")


def test_the_board_shows_each_target_with_its_light_and_why(cast, clock, carried):
    page = text(signed_in(cast.liu), "/targets/")
    assert "全年已过 <b>58.33%</b>" in page
    assert "落后 10 个百分点起亮黄灯，超过 30 个百分点亮红灯" in page
    assert "50.00%" in page
    assert "30.00 / 60" in page
    assert "完成 50.00%，时序 58.33%，落后 8.33 个百分点，未到亮黄灯的 10 个百分点" in page
    assert "45.00 / 100" in page  # the city's own, from projects


def test_one_indicator_is_sorted_narrowed_and_exported(cast, clock, carried):
    desk = signed_in(cast.hong)
    page = text(desk, f"/targets/?indicator={AMOUNT}&sort=value")
    assert page.index("云溪县</a>") < page.index("石桥县</a>")
    page = text(desk, f"/targets/?indicator={AMOUNT}&sort=value&order=up")
    assert page.index("石桥县</a>") < page.index("云溪县</a>")
    assert "近 24 个月，最高 30.00 亿元（2020-07），本月 0.00" in page
    assert "假定今年余下各天与 1 月 1 日至 8 月 3 日一样快" in page
    red = text(desk, "/targets/?kind=DEPARTMENT&light=RED")
    assert "市经信局" in red
    assert "没有这样的目标" in text(desk, "/targets/?kind=DEPARTMENT&light=GREEN")
    book = openpyxl.load_workbook(io.BytesIO(desk.get("/targets/?format=xlsx").content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=3, max_row=5)]
    assert [row[0] for row in rows] == ["示例市", "云溪县", "石桥县"]
    assert rows[1][3:6] == [60, 30, 30]


def test_the_board_asks_about_as_much_for_many_holders_as_for_few(cast, clock, system_admin):
    make_plan(
        cast.zhong, clock, told(cast.units.yunxi, AMOUNT, 60), told(cast.units.yunxi, "signed.count", 6)
    )

    def n_queries():
        desk = signed_in(cast.hong)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            text(desk, "/targets/")
        return len(seen)

    few = n_queries()
    commands = []
    for n in range(20):
        unit = organisation.create_unit(
            city=cast.city, code=f"C{n}", name=f"新区{n}", short_name=f"新区{n}", kind=UnitKind.COUNTY, parent=None,
            area="", founded_on=date(2019, 1, 1), actor=system_admin, at=clock.now,
        )  # fmt: skip
        commands += [told(unit, AMOUNT, 5), told(unit, "signed.count", 5)]
    make_plan(cast.zhong, clock, *commands)
    assert n_queries() == few


def test_a_year_without_targets_says_so(cast):
    assert "还没有下达目标任务" in text(signed_in(cast.liu), "/targets/")
    assert "还没有下达目标任务" in text(signed_in(cast.liu), "/targets/cascade/")
    assert "没有承担目标任务" in text(signed_in(cast.liu), "/targets/holders/YUNXI/")


def test_the_cascade_says_what_does_not_add_up_and_mends_nothing(cast, clock, carried):
    desk = signed_in(cast.liu)
    page = text(desk, "/targets/cascade/")
    assert "有 1 处分解合计与上级目标不符" in page
    assert (
        "3 项分解合计 105（其中共担 1 组，每组只计一次），超出目标 5；另有平行目标 1 项，与上级重叠，不相加"
        in page
    )
    assert "没有承担这项目标的：高新区" in page
    assert "共担：双队" in page
    book = openpyxl.load_workbook(io.BytesIO(desk.get("/targets/cascade/?format=xlsx").content))
    assert [cell.value for cell in book.active["C"]][2:5] == [100, 60, 30]


def test_a_holders_page_tells_all_of_a_target(cast, clock, carried):
    page = text(signed_in(cast.liu), "/targets/holders/YUNXI/")
    for said in (
        "完成 50.00%",
        "应完成",
        "35.00 亿元",
        "全年预计",
        "上级目标",
        "沿革",
        "示例发〔2020〕1号",
        "近 24 个月",
    ):
        assert said in page
    assert "调整</a>" not in page
    assert "其中本单位" in text(signed_in(cast.liu), "/targets/holders/TEAM/")
    leader = text(signed_in(cast.liu), f"/targets/holders/@{cast.hong.person.code}/")
    assert "副市长" in leader
    assert signed_in(cast.liu).get("/targets/holders/NOBODY/").status_code == 404


def test_a_closed_units_targets_stay_and_say_so(cast, clock, carried):
    organisation.close_unit(
        unit=cast.units.bureau, closed_on=date(2020, 8, 1), actor=cast.system_admin, at=clock.now
    )
    assert "已于 2020-08-01 撤销" in text(signed_in(cast.liu), "/targets/holders/BUREAU/")
    assert "已撤销" in text(signed_in(cast.liu), "/targets/?kind=DEPARTMENT")


def test_an_amendment_is_made_read_and_undone_by_the_as_of(cast, clock, carried):
    desk = signed_in(cast.zhong)
    row = target_of(cast.units.yunxi)
    clock.advance(days=1)
    said = {
        "value": "65", "relation": "ALLOCATED", "parent": str(row.parent_id), "phasing": "STEADY", "steps": "",
        "document": "示例发〔2020〕9号", "decided_on": "2020-08-04", "reason": "年中调整", "version": row.version,
    }  # fmt: skip
    here = f"/targets/{row.pk}/amend/"
    assert "上下级的数不会自动改动" in text(desk, here)
    assert desk.post(here, {**said, "value": "60"}).status_code == 422
    assert "不是数" in desk.post(here, {**said, "value": "六十"}).content.decode()
    assert sent(desk, here, **said) == "/targets/holders/YUNXI/?year=2020"
    page = text(desk, "/targets/holders/YUNXI/")
    assert "年中调整" in page
    assert "调整过 1 次" in page
    assert desk.post(here, said).status_code == 422  # on a version that is no more
    then = text(desk, "/targets/holders/YUNXI/?as_of=2020-08-04T00:00")
    assert "年中调整" not in then
    assert "30.00 / 60" in text(desk, "/targets/?as_of=2020-08-04T00:00")
    assert "30.00 / 65" in text(desk, "/targets/")


def test_a_target_with_quarters_is_amended_with_its_quarters(cast, clock):
    plan = make_draft(cast.zhong, clock, told(cast.units.yunxi, AMOUNT, 60))
    desk = signed_in(cast.zhong)
    column(desk, f"/targets/plans/{plan.code}/columns/{AMOUNT}/", phasing="QUARTERS", steps="25 50 75 100")
    services.issue_plan(plan=plan, actor=cast.zhong, at=clock.now)
    row = target_of(cast.units.yunxi)
    said = {
        "value": "80", "relation": "ALLOCATED", "parent": "TOP", "phasing": "QUARTERS", "steps": "15 30 45 60",
        "document": "文", "decided_on": "2020-08-03", "reason": "调", "version": row.version,
    }  # fmt: skip
    wrong = desk.post(f"/targets/{row.pk}/amend/", said)
    assert "须等于全年目标 80" in wrong.content.decode()
    assert "写成数字" in desk.post(f"/targets/{row.pk}/amend/", {**said, "steps": "一"}).content.decode()
    sent(desk, f"/targets/{row.pk}/amend/", **{**said, "steps": "20 40 60 80"})


def test_a_target_is_withdrawn_with_a_reason(cast, clock, carried):
    desk = signed_in(cast.zhong)
    row = target_of(cast.units.bureau)
    said = {"document": "文", "decided_on": "2020-08-03", "reason": "机构改革", "version": row.version}
    assert desk.post(f"/targets/{row.pk}/withdraw/", {**said, "reason": ""}).status_code == 422
    sent(desk, f"/targets/{row.pk}/withdraw/", **said)
    page = text(desk, "/targets/holders/BUREAU/")
    assert "没有承担目标任务" in page
    assert "机构改革" in page
    assert desk.get(f"/targets/{row.pk}/amend/").status_code == 404
    assert "已撤销" in text(desk, f"/targets/plans/{row.plan.code}/")


def test_the_centre_sets_what_time_goes_by(cast, clock, carried):
    desk = signed_in(cast.zhong)
    said = {
        "basis": "RUNNING", "yellow_from": "5", "red_beyond": "3", "source": "会议纪要", "valid_from": "2020-08-03",
    }  # fmt: skip
    assert desk.post("/targets/rules/", said).status_code == 422
    sent(desk, "/targets/rules/", **{**said, "red_beyond": "20"})
    assert ProgressRules.objects.get().basis == "RUNNING"
    assert "全年已过 <b>66.67%</b>" in text(desk, "/targets/")


def test_home_sets_the_year_against_its_targets(cast, clock, carried):
    page = text(signed_in(cast.hong), "/")
    assert "年度目标与时序进度" in page
    assert "45.00%" in page
    assert "县区（园区）各项目标" in page
    county = text(signed_in(cast.hong), "/?scope=unit:YUNXI")
    assert "50.00%" in county
    assert "县区（园区）各项目标" not in county
    assert "年度目标与时序进度" not in text(signed_in(cast.hong), "/?scope=kind:COUNTY")


def test_a_leaders_page_shows_the_targets_of_the_year(cast, clock):
    make_plan(cast.zhong, clock, told(cast.hong.person, "trips.count", 4), told(cast.hong.person, AMOUNT, 5))
    page = text(signed_in(cast.hong), "/leader/")
    assert "目标 4 次" in page
    assert "不能按领导统计，完成情况须由主管单位提供" in page


def test_an_amendment_after_the_year_is_marked(cast, clock, carried):
    clock.advance(days=160)
    row = target_of(cast.units.yunxi)
    services.amend_targets(
        [Amendment(target=row, value=Decimal(70))], decided_on=clock.day, document="文", reason="核减",
        actor=cast.zhong, at=clock.now,
    )  # fmt: skip
    desk = signed_in(cast.zhong)
    assert "年度结束后" in text(desk, "/targets/holders/YUNXI/?year=2020")
    assert "2020年度已经结束" in text(desk, f"/targets/{row.pk}/amend/")
    assert "2020年度目标任务" in text(desk, "/targets/")  # the latest year that has any
    assert ledger.resolve(cast.city).entry
