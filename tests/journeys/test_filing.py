"""A month of a county: declared, returned, declared again, accepted, closed; what comes later is shown as late."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from luodi.filing.models import MonthClose
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import Clock
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project
from tests.journeys.conftest import PHONE, Visitor

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
MONTH, UNIT = "/filing/2020-08/", "/filing/2020-08/YUNXI/"


def later(clock: Clock, days: int) -> None:
    """Let the city's calendar go on, for the test and for the server's threads."""
    clock.advance(days=days)
    city = City.objects.get()
    City.objects.update(clock_behind_seconds=city.clock_behind_seconds - days * 24 * 3600)


def test_a_month_goes_from_the_declaration_through_the_return_to_the_close(
    visit: Visit, liu: Account, zhong: Account, clock: Clock, served: object
) -> None:
    make_project(by=liu, name="云溪八月新谈项目", on="2020-08-02")
    clerk = visit(liu, PHONE)
    page = clerk.go(UNIT)
    expect(page.locator("main")).to_contain_text("云溪八月新谈项目")
    page.get_by_label("本月无新增：零报告").check()
    page.get_by_role("button", name="申报", exact=True).click()
    expect(page.locator("#act")).to_contain_text("不能申报“本月无新增”")
    page.get_by_label("已报齐：本月该报的都已登记").check()
    page.get_by_role("button", name="申报", exact=True).click()
    expect(page.locator("body")).to_contain_text("等待中心受理")

    centre = visit(zhong)
    desk = centre.go(UNIT)
    desk.get_by_role("link", name="退回", exact=True).click()
    desk.get_by_label("退回原因").fill("漏报一次接待对接")
    desk.get_by_role("button", name="退回").click()
    expect(desk.locator("main")).to_contain_text("漏报一次接待对接")

    page = clerk.go("/")
    expect(page.get_by_label("退回给我的")).to_contain_text("漏报一次接待对接")
    page.get_by_label("退回给我的").get_by_role("button", name="去处理").click()
    expect(page.locator("main")).to_contain_text("已被退回")
    page.get_by_label("已报齐：本月该报的都已登记").check()
    page.get_by_role("button", name="申报", exact=True).click()
    expect(page.locator("body")).to_contain_text("等待中心受理")

    desk = centre.go(MONTH)
    desk.get_by_label("选择 云溪县").check()
    desk.get_by_role("button", name="受理所选").click()
    expect(desk.locator("body")).to_contain_text("已受理 1 个单位")


def test_a_closed_month_shows_what_came_late(
    visit: Visit, liu: Account, zhong: Account, clock: Clock, served: object
) -> None:
    visit(liu).go(UNIT)
    later(clock, 35)
    centre = visit(zhong)
    desk = centre.go(f"{MONTH}close/")
    for unit in ("云溪县（未报）", "石桥县（未报）"):
        desk.get_by_label(unit).fill("台账员空缺，中心已核对")
    desk.get_by_label("已知悉结账后不能重开").check()
    desk.get_by_role("button", name="结账").click()
    expect(desk.locator("h1")).to_contain_text("已结账")
    assert MonthClose.objects.count() == 1

    clerk = visit(liu)
    page = clerk.go("/projects/new/")
    expect(page.locator("#act")).to_contain_text("已结账至2020年8月")
    page.get_by_label("项目名称").fill("云溪补报的项目")
    page.get_by_label("开始洽谈日期").fill("2020-08-20")
    page.get_by_role("button", name="登记").click()
    expect(page.locator("body")).to_contain_text("日期在已结账的2020年8月")
    code = Project.objects.get().code
    expect(clerk.go(f"/projects/{code}/history/").locator("main")).to_contain_text("2020年8月结账后补报")

    desk = centre.go(MONTH)
    expect(desk.locator("main")).to_contain_text("云溪补报的项目")
    expect(desk.locator("main")).to_contain_text("云溪县 1 条")
    expect(centre.go("/filing/").locator("tbody")).to_contain_text("缺报")
