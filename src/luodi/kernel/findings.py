"""What can be said against a value: a finding that travels in a list, and a refusal that is raised.

Each domain refusal in the project derives from ``Refusal``, so that a form, an import and the command line
can show any of them to a person in the same way.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a finding stops the row or only asks for a second look."""

    ERROR = "ERROR"
    WARNING = "WARNING"


@dataclass(frozen=True)
class Finding:
    """One remark: ``where`` is a cell ("签约!H37") or a field, ``code`` a dotted English name."""

    where: str
    code: str
    message: str
    severity: Severity = Severity.ERROR


class Refusal(Exception):
    """The base of every refusal; ``str()`` is the Chinese sentence that a person reads."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return self.message
