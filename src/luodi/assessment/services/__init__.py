"""The one door of assessment for writes."""

from luodi.assessment.rules import AssessmentRefused
from luodi.assessment.services.applying import apply_rulings
from luodi.assessment.services.citing import (
    NewCitation,
    Wording,
    cancel_citation,
    change_citation,
    draft_citation,
    issue_citation,
)
from luodi.assessment.services.confirming import NewInput, confirm_inputs, enter_inputs, withdraw_input
from luodi.assessment.services.groups import (
    Joining,
    add_members,
    make_group,
    move_member,
    rate_member,
    take_out,
)
from luodi.assessment.services.listing import draw_lists, list_by_hand, remove_listed
from luodi.assessment.services.marking import NewEvent, confirm_event, record_event, withdraw_event
from luodi.assessment.services.objecting import (
    NewObjection,
    Verdict,
    raise_objection,
    rule_objection,
    set_objection_terms,
    withdraw_objection,
)
from luodi.assessment.services.publishing import archive_run, finalise_run, publish_run
from luodi.assessment.services.rating import Mark, NewRound, close_due, close_round, open_round, submit_marks
from luodi.assessment.services.running import Correction, compute_run, recompute
from luodi.assessment.services.schemes import adopt_scheme, discard_scheme, edit_scheme, write_scheme
from luodi.assessment.services.self_scoring import (
    Said,
    call_for_self_scores,
    remind_self_scores,
    save_self_scores,
)

__all__ = [
    "AssessmentRefused",
    "Correction",
    "Joining",
    "Mark",
    "NewCitation",
    "NewEvent",
    "NewInput",
    "NewObjection",
    "NewRound",
    "Said",
    "Verdict",
    "Wording",
    "add_members",
    "adopt_scheme",
    "apply_rulings",
    "archive_run",
    "call_for_self_scores",
    "cancel_citation",
    "change_citation",
    "close_due",
    "close_round",
    "compute_run",
    "confirm_event",
    "confirm_inputs",
    "discard_scheme",
    "draft_citation",
    "draw_lists",
    "edit_scheme",
    "enter_inputs",
    "finalise_run",
    "issue_citation",
    "list_by_hand",
    "make_group",
    "move_member",
    "open_round",
    "publish_run",
    "raise_objection",
    "rate_member",
    "recompute",
    "record_event",
    "remind_self_scores",
    "remove_listed",
    "rule_objection",
    "save_self_scores",
    "set_objection_terms",
    "submit_marks",
    "take_out",
    "withdraw_event",
    "withdraw_input",
    "withdraw_objection",
    "write_scheme",
]
