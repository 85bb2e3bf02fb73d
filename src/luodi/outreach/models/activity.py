"""What trips and visits have in common: units met firms and discussed projects, one of them being responsible."""

from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from luodi.organisation.choices import Rank
from luodi.organisation.policies import Reach
from luodi.outreach.choices import ActivityState, ResultClass, Side

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


def taken_part_in(rows: Rows, reach: Reach) -> Rows:
    """Those of the reach's city in which one of its units took part."""
    within = rows.filter(city_id=reach.city_id)
    if reach.unit_ids is None:
        return within
    parts: Any = rows.model._meta.get_field("parts").related_model
    shared = parts._default_manager.filter(unit_id__in=reach.unit_ids).values("activity_id")
    return within.filter(Q(unit_id__in=reach.unit_ids) | Q(pk__in=shared))


class Activity(models.Model):
    """It counts from its report on; until then it is a plan, and after a withdrawal nothing of it counts any more."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=40)
    subject = models.OneToOneField(
        "ledger.Subject", models.PROTECT, verbose_name="统计对象", related_name="%(class)s"
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="责任单位", related_name="+", db_index=False
    )
    title = models.CharField("名称", max_length=120)
    led_by = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="带队领导", related_name="+"
    )
    head_count = models.PositiveIntegerField("人数", null=True)
    summary = models.TextField("情况", blank=True)
    state = models.CharField("办理状态", max_length=12, choices=ActivityState, default=ActivityState.REPORTED)
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    version = models.BigIntegerField("版本号", default=0)
    search_text = models.CharField("检索文本", max_length=500, default="", db_default="")
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )
    updated_at = models.DateTimeField("更新时间")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class ActivityPart(models.Model):
    """One unit's part in an activity that several share, in basis points; without parts it is the unit's alone."""

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="参加单位", related_name="+")
    basis_points = models.PositiveIntegerField("份额（万分之）")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.basis_points}"


class ActivityFirm(models.Model):
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, verbose_name="对接企业", related_name="%(class)ss"
    )
    contact = models.CharField("接洽人", max_length=60, blank=True)
    intention = models.CharField("意向", max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.enterprise_id)


class ActivityProject(models.Model):
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="洽谈项目", related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.project_id)


class ActivityMember(models.Model):
    """Who took part: somebody of ours, known or by name, or a guest, with post and rank as they were then."""

    side = models.CharField("哪一方", max_length=8, choices=Side, default=Side.OURS)
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="人员", related_name="+"
    )
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=80, blank=True)
    rank = models.CharField("级别", max_length=16, choices=Rank, blank=True)
    seat = models.PositiveSmallIntegerField("排序")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ActivityAppointment(models.Model):
    """A line of the programme: when, where, with whom, for what."""

    on = models.DateField("日期")
    starts = models.TimeField("时间", null=True)
    place = models.CharField("地点", max_length=60, blank=True)
    text = models.CharField("内容", max_length=200)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", models.PROTECT, null=True, verbose_name="企业", related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.text}"


class ActivityFile(models.Model):
    """A picture or a paper of an activity, kept under the hash of its content; withdrawn, never deleted."""

    file = models.ForeignKey("documents.StoredFile", models.PROTECT, verbose_name="文件", related_name="+")
    name = models.CharField("文件名", max_length=200)
    caption = models.CharField("说明", max_length=120, blank=True)
    added_at = models.DateTimeField("上传时间")
    added_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="上传人", related_name="+"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ActivityHandling(models.Model):
    """What an activity is for, which class of result it had, and who handled it when."""

    purpose = models.CharField("目的", max_length=400, blank=True)
    outcome = models.CharField("成果类别", max_length=12, choices=ResultClass, blank=True)
    submitted_at = models.DateTimeField("报批时间", null=True)
    submitted_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="报批人", related_name="+"
    )
    decided_at = models.DateTimeField("批复时间", null=True)
    decided_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="批复人", related_name="+"
    )
    note = models.CharField("意见", max_length=400, blank=True)
    reported_at = models.DateTimeField("报告时间", null=True)
    reported_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="报告人", related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.purpose
