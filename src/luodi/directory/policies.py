"""Who may: the doors to the directory."""

from django.http import Http404

from luodi.directory.models import Association, Hometowner
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of


def get_association(code: str, *, actor: Account) -> Association:
    """Raises: Http404 when there is none that the actor sees."""
    rows = Association.objects.visible_to(reach_of(actor)).select_related("unit", "city")
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_hometowner(code: str, *, actor: Account) -> Hometowner:
    """Raises: Http404 when there is none that the actor sees."""
    rows = Hometowner.objects.visible_to(reach_of(actor))
    found = rows.select_related("unit", "city", "association", "enterprise").filter(code=code).first()
    if found is None:
        raise Http404
    return found
