"""Answers about projects, shaped for pages, exports and the API."""

from luodi.projects.selectors.asof import KnownProject, known_project, list_projects_as_of
from luodi.projects.selectors.grid import SORTS, Page, ProjectFilter, Row, list_projects
from luodi.projects.selectors.history import HistoryItem, history
from luodi.projects.selectors.needs import (
    missing_for_next_stage,
    next_stage,
    pending_corrections,
    recorded_once,
)

__all__ = [
    "SORTS",
    "HistoryItem",
    "KnownProject",
    "Page",
    "ProjectFilter",
    "Row",
    "history",
    "known_project",
    "list_projects",
    "list_projects_as_of",
    "missing_for_next_stage",
    "next_stage",
    "pending_corrections",
    "recorded_once",
]
