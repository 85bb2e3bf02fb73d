"""A calendar feed as RFC 5545 writes it: what its owner may see now, from a month ago to half a year ahead."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from luodi.desk.selectors import days
from luodi.organisation.policies import reach_of
from luodi.organisation.selectors import subtree_ids
from luodi.outreach.calendar import Item, Sort, Span
from luodi.teams.models import CalendarFeed

CONTENT_TYPE = "text/calendar; charset=utf-8"
_BEFORE, _AHEAD = timedelta(days=31), timedelta(days=183)
_LASTS, _REVIEW_LASTS = timedelta(hours=1), timedelta(hours=2)
MOST = 1000
"""Of each sort; a calendar application is no archive."""


def write(feed: CalendarFeed, *, at: datetime, address: Callable[[Item], str]) -> bytes:
    """Return the feed; ``address`` gives the page of an item."""
    today = timezone.localdate(at)
    reach = reach_of(feed.account)
    last = today + _AHEAD
    of = subtree_ids(feed.unit, last) if feed.unit else None
    items = days.items(Span(reach, today - _BEFORE, last, of), most=MOST)
    return _written(feed, items, at=at, address=address)


def _written(
    feed: CalendarFeed, items: Iterable[Item], *, at: datetime, address: Callable[[Item], str]
) -> bytes:
    city = feed.account.city
    whose = feed.unit.short_name if feed.unit else feed.account.display_name
    told = Calendar()
    told.add("prodid", "-//Luodi//Calendar//ZH")
    told.add("version", "2.0")
    told.add("method", "PUBLISH")
    told.add("x-wr-calname", f"{city.name}招商日程（{whose}）")
    told.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for item in items:
        told.add_component(_event(item, city.code, at, address(item)))
    written: bytes = told.to_ical()
    return written


def _event(item: Item, city: str, at: datetime, page: str) -> Event:
    event = Event()
    event.add("uid", f"{item.sort}-{item.code}@{city}.luodi")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("sequence", item.changed)
    event.add("summary", f"{item.sort.label}：{item.title}")
    if item.at is None:
        event.add("dtstart", item.first)
        event.add("dtend", item.last + timedelta(days=1))
    else:
        begins = timezone.make_aware(datetime.combine(item.first, item.at))
        event.add("dtstart", begins.astimezone(UTC))
        lasts = _REVIEW_LASTS if item.sort == Sort.REVIEW else _LASTS
        event.add("dtend", (begins + lasts).astimezone(UTC))
    if item.place:
        event.add("location", item.place)
    event.add("description", f"{item.unit}　{item.state}")
    event.add("categories", [item.sort.label])
    event.add("url", page)
    event.add("transp", "TRANSPARENT" if item.at is None else "OPAQUE")
    return event
