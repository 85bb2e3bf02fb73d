"""The last number that was given to a thing of a kind in a city and a year."""

from django.db import models


class CodeSeries(models.Model):
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    prefix = models.CharField("前缀", max_length=2)
    year = models.PositiveIntegerField("年份")
    last = models.BigIntegerField("最后一号")

    class Meta:
        verbose_name = "编号序列"
        verbose_name_plural = "编号序列"
        constraints = [models.UniqueConstraint(fields=["city", "prefix", "year"], name="code_series_unique")]

    def __str__(self) -> str:
        return f"{self.prefix}{self.year}-{self.last}"
