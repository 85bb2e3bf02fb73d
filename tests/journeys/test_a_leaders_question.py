"""How many industrial projects did we sign from January to July, which, who says so, and what did we think on 1 August?

Four clicks from the home page.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from luodi.desk.tests.makers import Portfolio
from luodi.organisation.models import Account
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey


def test_the_question_is_answered_in_four_clicks(
    visit: Callable[..., Visitor], hong: Account, portfolio: Portfolio
) -> None:
    page = visit(hong, by_form=True).page
    page.locator("summary[title=统计时点]").click()
    page.get_by_role("link", name="2020年7月底").click()
    expect(page.locator(".past")).to_contain_text("2020-08-01 00:00")
    expect(page.locator(".head p")).to_contain_text("2020年1—7月")
    page.locator(".step").first.locator("dl > div", has_text="其中工业").locator(".fig").first.click()
    expect(page.locator("h1")).to_have_text("新签约工业项目")
    expect(page.locator(".big")).to_contain_text("0个")
    page.get_by_role("link", name="看现在的明细").click()
    expect(page.locator(".big")).to_contain_text("2个")
    rows = page.locator("#rows tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="云溪光学镜片生产线")).to_contain_text("刘")
    expect(rows.filter(has_text="云溪光学镜片生产线")).to_contain_text("秦")
