"""Any workbook as it really is, read into tables of typed values with a finding for whatever is wrong in them.

Pure: no models, no clock, no network. ``read_workbook`` gives sheets, ``understand`` gives tables.
"""

from luodi.importing.reading.books import Sheet, Workbook, WorkbookUnreadable, read_workbook
from luodi.importing.reading.cells import CellFinding, Severity
from luodi.importing.reading.columns import Column, ColumnMemory, Remembered, Wanted
from luodi.importing.reading.fields import FieldKind, ImportField
from luodi.importing.reading.headings import Vocabulary, normal_heading, standard_vocabulary
from luodi.importing.reading.understanding import WishRefused, understand
from luodi.importing.reading.understood import ReadRow, Section, TotalCheck, UnderstoodSheet

__all__ = [
    "CellFinding",
    "Column",
    "ColumnMemory",
    "FieldKind",
    "ImportField",
    "ReadRow",
    "Remembered",
    "Section",
    "Severity",
    "Sheet",
    "TotalCheck",
    "UnderstoodSheet",
    "Vocabulary",
    "Wanted",
    "WishRefused",
    "Workbook",
    "WorkbookUnreadable",
    "normal_heading",
    "read_workbook",
    "standard_vocabulary",
    "understand",
]
