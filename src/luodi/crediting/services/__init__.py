"""The one door of credit for writes: agreements on shares and transfers, first reports and disputes about them."""

from luodi.crediting.rules import AgreementRefused, DisputeRefused, FirstReportRefused, Terms
from luodi.crediting.services.agreements import (
    Split,
    Transfer,
    consent,
    propose_split,
    propose_transfer,
    refuse,
    rule_agreement,
    withdraw_agreement,
)
from luodi.crediting.services.converting import convert_first_report
from luodi.crediting.services.disputing import Decision, raise_dispute, rule_dispute
from luodi.crediting.services.proving import add_proof
from luodi.crediting.services.reporting import (
    NewFirstReport,
    admit_first_report,
    extend_protection,
    file_first_report,
    lapse_by_rule,
    lapse_first_reports,
    refuse_first_report,
    report_progress,
)
from luodi.crediting.services.terms import set_terms, terms_on

__all__ = [
    "AgreementRefused",
    "Decision",
    "DisputeRefused",
    "FirstReportRefused",
    "NewFirstReport",
    "Split",
    "Terms",
    "Transfer",
    "add_proof",
    "admit_first_report",
    "consent",
    "convert_first_report",
    "extend_protection",
    "file_first_report",
    "lapse_by_rule",
    "lapse_first_reports",
    "propose_split",
    "propose_transfer",
    "raise_dispute",
    "refuse",
    "refuse_first_report",
    "report_progress",
    "rule_agreement",
    "rule_dispute",
    "set_terms",
    "terms_on",
    "withdraw_agreement",
]
