"""Verify and reject what is claimed of enterprises and advisers. The rules of who may are the ledger's."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from luodi.enterprises.choices import AdviserState, PoolState, ScaleState
from luodi.enterprises.models import Adviser, Enterprise
from luodi.enterprises.services.writing import Act, Row, note
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import NothingToVerify
from luodi.organisation.models import Account

FIRM_KINDS = (FactKind.ABOVE_SCALE_ENTERED, FactKind.ABOVE_SCALE_STATE, FactKind.ABOVE_SCALE_POOL)
ADVISER_KINDS = (FactKind.ADVISER_STATE,)
_TOGETHER = {
    FactKind.ABOVE_SCALE_ENTERED: FactKind.ABOVE_SCALE_STATE,
    FactKind.ABOVE_SCALE_STATE: FactKind.ABOVE_SCALE_ENTERED,
}
"""A first entry is two facts, that it came and that it is in: they are judged together."""


def verify_enterprises(
    enterprises: Sequence[Enterprise], *, actor: Account, at: datetime
) -> list[Enterprise]:
    """Verify what is claimed of the enterprises' growth; those without an open claim are passed over.

    Raises: VerifierIsClaimant, NotAllowed.
    """
    return _verify(Enterprise, enterprises, actor, at)


def verify_advisers(advisers: Sequence[Adviser], *, actor: Account, at: datetime) -> list[Adviser]:
    """Verify appointments; those without an open claim are passed over.    Raises: as for enterprises."""
    return _verify(Adviser, advisers, actor, at)


def reject_enterprise(
    *, enterprise: Enterprise, kind: FactKind, reason: str, actor: Account, at: datetime
) -> Enterprise:
    """Reject the latest claim of the kind: it stays on record and in no figure, and the row is as before.

    Raises: NothingToVerify, VerifierIsClaimant, NotAllowed.
    """
    return _reject(enterprise, kind, reason, actor, at)


def reject_adviser(*, adviser: Adviser, reason: str, actor: Account, at: datetime) -> Adviser:
    """Reject the latest claim of the appointment or its end.    Raises: as for enterprises."""
    return _reject(adviser, FactKind.ADVISER_STATE, reason, actor, at)


def _verify(model: type[Row], things: Sequence[Row], actor: Account, at: datetime) -> list[Row]:
    ledger.require_verifier(actor, actor.city_id)
    act = Act(actor, at)
    with transaction.atomic():
        rows = act.lock(model, (thing.pk for thing in things))
        by_subject = {row.subject_id: row for row in rows.values()}
        facts = ledger.claimed_facts(by_subject, kinds=[*FIRM_KINDS, *ADVISER_KINDS])
        done = {fact.subject_id: by_subject[fact.subject_id or 0] for fact in facts}
        if not facts:
            return []
        notes = [note(ledger.VERIFY, row, {}) for row in done.values()]
        act.write(list(done.values()), [])
        ledger.verify_facts(facts, city=actor.city, actor=actor, at=at, notes=notes)
    return list(done.values())


def _reject(thing: Row, kind: FactKind, reason: str, actor: Account, at: datetime) -> Row:
    ledger.require_verifier(actor, thing.city_id)
    act = Act(actor, at)
    with transaction.atomic():
        row = act.lock(type(thing), [thing.pk])[thing.pk]
        claims = ledger.claimed_facts([row.subject_id], kinds=[kind])
        if not claims:
            raise NothingToVerify(f"{row.name}没有待认定的“{kind.label}”")
        last: Fact = claims[-1]
        rejected = [last, *_beside(last)]
        notes = [note(ledger.REJECT, row, {"退回": [None, kind.label], "原因": [None, reason.strip()]})]
        act.write([row], _go_back(row, kind, rejected))
        ledger.reject_facts(rejected, city=actor.city, actor=actor, at=at, reason=reason, notes=notes)
    return row


def _beside(claim: Fact) -> list[Fact]:
    """Return the claim that was made with this one, of the same day."""
    kind = _TOGETHER.get(FactKind(claim.kind))
    if kind is None or claim.subject_id is None or claim.state == ScaleState.OUT:
        return []
    found = ledger.claimed_facts([claim.subject_id], kinds=[kind])
    return [one for one in found if one.occurred_on == claim.occurred_on and one.state != ScaleState.OUT][-1:]


def _go_back(row: Enterprise | Adviser, kind: FactKind, rejected: list[Fact]) -> list[str]:
    """Let the row be as what is left of its facts tells it, and return the columns to write."""
    track = FactKind.ABOVE_SCALE_STATE if kind in _TOGETHER else kind
    states = Fact.objects.live().filter(subject_id=row.subject_id, kind=track)
    left = states.exclude(pk__in=[fact.pk for fact in rejected]).exclude(standing=Standing.REJECTED)
    last = left.order_by("held_key").last()
    if isinstance(row, Enterprise) and kind in _TOGETHER:
        row.is_above_scale = last is not None and last.state == ScaleState.IN
        row.above_scale_on = last.occurred_on if last is not None and row.is_above_scale else None
        return ["is_above_scale", "above_scale_on"]
    if isinstance(row, Enterprise):
        row.is_in_pool = last is not None and last.state == PoolState.IN
        return ["is_in_pool"]
    row.state = last.state if last is not None else AdviserState.ENDED
    row.until = None if row.state == AdviserState.ACTIVE else row.until
    return ["state", "until"]
