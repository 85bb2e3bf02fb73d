"""A list of the desk: what is narrowed and in order is shown a page at a time, and leaves the house whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.http import HttpResponse

from luodi.desk import exports, paging
from luodi.desk.door import DeskRequest, show
from luodi.ui.sheets import Column

_CHUNK = 500


@dataclass(frozen=True)
class Listing:
    """``rows`` are a queryset in its order; ``lines`` makes of some of them what the page shows.

    As a table it has the ``title``, a row of ``cells`` for each line, and ``says`` below: what it was narrowed to.
    """

    rows: Any
    title: str
    columns: Sequence[Column]
    cells: Callable[[Any], Sequence[Any]]
    says: Sequence[str]
    lines: Callable[[Sequence[Any]], Sequence[Any]] = list
    size: int = 50

    def page(self, number: int) -> tuple[Sequence[Any], paging.Page]:
        """Return the lines of one page.    Shape: two queries, and those of ``lines``."""
        page = paging.Page(number, self.size, self.rows.count())
        return self.lines(list(self.rows[page.first - 1 : page.last])), page

    def table(self) -> exports.Export:
        return exports.Export(self.title, self.columns, self._every(), self.says, self.rows.count())

    def _every(self) -> Iterator[Sequence[Any]]:
        rows = self.rows.iterator(chunk_size=_CHUNK)
        while some := list(islice(rows, _CHUNK)):
            yield from map(self.cells, self.lines(some))


def answer(
    request: DeskRequest,
    listing: Listing,
    template: str,
    context: Mapping[str, Any],
    *,
    block: str | None = None,
) -> HttpResponse:
    """Show the page of the list that is asked for with what else the ``context`` holds, or send the list as a table."""
    if exports.is_wanted(request):
        return exports.send(request, listing.table())
    lines, page = listing.page(paging.number_in(request))
    return show(request, template, {"lines": lines, "page": page.linked(request), **context}, block=block)
