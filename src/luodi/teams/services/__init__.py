"""The one door of teams for writes."""

from luodi.teams.choices import TEAM_KINDS
from luodi.teams.services.attending import Mark, mark_days
from luodi.teams.services.feeding import issue_feed, note_reading, revoke_feed
from luodi.teams.services.founding import NewTeam, disband_team, found_team, found_teams
from luodi.teams.services.seconding import NewSecondment, change_secondment, second_people
from luodi.teams.services.settling import confirm_month, reopen_month, return_month, submit_month

__all__ = [
    "TEAM_KINDS",
    "Mark",
    "NewSecondment",
    "NewTeam",
    "change_secondment",
    "confirm_month",
    "disband_team",
    "found_team",
    "found_teams",
    "issue_feed",
    "mark_days",
    "note_reading",
    "reopen_month",
    "return_month",
    "revoke_feed",
    "second_people",
    "submit_month",
]
