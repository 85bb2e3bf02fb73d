from luodi.leads.models.lead import Lead, LeadBrief, LeadQuerySet
from luodi.leads.models.story import LeadEvent, LeadMatch, LeadReferral
from luodi.leads.models.terms import LeadRules

__all__ = ["Lead", "LeadBrief", "LeadEvent", "LeadMatch", "LeadQuerySet", "LeadReferral", "LeadRules"]
