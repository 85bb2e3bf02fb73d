"""The city's own rule for time progress and lights: set from a day on, never rewritten."""

from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.organisation import clock
from luodi.organisation.models import Account
from luodi.targets import policies, rules
from luodi.targets.models import ProgressRules
from luodi.targets.progress import Terms
from luodi.targets.selectors.holding import terms_on
from luodi.targets.services.trail import RULES


def set_terms(terms: Terms, *, valid_from: date, actor: Account, at: datetime) -> ProgressRules:
    """Set what time progress goes by from a day on.    Raises: TargetRefused; NotAllowed for all but the centre."""
    policies.require_keeping(actor)
    rules.check_terms(terms, valid_from=valid_from, today=clock.day_of(at))
    before = terms_on(actor.city_id, valid_from)
    with transaction.atomic():
        row = ProgressRules.objects.create(
            city_id=actor.city_id,
            valid_from=valid_from,
            basis=terms.basis,
            strict=terms.strict,
            yellow_from=terms.yellow_from,
            red_beyond=terms.red_beyond,
            source=terms.source.strip(),
            set_by=actor,
            set_at=at,
        )
        changes = {
            "规则": [before.says, terms.says],
            "依据": [before.source, row.source],
            "施行日期": [None, valid_from.isoformat()],
        }
        note = audit.Note("设定时序进度规则", RULES, valid_from.isoformat(), "时序进度规则", changes)
        audit.record(note, actor=actor, at=at)
    return row
