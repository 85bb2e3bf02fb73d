from luodi.agencies.models.agency import Agency, AgencyQuerySet, AgencyReport, Mandate, ReportDeadline
from luodi.agencies.models.feerule import FeeRule, FeeRuleVersion
from luodi.agencies.models.introduction import FeeClaim, Introduction, IntroductionQuerySet, StatedAmount

__all__ = [
    "Agency",
    "AgencyQuerySet",
    "AgencyReport",
    "FeeClaim",
    "FeeRule",
    "FeeRuleVersion",
    "Introduction",
    "IntroductionQuerySet",
    "Mandate",
    "ReportDeadline",
    "StatedAmount",
]
