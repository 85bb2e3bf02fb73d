"""Who may with leads: one door, the same 404 for what is absent and what is forbidden."""

from django.http import Http404

from luodi.leads.models import Lead
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import Reach, may_write, reach_of, require


def get_lead(code: str, *, actor: Account) -> Lead:
    """Return the lead with what it says.

    Raises: Http404 when there is none, or none of the actor's units has to do with it.
    """
    rows = Lead.objects.visible_to(reach_of(actor)).select_related(
        "city", "subject", "unit", "reported_unit", "reported_by__person", "reported_by__unit", "project",
        "assigned_to__person", "brought_by", "brief__enterprise", "brief__first_report", "brief__same_as",
    )  # fmt: skip
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def may_handle(reach: Reach, lead: Lead) -> bool:
    """Whether the account takes the lead's next step: who writes for the unit that answers for it."""
    return may_write(reach, lead.unit_id)


def may_see_phone(reach: Reach, lead: Lead) -> bool:
    """Whether the account sees the telephone number in full: who answers for the lead, and who had it first."""
    return may_write(reach, lead.unit_id) or may_write(reach, lead.reported_unit_id)


def may_dispatch(reach: Reach) -> bool:
    """Whether the account gives leads to units without asking them, and sets the days: the centre."""
    return Role.CENTRE in reach.roles


def may_answer_for(reach: Reach, unit_id: int) -> bool:
    """Whether the account takes over or declines for the unit; the centre dispatches instead."""
    return reach.writes_in is not None and unit_id in reach.writes_in


def require_handling(actor: Account, unit: Unit) -> None:
    """Raises: NotAllowed unless the actor writes for the unit."""
    allowed = unit.city_id == actor.city_id and may_write(reach_of(actor), unit.pk)
    require(allowed, f"没有为“{unit.short_name}”办理线索的权限")


def require_dispatching(actor: Account, city_id: int) -> None:
    """Raises: NotAllowed unless the actor decides for the centre of the city."""
    allowed = actor.city_id == city_id and may_dispatch(reach_of(actor))
    require(allowed, "这由招商服务中心办理，当前账号没有权限")
