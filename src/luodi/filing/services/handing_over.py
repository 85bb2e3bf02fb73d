"""Hand-over of a leaving clerk's work: the account, what it had not read, and a word to the successor."""

from datetime import date, datetime

from django.db import transaction

from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation import services as organisation
from luodi.organisation.models import Account, Grant, HandOver

PATH = "/handed/"


def hand_over(
    *, leaving: Account, successor: Account, on: date, reason: str, actor: Account, at: datetime
) -> HandOver:
    """Record the hand-over, close the leaving account, and pass on what it had not read.

    What is the unit's (claims, returned projects, corrections, filings) stays the unit's: the successor reaches it
    once the roles have been confirmed.    Raises: as ``organisation.services.hand_over``.
    """
    with transaction.atomic():
        row = organisation.hand_over(
            leaving=leaving, successor=successor, on=on, reason=reason, actor=actor, at=at
        )
        notices.pass_on(leaving=leaving, successor=successor, at=at)
        notices.tell(
            [successor],
            kind=NoticeKind.ASKED,
            title=f"您接手{leaving.person.name}（{leaving.unit.short_name}）的工作",
            reason=f"{row.reason}；待办清单在安全管理员移交授权后可见",
            path=PATH,
            at=at,
            key=f"hand-over:{row.pk}",
        )
    return row


def confirm_hand_over(*, hand_over: HandOver, actor: Account, at: datetime) -> list[Grant]:
    """Let the roles pass, and tell the successor.    Raises: as ``organisation.services.confirm_hand_over``."""
    with transaction.atomic():
        given = organisation.confirm_hand_over(hand_over=hand_over, actor=actor, at=at)
        notices.tell(
            [hand_over.successor],
            kind=NoticeKind.INFO,
            title=f"{hand_over.leaving.person.name}的授权已移交给您，请查看接手的工作",
            path=PATH,
            at=at,
            key=f"hand-over:{hand_over.pk}:confirmed",
        )
    return given
