"""Build the search indexes of trips and visits anew from the rows."""

from luodi import search
from luodi.outreach.models import Trip, Visit
from luodi.outreach.services.activities import TRIP, VISIT, document, search_text_of


def rebuild_search() -> tuple[int, int]:
    """Write every text and its place in the indexes anew; return how many trips and visits there are."""
    trips = search.rebuild(TRIP.index, Trip.objects.all(), text_of=search_text_of, document=document)
    visits = search.rebuild(VISIT.index, Visit.objects.all(), text_of=search_text_of, document=document)
    return trips, visits
