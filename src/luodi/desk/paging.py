"""Pages of a list, and the numbers of the pages that are near."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest

from luodi.kernel.findings import Refusal
from luodi.ui import addresses

MOST = 10_000_000


class PageRefused(Refusal):
    """A page number that is none."""


@dataclass(frozen=True)
class Page:
    """Page ``number`` (from 1) of a list of ``total`` rows; ``at`` gives a page's address."""

    number: int
    size: int
    total: int
    at: Callable[[int], str] = str

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return min(self.total, self.number * self.size)

    @property
    def near(self) -> list[int | None]:
        """The first, the last and the pages around this one; None is a gap."""
        wanted = sorted(
            {1, self.pages, *range(max(1, self.number - 2), min(self.pages, self.number + 2) + 1)}
        )
        found: list[int | None] = []
        for before, number in zip([0, *wanted], wanted, strict=False):
            found += [None] if number > before + 1 else []
            found.append(number)
        return found

    def linked(self, request: HttpRequest) -> "Page":
        return replace(self, at=lambda number: addresses.here_with(request, page=number))


def number_in(request: HttpRequest) -> int:
    """Return the page that an address asks for.    Raises: PageRefused."""
    text = request.GET.get("page") or "1"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise PageRefused("页码应为正整数", field="page")
    return int(text)
