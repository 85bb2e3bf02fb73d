"""The one door of the notices for writes."""

from luodi.notices.services.passing import pass_on
from luodi.notices.services.reading import mark_all_read, mark_read
from luodi.notices.services.telling import tell, tell_many, tell_unit

__all__ = ["mark_all_read", "mark_read", "pass_on", "tell", "tell_many", "tell_unit"]
