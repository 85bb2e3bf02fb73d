"""Who may with duplicates: see a case, rule on it, merge; and the door to a case."""

from django.http import Http404

from luodi.duplicates.models import DuplicateCase
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of, require


def may_rule(reach: Reach) -> bool:
    """The centre rules, and so does a reviewer."""
    return bool(reach.roles & {Role.CENTRE, Role.REVIEWER}) and not reach.is_administrator


def may_merge(reach: Reach) -> bool:
    """Only who writes for every unit makes one row of two."""
    return reach.keeps_city


def require_ruler(actor: Account, city_id: int) -> None:
    """Raises: NotAllowed."""
    allowed = actor.city_id == city_id and may_rule(reach_of(actor))
    require(allowed, "只有服务中心和认定员可以裁定疑似重复")


def require_merger(actor: Account, city_id: int) -> None:
    """Raises: NotAllowed."""
    allowed = actor.city_id == city_id and may_merge(reach_of(actor))
    require(allowed, "只有服务中心可以合并或撤销合并")


def require_scanner(actor: Account, city_id: int) -> None:
    """Raises: NotAllowed."""
    allowed = actor.city_id == city_id and may_rule(reach_of(actor))
    require(allowed, "只有服务中心和认定员可以全面排查重复")


def get_case(code: str, account: Account) -> DuplicateCase:
    """Return the case with both its sides.    Raises: Http404 when there is none, or the account does not see it."""
    rows = DuplicateCase.objects.visible_to(reach_of(account)).filter(code=code)
    found = rows.select_related(
        "city", "left_project__unit", "right_project__unit", "left_project__enterprise",
        "right_project__enterprise", "left_enterprise", "right_enterprise", "ruled_by__person",
    ).first()  # fmt: skip
    if found is None:
        raise Http404
    return found
