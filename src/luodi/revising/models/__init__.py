from luodi.revising.models.bulk import BulkCorrection, BulkCorrectionQuerySet, BulkRow, BulkRules

__all__ = ["BulkCorrection", "BulkCorrectionQuerySet", "BulkRow", "BulkRules"]
