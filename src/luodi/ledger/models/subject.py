"""The countable things that facts hang on; an occasion (trip, visit, event) is a subject with a place in a tree."""

from django.db import models

from luodi.ledger.kinds import SubjectKind


class Subject(models.Model):
    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="+")
    kind = models.CharField("类别", max_length=16, choices=SubjectKind)
    code = models.CharField("编号", max_length=60)
    label = models.CharField("名称", max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, verbose_name="上级活动", related_name="children"
    )

    class Meta:
        verbose_name = "统计对象"
        verbose_name_plural = "统计对象"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "kind", "code"],
                name="subject_code_unique",
                violation_error_message="同类对象的编号不能重复",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.code
