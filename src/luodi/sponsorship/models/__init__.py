from luodi.sponsorship.models.instruction import Instruction, InstructionItem
from luodi.sponsorship.models.plan import LightRules, Node, NodeChange
from luodi.sponsorship.models.sponsorship import CrewMember, Sponsorship, SponsorshipQuerySet

__all__ = [
    "CrewMember",
    "Instruction",
    "InstructionItem",
    "LightRules",
    "Node",
    "NodeChange",
    "Sponsorship",
    "SponsorshipQuerySet",
]
