"""Numbers with their units: digits, Chinese numerals where they count, shared units, ranges, what is about a number."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from luodi.press.grammar.claims import Exactness
from luodi.press.grammar.lexicon import rows

_UNITS = rows("units")
MONEY = frozenset(_UNITS["money"])
RATES = frozenset(_UNITS["rates"])
COUNTS = frozenset(_UNITS["counts"])
_OTHERS = frozenset(unit for row in _UNITS["others"] for unit in row)
_MULTIPLES: dict[str, int] = _UNITS["multiples"]


def _alternatives(words: set[str] | frozenset[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))


_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_MORE = "(?:余|多|几|来)"
_UNIT = _alternatives(MONEY | RATES | (COUNTS) | _OTHERS)
_MULTIPLE = _alternatives(frozenset(_MULTIPLES))
_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z.+])(?P<sign>-(?=[0-9]))?(?P<number>{_DIGITS})(?![0-9A-Za-z+]) ?(?P<more>{_MORE})?"
    rf"(?P<multiple>{_MULTIPLE})?(?P<more2>{_MORE})?(?P<unit>{_UNIT})?"
)
_COUNTED = "项目|企业|产业|制造业|服务业|园区|开发区|支柱|集群|产业链"
_CHINESE = re.compile(
    rf"(?<![第初〇零一二两三四五六七八九十百千万亿几数])(?P<number>(?!一[个家户])(?:[一二两三四五六七八九十百]+))"
    rf"(?:(?P<unit>个(?!月|工作日|小时)|[家户])(?=[^,;:。、“”《》0-9]{{0,7}}?(?:{_COUNTED}))|(?P<money>(?<=[一二两三四五六七八九十])[千百]?[万亿]元))"
)
_WRITTEN = re.compile(
    r"(?:项目|企业|客商|活动|协议|合同|线索)(?:共计?|已?达|约|近|超过|有|为)?(?P<number>(?!一[^十百])[一二两三四五六七八九十百]+)"
    r"(?P<unit>个|家|户|次|批次|批|份|项|场|条|名)(?P<money>)"
)
_SCALE = re.compile(r"(?P<number>[百千万]亿)元?(?=级?规模)")
_TEN, _HUNDRED = 10, 100
_NUMERALS = {one: i for i, one in enumerate("〇一二三四五六七八九")} | {"两": 2, "十": _TEN, "百": _HUNDRED}
_BEFORE: tuple[tuple[re.Pattern[str], Exactness], ...] = tuple(
    (re.compile(rf"(?<![签附最不])(?:{words})(?:了|到|成)?[ ]?\Z"), Exactness(kind))
    for kind, row in rows("exactness")["before"].items()
    for words in ["|".join(row["words"])]
)
_AFTER: tuple[tuple[re.Pattern[str], Exactness], ...] = tuple(
    (re.compile("|".join(row["words"])), Exactness(kind)) for kind, row in rows("exactness")["after"].items()
)
_LOOK_BACK = 6
_SHARED = re.compile(r"[、和与及~～—–-]|至|到|以及")
_RANGE = re.compile(r"[~～—–-]|至|到")


@dataclass(frozen=True)
class Quantity:
    """A number from ``at`` to ``to`` with its unit, which ends at ``end``."""

    at: int
    to: int
    end: int
    value: Decimal
    unit: str
    factor: int
    places: int
    exactness: Exactness = Exactness.EXACT
    chinese: bool = False
    shared: bool = False

    @property
    def is_money(self) -> bool:
        return self.unit.endswith(tuple(MONEY)) or self.unit in _MULTIPLES

    @property
    def is_rate(self) -> bool:
        return self.unit in RATES

    @property
    def counts(self) -> bool:
        """Whether its unit is one that claims are counted in."""
        return self.is_money or self.is_rate or self._plain_unit in COUNTS

    @property
    def _plain_unit(self) -> str:
        return self.unit.lstrip("万亿千百")

    @property
    def scaled(self) -> Decimal:
        return self.value * self.factor


def quantities(even: str, start: int, end: int) -> list[Quantity]:
    """Return the numbers between two places of an evened text in order; those without a unit have an empty one."""
    found = [_read(even, one) for one in _NUMBER.finditer(even, start, end)]
    found += [_chinese(one) for one in _CHINESE.finditer(even, start, end)]
    found += [_chinese(one) for one in _WRITTEN.finditer(even, start, end)]
    found += [_scale(one) for one in _SCALE.finditer(even, start, end)]
    places: dict[int, Quantity] = {}
    for one in found:
        places.setdefault(one.at, one)
    return _with_shared_units(even, [places[at] for at in sorted(places)])


def _read(even: str, one: re.Match[str]) -> Quantity:
    digits, multiple = one["number"].replace(",", ""), one["multiple"] or ""
    unit = one["unit"] or ""
    unit = rows("units")["rates"].get(unit, {}).get("unit", unit)
    more = one["more"] or one["more2"]
    whole = (unit and one.end()) or one.end("multiple" if multiple else "number")
    quantity = Quantity(
        at=one.start("sign") if one["sign"] else one.start("number"),
        to=one.end("number"),
        end=whole,
        value=Decimal(f"{one['sign'] or ''}{digits}"),
        unit=multiple + unit,
        factor=_MULTIPLES.get(multiple, 1),
        places=len(digits.partition(".")[2]),
    )
    said = Exactness.AT_LEAST if more else _exactness(even, quantity.at, whole)
    return replace(quantity, exactness=said)


def _exactness(even: str, at: int, end: int) -> Exactness:
    for form, exactness in _AFTER:
        if form.match(even, end):
            return exactness
    before = even[max(0, at - _LOOK_BACK) : at]
    return next((exactness for form, exactness in _BEFORE if form.search(before)), Exactness.EXACT)


def _chinese(one: re.Match[str]) -> Quantity:
    unit, factor = one["unit"] or one["money"], 1
    if one["money"]:
        factor = _MULTIPLES[one["money"].removesuffix("元")]
    value = Decimal(number_of(one["number"]))
    return Quantity(one.start("number"), one.end("number"), one.end(), value, unit, factor, 0, chinese=True)


def _scale(one: re.Match[str]) -> Quantity:
    value = Decimal({"百": 100, "千": 1000, "万": 10000}[one["number"][0]])
    at = one.start()
    return Quantity(at, at + 1, one.end(), value, "亿", _MULTIPLES["亿"], 0, chinese=True)


def number_of(words: str) -> int:
    """Return what Chinese numerals below a thousand say: 二十三 is 23."""
    total, one = 0, 0
    for character in words:
        value = _NUMERALS[character]
        if value < _TEN:
            one = value
        else:
            total, one = total + (one or 1) * value, 0
    return total + one


def _with_shared_units(even: str, found: list[Quantity]) -> list[Quantity]:
    """Give 12.5 and 9.4 of 12.5、9.4、8.2个百分点 the unit of the last."""
    for i in range(len(found) - 1, 0, -1):
        here, before = found[i], found[i - 1]
        between = even[before.end : here.at]
        if here.unit and not before.unit and _SHARED.fullmatch(between):
            found[i - 1] = replace(before, unit=here.unit, factor=here.factor, shared=True)
        before = found[i - 1]
        if before.unit == "个" and here.unit in RATES and _SHARED.fullmatch(between):
            found[i - 1] = replace(before, unit=here.unit, shared=True)
        before = found[i - 1]
        if before.unit == here.unit and _RANGE.fullmatch(between):
            found[i - 1] = replace(before, exactness=Exactness.AT_LEAST)
            found[i] = replace(here, exactness=Exactness.AT_MOST)
    return found
