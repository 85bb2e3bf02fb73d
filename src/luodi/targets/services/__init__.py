"""The one door of targets for writes."""

from luodi.targets.rules import Phase, TargetRefused
from luodi.targets.services.amending import amend_targets, withdraw_targets
from luodi.targets.services.bringing import Preview, bring_sheet, matrix, preview, take_sheet
from luodi.targets.services.commands import Amendment, Body, NewTarget, Place, usual_relation
from luodi.targets.services.issuing import assign_targets, issue_plan, problems
from luodi.targets.services.planning import change_plan, discard_plan, draft_plan, set_targets
from luodi.targets.services.terms import set_terms

__all__ = [
    "Amendment",
    "Body",
    "NewTarget",
    "Phase",
    "Place",
    "Preview",
    "TargetRefused",
    "amend_targets",
    "assign_targets",
    "bring_sheet",
    "change_plan",
    "discard_plan",
    "draft_plan",
    "issue_plan",
    "matrix",
    "preview",
    "problems",
    "set_targets",
    "set_terms",
    "take_sheet",
    "usual_relation",
    "withdraw_targets",
]
