"""Put right or complete what a lead says; what the ledger holds of it follows."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from luodi import search
from luodi.leads import policies, rules
from luodi.leads.choices import OPEN_STATES, LeadAct
from luodi.leads.models import Lead, LeadBrief
from luodi.leads.models.lead import SEARCH_INDEX
from luodi.leads.services import trail
from luodi.leads.services.receiving import (
    LeadContent,
    brief_values,
    check_content,
    document,
    search_text_of,
)
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import Supersede
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account

_SECRET = frozenset({"contact_phone"})
_UNSAID = frozenset({"investor_key", "name_key"})


def change_lead(
    *, lead: Lead, said: LeadContent, expected_version: int, actor: Account, at: datetime
) -> Lead:
    """Let an open lead say this from now on; its facts are corrected, for it had never been otherwise.

    What had been verified or sent back, and reads otherwise now, waits to be verified.
    Raises: LeadRefused when nothing is different; EditedMeanwhile; CreditCodeRefused; NotAllowed.
    """
    code = check_content(said, city_id=actor.city_id)
    with transaction.atomic():
        row = trail.lock(lead)
        policies.require_handling(actor, row.unit)
        check_version(
            city_id=row.city_id,
            target_kind=trail.TARGET,
            target_code=row.code,
            expected=expected_version,
            version=row.version,
        )
        rules.check_state(row.state, OPEN_STATES, "修改内容")
        changes = _apply(row, said, code)
        if not changes:
            raise rules.LeadRefused("没有改动")
        row.version += 1
        row.save(update_fields=["investor_name", "project_name", "version"])
        search.take_out(SEARCH_INDEX, [document(row.brief)])
        row.brief.search_text = search_text_of(row)
        row.brief.save()
        search.put(SEARCH_INDEX, [document(row.brief)])
        ledger.relabel(subject=row.subject, label=row.project_name)
        text = "、".join(changes)
        note = replace(
            trail.log(row, LeadAct.CHANGED, on=day_of(at), text=text, actor=actor, at=at),
            changes=changes | {"version": [row.version - 1, row.version]},
        )
        trail.post(row, LeadAct.CHANGED, [], [note], actor=actor, at=at, supersede=_corrected(row))
    return row


def _apply(row: Lead, said: LeadContent, code: str) -> dict[str, list[str]]:
    """Set the new values and return what is different, by its Chinese name; a telephone number is never told."""
    changes: dict[str, list[str]] = {}
    for name in ("investor_name", "project_name"):
        _set(row, name, getattr(said, name).strip(), Lead, changes)
    for name, value in brief_values(said, code).items():
        _set(row.brief, name, value, LeadBrief, changes)
    return changes


def _set(
    row: Lead | LeadBrief,
    name: str,
    value: object,
    model: type[Lead] | type[LeadBrief],
    changes: dict[str, list[str]],
) -> None:
    before = getattr(row, name)
    if before == value:
        return
    setattr(row, name, value)
    if name in _UNSAID:
        return
    label = str(getattr(model._meta.get_field(name), "verbose_name", name))
    hidden = name in _SECRET
    changes[label] = ["（不显示）" if hidden else _text(before), "（不显示）" if hidden else _text(value)]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _corrected(row: Lead) -> list[Supersede]:
    """Return the lead's live facts with the values that it has now, where they differ."""
    facts = list(
        Fact.objects.live().filter(subject_id=row.subject_id).select_related("subject", "occasion", "unit")
    )
    values = ledger.versions_of(facts)
    told = []
    for one in facts:
        held = values[one.pk]
        now = trail.fact(row, held.kind, one.occurred_on)
        right = replace(
            held,
            amount=now.amount,
            area=now.area,
            origin=now.origin,
            industry=now.industry,
            industrial=now.industrial,
            standing=Standing.CLAIMED,
        )
        if right != replace(held, standing=Standing.CLAIMED) or held.standing == Standing.REJECTED:
            told.append(Supersede(one, Cause.CORRECTED, right))
    return told
