"""Groups (考核组): who is assessed together in a year, and since when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from luodi.assessment.choices import GroupKind
from luodi.organisation.policies import Reach


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, reach: Reach) -> Self:
        """Those of the reach's city, for everybody who has business there: who is assessed together is published."""
        if reach.unit_ids == frozenset():
            return self.none()
        return self.filter(city_id=reach.city_id)


class Group(models.Model):
    """Ranks and relative scores compare its members with each other and with nobody else."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    name = models.CharField("名称", max_length=40)
    kind = models.CharField("类别", max_length=12, choices=GroupKind)
    remark = models.CharField("说明", max_length=400, blank=True)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "考核组"
        verbose_name_plural = "考核组"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="assessment_group_code_unique",
                violation_error_message="编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "year", "name"],
                name="assessment_group_name_unique",
                violation_error_message="本年度已有同名的考核组",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年度{self.name}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def standing_on(self, day: date) -> Self:
        """Those who stood in their group on the day; the last day is the one before ``until``."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def with_all(self) -> Self:
        return self.select_related("unit", "person", "group")


class Membership(models.Model):
    """A unit or a leader in a group. Who changes groups within the year is assessed where it stands at the cut-off.

    ``reviewed_only`` is scored without a rank; ``excluded`` is the reason why it is not assessed at all.
    """

    group = models.ForeignKey(Group, models.PROTECT, verbose_name="考核组", related_name="memberships")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, verbose_name="单位", related_name="+"
    )
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="领导", related_name="+"
    )
    since = models.DateField("编入日期")
    until = models.DateField("调出日期", null=True)
    reviewed_only = models.BooleanField("只通报不排名", default=False)
    excluded = models.CharField("不参加考核的原因", max_length=200, blank=True)
    position = models.PositiveIntegerField("排序", default=0)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "考核组成员"
        verbose_name_plural = "考核组成员"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(person__isnull=True),
                name="assessment_member_is_one",
                violation_error_message="考核对象是一个单位或一名市领导",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=models.F("since")),
                name="assessment_member_leaves_after_joining",
                violation_error_message="调出日期须晚于编入日期",
            ),
            models.UniqueConstraint(
                fields=["group", "unit", "since"],
                condition=Q(unit__isnull=False),
                name="assessment_member_unit_once",
                violation_error_message="该单位已在本组",
            ),
            models.UniqueConstraint(
                fields=["group", "person", "since"],
                condition=Q(person__isnull=False),
                name="assessment_member_person_once",
                violation_error_message="该领导已在本组",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What tells members apart in runs, addresses and files: a unit's code, or a leader's behind an @."""
        return self.unit.code if self.unit else f"@{self.person.code}" if self.person else ""

    @property
    def name(self) -> str:
        return self.unit.short_name if self.unit else self.person.name if self.person else ""
