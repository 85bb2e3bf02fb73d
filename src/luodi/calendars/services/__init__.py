"""The one door of calendars for writes."""

from luodi.calendars.services.ordering import clear_days, set_days

__all__ = ["clear_days", "set_days"]
