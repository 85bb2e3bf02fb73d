"""What has been sent already: a form that creates something carries a word that can be used once."""

from django.db import models


class SentForm(models.Model):
    """Written in the transaction of the act itself, so that of two equal submissions at once only one acts."""

    token = models.CharField("一次性编号", max_length=32, primary_key=True)
    account = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="提交人", related_name="+", db_index=False
    )
    leads_to = models.TextField("结果页面", blank=True)
    sent_at = models.DateTimeField("提交时间")

    class Meta:
        verbose_name = "已提交的表单"
        verbose_name_plural = "已提交的表单"

    def __str__(self) -> str:
        return self.token
