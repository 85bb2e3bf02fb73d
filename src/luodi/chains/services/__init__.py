"""The one door of chains for writes."""

from luodi.chains.rules import ChainRefused
from luodi.chains.services.keeping import (
    NewChain,
    NewLink,
    add_link,
    change_chain,
    change_link,
    create_chain,
    take_off_link,
)
from luodi.chains.services.placing import NewSupply, end_supply, note_supply, place, unplace

__all__ = [
    "ChainRefused",
    "NewChain",
    "NewLink",
    "NewSupply",
    "add_link",
    "change_chain",
    "change_link",
    "create_chain",
    "end_supply",
    "note_supply",
    "place",
    "take_off_link",
    "unplace",
]
