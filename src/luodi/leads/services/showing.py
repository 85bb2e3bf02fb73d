"""Show what lists mask: each view of a telephone number is on the trail."""

from datetime import datetime

from luodi.audit import services as audit
from luodi.leads import policies
from luodi.leads.models import Lead
from luodi.leads.services.trail import TARGET
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require

_ACT = "查看联系电话"


def show_phone(*, lead: Lead, actor: Account, at: datetime) -> str:
    """Return the number in full, or nothing.

    Raises: NotAllowed for an account that neither answers for the lead nor had it first.
    """
    allowed = actor.city_id == lead.city_id and policies.may_see_phone(reach_of(actor), lead)
    require(allowed, "联系电话只有承接单位、首报单位和招商服务中心可以查看")
    if lead.brief.contact_phone:
        audit.record(audit.Note(_ACT, TARGET, lead.code, lead.project_name), actor=actor, at=at)
    return lead.brief.contact_phone
