"""Calendar texts that go with a message: written once by whoever told, addressed to each receiver when they leave."""

from dataclasses import dataclass

from icalendar import Calendar, vCalAddress

from luodi.outbox.choices import DeliveryKind
from luodi.outbox.models import Delivery, Enclosure


@dataclass(frozen=True)
class Enclosed:
    """``method`` is what the receiver's calendar shall do with it: REQUEST or CANCEL."""

    name: str
    method: str
    content: str


def of(delivery: Delivery, *, to: str, sender: str) -> Enclosed | None:
    """Return what goes with the message, None for nothing.

    Calendars take an invitation only as one of their owner's, from whoever it came from: both stand in it by address.
    Source: RFC 6047, 2.2 and 2.4.
    """
    if delivery.kind != DeliveryKind.SINGLE:
        return None
    keys = delivery.items.values("notice__key")
    found = Enclosure.objects.filter(city_id=delivery.city_id, key__in=keys).first()
    if found is None:
        return None
    told = Calendar.from_ical(found.content)
    for event in told.walk("VEVENT"):
        organizer = vCalAddress(f"mailto:{sender}")
        organizer.params["CN"] = event["organizer"].params.get("CN", "")
        del event["organizer"]
        event.add("organizer", organizer)
        receiver = vCalAddress(f"mailto:{to}")
        receiver.params["PARTSTAT"], receiver.params["RSVP"] = "NEEDS-ACTION", "FALSE"
        event.add("attendee", receiver)
    return Enclosed(found.name, str(told["method"]), told.to_ical().decode())
