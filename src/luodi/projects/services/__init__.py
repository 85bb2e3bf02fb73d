"""The one door of projects for writes."""

from luodi.projects.rules import (
    ChangeRefused,
    DateOutOfOrder,
    ProjectClosed,
    ProjectRefused,
    StageNotReady,
    StageOutOfOrder,
)
from luodi.projects.services.amending import RecordRefused, correct_record
from luodi.projects.services.bulk_correcting import correct_projects, preview_corrections
from luodi.projects.services.changing import (
    assign_sponsor,
    change_details,
    change_project,
    change_projects,
    set_status,
    withdraw,
)
from luodi.projects.services.commands import (
    Change,
    Correction,
    FundsEntry,
    Increase,
    MilestoneRecord,
    NewProject,
    OpeningProject,
    RecordedProject,
    StageRecord,
    StatusNote,
)
from luodi.projects.services.correcting import (
    CorrectionPreview,
    CorrectionRefused,
    TouchedFact,
    accept_correction,
    correct_project,
    preview_correction,
    preview_record,
    refuse_correction,
)
from luodi.projects.services.creating import create_project, create_projects, record_opening
from luodi.projects.services.funding import FundsRefused, record_funds, record_increase, record_increases
from luodi.projects.services.histories import find_refusals
from luodi.projects.services.milestoning import MilestoneRefused, Step, record_milestones, set_checklist
from luodi.projects.services.searching import rebuild_search
from luodi.projects.services.showing import show_phone
from luodi.projects.services.staging import record_stage, record_stages
from luodi.projects.services.taking_in import Taken, take_in
from luodi.projects.services.verifying import VerifyOutOfOrder, reject, verify, verify_all
from luodi.projects.services.withdrawing import put_back, withdraw_batch

__all__ = [
    "Change",
    "ChangeRefused",
    "Correction",
    "CorrectionPreview",
    "CorrectionRefused",
    "DateOutOfOrder",
    "FundsEntry",
    "FundsRefused",
    "Increase",
    "MilestoneRecord",
    "MilestoneRefused",
    "NewProject",
    "OpeningProject",
    "ProjectClosed",
    "ProjectRefused",
    "RecordRefused",
    "RecordedProject",
    "StageNotReady",
    "StageOutOfOrder",
    "StageRecord",
    "StatusNote",
    "Step",
    "Taken",
    "TouchedFact",
    "VerifyOutOfOrder",
    "accept_correction",
    "assign_sponsor",
    "change_details",
    "change_project",
    "change_projects",
    "correct_project",
    "correct_projects",
    "correct_record",
    "create_project",
    "create_projects",
    "find_refusals",
    "preview_correction",
    "preview_corrections",
    "preview_record",
    "put_back",
    "rebuild_search",
    "record_funds",
    "record_increase",
    "record_increases",
    "record_milestones",
    "record_opening",
    "record_stage",
    "record_stages",
    "refuse_correction",
    "reject",
    "set_checklist",
    "set_status",
    "show_phone",
    "take_in",
    "verify",
    "verify_all",
    "withdraw",
    "withdraw_batch",
]
