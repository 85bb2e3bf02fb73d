"""Rulings: a person's word on a finding, kept for the next draft that says the same, and taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from luodi.audit import services as audit
from luodi.organisation.models import Account
from luodi.press import policies, rules
from luodi.press.choices import Verdict
from luodi.press.models import Draft, Ruling
from luodi.press.rules import RulingRefused

TARGET = "press_ruling"


def rule(
    *,
    finding: Mapping[str, Any],
    verdict: Verdict,
    reason: str,
    actor: Account,
    at: datetime,
    draft: Draft | None = None,
) -> Ruling:
    """Rule that what a finding is about is right or may stay: it is not said again of the same words.

    ``finding`` is one of a report's. Raises: RulingRefused without a reason, or when it is ruled already; NotAllowed.
    """
    policies.require_ruling(actor)
    said = rules.check_reason(reason, "裁定")
    if not verdict.settles:
        raise RulingRefused("请裁定为无误或可以保留；要改正的，请改稿件", field="verdict")
    try:
        with transaction.atomic():
            row = Ruling.objects.create(
                city=actor.city,
                fingerprint=finding["fingerprint"],
                verdict=verdict,
                reason=said,
                kind=finding["kind"],
                words=finding["words"],
                message=finding["message"],
                stated=finding["stated"][:80],
                expected=finding["expected"][:80],
                draft=draft,
                ruled_at=at,
                ruled_by=actor,
            )
            changes = {"裁定": [None, verdict.label], "理由": [None, said]}
            audit.record(
                audit.Note("裁定对数问题", TARGET, str(row.pk), str(row), changes), actor=actor, at=at
            )
    except IntegrityError:
        raise RulingRefused("这一处已经裁定") from None
    return row


def revoke(*, ruling: Ruling, reason: str, actor: Account, at: datetime) -> Ruling:
    """Take a ruling back: the finding is said again.

    Raises: RulingRefused without a reason, or when it was taken back before; NotAllowed.
    """
    policies.require_ruling(actor)
    said = rules.check_reason(reason, "撤销")
    with transaction.atomic():
        row = Ruling.objects.select_for_update(of=("self",)).get(pk=ruling.pk)
        if row.revoked_at is not None:
            raise RulingRefused("这一裁定已经撤销")
        row.revoked_at, row.revoked_by, row.revoked_reason = at, actor, said
        row.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
        audit.record(
            audit.Note("撤销对数裁定", TARGET, str(row.pk), str(row), {"理由": [None, said]}),
            actor=actor,
            at=at,
        )
    return row
