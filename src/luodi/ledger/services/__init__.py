"""The one door of the ledger for writes."""

from luodi.ledger.services.asof import resolve, resolve_everywhere
from luodi.ledger.services.batches import (
    BatchRefused,
    close_withdrawal,
    keep_pre_images,
    open_batch,
    restored,
    withdraw_facts,
)
from luodi.ledger.services.histories import History, Step, post_histories
from luodi.ledger.services.posting import (
    FactMovedOn,
    NewFact,
    RecordedBefore,
    Supersede,
    check_new,
    post,
)
from luodi.ledger.services.rows import AlreadyRecorded, Share, appending
from luodi.ledger.services.standing import (
    ACCEPT,
    REJECT,
    VERIFY,
    NothingToVerify,
    VerifierIsClaimant,
    check_not_claimant,
    claimed_facts,
    reject_facts,
    require_verifier,
    verify_facts,
)
from luodi.ledger.services.subjects import (
    SubjectSpec,
    add_subjects,
    add_subjects_of,
    ensure_subjects,
    open_ledger,
    relabel,
    relabel_all,
)
from luodi.ledger.services.versions import version_of, versions_of

__all__ = [
    "ACCEPT",
    "REJECT",
    "VERIFY",
    "AlreadyRecorded",
    "BatchRefused",
    "FactMovedOn",
    "History",
    "NewFact",
    "NothingToVerify",
    "RecordedBefore",
    "Share",
    "Step",
    "SubjectSpec",
    "Supersede",
    "VerifierIsClaimant",
    "add_subjects",
    "add_subjects_of",
    "appending",
    "check_new",
    "check_not_claimant",
    "claimed_facts",
    "close_withdrawal",
    "ensure_subjects",
    "keep_pre_images",
    "open_batch",
    "open_ledger",
    "post",
    "post_histories",
    "reject_facts",
    "relabel",
    "relabel_all",
    "require_verifier",
    "resolve",
    "resolve_everywhere",
    "restored",
    "verify_facts",
    "version_of",
    "versions_of",
    "withdraw_facts",
]
