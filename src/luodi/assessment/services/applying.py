"""Reckon anew with what upheld objections correct."""

from datetime import datetime

from django.db import transaction

from luodi.assessment.models import Run
from luodi.assessment.objection_rules import ObjectionRefused
from luodi.assessment.selectors.objections import unapplied, value_of
from luodi.assessment.services.objecting import address_of, mark_applied
from luodi.assessment.services.record_trail import tell_holder
from luodi.assessment.services.running import Correction, recompute
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account


def apply_rulings(*, run: Run, actor: Account, at: datetime) -> Run:
    """Compute the run anew with every correction that was ruled and not reckoned with; who objected is told.

    Raises: ObjectionRefused when there is nothing to correct; what ``recompute`` refuses.
    """
    with transaction.atomic():
        waiting = unapplied(run)
        if not waiting:
            raise ObjectionRefused("没有待重算的裁定")
        corrections = [
            Correction(
                key=one.objection.key,
                input=one.input,
                value=value_of(one),
                reason=f"异议 {one.objection.code}：{one.why}",
            )
            for one in waiting
        ]
        codes = "、".join(dict.fromkeys(one.objection.code for one in waiting))
        new = recompute(
            run=run, reason=f"异议裁定更正（{codes}）"[:400], corrections=corrections, actor=actor, at=at
        )
        mark_applied(waiting, run=new)
        for objection in {one.objection_id: one.objection for one in waiting}.values():
            title = f"已按异议裁定重新计算：{new.title}（第{new.number}次）"
            tell_holder(objection, NoticeKind.INFO, title, path=address_of(objection), at=at)
    return new
