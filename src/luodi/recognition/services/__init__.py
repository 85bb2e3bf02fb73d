"""The one door of recognition for writes."""

from luodi.recognition.services.evidence import (
    Added,
    EvidenceRefused,
    add_evidence,
    used_elsewhere,
    withdraw_evidence,
)
from luodi.recognition.services.reviewing import ClaimMovedOn, ReviewRefused, county_review, set_policy
from luodi.recognition.services.sampling import SampleRefused, draw_sample, record_finding
from luodi.recognition.services.verifying import (
    CountyReviewMissing,
    EvidenceMissing,
    Passed,
    VerifierReviewed,
    verify_complete,
    verify_with_evidence,
)

__all__ = [
    "Added",
    "ClaimMovedOn",
    "CountyReviewMissing",
    "EvidenceMissing",
    "EvidenceRefused",
    "Passed",
    "ReviewRefused",
    "SampleRefused",
    "VerifierReviewed",
    "add_evidence",
    "county_review",
    "draw_sample",
    "record_finding",
    "set_policy",
    "used_elsewhere",
    "verify_complete",
    "verify_with_evidence",
    "withdraw_evidence",
]
