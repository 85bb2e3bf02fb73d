"""Who may with action items: one door, the same 404 for what is absent and what is forbidden."""

from django.db.models import Q
from django.http import Http404

from luodi.actions.models import ActionItem
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, may_write, reach_of


def get_action(code: str, *, actor: Account) -> ActionItem:
    """Return an item that the actor's units answer for or asked for, or that is the actor's own.

    Raises: Http404 when there is none such.
    """
    reach = reach_of(actor)
    seen = ActionItem.objects.visible_to(reach).values("pk")
    rows = ActionItem.objects.filter(Q(pk__in=seen) | Q(owner=actor), city_id=actor.city_id, code=code)
    found = rows.select_related(
        "city", "about", "owner__person", "unit", "asked_by__person", "asked_from", "closed_by__person"
    ).first()
    if found is None or not reach.roles or reach.is_administrator:
        raise Http404
    return found


def may_close(item: ActionItem, *, actor: Account, reach: Reach) -> bool:
    """Whether the actor may say that it is done, or hand it on: its owner, and who writes for its unit."""
    return item.owner_id == actor.pk or may_write(reach, item.unit_id)


def may_cancel(item: ActionItem, *, actor: Account, reach: Reach) -> bool:
    """Whether the actor may call it off or move its deadline: whoever asked for it, and who writes there."""
    return item.asked_by_id == actor.pk or may_write(reach, item.asked_from_id)
