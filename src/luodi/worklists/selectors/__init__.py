from luodi.worklists.selectors.lists import RedRow, red_rows
from luodi.worklists.selectors.sentences import Line
from luodi.worklists.selectors.sources import Asked

__all__ = ["Asked", "Line", "RedRow", "red_rows"]
