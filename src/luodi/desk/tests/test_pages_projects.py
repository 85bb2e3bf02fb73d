"""The ledger grid, the page of a project, and every act on it."""

import re
from io import BytesIO

import pytest
from django.http import HttpResponse
from python_calamine import CalamineWorkbook

from luodi.audit.models import AuditRecord
from luodi.desk.tests.makers import Portfolio, make_portfolio, signed_in
from luodi.ledger.models import Fact
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects.models import PendingCorrection, Project

NEW = {
    "name": "云溪锂电池隔膜项目",
    "occurred_on": "2020年7月",
    "investor_name": "示例隔膜有限公司",
    "total": "2.675亿元",
    "unit": "YUNXI",
    "area": "",
    "origin": "深圳",
    "industry": "C29",
    "shares": "",
    "summary": "",
}


@pytest.fixture
def portfolio(cast: Cast, clock: Clock) -> Portfolio:
    return make_portfolio(cast, clock)


def page(account: Account, address: str, status: int = 200) -> str:
    answer = signed_in(account).get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def send(account: Account, address: str, typed: dict[str, object]) -> HttpResponse:
    return signed_in(account).post(address, typed)


def typed(project: Project, **values: object) -> dict[str, object]:
    return {"version": project.version, **values}


def test_the_grid_is_narrowed_sorted_and_keeps_its_columns(zhong: Account, portfolio: Portfolio) -> None:
    client = signed_in(zhong)
    signed = client.get("/projects/?tab=signed&columns=total&columns=unit&sort=-total").content.decode()
    assert "云溪光学镜片生产线" in signed
    assert "石桥钙钛矿电池项目" not in signed
    assert "投资方" not in signed.split("<thead>")[1].split("</thead>")[0]
    again = client.get("/projects/?tab=signed").content.decode()
    assert "投资方" not in again.split("<thead>")[1].split("</thead>")[0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=钙钛矿", "石桥钙钛矿电池项目"),
        ("q=yxgx", "云溪光学镜片生产线"),
        ("origin=苏州", "石桥钙钛矿电池项目"),
        ("scope=unit:SHIQIAO", "石桥钙钛矿电池项目"),
        ("standing=CLAIMED", "云溪氢能装备项目"),
        ("signed_from=2020-07-01", "云溪光学镜片生产线"),
    ],
)
def test_the_grid_finds_the_one_that_is_asked_for(
    zhong: Account, portfolio: Portfolio, query: str, found: str
) -> None:
    names = {"云溪光学镜片生产线", "石桥钙钛矿电池项目", "云溪氢能装备项目"}
    said = page(zhong, f"/projects/?{query}")
    assert {name for name in names if name in said} == {found}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("least=1e400", "科学计数法"),
        ("least=3,5亿", "千分位"),
        ("origin=亚特兰蒂斯", "没有来源地"),
        ("unit=NOWHERE", "责任单位"),
    ],
)
def test_a_filter_that_cannot_be_read_is_marked(zhong: Account, query: str, says: str) -> None:
    assert says in page(zhong, f"/projects/?{query}", 422)


def test_a_sort_or_a_page_that_is_none_is_refused(zhong: Account, portfolio: Portfolio) -> None:
    assert "不能按" in page(zhong, "/projects/?sort=password", 400)
    assert "页码" in page(zhong, "/projects/?page=-1", 400)


def test_the_grid_as_of_a_past_moment_shows_what_was_known_then(
    zhong: Account, portfolio: Portfolio, clock: Clock
) -> None:
    clock.advance(days=2)
    said = page(zhong, "/projects/?as_of=2020-08-03T09:30")
    assert "云溪光学镜片生产线" in said
    assert "云溪氢能装备项目" not in said
    assert "登记项目</a>" not in said


def test_a_clerk_sees_his_county_alone(liu: Account, portfolio: Portfolio) -> None:
    assert "石桥钙钛矿电池项目" not in page(liu, "/projects/")
    page(liu, f"/projects/{portfolio.started.code}/", 404)
    page(liu, "/projects/P2020-9999/", 404)


def test_the_grid_exports_as_it_is_seen(zhong: Account, portfolio: Portfolio) -> None:
    content = signed_in(zhong).get("/projects/?columns=unit&columns=total&q=光学&format=xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][:3] == ["项目名称", "总投资（亿元）", "责任单位"]
    assert rows[2][:3] == ["云溪光学镜片生产线", 1.2, "云溪县"]
    assert AuditRecord.objects.filter(act="导出").exists()


def test_searching_suggests_projects_and_says_when_there_are_none(
    zhong: Account, portfolio: Portfolio
) -> None:
    assert "石桥<mark>钙钛矿</mark>电池项目" in page(zhong, "/search/?q=钙钛矿")
    assert "没有找到" in page(zhong, "/search/?q=不存在的")


def test_a_project_page_shows_the_line_of_stages_and_what_is_next(liu: Account, portfolio: Portfolio) -> None:
    said = page(liu, f"/projects/{portfolio.signed.code}/")
    assert "2020-07-06" in said
    assert "登记开工" in said
    assert "struck" in page(liu, f"/projects/{portfolio.signed.code}/history/")


def test_a_new_project_is_recorded_from_a_form(liu: Account) -> None:
    led = send(liu, "/projects/new/", NEW)
    made = Project.objects.get(name=NEW["name"])
    assert led["Location"] == f"/projects/{made.code}/"
    assert (made.total_fen, made.origin, made.industrial, made.negotiating_precision) == (
        26_750_000_000, "440300", True, "MONTH",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("total", "3,5亿", "千分位"),
        ("total", "-1", "不能为负数"),
        ("total", "1e400", "科学计数法"),
        ("occurred_on", "2020-02-30", "没有2020年2月30日"),
        ("occurred_on", "2020-12-01", "不能晚于登记日期"),
        ("origin", "亚特兰蒂斯", "没有来源地"),
        ("shares", "云溪县 60%，石桥县 30%", "合计须为 100%"),
        ("unit", "SHIQIAO", "没有这一项"),
        ("name", "", "这个字段是必填项"),
    ],
)
def test_bad_input_is_marked_keeps_what_was_typed_and_changes_nothing(
    liu: Account, field: str, value: str, says: str
) -> None:
    refused = send(liu, "/projects/new/", {**NEW, field: value})
    said = refused.content.decode()
    assert refused.status_code == 422
    assert says in said
    assert "示例隔膜有限公司" in said
    assert not Project.objects.exists()
    assert not Fact.objects.exists()


def test_a_stage_is_recorded_and_one_out_of_order_is_not(liu: Account, portfolio: Portfolio) -> None:
    code = portfolio.signed.code
    address = f"/projects/{code}/stage/"
    early = typed(portfolio.signed, stage="STARTED", occurred_on="2020-07-01")
    project = Project.objects.get(code=code)
    early["version"] = project.version
    assert "不能早于签约日期" in send(liu, address, early).content.decode()
    skipping = {**early, "stage": "PRODUCING", "occurred_on": "2020-08-02"}
    assert "须先登记开工" in send(liu, address, skipping).content.decode()
    assert send(liu, address, {**early, "occurred_on": "2020-08-02"}).status_code == 302
    assert Project.objects.get(code=code).stage == "STARTED"


def test_the_second_of_two_editors_is_told_what_changed(
    liu: Account, zhong: Account, portfolio: Portfolio
) -> None:
    project = Project.objects.get(code=portfolio.claimed.code)
    address = f"/projects/{project.code}/status/"
    form = typed(project, status="DELAYED", since="2020-08-01", reason_kind="LAND", reason="用地未落实")
    assert send(zhong, address, form).status_code == 302
    refused = send(liu, address, {**form, "status": "SUSPENDED"})
    assert refused.status_code == 422
    assert "钟" in refused.content.decode()
    assert "推进状态" in refused.content.decode()


def test_a_reviewer_verifies_and_sends_back(qin: Account, portfolio: Portfolio) -> None:
    project = Project.objects.get(code=portfolio.claimed.code)
    address = f"/projects/{project.code}"
    assert "退回原因" in page(qin, f"{address}/reject/")
    form = typed(project, kind="project.negotiating", reason="缺少洽谈纪要")
    assert send(qin, f"{address}/reject/", form).status_code == 302
    assert "缺少洽谈纪要" in page(qin, f"{address}/")


def test_many_are_verified_at_once(qin: Account, portfolio: Portfolio) -> None:
    chosen = {"code": [portfolio.claimed.code, portfolio.signed.code], "back": "/waiting/"}
    assert send(qin, "/projects/verify/", chosen)["Location"] == "/waiting/"
    assert Project.objects.get(code=portfolio.claimed.code).standing == "VERIFIED"


def test_a_correction_is_previewed_then_waits_for_a_verifier(
    liu: Account, qin: Account, portfolio: Portfolio
) -> None:
    project = Project.objects.get(code=portfolio.signed.code)
    address = f"/projects/{project.code}/correct/"
    form = typed(
        project,
        name=project.name,
        investor_name=project.investor_name,
        total="1.5亿元",
        unit="YUNXI",
        area=project.area,
        origin="深圳",
        industry=project.industry,
        shares="",
        summary="",
        negotiating_on="2020-06-01",
        signed_on="2020-07-06",
        channel="ON_SITE",
        reason="合同金额抄录有误",
    )
    previewed = send(liu, address, form)
    assert previewed.status_code == 200
    assert "12000万元" in previewed.content.decode()
    assert "15000万元" in previewed.content.decode()
    assert Project.objects.get(pk=project.pk).total_fen == project.total_fen
    assert send(liu, address, {**form, "confirmed": "yes"}).status_code == 302
    pending = PendingCorrection.objects.get()
    assert "合同金额抄录有误" in page(qin, "/waiting/?tab=correction")
    decided = send(qin, f"/corrections/{pending.pk}/", {"decision": "accept", "comment": ""})
    assert decided.status_code == 302
    assert Project.objects.get(pk=project.pk).total_fen == 15_000_000_000
    assert "合同金额抄录有误" in page(liu, f"/projects/{project.code}/history/")


def test_a_correction_needs_a_reason(liu: Account, portfolio: Portfolio) -> None:
    project = Project.objects.get(code=portfolio.signed.code)
    refused = send(liu, f"/projects/{project.code}/correct/", typed(project, total="1.5亿元"))
    assert refused.status_code == 422


def test_who_only_reads_cannot_act(hong: Account, portfolio: Portfolio) -> None:
    code = portfolio.signed.code
    assert f"/projects/{code}/change/" not in page(hong, f"/projects/{code}/")
    for act in ("stage", "status", "sponsor", "verify", "reject", "change", "correct"):
        assert send(hong, f"/projects/{code}/{act}/", {}).status_code == 403, act


def test_the_same_form_sent_twice_makes_one_project(liu: Account) -> None:
    browser = signed_in(liu)
    once = re.search(r'name="once" value="([0-9a-f]{32})"', browser.get("/projects/new/").content.decode())
    assert once
    answers = [browser.post("/projects/new/", {**NEW, "once": once[1]}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Project.objects.count() == 1
    again = browser.get(answers[1]["Location"]).content.decode()
    assert "没有重复登记" in again


def test_a_form_that_was_refused_can_be_sent_again(liu: Account) -> None:
    once = "0" * 32
    refused = send(liu, "/projects/new/", {**NEW, "total": "-1", "once": once})
    assert (refused.status_code, Project.objects.count()) == (422, 0)
    assert send(liu, "/projects/new/", {**NEW, "once": once}).status_code == 302
    assert Project.objects.count() == 1


def test_a_form_with_somebody_elses_one_time_name_is_refused(liu: Account, wu: Account) -> None:
    once = "0" * 32
    assert send(liu, "/projects/new/", {**NEW, "once": once}).status_code == 302
    another = {**NEW, "name": "石桥冷链物流园", "investor_name": "示例冷链有限公司", "unit": "SHIQIAO"}
    refused = send(wu, "/projects/new/", {**another, "once": once})
    assert refused.status_code == 422
    assert "已经提交过" in refused.content.decode()
    assert Project.objects.count() == 1
