"""The one door of publishing for writes."""
