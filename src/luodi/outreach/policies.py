"""Who may see and write outreach: one door per object, the same 404 for what is absent and what is forbidden."""

from django.http import Http404

from luodi.organisation import policies as organisation
from luodi.organisation.models import Account, Unit
from luodi.outreach.models import Opportunity, PromotionEvent, Trip, Visit


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


def get_opportunity(code: str, *, actor: Account) -> Opportunity:
    """Return the opportunity; what is on offer is shown to everybody who works there.

    Raises: Http404 when there is none, or the actor has no business there.
    """
    found = Opportunity.objects.visible_to(organisation.reach_of(actor)).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def require_writing(reach: organisation.Reach, unit: Unit) -> None:
    """Raises: NotAllowed unless the reach writes for the unit, one of its own city."""
    organisation.require(
        unit.city_id == reach.city_id and organisation.may_write(reach, unit.pk),
        f"没有为“{unit.short_name}”登记的权限",
    )


def require_all_of_city(reach: organisation.Reach) -> None:
    """Raises: NotAllowed unless the reach writes for the whole city, as the centre does."""
    organisation.require(reach.writes and reach.writes_in is None, "这是招商服务中心的职责，当前账号没有权限")
