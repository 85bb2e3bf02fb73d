"""Parts of a long public list."""

from dataclasses import dataclass

from django.http import Http404

from luodi.portal.entrance import PublicRequest

_DIGITS = 6


@dataclass(frozen=True)
class Part:
    """Part ``number`` (from 1) of ``total`` rows; ``first`` and ``last`` cut it out of the list."""

    number: int
    total: int
    size: int

    @classmethod
    def of(cls, request: PublicRequest, total: int, size: int) -> "Part":
        """Raises: Http404 for a part that there is not."""
        said = request.GET.get("page", "1")
        number = int(said) if said.isascii() and said.isdigit() and len(said) <= _DIGITS else 0
        part = cls(number, total, size)
        if not 1 <= number <= part.count:
            raise Http404
        return part

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size

    @property
    def last(self) -> int:
        return self.first + self.size
