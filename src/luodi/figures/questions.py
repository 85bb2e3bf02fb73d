"""What is asked and what is answered: a figure carries everything that makes its number mean something."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from luodi.figures.indicators import Indicator
from luodi.figures.scopes import TOGETHER, Dimension, Scope
from luodi.kernel.asof import AsOf
from luodi.kernel.numbers import plain
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Head
from luodi.organisation import clock
from luodi.organisation.clock import day_of
from luodi.organisation.selectors import subtrees

BEGINNING = "start"
"""What an address says for the first day of a flow that is asked for from the beginning."""


@dataclass(frozen=True)
class Question:
    """Period × scope × as-of × standing, in one city: what an indicator is asked of."""

    city_id: int
    period: Period
    scope: Scope
    as_of: AsOf
    standing: Standing = Standing.VERIFIED

    @cached_property
    def known_day(self) -> date:
        """The last day of which the as-of knows; what is asked of the last entry is asked today."""
        moment = self.as_of.moment - timedelta(microseconds=1)
        head = Head.objects.filter(city=self.city_id, recorded_at=self.as_of.moment)
        if found := head.select_related("city").first():
            moment = clock.now(found.city)
        return day_of(moment)

    @cached_property
    def unit_ids(self) -> dict[str, list[int]]:
        """Each unit of the scope (or several together), by its key, with all below on the last day: looked up once."""
        keys = [part.key for part in self.scope.parts if part.dimension == Dimension.UNIT]
        codes = {key: key.split(TOGETHER) for key in keys}
        found = subtrees(self.city_id, {code for some in codes.values() for code in some}, self.period.last)
        return {key: sorted({unit for code in some for unit in found[code]}) for key, some in codes.items()}


@dataclass(frozen=True)
class Figure:
    """A number with its question. Figures know no arithmetic: ratios and growth are made in ``combine``.

    ``raw`` is the exact integer (fen for amounts), None for ratios and growth; ``value`` is in ``unit``, rounded
    half up to the indicator's places, None where there is no number (a ratio by zero), which ``notes`` explain.
    """

    indicator: Indicator
    question: Question
    value: Decimal | None
    raw: int | None = None
    numerator: "Figure | None" = None
    denominator: "Figure | None" = None
    notes: tuple[str, ...] = ()
    unit: str = ""
    name: str = ""
    places: int | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not self.unit:
            object.__setattr__(self, "unit", self.indicator.unit)
        if not self.name:
            object.__setattr__(self, "name", self.indicator.name)

    @property
    def exact(self) -> int:
        """The exact integer.    Raises: ValueError for a ratio or a growth, which have none."""
        if self.raw is None:
            message = f"{self.code} is made of two figures"
            raise ValueError(message)
        return self.raw

    @property
    def parts(self) -> "tuple[Figure, ...]":
        """The two figures that this one is made of; none for a base measure."""
        return (self.numerator, self.denominator) if self.numerator and self.denominator else ()

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def period(self) -> Period:
        return self.question.period

    @property
    def scope(self) -> Scope:
        return self.question.scope

    @property
    def as_of(self) -> AsOf:
        return self.question.as_of

    @property
    def standing(self) -> Standing:
        return self.question.standing

    @property
    def text(self) -> str:
        """The number as tables show it: always the indicator's places; "—" where there is none."""
        if self.value is None:
            return "—"
        places = self.indicator.places if self.places is None else self.places
        return f"{self.value:,.{places}f}"

    @property
    def prose(self) -> str:
        """The number as sentences show it: no trailing zeros."""
        return "—" if self.value is None else plain(self.value, trim=True)

    @property
    def query(self) -> dict[str, str]:
        """What an address must carry to ask the same again."""
        asked = {
            "code": self.code,
            "to": self.period.last.isoformat(),
            "scope": self.scope.text,
            "standing": self.standing.value,
        }
        if self.period.first is not None:
            asked["from"] = self.period.first.isoformat()
        elif not self.indicator.asks_day_alone:
            asked["from"] = BEGINNING
        return asked

    @property
    def when(self) -> str:
        """The period as people say it; a flow without a first day is all that there ever was."""
        is_all = self.period.first is None and not self.indicator.asks_day_alone
        return f"累计至{self.period.last.isoformat()}" if is_all else self.period.label()


@dataclass(frozen=True)
class Row:
    key: str
    label: str
    figures: dict[str, Figure]

    @property
    def figure(self) -> Figure:
        """The row's only figure, of a split by one indicator."""
        return next(iter(self.figures.values()))


@dataclass(frozen=True)
class Table:
    """Indicators by the keys of one dimension. ``total`` is computed by itself, never added up from the rows.

    ``overlapping``: a subject may stand in several rows (分项可重复), so the rows may add up to more than the total.
    """

    by: str
    codes: tuple[str, ...]
    rows: tuple[Row, ...]
    total: dict[str, Figure]
    overlapping: bool


def moment_text(as_of: AsOf) -> str:
    return timezone.localtime(as_of.moment).strftime("%Y-%m-%d %H:%M:%S")


def day_text(day: date | None) -> str:
    return day.isoformat() if day else ""
