from luodi.opportunities.models.beside import OpportunityMove, OpportunityPhoto
from luodi.opportunities.models.opportunity import Opportunity, OpportunityQuerySet
from luodi.opportunities.models.version import OpportunityText, OpportunityVersion

__all__ = [
    "Opportunity",
    "OpportunityMove",
    "OpportunityPhoto",
    "OpportunityQuerySet",
    "OpportunityText",
    "OpportunityVersion",
]
