"""The one door of opportunities for writes."""

from luodi.opportunities.rules import OpportunityRefused
from luodi.opportunities.services.commands import Move, NewOpportunity, Particulars, Revision, Text
from luodi.opportunities.services.moving import close_opportunity, move_opportunity
from luodi.opportunities.services.offering import add_opportunities, add_opportunity
from luodi.opportunities.services.picturing import add_photo, take_off_photo
from luodi.opportunities.services.revising import revise_opportunity
from luodi.opportunities.services.showing import show_phone

__all__ = [
    "Move",
    "NewOpportunity",
    "OpportunityRefused",
    "Particulars",
    "Revision",
    "Text",
    "add_opportunities",
    "add_opportunity",
    "add_photo",
    "close_opportunity",
    "move_opportunity",
    "revise_opportunity",
    "show_phone",
    "take_off_photo",
]
