"""Signing in and out, the frame of every page, the as-of and the scope that its links carry."""

import pytest
from django.test import Client

from luodi.audit.models import AuditRecord
from luodi.desk.tests.makers import Portfolio, make_portfolio, signed_in
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import PASSWORD, Cast, Clock

FRESH = "Xinde-Mima-2020"


@pytest.fixture
def portfolio(cast: Cast, clock: Clock) -> Portfolio:
    return make_portfolio(cast, clock)


def sign_in(client: Client, login: str, password: str, follow_to: str = "") -> int:
    return client.post("/login/", {"login": login, "password": password, "next": follow_to}).status_code


def test_who_is_not_signed_in_is_asked_to_and_led_back(client: Client, cast: Cast) -> None:
    asked = client.get("/projects/?tab=signed")
    assert asked.status_code == 302
    assert asked["Location"] == "/login/?next=/projects/%3Ftab%3Dsigned"
    led = client.post("/login/", {"login": "LIU", "password": PASSWORD, "next": "/projects/?tab=signed"})
    assert led["Location"] == "/projects/?tab=signed"


def test_nobody_is_led_to_another_host(client: Client, cast: Cast) -> None:
    led = client.post("/login/", {"login": "liu", "password": PASSWORD, "next": "//elsewhere.example/"})
    assert led["Location"] == "/"


def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(client: Client, cast: Cast) -> None:
    said = [
        client.post("/login/", {"login": login, "password": "wrong"}).content.decode()
        for login in ("liu", "nobody")
    ]
    assert all("登录名或密码不正确" in page for page in said)
    assert AuditRecord.objects.filter(act="登录", target_code="liu", succeeded=False).count() == 1


def test_after_five_failures_even_the_right_password_waits(client: Client, cast: Cast, clock: Clock) -> None:
    for _ in range(5):
        assert sign_in(client, "liu", "wrong") == 422
    assert sign_in(client, "liu", PASSWORD) == 422
    clock.advance(minutes=16)
    assert sign_in(client, "liu", PASSWORD) == 302


def test_signing_out_ends_the_session_and_is_noted(liu: Account) -> None:
    client = signed_in(liu)
    assert client.post("/logout/").status_code == 302
    assert client.get("/projects/").status_code == 302
    assert AuditRecord.objects.filter(act="退出", target_code="liu").exists()


def test_a_password_that_somebody_else_set_is_changed_before_anything_else(liu: Account) -> None:
    Account.objects.filter(pk=liu.pk).update(must_change_password=True)
    client = signed_in(liu)
    assert client.get("/projects/")["Location"] == "/password/"
    typed = {"present": PASSWORD, "password": FRESH, "again": FRESH}
    assert "两次输入" in client.post("/password/", {**typed, "again": "x"}).content.decode()
    assert "原密码不正确" in client.post("/password/", {**typed, "present": "x"}).content.decode()
    assert client.post("/password/", typed).status_code == 302
    assert client.get("/projects/").status_code == 200


def test_a_disabled_account_is_out_at_its_next_request(liu: Account) -> None:
    client = signed_in(liu)
    Account.objects.filter(pk=liu.pk).update(is_active=False)
    assert client.get("/projects/").status_code == 302


def test_every_page_of_a_demo_city_says_so(liu: Account, city: City, portfolio: Portfolio) -> None:
    City.objects.filter(pk=city.pk).update(is_demo=True)
    client = signed_in(liu)
    for address in (
        "/",
        "/figures/",
        "/indicators/",
        "/projects/",
        f"/projects/{portfolio.signed.code}/",
        "/units/",
    ):
        assert "演示数据（合成）" in client.get(address).content.decode(), address


def test_the_as_of_and_the_scope_go_on_into_the_links(
    zhong: Account, portfolio: Portfolio, clock: Clock
) -> None:
    clock.advance(days=3)
    page = signed_in(zhong).get("/?as_of=2020-08-04T00:00&scope=unit:YUNXI").content.decode()
    assert "统计时点" in page
    assert "回到现在" in page
    assert 'href="/projects/?as_of=2020-08-04T00:00&amp;scope=unit:YUNXI"' in page
    assert "figures/open/?as_of=2020-08-04T00:00&amp;scope=unit:YUNXI&amp;code=signed.count" in page


@pytest.mark.parametrize(
    "address", ["/notices/", "/imports/", "/exports/", "/milestones/", "/samples/", "/duplicates/"]
)
def test_a_page_without_history_says_so_in_the_past(zhong: Account, address: str) -> None:
    told = signed_in(zhong).get(f"{address}?as_of=2020-08-01").content.decode()
    assert "本页内容没有历史，按现在显示" in told
    assert "按当时已登记的内容显示" not in told
    told = signed_in(zhong).get("/projects/?as_of=2020-08-01").content.decode()
    assert "按当时已登记的内容显示" in told


def test_forms_are_closed_while_the_page_shows_the_past(
    zhong: Account, portfolio: Portfolio, clock: Clock
) -> None:
    clock.advance(days=3)
    client, code = signed_in(zhong), portfolio.signed.code
    page = client.get(f"/projects/{code}/?as_of=2020-08-04T00:00").content.decode()
    assert f"/projects/{code}/change/" not in page
    refused = client.post(f"/projects/{code}/status/?as_of=2020-08-04T00:00", {"status": "DELAYED"})
    assert refused.status_code == 409
    assert "统计时点在过去" in refused.content.decode()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("as_of=2020-02-30", "2月"),
        ("as_of=gestern", "不是时点"),
        ("scope=planet:mars", "看不懂范围"),
        ("scope=unit:NOWHERE", "没有这样的单位"),
    ],
)
def test_an_address_that_cannot_be_read_says_what_is_wrong_with_it(
    hong: Account, query: str, says: str
) -> None:
    refused = signed_in(hong).get(f"/?{query}")
    assert refused.status_code == 400
    assert says in refused.content.decode()


def test_a_page_of_nothing_is_a_page_in_chinese_without_inner_workings(client: Client, cast: Cast) -> None:
    missing = client.get("/nowhere/")
    assert missing.status_code == 404
    assert "没有找到" in missing.content.decode()


def test_scripts_come_from_files_of_ours_alone(client: Client, cast: Cast) -> None:
    policy = client.get("/login/")["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_form_without_its_token_is_refused_in_chinese(cast: Cast) -> None:
    refused = Client(enforce_csrf_checks=True).post("/login/", {"login": "liu", "password": PASSWORD})
    assert refused.status_code == 403
    assert "页面已过期" in refused.content.decode()
