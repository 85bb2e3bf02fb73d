"""What a unit's clerks have taught: what a heading means, and what a word in a cell means."""

from django.db import models


class ColumnMemory(models.Model):
    """``field`` empty means that the column is left out; ``measure`` empty, that the heading or the cell says it."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="单位", related_name="+")
    heading = models.CharField("表头", max_length=200)
    field = models.CharField("对应内容", max_length=40, blank=True)
    measure = models.CharField("计量单位", max_length=12, blank=True)
    remembered_at = models.DateTimeField("记住时间")

    class Meta:
        verbose_name = "表头对应"
        verbose_name_plural = "表头对应"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "unit", "heading"],
                name="column_memory_once",
                violation_error_message="这一表头已经记过",
            )
        ]

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"


class WordMemory(models.Model):
    """``text`` in a column of ``field`` means ``value``: 电子信息 among industries means C39."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="单位", related_name="+")
    field = models.CharField("内容", max_length=40)
    text = models.CharField("表中写法", max_length=200)
    value = models.CharField("含义", max_length=40)
    remembered_at = models.DateTimeField("记住时间")

    class Meta:
        verbose_name = "写法对应"
        verbose_name_plural = "写法对应"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "unit", "field", "text"],
                name="word_memory_once",
                violation_error_message="这一写法已经记过",
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} → {self.value}"
