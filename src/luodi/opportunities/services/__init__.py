"""The one door of opportunities for writes."""

from luodi.opportunities.services.offering import NewOpportunity, add_opportunities, close_opportunity

__all__ = ["NewOpportunity", "add_opportunities", "close_opportunity"]
