"""Assessment in the browser: from a group and a text to a published board, each point opened to its facts."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from luodi.assessment import services
from luodi.assessment.models import Group, Run, SchemeVersion
from luodi.assessment.tests.group_makers import SCHEME, make_adopted, make_group, make_run
from luodi.assessment.tests.record_makers import confirmed, make_event, make_office, make_round
from luodi.desk.selectors import assessment as selectors
from luodi.desk.tests.makers import signed_in
from luodi.kernel.money import Yuan
from luodi.projects.tests.makers import make_signed
from luodi.targets.tests.makers import make_cascade


def text(desk: Client, path: str) -> str:
    answer = desk.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def post(desk: Client, path: str, **said: object) -> str:
    """Send the form and return where it leads, or what it says when it is refused."""
    answer = desk.post(path, said)
    return answer.headers["Location"] if answer.status_code == 302 else answer.content.decode()


@pytest.fixture
def signed(zhong, hong, qin, liu, wu, units, clock):
    make_cascade(zhong, clock, units)
    for by, amount in ((liu, 6), (liu, 3), (wu, 1)):
        clock.advance(minutes=1)
        make_signed(by=by, verifier=qin, total=Yuan.from_yi(amount), name=f"{by.login}{amount}亿项目")
    clock.advance(minutes=5)


@pytest.fixture
def run(signed, zhong, hong, units, clock):
    group = make_group(zhong, clock.now, units.yunxi, units.shiqiao)
    make_adopted(group, by=zhong, adopts=hong, at=clock.now)
    return make_run(group, by=zhong, at=clock.now)


def here(run: Run, *more: str) -> str:
    return "/".join([f"/assessment/groups/{run.group.code}/runs/{run.number}", *more, ""])


def test_from_a_group_and_a_text_to_a_settled_result(signed, cast, units, clock):
    desk = signed_in(cast.zhong)
    home = post(desk, "/assessment/new/", year=2020, name="县区组", kind="COUNTY")
    assert home == f"/assessment/groups/{Group.objects.get().code}/"
    keys = [units.yunxi.code, units.shiqiao.code]
    assert post(desk, f"{home}members/", keys=keys, since="2020-01-01") == home
    edit = post(desk, f"{home}schemes/new/", base="")
    assert edit == f"{home}schemes/1/edit/"
    assert post(desk, edit, text=SCHEME, version=0) == f"{home}schemes/1/"
    assert "批准施行" not in text(desk, f"{home}schemes/1/")
    assert "试算" in text(desk, f"{home}schemes/1/trial/?last=2020-07-31")
    leader = signed_in(cast.hong)
    assert post(leader, f"{home}schemes/1/adopt/", document="示例办〔2020〕8号", version=1).endswith(
        "/schemes/1/"
    )
    board = post(desk, f"{home}runs/new/", last="2020-07-31")
    assert board == f"{home}runs/1/"
    assert post(desk, f"{board}publish/", objections_until="2020-08-10", version=0) == board
    clock.advance(days=8)
    assert post(desk, f"{board}final/", version=1) == board
    assert post(desk, f"{board}archive/", version=2) == board
    assert "已归档" in text(desk, board)


def test_a_fault_in_the_text_is_said_with_its_line_and_nothing_is_lost(signed, zhong, clock):
    group = make_group(zhong, clock.now)
    services.write_scheme(group=group, text=SCHEME, actor=zhong, at=clock.now)
    desk, edit = signed_in(zhong), f"/assessment/groups/{group.code}/schemes/1/edit/"
    wrong = SCHEME.replace("signed.count}", "signed.nothing}")
    page = post(desk, edit, text=wrong, version=0, check="1")
    assert 'href="#L6"' in page
    assert '<span id="L6" class="wrong">6</span>' in page
    assert "signed.nothing" in page
    assert SchemeVersion.objects.get().text == SCHEME
    assert "没有发现问题" in post(desk, edit, text=SCHEME, version=0, check="1")
    assert post(desk, edit, text=wrong, version=0).endswith("/schemes/1/")
    assert "第 6 行" in text(desk, f"/assessment/groups/{group.code}/schemes/1/")
    assert "已修改这条记录" in post(desk, edit, text=SCHEME, version=0)


def test_the_author_does_not_adopt_and_what_is_in_force_is_not_edited(run, cast):
    desk = signed_in(cast.zhong)
    home = f"/assessment/groups/{run.group.code}/"
    post(desk, f"{home}schemes/new/", base=f"v{run.scheme_id}")
    assert "不能自己批准" in post(desk, f"{home}schemes/2/adopt/", document="文件", version=0)
    assert "不能改动" in post(desk, f"{home}schemes/1/edit/", text="title: 另", version=1)


def test_the_scheme_reads_as_a_table(run, cast):
    page = text(signed_in(cast.hong), f"/assessment/groups/{run.group.code}/schemes/1/")
    for words in ("完成比例", "功效系数", "签约总投资", "市发展改革委", "90 分以上", "示例办〔2020〕8号"):
        assert words in page


def test_the_board_is_sorted_and_leads_to_sheets(run, cast, units):
    desk = signed_in(cast.zhong)
    page = text(desk, here(run))
    assert page.index("云溪县") < page.index("石桥县")
    assert here(run, "members", units.yunxi.code) in page
    assert text(desk, f"{here(run)}?by=A2")


def test_every_point_opens_to_its_figure_and_the_figure_to_its_facts(run, cast, units):
    desk = signed_in(cast.zhong)
    page = text(desk, here(run, "members", units.yunxi.code))
    hrefs = [
        one.replace("&amp;", "&") for one in re.findall(r'href="(/figures/open/[^"]+|/figure/[^"]+)"', page)
    ]
    amounts = [one for one in hrefs if "code=signed.amount&" in one and "standing=VERIFIED" in one]
    assert amounts
    opened = text(desk, amounts[0])
    assert "liu6亿项目" in opened
    assert "liu3亿项目" in opened
    assert "wu1亿项目" not in opened
    assert "as_of=2020-08-03T09" in amounts[0]


def test_a_sheet_lists_the_projects_behind_a_bonus_to_its_own_unit_only(run, cast, units, clock):
    services.publish_run(run=run, objections_until=date(2020, 8, 10), actor=cast.zhong, at=clock.now)
    path = here(run, "members", units.yunxi.code)
    assert "liu6亿项目" in text(signed_in(cast.liu), path)
    other = text(signed_in(cast.wu), path)
    assert "liu6亿项目" not in other
    assert "项无权查看" in other


def test_what_is_not_published_is_not_shown_to_units(run, cast):
    assert signed_in(cast.liu).get(here(run)).status_code == 404
    assert signed_in(cast.qin).get(here(run)).status_code == 200


def test_what_if_shows_the_gain_and_keeps_nothing(run, cast, units):
    desk = signed_in(cast.zhong)
    page = text(
        desk, f"{here(run, 'suppose')}?key={units.shiqiao.code}&amount=12&stage=SIGNED&is_industrial=on"
    )
    assert "名次前进 1 位" in page
    page = text(desk, f"{here(run, 'suppose')}?key={units.shiqiao.code}&item=A1&weight=25")
    assert "权重改为 25" in page
    assert Run.objects.count() == 1


def test_two_schemes_stand_side_by_side(run, cast, clock):
    desk = signed_in(cast.zhong)
    draft = SCHEME.replace("weight: 60", "weight: 50").replace("weight: 40", "weight: 50")
    services.write_scheme(group=run.group, text=draft, actor=cast.zhong, at=clock.now)
    page = text(desk, f"{here(run, 'compare')}?with={run.group.code}-2")
    assert "2020年第2版名次" in page


def test_board_and_sheet_leave_as_workbooks(run, cast, units):
    desk = signed_in(cast.zhong)
    for path in (here(run), here(run, "members", units.yunxi.code)):
        book = load_workbook(BytesIO(desk.get(f"{path}?format=xlsx").content))
        cells = [
            str(cell) for row in book.active.iter_rows(values_only=True) for cell in row if cell is not None
        ]
        assert any("签约总投资" in one for one in cells)


def test_a_member_is_moved_in_june(run, cast, units, clock):
    other = make_group(cast.zhong, clock.now, name="园区组")
    member = run.group.memberships.get(unit=units.shiqiao)
    desk = signed_in(cast.zhong)
    post(desk, f"/assessment/members/{member.pk}/leave/", until="2020-06-15", to=other.code)
    assert other.memberships.get().unit == units.shiqiao
    post(desk, f"/assessment/members/{other.memberships.get().pk}/status/", reviewed_only="on", excluded="")
    assert other.memberships.get().reviewed_only


def test_what_was_recorded_is_told_beside_each_point(cast, units, clock):
    office = make_office(cast, clock.now)
    clock.advance(minutes=1)
    confirmed(office, units.yunxi, "55", by=cast.zhong, at=clock.now)
    event = make_event(office, units.yunxi, by=cast.zhong, at=clock.now)
    services.confirm_event(event=event, actor=office.ding, at=clock.now)
    round_ = make_round(office, (office.gao, "parks"), (office.bai, "bureaus"), by=cast.zhong, at=clock.now)
    clock.advance(minutes=5)
    run = make_run(office.group, by=cast.zhong, at=clock.now)
    page = text(signed_in(cast.zhong), here(run, "members", units.yunxi.code))
    assert "市经信局2020-08-03 确认" in page
    assert f'href="/assessment/events/{event.pk}/"' in page
    assert "6月月报迟报" in page
    assert f'href="/assessment/ratings/{round_.pk}/"' in page
    assert "2 位评议人，2 位未评" in page


def test_pages_take_few_questions(run, cast, units):
    desk = signed_in(cast.zhong)
    for path, most in (
        ("/assessment/", 14),
        (f"/assessment/groups/{run.group.code}/", 14),
        (here(run), 18),
        (here(run, "members", units.yunxi.code), 22),
    ):
        text(desk, path)
        with CaptureQueriesContext(connection) as queries:
            text(desk, path)
        assert len(queries) <= most, (path, len(queries))


def test_the_points_of_a_column_have_as_many_places():
    assert selectors.shown(Decimal("23.480000")) == "23.48"
    assert selectors.shown(Decimal("24.000000"), 2) == "24.00"
    assert selectors.shown(None, 2) == "—"
