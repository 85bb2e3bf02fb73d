"""Two units report one lead; the second learns a case number, disputes it, and the centre rules with its reasons."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from luodi.crediting.models import FirstReport
from luodi.organisation.models import Account
from tests.journeys.conftest import PHONE, Visitor

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]


def report(page: Page, investor: str, project: str) -> str:
    """File a first report and return its case number."""
    page.get_by_label("投资方", exact=True).fill(investor)
    page.get_by_label("拟投项目").fill(project)
    page.get_by_label("首谈日期").fill("2020-08-01")
    page.get_by_label("首谈情况和依据").fill("面谈，有会谈纪要")
    page.get_by_role("button", name="登记并查重").click()
    page.wait_for_url("**/first-reports/FR*/")
    return page.url.rstrip("/").rpartition("/")[2]


def test_the_second_reporter_disputes_and_the_centre_lets_both_share(
    visit: Visit, liu: Account, wu: Account, zhong: Account, served: object
) -> None:
    first = report(visit(liu).go("/first-reports/new/"), "示例光学有限公司", "精密镜片基地")

    rival = visit(wu, PHONE)
    second = report(rival.go("/first-reports/new/"), "示例光学（有限）公司", "镜片项目")
    body = rival.page.locator("body")
    expect(body).to_contain_text(f"已有首报，案号 {first}")
    expect(body).not_to_contain_text("精密镜片基地")
    rival.page.get_by_role("link", name="提出争议").click()
    rival.page.get_by_label("理由和依据").fill("我县6月12日已洽谈")
    rival.page.get_by_role("button", name="提出").click()
    expect(rival.page.locator("body")).to_contain_text("等待中心裁定")

    centre = visit(zhong)
    page = centre.go("/first-reports/?tab=disputed")
    page.get_by_role("link", name=second).click()
    page.get_by_role("link", name="裁定争议").click()
    page.get_by_label("双方共享首报").check()
    page.get_by_label("石桥县份额").fill("40")
    page.get_by_label("云溪县份额").fill("59.99")
    page.get_by_label("裁定理由").fill("双方均有会谈依据")
    page.get_by_role("button", name="裁定").click()
    expect(page.locator("body")).to_contain_text("现为 99.99%")
    page.get_by_label("云溪县份额").fill("60")
    page.get_by_role("button", name="裁定").click()
    expect(page.locator("body")).to_contain_text("双方共享首报")

    rival.go(f"/first-reports/{second}/")
    expect(rival.page.locator("body")).to_contain_text("双方均有会谈依据")
    assert {one.state for one in FirstReport.objects.all()} == {"PROTECTED"}
