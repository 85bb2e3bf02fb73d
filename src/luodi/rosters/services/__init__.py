"""The one door of rosters for writes."""

from luodi.rosters.rules import RosterRefused
from luodi.rosters.services.keeping import (
    NewRoster,
    add_to_roster,
    change_roster,
    create_roster,
    remove_from_roster,
)

__all__ = [
    "NewRoster",
    "RosterRefused",
    "add_to_roster",
    "change_roster",
    "create_roster",
    "remove_from_roster",
]
