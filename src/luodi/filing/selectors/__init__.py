"""What the filings, the closes and what came after them look like."""

from luodi.filing.selectors.duties import (
    closed_months,
    closes,
    deadlines,
    due_on,
    duties_of,
    filing_units,
    is_closed,
    last_closed,
)
from luodi.filing.selectors.figures import since_closed, since_declared
from luodi.filing.selectors.late import Moved, late_facts, moved, touches_closed
from luodi.filing.selectors.matrix import Cell, cell_of, cells_by_month, cells_of, cells_waiting
from luodi.filing.selectors.record import Record, filing_record

__all__ = [
    "Cell",
    "Moved",
    "Record",
    "cell_of",
    "cells_by_month",
    "cells_of",
    "cells_waiting",
    "closed_months",
    "closes",
    "deadlines",
    "due_on",
    "duties_of",
    "filing_record",
    "filing_units",
    "is_closed",
    "last_closed",
    "late_facts",
    "moved",
    "since_closed",
    "since_declared",
    "touches_closed",
]
