"""Who may see and keep chains: everybody at work in the city sees them, the centre keeps their links."""

from django.http import Http404

from luodi.chains.models import Chain, ChainLink, Supply
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of, require, require_all_of_city


def may_keep(reach: Reach) -> bool:
    """Whether chains and their links are the account's to change."""
    return reach.keeps_city


def may_note(reach: Reach) -> bool:
    """Whether the account may say who stands where, and who supplies whom."""
    return reach.writes


def require_keeper(actor: Account, city_id: int) -> None:
    """Raises: NotAllowed for anybody but the centre of the city."""
    require(actor.city_id == city_id, "不能修改其他城市的产业链")
    require_all_of_city(reach_of(actor))


def require_writer(actor: Account, city_id: int) -> None:
    """Raises: NotAllowed for an account that writes nothing in the city."""
    require(actor.city_id == city_id and reach_of(actor).writes, "您没有登记的权限")


def get_chain(code: str, *, actor: Account) -> Chain:
    """Raises: Http404 when there is none, or the actor has no business in the city."""
    found = Chain.objects.visible_to(reach_of(actor)).select_related("city").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_link(pk: int, *, actor: Account) -> ChainLink:
    """Raises: Http404 when there is none, or the actor has no business in the city."""
    seen = Chain.objects.visible_to(reach_of(actor)).values("pk")
    rows = ChainLink.objects.filter(pk=pk, chain__in=seen, is_off=False)
    found = rows.select_related("chain__city").prefetch_related("classes").first()
    if found is None:
        raise Http404
    return found


def get_supply(pk: int, *, actor: Account) -> Supply:
    """Raises: Http404 when there is none that stands, or the actor has no business in the city."""
    rows = Supply.objects.visible_to(reach_of(actor)).standing().filter(pk=pk)
    found = rows.select_related("supplier", "customer").first()
    if found is None:
        raise Http404
    return found
