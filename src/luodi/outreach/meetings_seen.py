"""What is asked about meetings: records of the same one, and which firm somebody means."""

from django.db.models import Q

from luodi.enterprises.models import Enterprise
from luodi.kernel.codes import CreditCodeRefused, parse_credit_code
from luodi.kernel.names import normal_name
from luodi.outreach.choices import MeetingState
from luodi.outreach.models import Meeting, MeetingApart, TripPart, VisitPart

_MOST_TWINS = 20


def twins_of(meeting: Meeting) -> list[Meeting]:
    """Return other records that may be of the same meeting: same firm or name, same day, and one team or one trip.

    Shape: earliest first, with unit and author; nothing for a record that does not stand.
    """
    if meeting.state != MeetingState.RECORDED:
        return []
    rows = Meeting.objects.standing().filter(city_id=meeting.city_id, held_on=meeting.held_on)
    if meeting.enterprise_id is None:
        rows = rows.filter(enterprise=None, title=meeting.title)
    else:
        rows = rows.filter(enterprise=meeting.enterprise_id)
    rows = rows.exclude(pk=meeting.pk).filter(_of_one_team(meeting)).filter(_of_no_other_occasion(meeting))
    apart = MeetingApart.objects.filter(Q(earlier=meeting) | Q(later=meeting))
    said = {pk for pair in apart.values_list("earlier_id", "later_id") for pk in pair}
    found = rows.exclude(pk__in=said).select_related("unit", "created_by__person")
    return list(found.order_by("pk")[:_MOST_TWINS])


def firm_meant(city_id: int, text: str) -> Enterprise | None:
    """Return the one firm whose code, credit code or name the text is; None when there is none, or several."""
    said = text.strip()
    if not said:
        return None
    rows = Enterprise.objects.of(city_id).select_related("subject")
    try:
        found = list(rows.filter(credit_code=parse_credit_code(said))[:2])
    except CreditCodeRefused:
        found = list(rows.filter(Q(code=said.upper()) | Q(name=said))[:2])
    if not found and len(said) > 1:
        near = rows.matching(city_id, said)[:50]
        found = [row for row in near if normal_name(row.name) == normal_name(said)]
    return found[0] if len(found) == 1 else None


def _of_one_team(meeting: Meeting) -> Q:
    """Of the same unit, on the same trip or visit, or of units of which one takes part in the other's."""
    own = Q(unit_id=meeting.unit_id)
    if meeting.occasion_id is not None:
        own |= Q(occasion_id=meeting.occasion_id)
        for part in (TripPart, VisitPart):
            others = part._default_manager.filter(activity__subject_id=meeting.occasion_id)
            own |= Q(unit_id__in=others.values("unit_id"))
    for part in (TripPart, VisitPart):
        trips = part._default_manager.filter(unit_id=meeting.unit_id)
        own |= Q(occasion_id__in=trips.values("activity__subject_id"))
    return own


def _of_no_other_occasion(meeting: Meeting) -> Q:
    if meeting.occasion_id is None:
        return Q()
    return Q(occasion=None) | Q(occasion_id=meeting.occasion_id)
