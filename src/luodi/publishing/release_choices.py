"""The words of the way from a draft to the public, and of what becomes of it afterwards."""

from django.db import models


class StepKind(models.TextChoices):
    """What was done with a piece on its way."""

    CHECKED = "CHECKED", "对数"
    SUBMITTED = "SUBMITTED", "送审"
    PASSED = "PASSED", "审核通过"
    RETURNED = "RETURNED", "退回修改"
    RECALLED = "RECALLED", "收回修改"
    CONFIRMED = "CONFIRMED", "会签同意"
    OBJECTED = "OBJECTED", "会签不同意"
    APPROVED = "APPROVED", "签发"
    PUBLISHED = "PUBLISHED", "发布"
    WITHDRAWN = "WITHDRAWN", "撤下"


BY_OTHERS = (StepKind.PASSED, StepKind.CONFIRMED, StepKind.OBJECTED, StepKind.APPROVED)
"""Steps that nobody takes with a draft of one's own."""


class CountersignState(models.TextChoices):
    ASKED = "ASKED", "待会签"
    CONFIRMED = "CONFIRMED", "同意"
    OBJECTED = "OBJECTED", "不同意"
    VOID = "VOID", "不再需要"


class OwnerKind(models.TextChoices):
    """Who answers for the figures of a group."""

    UNIT = "UNIT", "归口单位"
    ABOUT = "ABOUT", "数据所属单位"
    NOBODY = "NOBODY", "不须会签"


class OutletKind(models.TextChoices):
    CONFERENCE = "CONFERENCE", "新闻发布会"
    WEBSITE = "WEBSITE", "政府网站"
    NEW_MEDIA = "NEW_MEDIA", "政务新媒体"
    NEWSPAPER = "NEWSPAPER", "报刊"
    BROADCAST = "BROADCAST", "广播电视"
    DOCUMENT = "DOCUMENT", "正式印发"
    OTHER = "OTHER", "其他渠道"


class BasisRole(models.TextChoices):
    """What member rows are to a published figure."""

    VALUE = "VALUE", "本期数"
    NUMERATOR = "NUMERATOR", "本期分子"
    DENOMINATOR = "DENOMINATOR", "本期分母"
    BASE_VALUE = "BASE_VALUE", "基期数"
    BASE_NUMERATOR = "BASE_NUMERATOR", "基期分子"
    BASE_DENOMINATOR = "BASE_DENOMINATOR", "基期分母"


class MoveState(models.TextChoices):
    """What became of an alert that a published figure has moved."""

    OPEN = "OPEN", "待处理"
    NOTICE = "NOTICE", "更正说明起草中"
    REVISED = "REVISED", "已发更正说明"
    ACCEPTED = "ACCEPTED", "不须更正"
    RESTORED = "RESTORED", "已恢复原数"


UNSETTLED = (MoveState.OPEN, MoveState.NOTICE)
"""In these a move still waits for something."""
