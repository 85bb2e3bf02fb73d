"""The city's own numbers for a list: set from a day on, never rewritten."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from luodi.audit import services as audit
from luodi.organisation.models import Account
from luodi.worklists import policies, rules
from luodi.worklists.definitions import Rule
from luodi.worklists.models import WorklistTerms
from luodi.worklists.selectors.terms import terms_on


def set_terms(
    *, rule: Rule, values: Mapping[str, int], source: str, valid_from: date, actor: Account, at: datetime
) -> WorklistTerms:
    """Set the numbers of a list from a day on.

    Raises: WorklistRefused for a day gone by, numbers out of order or no source; NotAllowed for anybody but the centre.
    """
    policies.require_setting(actor)
    known = {one.code: int(values.get(one.code, 0)) for one in rule.parameters}
    rules.check_values(rule, known)
    rules.check_setting(source=source, valid_from=valid_from, today=timezone.localdate(at))
    before = terms_on(actor.city_id, rule, valid_from)
    with transaction.atomic():
        row = WorklistTerms.objects.create(
            city_id=actor.city_id,
            rule=rule.code,
            valid_from=valid_from,
            values=known,
            source=source.strip(),
            set_by=actor,
            set_at=at,
        )
        changed = {
            one.label: [str(before[one.code]), str(known[one.code])]
            for one in rule.parameters
            if before[one.code] != known[one.code]
        }
        told = {**changed, "依据": [before.source, row.source], "施行日期": [None, valid_from.isoformat()]}
        note = audit.Note("设定清单参数", "worklist-terms", rule.code, f"清单：{rule.name}", told)
        audit.record(note, actor=actor, at=at)
    return row
