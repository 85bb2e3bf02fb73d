"""Build the search index of enterprises anew from the rows."""

from collections.abc import Iterator

from django.db import transaction

from luodi import search
from luodi.enterprises.models import Enterprise
from luodi.enterprises.models.enterprise import SEARCH_INDEX
from luodi.enterprises.services.writing import document, search_text_of

_CHUNK = 2000


def rebuild_search() -> int:
    """Write every enterprise's text and its place in the index anew; return how many there are."""
    n = 0
    with transaction.atomic():
        search.clear(SEARCH_INDEX)
        for rows in _chunks():
            stale = [row for row in rows if row.search_text != search_text_of(row)]
            for row in stale:
                row.search_text = search_text_of(row)
            Enterprise.objects.bulk_update(stale, ["search_text"], batch_size=400)
            search.put(SEARCH_INDEX, [document(row) for row in rows])
            n += len(rows)
    search.settle(SEARCH_INDEX)
    return n


def _chunks() -> Iterator[list[Enterprise]]:
    last = 0
    while rows := list(Enterprise.objects.filter(pk__gt=last, is_void=False).order_by("pk")[:_CHUNK]):
        yield rows
        last = rows[-1].pk
