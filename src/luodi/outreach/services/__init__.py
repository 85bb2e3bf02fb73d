"""The one door of outreach for writes."""

from luodi.outreach.services.correcting import correct, withdraw
from luodi.outreach.services.events import (
    Listing,
    NewEvent,
    change_event,
    hold_event,
    list_at_ceremony,
    move_event,
    record_guests,
)
from luodi.outreach.services.filing import add_file, withdraw_file
from luodi.outreach.services.guests import NewGuest, count_guests, invite, take_off_list
from luodi.outreach.services.meeting_changes import (
    correct_meeting,
    join_meetings,
    keep_apart,
    part_meeting,
    withdraw_meeting,
)
from luodi.outreach.services.meeting_phones import show_phones
from luodi.outreach.services.meeting_photos import add_photo, remove_photo
from luodi.outreach.services.meetings import (
    Attendant,
    NewMeeting,
    NextStep,
    record_meeting,
    record_meetings,
)
from luodi.outreach.services.monthly import MonthlyNumber, report_months
from luodi.outreach.services.particulars import Appointment, Member, Stop, Talk
from luodi.outreach.services.planning import (
    change_plan,
    decide_plan,
    plan,
    record,
    report,
    set_approval,
    submit_plan,
    wants_approval,
)
from luodi.outreach.services.searching import rebuild_search
from luodi.outreach.services.standing import look_through_claims, reject_claims, verify_claims
from luodi.outreach.services.trips import NewTrip, record_trips
from luodi.outreach.services.visits import NewVisit, record_visits

__all__ = [
    "Appointment",
    "Attendant",
    "Listing",
    "Member",
    "MonthlyNumber",
    "NewEvent",
    "NewGuest",
    "NewMeeting",
    "NewTrip",
    "NewVisit",
    "NextStep",
    "Stop",
    "Talk",
    "add_file",
    "add_photo",
    "change_event",
    "change_plan",
    "correct",
    "correct_meeting",
    "count_guests",
    "decide_plan",
    "hold_event",
    "invite",
    "join_meetings",
    "keep_apart",
    "list_at_ceremony",
    "look_through_claims",
    "move_event",
    "part_meeting",
    "plan",
    "rebuild_search",
    "record",
    "record_guests",
    "record_meeting",
    "record_meetings",
    "record_trips",
    "record_visits",
    "reject_claims",
    "remove_photo",
    "report",
    "report_months",
    "set_approval",
    "show_phones",
    "submit_plan",
    "take_off_list",
    "verify_claims",
    "wants_approval",
    "withdraw",
    "withdraw_file",
    "withdraw_meeting",
]
