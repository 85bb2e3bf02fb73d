"""The one door of disclosure for writes."""
