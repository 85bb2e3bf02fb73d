"""The one door of outreach for writes."""

from luodi.outreach.services.events import (
    Listing,
    NewEvent,
    hold_event,
    list_at_ceremony,
    record_guests,
)
from luodi.outreach.services.monthly import MonthlyNumber, report_months
from luodi.outreach.services.opportunities import NewOpportunity, add_opportunities, close_opportunity
from luodi.outreach.services.standing import reject_claims, verify_claims
from luodi.outreach.services.teams import NewTeam, disband_team, found_team, found_teams
from luodi.outreach.services.trips import NewTrip, record_trips
from luodi.outreach.services.visits import NewVisit, record_visits

__all__ = [
    "Listing",
    "MonthlyNumber",
    "NewEvent",
    "NewOpportunity",
    "NewTeam",
    "NewTrip",
    "NewVisit",
    "add_opportunities",
    "close_opportunity",
    "disband_team",
    "found_team",
    "found_teams",
    "hold_event",
    "list_at_ceremony",
    "record_guests",
    "record_trips",
    "record_visits",
    "reject_claims",
    "report_months",
    "verify_claims",
]
