"""Answers about projects, shaped for pages, exports and the API."""

from luodi.projects.selectors.asof import KnownProject, known_project, list_projects_as_of
from luodi.projects.selectors.grid import SORTS, Page, ProjectFilter, Row, list_projects
from luodi.projects.selectors.history import HistoryItem, history
from luodi.projects.selectors.milestones import MilestoneItem, milestones
from luodi.projects.selectors.money import MoneyItem, money
from luodi.projects.selectors.needs import (
    lacking,
    missing_for_next_stage,
    next_stage,
    pending_corrections,
    recorded_once,
)

__all__ = [
    "SORTS",
    "HistoryItem",
    "KnownProject",
    "MilestoneItem",
    "MoneyItem",
    "Page",
    "ProjectFilter",
    "Row",
    "history",
    "known_project",
    "lacking",
    "list_projects",
    "list_projects_as_of",
    "milestones",
    "missing_for_next_stage",
    "money",
    "next_stage",
    "pending_corrections",
    "recorded_once",
]
