"""What every question to the ledger is put together from: conditions, with every value as a parameter."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection

from luodi.figures.indicators import Following
from luodi.figures.questions import Question
from luodi.ledger.kinds import Standing

NONE = "-"
"""The key of facts that carry nothing in a dimension."""


@dataclass
class Condition:
    """Fragments that all must hold, with the values of their placeholders in order."""

    texts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, text: str, *values: Any) -> None:
        self.texts.append(text)
        self.values += values

    def add_in(self, column: str, keys: list[Any]) -> None:
        if keys:
            self.add(f"{column} IN ({', '.join(['%s'] * len(keys))})", *keys)
        else:
            self.add("1 = 0")

    @property
    def text(self) -> str:
        return " AND ".join(self.texts) or "1 = 1"

    @property
    def parts(self) -> list[tuple[str, tuple[Any, ...]]]:
        """Each fragment with the values of its own placeholders."""
        values = iter(self.values)
        return [(text, tuple(islice(values, text.count("%s")))) for text in self.texts]


def day(value: date) -> Any:
    return connection.ops.adapt_datefield_value(value)


def moment(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def of_standing(condition: Condition, question: Question, fact: str = "f") -> None:
    """Add the standing: claimed includes verified, and rejected is in neither."""
    if question.standing == Standing.VERIFIED:
        condition.add(f"{fact}.standing = %s", Standing.VERIFIED.value)
    else:
        condition.add(f"{fact}.standing <> %s", Standing.REJECTED.value)


def of_subject(question: Question, following: Following) -> Condition:
    """Return the condition on a fact ``m``: of the same subject as ``f``, otherwise as ``of_any``."""
    condition = of_any(question, following)
    condition.texts.insert(0, "m.subject_id = f.subject_id")
    return condition


def of_any(question: Question, following: Following) -> Condition:
    """Return the condition on a fact ``m`` of anybody: held true at the as-of, in the standing."""
    condition = Condition()
    condition.add("m.kind = %s", following.kind.value)
    if following.category:
        condition.add("m.category = %s", following.category)
    at = moment(question.as_of.moment)
    condition.add("m.recorded_at <= %s AND (m.superseded_at IS NULL OR m.superseded_at > %s)", at, at)
    of_standing(condition, question, "m")
    return condition
