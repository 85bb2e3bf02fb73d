"""Amounts as cells hold them: numbers, text with units, foreign money, and what only sounds like an amount."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from luodi.importing.reading.cells import MARKS, Cell, Severity, is_blank, shown, squeezed
from luodi.importing.reading.units import CURRENCIES, CURRENCY, SCALE, SCALES, Unit, parse_unit
from luodi.kernel import numbers
from luodi.kernel.money import MOST, Yuan
from luodi.kernel.numerals import arabic

SURE = 2**52
"""Below this many fen a float is as good as a decimal."""
LONGEST = 22
EXAMPLE = "写一个确数，如 28000 或 2.8亿元"


@dataclass(frozen=True)
class Foreign:
    """An amount of foreign money for which there is no rate."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, wherever it stands."""

    severity: Severity
    message: str
    expected: str = ""


Amount = Yuan | Foreign | None
_DIGITS = r"[0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+"
_LEAD = re.compile(
    r"^(?:约为?|大约|预计|计划|拟|协议|项目|共计?|合计|折合|折|总投资额?|投资总?额?|总额|为|:|≈|~(?=[0-9.]+[^0-9~-]*$))+"
)
_CELL = re.compile(
    rf"(?P<before>{CURRENCY})?(?:(?P<yi>{_DIGITS})亿(?=[0-9.]+万))?(?P<number>{_DIGITS})"
    rf"(?P<scale>{SCALE})?(?P<currency>{CURRENCY})?(?:人民币)?(?P<rest>整|左右|\(.*\))?"
)
_FIRST_OF = re.compile(
    rf"^((?:{_DIGITS})(?:{SCALE})?(?:{CURRENCY}))[,;。(](?:其中|含|包括|分|首期|一期|固定资产|建设期)"
)
"""10亿元，其中一期3亿元: the whole is said first."""
_CONVERTED = re.compile(rf"[(,](?:约?折合|约?合|折)(?:人民币)?((?:{_DIGITS})(?:{SCALE})元?(?:人民币)?)[)]?$")
"""1000万美元（折合人民币7000万元）."""
_UNIT_BEHIND = re.compile(rf"({_DIGITS})[(]((?:{SCALE})?(?:{CURRENCY})|{SCALE})[)]")
"""5000（万美元）, or only 5000（美元） where the heading says 万元."""
_SEPARATED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_VAGUE = re.compile(
    rf"[数几上近][十百千万亿]|[数几][0-9]|若干|[余多]|以上|以下|以内|[超逾]|不[低少高]于|[><≥≤]|[0-9{SCALE}元][-~—–至到][0-9]"
)
_UNSAID = re.compile(r"(?:未|不|尚?待|保密|面议|暂无|视|按|另)")
_SEVERAL = re.compile(rf"{_DIGITS}[^0-9]*(?:{SCALE}|元)[^0-9]+[0-9]")
_NEGATIVE = re.compile(r"[-−–—][0-9.,]+.*|负.*|\([0-9,.]+\)")


def amount_reader(
    unit: Unit, rates: Mapping[str, Decimal]
) -> Callable[[Cell], tuple[Amount, Problem | None]]:
    """Return what reads one distinct value of a column whose heading says ``unit``.

    ``rates`` are yuan per one of a foreign currency.
    """
    fen_per_one = unit.factor * 100

    def read(value: Cell) -> tuple[Amount, Problem | None]:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return _number(value)
        if is_blank(value):
            return None, None
        return read_text(value, unit, rates)

    def _number(value: float) -> tuple[Amount, Problem | None]:
        if not 0 <= value < 1e18:
            return None, _refusal(shown(value))
        if unit.currency != "CNY":
            return _priced(Decimal(shown(value)) * unit.factor, unit.currency, rates, shown(value))
        fen = value * fen_per_one
        if fen < SURE and fen <= MOST.fen:
            return Yuan(round(fen)), None
        exact = int(numbers.half_up(Fraction(shown(value)) * fen_per_one, 0))
        return _bounded(Yuan(exact), shown(value))

    return read


def read_text(value: Cell, unit: Unit, rates: Mapping[str, Decimal]) -> tuple[Amount, Problem | None]:
    """Return the amount that a text states, or None and why it states none."""
    if not isinstance(value, str):
        what = "不是金额" if isinstance(value, bool) else "是日期，不是金额"
        return None, Problem(Severity.ERROR, f"“{shown(value)}”{what}", EXAMPLE)
    plain = squeezed(value).lower()
    said = _with_unit_behind(_LEAD.sub("", plain).rstrip(MARKS), unit)
    if (part := _CONVERTED.search(said) or _FIRST_OF.match(said)) is not None:
        whole, problem = read_text(part[1], unit, rates)
        chosen = Problem(Severity.WARNING, f"“{plain[:40]}”按其中的“{part[1]}”读入", EXAMPLE)
        return whole, problem or chosen
    found = _CELL.fullmatch(said) or _CELL.fullmatch(arabic(said))
    if found is None:
        return None, _refusal(plain)
    number = _decimal(found["number"])
    if number is None:
        return None, Problem(Severity.ERROR, f"“{plain[:40]}”的数字或千分位写法不对", EXAMPLE)
    amount = number * SCALES[found["scale"]] if found["scale"] else number
    named = found["currency"] or found["before"] or ("元" if "人民币" in said else "")
    currency = CURRENCIES[named] if named else unit.currency
    if not found["scale"] and not found["currency"]:
        amount = number * unit.factor
    if found["yi"]:
        amount += (_decimal(found["yi"]) or Decimal(0)) * SCALES["亿"]
    priced, problem = _priced(amount, currency, rates, plain[:40])
    is_rough = plain.startswith(("约", "大约", "近")) or (found["rest"] or "").startswith("左右")
    if problem is None and is_rough:
        problem = Problem(Severity.WARNING, f"“{plain[:40]}”是约数，按所写的数读入", EXAMPLE)
    return priced, problem


def _with_unit_behind(said: str, unit: Unit) -> str:
    """Return 5000（美元） as 5000万美元 in a column of 万元; any other text as it is."""
    found = _UNIT_BEHIND.fullmatch(said)
    own = parse_unit(found[2]) if found else None
    if found is None or own is None:
        return said
    counted = Unit(unit.factor, own.currency) if own.factor == 1 and own.currency != "CNY" else own
    return f"{found[1]}{counted.label}"


def _priced(
    amount: Decimal, currency: str, rates: Mapping[str, Decimal], said: str
) -> tuple[Amount, Problem | None]:
    if currency == "CNY" or currency in rates:
        yuan = amount * rates.get(currency, Decimal(1))
        return _bounded(Yuan(int(numbers.half_up(Fraction(yuan) * 100, 0))), said)
    message = f"金额是外币（{currency}），没有汇率，不能折成人民币，未计入合计"
    return Foreign(amount, currency), Problem(Severity.WARNING, message, "给出汇率和汇率日期，或填人民币金额")


def _bounded(amount: Yuan, said: str) -> tuple[Amount, Problem | None]:
    if amount > MOST:
        most = MOST.show_yi(trim=True)
        return amount, Problem(Severity.ERROR, f"“{said}”超过单个项目的上限 {most} 亿元", "核对单位是否写错")
    return amount, None


def _decimal(number: str) -> Decimal | None:
    if len(number) > LONGEST or ("," in number and not _SEPARATED.fullmatch(number)):
        return None
    return Decimal(number.replace(",", "").rstrip(".") or "0")


def _refusal(said: str) -> Problem:
    shorter = said[:40]
    if _NEGATIVE.fullmatch(said):
        return Problem(Severity.ERROR, f"金额不能为负数：“{shorter}”", EXAMPLE)
    if _UNSAID.match(said):
        return Problem(Severity.WARNING, f"“{shorter}”没有写出金额，按没有填写处理", EXAMPLE)
    if _VAGUE.search(said):
        return Problem(Severity.WARNING, f"“{shorter}”不是确数，按没有填写处理", EXAMPLE)
    if _SEVERAL.search(said):
        return Problem(Severity.WARNING, f"“{shorter}”一格里有几个数，按没有填写处理", EXAMPLE)
    return Problem(Severity.ERROR, f"“{shorter}”不是金额", EXAMPLE)
