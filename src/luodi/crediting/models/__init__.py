from luodi.crediting.models.agreement import Agreement, AgreementParty, AgreementQuerySet
from luodi.crediting.models.dispute import Dispute, DisputeQuerySet, FirstReportRules, RuledShare
from luodi.crediting.models.first_report import (
    FirstReport,
    FirstReportEvent,
    FirstReportMatch,
    FirstReportProof,
    FirstReportQuerySet,
)

__all__ = [
    "Agreement",
    "AgreementParty",
    "AgreementQuerySet",
    "Dispute",
    "DisputeQuerySet",
    "FirstReport",
    "FirstReportEvent",
    "FirstReportMatch",
    "FirstReportProof",
    "FirstReportQuerySet",
    "FirstReportRules",
    "RuledShare",
]
