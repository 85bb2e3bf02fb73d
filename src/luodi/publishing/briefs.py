"""What a piece is to be about, before there is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.reviews.models import Review


@dataclass(frozen=True)
class NewPiece:
    """What a piece is to be about. ``as_of`` None is the present."""

    period: Period
    issued_on: date
    title: str = ""
    scope: str = "city"
    review: Review | None = None
    as_of: AsOf | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    document_number: str = ""
