"""Which addresses may be spoken to."""

import pytest

from luodi.outbox import guard
from luodi.outbox.choices import ChannelKind
from luodi.outbox.guard import AddressRefused, Allowed

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1234"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "168.63.129.16", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "::ffff:127.0.0.1",
     "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1", "ff02::1"],
)  # fmt: skip
def test_what_is_not_public_is_not_spoken_to(address: str) -> None:
    assert not guard.may_reach(address, inside=False)


@pytest.mark.parametrize("address", ["8.8.8.8", "2400:3200::1", "64:ff9b::808:808"])
def test_public_addresses_are(address: str) -> None:
    assert guard.may_reach(address, inside=False)


@pytest.mark.parametrize(
    ("address", "may"),
    [("10.1.2.3", True), ("127.0.0.1", True), ("::1", True), ("169.254.169.254", False), ("fe80::1", False),
     ("0.0.0.0", False), ("224.0.0.1", False)],
)  # fmt: skip
def test_where_the_administrator_has_let_the_inside_in_clouds_keys_stay_out(address: str, may: bool) -> None:
    assert guard.may_reach(address, inside=True) is may


def test_a_name_with_one_address_inside_is_refused_whatever_the_others_are() -> None:
    target = guard.read(WECOM, kind=ChannelKind.WECOM, allowed=())
    assert guard.check(target, lambda *_: ["8.8.8.8"]) == "8.8.8.8"
    with pytest.raises(AddressRefused, match="内网"):
        guard.check(target, lambda *_: ["8.8.8.8", "127.0.0.1"])


@pytest.mark.parametrize(
    "url",
    ["http://qyapi.weixin.qq.com/send?key=1", "https://qyapi.weixin.qq.com:8443/send?key=1",
     "https://qyapi.weixin.qq.com@evil.example.org/send", "https://evil.example.org/qyapi.weixin.qq.com",
     "https://oapi.dingtalk.com/robot/send?access_token=1", "ftp://qyapi.weixin.qq.com/", "qyapi.weixin.qq.com", "",
     "https://qyapi.weixin.qq.com/a b", "https://qyapi.weixin.qq.com/\r\nHost: x", "https://[::1/", "https://a:99999/b"],
)  # fmt: skip
def test_only_the_makers_own_host_by_https_passes_without_being_let_in(url: str) -> None:
    with pytest.raises(AddressRefused):
        guard.read(url, kind=ChannelKind.WECOM, allowed=())


def test_a_host_that_was_let_in_passes_on_its_port_alone() -> None:
    allowed = [Allowed("im.example.gov.cn", 8443, inside=True)]
    target = guard.read("https://im.example.gov.cn:8443/hook?k=1", kind=ChannelKind.FEISHU, allowed=allowed)
    assert (target.host, target.port, target.path, target.inside) == (
        "im.example.gov.cn", 8443, "/hook?k=1", True,
    )  # fmt: skip
    with pytest.raises(AddressRefused):
        guard.read("https://im.example.gov.cn/hook", kind=ChannelKind.FEISHU, allowed=allowed)
