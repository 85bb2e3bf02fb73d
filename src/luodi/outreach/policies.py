"""Who may see and write outreach: one door per object, the same 404 for what is absent and what is forbidden."""

from typing import Any, cast

from django.http import Http404

from luodi.organisation import policies as organisation
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.outreach.models import EventFile, PromotionEvent, Trip, TripFile, Visit, VisitFile


def get_trip(code: str, *, actor: Account) -> Trip:
    """Raises: Http404 when there is none, or none of the actor's units took part."""
    found = Trip.objects.visible_to(organisation.reach_of(actor)).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_visit(code: str, *, actor: Account) -> Visit:
    """Raises: Http404 when there is none, or none of the actor's units took part."""
    found = Visit.objects.visible_to(organisation.reach_of(actor)).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_event(code: str, *, actor: Account) -> PromotionEvent:
    """Return the event; the city's events are no secret to those who work in it.

    Raises: Http404 when there is none, or the actor has no business there.
    """
    found = PromotionEvent.objects.visible_to(organisation.reach_of(actor)).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_file(sort: str, pk: int, *, actor: Account) -> TripFile | VisitFile | EventFile | None:
    """Return a file of a trip, a visit or an event that the actor sees; None when there is none or it was withdrawn."""
    reach = organisation.reach_of(actor)
    rows: Any
    if sort == "trip":
        rows = TripFile.objects.filter(activity__in=Trip.objects.visible_to(reach)).select_related("activity")
    elif sort == "visit":
        rows = VisitFile.objects.filter(activity__in=Visit.objects.visible_to(reach)).select_related(
            "activity"
        )
    else:
        shown = PromotionEvent.objects.visible_to(reach)
        rows = EventFile.objects.filter(event__in=shown).select_related("event")
    found = rows.filter(pk=pk, withdrawn_at__isnull=True).select_related("file").first()
    return cast("TripFile | VisitFile | EventFile | None", found)


def may_approve(reach: Reach, activity: Trip | Visit) -> bool:
    """Whether plans of the activity's unit are approved by this account: the centre, or the county's reviewer."""
    if activity.city_id != reach.city_id:
        return False
    return reach.keeps_city or organisation.may_review(reach, activity.unit_id)


def address_of(activity: Trip | Visit) -> str:
    """Return where the activity has its page."""
    return f"/{'trips' if isinstance(activity, Trip) else 'visits'}/{activity.code}/"
