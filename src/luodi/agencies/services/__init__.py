"""The one door of agencies, introductions and fees for writes."""

from luodi.agencies.feerules import FeeRuleRefused
from luodi.agencies.rules import AgencyRefused, FeeRefused, IntroductionRefused
from luodi.agencies.services.agencies import (
    NewAgency,
    NewMandate,
    add_agency,
    change_agency,
    end_mandate,
    give_mandate,
    show_agency_phone,
    subject_of,
)
from luodi.agencies.services.claiming import (
    apply_for_fee,
    decide_fee,
    pay_fee,
    withdraw_claim,
)
from luodi.agencies.services.introducing import (
    NewIntroduction,
    file_introduction,
    link_project,
    unlink_project,
    withdraw_introduction,
)
from luodi.agencies.services.reckoning import Reckoning, reckon_fee, rule_on
from luodi.agencies.services.reminding import remind_agencies
from luodi.agencies.services.reporting import deadline_on, file_report, set_deadline
from luodi.agencies.services.ruling import make_rule, publish_version
from luodi.agencies.services.stating import confirm_amount, state_amount

__all__ = [
    "AgencyRefused",
    "FeeRefused",
    "FeeRuleRefused",
    "IntroductionRefused",
    "NewAgency",
    "NewIntroduction",
    "NewMandate",
    "Reckoning",
    "add_agency",
    "apply_for_fee",
    "change_agency",
    "confirm_amount",
    "deadline_on",
    "decide_fee",
    "end_mandate",
    "file_introduction",
    "file_report",
    "give_mandate",
    "link_project",
    "make_rule",
    "pay_fee",
    "publish_version",
    "reckon_fee",
    "remind_agencies",
    "rule_on",
    "set_deadline",
    "show_agency_phone",
    "state_amount",
    "subject_of",
    "unlink_project",
    "withdraw_claim",
    "withdraw_introduction",
]
