"""Why a claim cannot be looked through or verified like this."""

from luodi.kernel.findings import Refusal


class ReviewRefused(Refusal):
    """A county's word that cannot be taken like this."""


class ClaimMovedOn(Refusal):
    """The claim was recorded anew after the page that it is judged on had been shown."""


class EvidenceMissing(Refusal):
    """The rules demand evidence that is not there."""


class CountyReviewMissing(Refusal):
    """The city asks for the county's word first."""


class VerifierReviewed(Refusal):
    """Whoever passed a claim for the county is not the one who verifies it for the city."""
