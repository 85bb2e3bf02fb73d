"""Promotion events, one within another, and the projects that a ceremony of theirs listed."""

from django.db import models
from django.db.models import F, Q

from luodi.organisation.querysets import OfTheCity
from luodi.outreach.choices import EventForm, EventState
from luodi.outreach.models.activity import ActivityFile


class PromotionEventQuerySet(OfTheCity["PromotionEvent"]):
    """Those of the reach's city, for everybody who has business there."""


class PromotionEvent(models.Model):
    """A part of a larger event (a province's joint signing within a conference) has it as ``parent``."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=40)
    subject = models.OneToOneField(
        "ledger.Subject", models.PROTECT, verbose_name="统计对象", related_name="promotion_event"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, verbose_name="所属活动", related_name="parts"
    )
    name = models.CharField("名称", max_length=120)
    form = models.CharField("形式", max_length=16, choices=EventForm)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="承办单位", related_name="+")
    place = models.CharField("地点", max_length=60)
    held_from = models.DateField("开始日期")
    held_to = models.DateField("结束日期")
    expected = models.PositiveIntegerField("计划邀请（人）", null=True)
    guests = models.PositiveIntegerField("到会企业家", null=True)
    state = models.CharField("举办状态", max_length=12, choices=EventState, default=EventState.HELD)
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    summary = models.TextField("情况", blank=True)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )
    updated_at = models.DateTimeField("更新时间")

    objects = PromotionEventQuerySet.as_manager()

    class Meta:
        verbose_name = "招商活动"
        verbose_name_plural = "招商活动"
        indexes = [models.Index(fields=["city", "-held_to", "-id"], name="event_latest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="event_code_unique", violation_error_message="活动编号已被使用"
            ),
            models.UniqueConstraint(
                fields=["city", "once"], name="event_once_unique", violation_error_message="这个活动已经登记"
            ),
            models.CheckConstraint(
                condition=Q(held_to__gte=F("held_from")),
                name="event_ends_after_start",
                violation_error_message="活动结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CeremonyListing(models.Model):
    """A project on the list of a ceremony, with the amount that was read out: the list signs nothing."""

    event = models.ForeignKey(PromotionEvent, models.PROTECT, verbose_name="活动", related_name="listings")
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="项目", related_name="listings"
    )
    listed_on = models.DateField("列入日期")
    amount_fen = models.BigIntegerField("列入金额（分）")

    class Meta:
        verbose_name = "集中签约清单"
        verbose_name_plural = "集中签约清单"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "project"],
                name="listing_once_per_event",
                violation_error_message="该项目已在这次活动的签约清单中",
            ),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="listing_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.project_id}"


class EventGuest(models.Model):
    """Somebody who is invited; whether he came is known afterwards."""

    event = models.ForeignKey(PromotionEvent, models.PROTECT, verbose_name="活动", related_name="guest_list")
    name = models.CharField("姓名", max_length=40)
    firm = models.CharField("单位名称", max_length=200)
    post = models.CharField("职务", max_length=80, blank=True)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, null=True, verbose_name="企业", related_name="+"
    )
    came = models.BooleanField("到会", null=True)

    class Meta:
        verbose_name = "活动嘉宾"
        verbose_name_plural = "活动嘉宾"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name", "firm"],
                name="event_guest_once",
                violation_error_message="这位嘉宾已经在名单里",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.firm}）"


class EventFile(ActivityFile):
    event = models.ForeignKey(PromotionEvent, models.PROTECT, verbose_name="活动", related_name="files")

    class Meta:
        verbose_name = "活动材料"
        verbose_name_plural = "活动材料"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "file"],
                condition=Q(withdrawn_at__isnull=True),
                name="event_file_once",
                violation_error_message="这份文件已经上传过",
            )
        ]
