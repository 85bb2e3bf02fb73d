"""What a fact must be before it may stand in the ledger: values in, refusals out."""

from collections.abc import Iterable
from datetime import date

from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import RULES, FactKind, Nature, SubjectKind

_EPOCH = date(1900, 1, 1)
ORDINAL_BITS = 46
"""An ordinal is an entry number (26 bits: 67 million per city) before a seat in the entry (20 bits)."""
SEAT_BITS = 20
WHOLE = 10_000
"""A whole fact in basis points."""


class FactRefused(Refusal):
    """A fact that contradicts the rules of its kind."""


class CreditRefused(Refusal):
    """Shares that are no division of exactly one whole."""


def check_kind(
    *, kind: FactKind, subject: SubjectKind | None, state: str, quantity: int, category: str = ""
) -> None:
    """Raises: FactRefused when subject, state or quantity do not fit the kind."""
    rule = RULES[kind]
    if subject is not None and subject not in rule.subjects:
        raise FactRefused(f"“{kind.label}”不能记在{subject.label}名下")
    if rule.nature == Nature.STATE and (not state or subject is None):
        raise FactRefused(f"“{kind.label}”须写明对象和状态")
    if rule.nature == Nature.EVENT and state:
        raise FactRefused(f"“{kind.label}”是一次发生的事，不带状态")
    if rule.once_each and not category:
        raise FactRefused(f"“{kind.label}”须写明是哪一项", field="category")
    if quantity < 0:
        raise FactRefused("数量不能是负数", field="quantity")
    if subject is not None and quantity != 1 and not rule.quantified:
        raise FactRefused(f"“{kind.label}”有明细对象，数量只能是 1", field="quantity")


def check_city(cities: Iterable[int], own: int) -> None:
    """Raises: FactRefused when a subject, an occasion or a unit belongs to another city."""
    if any(city != own for city in cities):
        raise FactRefused("不能把其他城市的对象或单位记入本市台账")


def check_amount(fen: int | None) -> None:
    """Raises: FactRefused for a negative amount."""
    if fen is not None and fen < 0:
        raise FactRefused("金额不能是负数", field="amount")


def check_lump(occurred: VagueDate) -> None:
    """Raises: FactRefused unless a number without rows is dated by a month."""
    if occurred.precision != DatePrecision.MONTH:
        raise FactRefused("没有明细的汇总数须按月填报，例如 2020年8月", field="occurred_on")


def check_credits(shares: list[tuple[int, int]]) -> None:
    """Take (unit id, basis points) pairs.    Raises: CreditRefused unless distinct units add up to 10,000."""
    if len({unit for unit, _ in shares}) != len(shares):
        raise CreditRefused("同一单位在分成中出现了两次", field="credits")
    if any(points <= 0 for _, points in shares):
        raise CreditRefused("每个单位的份额须大于 0", field="credits")
    total = sum(points for _, points in shares)
    if total != WHOLE:
        raise CreditRefused(f"各单位份额合计须为 100%，现为 {total / 100:.2f}%", field="credits")


def held_key(occurred_on: date, ordinal: int) -> int:
    """Return the integer that orders a subject's state facts by day, then by order of recording."""
    return ((occurred_on - _EPOCH).days << ORDINAL_BITS) | ordinal


def counted_on(occurred: VagueDate, recorded_on: date) -> date:
    """Return the day a date counts on: the last possible one, but never after the day of recording."""
    return occurred.counted_on(recorded_on)
