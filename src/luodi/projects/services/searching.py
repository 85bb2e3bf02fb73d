"""Build the search index of projects anew from the rows."""

from collections.abc import Iterator

from django.db import transaction

from luodi import search
from luodi.projects.models import Project
from luodi.projects.models.project import SEARCH_INDEX
from luodi.projects.services.writing import document, searched

_CHUNK = 2000


def rebuild_search() -> int:
    """Write every project's text and its place in the index anew; return how many there are."""
    n = 0
    with transaction.atomic():
        search.clear(SEARCH_INDEX)
        for rows in _chunks():
            stale = [row for row in rows if row.search_text != searched(row)]
            for row in stale:
                row.search_text = searched(row)
            Project.objects.bulk_update(stale, ["search_text"], batch_size=400)
            search.put(SEARCH_INDEX, [document(row) for row in rows])
            n += len(rows)
    search.settle(SEARCH_INDEX)
    return n


def _chunks() -> Iterator[list[Project]]:
    last = 0
    while rows := list(Project.objects.filter(pk__gt=last, is_void=False).order_by("pk")[:_CHUNK]):
        yield rows
        last = rows[-1].pk
