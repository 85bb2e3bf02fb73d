"""Who may see opportunities: one door, the same 404 for what is absent and what is forbidden."""

from django.http import Http404

from luodi.opportunities.models import Opportunity, OpportunityPhoto
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, may_see, may_write, reach_of


def get_opportunity(code: str, *, actor: Account) -> Opportunity:
    """Return the opportunity; what is on offer is shown to everybody who works there.

    Raises: Http404 when there is none, or the actor has no business there.
    """
    rows = Opportunity.objects.visible_to(reach_of(actor)).select_related("unit", "subject", "city")
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_photo(pk: int, *, actor: Account) -> OpportunityPhoto:
    """Raises: Http404 when there is none on show, or the actor has no business there."""
    seen = Opportunity.objects.visible_to(reach_of(actor)).values("pk")
    rows = OpportunityPhoto.objects.filter(pk=pk, is_off=False, opportunity__in=seen)
    found = rows.select_related("file", "opportunity__unit").first()
    if found is None:
        raise Http404
    return found


def may_change(reach: Reach, opportunity: Opportunity) -> bool:
    return opportunity.city_id == reach.city_id and may_write(reach, opportunity.unit_id)


def may_see_phone(reach: Reach, opportunity: Opportunity) -> bool:
    """Whether the contact's number is shown in full: to its own unit, and to those who see all of the city."""
    return opportunity.city_id == reach.city_id and may_see(reach, opportunity.unit_id)
