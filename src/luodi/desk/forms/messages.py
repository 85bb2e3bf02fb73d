"""Messages that leave the program: own channels and preferences, and the servers of the city."""

from datetime import datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account
from luodi.outbox import selectors, services
from luodi.outbox.choices import ChannelKind, Pace, Security
from luodi.outbox.models import AllowedHost, Channel, Delivery, MailServer
from luodi.outbox.rules import Hours
from luodi.outbox.services import MailSettings, NewChannel
from luodi.ui.addresses import url_with

_DAYS = [(nth, f"周{day}") for nth, day in enumerate("一二三四五六日")]
_PACE = "pace_"


class _TimeField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    default_error_messages = {"invalid": "时间写法不对，请写成 08:30", "required": "请填写时间"}


class ChannelForm(ActForm):
    """Open a channel of one's own."""

    title = "添加消息渠道"
    button = "添加"
    explains = (
        "从添加之时起的新提醒会按您的偏好发到这里；以前的不补发。邮箱先要用验证码确认。"
        "群机器人的消息，群里的人都看得到，请只用于工作群。"
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label="渠道类别", choices=ChannelKind.choices)
        self.fields["name"] = forms.CharField(
            label="名称", max_length=40, help_text="自己认得就行，如：工作邮箱、招商一科群"
        )
        self.fields["url"] = forms.CharField(
            label="邮箱地址或 Webhook 地址",
            max_length=600,
            help_text="邮件填邮箱；群机器人填添加机器人时平台给的 https:// 地址，保存后不再显示",
        )
        self.fields["signature"] = forms.CharField(
            label="加签密钥",
            max_length=200,
            required=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
            help_text="钉钉、飞书机器人选了“加签”的才填",
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = NewChannel(ChannelKind(said["kind"]), said["name"], said["url"], said["signature"])
        channel = services.add_channel(new, actor=actor, at=at)
        if channel.confirmed_at is not None:
            return f"已添加“{channel.name}”。请发一条测试消息，看能否收到。"
        self.leads_to = url_with("channel-confirm", channel.pk)
        return f"验证码两分钟内发到 {channel.shown}，填写后开始往这里发提醒。"


class ConfirmForm(ActForm):
    title = "确认邮箱"
    button = "确认"
    explains = "请填写发到这个邮箱的六位验证码，30 分钟内有效。确认之前，除验证码外什么也不往这里发。"

    def __init__(self, data: Any = None, *, channel: Channel) -> None:
        super().__init__(data)
        self.channel = channel
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"})
        self.fields["code"] = forms.CharField(
            label="验证码",
            max_length=20,
            widget=widget,
            help_text="没有收到：看看垃圾邮件；或回到消息设置重新发送",
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        code = self.cleaned_data["code"]
        services.confirm_channel(channel=self.channel, code=code, actor=actor, at=at)
        return f"已确认“{self.channel.name}”，新的提醒会发到这里。"


class CodeForm(ActForm):
    title = "重新发送验证码"
    button = "发送"
    explains = "新的验证码两分钟内发出，以前的作废。"

    def __init__(self, data: Any = None, *, channel: Channel) -> None:
        super().__init__(data)
        self.channel = channel

    def act(self, *, actor: Account, at: datetime) -> str:
        services.send_code(channel=self.channel, actor=actor, at=at)
        self.leads_to = url_with("channel-confirm", self.channel.pk)
        return f"验证码已排队，两分钟内发到 {self.channel.shown}。"


class ChannelStopForm(ActForm):
    title = "停用消息渠道"
    button = "停用"
    is_grave = True
    explains = (
        "停用后不再往这里发消息，保存的地址密钥一并删除；还没有发出的不再发送。提醒仍然在系统里看得到。"
    )

    def __init__(self, data: Any = None, *, channel: Channel) -> None:
        super().__init__(data)
        self.channel = channel

    def act(self, *, actor: Account, at: datetime) -> str:
        services.stop_channel(channel=self.channel, actor=actor, at=at)
        return f"已停用“{self.channel.name}”。"


class ChannelTestForm(ActForm):
    title = "发送测试消息"
    button = "发送"
    explains = "测试消息会在两分钟内发出，免打扰时段也发；发没发到，看发送记录。"

    def __init__(self, data: Any = None, *, channel: Channel) -> None:
        super().__init__(data)
        self.channel = channel

    def act(self, *, actor: Account, at: datetime) -> str:
        services.ask_for_test(channel=self.channel, actor=actor, at=at)
        return f"测试消息已排队，两分钟内发往“{self.channel.name}”。"


class PreferenceForm(ActForm):
    title = "消息偏好"
    explains = (
        "对您的所有渠道有效，从下一条提醒起执行。"
        "随时发的一小时内超过五条时，余下的并为一条汇总；已经读过的不再发。"
    )

    def __init__(self, data: Any = None, *, account: Account) -> None:
        super().__init__(data)
        hours, paces = selectors.wishes_of([account.pk])[account.pk]
        for kind in NoticeKind:
            self.fields[_PACE + kind.value] = forms.ChoiceField(
                label=f"{kind.label}类提醒", choices=Pace.choices, initial=paces[kind].value
            )
        self.fields["digest_at"] = _TimeField(label="汇总时间", initial=hours.digest_at)
        self.fields["digest_day"] = forms.TypedChoiceField(
            label="每周汇总日", choices=_DAYS, coerce=int, initial=hours.digest_day
        )
        self.fields["quiet_from"] = _TimeField(label="免打扰开始", initial=hours.quiet_from)
        self.fields["quiet_until"] = _TimeField(
            label="免打扰结束",
            initial=hours.quiet_until,
            help_text="可以跨零时；开始和结束相同，就是全天都可以发",
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        hours = Hours(said["quiet_from"], said["quiet_until"], said["digest_at"], said["digest_day"])
        paces = {kind: Pace(said[_PACE + kind.value]) for kind in NoticeKind}
        services.prefer(hours=hours, paces=paces, actor=actor, at=at)
        return "已保存消息偏好。"


class AgainForm(ActForm):
    title = "再发一次"
    button = "再发一次"
    explains = "系统不能确认上一次是否送达；再发一次，对方可能收到两条相同的消息。"

    def __init__(self, data: Any = None, *, delivery: Delivery) -> None:
        super().__init__(data)
        self.delivery = delivery

    def act(self, *, actor: Account, at: datetime) -> str:
        services.ask_again(delivery=self.delivery, actor=actor, at=at)
        return "已排队，两分钟内再发一次。"


class MailServerForm(ActForm):
    title = "邮件服务器"
    explains = "全市共用一个发件地址。密码加密保存，不再显示。"

    def __init__(self, data: Any = None, *, server: MailServer | None) -> None:
        super().__init__(data)
        had = server or MailServer()
        self.fields["host"] = forms.CharField(
            label="邮件服务器", max_length=120, initial=had.host, help_text="如 smtp.example.gov.cn"
        )
        self.fields["security"] = forms.ChoiceField(
            label="加密方式", choices=Security.choices, initial=had.security
        )
        self.fields["port"] = forms.IntegerField(label="端口", min_value=1, max_value=65535, initial=had.port)
        self.fields["sender"] = forms.CharField(label="发件地址", max_length=254, initial=had.sender)
        self.fields["sender_name"] = forms.CharField(
            label="发件人名称", max_length=40, initial=had.sender_name or "招商台账"
        )
        self.fields["username"] = forms.CharField(
            label="发件账号",
            max_length=120,
            required=False,
            initial=had.username,
            help_text="不需要登录的内网服务器留空",
        )
        self.fields["password"] = forms.CharField(
            label="密码或授权码",
            max_length=200,
            required=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            help_text="留空就不改" if had.password else "",
        )
        self.fields["site"] = forms.CharField(
            label="系统网址",
            max_length=200,
            required=False,
            initial=had.site,
            help_text="消息里的链接由它开头，如 https://luodi.example.gov.cn；留空就不带链接",
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        said |= {"security": Security(said["security"]), "password": said["password"] or None}
        said |= {name: said[name].strip() for name in ("host", "sender", "username", "site")}
        services.set_mail_server(MailSettings(**said), actor=actor, at=at)
        return "已保存邮件服务器。请到“消息设置”添加自己的邮箱，发一条测试消息。"


class HostForm(ActForm):
    title = "放行主机"
    button = "放行"
    explains = "三家平台的官方地址不用放行。单位自建的平台，放行后各账号才能填它的 Webhook 地址。"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["host"] = forms.CharField(
            label="主机名", max_length=120, help_text="如 im.example.gov.cn，不带 https://"
        )
        self.fields["port"] = forms.IntegerField(label="端口", min_value=1, max_value=65535, initial=443)
        self.fields["is_inside"] = forms.BooleanField(
            label="在内网", required=False, help_text="不勾选时，指向内网地址的一律拒绝连接"
        )
        self.fields["reason"] = forms.CharField(label="放行原因", max_length=200)

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.allow_host(**self.cleaned_data, actor=actor, at=at)
        return f"已放行 {row}。"


class HostRemoveForm(ActForm):
    title = "取消放行"
    button = "取消放行"
    is_grave = True
    explains = "取消后，发往这个主机的消息都会失败。"

    def __init__(self, data: Any = None, *, allowed: AllowedHost) -> None:
        super().__init__(data)
        self.allowed = allowed

    def act(self, *, actor: Account, at: datetime) -> str:
        services.forbid_host(allowed=self.allowed, actor=actor, at=at)
        return f"已取消放行 {self.allowed}。"
