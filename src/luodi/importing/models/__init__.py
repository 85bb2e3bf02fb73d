from luodi.importing.models.asked import ExportRequest, ExportRequestQuerySet
from luodi.importing.models.imported import Import, ImportQuerySet
from luodi.importing.models.memory import ColumnMemory, WordMemory
from luodi.importing.models.prepared import PreparedExport, PreparedExportQuerySet

__all__ = [
    "ColumnMemory",
    "ExportRequest",
    "ExportRequestQuerySet",
    "Import",
    "ImportQuerySet",
    "PreparedExport",
    "PreparedExportQuerySet",
    "WordMemory",
]
