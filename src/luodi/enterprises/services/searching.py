"""Build the search index of enterprises anew from the rows."""

from luodi import search
from luodi.enterprises.models import Enterprise
from luodi.enterprises.models.enterprise import SEARCH_INDEX
from luodi.enterprises.services.writing import document, search_text_of


def rebuild_search() -> int:
    """Write every enterprise's text and its place in the index anew; return how many there are."""
    rows = Enterprise.objects.filter(is_void=False).prefetch_related("former_names")
    return search.rebuild(SEARCH_INDEX, rows, text_of=search_text_of, document=document)
