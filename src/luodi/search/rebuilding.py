"""Build an index anew from the rows that it indexes."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from luodi.search.sql import Document, Index, clear, put, settle

Row = TypeVar("Row", bound=Model)
_CHUNK = 2000


def rebuild(
    index: Index, rows: QuerySet[Row], *, text_of: Callable[[Row], str], document: Callable[[Row], Document]
) -> int:
    """Write every row's ``search_text`` and its place in the index anew; return how many there are."""
    n = 0
    with transaction.atomic():
        clear(index)
        for some in _chunks(rows):
            _write_texts(rows, some, text_of)
            put(index, [document(row) for row in some])
            n += len(some)
    settle(index)
    return n


def _write_texts(rows: QuerySet[Any], some: list[Any], text_of: Callable[[Any], str]) -> None:
    stale = [row for row in some if row.search_text != text_of(row)]
    for row in stale:
        row.search_text = text_of(row)
    rows.bulk_update(stale, ["search_text"], batch_size=400)


def _chunks(rows: QuerySet[Row]) -> Iterator[list[Row]]:
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:_CHUNK]):
        yield some
        last = some[-1].pk
