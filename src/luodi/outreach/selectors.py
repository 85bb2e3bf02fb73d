"""What of outreach waits for a verifier."""

from collections.abc import Iterable

from django.db.models import Q

from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact, Subject
from luodi.organisation.models import City

OUTREACH_KINDS = (
    FactKind.TRIP_MADE,
    FactKind.TRIP_FIRM_MET,
    FactKind.TRIP_PROJECT_DISCUSSED,
    FactKind.TRIP_DAYS,
    FactKind.TRIP_STOP,
    FactKind.VISIT_RECEIVED,
    FactKind.VISIT_FIRM_MET,
    FactKind.VISIT_PROJECT_DISCUSSED,
    FactKind.MEETING_HELD,
    FactKind.MEETING_FIRM_MET,
    FactKind.MEETING_PROJECT_DISCUSSED,
    FactKind.CEREMONY_LISTED,
    FactKind.EVENT_GUESTS,
    FactKind.OPPORTUNITY_STATE,
)


def open_claims(*, city: City, about: Iterable[Subject] | None = None) -> list[Fact]:
    """Return the live claims of outreach, of the city or about some of its trips, visits, events and opportunities.

    Shape: in the order of recording, with subject, occasion and unit, as ledger.verify_facts takes them.
    """
    claims = Fact.objects.live().filter(city=city, kind__in=OUTREACH_KINDS, standing=Standing.CLAIMED)
    if about is not None:
        ids = [subject.pk for subject in about]
        claims = claims.filter(Q(subject__in=ids) | Q(occasion__in=ids))
    return list(claims.select_related("subject", "occasion", "unit", "entry").order_by("ordinal"))
