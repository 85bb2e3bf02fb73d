"""Who may with bulk corrections."""

from django.http import Http404

from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of, require
from luodi.revising.models import BulkCorrection


def get_bulk(code: str, *, actor: Account) -> BulkCorrection:
    """Raises: Http404 when there is none, or it was asked for elsewhere."""
    rows = BulkCorrection.objects.visible_to(reach_of(actor))
    found = (
        rows.select_related(
            "city",
            "batch",
            "requested_by__person",
            "requested_by__unit",
            "decided_by__person",
            "undone_by__person",
        )
        .filter(code=code)
        .first()
    )
    if found is None:
        raise Http404
    return found


def may_approve(reach: Reach, bulk: BulkCorrection, account: Account) -> bool:
    """Whether the account can be the second person: a reviewer, or the centre where nothing is verified."""
    fits = reach.verifies or (Role.CENTRE in reach.roles and not bulk.needs_verifier)
    is_another = account.person_id != bulk.requested_by.person_id
    return fits and is_another and account.city_id == bulk.city_id


def require_approver(bulk: BulkCorrection, actor: Account) -> None:
    """Raises: NotAllowed unless the actor can be the second person."""
    who = "认定员" if bulk.needs_verifier else "认定员或中心业务员"
    require(may_approve(reach_of(actor), bulk, actor), f"须由申请人以外的{who}批准")


def may_undo(reach: Reach, bulk: BulkCorrection, account: Account) -> bool:
    """Whether the account may ask for the undo: what a verifier accepted is undone by the centre alone."""
    if Role.CENTRE in reach.roles:
        return True
    return reach.writes and account.pk == bulk.requested_by_id and not bulk.needs_verifier


def require_undoing(bulk: BulkCorrection, actor: Account) -> None:
    """Raises: NotAllowed for who may not undo it."""
    who = "认定员批准的成批修改由招商服务中心撤回" if bulk.needs_verifier else "由申请人或招商服务中心撤回"
    require(actor.city_id == bulk.city_id and may_undo(reach_of(actor), bulk, actor), who)


def may_set_rules(reach: Reach) -> bool:
    return Role.CENTRE in reach.roles
