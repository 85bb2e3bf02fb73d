"""Written instructions of leaders (批示): what was said, about what, which items came of it, what was answered."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.policies import Reach
from luodi.projects.models import Project


class InstructionQuerySet(models.QuerySet["Instruction"]):
    def visible_to(self, reach: Reach, *, person_id: int | None = None) -> Self:
        """Those about projects or units that the reach sees, and those of the leader who looks."""
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        seen = Q(project__in=Project.objects.visible_to(reach)) | Q(unit_id__in=reach.unit_ids)
        return rows.filter(seen if person_id is None else seen | Q(leader_id=person_id))

    def unanswered(self) -> Self:
        return self.filter(answered_at__isnull=True)


class Instruction(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    leader = models.ForeignKey(
        "organisation.Person", models.PROTECT, verbose_name="批示领导", related_name="instructions"
    )
    given_on = models.DateField("批示日期")
    text = models.CharField("批示内容", max_length=1000)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, verbose_name="有关项目", related_name="instructions"
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, verbose_name="有关单位", related_name="+"
    )
    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, verbose_name="扫描件", related_name="+"
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )
    answer = models.CharField("办理反馈", max_length=1000, blank=True)
    answered_at = models.DateTimeField("反馈时间", null=True)
    answered_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="反馈人", related_name="+"
    )
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        verbose_name = "领导批示"
        verbose_name_plural = "领导批示"
        indexes = [models.Index(fields=["city", "leader", "answered_at"], name="instruction_by_leader")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="instruction_code_unique",
                violation_error_message="编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "once"], name="instruction_once", violation_error_message="这件批示已经登记"
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=False) | Q(unit__isnull=False),
                name="instruction_about_something",
                violation_error_message="批示须关于一个项目或一个单位",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="instruction_answered_in_words",
                violation_error_message="反馈须写明办理情况",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text[:40]}"


class InstructionItem(models.Model):
    """An action item that came of an instruction."""

    instruction = models.ForeignKey(
        Instruction, models.PROTECT, verbose_name="领导批示", related_name="items"
    )
    item = models.OneToOneField(
        "actions.ActionItem", models.PROTECT, verbose_name="待办事项", related_name="instruction"
    )

    class Meta:
        verbose_name = "批示办理事项"
        verbose_name_plural = "批示办理事项"

    def __str__(self) -> str:
        return f"{self.instruction_id} {self.item_id}"
