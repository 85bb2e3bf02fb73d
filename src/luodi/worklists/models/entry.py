"""Who stood on which list from when until when, and what the city has set; written, never rewritten later."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.organisation.policies import Reach
from luodi.projects.models import Project
from luodi.worklists.choices import Light


class ListEntryQuerySet(models.QuerySet["ListEntry"]):
    def on(self, city_id: int, rule: str, day: date) -> Self:
        """What stood on the list at the end of the day."""
        rows = self.filter(city_id=city_id, rule=rule, from_on__lte=day)
        return rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=day))

    def open(self) -> Self:
        return self.filter(until_on__isnull=True)

    def seen_by(self, reach: Reach) -> Self:
        if reach.unit_ids is None:
            return self.filter(city_id=reach.city_id)
        return self.filter(project__in=Project.objects.all().seen_by(reach))


class ListEntry(models.Model):
    """A project's time on a list under one light: from the end of ``from_on`` until before the end of ``until_on``.

    Another light, or another day from which its age counts, begins a new one; ``entered_on`` stays. ``left_on`` is
    said by the one with which the project left the list.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    rule = models.CharField("清单", max_length=24)
    project = models.ForeignKey("projects.Project", models.PROTECT, verbose_name="项目", related_name="+")
    light = models.CharField("灯号", max_length=8, choices=Light)
    since = models.DateField("起算日期", null=True)
    entered_on = models.DateField("列入日期")
    from_on = models.DateField("本段始于")
    until_on = models.DateField("本段止于", null=True)
    left_on = models.DateField("移出日期", null=True)

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "清单记录"
        verbose_name_plural = "清单记录"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "rule", "project"],
                condition=Q(until_on__isnull=True),
                name="list_entry_open_once",
                violation_error_message="同一项目在同一清单上只能有一条未结束的记录",
            ),
            models.UniqueConstraint(
                fields=["city", "rule", "project", "from_on"], name="list_entry_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")),
                name="list_entry_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on=F("until_on")),
                name="list_entry_left_at_its_end",
            ),
        ]
        indexes = [models.Index(fields=["city", "rule", "from_on", "until_on"], name="list_entry_by_day")]

    def __str__(self) -> str:
        return f"{self.rule} {self.project_id} {self.from_on}"


class WorklistRun(models.Model):
    """The lists as they were worked out at the end of a day; made again on the same day, the later one holds."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    on = models.DateField("日期")
    made_at = models.DateTimeField("运行时间")
    n_listed = models.PositiveIntegerField("在单")
    n_entered = models.PositiveIntegerField("列入")
    n_left = models.PositiveIntegerField("移出")

    class Meta:
        verbose_name = "清单夜间运行"
        verbose_name_plural = "清单夜间运行"
        constraints = [models.UniqueConstraint(fields=["city", "on"], name="worklist_run_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on}"


class WorklistTerms(models.Model):
    """The numbers of one list as the city has set them from a day on; only ever appended."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    rule = models.CharField("清单", max_length=24)
    valid_from = models.DateField("施行日期")
    values = models.JSONField("参数")
    source = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="设定人", related_name="+"
    )
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "清单参数"
        verbose_name_plural = "清单参数"
        indexes = [models.Index(fields=["city", "rule", "-valid_from", "-id"], name="worklist_terms_latest")]

    def __str__(self) -> str:
        return f"{self.rule} {self.valid_from} 起"
