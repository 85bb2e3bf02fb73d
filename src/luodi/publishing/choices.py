"""The words that templates, pieces and the figures in them are kept under."""

from django.db import models


class PieceKind(models.TextChoices):
    MONTHLY = "MONTHLY", "月报"
    BULLETIN = "BULLETIN", "通报"
    SPECIAL = "SPECIAL", "专报"
    MINUTES = "MINUTES", "会议纪要"
    SUPERVISION = "SUPERVISION", "督办单"
    RELEASE = "RELEASE", "新闻发布稿"
    CORRECTION = "CORRECTION", "更正说明"


class TemplateState(models.TextChoices):
    DRAFT = "DRAFT", "草稿"
    ADOPTED = "ADOPTED", "在用"
    RETIRED = "RETIRED", "停用"


class PieceState(models.TextChoices):
    DRAFT = "DRAFT", "草稿"
    CHECKED = "CHECKED", "已对数"
    IN_REVIEW = "IN_REVIEW", "送审"
    APPROVED = "APPROVED", "已签发"
    PUBLISHED = "PUBLISHED", "已发布"
    WITHDRAWN = "WITHDRAWN", "已撤下"


EDITABLE = (PieceState.DRAFT, PieceState.CHECKED)
"""In these a piece may be edited by hand; an edit of a checked one makes it a draft again."""


class VersionCause(models.TextChoices):
    COMPOSED = "COMPOSED", "按模板生成"
    EDITED = "EDITED", "人工修改"
    WRITTEN = "WRITTEN", "直接起草"
    REFRESHED = "REFRESHED", "更新数字"
    RESTORED = "RESTORED", "改回或解除引用"


class FigureNature(models.TextChoices):
    """What a number in a text is, beside the indicator's own figure."""

    VALUE = "VALUE", "数值"
    YEAR_GROWTH = "YEAR_GROWTH", "同比"
    PERIOD_GROWTH = "PERIOD_GROWTH", "环比"
    TARGET = "TARGET", "目标值"
    COMPLETION = "COMPLETION", "完成率"
    TIME_GAP = "TIME_GAP", "与序时进度之差"
    RANK = "RANK", "位次"
    NUMBER = "NUMBER", "条数"


class FigureState(models.TextChoices):
    INTACT = "INTACT", "一致"
    CHANGED = "CHANGED", "改动"
    LOST = "LOST", "删去"
