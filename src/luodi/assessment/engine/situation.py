"""What goes in: members with their inputs, as they were frozen. Empty (None) is not zero.

A value is a number (``Decimal``, ``int`` or ``Fraction``), a flag, a word, None ("没有数"), a tuple of ``Row``
(projects, events) or a tuple of ``Vote`` (ratings). Which one an input takes, the scheme declares.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Scalar: TypeAlias = Decimal | Fraction | int | bool | str | date | None


@dataclass(frozen=True)
class Row:
    """One project or event: its name, its columns, and the code under which the caller finds it again."""

    name: str
    values: Mapping[str, Scalar]
    code: str = ""


@dataclass(frozen=True)
class Vote:
    """What one rater gave; ``points`` None means that the rater did not rate."""

    kind: str
    points: Decimal | Fraction | int | None
    rater: str = ""


Value: TypeAlias = Scalar | tuple[Row, ...] | tuple[Vote, ...]


@dataclass(frozen=True)
class Member:
    """Who is assessed. ``excluded`` is the reason why not at all; ``notes`` are printed on the sheet."""

    name: str
    inputs: Mapping[str, Value] = field(default_factory=dict)
    reviewed_only: bool = False
    excluded: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Situation:
    """The members of one group by their code; relative terms compare them with each other and nobody else."""

    members: Mapping[str, Member]
