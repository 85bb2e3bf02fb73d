"""Clerks record, reviewers verify, figures follow; what goes wrong is said and changes nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from luodi.desk.tests.makers import Portfolio
from luodi.organisation.models import Account
from luodi.projects.models import Project
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
SIGNED_THIS_YEAR = "/figures/open/?code=signed.count&from=2020-01-01&to=2020-12-31"


def fill_new(page: Page, **typed: str) -> None:
    values = {
        "项目名称": "云溪锂电池隔膜项目",
        "总投资": "2.675亿元",
        "投资方": "示例隔膜有限公司",
        "来源地": "深圳",
    }
    for label, value in {**values, **typed}.items():
        page.get_by_label(label).first.fill(value)
    page.get_by_label("开始洽谈日期").fill("2020年7月")
    page.get_by_label("行业").first.select_option("C29")


def test_a_project_goes_from_the_clerks_form_through_the_reviewer_into_the_figure(
    visit: Visit, liu: Account, qin: Account, served: object
) -> None:
    clerk = visit(liu)
    fill_new(clerk.go("/projects/new/"))
    clerk.page.get_by_role("button", name="登记").click()
    expect(clerk.page.get_by_role("heading", name="云溪锂电池隔膜项目")).to_be_visible()
    code = Project.objects.get().code
    page = clerk.go(f"/projects/{code}/stage/")
    page.get_by_label("阶段").first.select_option("SIGNED")
    page.get_by_label("日期").first.fill("2020-07-30")
    page.get_by_label("签约方式").select_option("ONLINE")
    page.get_by_role("button", name="登记").click()
    expect(page.locator("body")).to_contain_text("已登记签约")

    reviewer = visit(qin)
    expect(reviewer.go(SIGNED_THIS_YEAR).locator("body")).to_contain_text("没有可以列出的记录")
    page = reviewer.go(f"/projects/{code}/verify/")
    page.get_by_label("缺少佐证仍认定的理由").fill("合同原件已在中心核对")
    page.get_by_role("button", name="认定").click()
    expect(page.locator("body")).to_contain_text("已认定")
    expect(reviewer.go(SIGNED_THIS_YEAR).locator("tbody")).to_contain_text("云溪锂电池隔膜项目")


@pytest.mark.parametrize(
    ("total", "says"), [("3,5亿", "千分位"), ("-1", "负"), ("1e400", "科学计数法"), ("很多", "数字")]
)
def test_a_bad_amount_is_named_and_what_was_typed_stays(
    visit: Visit, liu: Account, served: object, total: str, says: str
) -> None:
    page = visit(liu).go("/projects/new/")
    fill_new(page, 总投资=total)
    page.get_by_role("button", name="登记").click()
    expect(page.locator("#act")).to_contain_text(says)
    expect(page.get_by_label("项目名称")).to_have_value("云溪锂电池隔膜项目")
    expect(page.get_by_label("总投资").first).to_have_value(total)
    assert not Project.objects.exists()


def test_a_correction_of_a_verified_amount_waits_for_the_reviewer(
    visit: Visit, liu: Account, qin: Account, portfolio: Portfolio
) -> None:
    code = portfolio.signed.code
    page = visit(liu).go(f"/projects/{code}/correct/")
    page.get_by_label("总投资").first.fill("3亿元")
    page.get_by_label("更正原因").fill("录入时多打了小数点")
    page.get_by_role("button", name="预览").click()
    expect(page.locator("body")).to_contain_text("签约")
    page.get_by_role("button", name="更正").click()
    expect(page.locator("body")).to_contain_text("待认定")
    assert Project.objects.get(code=code).total_fen == portfolio.signed.total_fen

    page = visit(qin).go("/waiting/?tab=correction")
    page.get_by_role("link", name="云溪光学镜片生产线").first.click()
    expect(page.locator("body")).to_contain_text("录入时多打了小数点")


def test_the_second_of_two_editors_is_told_what_changed(
    visit: Visit, zhong: Account, liu: Account, portfolio: Portfolio
) -> None:
    address = f"/projects/{portfolio.signed.code}/change/"
    first, second = visit(zhong).go(address), visit(liu).go(address)
    for page, name in ((first, "云溪光学镜片一期"), (second, "云溪光学镜片二期")):
        page.get_by_label("项目名称").fill(name)
    first.get_by_role("button", name="登记变更").click()
    expect(first.get_by_role("heading", name="云溪光学镜片一期")).to_be_visible()
    second.get_by_role("button", name="登记变更").click()
    expect(second.locator("#act")).to_contain_text("云溪光学镜片一期")
    expect(second.get_by_label("项目名称")).to_have_value("云溪光学镜片二期")


def test_another_countys_project_is_not_there_for_me(
    visit: Visit, liu: Account, portfolio: Portfolio
) -> None:
    visitor = visit(liu)
    mine = visitor.go(f"/projects/{portfolio.started.code}/").locator("body").inner_text()
    absent = visitor.go("/projects/P2020-9999/").locator("body").inner_text()
    assert mine == absent
    opened = visitor.go(SIGNED_THIS_YEAR)
    expect(opened.locator("body")).to_contain_text("另有 1 项无权查看")
