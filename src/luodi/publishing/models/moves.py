"""Published figures that the ledger answers otherwise by now, and the notices that put them right."""

from typing import Self

from django.db import models
from django.db.models import Q

from luodi.organisation.policies import Reach
from luodi.publishing.models.frozen import PublishedFigure
from luodi.publishing.models.pieces import Piece
from luodi.publishing.models.publications import Publication
from luodi.publishing.release_choices import UNSETTLED, MoveState


class Revision(models.Model):
    """A notice (更正说明) about a publication: a piece of its own, which goes its own way to the public.

    ``lines`` is the table: what each figure is, what was published and what it is now; ``reasons`` why.
    """

    publication = models.ForeignKey(
        Publication, models.PROTECT, verbose_name="发布", related_name="revisions"
    )
    notice = models.OneToOneField(Piece, models.PROTECT, verbose_name="更正说明", related_name="revises")
    remark = models.CharField("说明", max_length=400, blank=True)
    lines = models.JSONField("更正对照表", default=list)
    reasons = models.JSONField("更正原因", default=list)
    made_at = models.DateTimeField("起草时间")
    made_by = models.ForeignKey(
        "organisation.Account", models.PROTECT, verbose_name="起草人", related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.publication_id} 更正"


class MoveQuerySet(models.QuerySet["Move"]):
    def visible_to(self, reach: Reach) -> Self:
        """Who sees the whole city sees what has moved."""
        rows = self.filter(figure__publication__city_id=reach.city_id)
        return rows if reach.unit_ids is None else rows.none()

    def unsettled(self) -> Self:
        return self.filter(state__in=UNSETTLED)

    def with_all(self) -> Self:
        return self.select_related(
            "figure__publication__piece",
            "figure__publication__city",
            "revision__notice",
            "settled_by__person",
        )


class Move(models.Model):
    """A published figure was seen to have moved. ``rows`` tells what came in, went out and changed, each with why."""

    figure = models.ForeignKey(
        PublishedFigure, models.PROTECT, verbose_name="发布的数", related_name="moves", db_index=False
    )
    seen_at = models.DateTimeField("发现时间")
    entry = models.BigIntegerField("发现时的流水号")
    was = models.CharField("原数", max_length=60)
    now = models.CharField("现数", max_length=60, db_column="now_shown")
    rows = models.JSONField("明细变动", default=list)
    state = models.CharField("状态", max_length=12, choices=MoveState, default=MoveState.OPEN)
    revision = models.ForeignKey(
        Revision, models.PROTECT, null=True, verbose_name="更正", related_name="moves"
    )
    remark = models.CharField("处理意见", max_length=400, blank=True)
    settled_at = models.DateTimeField("处理时间", null=True)
    settled_by = models.ForeignKey(
        "organisation.Account",
        models.PROTECT,
        null=True,
        verbose_name="处理人",
        related_name="+",
        db_index=False,
    )

    objects = MoveQuerySet.as_manager()

    class Meta:
        verbose_name = "发布数变动"
        verbose_name_plural = "发布数变动"
        ordering = ["-seen_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure"],
                condition=Q(state__in=[one.value for one in UNSETTLED]),
                name="publishing_move_one_open",
                violation_error_message="这个数的变动已在处理",
            ),
            models.CheckConstraint(
                condition=~Q(state="ACCEPTED")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(remark="")),
                name="publishing_move_accepted_with_reason",
                violation_error_message="不须更正的，须写明理由",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure_id}: {self.was} → {self.now}"

    @property
    def is_open(self) -> bool:
        return self.state in UNSETTLED
