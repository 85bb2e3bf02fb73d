"""Money: integers of fen inside, 万元 and 亿元 only at the edges, and a reader for amounts that people type.

The largest amount that is accepted from a person is 9,999 亿元 (``MOST``). It is far above any single project
and far below what overflows: a signed 64-bit integer holds the sum of 92,000 amounts of that size, or of a
million amounts of 922 亿元 on average, far more than the country invests in a year.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Self

from luodi.kernel import numbers
from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import half_width

# Beyond these a number is refused before it is expanded: 1e999999999 is short to write and long to hold.
LARGEST_EXPONENT = 24
FINEST_EXPONENT = -24
SHOWN = 40


class AmountRefused(Refusal):
    """The amount cannot be read, or is not one that the system keeps."""


class Measure(StrEnum):
    """What an amount is counted in; the member's value is stored, ``label`` is shown."""

    YUAN = "YUAN"
    WAN = "WAN"
    YI = "YI"

    @property
    def label(self) -> str:
        """The Chinese name of the measure."""
        return {"YUAN": "元", "WAN": "万元", "YI": "亿元"}[self.value]

    @property
    def fen(self) -> int:
        """How many fen one of it is."""
        return {"YUAN": 100, "WAN": 1_000_000, "YI": 10_000_000_000}[self.value]


_WAN = Measure.WAN.fen


@dataclass(frozen=True, order=True, slots=True)
class Yuan:
    """An amount of renminbi as an integer of fen."""

    fen: int

    ZERO: ClassVar["Yuan"]

    @classmethod
    def from_yuan(cls, value: Decimal | int | str) -> Self:
        """Raises: AmountRefused when the value is no number or more precise than a fen."""
        return cls(_fen(value, Measure.YUAN))

    @classmethod
    def from_wan(cls, value: Decimal | int | str) -> Self:
        """Raises: AmountRefused when the value is no number or more precise than a fen."""
        return cls(_fen(value, Measure.WAN))

    @classmethod
    def from_yi(cls, value: Decimal | int | str) -> Self:
        """Raises: AmountRefused when the value is no number or more precise than a fen."""
        return cls(_fen(value, Measure.YI))

    def __add__(self, other: "Yuan") -> "Yuan":
        return Yuan(self.fen + other.fen) if isinstance(other, Yuan) else NotImplemented

    def __radd__(self, other: int) -> "Yuan":
        """Let ``sum()`` start from its own zero, and from nothing else."""
        return self if other == 0 else NotImplemented

    def __sub__(self, other: "Yuan") -> "Yuan":
        return Yuan(self.fen - other.fen) if isinstance(other, Yuan) else NotImplemented

    def to_yi(self, places: int = 2) -> Decimal:
        """Measure: 亿元, half up."""
        return numbers.half_up(Fraction(self.fen, Measure.YI.fen), places)

    def to_wan(self, places: int = 2) -> Decimal:
        """Measure: 万元, half up."""
        return numbers.half_up(Fraction(self.fen, Measure.WAN.fen), places)

    def show_yi(self, trim: bool = False) -> str:  # noqa: FBT001, FBT002
        """Measure: 亿元, two places, half up; ``trim`` as prose has it (116.6)."""
        return numbers.plain(self.to_yi(), trim)

    def show_wan(self, trim: bool = False) -> str:  # noqa: FBT001, FBT002
        """Measure: 万元, two places, half up; ``trim`` as prose has it."""
        if trim and not self.fen % _WAN:
            return str(self.fen // _WAN)
        return numbers.plain(self.to_wan(), trim)


Yuan.ZERO = Yuan(0)
MOST = Yuan(9_999 * Measure.YI.fen)


@dataclass(frozen=True)
class ForeignMoney:
    """An amount in a foreign currency with the rate that was frozen when it was recorded.

    ``cents`` are hundredths of the currency, ``rate`` is yuan per one of the currency.
    """

    currency: str
    cents: int
    rate: Decimal
    rate_on: date
    rate_source: str

    def to_yuan(self) -> Yuan:
        """Measure: fen, half up.    Raises: AmountRefused for more than ``MOST``."""
        return at_most(Yuan(int(numbers.half_up(Fraction(self.cents) * Fraction(self.rate), 0))))


def at_most(amount: Yuan) -> Yuan:
    """Return the amount.    Raises: AmountRefused for more than ``MOST``."""
    if amount > MOST:
        raise AmountRefused(f"金额 {amount.show_yi(trim=True)} 亿元{TOO_MUCH}", field="amount")
    return amount


def parse_amount(text: str, measure: Measure | None = None, *, default: Measure = Measure.WAN) -> Yuan:
    """Read an amount as a person or a sheet writes it.

    Measure: what the text itself carries (亿元, 亿, 万元, 万, 元; also 1亿5000万元), else ``measure`` (what a
    column's heading says), else ``default``.
    Raises: AmountRefused for an empty text, a foreign currency, a negative or scientific or infinite number,
    misplaced thousands separators, more digits than a fen has, and more than ``MOST``.
    """
    said = half_width(GAP.sub(",", text)).lower()
    for is_wrong, message in OBJECTIONS:
        if is_wrong(said):
            raise AmountRefused(message.format(text=_short(text)))
    whole = AMOUNT.fullmatch(said)
    if whole is None:
        raise AmountRefused(f"“{_short(text)}”不是金额，请填写数字，如 26750 或 2.675亿元")
    unit = whole["measure"] or ""
    amount = Yuan(_fen(_digits(whole["number"], unit), MEASURES.get(unit, measure or default)))
    if whole["yi"]:
        amount += Yuan.from_yi(_digits(whole["yi"], "亿"))
    if amount > MOST:
        raise AmountRefused(f"金额“{_short(text)}”{TOO_MUCH}")
    return amount


MEASURES = {
    "亿元": Measure.YI,
    "亿": Measure.YI,
    "万元": Measure.WAN,
    "万": Measure.WAN,
    "元": Measure.YUAN,
}
TOO_MUCH = f"超过上限 {MOST.show_yi(trim=True)} 亿元，请核对单位是否写错"
GAP = re.compile(r"(?<=[0-9０-９])\s+(?=[0-9０-９])")
DIGITS = r"[0-9][0-9,]*(?:\.[0-9]+)?"
AMOUNT = re.compile(
    rf"(?:¥|人民币|rmb|cny)?(?:(?P<yi>{DIGITS})亿(?={DIGITS}万))?(?P<number>{DIGITS})(?P<measure>亿元|亿|万元|万|元)?"
)
SEPARATED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
FOREIGN = re.compile(r"美元|美金|欧元|日元|英镑|港币|港元|新台币|韩元|[$€£]|usd|eur|jpy|hkd|gbp")
NEGATIVE = re.compile(r"[-−–—‐‑].*|负.*|\([0-9,.]+\).*")
SCIENTIFIC = re.compile(r"[-+]?[0-9.,]+e[-+]?[0-9]+.*")
NO_NUMBER = re.compile(r"[-+]?(?:s?nan|inf|infinity|∞)[0-9]*.*")

# Asked in this order: "-inf" is told that it is no number rather than that it is negative.
OBJECTIONS: tuple[tuple[Callable[[str], object], str], ...] = (
    (lambda said: not said, "请填写金额"),
    (NO_NUMBER.fullmatch, "“{text}”不是一个数，请填写具体金额，如 26750"),
    (SCIENTIFIC.fullmatch, "“{text}”是科学计数法，请把金额写全，如 26750 或 2.675亿元"),
    (
        FOREIGN.search,
        "“{text}”带有外币或货币符号；外币请另填币种、原币金额、汇率和汇率日期，人民币请只写数字",
    ),
    (NEGATIVE.fullmatch, "金额不能为负数：“{text}”；减少金额请用更正或变更"),
)


def _digits(number: str, unit: str) -> str:
    if "," not in number:
        return number
    if SEPARATED.fullmatch(number):
        return number.replace(",", "")
    ways = f"整数请写 {number.replace(',', '')}{unit}"
    if number.count(",") == 1 and "." not in number:
        ways = f"小数请写 {number.replace(',', '.')}{unit}，" + ways
    raise AmountRefused(f"“{_short(number + unit)}”的千分位逗号位置不对：{ways}")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _fen(value: Decimal | int | str, measure: Measure) -> int:
    try:
        exact = Decimal(value)
    except InvalidOperation:
        raise AmountRefused(f"“{_short(str(value))}”不是金额，请填写数字，如 26750") from None
    if not exact.is_finite():
        raise AmountRefused("金额必须是一个具体的数")
    if exact.adjusted() > LARGEST_EXPONENT:
        raise AmountRefused(f"金额{TOO_MUCH}")
    fen = Fraction(exact) * measure.fen if exact.adjusted() >= FINEST_EXPONENT else Fraction(exact != 0, 2)
    if fen.denominator != 1:
        raise AmountRefused(f"金额“{_short(str(value))}{measure.label}”精确到了分以下，请四舍五入到分")
    return int(fen)
