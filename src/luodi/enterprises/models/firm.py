"""What is known of a firm beside its row: earlier names, what marks it, its people, and what was checked of it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from luodi.enterprises.choices import CheckItem, MarkKind, Outcome
from luodi.enterprises.models.enterprise import Enterprise
from luodi.kernel.money import Yuan


class Profile(models.Model):
    """What a firm does and where; ``once`` names the form by which it was entered."""

    enterprise = models.OneToOneField(Enterprise, models.PROTECT, verbose_name="企业", related_name="profile")
    business = models.CharField("主营业务", max_length=400, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    capital_fen = models.BigIntegerField("注册资本（分）", null=True)
    founded_on = models.DateField("成立日期", null=True)
    website = models.URLField("网址", max_length=200, blank=True)
    remark = models.CharField("备注", max_length=400, blank=True)
    recorded_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)

    class Meta:
        verbose_name = "企业简介"
        verbose_name_plural = "企业简介"
        constraints = [
            models.UniqueConstraint(
                fields=["recorded_by", "once"], name="profile_once", violation_error_message="已经登记"
            )
        ]

    def __str__(self) -> str:
        return self.business

    @property
    def capital(self) -> Yuan | None:
        return None if self.capital_fen is None else Yuan(self.capital_fen)


class FormerName(models.Model):
    """A name that the firm bore until a day, where that is known; the firm is still found under it."""

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, verbose_name="企业", related_name="former_names"
    )
    name = models.CharField("曾用名", max_length=200)
    until = models.DateField("用至", null=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )

    class Meta:
        verbose_name = "企业曾用名"
        verbose_name_plural = "企业曾用名"
        ordering = ["-until", "-id"]
        indexes = [models.Index(fields=["name"], name="former_name_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"],
                name="former_name_once",
                violation_error_message="这个曾用名已经登记",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MarkQuerySet(models.QuerySet["Mark"]):
    def on(self, day: date) -> Self:
        """Marks that hold on the day, the last one included."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), is_void=False, since__lte=day)


class Mark(models.Model):
    """What the firm is known as from a day to a day, both included; ``source`` is the list or paper that says so."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, verbose_name="企业", related_name="marks")
    kind = models.CharField("标识", max_length=16, choices=MarkKind)
    since = models.DateField("自")
    until = models.DateField("至", null=True)
    detail = models.CharField("说明", max_length=120, blank=True)
    source = models.CharField("依据", max_length=200)
    is_void = models.BooleanField("已撤销", default=False)
    version = models.BigIntegerField("版本号", default=0)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = "企业标识"
        verbose_name_plural = "企业标识"
        ordering = ["-since", "id"]
        indexes = [
            models.Index(fields=["kind", "enterprise"], condition=Q(is_void=False), name="mark_by_kind")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="mark_term_in_order",
                violation_error_message="结束日期不能早于开始日期",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Contact(models.Model):
    """One of the firm's people. ``unit`` keeps in touch: it alone, and the centre, see the number in full."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, verbose_name="企业", related_name="contacts")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="联系单位", related_name="+")
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("职务", max_length=80, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    email = models.EmailField("邮箱", max_length=120, blank=True)
    is_main = models.BooleanField("主要联系人", default=False)
    note = models.CharField("备注", max_length=200, blank=True)
    left_on = models.DateField("离任日期", null=True)
    version = models.BigIntegerField("版本号", default=0)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="登记人", related_name="+"
    )

    class Meta:
        verbose_name = "企业联系人"
        verbose_name_plural = "企业联系人"
        ordering = ["-is_main", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(is_main=True),
                name="contact_main_once",
                violation_error_message="主要联系人只能有一位",
            )
        ]

    def __str__(self) -> str:
        return self.name


class DueCheck(models.Model):
    """One thing that somebody looked into on a day, on a source; a later one on the item stands before it."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, verbose_name="企业", related_name="due_checks")
    item = models.CharField("事项", max_length=16, choices=CheckItem)
    outcome = models.CharField("结论", max_length=12, choices=Outcome)
    finding = models.TextField("查到的情况")
    source = models.CharField("查询来源", max_length=200)
    checked_on = models.DateField("查询日期")
    checked_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="查询人", related_name="+"
    )
    withdrawn = models.CharField("撤销原因", max_length=200, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)

    class Meta:
        verbose_name = "尽职调查事项"
        verbose_name_plural = "尽职调查事项"
        ordering = ["-checked_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["checked_by", "once"], name="due_check_once", violation_error_message="已经登记"
            )
        ]

    def __str__(self) -> str:
        return self.get_item_display()


class DueCheckFile(models.Model):
    """A page or paper that shows what was found."""

    check_of = models.ForeignKey(DueCheck, models.PROTECT, verbose_name="尽职调查事项", related_name="files")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, verbose_name="文件", related_name="+")
    name = models.CharField("文件名", max_length=200)

    class Meta:
        verbose_name = "尽职调查附件"
        verbose_name_plural = "尽职调查附件"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["check_of", "file"], name="due_check_file_once")]

    def __str__(self) -> str:
        return self.name
