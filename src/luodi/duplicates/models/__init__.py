from luodi.duplicates.models.case import CaseQuerySet, DuplicateCase, Merge, MergeQuerySet

__all__ = ["CaseQuerySet", "DuplicateCase", "Merge", "MergeQuerySet"]
