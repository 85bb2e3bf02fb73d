"""Runs (考核计算): a scheme applied to frozen inputs, what it asked for, and the scores item by item."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.assessment.choices import PUBLISHED, RunState, SourceKind
from luodi.assessment.models.groups import Group
from luodi.assessment.models.schemes import SchemeVersion
from luodi.organisation.policies import Reach


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, reach: Reach) -> Self:
        """What was published is open to all who work in the city; the rest to who sees the whole city."""
        if reach.unit_ids == frozenset():
            return self.none()
        rows = self.filter(group__city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        return rows.filter(Q(state__in=PUBLISHED) | Q(state=RunState.SUPERSEDED, published_at__isnull=False))

    def with_all(self) -> Self:
        return self.select_related("group__city", "scheme", "supersedes", "computed_by__person")


class Run(models.Model):
    """``last_on`` is the day of assessment; ``entry`` the number of the ledger's last entry that was known.

    ``supersedes``: the run that it stands in for, for the reason given; ``objections_until`` is the last day on which
    a member may object to a provisional result. The hashes are of the frozen inputs and of the result.
    """

    group = models.ForeignKey(Group, models.PROTECT, verbose_name="考核组", related_name="runs")
    scheme = models.ForeignKey(
        SchemeVersion, models.PROTECT, verbose_name="考核办法", related_name="runs", db_index=False
    )
    number = models.PositiveIntegerField("第几次")
    title = models.CharField("名称", max_length=80)
    first_on = models.DateField("考核期起")
    last_on = models.DateField("考核日")
    as_of = models.DateTimeField("统计时点")
    entry = models.BigIntegerField("流水号")
    state = models.CharField("状态", max_length=12, choices=RunState, default=RunState.COMPUTED)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, verbose_name="代替", related_name="superseded_by"
    )
    reason = models.CharField("重算原因", max_length=400, blank=True)
    objections_until = models.DateField("异议截止日", null=True)
    computed_at = models.DateTimeField("计算时间")
    computed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="计算人", related_name="+", db_index=False
    )
    published_at = models.DateTimeField("公示时间", null=True)
    final_at = models.DateTimeField("确定时间", null=True)
    inputs_sha256 = models.CharField("输入校验值", max_length=64)
    result_sha256 = models.CharField("结果校验值", max_length=64)
    version = models.BigIntegerField("版本号", default=0)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = "考核计算"
        verbose_name_plural = "考核计算"
        ordering = ["-last_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"],
                name="assessment_run_number_unique",
                violation_error_message="这次计算已经有了",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""),
                name="assessment_run_supersedes_with_reason",
                violation_error_message="重算须写明原因",
            ),
            models.CheckConstraint(
                condition=~Q(state="PROVISIONAL")
                | Q(published_at__isnull=False, objections_until__isnull=False),
                name="assessment_run_published_with_deadline",
                violation_error_message="公示须有异议截止日",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["FINAL", "ARCHIVED"]) | Q(final_at__isnull=False),
                name="assessment_run_final_with_moment",
                violation_error_message="确定须有时间",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}次）"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class RunSource(models.Model):
    """What one input of the scheme asked for. ``asked`` is the question of a figure without its scope, or the code of
    an indicator of targets, of events or of raters."""

    run = models.ForeignKey(Run, models.PROTECT, verbose_name="考核计算", related_name="sources")
    input = models.CharField("输入代码", max_length=60)
    title = models.CharField("输入名称", max_length=80)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    kind = models.CharField("来源", max_length=12, choices=SourceKind)
    asked = models.JSONField("提问", default=dict)

    class Meta:
        verbose_name = "考核输入来源"
        verbose_name_plural = "考核输入来源"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "input"],
                name="assessment_source_once",
                violation_error_message="每个输入只有一个来源",
            )
        ]

    def __str__(self) -> str:
        return self.title


class RunScore(models.Model):
    """A member of a run: its frozen inputs and its result. ``key`` is a unit's code, or a leader's behind an @.

    ``inputs`` are exact, as text; ``basis`` tells by input which records or which correction a value came from.
    ``exact`` is the total before any rounding of the display, ``total`` the same for sorting; empty when excluded.
    """

    run = models.ForeignKey(
        Run, models.PROTECT, verbose_name="考核计算", related_name="scores", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, verbose_name="单位", related_name="+"
    )
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="领导", related_name="+"
    )
    key = models.CharField("代码", max_length=44)
    name = models.CharField("名称", max_length=40)
    position = models.PositiveIntegerField("排序")
    is_reviewed_only = models.BooleanField("只通报不排名", default=False)
    excluded = models.CharField("不参加考核的原因", max_length=200, blank=True)
    inputs = models.JSONField("输入值", default=dict)
    basis = models.JSONField("输入依据", default=dict)
    total = models.DecimalField("总分", max_digits=20, decimal_places=6, null=True)
    exact = models.TextField("总分精确值", blank=True)
    full = models.DecimalField("满分", max_digits=20, decimal_places=6)
    rank = models.PositiveIntegerField("名次", null=True)
    last_rank = models.PositiveIntegerField("上期名次", null=True)
    place = models.CharField("名次说明", max_length=240, blank=True)
    grade = models.CharField("等次", max_length=40, blank=True)
    told = models.JSONField("总分说明", default=dict)

    class Meta:
        verbose_name = "考核得分"
        verbose_name_plural = "考核得分"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "key"],
                name="assessment_score_once",
                violation_error_message="每个考核对象只有一个得分",
            )
        ]

    def __str__(self) -> str:
        return self.name


class RunItem(models.Model):
    """One item's points. ``way`` keeps the steps and the parts, as the engine told them."""

    score = models.ForeignKey(
        RunScore, models.PROTECT, verbose_name="考核得分", related_name="items", db_index=False
    )
    code = models.CharField("代码", max_length=40)
    name = models.CharField("考核项", max_length=120)
    position = models.PositiveIntegerField("序号")
    weight = models.DecimalField("满分", max_digits=20, decimal_places=6, null=True)
    points = models.DecimalField("得分", max_digits=20, decimal_places=6)
    exact = models.TextField("得分精确值")
    standing = models.CharField("计分情况", max_length=12)
    label = models.CharField("档次", max_length=80, blank=True)
    extra = models.BooleanField("附加分", default=False)
    way = models.JSONField("计分过程", default=dict)

    class Meta:
        verbose_name = "考核项得分"
        verbose_name_plural = "考核项得分"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["score", "code"],
                name="assessment_item_once",
                violation_error_message="每个考核项只有一个得分",
            )
        ]

    def __str__(self) -> str:
        return self.name
