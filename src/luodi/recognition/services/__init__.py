"""The one door of recognition for writes."""

from luodi.recognition.services.evidence import (
    Added,
    EvidenceRefused,
    add_evidence,
    used_elsewhere,
    withdraw_evidence,
)
from luodi.recognition.services.firms import (
    adviser_matters,
    firm_matters,
    reject_advisers,
    reject_firms,
    verify_advisers,
    verify_firms,
)
from luodi.recognition.services.matters import (
    Matter,
    look_through,
    reject_matters,
    tell_rejected,
    verify_matters,
)
from luodi.recognition.services.refusals import (
    ClaimMovedOn,
    CountyReviewMissing,
    EvidenceMissing,
    ReviewRefused,
    VerifierReviewed,
)
from luodi.recognition.services.reviewing import county_review, set_policy
from luodi.recognition.services.sampling import SampleRefused, draw_sample, record_finding
from luodi.recognition.services.verifying import Passed, verify_complete, verify_with_evidence

__all__ = [
    "Added",
    "ClaimMovedOn",
    "CountyReviewMissing",
    "EvidenceMissing",
    "EvidenceRefused",
    "Matter",
    "Passed",
    "ReviewRefused",
    "SampleRefused",
    "VerifierReviewed",
    "add_evidence",
    "adviser_matters",
    "county_review",
    "draw_sample",
    "firm_matters",
    "look_through",
    "record_finding",
    "reject_advisers",
    "reject_firms",
    "reject_matters",
    "set_policy",
    "tell_rejected",
    "used_elsewhere",
    "verify_advisers",
    "verify_complete",
    "verify_firms",
    "verify_matters",
    "verify_with_evidence",
    "withdraw_evidence",
]
