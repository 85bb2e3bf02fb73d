"""The one door of sponsorship for writes."""

from luodi.sponsorship.rules import InstructionRefused, SponsorshipRefused
from luodi.sponsorship.selectors import terms_on
from luodi.sponsorship.services.instructing import add_item, answer_instruction, give_instruction
from luodi.sponsorship.services.planning import (
    add_crew,
    add_node,
    end_crew,
    finish_node,
    move_node,
    set_terms,
    strike_node,
)
from luodi.sponsorship.services.reminding import remind_nodes
from luodi.sponsorship.services.sponsoring import adopt, apart, hand_over, left_with, set_lead_unit, sponsor

__all__ = [
    "InstructionRefused",
    "SponsorshipRefused",
    "add_crew",
    "add_item",
    "add_node",
    "adopt",
    "answer_instruction",
    "apart",
    "end_crew",
    "finish_node",
    "give_instruction",
    "hand_over",
    "left_with",
    "move_node",
    "remind_nodes",
    "set_lead_unit",
    "set_terms",
    "sponsor",
    "strike_node",
    "terms_on",
]
