from luodi.worklists.models.entry import ListEntry, ListEntryQuerySet, WorklistRun, WorklistTerms

__all__ = ["ListEntry", "ListEntryQuerySet", "WorklistRun", "WorklistTerms"]
