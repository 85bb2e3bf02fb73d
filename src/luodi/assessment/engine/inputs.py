"""What a scheme may ask for: numbers, flags, words, rows and ratings, each declared once with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from luodi.assessment.engine.operands import Operand


class InputType(StrEnum):
    """What an input holds."""

    NUMBER = "number"
    FLAG = "flag"
    TEXT = "text"
    ROWS = "rows"
    RATINGS = "ratings"


@dataclass(frozen=True)
class Column:
    """A column of rows: a number unless ``is_number`` says otherwise."""

    code: str
    title: str
    unit: str = ""


@dataclass(frozen=True)
class Input:
    """One input. ``origin`` says where its value comes from: indicator, target_of, period, scope, standing, events."""

    code: str
    title: str
    unit: str = ""
    type: InputType = InputType.NUMBER
    origin: Mapping[str, str] = field(default_factory=dict)
    confirmed_by: str = ""
    source: str = ""
    remarks: str = ""
    formula: Operand | None = None
    columns: Mapping[str, Column] = field(default_factory=dict)

    @property
    def is_derived(self) -> bool:
        return self.formula is not None

    @property
    def is_manual(self) -> bool:
        """No figure, target or event yields it: somebody confirms it by hand."""
        return not self.is_derived and not self.origin
