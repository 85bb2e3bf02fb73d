"""One member's values by name, on a day: inputs, what is derived of them, the time passed, a row's columns."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from luodi.assessment.engine.inputs import Input
from luodi.assessment.engine.operands import unit_of
from luodi.assessment.engine.quantities import quantity_text
from luodi.assessment.engine.situation import Member, Row, Value, Vote

NOT_SET = "没有数"
CLOCK = {"month": "本期第几个月", "quarter": "本期第几个季度", "members": "本组考核单位数"}


@dataclass(frozen=True)
class Span:
    """The accounting period, and how far it has gone on the day that is asked."""

    first: date
    last: date
    on: date

    @property
    def month(self) -> int:
        """The month of the period that the day lies in, counted from 1, never beyond the period."""
        passed = (self.on.year - self.first.year) * 12 + self.on.month - self.first.month + 1
        return min(max(passed, 1), self.months)

    @property
    def months(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def days_share(self) -> Fraction:
        passed = (self.on - self.first).days + 1
        return Fraction(min(max(passed, 0), self.days), self.days)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def ends_month(self) -> bool:
        return date.fromordinal(self.on.toordinal() + 1).day == 1


@dataclass
class Scope:
    """Values by name. ``extra`` holds what is known only after scoring (total, rank, item.CODE)."""

    inputs: Mapping[str, Input]
    member: Member
    span: Span
    code: str = ""
    n_members: int = 1
    rate_places: int | None = None
    row: Row | None = None
    row_input: Input | None = None
    extra: Mapping[str, Value] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    derived: dict[str, Fraction | None] = field(default_factory=dict)
    outer: "Scope | None" = None
    peers: Mapping[str, "Scope"] = field(default_factory=dict, repr=False, compare=False)
    kept: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False)

    def inside(self, row: Row, owner: str) -> "Scope":
        """Return the scope of one row of the input ``owner``: its columns first, then the member's inputs."""
        return Scope(
            inputs=self.inputs,
            member=self.member,
            span=self.span,
            code=self.code,
            rate_places=self.rate_places,
            row=row,
            row_input=self.inputs.get(owner),
            titles=self.titles,
            outer=self,
        )

    def value(self, name: str) -> Value:
        if self.row is not None and self.row_input is not None and name in self.row_input.columns:
            return self.row.values.get(name)
        if self.outer is not None:
            return self.outer.value(name)
        if name in self.extra:
            return self.extra[name]
        declared = self.inputs.get(name)
        if declared is not None and declared.formula is not None:
            if name not in self.derived:
                self.derived[name] = declared.formula.result(self)
            return self.derived[name]
        if declared is not None:
            return self.member.inputs.get(name)
        return self._clock(name)

    def number(self, name: str) -> Fraction | None:
        """Return the value as a number: a flag is 1 or 0, rows are counted, a day is its ordinal."""
        value = self.value(name)
        if isinstance(value, Fraction):
            return value
        if isinstance(value, int | Decimal):
            return Fraction(value)
        if isinstance(value, tuple):
            return Fraction(len(value))
        return Fraction(value.toordinal()) if isinstance(value, date) else None

    def of_group(self, key: Hashable, ask: "Callable[[Scope], Fraction | None]") -> list[Fraction]:
        """Return what every member of the group that is assessed has; asked of the whole group once."""
        if self.outer is not None:
            return self.outer.of_group(key, ask)
        if key not in self.kept:
            found = (ask(peer) for peer in self.peers.values() if not peer.member.excluded)
            self.kept[key] = [value for value in found if value is not None]
        return self.kept[key]  # type: ignore[return-value]

    def rows(self, name: str) -> Sequence[Row] | None:
        """Return the rows of an input; None when it is empty or only their number is known."""
        value = self.value(name)
        if not isinstance(value, tuple):
            return None
        return [one for one in value if isinstance(one, Row)]

    def votes(self, name: str) -> Sequence[Vote]:
        value = self.value(name)
        return [one for one in value if isinstance(one, Vote)] if isinstance(value, tuple) else []

    def input(self, name: str) -> Input:
        return self.inputs[name]

    def title(self, name: str) -> str:
        if self.row_input is not None and name in self.row_input.columns:
            return self.row_input.columns[name].title
        if name in self.inputs:
            return self.inputs[name].title
        return self.titles.get(name) or CLOCK.get(name, name)

    def unit(self, name: str) -> str:
        if self.row_input is not None and name in self.row_input.columns:
            return self.row_input.columns[name].unit
        declared = self.inputs.get(name)
        if declared is None:
            return ""
        return declared.unit or (unit_of(declared.formula, self) if declared.formula else "")

    def quantity(self, value: Fraction | None, unit: str) -> str:
        return NOT_SET if value is None else quantity_text(value, unit)

    def shown(self, name: str) -> str:
        """Write the value of a name alone: "27 个", "是", "C", "没有数"."""
        value = self.value(name)
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, str):
            return value
        if isinstance(value, date):
            return value.isoformat()
        return self.quantity(self.number(name), self.unit(name))

    def written(self, name: str) -> str:
        return f"{self.title(name)} {self.shown(name)}"

    def _clock(self, name: str) -> Value:
        clock = {"month": self.span.month, "quarter": (self.span.month + 2) // 3, "members": self.n_members}
        return clock.get(name)
