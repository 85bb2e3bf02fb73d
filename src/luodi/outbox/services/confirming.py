"""Make sure that an e-mail address is its owner's: a code goes there, and nothing else before it comes back."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F

from luodi.audit import services as audit
from luodi.organisation.models import Account
from luodi.outbox import rules
from luodi.outbox.choices import ChannelKind, DeliveryKind, DeliveryState
from luodi.outbox.models import Channel, Delivery
from luodi.outbox.rules import MessageRefused
from luodi.outbox.sealing import seal, unseal

_VOID = "验证码已失效，请重新发送"


def send_code(*, channel: Channel, actor: Account, at: datetime) -> Delivery:
    """Let a fresh code go to one of the actor's addresses; the one before is void.

    Raises: MessageRefused when it is confirmed or stopped, or after too many codes within an hour.
    """
    with transaction.atomic():
        Account.objects.select_for_update(of=("self",)).get(pk=actor.pk)
        _waiting(channel, actor)
        made = Delivery.objects.of(actor).filter(kind=DeliveryKind.CODE)
        if made.filter(made_at__gt=at - rules.HOUR).count() >= rules.CODES_AN_HOUR:
            raise MessageRefused("验证码发送得太频繁，请过一小时再试")
        before = made.filter(channel=channel, state=DeliveryState.PENDING)
        before.update(state=DeliveryState.DROPPED, ended_at=at, said="已另发验证码")
        code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}d}"
        Channel.objects.filter(pk=channel.pk).update(
            secret=seal(code), code_until=at + rules.CODE_HOLDS, code_tries=0
        )
        return Delivery.objects.create(
            city_id=channel.city_id, channel=channel, kind=DeliveryKind.CODE, made_at=at, due_at=at
        )


def confirm_channel(*, channel: Channel, code: str, actor: Account, at: datetime) -> Channel:
    """Open the channel when the code is right; notices from now on go out through it.

    Raises: MessageRefused for a wrong or void code; each wrong one counts.
    """
    with transaction.atomic():
        row = _waiting(channel, actor)
        is_void = row.code_until is None or row.code_until < at or row.code_tries >= rules.CODE_TRIES
        is_right = not is_void and secrets.compare_digest(unseal(row.secret), rules.digits_of(code))
        if is_right:
            row.secret, row.code_until, row.code_tries = "", None, 0
            row.confirmed_at = row.since = row.fed_at = at
            row.save(update_fields=["secret", "code_until", "code_tries", "confirmed_at", "since", "fed_at"])
            said = {"发往": [None, row.shown]}
            audit.record(audit.Note("确认邮箱", "channel", str(row.pk), row.name, said), actor=actor, at=at)
        elif not is_void:
            Channel.objects.filter(pk=row.pk).update(code_tries=F("code_tries") + 1)
    if not is_right:
        left = rules.CODE_TRIES - row.code_tries - 1
        wrong = f"验证码不对，还可以再试 {left} 次" if left > 0 else _VOID
        raise MessageRefused(_VOID if is_void else wrong, field="code")
    return row


def _waiting(channel: Channel, actor: Account) -> Channel:
    """Return the actor's channel afresh, locked, when it waits for its code.    Raises: MessageRefused."""
    own = Channel.objects.of(actor).live().select_for_update(of=("self",))
    row = own.filter(pk=channel.pk, kind=ChannelKind.EMAIL, confirmed_at__isnull=True).first()
    if row is None:
        raise MessageRefused("这个渠道不用填验证码：已经确认或已经停用")
    return row
