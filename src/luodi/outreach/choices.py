"""The choices of outreach, with the words that users see."""

from django.db import models


class EventForm(models.TextChoices):
    PROMOTION = "PROMOTION", "招商推介会"
    CEREMONY = "CEREMONY", "集中签约仪式"
    FORUM = "FORUM", "论坛会展"


class MeetingForm(models.TextChoices):
    AWAY = "AWAY", "外出拜访"
    HERE = "HERE", "本地会见"
    VIDEO = "VIDEO", "视频会谈"
    PHONE = "PHONE", "电话沟通"


class MeetingOutcome(models.TextChoices):
    LEAD = "LEAD", "获得线索"
    ADVANCED = "ADVANCED", "推进项目"
    SOLVED = "SOLVED", "解决问题"
    CONTACT = "CONTACT", "建立联系"
    DECLINED = "DECLINED", "暂无意向"


class MeetingState(models.TextChoices):
    RECORDED = "RECORDED", "已登记"
    JOINED = "JOINED", "已合并"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class Side(models.TextChoices):
    OURS = "OURS", "我方"
    THEIRS = "THEIRS", "对方"


class EventState(models.TextChoices):
    PLANNED = "PLANNED", "筹备中"
    HELD = "HELD", "已举办"
    CANCELLED = "CANCELLED", "已取消"


class ActivityState(models.TextChoices):
    """Facts stand in the ledger for what is reported, and for nothing else."""

    PLANNED = "PLANNED", "计划"
    SUBMITTED = "SUBMITTED", "待批准"
    APPROVED = "APPROVED", "已批准"
    REPORTED = "REPORTED", "已报告"
    WITHDRAWN = "WITHDRAWN", "已撤销"


PLANS = (ActivityState.PLANNED, ActivityState.SUBMITTED, ActivityState.APPROVED)
"""What is still to take place, or to be reported when it has."""


class ResultClass(models.TextChoices):
    SIGNED = "SIGNED", "签约"
    AGREED = "AGREED", "达成意向"
    LEAD = "LEAD", "取得线索"
    CONTACT = "CONTACT", "建立联系"
    NONE = "NONE", "暂无成果"
