"""Judge what units claim of trips, visits, meetings, events and opportunities, by the rules for everything."""

from collections.abc import Sequence
from datetime import datetime

from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Entry, Fact
from luodi.organisation.models import Account
from luodi.recognition import services as recognition
from luodi.recognition.choices import ReviewState
from luodi.recognition.services import Matter

_PLACES = {
    SubjectKind.TRIP: "/trips/",
    SubjectKind.VISIT: "/visits/",
    SubjectKind.MEETING: "/meetings/",
    SubjectKind.EVENT: "/events/",
    SubjectKind.OPPORTUNITY: "/opportunities/",
}


def matters_of(facts: Sequence[Fact]) -> list[Matter]:
    """Put claims together that belong to one trip, visit, meeting, event or opportunity, or to one unit's month."""
    found: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        found.setdefault(_key(fact), []).append(fact)
    return [_matter(key, claims) for key, claims in found.items()]


def verify_claims(facts: Sequence[Fact], *, actor: Account, at: datetime, seen: int | None = None) -> Entry:
    """Verify claims as selectors.open_claims returns them.    Raises: as ``recognition.verify_matters``."""
    return recognition.verify_matters(matters_of(facts), actor=actor, at=at, seen=seen)


def reject_claims(
    facts: Sequence[Fact], *, reason: str, actor: Account, at: datetime, seen: int | None = None
) -> Entry:
    """Send claims back to their units: they stay on record, and in no figure.

    Raises: as ``recognition.reject_matters``.
    """
    return recognition.reject_matters(matters_of(facts), reason=reason, actor=actor, at=at, seen=seen)


def look_through_claims(
    facts: Sequence[Fact],
    *,
    state: ReviewState,
    actor: Account,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
) -> None:
    """Pass claims on to the city, or return them to their units.    Raises: as ``recognition.look_through``."""
    matters = matters_of(facts)
    recognition.look_through(matters, state=state, reason=reason, actor=actor, at=at, seen=seen)


def _key(fact: Fact) -> tuple[str, str, str]:
    thing = fact.occasion or fact.subject
    if thing is None:
        return "unit", fact.unit.code, f"{fact.occurred_from:%Y-%m}"
    return thing.kind, thing.code, ""


def _matter(key: tuple[str, str, str], claims: Sequence[Fact]) -> Matter:
    target, code, month = key
    if month:
        unit, year = claims[0].unit, month[:4]
        title = f"{unit.short_name}{year}年{int(month[5:])}月汇总数"
        return Matter(target, code, title, f"/monthly-numbers/?year={year}", tuple(claims))
    thing = claims[0].occasion or claims[0].subject
    assert thing is not None
    return Matter(target, code, thing.label, f"{_PLACES[SubjectKind(target)]}{code}/", tuple(claims))
