"""The one door of press for writes."""
