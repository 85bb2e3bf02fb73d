"""Evidence (佐证): a file that shows what a project claims, kept with the claim and never deleted."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.ledger.kinds import FactKind
from luodi.organisation.policies import Reach
from luodi.projects.models import Project
from luodi.recognition.demands import label_of


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def held(self) -> Self:
        """Evidence that was not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def held_at(self, moment: datetime) -> Self:
        """Evidence that was there at the moment, whatever became of it later."""
        return self.filter(uploaded_at__lte=moment).exclude(withdrawn_at__lte=moment)

    def visible_to(self, reach: Reach) -> Self:
        """Evidence of the projects that the reach shows."""
        return self.filter(project__in=Project.objects.all().seen_by(reach))


class Evidence(models.Model):
    """``ordinal`` is the fact's for kinds of which a project has many (funds, milestones), else 0.

    ``kind`` is a code of the table of evidence; ``name`` is the file's as it was sent.
    """

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="项目", related_name="evidence"
    )
    fact_kind = models.CharField("事实类别", max_length=32, choices=FactKind)
    ordinal = models.BigIntegerField("次序", default=0)
    kind = models.CharField("佐证类别", max_length=24)
    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, verbose_name="文件", related_name="evidence"
    )
    name = models.CharField("文件名", max_length=200)
    note = models.CharField("说明", max_length=200, blank=True)
    uploaded_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="上传人", related_name="+"
    )
    uploaded_at = models.DateTimeField("上传时间")
    withdrawn_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="撤下人", related_name="+"
    )
    withdrawn_at = models.DateTimeField("撤下时间", null=True)
    withdrawn_reason = models.CharField("撤下原因", max_length=200, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "佐证材料"
        verbose_name_plural = "佐证材料"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "fact_kind", "ordinal", "kind", "file"],
                condition=Q(withdrawn_at__isnull=True),
                name="evidence_once",
                violation_error_message="这份文件已经在这一类佐证里了",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("uploaded_at")),
                name="evidence_withdrawn_after_uploading",
                violation_error_message="撤下时间不能早于上传时间",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "fact_kind", "ordinal", "kind"],
                condition=Q(withdrawn_at__isnull=True),
                name="evidence_held",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        return label_of(self.kind)

    @property
    def fact_label(self) -> str:
        return "变更" if self.fact_kind == FactKind.PROJECT_STATE else FactKind(self.fact_kind).label
