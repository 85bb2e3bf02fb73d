"""The way of a piece through other hands: each step that was taken, and the countersigns of those who own its data."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.organisation.models.own_rules import OwnRules
from luodi.organisation.policies import Reach
from luodi.publishing.models.pieces import Piece, PieceVersion
from luodi.publishing.release_choices import BY_OTHERS, CountersignState, OwnerKind, StepKind


class PieceStep(models.Model):
    """One step, never changed. ``drafter`` is the piece's author, so that the database itself tells them apart."""

    piece = models.ForeignKey(
        Piece, models.PROTECT, verbose_name="文稿", related_name="steps", db_index=False
    )
    number = models.PositiveIntegerField("序号")
    kind = models.CharField("步骤", max_length=12, choices=StepKind)
    version = models.ForeignKey(
        PieceVersion, models.PROTECT, verbose_name="文稿版本", related_name="+", db_index=False
    )
    at = models.DateTimeField("办理时间")
    by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="办理人", related_name="+", db_index=False
    )
    drafter = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="起草人", related_name="+", db_index=False
    )
    remark = models.CharField("意见", max_length=400, blank=True)

    class Meta:
        verbose_name = "文稿流转"
        verbose_name_plural = "文稿流转"
        ordering = ["piece_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "number"],
                name="publishing_step_number",
                violation_error_message="这一步已经办过",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[one.value for one in BY_OTHERS]) | ~Q(by=F("drafter")),
                name="publishing_step_by_another",
                violation_error_message="起草人不能审核、会签或签发自己的文稿",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["RETURNED", "OBJECTED", "WITHDRAWN"]) | ~Q(remark=""),
                name="publishing_step_with_reason",
                violation_error_message="退回、不同意和撤下须写明原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.piece_id} {self.get_kind_display()}"


class CountersignQuerySet(models.QuerySet["Countersign"]):
    def visible_to(self, reach: Reach) -> Self:
        """Those that are asked of the reach's units; all of the city's for who sees the whole city."""
        rows = self.filter(piece__city_id=reach.city_id)
        return rows if reach.unit_ids is None else rows.filter(unit_id__in=reach.unit_ids)

    def asked(self) -> Self:
        return self.filter(state=CountersignState.ASKED)

    def standing(self) -> Self:
        return self.exclude(state=CountersignState.VOID)

    def with_all(self) -> Self:
        return self.select_related(
            "piece__city", "piece__author__person", "version", "unit", "decided_by__person"
        )


class Countersign(models.Model):
    """A unit is asked to stand by its figures in one version: ``places`` are those of the version's figures."""

    piece = models.ForeignKey(
        Piece, models.PROTECT, verbose_name="文稿", related_name="countersigns", db_index=False
    )
    version = models.ForeignKey(
        PieceVersion, models.PROTECT, verbose_name="文稿版本", related_name="+", db_index=False
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="会签单位", related_name="+")
    groups = models.CharField("涉及数据", max_length=200)
    places = models.JSONField("涉及的数", default=list)
    state = models.CharField("状态", max_length=12, choices=CountersignState, default=CountersignState.ASKED)
    asked_at = models.DateTimeField("送会签时间")
    remark = models.CharField("会签意见", max_length=400, blank=True)
    decided_at = models.DateTimeField("会签时间", null=True)
    decided_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="会签人",
        related_name="+",
        db_index=False,
    )

    objects = CountersignQuerySet.as_manager()

    class Meta:
        verbose_name = "文稿会签"
        verbose_name_plural = "文稿会签"
        ordering = ["piece_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "unit"],
                condition=~Q(state="VOID"),
                name="publishing_countersign_once",
                violation_error_message="这个单位已在会签",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ASKED", "VOID"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="publishing_countersign_decided_by",
                violation_error_message="会签须有会签人和时间",
            ),
            models.CheckConstraint(
                condition=~Q(state="OBJECTED") | ~Q(remark=""),
                name="publishing_countersign_reason",
                violation_error_message="不同意须写明哪个数、为什么",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.piece_id} {self.unit_id}"

    @property
    def is_open(self) -> bool:
        return self.state == CountersignState.ASKED


class DataOwner(OwnRules):
    """Who countersigns the figures of a group of indicators, from a day on; only ever appended."""

    group = models.CharField("指标类别", max_length=40)
    kind = models.CharField("会签方式", max_length=12, choices=OwnerKind)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, verbose_name="归口单位", related_name="+"
    )

    class Meta:
        verbose_name = "数据归口"
        verbose_name_plural = "数据归口"
        indexes = [
            models.Index(fields=["city", "group", "-valid_from", "-id"], name="publishing_owner_in_force")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="UNIT", unit__isnull=False) | (~Q(kind="UNIT") & Q(unit__isnull=True)),
                name="publishing_owner_has_unit",
                violation_error_message="由归口单位会签的须选单位，其余不选",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}：{self.unit_id or self.get_kind_display()}"
