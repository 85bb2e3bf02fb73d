"""The kinds of groups and how far schemes and runs have come, with the words that users see."""

from django.db import models


class GroupKind(models.TextChoices):
    """Who is assessed in a group. On one day a unit or leader stands in one group of a kind at most."""

    COUNTY = "COUNTY", "县区（园区）组"
    DEPARTMENT = "DEPARTMENT", "市直部门组"
    TEAM = "TEAM", "产业招商工作队组"
    RESIDENT = "RESIDENT", "驻点招商组"
    LEADER = "LEADER", "市领导组"
    CAMPAIGN = "CAMPAIGN", "专项行动组"


class SchemeState(models.TextChoices):
    DRAFT = "DRAFT", "起草中"
    ADOPTED = "ADOPTED", "施行"
    SUPERSEDED = "SUPERSEDED", "已被新版代替"


class RunState(models.TextChoices):
    COMPUTED = "COMPUTED", "已计算"
    PROVISIONAL = "PROVISIONAL", "公示中"
    FINAL = "FINAL", "已确定"
    ARCHIVED = "ARCHIVED", "已归档"
    SUPERSEDED = "SUPERSEDED", "已被重算代替"


PUBLISHED = (RunState.PROVISIONAL, RunState.FINAL, RunState.ARCHIVED)
"""What everybody who works in the city may see."""


class SourceKind(models.TextChoices):
    """Where the value of an input comes from."""

    FIGURE = "FIGURE", "指标数据"
    PROJECTS = "PROJECTS", "项目清单"
    TARGET = "TARGET", "目标任务值"
    CONFIRMED = "CONFIRMED", "有关单位确认"
    EVENTS = "EVENTS", "加减分事项"
    RATINGS = "RATINGS", "评议"
