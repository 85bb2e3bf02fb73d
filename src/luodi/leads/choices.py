"""What becomes of a lead, with the words that users see."""

from django.db import models


class LeadState(models.TextChoices):
    """The steps of a lead; each open one has a day by which the next is due."""

    NEW = "NEW", "待答复"
    JUDGING = "JUDGING", "待研判"
    ANSWERING = "ANSWERING", "待反馈"
    FOLLOWING = "FOLLOWING", "跟进中"
    CONVERTED = "CONVERTED", "已转为项目"
    DROPPED = "DROPPED", "不再跟进"
    DUPLICATE = "DUPLICATE", "重复报来"


OPEN_STATES = (LeadState.NEW, LeadState.JUDGING, LeadState.ANSWERING, LeadState.FOLLOWING)


class LeadAct(models.TextChoices):
    RECEIVED = "RECEIVED", "登记线索"
    REPLIED = "REPLIED", "答复来源"
    JUDGED = "JUDGED", "研判有效"
    ANSWERED = "ANSWERED", "反馈来源"
    PROGRESSED = "PROGRESSED", "报告跟进"
    ASSIGNED = "ASSIGNED", "落实跟进人"
    DISPATCHED = "DISPATCHED", "中心交办"
    REFERRED = "REFERRED", "提出转交"
    TAKEN = "TAKEN", "同意承接"
    DECLINED = "DECLINED", "不予承接"
    RECALLED = "RECALLED", "撤回转交"
    CHANGED = "CHANGED", "修改内容"
    REPORTED = "REPORTED", "登记首报"
    CONVERTED = "CONVERTED", "转为项目"
    DROPPED = "DROPPED", "不再跟进"
    MERGED = "MERGED", "并入已有线索"
    REOPENED = "REOPENED", "恢复跟进"
    VERIFIED = "VERIFIED", "认定"
    REJECTED = "REJECTED", "退回申报"
    RESUBMITTED = "RESUBMITTED", "重新申报"


class ReferralState(models.TextChoices):
    ASKED = "ASKED", "待对方答复"
    TAKEN = "TAKEN", "对方已承接"
    DECLINED = "DECLINED", "对方不承接"
    RECALLED = "RECALLED", "已撤回"
