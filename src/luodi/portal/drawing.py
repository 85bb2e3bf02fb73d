"""A figure's values as columns of a picture that needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from luodi.disclosure.models import OpenValue

MOST = 24
HEIGHT = 100


@dataclass(frozen=True)
class Column:
    """``top`` and ``height`` are of a picture 100 high, ``left`` counts columns."""

    value: OpenValue
    left: int
    top: float
    height: float


def columns(values: Sequence[OpenValue]) -> list[Column]:
    """Return the latest values, earliest first; nothing where there are fewer than two numbers to compare."""
    told = [(value, value.amount) for value in reversed(values[:MOST])]
    known = [amount for _, amount in told if amount is not None]
    highest = max(known, default=Decimal(0))
    if len(known) < 2 or highest <= 0:
        return []
    found = []
    for nth, (value, amount) in enumerate(told):
        height = float(max(amount or Decimal(0), Decimal(0)) / highest) * HEIGHT
        found.append(Column(value, nth, round(HEIGHT - height, 2), round(height, 2)))
    return found
