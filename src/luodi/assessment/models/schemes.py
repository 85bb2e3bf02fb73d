"""Schemes (考核办法) in their versions: the text of a group's rules, who wrote it and who put it into force."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.assessment.choices import SchemeState
from luodi.assessment.models.groups import Group
from luodi.organisation.policies import Reach


class SchemeVersionQuerySet(models.QuerySet["SchemeVersion"]):
    def visible_to(self, reach: Reach) -> Self:
        """What is or was in force is known to all who work in the city; drafts to who sees the whole city."""
        if reach.unit_ids == frozenset():
            return self.none()
        rows = self.filter(group__city_id=reach.city_id)
        return rows if reach.unit_ids is None else rows.exclude(state=SchemeState.DRAFT)

    def in_force(self) -> Self:
        return self.filter(state=SchemeState.ADOPTED)


class SchemeVersion(models.Model):
    """A draft is edited; what was adopted never changes again. ``sha256`` is of the text."""

    group = models.ForeignKey(Group, models.PROTECT, verbose_name="考核组", related_name="schemes")
    number = models.PositiveIntegerField("第几版")
    title = models.CharField("名称", max_length=120)
    text = models.TextField("正文")
    sha256 = models.CharField("正文校验值", max_length=64)
    state = models.CharField("状态", max_length=12, choices=SchemeState, default=SchemeState.DRAFT)
    document = models.CharField("印发文件", max_length=120, blank=True)
    version = models.BigIntegerField("版本号", default=0)
    written_at = models.DateTimeField("起草时间")
    written_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="起草人", related_name="+", db_index=False
    )
    edited_at = models.DateTimeField("修改时间")
    edited_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="修改人", related_name="+", db_index=False
    )
    adopted_at = models.DateTimeField("施行时间", null=True)
    adopted_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="批准人",
        related_name="+",
        db_index=False,
    )

    objects = SchemeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "考核办法"
        verbose_name_plural = "考核办法"
        ordering = ["group_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"],
                name="assessment_scheme_number_unique",
                violation_error_message="这一版已经有了",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(state="ADOPTED"),
                name="assessment_scheme_one_in_force",
                violation_error_message="一个考核组只施行一版考核办法",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT")
                | (Q(adopted_at__isnull=False, adopted_by__isnull=False) & ~Q(document="")),
                name="assessment_scheme_adopted_by_document",
                violation_error_message="施行须有印发文件和批准人",
            ),
            models.CheckConstraint(
                condition=Q(adopted_by__isnull=True)
                | (~Q(adopted_by=models.F("written_by")) & ~Q(adopted_by=models.F("edited_by"))),
                name="assessment_scheme_adopted_by_another",
                violation_error_message="起草和修改的人不能自己批准施行",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"

    @property
    def is_draft(self) -> bool:
        return self.state == SchemeState.DRAFT
