"""The choices of targets, with the words that users see."""

from django.db import models


class TargetState(models.TextChoices):
    """What the state facts of a holder say."""

    ASSIGNED = "ASSIGNED", "承担目标任务"
    RELEASED = "RELEASED", "不再承担"


class PlanState(models.TextChoices):
    DRAFT = "DRAFT", "草稿"
    ISSUED = "ISSUED", "已下达"


class Hold(models.TextChoices):
    """Whether a target is planned, carried, or carried no longer."""

    DRAFT = "DRAFT", "待下达"
    STANDING = "STANDING", "承担中"
    WITHDRAWN = "WITHDRAWN", "已撤销"


class Relation(models.TextChoices):
    """How a target relates to the one above it.

    ALLOCATED ones are parts of it and add up; PARALLEL ones overlap it and are never added; JOINT ones are one number
    that several holders carry, which stands in the sum once.
    """

    ALLOCATED = "ALLOCATED", "分解"
    PARALLEL = "PARALLEL", "平行"
    JOINT = "JOINT", "共担"


class Phasing(models.TextChoices):
    """How much of a target is due by when. LEVEL is for rates and stocks, which do not grow through the year."""

    STEADY = "STEADY", "均衡推进"
    QUARTERS = "QUARTERS", "分季累计数"
    CURVE = "CURVE", "约定进度"
    LEVEL = "LEVEL", "全年对照"


class Basis(models.TextChoices):
    """What time progress goes by."""

    MONTHS = "MONTHS", "按已过整月"
    RUNNING = "RUNNING", "按月份（含当月）"
    DAYS = "DAYS", "按日历天数"
    WORKDAYS = "WORKDAYS", "按工作日"


class TargetAct(models.TextChoices):
    """What made a version of a target."""

    ISSUED = "ISSUED", "下达"
    AMENDED = "AMENDED", "调整"
    WITHDRAWN = "WITHDRAWN", "撤销"
