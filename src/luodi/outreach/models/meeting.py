"""Meetings: on which day whom we spoke with, what came of it, and who wrote it down."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.organisation.policies import Reach
from luodi.outreach.choices import MeetingForm, MeetingOutcome, MeetingState, Side
from luodi.outreach.models.activity import ActivityPart
from luodi.outreach.models.trip import TripPart
from luodi.outreach.models.visit import VisitPart


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, reach: Reach) -> Self:
        """Those of the reach's units, those that they took part in, and those on trips and visits of theirs."""
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        shared = MeetingPart.objects.filter(unit_id__in=reach.unit_ids).values("activity_id")
        trips = TripPart.objects.filter(unit_id__in=reach.unit_ids).values("activity__subject_id")
        visits = VisitPart.objects.filter(unit_id__in=reach.unit_ids).values("activity__subject_id")
        return rows.filter(
            Q(unit_id__in=reach.unit_ids)
            | Q(pk__in=shared)
            | Q(occasion_id__in=trips)
            | Q(occasion_id__in=visits)
        )

    def standing(self) -> Self:
        """Those that count: neither withdrawn nor joined to another record of the same meeting."""
        return self.filter(state=MeetingState.RECORDED)


class Meeting(models.Model):
    """``occasion`` is the trip, visit or event that it belongs to. ``title`` names whom we met, firm or not.

    ``once`` is the name that the phone gave its draft: what is sent again under it is this row again.
    A record of the same meeting by somebody else stays, with ``joined_into``, and counts no more.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    subject = models.OneToOneField(
        "ledger.Subject", models.PROTECT, verbose_name="统计对象", related_name="meeting"
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="责任单位", related_name="+", db_index=False
    )
    occasion = models.ForeignKey(
        "ledger.Subject", models.PROTECT, null=True, verbose_name="所属活动", related_name="meetings"
    )
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        models.PROTECT,
        null=True,
        verbose_name="会谈企业",
        related_name="meetings",
        db_index=False,
    )
    title = models.CharField("会谈对象", max_length=200)
    held_on = models.DateField("会谈日期")
    held_at = models.TimeField("开始时间", null=True)
    form = models.CharField("会谈方式", max_length=12, choices=MeetingForm)
    place = models.CharField("地点", max_length=60, blank=True)
    outcome = models.CharField("会谈结果", max_length=12, choices=MeetingOutcome)
    result = models.TextField("会谈情况")
    state = models.CharField("状态", max_length=12, choices=MeetingState, default=MeetingState.RECORDED)
    joined_into = models.ForeignKey(
        "self", models.PROTECT, null=True, verbose_name="合并到的会谈", related_name="joined"
    )
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "会谈"
        verbose_name_plural = "会谈"
        indexes = [
            models.Index(fields=["city", "-held_on", "-id"], name="meeting_latest_first"),
            models.Index(fields=["unit", "-held_on", "-id"], name="meeting_of_unit"),
            models.Index(fields=["enterprise", "-held_on"], name="meeting_of_firm"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="meeting_code_unique",
                violation_error_message="会谈编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "once"],
                name="meeting_once_unique",
                violation_error_message="这份草稿已经登记过",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=MeetingState.JOINED, joined_into__isnull=False)
                    | (~Q(state=MeetingState.JOINED) & Q(joined_into__isnull=True))
                ),
                name="meeting_joined_says_where",
                violation_error_message="已合并的会谈须写明合并到哪一条",
            ),
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True) | ~Q(joined_into=F("id")),
                name="meeting_not_joined_to_itself",
                violation_error_message="会谈不能合并到它自己",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on.isoformat()} {self.title}"


class MeetingPart(ActivityPart):
    """A unit's part in a meeting that several recorded; without parts it is the unit's alone."""

    activity = models.ForeignKey(Meeting, models.PROTECT, verbose_name="会谈", related_name="parts")

    class Meta:
        verbose_name = "会谈参加单位"
        verbose_name_plural = "会谈参加单位"
        constraints = [
            models.UniqueConstraint(fields=["activity", "unit"], name="meeting_part_once_per_unit")
        ]


class MeetingTopic(models.Model):
    """What was discussed: a project, a lead or an opportunity, by its subject."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name="会谈", related_name="topics")
    subject = models.ForeignKey(
        "ledger.Subject", models.PROTECT, verbose_name="所谈事项", related_name="discussed_at"
    )

    class Meta:
        verbose_name = "会谈事项"
        verbose_name_plural = "会谈事项"
        constraints = [models.UniqueConstraint(fields=["meeting", "subject"], name="meeting_topic_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.subject_id}"


class MeetingPerson(models.Model):
    """Who sat at the table: somebody of ours, or of theirs, by the name and post that were said."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name="会谈", related_name="people")
    side = models.CharField("哪一方", max_length=8, choices=Side)
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="人员", related_name="+"
    )
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)

    class Meta:
        verbose_name = "会谈人员"
        verbose_name_plural = "会谈人员"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "side", "name"], name="meeting_person_once")
        ]

    def __str__(self) -> str:
        return self.name


class MeetingPhoto(models.Model):
    """A picture or a paper of the meeting, kept under the hash of its content; withdrawn, never deleted."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name="会谈", related_name="photos")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, verbose_name="文件", related_name="+")
    name = models.CharField("文件名", max_length=200)
    added_at = models.DateTimeField("上传时间")
    added_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="上传人", related_name="+"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        verbose_name = "会谈照片"
        verbose_name_plural = "会谈照片"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "file"],
                condition=Q(withdrawn_at__isnull=True),
                name="meeting_photo_once",
                violation_error_message="这张照片已经上传过",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MeetingApart(models.Model):
    """Somebody looked at two records of one day and one firm, and found that they are two meetings."""

    earlier = models.ForeignKey(Meeting, models.PROTECT, verbose_name="较早登记", related_name="+")
    later = models.ForeignKey(Meeting, models.PROTECT, verbose_name="较晚登记", related_name="+")
    said_at = models.DateTimeField("确认时间")
    said_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="确认人", related_name="+"
    )

    class Meta:
        verbose_name = "非同一会谈"
        verbose_name_plural = "非同一会谈"
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="meeting_apart_once"),
            models.CheckConstraint(condition=Q(earlier__lt=F("later")), name="meeting_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} / {self.later_id}"
