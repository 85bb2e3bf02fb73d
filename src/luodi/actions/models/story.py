"""What belongs to an item: where it comes from, how its day is reckoned, who helps, what was said and asked."""

from django.db import models
from django.db.models import Q

from luodi.actions.choices import Colour, ExtensionState, Level, ReportState
from luodi.actions.models.item import ActionItem


class ItemBasis(models.Model):
    """``workdays`` after ``begins_on``, or the ``asked_day``: the deadline follows from these and the calendar.

    ``approver`` is the leader whose instruction it serves, and who may grant another day beside who set it.
    """

    item = models.OneToOneField(
        ActionItem, models.PROTECT, primary_key=True, verbose_name="事项", related_name="basis"
    )
    begins_on = models.DateField("起算日期")
    workdays = models.PositiveSmallIntegerField("办理时限（工作日）", null=True)
    asked_day = models.DateField("要求日期", null=True)
    source_subject = models.ForeignKey(
        "ledger.Subject", models.PROTECT, null=True, verbose_name="来源对象", related_name="+"
    )
    source_note = models.CharField("来源说明", max_length=200, blank=True)
    source_path = models.CharField("来源地址", max_length=200, blank=True)
    approver = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="批复领导", related_name="+"
    )

    class Meta:
        verbose_name = "交办依据"
        verbose_name_plural = "交办依据"
        constraints = [
            models.CheckConstraint(
                condition=Q(workdays__isnull=True, asked_day__isnull=False)
                | Q(workdays__isnull=False, asked_day__isnull=True),
                name="item_basis_days_or_day",
                violation_error_message="期限按工作日数或按日期，须且只须定一种",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}"


class CoOwner(models.Model):
    item = models.ForeignKey(
        ActionItem,
        models.PROTECT,
        verbose_name="事项",
        related_name="co_owners",
        db_index=False,
    )
    account = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="协办人", related_name="+"
    )

    class Meta:
        verbose_name = "协办人"
        verbose_name_plural = "协办人"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "account"], name="co_owner_once", violation_error_message="已是协办人"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.account_id}"


class ItemReport(models.Model):
    """What was said to be done, by whom, and what somebody else said to that."""

    item = models.ForeignKey(ActionItem, models.PROTECT, verbose_name="事项", related_name="reports")
    text = models.CharField("办理结果", max_length=400)
    at = models.DateTimeField("报告时间")
    by = models.ForeignKey("organisation.Account", models.PROTECT, verbose_name="报告人", related_name="+")
    state = models.CharField("状态", max_length=12, choices=ReportState, default=ReportState.WAITING)
    judged_at = models.DateTimeField("销号时间", null=True)
    judged_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="销号人", related_name="+"
    )
    remark = models.CharField("意见", max_length=400, blank=True)

    class Meta:
        verbose_name = "办理报告"
        verbose_name_plural = "办理报告"
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state=ReportState.WAITING),
                name="item_report_one_waits",
                violation_error_message="已报办结，等待销号",
            )
        ]

    def __str__(self) -> str:
        return self.text


class ItemProof(models.Model):
    """A file that shows what was done."""

    report = models.ForeignKey(ItemReport, models.PROTECT, verbose_name="办理报告", related_name="proofs")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, verbose_name="文件", related_name="+")
    name = models.CharField("文件名", max_length=200)

    class Meta:
        verbose_name = "办理佐证"
        verbose_name_plural = "办理佐证"

    def __str__(self) -> str:
        return self.name


class ItemExtension(models.Model):
    """``until`` is the day that was asked for; somebody else says yes or no."""

    item = models.ForeignKey(ActionItem, models.PROTECT, verbose_name="事项", related_name="extensions")
    before = models.DateField("原期限")
    until = models.DateField("延至")
    reason = models.CharField("理由", max_length=400)
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="申请人", related_name="+"
    )
    state = models.CharField("状态", max_length=12, choices=ExtensionState, default=ExtensionState.ASKED)
    decided_at = models.DateTimeField("批复时间", null=True)
    decided_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="批复人", related_name="+"
    )
    remark = models.CharField("意见", max_length=400, blank=True)

    class Meta:
        verbose_name = "延期"
        verbose_name_plural = "延期"
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state=ExtensionState.ASKED),
                name="item_extension_one_waits",
                violation_error_message="已有一项延期申请待批",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="item_extension_has_reason",
                violation_error_message="请写明延期的理由",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.until}"


class Escalation(models.Model):
    """A level that an item has reached for one deadline: each once."""

    item = models.ForeignKey(
        ActionItem, models.PROTECT, verbose_name="事项", related_name="escalations", db_index=False
    )
    deadline = models.DateField("期限")
    level = models.CharField("督办级别", max_length=12, choices=Level)
    colour = models.CharField("颜色", max_length=8, choices=Colour)
    number = models.CharField("督办单号", max_length=20, blank=True)
    at = models.DateTimeField("时间")
    n_told = models.PositiveSmallIntegerField("告知人数", default=0)

    class Meta:
        verbose_name = "逐级督办"
        verbose_name_plural = "逐级督办"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "deadline", "level"],
                name="escalation_once",
                violation_error_message="这一级督办已经发出",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.deadline}"
