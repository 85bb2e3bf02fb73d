from luodi.filing.models.arrangement import FilingDeadline, FilingDuty
from luodi.filing.models.close import CloseLine, MonthClose
from luodi.filing.models.filing import FiledFigure, Filing, FilingQuerySet, FilingReminder, FilingStep

__all__ = [
    "CloseLine",
    "FiledFigure",
    "Filing",
    "FilingDeadline",
    "FilingDuty",
    "FilingQuerySet",
    "FilingReminder",
    "FilingStep",
    "MonthClose",
]
