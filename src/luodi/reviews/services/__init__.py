"""The one door of review meetings for writes."""

from luodi.reviews.services.agenda import add_line, drop_line, move_line, restore_line
from luodi.reviews.services.answering import answer_invitation
from luodi.reviews.services.keeping import add_decision, drop_decision, write_line
from luodi.reviews.services.paper import content_of, moment_words
from luodi.reviews.services.planning import NewReview, cancel_review, change_review, next_number, plan_review
from luodi.reviews.services.proposing import proposals, take_proposals
from luodi.reviews.services.publishing import correct, publish
from luodi.reviews.services.red import Proposal
from luodi.reviews.services.seating import (
    Mark,
    add_seat,
    add_seats,
    drop_seat,
    hold,
    invite,
    n_present,
    record_attendance,
)

__all__ = [
    "Mark",
    "NewReview",
    "Proposal",
    "add_decision",
    "add_line",
    "add_seat",
    "add_seats",
    "answer_invitation",
    "cancel_review",
    "change_review",
    "content_of",
    "correct",
    "drop_decision",
    "drop_line",
    "drop_seat",
    "hold",
    "invite",
    "moment_words",
    "move_line",
    "n_present",
    "next_number",
    "plan_review",
    "proposals",
    "publish",
    "record_attendance",
    "restore_line",
    "take_proposals",
    "write_line",
]
