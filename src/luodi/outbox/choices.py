"""Where messages go, how soon, and what becomes of them, with the words that users see."""

from django.db import models


class ChannelKind(models.TextChoices):
    EMAIL = "EMAIL", "电子邮件"
    WECOM = "WECOM", "企业微信群机器人"
    DINGTALK = "DINGTALK", "钉钉群机器人"
    FEISHU = "FEISHU", "飞书群机器人"


class Pace(models.TextChoices):
    AT_ONCE = "AT_ONCE", "随时发"
    DAILY = "DAILY", "每日汇总"
    WEEKLY = "WEEKLY", "每周汇总"
    NEVER = "NEVER", "不发"


class DeliveryKind(models.TextChoices):
    SINGLE = "SINGLE", "单条消息"
    DIGEST = "DIGEST", "汇总消息"
    TEST = "TEST", "测试消息"
    CODE = "CODE", "验证码"


class DeliveryState(models.TextChoices):
    PENDING = "PENDING", "待发送"
    SENDING = "SENDING", "正在发送"
    SENT = "SENT", "已送达对方服务器"
    FAILED = "FAILED", "发送失败"
    UNKNOWN = "UNKNOWN", "不能确认是否送达"
    DROPPED = "DROPPED", "不再发送"


class Security(models.TextChoices):
    TLS = "TLS", "SSL/TLS（一般 465 端口）"
    STARTTLS = "STARTTLS", "STARTTLS（一般 587 端口）"
    NONE = "NONE", "不加密（仅限内网）"
