"""Send what is due: that it is on its way is written down before the network is touched, what became of it after.

A process that dies in between leaves a message of which nobody knows whether it has arrived; it is marked so and never
sent again unless its receiver asks.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from luodi.organisation.models import City
from luodi.outbox import enclosures, guard, letters, mail, rules, selectors, webhooks
from luodi.outbox.choices import ChannelKind, DeliveryKind, DeliveryState, Security
from luodi.outbox.guard import AddressRefused, Resolver
from luodi.outbox.models import Channel, Delivery, MailServer
from luodi.outbox.outcome import Outcome, Result
from luodi.outbox.sealing import SecretLost, unseal

MOST, LONGEST = 200, timedelta(seconds=50)
"""One run sends no more than so many, and begins none after so long: the next run goes on."""
_STATES = {
    Result.SENT: DeliveryState.SENT,
    Result.FAILED: DeliveryState.FAILED,
    Result.UNKNOWN: DeliveryState.UNKNOWN,
}
_INSIDE = "演示城市不向外发送消息"
_LOST = "发送进程中断，不能确认是否已经发出；不会自动重发"


@dataclass(frozen=True)
class Senders:
    """How messages leave; ``wall`` is the machine's moment, which signatures and dates of e-mails are made of."""

    wall: datetime
    resolver: Resolver = guard.resolve


def send_due(*, city: City, clock: Callable[[], datetime], senders: Senders) -> dict[str, int]:
    """Send the city's due messages one after the other, and return how many came out how; a demo city sends none.

    Shape: state → count. Not to be called inside a transaction.
    """
    began = clock()
    if city.is_demo:
        return _keep_inside(city, began)
    counts: dict[str, int] = {}
    _lose_sight_of(city, began)
    tried: set[int] = set()
    for _ in range(MOST):
        at = clock()
        if at - began > LONGEST or (delivery := _next(city, at, tried)) is None:
            break
        tried.add(delivery.pk)
        if _rests(delivery, at) or not _claim(delivery, at):
            continue
        outcome = _send(delivery, senders)
        _finish(delivery, outcome, clock())
        counts[outcome.result.name] = counts.get(outcome.result.name, 0) + 1
    return counts


def _keep_inside(city: City, at: datetime) -> dict[str, int]:
    """Let what is due in a demo city come to its end without going anywhere: its passwords are known to everybody."""
    due = Delivery.objects.filter(
        pk__in=Delivery.objects.filter(city=city).sendable(at).order_by().values("pk")
    )
    n_kept = due.update(state=DeliveryState.DROPPED, ended_at=at, said=_INSIDE)
    return {"KEPT": n_kept} if n_kept else {}


def _lose_sight_of(city: City, at: datetime) -> None:
    """Mark what was on its way when its sender died, and give up what could not go for days."""
    lost = Delivery.objects.filter(city=city).abandoned(at, rules.FORGOTTEN)
    lost.update(state=DeliveryState.UNKNOWN, ended_at=at, said=_LOST)
    waiting = Delivery.objects.filter(city=city, state=DeliveryState.PENDING)
    for row in waiting.filter(made_at__lt=at - rules.GIVEN_UP).only("pk", "said"):
        said = f"三天内没有发出去。{row.said}"[:300]
        waiting.filter(pk=row.pk).update(state=DeliveryState.FAILED, ended_at=at, said=said)
    void = waiting.filter(kind=DeliveryKind.CODE, made_at__lt=at - rules.CODE_HOLDS)
    void.update(state=DeliveryState.FAILED, ended_at=at, said="没有在有效期内发出去，请重新发送验证码")
    gone = waiting.filter(Q(channel__account__is_active=False) | Q(channel__stopped_at__isnull=False))
    gone.update(state=DeliveryState.DROPPED, ended_at=at, said="账号或渠道已停用")


def _next(city: City, at: datetime, tried: set[int]) -> Delivery | None:
    found = Delivery.objects.filter(city=city).sendable(at).exclude(pk__in=tried)
    if MailServer.objects.filter(city=city, resume_at__gt=at).exists():
        found = found.exclude(channel__kind=ChannelKind.EMAIL)
    return found.select_related("channel", "city").first()


def _rests(delivery: Delivery, at: datetime) -> bool:
    """Put off what comes due while its receiver is not to be disturbed."""
    account = delivery.channel.account_id
    hours, _ = selectors.wishes_of([account])[account]
    due = rules.after_quiet(timezone.localtime(at), hours)
    if delivery.kind in (DeliveryKind.TEST, DeliveryKind.CODE) or due <= at:
        return False
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.PENDING).update(due_at=due)
    return True


def _claim(delivery: Delivery, at: datetime) -> bool:
    """Write down that the message is on its way; False when somebody else was quicker."""
    with transaction.atomic(durable=True):
        mine = Delivery.objects.filter(
            pk=delivery.pk, state=DeliveryState.PENDING, attempts=delivery.attempts
        ).update(state=DeliveryState.SENDING, attempts=F("attempts") + 1, sending_since=at, said="")
    delivery.attempts += 1
    return bool(mine)


def _send(delivery: Delivery, senders: Senders) -> Outcome:
    """Send once, by the way that the channel is of."""
    channel, server = delivery.channel, MailServer.objects.filter(city=delivery.city_id).first()
    try:
        text = _text(delivery, server)
        if channel.kind != ChannelKind.EMAIL:
            robot = _robot(channel)
            outcome = webhooks.send(robot, text.body, at=senders.wall, resolver=senders.resolver)
            return _without(outcome, robot.target.path, robot.signature)
        if server is None:
            return Outcome(Result.DOWN, "系统管理员还没有设置邮件服务器")
        name = f"luodi-{delivery.city.code}-{delivery.pk}"
        calendar = enclosures.of(delivery, to=channel.shown, sender=server.sender)
        letter = mail.Letter(channel.shown, text.subject, text.body, name, calendar)
        return mail.send(_post(server), letter, at=senders.wall)
    except AddressRefused as refusal:
        return Outcome(Result.FAILED, str(refusal))
    except SecretLost as refusal:
        return Outcome(Result.DOWN if channel.kind == ChannelKind.EMAIL else Result.FAILED, str(refusal))


def _text(delivery: Delivery, server: MailServer | None) -> letters.Text:
    notices = [item.notice for item in delivery.items.select_related("notice").order_by("notice_id")]
    site = server.site if server else ""
    kind = DeliveryKind(delivery.kind)
    code = unseal(delivery.channel.secret) if kind == DeliveryKind.CODE else ""
    return letters.write(kind, notices, city=delivery.city.name, site=site, code=code)


def _robot(channel: Channel) -> webhooks.Robot:
    kept = json.loads(unseal(channel.secret))
    kind = ChannelKind(channel.kind)
    target = guard.read(kept["url"], kind=kind, allowed=selectors.allowed_hosts(channel.city_id))
    return webhooks.Robot(kind, target, kept["signature"])


def _post(server: MailServer) -> mail.Post:
    return mail.Post(
        host=server.host,
        port=server.port,
        security=Security(server.security),
        sender=server.sender,
        sender_name=server.sender_name,
        username=server.username,
        password=unseal(server.password),
    )


def _without(outcome: Outcome, *secrets: str) -> Outcome:
    """Return the outcome without secrets that the other side may have repeated."""
    said = outcome.said
    for secret in secrets:
        for part in {secret, secret.rpartition("=")[2], secret.rpartition("/")[2]} - {""}:
            said = said.replace(part, "…") if len(part) > 5 else said
    return Outcome(outcome.result, said)


def _finish(delivery: Delivery, outcome: Outcome, at: datetime) -> None:
    """Write down what became of the attempt; it holds even if the message was given up for lost meanwhile."""
    own = Delivery.objects.filter(
        pk=delivery.pk,
        attempts=delivery.attempts,
        state__in=[DeliveryState.SENDING, DeliveryState.UNKNOWN],
    )
    is_down = outcome.result == Result.DOWN
    is_later = outcome.result == Result.LATER
    with transaction.atomic():
        if is_down or (is_later and delivery.attempts < rules.ATTEMPTS):
            wait = timedelta() if is_down else rules.pause(delivery.attempts)
            own.update(
                state=DeliveryState.PENDING,
                due_at=at + wait,
                ended_at=None,
                attempts=delivery.attempts - int(is_down),
                said=outcome.said[:300],
            )
        else:
            state = _STATES.get(outcome.result, DeliveryState.FAILED)
            own.update(state=state, ended_at=at, said=outcome.said[:300])
        _note_server(delivery, outcome, at)


def _note_server(delivery: Delivery, outcome: Outcome, at: datetime) -> None:
    """Leave a server alone that can't be reached or does not answer; one that has answered is itself again."""
    is_mail = delivery.channel.kind == ChannelKind.EMAIL
    failing = outcome.result in (Result.DOWN, Result.UNKNOWN)
    if not is_mail:
        n_failures = Channel.objects.get(pk=delivery.channel_id).n_failures + 1 if failing else 0
        rest = at + rules.pause(n_failures) if failing else None
        Channel.objects.filter(pk=delivery.channel_id).update(n_failures=n_failures, resume_at=rest)
        return
    server = MailServer.objects.filter(city=delivery.city_id).first()
    if server is not None:
        n_failures = server.n_failures + 1 if failing else 0
        rest = at + rules.pause(n_failures) if failing else None
        MailServer.objects.filter(pk=server.pk).update(
            n_failures=n_failures,
            resume_at=rest,
            said=outcome.said[:300] if failing else "",
            sent_at=at if outcome.result == Result.SENT else server.sent_at,
        )
