"""The one door of projects for writes."""

from luodi.projects.rules import (
    ChangeRefused,
    DateOutOfOrder,
    ProjectClosed,
    ProjectRefused,
    StageNotReady,
    StageOutOfOrder,
)
from luodi.projects.services.changing import (
    assign_sponsor,
    change_project,
    change_projects,
    set_status,
    withdraw,
)
from luodi.projects.services.commands import Change, NewProject, OpeningProject, StageRecord
from luodi.projects.services.correcting import (
    CorrectionPreview,
    CorrectionRefused,
    TouchedFact,
    accept_correction,
    correct_project,
    preview_correction,
    refuse_correction,
)
from luodi.projects.services.creating import create_project, create_projects, record_opening
from luodi.projects.services.searching import rebuild_search
from luodi.projects.services.staging import record_stage, record_stages
from luodi.projects.services.verifying import VerifyOutOfOrder, reject, verify, verify_all
from luodi.projects.services.withdrawing import put_back, withdraw_batch

__all__ = [
    "Change",
    "ChangeRefused",
    "CorrectionPreview",
    "CorrectionRefused",
    "DateOutOfOrder",
    "NewProject",
    "OpeningProject",
    "ProjectClosed",
    "ProjectRefused",
    "StageNotReady",
    "StageOutOfOrder",
    "StageRecord",
    "TouchedFact",
    "VerifyOutOfOrder",
    "accept_correction",
    "assign_sponsor",
    "change_project",
    "change_projects",
    "correct_project",
    "create_project",
    "create_projects",
    "preview_correction",
    "put_back",
    "rebuild_search",
    "record_opening",
    "record_stage",
    "record_stages",
    "refuse_correction",
    "reject",
    "set_status",
    "verify",
    "verify_all",
    "withdraw",
    "withdraw_batch",
]
