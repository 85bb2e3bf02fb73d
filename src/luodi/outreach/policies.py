"""Who may see and write outreach: one door per object, the same 404 for what is absent and what is forbidden."""

from django.http import Http404

from luodi.organisation import policies as organisation
from luodi.organisation.models import Account
from luodi.outreach.models import PromotionEvent, Trip, Visit


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
