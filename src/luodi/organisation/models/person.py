"""People and the posts they hold; figures refer to them by id and never carry their names."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.choices import Rank


class Person(models.Model):
    city = models.ForeignKey("organisation.City", models.PROTECT, verbose_name="城市", related_name="people")
    code = models.CharField("人员编码", max_length=40)
    name = models.CharField("姓名", max_length=40)
    mobile = models.CharField("手机", max_length=20, blank=True)
    version = models.BigIntegerField("版本号", default=0)

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="person_code_unique", violation_error_message="人员编码已被使用"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    def held_on(self, day: date) -> Self:
        """Posts that were held on the day; the last day of a post is the one before ``until``."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class Post(models.Model):
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="posts")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="单位", related_name="posts")
    title = models.CharField("职务", max_length=60)
    rank = models.CharField("级别", max_length=16, choices=Rank)
    since = models.DateField("任职日期")
    until = models.DateField("免职日期", null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="post_ends_after_start",
                violation_error_message="免职日期不能早于任职日期",
            )
        ]

    def __str__(self) -> str:
        return self.title
