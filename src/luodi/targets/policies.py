"""Who may: everybody reads what was issued, the centre drafts, issues and amends."""

from django.http import Http404

from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of, require
from luodi.targets.models import Plan, PlanSheet, Target


def may_keep(reach: Reach) -> bool:
    """Whether targets are drafted, issued and amended by this account: it writes for the whole city."""
    return reach.keeps_city


def require_keeping(actor: Account) -> Reach:
    """Raises: NotAllowed for anybody but the centre."""
    reach = reach_of(actor)
    require(may_keep(reach), "只有招商服务中心可以下达、调整目标任务")
    return reach


def get_plan(code: str, *, actor: Account) -> Plan:
    """Raises: Http404 when there is none that the actor sees."""
    rows = Plan.objects.visible_to(_business(actor)).select_related("city", "file", "created_by__person")
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_sheet(number: int, *, plan: Plan) -> PlanSheet:
    """Raises: Http404 when the plan has none of that number."""
    found = PlanSheet.objects.select_related("file", "plan").filter(pk=number, plan=plan).first()
    if found is None:
        raise Http404
    return found


def get_target(number: int, *, actor: Account) -> Target:
    """Raises: Http404 when there is none that the actor sees."""
    found = Target.objects.visible_to(_business(actor)).with_all().filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _business(actor: Account) -> Reach:
    reach = reach_of(actor)
    if not reach.roles or reach.is_administrator:
        raise Http404
    return reach
