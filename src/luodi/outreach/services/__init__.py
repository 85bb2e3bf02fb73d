"""The one door of outreach for writes."""

from luodi.outreach.services.events import (
    Listing,
    NewEvent,
    hold_event,
    list_at_ceremony,
    record_guests,
)
from luodi.outreach.services.monthly import MonthlyNumber, report_months
from luodi.outreach.services.standing import reject_claims, verify_claims
from luodi.outreach.services.trips import NewTrip, record_trips
from luodi.outreach.services.visits import NewVisit, record_visits

__all__ = [
    "Listing",
    "MonthlyNumber",
    "NewEvent",
    "NewTrip",
    "NewVisit",
    "hold_event",
    "list_at_ceremony",
    "record_guests",
    "record_trips",
    "record_visits",
    "reject_claims",
    "report_months",
    "verify_claims",
]
