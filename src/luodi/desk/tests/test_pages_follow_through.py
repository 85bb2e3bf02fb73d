"""Figures of what follows: items and leaders' projects at the head of their pages, rates by year and by event."""

import re
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from luodi.actions import services as actions
from luodi.actions.choices import ActionKind
from luodi.actions.tests.makers import make_item
from luodi.desk.tests.makers import make_portfolio, signed_in
from luodi.figures.compute import compute
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger.kinds import ItemReason, ItemSource
from luodi.outreach import services as outreach
from luodi.outreach.choices import EventForm
from luodi.outreach.services import Listing, NewEvent
from luodi.outreach.tests.makers import verify_everything
from luodi.projects.tests.makers import verified
from luodi.sponsorship.tests.makers import make_sponsored
from luodi.worklists.selectors import pace


def text(account, path, status=200):
    answer = signed_in(account).get(path)
    assert answer.status_code == status
    return answer.content.decode()


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def closed(zhong, liu, clock):
    """An item that took five days, and was in time."""
    said = {"kind": ActionKind.PROBLEM, "reason": ItemReason.LAND, "source": ItemSource.REVIEW}
    item = make_item(by=zhong, owner=liu, unit=liu.unit, title="协调地块平整", **said)
    clock.advance(days=5)
    actions.finish_item(item=item, result="已平整", actor=liu, at=clock.now)
    return actions.close_item(item=item, actor=zhong, at=clock.now)


def test_the_tabs_of_all_items_are_headed_by_the_citys_figures(zhong, closed):
    page = plain(text(zhong, "/actions/?tab=closed"))
    for words in ("办结事项 1 项", "按期办结率 100.00 %", "事项平均办理天数 5.0 天", "在办事项 0 项"):
        assert words in page
    assert "按期办结率" not in text(zhong, "/actions/")


@pytest.mark.parametrize(
    "code", ["items.opened", "items.closed", "items.closed.on_time", "items.closed.days"]
)
def test_figures_of_items_open_to_the_items(code, zhong, closed, clock):
    asked = f"/figures/open/?code={code}&to={clock.day.isoformat()}"
    page = text(zhong, asked)
    for words in ("协调地块平整", f"/actions/{closed.code}/", "事项来源", "调度会", "土地"):
        assert words in page
    assert "明细合计与数字不一致" not in page
    assert ("天数" in page) == (code == "items.closed.days")
    book = CalamineWorkbook.from_filelike(BytesIO(signed_in(zhong).get(f"{asked}&format=xlsx").content))
    assert "协调地块平整" in str(book.get_sheet_by_index(0).to_python())


def test_a_mean_opens_to_its_two_parts(zhong, closed, clock):
    page = plain(text(zhong, f"/figures/open/?code=items.days_to_close&to={clock.day.isoformat()}"))
    for words in ("5.0 天", "办结事项用时合计", "由哪两个数相除"):
        assert words in page
    page = plain(text(zhong, f"/figures/?code=items.days_to_close&by=reason&to={clock.day.isoformat()}"))
    assert "土地" in page


def test_the_list_of_sponsored_projects_is_headed_by_figures_of_the_city_or_of_one_leader(
    zhong, liu, qin, hong, clock
):
    held = make_sponsored(hong.person, by=liu)
    verified(held.project, by=qin)
    page = text(zhong, "/sponsorships/")
    for words in ("市领导包保项目", "包保项目受阻", "全市"):
        assert words in page
    page = text(zhong, f"/sponsorships/?leader={held.leader.code}")
    assert f"leader:{held.leader.code}" in page
    split = plain(text(zhong, f"/figures/?code=sponsored.count&by=leader&to={clock.day.isoformat()}"))
    assert held.leader.name in split


@pytest.fixture
def fair(cast, clock):
    """An event with two signings of this year, of which one has started, in both lists of which all is verified."""
    portfolio = make_portfolio(cast, clock)
    new = NewEvent(
        code="FAIR", name="示例推介会", form=EventForm.CEREMONY, unit=cast.units.centre, place="示例市",
        held_from=date(2020, 7, 21), held_to=date(2020, 7, 21),
    )  # fmt: skip
    event = outreach.hold_event(new, actor=cast.zhong, at=clock.now)
    lines = [Listing(project=portfolio.started, amount=Yuan.from_yi("1"), listed_on=event.held_from)]
    outreach.list_at_ceremony(event, lines, actor=cast.zhong, at=clock.now)
    verify_everything(by=cast.qin)
    return event


def test_rates_stand_by_year_and_by_event_and_open(zhong, fair):
    page = text(zhong, "/worklists/rates/")
    told = plain(page)
    assert "2020年 开工率 50.00 期内签约项目中已开工 1 个 新签约项目 2 个" in told
    assert "示例推介会" in told
    assert "event=FAIR" in page
    told = plain(text(zhong, "/worklists/rates/?event=FAIR"))
    for when in ("历年合计", "2020年"):
        assert f"{when} 开工率 100.00 期内签约项目中已开工 1 个 新签约项目 1 个" in told
    page = text(zhong, "/worklists/rates/?event=FAIR")
    href = re.search(r'href="(/figures/open/[?]code=signed[.]count[^"]*event[^"]*)"', page)
    assert href
    opened = text(zhong, href.group(1).replace("&amp;", "&"))
    assert "石桥钙钛矿电池项目" in opened
    assert "云溪光学镜片生产线" not in opened


def test_an_event_that_there_is_not_narrows_nothing(zhong, fair):
    assert "50.00" in text(zhong, "/worklists/rates/?event=NONE")


def test_the_page_of_pace_is_headed_by_means_that_open(zhong, fair):
    told = plain(text(zhong, "/worklists/pace/"))
    assert "签约到开工平均天数 32.0 天" in told
    assert "开工到投产平均天数 —" in told


def test_the_days_of_the_list_and_those_of_the_figure_are_the_same(zhong, fair, clock):
    days = pace.days_to_start(zhong.city)[pace.ALL]
    found = compute("pace.started.mean", city=zhong.city, period=Period.on(clock.day))
    assert [part.raw for part in found.parts] == [sum(days), len(days)] == [32, 1]
