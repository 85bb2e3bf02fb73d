"""What every entry of the directory says of itself."""

from django.db import models


class Entry(models.Model):
    """``place`` is the city where it is found; ``unit`` keeps in touch, until ``closed_on`` if that is set."""

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    place = models.CharField("所在地", max_length=6)
    industry = models.CharField("行业", max_length=6, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="联系单位", related_name="+")
    remark = models.CharField("说明", max_length=800, blank=True)
    closed_on = models.DateField("停用日期", null=True)
    search_text = models.CharField("检索文本", max_length=400)
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)
    version = models.BigIntegerField("版本号", default=0)
    created_at = models.DateTimeField("登记时间")
    created_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+", db_index=False
    )

    class Meta:
        abstract = True
