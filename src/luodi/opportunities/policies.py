"""Who may see opportunities: one door, the same 404 for what is absent and what is forbidden."""

from django.http import Http404

from luodi.opportunities.models import Opportunity
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of


def get_opportunity(code: str, *, actor: Account) -> Opportunity:
    """Return the opportunity; what is on offer is shown to everybody who works there.

    Raises: Http404 when there is none, or the actor has no business there.
    """
    found = Opportunity.objects.visible_to(reach_of(actor)).filter(code=code).first()
    if found is None:
        raise Http404
    return found
