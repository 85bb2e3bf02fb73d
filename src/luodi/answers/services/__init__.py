"""The one door of the book of answers, for writes."""

from luodi.answers.services.keeping import (
    BookRefused,
    NewEntry,
    adopt_answer,
    change_entry,
    retire_entry,
    rewrite_answer,
    write_entry,
)

__all__ = [
    "BookRefused",
    "NewEntry",
    "adopt_answer",
    "change_entry",
    "retire_entry",
    "rewrite_answer",
    "write_entry",
]
