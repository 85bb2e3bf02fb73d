from luodi.assessment.models.groups import Group, GroupQuerySet, Membership, MembershipQuerySet
from luodi.assessment.models.lists import Citation, CitationName, CitationQuerySet, Listed, ListedQuerySet
from luodi.assessment.models.objections import (
    Objection,
    ObjectionCorrection,
    ObjectionQuerySet,
    ObjectionRules,
)
from luodi.assessment.models.ratings import (
    RatingMark,
    RatingRound,
    RatingRoundQuerySet,
    RatingSeat,
    SelfCall,
    SelfScore,
    SelfSheet,
    SelfSheetQuerySet,
)
from luodi.assessment.models.records import (
    ConfirmedInput,
    MarkEvent,
    MarkEventQuerySet,
    OfHolder,
    RecordQuerySet,
)
from luodi.assessment.models.runs import Run, RunItem, RunQuerySet, RunScore, RunSource
from luodi.assessment.models.schemes import SchemeVersion, SchemeVersionQuerySet

__all__ = [
    "Citation",
    "CitationName",
    "CitationQuerySet",
    "ConfirmedInput",
    "Group",
    "GroupQuerySet",
    "Listed",
    "ListedQuerySet",
    "MarkEvent",
    "MarkEventQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Objection",
    "ObjectionCorrection",
    "ObjectionQuerySet",
    "ObjectionRules",
    "OfHolder",
    "RatingMark",
    "RatingRound",
    "RatingRoundQuerySet",
    "RatingSeat",
    "RecordQuerySet",
    "Run",
    "RunItem",
    "RunQuerySet",
    "RunScore",
    "RunSource",
    "SchemeVersion",
    "SchemeVersionQuerySet",
    "SelfCall",
    "SelfScore",
    "SelfSheet",
    "SelfSheetQuerySet",
]
