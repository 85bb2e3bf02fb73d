"""The choices of chains, with the words that users see."""

from django.db import models


class Tier(models.TextChoices):
    """Where in its chain a link stands; chains are shown from up to down."""

    UPSTREAM = "UPSTREAM", "上游"
    MIDSTREAM = "MIDSTREAM", "中游"
    DOWNSTREAM = "DOWNSTREAM", "下游"
    SERVICE = "SERVICE", "配套服务"


class Presence(models.TextChoices):
    """Who of a link is in the city."""

    PRESENT = "PRESENT", "已有"
    IN_TALKS = "IN_TALKS", "在谈"
    MISSING = "MISSING", "缺失"


class Reason(models.TextChoices):
    """Why an enterprise is a candidate for a link."""

    SUPPLIER = "SUPPLIER", "本地企业的供应商"
    CONTACT = "CONTACT", "有过接触"
    MOVING = "MOVING", "来源地在转移"
    INDUSTRY = "INDUSTRY", "行业相符"
