"""What a review meeting consists of: who is asked to come, and what is on the agenda."""

from django.db import models
from django.db.models import Q

from luodi.reviews.choices import Attendance, LineSource, SeatKind


class Seat(models.Model):
    """A unit or a person that is asked to come. ``came`` is who came for the unit, or instead of the person.

    Before the meeting it is who will: ``answered_at`` is when the invited said so, or asked for leave.
    """

    review = models.ForeignKey("reviews.Review", models.PROTECT, verbose_name="调度会", related_name="seats")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name="单位", related_name="+")
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, null=True, verbose_name="人员", related_name="+"
    )
    kind = models.CharField("身份", max_length=12, choices=SeatKind, default=SeatKind.MEMBER)
    attendance = models.CharField("到会情况", max_length=12, choices=Attendance, default=Attendance.EXPECTED)
    came = models.CharField("实到人员", max_length=60, blank=True)
    remark = models.CharField("备注", max_length=200, blank=True)
    answered_at = models.DateTimeField("回复时间", null=True)
    answered_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, null=True, verbose_name="回复人", related_name="+"
    )

    class Meta:
        verbose_name = "参会名单"
        verbose_name_plural = "参会名单"
        constraints = [
            models.UniqueConstraint(
                fields=["review", "person"],
                name="review_seat_person_unique",
                violation_error_message="这个人已在名单上",
            ),
            models.UniqueConstraint(
                fields=["review", "unit"],
                condition=Q(person__isnull=True),
                name="review_seat_unit_unique",
                violation_error_message="这个单位已在名单上",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Who is asked: the person with the unit, or the unit."""
        return f"{self.person.name}（{self.unit.short_name}）" if self.person else self.unit.short_name

    @property
    def who_came(self) -> str:
        """Who sat there, as minutes name them: 云溪县 刘某（代）."""
        if self.person is None:
            return f"{self.unit.short_name} {self.came}".strip()
        if self.came:
            return f"{self.unit.short_name} {self.came}（代{self.person.name}）"
        return f"{self.unit.short_name} {self.person.name}"


class AgendaLine(models.Model):
    """One point of the agenda. ``key`` names what it came from, ``why`` says what is stuck.

    A line that was dropped stays, so that it is not proposed again; ``said`` is what the minutes tell of it.
    """

    review = models.ForeignKey(
        "reviews.Review", models.PROTECT, verbose_name="调度会", related_name="lines", db_index=False
    )
    position = models.PositiveIntegerField("序号")
    source = models.CharField("来源", max_length=12, choices=LineSource)
    key = models.CharField("来源标识", max_length=80)
    title = models.CharField("议题", max_length=200)
    why = models.CharField("列入理由", max_length=400, blank=True)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, verbose_name="项目", related_name="+"
    )
    item = models.ForeignKey(
        "actions.ActionItem", models.PROTECT, null=True, verbose_name="待办事项", related_name="+"
    )
    said = models.TextField("会议情况", blank=True)
    is_dropped = models.BooleanField("已撤下", default=False)
    version = models.BigIntegerField("版本号", default=0)

    class Meta:
        verbose_name = "调度会议题"
        verbose_name_plural = "调度会议题"
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "key"],
                name="review_line_unique",
                violation_error_message="这个议题已经列入",
            ),
        ]

    def __str__(self) -> str:
        return self.title
