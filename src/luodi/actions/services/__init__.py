"""The one door of action items for writes."""

from luodi.actions.services.closing import cancel_item, finish_item, hand_over, move_deadline
from luodi.actions.services.items import add_item, address_of
from luodi.actions.services.reminding import remind_items

__all__ = [
    "add_item",
    "address_of",
    "cancel_item",
    "finish_item",
    "hand_over",
    "move_deadline",
    "remind_items",
]
