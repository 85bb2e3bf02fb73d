"""Action items (待办): what somebody has promised to do by a day, about a firm, a lead, a project or a trip."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from luodi.actions.choices import UNFINISHED, ActionKind, ActionState
from luodi.ledger.kinds import ItemReason, ItemSource
from luodi.ledger.models import Subject
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    def visible_to(self, reach: Reach) -> Self:
        """Items of the reach's units, and those that were asked from one of them."""
        rows = self.filter(city_id=reach.city_id)
        if reach.unit_ids is None:
            return rows
        return rows.filter(Q(unit_id__in=reach.unit_ids) | Q(asked_from_id__in=reach.unit_ids))

    def owned_by(self, account: Account) -> Self:
        return self.filter(city_id=account.city_id, owner=account)

    def open(self) -> Self:
        return self.filter(state=ActionState.OPEN)

    def unfinished(self) -> Self:
        """Those that are to be done, and those that are done and wait for somebody else to close them."""
        return self.filter(state__in=UNFINISHED)

    def overdue(self, on: date) -> Self:
        """Open ones whose day has gone by: on the day itself an item is still in time."""
        return self.open().filter(deadline__lt=on)

    def about(self, subjects: Iterable[Subject | int]) -> Self:
        return self.filter(about__in=[one if isinstance(one, int) else one.pk for one in subjects])


class ActionItem(models.Model):
    """``unit`` answers for it and ``owner`` does it; ``asked_from`` is the unit from which it was asked.

    Items from before figures were kept of them have no ``subject`` and stand in none.
    """

    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="+", db_index=False
    )
    code = models.CharField("编号", max_length=20)
    title = models.CharField("事项", max_length=200)
    about = models.ForeignKey(
        "ledger.Subject", models.PROTECT, null=True, verbose_name="有关对象", related_name="actions"
    )
    owner = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="办理人", related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="办理单位", related_name="+", db_index=False
    )
    deadline = models.DateField("期限")
    state = models.CharField("状态", max_length=12, choices=ActionState, default=ActionState.OPEN)
    kind = models.CharField(
        "类别", max_length=12, choices=ActionKind, default=ActionKind.TASK, db_default=ActionKind.TASK
    )
    reason = models.CharField(
        "原因", max_length=12, choices=ItemReason, default="", db_default="", blank=True
    )
    source = models.CharField(
        "来源", max_length=12, choices=ItemSource, default="", db_default="", blank=True
    )
    subject = models.OneToOneField(
        "ledger.Subject", models.PROTECT, null=True, verbose_name="统计对象", related_name="action"
    )
    asked_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="交办人", related_name="+"
    )
    asked_from = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="交办单位", related_name="+"
    )
    asked_at = models.DateTimeField("交办时间")
    result = models.CharField("结果", max_length=400, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True)
    closed_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="办结人", related_name="+"
    )
    once = models.CharField("一次性编号", max_length=64, null=True)  # noqa: DJ001 (none is not a value)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = "待办事项"
        verbose_name_plural = "待办事项"
        indexes = [
            models.Index(fields=["city", "state", "deadline", "id"], name="action_by_deadline"),
            models.Index(fields=["owner", "state", "deadline"], name="action_by_owner"),
            models.Index(fields=["unit", "state", "deadline"], name="action_by_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="action_code_unique", violation_error_message="编号已被使用"
            ),
            models.UniqueConstraint(
                fields=["city", "once"], name="action_once_unique", violation_error_message="这项待办已经登记"
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED, closed_at__isnull=True)
                | (~Q(state__in=UNFINISHED) & Q(closed_at__isnull=False) & ~Q(result="")),
                name="action_closed_with_result",
                violation_error_message="办结或取消须写明结果或理由",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def is_overdue(self, on: date) -> bool:
        return self.state == ActionState.OPEN and self.deadline < on

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED
