"""Three meetings on a phone: one with the network, one without it that survives a reload, one whose answer is lost."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from luodi.actions.models import ActionItem
from luodi.documents.tests.makers import jpg, png
from luodi.enterprises.models import Enterprise
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.organisation.models import Account
from luodi.outreach.models import Meeting, MeetingPhoto
from luodi.outreach.tests.makers import make_firm, make_trip
from tests.journeys.conftest import PHONE, Visitor

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def fill(page: Page, firm: str, result: str) -> None:
    page.get_by_label("见了谁").fill(firm)
    page.get_by_label("谈了什么、结果怎样").fill(result)


def forgive_the_dead_network(visitor: Visitor) -> None:
    """What the browser itself says of a network that was taken away is no error of the page."""
    visitor.page.wait_for_timeout(100)
    visitor.wrong[:] = [one for one in visitor.wrong if "net::ERR_" not in one]


def test_meetings_are_recorded_on_the_road_with_and_without_a_network(
    served: object, visit: Visit, liu: Account, tmp_path: Path
) -> None:
    make_firm("示例显示有限公司", by=liu)
    trip = make_trip(by=liu, from_on=date(2020, 8, 1), to_on=date(2020, 8, 3))
    (tmp_path / "现场.jpg").write_bytes(jpg())
    (tmp_path / "程序.jpg").write_bytes(b"MZ" + b"\0" * 600)
    (tmp_path / "名片.png").write_bytes(png())
    (tmp_path / "巨幅.jpg").write_bytes(jpg() + b"\0" * (40 * 1024 * 1024))
    visitor = visit(liu, PHONE)
    page = visitor.go("/road/")
    drafts = page.locator("#drafts")

    page.get_by_label("见了谁").press_sequentially("slxs")
    page.locator(".suggestions button").first.click()
    expect(page.get_by_label("见了谁")).to_have_value("示例显示有限公司")
    page.get_by_label("谈了什么、结果怎样").fill("看了厂房")
    page.get_by_label("下一步要办的事").fill("寄厂房图纸")
    page.get_by_label("办理期限").fill("2020-08-07")
    page.get_by_label("照片").set_input_files(
        [tmp_path / name for name in ("现场.jpg", "程序.jpg", "名片.png", "巨幅.jpg")]
    )
    expect(page.locator("#chosen")).to_contain_text("“巨幅.jpg”有 40.0 MB，超过 20 MB，没有加入")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(drafts).to_contain_text("已登记 M2020-0001")
    expect(drafts).to_contain_text("“程序.jpg”没有保存")
    first = Meeting.objects.get()
    assert (first.occasion, first.once is not None) == (trip.subject, True)
    assert sorted(one.name for one in MeetingPhoto.objects.all()) == ["名片.png", "现场.jpg"]
    assert ActionItem.objects.get().title == "寄厂房图纸"

    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    fill(page, "路上新识有限公司", "没有网络也能记")
    page.get_by_label("照片").set_input_files([tmp_path / "现场.jpg"])
    page.get_by_role("button", name="登记", exact=True).click()
    expect(drafts).to_contain_text("没有网络，恢复后自动发送")
    fill(page, "写到一半有限公司", "还没写完")
    expect(page.locator("#kept")).to_contain_text("已保存在这部设备上")
    page.reload()
    expect(page.locator("body")).to_contain_text("现在没有网络")
    expect(page.get_by_label("见了谁")).to_have_value("写到一半有限公司")
    expect(drafts).to_contain_text("路上新识有限公司")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(drafts.locator("h2")).to_have_text("待发送 2 条")
    assert Meeting.objects.count() == 1

    page.context.set_offline(False)
    expect(drafts).to_contain_text("已登记 M2020-0003")
    assert set(Meeting.objects.values_list("title", flat=True)) == {
        "示例显示有限公司",
        "路上新识有限公司",
        "写到一半有限公司",
    }
    assert MeetingPhoto.objects.count() == 3
    forgive_the_dead_network(visitor)


def test_a_draft_whose_answer_was_lost_is_sent_again_and_counts_once(
    served: object, visit: Visit, liu: Account
) -> None:
    visitor = visit(liu, PHONE)
    page = visitor.go("/road/")
    lost: list[int] = []

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort("connectionfailed")
        else:
            route.continue_()

    page.route("**/road/", lose_the_answer)
    fill(page, "示例玻璃有限公司", "第一次没有收到回音")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#drafts")).to_contain_text("恢复后自动发送")
    assert lost == [201]
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#drafts")).to_contain_text("已登记 M2020-0001")
    assert (Meeting.objects.count(), Enterprise.objects.count()) == (1, 1)
    assert Fact.objects.live().filter(kind=FactKind.MEETING_FIRM_MET).count() == 1
    forgive_the_dead_network(visitor)


def test_without_a_service_worker_drafts_outlive_a_reload(served: object, visit: Visit, liu: Account) -> None:
    visitor = visit(liu, PHONE)
    visitor.page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', {get: undefined});"
    )
    visitor.page.add_init_script("delete Navigator.prototype.serviceWorker;")
    page = visitor.go("/road/")
    page.route("**/road/token/", lambda route: route.abort("internetdisconnected"))
    fill(page, "示例玻璃有限公司", "办公网没有 HTTPS")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#drafts")).to_contain_text("恢复后自动发送")
    page.reload()
    expect(page.locator("#drafts")).to_contain_text("示例玻璃有限公司")
    page.unroute("**/road/token/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#drafts")).to_contain_text("已登记 M2020-0001")
    assert Meeting.objects.count() == 1
    forgive_the_dead_network(visitor)


def test_a_refused_draft_says_why_and_is_mended(served: object, visit: Visit, liu: Account) -> None:
    visitor = visit(liu, PHONE)
    page = visitor.go("/road/")
    fill(page, "示例玻璃有限公司", "日期填错了")
    page.get_by_text("时间、方式和所属活动").click()
    page.get_by_label("会谈日期").fill("2020-09-30")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#drafts")).to_contain_text("会谈以后再登记")
    page.get_by_role("button", name="修改").click()
    expect(page.locator("#refused")).to_contain_text("会谈以后再登记")
    page.get_by_label("会谈日期").fill("2020-08-02")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#drafts")).to_contain_text("已登记 M2020-0001")
    assert Meeting.objects.get().held_on == date(2020, 8, 2)


def test_a_draft_mended_after_it_had_arrived_unheard_counts_once_and_says_so(
    served: object, visit: Visit, liu: Account
) -> None:
    visitor = visit(liu, PHONE)
    page = visitor.go("/road/")
    page.route("**/road/", _lose)
    fill(page, "示例玻璃有限公司", "第一次没有收到回音")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#drafts")).to_contain_text("恢复后自动发送")
    page.get_by_role("button", name="修改").click()
    page.get_by_label("谈了什么、结果怎样").fill("补了一句")
    page.unroute("**/road/")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#drafts")).to_contain_text("修改以前已经送达")
    assert Meeting.objects.get().result == "第一次没有收到回音"
    forgive_the_dead_network(visitor)


def test_mending_a_draft_does_not_overwrite_the_one_being_written(
    served: object, visit: Visit, liu: Account
) -> None:
    visitor = visit(liu, PHONE)
    page = visitor.go("/road/")
    fill(page, "示例玻璃有限公司", "日期填错了")
    page.get_by_text("时间、方式和所属活动").click()
    page.get_by_label("会谈日期").fill("2020-09-30")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#drafts")).to_contain_text("会谈以后再登记")
    fill(page, "另一家有限公司", "正在写")
    page.get_by_role("button", name="修改").click()
    expect(page.locator("#refused")).to_contain_text("正在填写的一条还没有登记")
    expect(page.get_by_label("见了谁")).to_have_value("另一家有限公司")


def _lose(route: Route) -> None:
    if route.request.method == "POST":
        route.fetch()
        route.abort("connectionfailed")
    else:
        route.continue_()
