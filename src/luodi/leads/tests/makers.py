"""Make leads as a test needs them, by the services alone."""

from typing import Any

from luodi.kernel.money import Yuan
from luodi.leads import services
from luodi.leads.choices import LeadState
from luodi.leads.models import Lead
from luodi.ledger.kinds import LeadSource
from luodi.organisation import clock
from luodi.organisation.models import Account


def make_lead(*, by: Account, **said: Any) -> Lead:
    at = clock.now(by.city)
    values: dict[str, Any] = {
        "unit": by.unit,
        "source": LeadSource.CHAMBER,
        "received_on": clock.today(by.city),
        "investor_name": "深圳明湖光学有限公司",
        "project_name": "车载镜头项目",
        "amount": Yuan.from_yi(5),
        "industry": "C39",
        "origin": "440300",
        "contact_name": "沈一舟",
        "contact_phone": "13800001234",
    }
    once = said.pop("once", "")
    return services.receive_lead(services.NewLead(**{**values, **said}), actor=by, at=at, once=once)


def followed(lead: Lead, *, by: Account) -> Lead:
    """Answer, judge and report back the lead on the same day."""
    at, on = clock.now(by.city), clock.today(by.city)
    services.reply_lead(lead=lead, on=on, text="已电话答复", actor=by, at=at)
    services.judge_lead(lead=lead, on=on, text="符合光电产业方向", actor=by, at=at)
    row = services.feed_back(lead=lead, on=on, text="已告知商会", actor=by, at=at)
    assert row.state == LeadState.FOLLOWING
    return row
