"""A leader asks: how many, which, who says so, and what did we think then."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from luodi.desk.tests.makers import Portfolio
from luodi.organisation.models import Account
from tests.journeys.conftest import PHONE, Visitor

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
SCREENS = ("/", "/indicators/", "/figures/", "/projects/", "/units/", "/people/", "/search/?q=云溪")


def test_a_leader_opens_a_figure_down_to_who_recorded_and_who_verified(
    visit: Visit, hong: Account, portfolio: Portfolio
) -> None:
    page = visit(hong).page
    page.locator(".step").filter(has=page.get_by_role("heading", name="签约")).locator("a.fig").first.click()
    expect(page.get_by_role("heading", name="新签约项目")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="石桥钙钛矿电池项目")
    expect(row).to_contain_text("吴")
    expect(row).to_contain_text("秦")
    expect(page.locator("tbody tr")).to_have_count(2)
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", name="石桥钙钛矿电池项目")).to_be_visible()
    page.get_by_role("navigation", name="项目").get_by_role("link", name="历史").click()
    expect(page.get_by_role("heading", name="台账记录")).to_be_visible()


def test_what_we_thought_then_is_one_switch_away_and_the_page_says_so(
    visit: Visit, hong: Account, portfolio: Portfolio
) -> None:
    visitor = visit(hong)
    page = visitor.go("/figures/open/?code=signed.count&from=2020-01-01&to=2020-07-31")
    expect(page.locator(".value, .fig-value, h1 + p").first).to_contain_text("2")
    page.locator("summary[title=统计时点]").click()
    page.get_by_label("统计时点").fill("2020-08-03T08:00")
    page.get_by_role("button", name="按此时点查看").click()
    expect(page).to_have_url(re.compile("as_of="))
    expect(page.locator("body")).to_contain_text("没有可以列出的记录")
    page.goto(visitor.address + f"/projects/{portfolio.signed.code}/?as_of=2020-08-03T08:00")
    expect(page.get_by_role("link", name="更正")).to_have_count(0)


def test_figures_carry_their_definition_where_they_stand(
    visit: Visit, hong: Account, portfolio: Portfolio
) -> None:
    page = visit(hong).page
    title = page.locator("a.fig").first.get_attribute("title") or ""
    assert "口径" in title
    assert "统计时点" in title


def test_the_explorer_splits_a_figure_and_each_row_opens(
    visit: Visit, zhong: Account, portfolio: Portfolio
) -> None:
    page = visit(zhong).go("/figures/?code=signed.count&period=今年以来&by=unit")
    row = page.get_by_role("row").filter(has_text="石桥")
    row.locator("a.fig").first.click()
    expect(page.locator("tbody")).to_contain_text("石桥钙钛矿电池项目")
    expect(page.locator("tbody tr")).to_have_count(1)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_fits_a_phone(visit: Visit, zhong: Account, portfolio: Portfolio, screen: str) -> None:
    page = visit(zhong, PHONE).go(screen)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
