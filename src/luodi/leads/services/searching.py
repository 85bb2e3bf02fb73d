"""Build the search index of leads anew from the rows."""

from luodi import search
from luodi.leads.models import LeadBrief
from luodi.leads.models.lead import SEARCH_INDEX
from luodi.leads.services.receiving import document, search_text_of


def rebuild_search() -> int:
    """Write every lead's text and its place in the index anew; return how many there are."""
    return search.rebuild(
        SEARCH_INDEX,
        LeadBrief.objects.select_related("lead"),
        text_of=lambda brief: search_text_of(brief.lead),
        document=document,
    )
