"""Chambers and associations per city: who leads them, how many members, and who of ours keeps in touch."""

from django.db import models

from luodi.directory.choices import AssociationKind
from luodi.directory.models.entry import Entry
from luodi.organisation.querysets import OfTheCity


class AssociationQuerySet(OfTheCity["Association"]):
    """The city's directory, for everybody who has business there: it is one for all units."""


class Association(Entry):
    """``place`` is the city that it sits in; ``station_since``: it is a liaison station of ours from then on."""

    name = models.CharField("名称", max_length=120)
    kind = models.CharField("组织类别", max_length=12, choices=AssociationKind)
    leader = models.CharField("负责人", max_length=60, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True)
    members = models.PositiveIntegerField("会员企业数", null=True)
    station_since = models.DateField("挂牌联络站", null=True)

    objects = AssociationQuerySet.as_manager()

    class Meta:
        verbose_name = "商会协会"
        verbose_name_plural = "商会协会"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"],
                name="association_code_unique",
                violation_error_message="编号已被使用",
            ),
            models.UniqueConstraint(
                fields=["city", "place", "name"],
                name="association_name_unique",
                violation_error_message="这个城市已登记同名的商会协会",
            ),
            models.UniqueConstraint(fields=["city", "once"], name="association_once_unique"),
        ]

    def __str__(self) -> str:
        return self.name
