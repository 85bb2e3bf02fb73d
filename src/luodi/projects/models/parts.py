"""What hangs on a project: who shares in it, and which stages were skipped and why."""

from django.db import models
from django.db.models import Q

from luodi.projects.choices import Stage


class ProjectShare(models.Model):
    """One unit's part in a project that several units brought; a project of one unit has none."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name="项目", related_name="shares"
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="单位", related_name="+")
    basis_points = models.PositiveIntegerField("份额（万分之）")

    class Meta:
        verbose_name = "项目分成"
        verbose_name_plural = "项目分成"
        constraints = [
            models.UniqueConstraint(fields=["project", "unit"], name="project_share_once_per_unit"),
            models.CheckConstraint(
                condition=Q(basis_points__gt=0, basis_points__lte=10_000), name="project_share_within_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.basis_points}"


class StageSkip(models.Model):
    """A stage that the project never went through, with the reason; no fact is invented for it."""

    project = models.ForeignKey("projects.Project", models.PROTECT, verbose_name="项目", related_name="skips")
    stage = models.CharField("阶段", max_length=16, choices=Stage)
    reason = models.CharField("原因", max_length=400)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "跳过的阶段"
        verbose_name_plural = "跳过的阶段"
        constraints = [models.UniqueConstraint(fields=["project", "stage"], name="stage_skip_once")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}：{self.reason}"
