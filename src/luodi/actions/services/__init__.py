"""The one door of action items for writes."""

from luodi.actions.services.closing import (
    NewProof,
    cancel_item,
    close_item,
    finish_item,
    reopen_item,
    send_back,
)
from luodi.actions.services.escalating import Pressed, escalate_items, remind_items
from luodi.actions.services.extending import ask_extension, decide_extension, move_deadline
from luodi.actions.services.handing import hand_over
from luodi.actions.services.items import Source, add_item, address_of
from luodi.actions.services.resetting import reset_deadlines
from luodi.actions.services.ruling import pressing_on, set_pressing

__all__ = [
    "NewProof",
    "Pressed",
    "Source",
    "add_item",
    "address_of",
    "ask_extension",
    "cancel_item",
    "close_item",
    "decide_extension",
    "escalate_items",
    "finish_item",
    "hand_over",
    "move_deadline",
    "pressing_on",
    "remind_items",
    "reopen_item",
    "reset_deadlines",
    "send_back",
    "set_pressing",
]
