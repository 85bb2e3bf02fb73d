"""The pages of suspected duplicates, and the duplicate test of the form for a new project."""

import re

import pytest

from luodi.desk.tests.makers import signed_in
from luodi.duplicates import services
from luodi.duplicates.choices import CaseState
from luodi.duplicates.models import DuplicateCase, Merge
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind
from luodi.ledger.tests.makers import live
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import Clock
from luodi.outreach import services as outreach
from luodi.outreach.services import Listing
from luodi.outreach.tests.makers import HELD, make_event, make_trip
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project, make_signed

NEW = {
    "name": "云溪光学镜片 生产线",
    "investor_name": "示例光学有限公司",
    "occurred_on": "2020-07-01",
    "unit": "YUNXI",
    "area": "",
    "once": "0" * 32,
}


@pytest.fixture
def case(city: City, liu: Account, wu: Account, qin: Account, clock: Clock) -> DuplicateCase:
    make_signed(by=liu, verifier=qin)
    make_signed(by=wu, verifier=qin, area=None)
    return services.scan_city(city, actor=qin, at=clock.now)[0]


def text_of(account: Account, path: str) -> str:
    answer = signed_in(account).get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_the_queue_explains_each_pair_and_the_page_sets_them_side_by_side(
    case: DuplicateCase, qin: Account
) -> None:
    queue = text_of(qin, "/duplicates/")
    assert case.code in queue
    assert "名称（不计括号、空格和标点）相同" in queue
    page = text_of(qin, f"/duplicates/{case.code}/")
    assert "责任单位" in page
    assert "apart" in page
    assert "裁定结果" in page


def test_a_clerk_learns_only_that_somebody_was_first(case: DuplicateCase, liu: Account) -> None:
    theirs = Project.objects.get(pk=case.right_project_id)
    for path in (
        "/duplicates/",
        f"/duplicates/{case.code}/",
        f"/projects/{case.left_project.code}/duplicates/",
    ):
        page = text_of(liu, path)
        assert "已有首报" in page
        assert case.code in page
        assert theirs.code not in page
        assert theirs.unit.short_name not in page
    assert (
        signed_in(liu).post(f"/duplicates/{case.code}/", {"ruling": "SAME", "reason": "是"}).status_code
        == 403
    )


def test_the_way_from_a_case_to_one_project_and_back(
    case: DuplicateCase, zhong: Account, qin: Account
) -> None:
    path = f"/duplicates/{case.code}/"
    assert signed_in(qin).post(path, {"ruling": "SAME", "reason": ""}).status_code == 422
    assert signed_in(qin).post(path, {"ruling": "SAME", "reason": "同一份协议"}).status_code == 302
    page = text_of(zhong, f"{path}merge/")
    assert "会变的数字" in page
    assert "确认合并" in page
    centre = signed_in(zhong)
    assert centre.post(f"{path}merge/", {"keep": "left"}).status_code == 200
    assert not Merge.objects.exists()
    assert centre.post(f"{path}merge/", {"keep": "left", "confirmed": "yes"}).status_code == 302
    merge = Merge.objects.get()
    assert "已并入" in text_of(zhong, f"/projects/{case.right_project.code}/duplicates/")
    assert "已合并" in text_of(zhong, "/duplicates/?state=same")
    assert centre.post(f"{path}unmerge/", {"reason": "是两个项目"}).status_code == 302
    merge.refresh_from_db()
    assert merge.undone_at is not None
    assert centre.post(f"{path}reopen/", {"reason": "重新核对"}).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


def test_a_strong_match_stops_a_new_project_until_a_reason_is_given(liu: Account) -> None:
    known = make_project(by=liu)
    client = signed_in(liu)
    sent = client.post("/projects/new/", NEW)
    assert sent.status_code == 422
    page = sent.content.decode()
    assert known.code in page
    assert "名称（不计括号、空格和标点）相同" in page
    assert Project.objects.count() == 1
    assert client.post("/projects/new/", {**NEW, "twin_reason": "另一份协议"}).status_code == 302
    case = DuplicateCase.objects.get()
    assert case.said == "另一份协议"
    assert client.post("/projects/new/", {**NEW, "twin_reason": "另一份协议"}).status_code == 302
    assert Project.objects.count() == 2


def test_a_weak_match_asks_for_a_second_look(liu: Account) -> None:
    make_project(by=liu)
    weak = {**NEW, "name": "镜头制造基地", "total": "1.1亿元", "industry": "C39"}
    client = signed_in(liu)
    sent = client.post("/projects/new/", weak)
    assert sent.status_code == 422
    assert "已核对，不是同一项目" in sent.content.decode()
    assert client.post("/projects/new/", {**weak, "twin_checked": "on"}).status_code == 302


def test_a_match_in_another_units_rows_shows_its_number_and_nothing_else(liu: Account, wu: Account) -> None:
    known = make_project(by=wu, area=None, summary="不宜外传")
    sent = signed_in(liu).post("/projects/new/", NEW)
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "已有首报" in page
    assert known.code in page
    found = re.search(r'id="twins".*?</section>', page, re.DOTALL)
    assert found is not None
    assert known.unit.short_name not in found.group()
    assert "示例光学" not in found.group()


def test_a_scan_from_the_page_says_what_it_found(zhong: Account, liu: Account, wu: Account) -> None:
    make_project(by=liu)
    make_project(by=wu, area=None)
    sent = signed_in(zhong).post("/duplicates/scan/", follow=True)
    assert "新立疑似重复 1 对" in sent.content.decode()


def test_a_project_of_two_events_and_a_trip_stands_in_both_once_merged_and_as_before_once_taken_apart(
    city: City, zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    mine, theirs = make_signed(by=liu, verifier=qin), make_signed(by=wu, verifier=qin, area=None)
    fair, forum = make_event(by=zhong, code="FAIR-2020"), make_event(by=zhong, code="FORUM-2020")
    for event, projects in ((fair, (mine, theirs)), (forum, (theirs,))):
        listed = [Listing(project=one, amount=Yuan.from_yi("1.2"), listed_on=HELD) for one in projects]
        outreach.list_at_ceremony(event, listed, actor=zhong, at=clock.now)
    trip = make_trip(by=wu, projects=(theirs,))
    case = services.scan_city(city, actor=qin, at=clock.now)[0]
    services.rule(case=case, ruling=CaseState.SAME, reason="同一份协议", actor=qin, at=clock.now)
    listed_before = live_listings(city)

    merge = services.merge(case=case, keep="left", actor=zhong, at=clock.now)
    assert live_listings(city) == {(fair.code, mine.code), (forum.code, mine.code)}
    assert [one.project for one in trip.projects.all()] == [mine]
    assert forum.listings.get().project == mine
    assert {one.project for one in fair.listings.all()} == {mine, theirs}

    services.unmerge(merge=merge, reason="是两个项目", actor=zhong, at=clock.now)
    assert live_listings(city) == listed_before
    assert [one.project for one in trip.projects.all()] == [theirs]
    assert forum.listings.get().project == theirs


def live_listings(city: City) -> set[tuple[str, str]]:
    """The event and the project of each listing that counts."""
    return {
        (fact.occasion.code, fact.subject.code)
        for fact in live(city, FactKind.CEREMONY_LISTED)
        if fact.occasion and fact.subject
    }
