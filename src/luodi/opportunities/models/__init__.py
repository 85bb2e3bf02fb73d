from luodi.opportunities.models.opportunity import Opportunity, OpportunityQuerySet

__all__ = ["Opportunity", "OpportunityQuerySet"]
