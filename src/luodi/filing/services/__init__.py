"""The one door of the monthly filing for writes."""

from luodi.filing.rules import CloseRefused, FilingRefused, MonthRefused
from luodi.filing.services.arranging import set_deadline, set_duty
from luodi.filing.services.closing import close_month
from luodi.filing.services.deciding import accept_filing, accept_filings, return_filing
from luodi.filing.services.declaring import declare_incomplete, declare_month
from luodi.filing.services.handing_over import confirm_hand_over, hand_over
from luodi.filing.services.reminding import remind_due, remind_units

__all__ = [
    "CloseRefused",
    "FilingRefused",
    "MonthRefused",
    "accept_filing",
    "accept_filings",
    "close_month",
    "confirm_hand_over",
    "declare_incomplete",
    "declare_month",
    "hand_over",
    "remind_due",
    "remind_units",
    "return_filing",
    "set_deadline",
    "set_duty",
]
