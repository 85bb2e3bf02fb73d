"""Messages in the browser: each account its own, the servers the system administrator's, secrets never shown."""

from luodi.desk.tests.makers import signed_in
from luodi.outbox import services
from luodi.outbox.choices import DeliveryState
from luodi.outbox.models import AllowedHost, Channel, Delivery, KindPace, MailServer
from luodi.outbox.tests.makers import code_of, make_email, make_mail_server, tell

HOOK = {
    "kind": "FEISHU",
    "name": "招商一科群",
    "url": "https://open.feishu.cn/open-apis/bot/v2/hook/very-secret-token",
    "signature": "SEC-sign",
}
SERVER = {
    "host": "smtp.example.org",
    "security": "TLS",
    "port": "465",
    "sender": "luodi@example.org",
    "sender_name": "招商台账",
    "username": "luodi",
    "password": "mail-password",
    "site": "https://luodi.example.org",
}


def text(account, path):
    return signed_in(account).get(path).content.decode()


def test_a_robot_is_added_and_its_address_is_never_shown_again(liu, wu, clock):
    assert "消息设置" in text(liu, "/notices/")
    assert signed_in(liu).post("/messages/channels/new/", HOOK).status_code == 302
    seen = text(liu, "/messages/settings/")
    assert "招商一科群" in seen
    assert "open.feishu.cn/…oken" in seen
    assert "very-secret" not in seen
    assert "招商一科群" not in text(wu, "/messages/settings/")


def test_a_strange_address_keeps_what_was_typed_and_says_what_would_be_right(liu, clock):
    answer = signed_in(liu).post("/messages/channels/new/", HOOK | {"url": "https://127.0.0.1/hook"})
    assert answer.status_code == 422
    seen = answer.content.decode()
    assert "不是飞书群机器人的官方地址" in seen
    assert "招商一科群" in seen
    assert "SEC-sign" not in seen


def test_a_test_message_is_asked_for_and_stands_in_ones_own_log(liu, wu, system_admin, clock):
    make_mail_server(port=25, by=system_admin)
    channel = make_email(by=liu)
    assert signed_in(liu).post(f"/messages/channels/{channel.pk}/test/").status_code == 302
    assert "测试消息" in text(liu, "/messages/log/")
    assert "测试消息" not in text(wu, "/messages/log/")
    assert signed_in(wu).post(f"/messages/channels/{channel.pk}/test/").status_code == 404


def test_the_system_administrator_sees_that_something_went_and_not_what(liu, system_admin, clock):
    make_mail_server(port=25, by=system_admin)
    make_email(by=liu)
    tell(liu, clock, "云溪项目被退回")
    services.feed(city=liu.city, at=clock.now)
    assert "云溪项目被退回" in text(liu, "/messages/log/")
    seen = text(system_admin, "/messages/log/?whose=all")
    assert "单条消息" in seen
    assert "云溪项目被退回" not in seen
    assert "云溪项目被退回" not in text(system_admin, "/messages/log/")
    assert "没有发送记录" in text(liu, "/messages/log/?whose=all&tab=unknown")


def test_what_nobody_knows_to_have_arrived_goes_again_when_it_is_asked_for(liu, system_admin, clock):
    make_mail_server(port=25, by=system_admin)
    channel = make_email(by=liu)
    delivery = services.ask_for_test(channel=channel, actor=liu, at=clock.now)
    Delivery.objects.update(state=DeliveryState.UNKNOWN, ended_at=clock.now)
    assert f"/messages/log/{delivery.pk}/again/" in text(liu, "/messages/log/")
    assert "可能收到两条相同的消息" in text(liu, f"/messages/log/{delivery.pk}/again/")
    assert signed_in(liu).post(f"/messages/log/{delivery.pk}/again/").status_code == 302
    assert Delivery.objects.get().state == DeliveryState.PENDING


def test_preferences_are_chosen_and_shown(liu, clock):
    assert "免打扰 21:00 至 07:30" in text(liu, "/messages/settings/")
    said = {f"pace_{kind}": "DAILY" for kind in ("RETURNED", "ASKED", "DECIDED", "REMINDER")}
    said |= {"pace_INFO": "NEVER", "digest_at": "09:15", "digest_day": "4"}
    said |= {"quiet_from": "00:00", "quiet_until": "00:00"}
    assert signed_in(liu).post("/messages/settings/preferences/", said).status_code == 302
    seen = text(liu, "/messages/settings/")
    assert "每天 09:15，每周的在周五；没有免打扰时段" in seen
    assert KindPace.objects.get(kind="INFO").pace == "NEVER"
    wrong = signed_in(liu).post("/messages/settings/preferences/", said | {"quiet_from": "25:00"})
    assert "时间写法不对" in wrong.content.decode()


def test_the_system_administrator_sets_the_mail_server_and_its_password_is_not_shown(
    system_admin, zhong, clock
):
    assert signed_in(zhong).get("/messages/servers/").status_code == 403
    assert "还没有设置邮件服务器" in text(system_admin, "/messages/servers/")
    client = signed_in(system_admin)
    assert client.post("/messages/servers/mail/", SERVER).status_code == 302
    seen = text(system_admin, "/messages/servers/") + text(system_admin, "/messages/servers/mail/")
    assert "smtp.example.org:465" in seen
    assert "mail-password" not in seen
    held = MailServer.objects.get().password
    assert client.post("/messages/servers/mail/", SERVER | {"password": ""}).status_code == 302
    assert MailServer.objects.get().password == held
    refused = client.post("/messages/servers/mail/", SERVER | {"security": "NONE"})
    assert "明文" in refused.content.decode()


def test_a_host_is_let_in_with_a_reason_and_out_again(system_admin, liu, clock):
    client = signed_in(system_admin)
    said = {"host": "im.example.org", "port": "8443", "is_inside": "on", "reason": "自建飞书"}
    assert client.post("/messages/servers/hosts/new/", said | {"reason": " "}).status_code == 422
    assert client.post("/messages/servers/hosts/new/", said).status_code == 302
    assert "im.example.org:8443" in text(system_admin, "/messages/servers/")
    own = HOOK | {"url": "https://im.example.org:8443/hook/12345678"}
    assert signed_in(liu).post("/messages/channels/new/", own).status_code == 302
    host = AllowedHost.objects.get()
    assert client.post(f"/messages/servers/hosts/{host.pk}/remove/").status_code == 302
    assert not AllowedHost.objects.exists()


def test_a_channel_is_stopped_once_and_gone(liu, clock):
    signed_in(liu).post("/messages/channels/new/", HOOK)
    channel = Channel.objects.get()
    assert signed_in(liu).post(f"/messages/channels/{channel.pk}/stop/").status_code == 302
    assert signed_in(liu).get(f"/messages/channels/{channel.pk}/stop/").status_code == 404
    assert "还没有渠道" in text(liu, "/messages/settings/")


def test_nonsense_in_addresses_is_not_found(liu, clock):
    for number in ("0", "abc", "９", "9" * 30):
        assert signed_in(liu).get(f"/messages/channels/{number}/stop/").status_code == 404
    assert signed_in(liu).get("/messages/log/?tab=nothing&whose=x").status_code == 200


def test_an_address_is_confirmed_by_the_code_that_went_there(liu, system_admin, clock):
    make_mail_server(port=25, by=system_admin)
    said = {"kind": "EMAIL", "name": "工作邮箱", "url": "liu@example.org"}
    sent = signed_in(liu).post("/messages/channels/new/", said)
    channel = Channel.objects.get()
    assert sent.headers["Location"] == f"/messages/channels/{channel.pk}/confirm/"
    assert "待确认" in text(liu, "/messages/settings/")
    wrong = signed_in(liu).post(sent.headers["Location"], {"code": "000 00"})
    assert wrong.status_code == 422
    assert "还可以再试 4 次" in wrong.content.decode()
    assert signed_in(liu).post(f"/messages/channels/{channel.pk}/code/").status_code == 302
    assert signed_in(liu).post(sent.headers["Location"], {"code": code_of(channel)}).status_code == 302
    assert "待确认" not in text(liu, "/messages/settings/")


def test_health_says_how_messages_that_leave_stand(liu, system_admin, clock):
    make_mail_server(port=25, by=system_admin)
    channel = make_email(by=liu)
    for state in (DeliveryState.FAILED, DeliveryState.UNKNOWN):
        delivery = services.ask_for_test(channel=channel, actor=liu, at=clock.now)
        Delivery.objects.filter(pk=delivery.pk).update(state=state, ended_at=clock.now)
    services.ask_for_test(channel=channel, actor=liu, at=clock.now)
    clock.advance(minutes=31)
    seen = text(system_admin, "/health/")
    assert "待发送 1 条，最早的自 2020-08-03 09:00 起等候" in seen
    assert "近 7 天发送失败 1 条、不能确认是否送达 1 条" in seen
