"""What can be said against a scheme: remarks with the line they are about, and the refusal that carries all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from luodi.kernel.findings import Refusal


@dataclass(frozen=True, order=True)
class Finding:
    """One remark about one place of a text; lines and columns are counted from 1."""

    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"（{self.path}）" if self.path else ""
        return f"第 {self.line} 行第 {self.column} 列{where}：{self.message}"


class SchemeRefused(Refusal):
    """The text is no scheme: every remark at once, in the order of the lines."""

    def __init__(self, findings: Iterable[Finding], *, source: str = "") -> None:
        self.findings = tuple(sorted(set(findings)))
        self.source = source
        lines = [f"{source or '考核办法'}有 {len(self.findings)} 处问题：", *map(str, self.findings)]
        super().__init__("\n".join(lines), field="text")


class SchemeNotInForce(Refusal):
    """Asked for a day on which the scheme, or one of its dated values, says nothing yet."""


class SituationRefused(Refusal):
    """What goes in does not fit the scheme: an input that it does not know, or a value of another type."""
