"""Choose how to be told."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account
from luodi.outbox.choices import Pace
from luodi.outbox.models import KindPace, Preference
from luodi.outbox.rules import Hours


def prefer(*, hours: Hours, paces: Mapping[NoticeKind, Pace], actor: Account, at: datetime) -> None:
    """Keep what the actor has chosen; it holds for notices from now on, what waits already goes as it was to go."""
    with transaction.atomic():
        Preference.objects.update_or_create(
            account=actor,
            defaults={
                "quiet_from": hours.quiet_from,
                "quiet_until": hours.quiet_until,
                "digest_at": hours.digest_at,
                "digest_day": hours.digest_day,
            },
        )
        for kind, pace in paces.items():
            KindPace.objects.update_or_create(account=actor, kind=kind, defaults={"pace": pace})
        said = {kind.label: [None, pace.label] for kind, pace in paces.items()}
        said["免打扰"] = [None, f"{hours.quiet_from:%H:%M}—{hours.quiet_until:%H:%M}"]
        note = audit.Note("设置消息偏好", "account", actor.login, actor.display_name, said)
        audit.record(note, actor=actor, at=at)
