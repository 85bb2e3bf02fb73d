"""The kinds of units and the roles of accounts, with the words that users see."""

from django.db import models


class UnitKind(models.TextChoices):
    CITY = "CITY", "市"
    CENTRE = "CENTRE", "招商服务中心"
    COUNTY = "COUNTY", "县区（园区）"
    DEPARTMENT = "DEPARTMENT", "市直部门"
    INDUSTRY_TEAM = "INDUSTRY_TEAM", "市产业招商工作队"
    RESIDENT_GROUP = "RESIDENT_GROUP", "市驻点招商组"
    COUNTY_RESIDENT_TEAM = "COUNTY_RESIDENT_TEAM", "县区（园区）驻点招商队"
    SQUAD = "SQUAD", "县区（园区）招商小分队"


class Rank(models.TextChoices):
    CITY_LEADER = "CITY_LEADER", "市领导"
    HEAD = "HEAD", "主要负责人"
    DEPUTY = "DEPUTY", "分管负责人"
    MEMBER = "MEMBER", "工作人员"


class Role(models.TextChoices):
    CENTRE = "CENTRE", "中心业务员"
    REVIEWER = "REVIEWER", "认定员"
    CLERK = "CLERK", "单位台账员"
    LEADER = "LEADER", "领导"
    PRESS = "PRESS", "新闻发布员"
    SYSTEM_ADMIN = "SYSTEM_ADMIN", "系统管理员"
    SECURITY_ADMIN = "SECURITY_ADMIN", "安全管理员"
    AUDIT_ADMIN = "AUDIT_ADMIN", "审计管理员"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""The three that watch each other: mutually exclusive, and none of them reads business data."""
