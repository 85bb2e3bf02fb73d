"""Set up the mail server, and let hosts of robots in or out: the system administrator's."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.organisation import policies as rights
from luodi.organisation.models import Account
from luodi.outbox import policies, rules
from luodi.outbox.choices import Security
from luodi.outbox.models import AllowedHost, MailServer
from luodi.outbox.rules import MessageRefused
from luodi.outbox.sealing import seal

_NOT_YOURS = "只有系统管理员可以设置消息发送"
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,118}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,45}")


@dataclass(frozen=True)
class MailSettings:
    """``password`` None keeps the one that is set."""

    host: str
    port: int
    security: Security
    sender: str
    sender_name: str
    username: str
    password: str | None
    site: str


def set_mail_server(settings: MailSettings, *, actor: Account, at: datetime) -> MailServer:
    """Set the city's mail server; what waits is tried there at once.    Raises: MessageRefused; NotAllowed."""
    rights.require(policies.may_set_servers(rights.reach_of(actor)), _NOT_YOURS)
    _check(settings)
    values = {
        "host": settings.host,
        "port": settings.port,
        "security": settings.security,
        "sender": settings.sender,
        "sender_name": " ".join(settings.sender_name.split()),
        "username": settings.username,
        "site": settings.site.rstrip("/"),
        "n_failures": 0,
        "resume_at": None,
        "said": "",
        "set_by": actor,
        "set_at": at,
    }
    if settings.password is not None or not settings.username:
        values["password"] = seal(settings.password or "")
    with transaction.atomic():
        server, _ = MailServer.objects.update_or_create(city=actor.city, defaults=values)
        said = {
            "邮件服务器": [None, f"{server.host}:{server.port}（{server.get_security_display()}）"],
            "发件地址": [None, server.sender],
            "密码": [None, "已更换" if settings.password else "未变"],
        }
        audit.record(
            audit.Note("设置邮件服务器", "mail_server", actor.city.code, actor.city.name, said),
            actor=actor,
            at=at,
        )
    return server


def allow_host(
    *, host: str, port: int, is_inside: bool, reason: str, actor: Account, at: datetime
) -> AllowedHost:
    """Let robots on the host be spoken to.    Raises: MessageRefused; NotAllowed."""
    rights.require(policies.may_set_servers(rights.reach_of(actor)), _NOT_YOURS)
    name = host.strip().lower().rstrip(".")
    if not _HOST.fullmatch(name):
        raise MessageRefused("只写主机名或地址，不带 https:// 和路径，如 im.example.gov.cn", field="host")
    if not reason.strip():
        raise MessageRefused("请写明放行原因", field="reason")
    with transaction.atomic():
        row, is_new = AllowedHost.objects.get_or_create(
            city=actor.city,
            host=name,
            port=port,
            defaults={
                "is_inside": is_inside,
                "reason": reason.strip(),
                "set_by": actor,
                "set_at": at,
            },
        )
        if not is_new:
            raise MessageRefused("这个主机已经放行；要改请先取消放行", field="host")
        _record("放行消息主机", row, actor, at)
    return row


def forbid_host(*, allowed: AllowedHost, actor: Account, at: datetime) -> None:
    """Let the host in no longer; messages to robots there fail from now on.    Raises: MessageRefused; NotAllowed."""
    rights.require(policies.may_set_servers(rights.reach_of(actor)), _NOT_YOURS)
    with transaction.atomic():
        n, _ = AllowedHost.objects.filter(pk=allowed.pk, city_id=actor.city_id).delete()
        if not n:
            raise MessageRefused("这个主机已经取消放行")
        _record("取消放行消息主机", allowed, actor, at)


def _check(settings: MailSettings) -> None:
    if not _HOST.fullmatch(settings.host):
        raise MessageRefused("只写主机名或地址，如 smtp.example.gov.cn", field="host")
    if not rules.is_email(settings.sender):
        raise MessageRefused("发件地址写法不对，如 luodi@example.gov.cn", field="sender")
    if settings.security == Security.NONE and settings.username:
        raise MessageRefused("不加密时密码会在网络上明文传送；请选加密方式，或不填发件账号", field="security")
    if settings.site and not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+/?", settings.site):
        raise MessageRefused("系统网址应如 https://luodi.example.gov.cn，不带路径", field="site")


def _record(act: str, row: AllowedHost, actor: Account, at: datetime) -> None:
    said = {"在内网": [None, "是" if row.is_inside else "否"], "原因": [None, row.reason]}
    audit.record(audit.Note(act, "allowed_host", str(row.pk), str(row), said), actor=actor, at=at)
