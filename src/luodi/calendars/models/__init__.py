"""Days that the city has ordered otherwise."""

from luodi.calendars.models.day import LocalDay

__all__ = ["LocalDay"]
