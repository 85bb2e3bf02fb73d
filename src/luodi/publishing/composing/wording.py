"""Numbers as Chinese documents write them.

Source: GB/T 15835-2011; amounts in 亿元 with two places, whose trailing zeros prose drops and tables keep; what falls
is 下降8.92%, never 增长-8.92%; a share's change is in 百分点.
"""

from dataclasses import dataclass
from fractions import Fraction

from luodi.kernel.numbers import fixed, half_up, plain
from luodi.publishing.composing.nodes import Form, Nature

YI, WAN = "亿元", "万元"
WAN_PER_YI = 10_000
SHARES = ("%", "个百分点")


@dataclass(frozen=True)
class Number:
    """A number with its measure; ``value`` is exact, None where there is none. ``why`` says what is to be known of it.

    ``target`` is that of a completion, ``due`` which part of it is due by the day.
    """

    value: Fraction | None
    unit: str
    places: int = 0
    why: str = ""
    target: Fraction | None = None
    target_unit: str = ""
    target_places: int = 2
    due: Fraction | None = None

    @property
    def exact(self) -> str:
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True)
class Said:
    """Words with the places of the numbers in them: (start, end, what they are)."""

    text: str
    numbers: tuple[tuple[int, int, Nature], ...] = ()


_GROWTHS = {Nature.YEAR_GROWTH: "同比", Nature.PERIOD_GROWTH: "环比"}
_BASES = {Nature.YEAR_GROWTH: "上年同期", Nature.PERIOD_GROWTH: "上期"}
NOTHING = "—"


def trimmed(value: Fraction, places: int) -> str:
    return plain(half_up(value, places), trim=True)


def amount(value: Fraction, unit: str = "") -> str:
    """Write an amount given in 亿元: below 1亿元 in 万元, unless the unit is asked for."""
    unit = unit or (WAN if value and abs(value) < 1 else YI)
    return f"{trimmed(value * WAN_PER_YI if unit == WAN else value, 2)}{unit}"


def say(number: Number, nature: Nature, form: Form, unit: str = "") -> Said:
    """Return a number in the words of a sentence."""
    if nature in _GROWTHS:
        return _growth(number, nature, form)
    if nature == Nature.COMPLETION:
        return _completion(number, form)
    if nature == Nature.TIME_GAP:
        return _gap(number, form)
    if number.value is None:
        return Said(NOTHING)
    text = _value(number, unit)
    if form == Form.BARE:
        text = text.removesuffix(unit or number.unit).removesuffix(YI).removesuffix(WAN)
    return Said(text, ((0, len(text), nature),))


def _value(number: Number, unit: str) -> str:
    value = number.value or Fraction(0)
    if number.unit == YI:
        return amount(value, unit)
    return f"{trimmed(value, number.places)}{number.unit}"


def _growth(number: Number, nature: Nature, form: Form) -> Said:
    value, word = number.value, _GROWTHS[nature] if form == Form.PROSE else ""
    if value is None:
        return Said(f"{_BASES[nature]}为0" if form != Form.BARE else NOTHING)
    shown = half_up(abs(value), number.places)
    if form == Form.BARE:
        text = plain(half_up(value, number.places), trim=True)
        return Said(text, ((0, len(text), nature),))
    if not shown:
        text = f"与{_BASES[nature]}持平"
        return Said(text, ((0, len(text), nature),))
    points = number.unit == "个百分点"
    verb = ("提高" if points else "增长") if value > 0 else "下降"
    if number.unit not in SHARES:
        verb = "增加" if value > 0 else "减少"
    text = f"{verb}{plain(shown, trim=True)}{number.unit}"
    return Said(word + text, ((len(word), len(word) + len(text), nature),))


def _completion(number: Number, form: Form) -> Said:
    if number.value is None or number.target is None:
        return Said(number.why or "未下达年度目标" if form == Form.PROSE else NOTHING)
    share = f"{trimmed(number.value, 2)}%"
    if form != Form.PROSE:
        text = share.removesuffix("%") if form == Form.BARE else share
        return Said(text, ((0, len(text), Nature.COMPLETION),))
    if number.target_unit == YI:
        target = amount(number.target, YI)
    else:
        target = f"{trimmed(number.target, number.target_places)}{number.target_unit}"
    head = "完成年度目标"
    first = len(head) + len(target)
    text = f"{head}{target}的{share}"
    return Said(
        text,
        ((len(head), first, Nature.TARGET), (first + 1, first + 1 + len(share), Nature.COMPLETION)),
    )


def _gap(number: Number, form: Form) -> Said:
    """Write how far from where time stands; in full it says where that is, for targets may have phases of their own."""
    if number.value is None:
        return Said(NOTHING)
    shown = half_up(abs(number.value), 2)
    due = f"（{trimmed(number.due * 100, 2)}%）" if form == Form.PROSE and number.due is not None else ""
    if not shown:
        text = f"与序时进度{due}持平"
    else:
        text = f"{'快' if number.value > 0 else '慢'}于序时进度{due}{plain(shown, trim=True)}个百分点"
    return Said(text, ((0, len(text), Nature.TIME_GAP),))


def in_cell(number: Number, nature: Nature, unit: str = "") -> str:
    """Write a number as tables have it: amounts with two places, no unit of measure."""
    if number.value is None:
        return NOTHING
    value = number.value
    if nature in (Nature.COMPLETION, Nature.TIME_GAP) or nature in _GROWTHS:
        return fixed(value, 2 if number.unit in SHARES else number.places)
    if number.unit == YI and unit == WAN:
        return plain(half_up(value * WAN_PER_YI, 2), trim=True)
    return fixed(value, number.places)


def plain_text(written: str) -> str:
    """Drop the zeros that prose drops: 116.60 → 116.6."""
    return written.rstrip("0").rstrip(".") if "." in written else written
