"""Verify and reject what units claim of trips, visits, events and opportunities."""

from collections.abc import Sequence
from datetime import datetime

from luodi.audit import services as audit
from luodi.ledger import services as ledger
from luodi.ledger.models import Entry, Fact
from luodi.organisation.models import Account


def verify_claims(facts: Sequence[Fact], *, actor: Account, at: datetime) -> Entry:
    """Verify claims as selectors.open_claims returns them.

    Raises: NotAllowed unless the actor verifies in the city; VerifierIsClaimant; NothingToVerify.
    """
    return ledger.verify_facts(facts, city=actor.city, actor=actor, at=at, notes=_notes("认定", facts))


def reject_claims(facts: Sequence[Fact], *, reason: str, actor: Account, at: datetime) -> Entry:
    """Send claims back: they stay on record, and in no figure.

    Raises: as ``verify_claims``, and NothingToVerify without a reason.
    """
    return ledger.reject_facts(
        facts, city=actor.city, actor=actor, at=at, reason=reason, notes=_notes("退回", facts)
    )


def _notes(act: str, facts: Sequence[Fact]) -> list[audit.Note]:
    """One note for each trip, visit, event or opportunity; a month's number is noted at its unit."""
    things: dict[tuple[str, str], str] = {}
    for fact in facts:
        thing = fact.occasion or fact.subject
        if thing is None:
            things.setdefault(("unit", fact.unit.code), fact.unit.short_name)
        else:
            things.setdefault((thing.kind, thing.code), thing.label)
    return [audit.Note(act, kind, code, title) for (kind, code), title in things.items()]
