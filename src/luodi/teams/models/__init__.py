from luodi.teams.models.attendance import (
    Attendance,
    AttendanceQuerySet,
    AttendanceSheet,
    AttendanceSheetQuerySet,
)
from luodi.teams.models.feed import CalendarFeed, CalendarFeedQuerySet
from luodi.teams.models.secondment import Secondment, SecondmentQuerySet

__all__ = [
    "Attendance",
    "AttendanceQuerySet",
    "AttendanceSheet",
    "AttendanceSheetQuerySet",
    "CalendarFeed",
    "CalendarFeedQuerySet",
    "Secondment",
    "SecondmentQuerySet",
]
