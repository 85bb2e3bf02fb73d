"""The one door of bulk corrections for writes."""

from luodi.revising.rules import BulkRefused
from luodi.revising.services.bulk import (
    NewBulk,
    approval_above,
    approve_bulk,
    ask_bulk,
    refuse_bulk,
    set_approval_above,
    submit_bulk,
    undo_bulk,
)
from luodi.revising.services.commands import same_of
from luodi.revising.services.effects import Effects, Move, effects_of

__all__ = [
    "BulkRefused",
    "Effects",
    "Move",
    "NewBulk",
    "approval_above",
    "approve_bulk",
    "ask_bulk",
    "effects_of",
    "refuse_bulk",
    "same_of",
    "set_approval_above",
    "submit_bulk",
    "undo_bulk",
]
