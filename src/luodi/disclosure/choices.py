"""The words under which open figures are kept."""

from django.db import models


class Cadence(models.TextChoices):
    """How often a figure comes out, and over which span each time."""

    MONTHLY = "MONTHLY", "每月（当月数）"
    YEAR_TO_DATE = "YEAR_TO_DATE", "每月（1月起累计数）"
    QUARTERLY = "QUARTERLY", "每季（当季数）"
    YEARLY = "YEARLY", "每年（全年数）"
    MONTH_END = "MONTH_END", "每月（月末数）"


class WordingState(models.TextChoices):
    PROPOSED = "PROPOSED", "待批准"
    APPROVED = "APPROVED", "已批准"
    DECLINED = "DECLINED", "未批准"


class ChangeKind(models.TextChoices):
    """What the public is told of a figure beside its values."""

    OPENED = "OPENED", "开始公开"
    REDEFINED = "REDEFINED", "说明修改"
    REVISED = "REVISED", "数据修订"
    ENDED = "ENDED", "停止公开"
