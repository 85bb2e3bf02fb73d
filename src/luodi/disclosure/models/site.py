"""What the public site says of itself."""

from django.db import models


class PublicSite(models.Model):
    """The city's public site: whether it is open, who keeps it, and the numbers that its foot must show.

    Source: 国办发〔2017〕47号: the foot of a government site names its keeper, its records and mark, and a
    way to report an error.
    """

    city = models.OneToOneField(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", primary_key=True
    )
    is_open = models.BooleanField("已开放", default=False)
    title = models.CharField("网站名称", max_length=60)
    keeper = models.CharField("主办单位", max_length=60)
    contact = models.CharField("联系方式", max_length=120)
    address = models.CharField("地址", max_length=120, blank=True)
    site_mark = models.CharField("网站标识码", max_length=20, blank=True)
    icp = models.CharField("ICP备案号", max_length=60, blank=True)
    police = models.CharField("公安备案号", max_length=60, blank=True)
    report_at = models.CharField("找错", max_length=200, blank=True)
    version = models.BigIntegerField("版本号", default=0)
    changed_at = models.DateTimeField("修改时间")
    changed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="修改人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "公开网站"
        verbose_name_plural = "公开网站"

    def __str__(self) -> str:
        return self.title
