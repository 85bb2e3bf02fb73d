"""The pages of the monthly filing and of notices, as each role meets them."""

from datetime import date

import pytest

from luodi.desk.tests.makers import Portfolio, make_portfolio, signed_in
from luodi.filing import services
from luodi.filing.choices import FilingState
from luodi.filing.models import Filing, MonthClose
from luodi.filing.tests.makers import AUGUST, accepted, closed, declared
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind
from luodi.notices.models import Notice
from luodi.organisation.models import Account, HandOver
from luodi.organisation.tests.makers import Cast, Clock, Units
from luodi.projects import services as projects
from luodi.projects.choices import Field
from luodi.projects.tests.makers import make_project, make_signed

MONTH, UNIT = "/filing/2020-08/", "/filing/2020-08/YUNXI/"


@pytest.fixture
def portfolio(cast: Cast, clock: Clock) -> Portfolio:
    return make_portfolio(cast, clock)


def text_of(account: Account, path: str) -> str:
    answer = signed_in(account).get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_a_clerk_declares_a_month_with_nothing_new(liu: Account) -> None:
    client = signed_in(liu)
    assert "本月无新增" in text_of(liu, UNIT)
    sent = client.post(UNIT, {"said": "nil", "version": "0"})
    assert sent.status_code == 302
    assert Filing.objects.get().is_nil
    page = text_of(liu, UNIT)
    assert "待受理" in page
    assert 'id="declare"' not in page


def test_what_is_wrong_with_a_declaration_stands_at_its_field_and_nothing_is_lost(liu: Account) -> None:
    client = signed_in(liu)
    sent = client.post(UNIT, {"said": "incomplete", "version": "0", "reason": "等开工许可"})
    assert sent.status_code == 422
    page = sent.content.decode()
    assert "请写明预计哪天报齐" in page
    assert "等开工许可" in page
    sent = client.post(UNIT, {"said": "complete", "version": "0"})
    assert "确无新增请选" in sent.content.decode()
    assert not Filing.objects.exists()


def test_the_centre_declares_on_behalf_and_the_page_says_so(zhong: Account) -> None:
    assert "市招商中心代云溪县申报" in text_of(zhong, UNIT)
    assert signed_in(zhong).post(UNIT, {"said": "nil", "version": "0"}).status_code == 302
    assert "代报" in text_of(zhong, MONTH)


def test_the_centre_returns_and_the_clerk_is_told_on_every_page(
    liu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    declared(units.yunxi, liu, clock)
    sent = signed_in(zhong).post(f"{UNIT}return/", {"reason": "漏报一个签约项目", "version": "1"})
    assert sent.status_code == 302
    assert "漏报一个签约项目" in text_of(liu, UNIT)
    home = text_of(liu, "/")
    assert "退回给我的" in home
    assert "漏报一个签约项目" in home
    assert "notice-link-some" in text_of(liu, "/projects/")
    assert "notice-link-some" not in text_of(zhong, "/projects/")


def test_notices_are_read_one_by_one_and_all_at_once(
    liu: Account, wu: Account, qin: Account, clock: Clock
) -> None:
    for name in ("云溪甲项目", "云溪乙项目"):
        projects.reject(
            project=make_project(by=liu, name=name),
            kind=FactKind.PROJECT_NEGOTIATING,
            reason="没有洽谈记录",
            actor=qin,
            at=clock.now,
        )
    first = Notice.objects.filter(account=liu).latest_first()[0]
    assert "没有洽谈记录" in text_of(liu, "/notices/?kind=RETURNED")
    assert "云溪甲项目" not in text_of(wu, "/notices/")
    assert signed_in(wu).post(f"/notices/{first.pk}/read/").status_code == 404
    led = signed_in(liu).post(f"/notices/{first.pk}/read/", {"open": "yes"})
    assert led["Location"] == first.path
    assert Notice.objects.unread().count() == 1
    assert signed_in(liu).post("/notices/read/").status_code == 302
    assert not Notice.objects.unread().exists()


def test_the_centre_accepts_and_reminds_several_at_once(
    liu: Account, wu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    declared(units.yunxi, liu, clock)
    client = signed_in(zhong)
    assert client.post(f"{MONTH}accept/", {"unit": ["YUNXI"]}).status_code == 302
    assert Filing.objects.get().state == FilingState.ACCEPTED
    assert client.post(f"{MONTH}remind/", {"unit": ["YUNXI", "SHIQIAO"]}).status_code == 302
    assert list(Notice.objects.values_list("account__login", flat=True)) == ["wu"]


def test_a_clerk_sees_only_the_own_units_month(liu: Account, wu: Account, units: Units, clock: Clock) -> None:
    declared(units.yunxi, liu, clock)
    assert "云溪县" in text_of(liu, MONTH)
    for path in (MONTH, "/filing/"):
        assert "云溪县" not in text_of(wu, path)
    assert signed_in(wu).get(UNIT).status_code == 404


@pytest.mark.parametrize("who", ["qin", "hong"])
def test_who_only_reads_sees_the_month_without_any_act(
    who: str, liu: Account, units: Units, clock: Clock, request: pytest.FixtureRequest
) -> None:
    account = request.getfixturevalue(who)
    declared(units.yunxi, liu, clock)
    assert "受理所选" not in text_of(account, MONTH)
    assert "<form" not in text_of(account, UNIT).split('id="main"')[1]
    assert signed_in(account).post(UNIT, {"said": "nil", "version": "0"}).status_code == 403


def test_the_close_asks_for_a_reason_for_each_unit_that_is_left(
    liu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    accepted(units.yunxi, liu, zhong, clock)
    clock.advance(days=35)
    client = signed_in(zhong)
    sent = client.post(f"{MONTH}close/", {"agreed": "on"})
    assert sent.status_code == 422
    assert "石桥县" in sent.content.decode()
    sent = client.post(f"{MONTH}close/", {"agreed": "on", f"unit_{units.shiqiao.pk}": "台账员空缺"})
    assert sent.status_code == 302
    assert MonthClose.objects.get().lines.count() == 2
    page = text_of(zhong, MONTH)
    assert "已结账" in page
    assert "台账员空缺" in page
    assert "受理所选" not in page


def test_a_late_fact_stands_on_the_closed_month_and_its_form_had_warned(
    liu: Account, wu: Account, zhong: Account, units: Units, clock: Clock
) -> None:
    accepted(units.yunxi, liu, zhong, clock)
    accepted(units.shiqiao, wu, zhong, clock)
    clock.advance(days=35)
    closed(zhong, clock)
    clock.advance(days=1)
    project = make_project(by=liu, name="云溪补报项目", on="2020-08-20")
    page = text_of(zhong, MONTH)
    assert "云溪补报项目" in page
    assert "云溪县 1 条" in page
    assert "已结账至2020年8月" in text_of(liu, f"/projects/{project.code}/stage/")


def test_the_year_leaves_as_a_workbook(liu: Account, zhong: Account, units: Units, clock: Clock) -> None:
    declared(units.yunxi, liu, clock)
    answer = signed_in(zhong).get("/filing/?format=xlsx")
    assert answer["Content-Type"].endswith("sheet")
    assert text_of(zhong, "/filing/?year=2019")


def test_the_centre_sets_the_deadline_and_who_files(zhong: Account, units: Units) -> None:
    client = signed_in(zhong)
    said = {"since": "2020-08", "where": "same", "day": "25", "remind_days": "2"}
    assert client.post("/filing/rules/deadline/", said).status_code == 302
    said = {"unit": "BUREAU", "since": "2020-08", "files": "yes", "reason": "承担任务"}
    assert client.post("/filing/rules/units/", said).status_code == 302
    page = text_of(zhong, "/filing/rules/")
    assert "当月 25 日" in page
    assert "承担任务" in page
    assert "2020-08-25" in text_of(zhong, "/filing/2020-08/BUREAU/")
    sent = client.post("/filing/rules/units/", {"unit": "BUREAU", "since": "八月", "files": "yes"})
    assert sent.status_code == 422


def test_a_declaration_that_was_sent_twice_is_said_to_wait(liu: Account) -> None:
    client = signed_in(liu)
    said = {"said": "nil", "version": "0"}
    assert client.post(UNIT, said).status_code == 302
    again = client.post(UNIT, {"said": "nil", "version": "1"})
    assert again.status_code == 422
    assert "正等待中心受理" in again.content.decode()
    assert client.post(UNIT, said).status_code == 422
    assert Filing.objects.get().steps.count() == 1


@pytest.mark.parametrize("year", ["0000", "9999", "x", "12345"])
def test_a_year_that_is_none_is_the_present_one(year: str, zhong: Account) -> None:
    assert "2020年月报填报" in text_of(zhong, f"/filing/?year={year}")


def test_a_month_that_is_none_is_not_found(zhong: Account) -> None:
    for path in ("/filing/2020-13/", "/filing/x/", "/filing/2020-08/NOBODY/"):
        assert signed_in(zhong).get(path).status_code == 404


def test_a_clerks_home_says_which_months_are_due(liu: Account, zhong: Account, clock: Clock) -> None:
    clock.advance(days=30)  # 2 September
    assert "月报待填报" in text_of(liu, "/")
    assert "月报待填报" not in text_of(zhong, "/")


def test_the_declaration_lists_what_it_is_declared_on(
    portfolio: Portfolio, liu: Account, qin: Account, clock: Clock
) -> None:
    make_project(by=liu, name="云溪八月项目", on="2020-08-02")
    services.declare_month(unit=liu.unit, month=AUGUST, actor=liu, at=clock.now)
    make_project(by=liu, name="云溪申报后项目", on="2020-08-03")
    page = text_of(liu, UNIT)
    assert "云溪八月项目" in page
    assert "申报后" in page
    assert date(2020, 9, 5).isoformat() in page


def test_a_correction_of_a_closed_month_says_so_before_and_after(
    liu: Account, wu: Account, zhong: Account, qin: Account, units: Units, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin, signed_on="2020-08-02", on="2020-07-20")
    declared(units.yunxi, liu, clock, is_nil=False)
    services.accept_filing(unit=units.yunxi, month=AUGUST, actor=zhong, at=clock.now)
    accepted(units.shiqiao, wu, zhong, clock)
    clock.advance(days=35)
    closed(zhong, clock)
    clock.advance(days=1)
    asked = projects.correct_project(
        project=project,
        corrections={Field.TOTAL: Yuan.from_yi(2)},
        reason="抄录有误",
        actor=liu,
        at=clock.now,
    )
    assert asked is not None
    assert "更正涉及已结账的2020年8月" in text_of(qin, f"/corrections/{asked.pk}/")
    projects.accept_correction(pending=asked, actor=qin, at=clock.now)
    assert "涉及已结账的2020年8月" in text_of(liu, f"/projects/{project.code}/history/")
    page = text_of(zhong, MONTH)
    assert "抄录有误" in page
    assert "1.20" in page


def test_what_somebody_else_recorded_for_a_unit_is_marked_on_its_history(
    zhong: Account, liu: Account, units: Units
) -> None:
    project = make_project(by=zhong, unit=units.yunxi)
    own = make_project(by=liu, name="云溪自报项目")
    in_history_and_trail = text_of(liu, f"/projects/{project.code}/history/").count("代云溪县报")
    assert in_history_and_trail >= 2
    assert "代云溪县报" not in text_of(liu, f"/projects/{own.code}/history/")


def test_a_form_says_when_its_date_was_in_a_closed_month(
    liu: Account, wu: Account, zhong: Account, hong: Account, units: Units, clock: Clock
) -> None:
    accepted(units.yunxi, liu, zhong, clock)
    accepted(units.shiqiao, wu, zhong, clock)
    project = make_project(by=liu, on="2020-07-20")
    clock.advance(days=35)
    closed(zhong, clock)
    clock.advance(days=1)
    client = signed_in(liu)
    said = {"sponsor": hong.person.code, "since": "2020-08-20", "version": str(project.version)}
    done = client.post(f"/projects/{project.code}/sponsor/", said, follow=True)
    assert "日期在已结账的2020年8月" in done.content.decode()


def test_a_hand_over_takes_two_administrators_and_shows_the_successor_the_open_work(
    liu: Account,
    wai: Account,
    qin: Account,
    zhong: Account,
    system_admin: Account,
    security_admin: Account,
    clock: Clock,
) -> None:
    project = make_project(by=liu, name="云溪被退回的项目")
    projects.reject(
        project=project,
        kind=FactKind.PROJECT_NEGOTIATING,
        reason="没有洽谈记录",
        actor=qin,
        at=clock.now,
    )
    said = {"successor": "wai", "on": clock.day.isoformat(), "reason": "轮岗"}
    assert signed_in(system_admin).post("/accounts/liu/hand-over/", said).status_code == 302
    assert signed_in(wai).get("/handed/").status_code == 403
    assert "授权尚未移交" in text_of(zhong, "/handed/")
    row = HandOver.objects.get()
    assert "云溪县单位台账员" in text_of(security_admin, f"/handed/{row.pk}/confirm/")
    assert signed_in(security_admin).post(f"/handed/{row.pk}/confirm/").status_code == 302
    page = text_of(wai, "/handed/")
    assert "云溪被退回的项目" in page
    assert "没有洽谈记录" in text_of(wai, "/notices/?kind=ALL")
    assert "已于" in text_of(system_admin, "/accounts/liu/")
