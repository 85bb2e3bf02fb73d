"""The one door of answers for writes."""
