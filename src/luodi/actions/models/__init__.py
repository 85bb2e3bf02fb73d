"""Action items, what belongs to them, and how the city has them pressed for."""

from luodi.actions.models.item import ActionItem, ActionItemQuerySet
from luodi.actions.models.ruling import EscalationLevel, ItemRules
from luodi.actions.models.story import (
    CoOwner,
    Escalation,
    ItemBasis,
    ItemExtension,
    ItemProof,
    ItemReport,
)

__all__ = [
    "ActionItem",
    "ActionItemQuerySet",
    "CoOwner",
    "Escalation",
    "EscalationLevel",
    "ItemBasis",
    "ItemExtension",
    "ItemProof",
    "ItemReport",
    "ItemRules",
]
