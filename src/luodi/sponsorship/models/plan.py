"""The node plan of a sponsored project, and the city's own days for its lights."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.models.own_rules import OwnRules
from luodi.projects.choices import Stage


class NodeQuerySet(models.QuerySet["Node"]):
    def standing(self) -> Self:
        """Those that have not been struck out."""
        return self.filter(struck_at__isnull=True)


class Node(models.Model):
    """One step with a planned day. One that stands for a stage or a milestone is done when the project's facts say so;
    only a free one has a day of its own on which it was done."""

    project = models.ForeignKey("projects.Project", models.PROTECT, verbose_name="项目", related_name="nodes")
    title = models.CharField("节点", max_length=80)
    stage = models.CharField("对应阶段", max_length=16, choices=Stage, blank=True)
    milestone = models.CharField("对应里程碑", max_length=24, blank=True)
    planned_on = models.DateField("计划完成日期")
    done_on = models.DateField("完成日期", null=True)
    done_note = models.CharField("完成情况", max_length=400, blank=True)
    done_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="完成登记人", related_name="+"
    )
    struck_at = models.DateTimeField("取消时间", null=True)
    strike_reason = models.CharField("取消的原因", max_length=400, blank=True)
    set_at = models.DateTimeField("登记时间")
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = NodeQuerySet.as_manager()

    class Meta:
        verbose_name = "包保节点"
        verbose_name_plural = "包保节点"
        ordering = ["planned_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "title"],
                condition=Q(struck_at__isnull=True),
                name="node_title_once",
                violation_error_message="已有同名的节点",
            ),
            models.CheckConstraint(
                condition=Q(stage="") | Q(milestone=""),
                name="node_stands_for_one",
                violation_error_message="一个节点只对应一个阶段或一个里程碑",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(stage="", milestone=""),
                name="node_done_by_facts",
                violation_error_message="对应阶段或里程碑的节点由台账认定完成",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_free(self) -> bool:
        return not (self.stage or self.milestone)


class NodeChange(models.Model):
    """A planned day that was moved: from when, to when, and why; only ever appended."""

    node = models.ForeignKey(Node, models.PROTECT, verbose_name="节点", related_name="changes")
    was = models.DateField("原计划日期")
    becomes = models.DateField("新计划日期")
    reason = models.CharField("调整的原因", max_length=400)
    changed_at = models.DateTimeField("调整时间")
    changed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="调整人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "节点调整"
        verbose_name_plural = "节点调整"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.was} → {self.becomes}"


class LightRules(OwnRules):
    """From which day on a light is red, and how long before a planned day it is yellow; only ever appended."""

    red_after = models.PositiveSmallIntegerField("超期超过多少天亮红灯")
    yellow_within = models.PositiveSmallIntegerField("到期前多少天内亮黄灯")
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "包保亮灯规则"
        verbose_name_plural = "包保亮灯规则"
        indexes = [models.Index(fields=["city", "-valid_from", "-id"], name="light_rules_latest")]
