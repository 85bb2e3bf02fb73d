"""Who belongs to a team: people whom their own units second to it for a term."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.organisation.policies import Reach
from luodi.teams.choices import MemberRole


class SecondmentQuerySet(models.QuerySet["Secondment"]):
    def visible_to(self, reach: Reach) -> Self:
        """Those of the reach's teams, and those whom one of its units has seconded."""
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        return rows.filter(Q(unit_id__in=reach.unit_ids) | Q(home_id__in=reach.unit_ids))

    def on(self, day: date) -> Self:
        """Those whose term holds on the day; the last day of a term belongs to it."""
        return self.filter(since__lte=day, until__gte=day)

    def within(self, first: date, last: date) -> Self:
        """Those whose term has a day between the two."""
        return self.filter(since__lte=last, until__gte=first)

    def in_order(self) -> Self:
        """The head first, then by the day on which they came."""
        places = [models.When(role=role, then=nth) for nth, role in enumerate(MemberRole)]
        return self.order_by(models.Case(*places), "since", "id")


class Secondment(models.Model):
    """``until`` is the last day of the term. One who is recalled keeps the days until then, with the reason."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        verbose_name="招商队伍",
        related_name="secondments",
        db_index=False,
    )
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, verbose_name="队员", related_name="secondments"
    )
    home = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, verbose_name="派出单位", related_name="+"
    )
    role = models.CharField("职务", max_length=12, choices=MemberRole)
    since = models.DateField("开始日期")
    until = models.DateField("期满日期")
    document = models.CharField("选派文号", max_length=80, blank=True)
    ended_reason = models.CharField("提前结束原因", max_length=200, blank=True)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    objects = SecondmentQuerySet.as_manager()

    class Meta:
        verbose_name = "队员选派"
        verbose_name_plural = "队员选派"
        indexes = [
            models.Index(fields=["unit", "since", "until"], name="secondment_of_team"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "unit", "person", "since"],
                name="secondment_once",
                violation_error_message="这名队员从这一天起已在这支队伍",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="secondment_ends_after_start",
                violation_error_message="期满日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.unit_id}"
