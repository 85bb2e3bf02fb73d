"""What of leads waits for a verifier: that one came in, that it became a project, that it was given up or handed on."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from luodi.leads.choices import OPEN_STATES, LeadState
from luodi.leads.models import Lead
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact

LEAD_KINDS = (FactKind.LEAD_RECEIVED, FactKind.LEAD_STATE, FactKind.LEAD_CONVERTED)
_CHUNK = 400


def open_claims(subject_ids: Iterable[int]) -> dict[int, list[Fact]]:
    """Return the live claims of leads by the subject, the oldest first, ready to be judged."""
    ids, told = list(subject_ids), dict[int, list[Fact]]()
    for start in range(0, len(ids), _CHUNK):
        rows = Fact.objects.live().filter(
            subject_id__in=ids[start : start + _CHUNK], kind__in=LEAD_KINDS, standing=Standing.CLAIMED
        )
        for fact in rows.select_related("subject", "occasion", "unit", "entry").order_by("ordinal"):
            told.setdefault(fact.subject_id or 0, []).append(fact)
    return told


def waiting_facts(city_id: int) -> "QuerySet[Fact]":
    """Return the claims that call for a verifier: those that change what stands verified.

    The steps of a lead that stays open with the same unit move no figure; they are verified with what comes next.
    """
    rows = Fact.objects.live().filter(city_id=city_id, kind__in=LEAD_KINDS, standing=Standing.CLAIMED)
    verified = Fact.objects.live().filter(
        subject_id=OuterRef("subject_id"), kind=FactKind.LEAD_STATE, standing=Standing.VERIFIED
    )
    last = verified.order_by("-held_key")[:1]
    told = rows.annotate(
        verified_state=Subquery(last.values("state")), verified_unit=Subquery(last.values("unit_id"))
    )
    own = Q(kind__in=(FactKind.LEAD_RECEIVED, FactKind.LEAD_CONVERTED)) | Q(state=LeadState.DROPPED)
    reopened = Q(state__in=OPEN_STATES, verified_state=LeadState.DROPPED)
    handed = Q(state__in=OPEN_STATES, verified_unit__isnull=False) & ~Q(verified_unit=F("unit_id"))
    return told.filter(own | reopened | handed)


def unproved(leads: Sequence[Lead]) -> set[int]:
    """Return the ids of the leads that became a project of which nothing is verified yet."""
    subjects = {one.pk: one.project.subject_id for one in leads if one.project is not None}
    known = Fact.objects.live().filter(
        subject_id__in=set(subjects.values()), kind=FactKind.PROJECT_STATE, standing=Standing.VERIFIED
    )
    verified = set(known.values_list("subject_id", flat=True))
    return {pk for pk, subject in subjects.items() if subject not in verified}


def ready_claims(claims: Sequence[Fact], *, is_unproved: bool) -> list[Fact]:
    """Return the claims that can be verified now: a conversion waits until something of its project is verified.

    Steps that led to nothing but the conversion wait with it.
    """
    if not is_unproved:
        return list(claims)
    ready = [fact for fact in claims if not is_conversion(fact)]
    return ready if any(not is_step(fact) for fact in ready) else []


def is_conversion(fact: Fact) -> bool:
    return fact.kind == FactKind.LEAD_CONVERTED or fact.state == LeadState.CONVERTED


def is_step(fact: Fact) -> bool:
    """Whether it only says how far a lead is that stays open."""
    return fact.kind == FactKind.LEAD_STATE and fact.state in OPEN_STATES


def said_of(claims: Sequence[Fact]) -> str:
    """Return in words what is claimed."""
    return "、".join(dict.fromkeys(map(_said_of, claims)))


def _said_of(fact: Fact) -> str:
    if is_conversion(fact):
        return str(FactKind.LEAD_CONVERTED.label)
    if fact.kind == FactKind.LEAD_STATE:
        return "办理进展" if is_step(fact) else str(LeadState(fact.state).label)
    return str(FactKind(fact.kind).label)


def standings(lead: Lead) -> dict[str, str]:
    """Return how the lead's coming in and its becoming a project stand, by kind; what is not there is left out."""
    rows = Fact.objects.live().filter(
        subject_id=lead.subject_id, kind__in=(FactKind.LEAD_RECEIVED, FactKind.LEAD_CONVERTED)
    )
    return dict(rows.values_list("kind", "standing"))


def rejected_facts(lead: Lead, kinds: Collection[FactKind]) -> list[Fact]:
    """Return the lead's live facts of the kinds that a verifier has sent back."""
    rows = Fact.objects.live().filter(subject_id=lead.subject_id, kind__in=kinds, standing=Standing.REJECTED)
    return list(rows.select_related("subject", "occasion", "unit").order_by("ordinal"))
