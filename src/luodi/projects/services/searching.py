"""Build the search index of projects anew from the rows."""

from luodi import search
from luodi.projects.models import Project
from luodi.projects.models.project import SEARCH_INDEX
from luodi.projects.services.writing import document, searched


def rebuild_search() -> int:
    """Write every project's text and its place in the index anew; return how many there are."""
    rows = Project.objects.filter(is_void=False)
    return search.rebuild(SEARCH_INDEX, rows, text_of=searched, document=document)
