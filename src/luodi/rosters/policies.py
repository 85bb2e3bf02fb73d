"""Who may with rosters: everybody sees them with the projects that are his to see; the centre keeps them."""

from django.http import Http404

from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of, require
from luodi.rosters.models import Roster


def get_roster(code: str, *, actor: Account) -> Roster:
    """Raises: Http404 when there is none, or the actor has no business in the city."""
    rows = Roster.objects.visible_to(reach_of(actor)).select_related("event", "city")
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def may_keep(reach: Reach) -> bool:
    """Whether rosters may be made and changed: by who writes for the whole city, as the centre does."""
    return reach.keeps_city


def require_keeper(actor: Account, city_id: int) -> None:
    """Raises: NotAllowed for anybody but the centre."""
    require(
        actor.city_id == city_id and may_keep(reach_of(actor)), "名单由招商服务中心维护，当前账号没有权限"
    )
