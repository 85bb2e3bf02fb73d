from luodi.rosters.models.roster import Roster, RosterEntry, RosterEntryQuerySet, RosterQuerySet

__all__ = ["Roster", "RosterEntry", "RosterEntryQuerySet", "RosterQuerySet"]
