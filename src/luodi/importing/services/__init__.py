"""The one door of importing for writes; previews write nothing to the database."""

from luodi.importing.rules import Commitment, ImportRefused, PreviewOutdated
from luodi.importing.services.committing import ContentKnown, commit, first_with, once_of
from luodi.importing.services.exporting import (
    ExportRefused,
    ask,
    is_granted,
    limit_of,
    may_decide,
)
from luodi.importing.services.exporting import decide as decide_export
from luodi.importing.services.folder import ImportBusy, Progress, preview_rows, progress
from luodi.importing.services.preparing import open_prepared, prepare
from luodi.importing.services.previewing import plan_of, preview
from luodi.importing.services.queueing import commit_later, jobs_of
from luodi.importing.services.receiving import Received, decide, decide_twins, discard, receive, take_up
from luodi.importing.services.withdrawing import withdraw

__all__ = [
    "Commitment",
    "ContentKnown",
    "ExportRefused",
    "ImportBusy",
    "ImportRefused",
    "PreviewOutdated",
    "Progress",
    "Received",
    "ask",
    "commit",
    "commit_later",
    "decide",
    "decide_export",
    "decide_twins",
    "discard",
    "first_with",
    "is_granted",
    "jobs_of",
    "limit_of",
    "may_decide",
    "once_of",
    "open_prepared",
    "plan_of",
    "prepare",
    "preview",
    "preview_rows",
    "progress",
    "receive",
    "take_up",
    "withdraw",
]
