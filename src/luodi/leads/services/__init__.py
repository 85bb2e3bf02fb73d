"""The one door of leads for writes."""

from luodi.leads.services.changing import change_lead
from luodi.leads.services.converting import convert_lead, report_first
from luodi.leads.services.matching import Match, Told
from luodi.leads.services.matching import find as find_matches
from luodi.leads.services.ordering import order_days, reset_deadlines, take_back_days
from luodi.leads.services.passing import (
    assign_lead,
    decline,
    dispatch_lead,
    recall,
    refer_lead,
    take_over,
)
from luodi.leads.services.receiving import LeadContent, NewLead, receive_lead
from luodi.leads.services.reminding import remind_leads
from luodi.leads.services.searching import rebuild_search
from luodi.leads.services.showing import show_phone
from luodi.leads.services.terms import set_terms, terms_on
from luodi.leads.services.triaging import (
    drop_lead,
    feed_back,
    judge_lead,
    merge_lead,
    reopen_lead,
    reply_lead,
    report_progress,
)
from luodi.leads.services.verifying import (
    Verified,
    lead_matters,
    look_through_leads,
    reject_leads,
    resubmit_lead,
    verify_leads,
)

__all__ = [
    "LeadContent",
    "Match",
    "NewLead",
    "Told",
    "Verified",
    "assign_lead",
    "change_lead",
    "convert_lead",
    "decline",
    "dispatch_lead",
    "drop_lead",
    "feed_back",
    "find_matches",
    "judge_lead",
    "lead_matters",
    "look_through_leads",
    "merge_lead",
    "order_days",
    "rebuild_search",
    "recall",
    "receive_lead",
    "refer_lead",
    "reject_leads",
    "remind_leads",
    "reopen_lead",
    "reply_lead",
    "report_first",
    "report_progress",
    "reset_deadlines",
    "resubmit_lead",
    "set_terms",
    "show_phone",
    "take_back_days",
    "take_over",
    "terms_on",
    "verify_leads",
]
