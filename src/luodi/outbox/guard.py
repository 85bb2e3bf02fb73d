"""Which addresses a webhook may lead to: the name is resolved here, checked, and the checked address is connected to.

So a name that means another address a moment later leads nowhere else, and what lies inside the network is not
spoken to unless the system administrator has said so.
"""

import ipaddress
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from luodi.kernel.findings import Refusal
from luodi.outbox.choices import ChannelKind

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]
OFFICIAL = {
    ChannelKind.WECOM: ("qyapi.weixin.qq.com",),
    ChannelKind.DINGTALK: ("oapi.dingtalk.com", "api.dingtalk.com"),
    ChannelKind.FEISHU: ("open.feishu.cn",),
}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CLOUD = ipaddress.ip_address("168.63.129.16")
"""A public address that a cloud answers to its own machines on."""


class AddressRefused(Refusal):
    """The address may not be spoken to."""


@dataclass(frozen=True)
class Allowed:
    """A host that the system administrator has let in; ``inside``: it may lie in the internal network."""

    host: str
    port: int
    inside: bool


@dataclass(frozen=True)
class Target:
    """Where to connect, and what to ask for there."""

    host: str
    port: int
    path: str
    is_secure: bool
    inside: bool


def resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def read(url: str, *, kind: ChannelKind, allowed: Collection[Allowed]) -> Target:
    """Take the address apart, and let it pass if its host is the maker's own or has been let in.

    Raises: AddressRefused.
    """
    if any(ord(sign) <= ord(" ") or ord(sign) > ord("~") for sign in url):
        raise AddressRefused("Webhook 地址不能含空格、汉字等字符，请原样粘贴", field="url")
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        raise AddressRefused("Webhook 地址写法不对，请原样粘贴", field="url") from None
    if (
        parts.scheme not in ("https", "http")
        or not host
        or parts.username is not None
        or not parts.query + parts.path
    ):
        raise AddressRefused("Webhook 地址应以 https:// 开头，请原样粘贴", field="url")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    secure = parts.scheme == "https"
    own = next((one for one in allowed if (one.host, one.port) == (host, port)), None)
    if own is None and not (secure and port == 443 and host in OFFICIAL.get(kind, ())):
        names = "、".join(OFFICIAL.get(kind, ()))
        raise AddressRefused(
            f"{host}:{port} 不是{kind.label}的官方地址（https://{names}）；单位自建的平台要先由系统管理员放行",
            field="url",
        )
    return Target(host, port, path, secure, inside=own is not None and own.inside)


def check(target: Target, resolver: Resolver = resolve) -> str:
    """Return the address to connect to; every address of the name must pass, or none does.

    Raises: AddressRefused; OSError when the name can't be resolved.
    """
    found = resolver(target.host, target.port)
    if not found:
        raise OSError(f"{target.host} 没有对应的地址")
    for text in found:
        if not may_reach(text, inside=target.inside):
            raise AddressRefused(f"{target.host} 指向内网或保留地址，已拒绝连接")
    return found[0]


def may_reach(text: str, *, inside: bool) -> bool:
    """Whether the address may be spoken to: a public one, or with ``inside`` a private one or this machine.

    Link-local ones, where clouds keep their keys, are never spoken to.
    """
    address = _innermost(ipaddress.ip_address(text.partition("%")[0]))
    never = address.is_link_local or address.is_multicast or address.is_unspecified or address == _CLOUD
    if never or (address.is_reserved and not address.is_loopback):
        return False
    return address.is_global or (inside and (address.is_private or address.is_loopback))


def _innermost(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address is only a wrapping of."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address
