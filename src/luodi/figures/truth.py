"""Compare a table of published figures with the ledger, row by row."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from luodi.figures.compute import compute
from luodi.figures.questions import Figure
from luodi.figures.scopes import Scope
from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.organisation.models import City

COLUMNS = ("code", "from", "to", "scope", "relation", "value", "unit")
RELATIONS = {"=": "等于", ">=": "不少于", "<=": "不多于", ">": "多于", "<": "少于"}


class TableRefused(Refusal):
    """A table that cannot be compared; the message names the line."""


@dataclass(frozen=True)
class Claim:
    """One row of a table of figures, as it was read."""

    line: int
    code: str
    period: Period
    scope: str
    relation: str
    value: Decimal
    unit: str


@dataclass(frozen=True)
class Checked:
    claim: Claim
    figure: Figure

    @property
    def holds(self) -> bool:
        if self.figure.value is None or self.figure.unit != self.claim.unit:
            return False
        mine, said = self.figure.value, self.claim.value
        return {
            "=": mine == said,
            ">=": mine >= said,
            "<=": mine <= said,
            ">": mine > said,
            "<": mine < said,
        }[self.claim.relation]

    @property
    def says(self) -> str:
        one = self.claim
        differs = "" if self.figure.unit == one.unit else f"（单位应为{self.figure.unit}）"
        said = f"{RELATIONS[one.relation]} {one.value}{one.unit}"
        mine = f"{self.figure.prose}{self.figure.unit}{differs}"
        return f"第{one.line}行 {one.code} {one.period.label()} {one.scope}：表中{said}，台账为 {mine}"


def read_claims(lines: Iterable[str]) -> list[Claim]:
    """Read a table of claims.    Raises: TableRefused naming the line and the column."""
    reader = csv.DictReader(lines)
    if absent := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
        raise TableRefused(f"表头缺少列：{'、'.join(absent)}；应有 {'、'.join(COLUMNS)}")
    claims = [_claim(row, line) for line, row in enumerate(reader, start=2)]
    if not claims:
        raise TableRefused("表中没有数据行")
    return claims


def check(claims: Iterable[Claim], *, city: City, moment: datetime | None = None) -> list[Checked]:
    """Ask the ledger for every claim, as of one moment.    Raises: Refusal naming the line that cannot be asked."""
    as_of = ledger.resolve(city, moment)
    found = []
    for one in claims:
        try:
            scope = Scope.parse(one.scope, city=city, on=one.period.last)
            found.append(
                Checked(one, compute(one.code, city=city, period=one.period, scope=scope, as_of=as_of))
            )
        except Refusal as refusal:
            raise TableRefused(f"第{one.line}行：{refusal}") from refusal
    return found


def _claim(row: dict[str, str], line: int) -> Claim:
    said = {column: (row.get(column) or "").strip() for column in COLUMNS}
    try:
        last = date.fromisoformat(said["to"])
        first = date.fromisoformat(said["from"]) if said["from"] else None
        period = Period.between(first, last) if first else Period.on(last)
    except ValueError:
        raise TableRefused(f"第{line}行：日期应写成 2020-01-31") from None
    except Refusal as refusal:
        raise TableRefused(f"第{line}行：{refusal}") from refusal
    try:
        value = Decimal(said["value"])
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise TableRefused(f"第{line}行 value：“{said['value']}”应为数字")
    if said["relation"] not in RELATIONS:
        raise TableRefused(f"第{line}行 relation：“{said['relation']}”应为 {' '.join(RELATIONS)} 之一")
    return Claim(line, said["code"], period, said["scope"], said["relation"], value, said["unit"])
