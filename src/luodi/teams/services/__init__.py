"""The one door of teams for writes."""

from luodi.teams.services.founding import TEAM_KINDS, NewTeam, disband_team, found_team, found_teams

__all__ = ["TEAM_KINDS", "NewTeam", "disband_team", "found_team", "found_teams"]
