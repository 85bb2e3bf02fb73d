"""The invitation to a review meeting as calendars take it (iTIP): a request, its changes, and that it is off.

Source: RFC 5546, 3.2.2 and 3.2.5: the same UID with a higher SEQUENCE replaces what was sent before.
"""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress

from luodi.reviews.choices import Attendance, ReviewState, SeatKind
from luodi.reviews.models import Review, Seat

CONTENT_TYPE = "text/calendar; charset=utf-8"
_LASTS = timedelta(hours=2)
_PARTSTAT = {Attendance.PRESENT: "ACCEPTED", Attendance.LEAVE: "DECLINED"}


def write(review: Review, *, at: datetime, page: str, is_off: bool = False) -> bytes:
    """Return the invitation as it stands: METHOD is REQUEST, or CANCEL for a meeting that is off.

    ``is_off``: it is off for whoever gets this, the meeting itself takes place.
    """
    is_off = is_off or review.state == ReviewState.CANCELLED
    told = Calendar()
    told.add("prodid", "-//Luodi//Reviews//ZH")
    told.add("version", "2.0")
    told.add("method", "CANCEL" if is_off else "REQUEST")
    told.add_component(_event(review, at, page, is_off=is_off))
    written: bytes = told.to_ical()
    return written


def _event(review: Review, at: datetime, page: str, *, is_off: bool) -> Event:
    event, city = Event(), review.city.code
    event.add("uid", f"review-{review.code}@{city}.luodi")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("last-modified", review.changed_at.astimezone(UTC))
    event.add("sequence", review.sequence)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("summary", review.full_title)
    event.add("dtstart", review.held_at.astimezone(UTC))
    event.add("dtend", (review.held_at + _LASTS).astimezone(UTC))
    event.add("location", review.place)
    organizer = vCalAddress(f"mailto:{review.unit.code.lower()}@{city}.luodi.invalid")
    organizer.params["CN"] = review.unit.name
    event.add("organizer", organizer)
    for seat in Seat.objects.filter(review=review).select_related("unit", "person").order_by("id"):
        event.add("attendee", _attendee(seat))
    chair = f"主持：{review.chair.name}" if review.chair else ""
    event.add("description", f"取消原因：{review.reason}" if review.reason else chair)
    if page:
        event.add("url", page)
    return event


def _attendee(seat: Seat) -> vCalAddress:
    whose = f"person:{seat.person.code}" if seat.person else f"unit:{seat.unit.code}"
    found = vCalAddress(f"urn:luodi:{whose}")
    found.params["CN"] = seat.name
    found.params["ROLE"] = "NON-PARTICIPANT" if seat.kind == SeatKind.OBSERVER else "REQ-PARTICIPANT"
    answered = "ACCEPTED" if seat.answered_at else "NEEDS-ACTION"
    found.params["PARTSTAT"] = _PARTSTAT.get(Attendance(seat.attendance), answered)
    return found
