"""A messy sheet goes in, is corrected, committed, found in the ledger, and withdrawn whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from luodi.importing.tests.makers import workbook
from luodi.organisation.models import Account
from luodi.projects.models import Project
from tests.journeys.conftest import PHONE, Visitor

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
HEADS = ("序号", "项目名称", "投资方", "盘子", "来源地", "所属行业", "签约时间")
ROWS = (
    (1, "云溪智能装备产业园", "示例装备有限公司", 3.5, "合肥", "通用设备制造业", "2020.3.12"),
    (2, "云溪农产品加工项目", "示例食品有限公司", "1.2亿", "上海", "农副食品加工业", "2020年4月"),
    (3, "云溪电子材料项目", "示例电子有限公司", 2, "深圳", "电子信息", "2020年5月底"),
    ("合计", "3个", "", 6.7, "", "", ""),
)
SIGNED = "/figures/open/?code=signed.count&from=2020-01-01&to=2020-12-31&standing=claimed"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "云溪县招商台账.xlsx"
    path.write_bytes(workbook(ROWS, heads=HEADS, title="云溪县2020年签约项目台账"))
    return path


def test_a_messy_sheet_is_corrected_committed_found_and_withdrawn(
    visit: Visit, liu: Account, served: object, sheet: Path
) -> None:
    visitor = visit(liu)
    page = visitor.go("/imports/new/")
    page.get_by_label("文件").set_input_files(sheet)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", name="云溪县招商台账.xlsx")).to_be_visible()
    expect(page.locator("#rows")).to_contain_text("没有行业“电子信息”")

    page.get_by_role("link", name="调整列对应").click()
    page.get_by_label("第 D 列对应内容").select_option("total")
    page.get_by_label("“电子信息”的含义").fill("C39")
    page.get_by_role("button", name="保存并重新核对").click()
    page.get_by_role("link", name="调整列对应").click()
    page.get_by_label("第 D 列计量单位").select_option("亿元")
    page.get_by_role("button", name="保存并重新核对").click()
    expect(page.locator("#commit dl")).to_contain_text("总投资 6.70 亿元")

    page.get_by_role("button", name="提交入账").click()
    expect(page.locator("body")).to_contain_text("已入账，待认定")
    expect(page.locator("#rows tbody tr")).to_have_count(3)
    code = Project.objects.get(name="云溪电子材料项目").code
    page = visitor.go("/projects/?q=云溪电子材料")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    page = visitor.go(f"/projects/{code}/")
    expect(page.get_by_role("heading", name="云溪电子材料项目")).to_be_visible()

    page = visitor.go("/imports/")
    page.get_by_role("link", name="云溪县招商台账.xlsx").click()
    page.get_by_role("link", name="撤回整批").click()
    page.get_by_label("撤回原因").fill("报错了表")
    page.get_by_role("button", name="撤回整批").click()
    expect(page.locator("body")).to_contain_text("已整批撤回")
    expect(visitor.go("/projects/?q=云溪").locator("#rows")).to_contain_text("没有符合条件的项目")


def test_the_pages_of_importing_fit_a_phone(visit: Visit, liu: Account, served: object, sheet: Path) -> None:
    visitor = visit(liu, PHONE)
    page = visitor.go("/imports/new/")
    page.get_by_label("文件").set_input_files(sheet)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", name="云溪县招商台账.xlsx")).to_be_visible()
    here = page.url.removeprefix(visitor.address)
    for address in (here, f"{here}columns/", f"{here}?rows=NEW", "/imports/", "/imports/new/", "/exports/"):
        page = visitor.go(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
