"""The one door of press for writes."""

from luodi.press.services.drafts import NewDraft, bring, check_again, correct, edit, finding_of, said_on
from luodi.press.services.ruling import revoke, rule
from luodi.press.services.terms import NewTerm, add_term, meaning, remove_term

__all__ = [
    "NewDraft",
    "NewTerm",
    "add_term",
    "bring",
    "check_again",
    "correct",
    "edit",
    "finding_of",
    "meaning",
    "remove_term",
    "revoke",
    "rule",
    "said_on",
]
