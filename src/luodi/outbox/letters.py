"""What a message says: one notice, or the list of those that gathered."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.notices.models import Notice
from luodi.outbox.choices import DeliveryKind

LISTED = 20


@dataclass(frozen=True)
class Text:
    subject: str
    body: str


def write(kind: DeliveryKind, notices: Sequence[Notice], *, city: str, site: str, code: str = "") -> Text:
    """Say what happened and where to look; a digest lists the latest and says how many more there are."""
    if kind == DeliveryKind.CODE:
        words = f"【{city}招商台账】验证码 {code}，30 分钟内有效。请在“消息设置”里填写，确认这个邮箱是您的。"
        return Text("邮箱验证码", f"{words}\n不是您本人操作的，请不要理会，也不要把验证码告诉别人。")
    if kind == DeliveryKind.TEST:
        return Text("测试消息", f"【{city}招商台账】测试消息：收到就说明这个渠道可以用。")
    if len(notices) == 1:
        (one,) = notices
        lines = [f"【{city}招商台账】{one.get_kind_display()}：{one.title}"]
        lines += [one.reason] if one.reason else []
        lines += [f"{site}{one.path}"] if site and one.path else []
        return Text(f"{one.get_kind_display()}：{one.title}", "\n".join(lines))
    subject = f"{len(notices)} 条提醒"
    latest = sorted(notices, key=lambda one: (one.created_at, one.pk), reverse=True)
    lines = [f"【{city}招商台账】您有 {subject}，最近的在前："]
    lines += [f"{nth}. {one.get_kind_display()}：{one.title}" for nth, one in enumerate(latest[:LISTED], 1)]
    if len(latest) > LISTED:
        lines.append(f"另有 {len(latest) - LISTED} 条，请登录后在“提醒”里查看。")
    lines += [f"{site}/notices/"] if site else []
    return Text(subject, "\n".join(lines))
