"""Units of amounts and of areas: found in headings, in a unit line, in cells."""

import re
from dataclasses import dataclass
from decimal import Decimal

from luodi.importing.reading.cells import squeezed

SCALES: dict[str, int] = {
    "": 1,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
CURRENCIES: dict[str, str] = {
    "元人民币": "CNY",
    "人民币": "CNY",
    "美元": "USD",
    "美金": "USD",
    "usd": "USD",
    "us$": "USD",
    "$": "USD",
    "欧元": "EUR",
    "eur": "EUR",
    "€": "EUR",
    "港元": "HKD",
    "港币": "HKD",
    "hkd": "HKD",
    "hk$": "HKD",
    "日元": "JPY",
    "日币": "JPY",
    "jpy": "JPY",
    "英镑": "GBP",
    "gbp": "GBP",
    "£": "GBP",
    "韩元": "KRW",
    "韩币": "KRW",
    "新台币": "TWD",
    "台币": "TWD",
    "新加坡元": "SGD",
    "新元": "SGD",
    "澳元": "AUD",
    "加元": "CAD",
    "瑞士法郎": "CHF",
    "卢布": "RUB",
    "rmb": "CNY",
    "cny": "CNY",
    "¥": "CNY",
    "元": "CNY",
    "圆": "CNY",
}
NAMES = {
    "CNY": "元",
    "USD": "美元",
    "EUR": "欧元",
    "HKD": "港元",
    "JPY": "日元",
    "GBP": "英镑",
    "KRW": "韩元",
} | {
    "TWD": "新台币",
    "SGD": "新加坡元",
    "AUD": "澳元",
    "CAD": "加元",
    "CHF": "瑞士法郎",
    "RUB": "卢布",
}
SCALE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
CURRENCY = "|".join(re.escape(name) for name in CURRENCIES)
_UNIT = re.compile(rf"({SCALE})?({CURRENCY})")
UNIT_ALONE = re.compile(rf"[(]?(?:人民币)?({SCALE})?({CURRENCY})?(?:人民币)?[)]?")
"""A text in half width that is only a unit: 万元, 人民币万元, （万美元）; or nothing at all."""
_RENMINBI_FIRST = re.compile(rf"人民币[/,]?(?=(?:{SCALE})|元)")
_BRACKETED = re.compile(
    rf"[(\[【〔/:]\s*(?:单位:?)?(?:人民币)?({SCALE})?({CURRENCY})?(?:人民币)?[)\]】〕]?(?=[^一-龥]|$)"
)
_THRESHOLD = re.compile(rf"[0-9.]*(?:{SCALE})?(?:{CURRENCY})(?:及)?(?:以上|以下|以内|及以)")
_LINE = re.compile(r"(?:^|[(（\s,，;；。)）]|金额|投资|计量|货币|数据|资金)单位[:：](.+)$", re.DOTALL)
_SOLE = re.compile(r"[(\[【]?(?:金额|投资|计量|货币)?单位[:：]?[)\]】]?$")
AREAS: dict[str, Decimal] = {
    "平方公里": Decimal(1_000_000),
    "万平方米": Decimal(10_000),
    "万㎡": Decimal(10_000),
    "万平米": Decimal(10_000),
    "万平方": Decimal(10_000),
    "万平": Decimal(10_000),
    "公顷": Decimal(10_000),
    "平方米": Decimal(1),
    "平米": Decimal(1),
    "平方": Decimal(1),
    "m2": Decimal(1),
    "㎡": Decimal(1),
    "亩": Decimal(2000) / Decimal(3),
}
"""Square metres."""
_AREA = re.compile("|".join(AREAS))
_COUNTED = frozenset(("个", "人", "家", "%", "项", "台", "吨", "年", "月", "公里"))


@dataclass(frozen=True)
class Unit:
    """What an amount without a unit of its own is counted in: ``factor`` of the currency."""

    factor: int
    currency: str = "CNY"

    @property
    def label(self) -> str:
        """The Chinese name: 万元, 万美元."""
        scale = next(name for name, factor in SCALES.items() if factor == self.factor)
        return scale + NAMES.get(self.currency, self.currency)


WAN = Unit(10**4)
YI = Unit(10**8)
YUAN = Unit(1)


def is_unit_word(text: str) -> bool:
    """Whether a text is only a unit, of anything: （万元）, 亩, 个."""
    plain = re.sub(r"[()（）\[\]【】]", "", squeezed(text))
    return plain in AREAS or plain in _COUNTED or parse_unit(plain) is not None


def unit_of(scale: str, currency: str) -> Unit:
    """Return the unit of a scale (万) and the name of a currency (美元), either of them perhaps empty."""
    return Unit(SCALES[scale], CURRENCIES[currency] if currency else "CNY")


def parse_unit(text: str) -> Unit | None:
    """Return the unit that a person names: 万元, 亿, 万美元."""
    found = UNIT_ALONE.fullmatch(squeezed(text).lower())
    return unit_of(found[1] or "", found[2] or "") if found and found[0].strip("()") else None


def unit_in_heading(heading: str) -> Unit | None:
    """Return the unit that a heading carries: 总投资（亿元）, 投资额/万元; not that of 亿元以上项目."""
    text = _THRESHOLD.sub("", squeezed(heading).lower())
    for found in _BRACKETED.finditer(text):
        if found[1] or found[2]:
            return unit_of(found[1] or "", found[2] or "")
    named = [one for one in _UNIT.finditer(text) if one[1] or one.end() == len(text)]
    return unit_of(named[-1][1] or "", named[-1][2]) if named else None


def unit_line(text: str) -> str | None:
    """Return what a unit line names (单位：万元、个), or None for any other text (编制单位：…)."""
    if not (found := _LINE.search(text.strip())):
        return None
    said = squeezed(found[1])
    is_unit = _UNIT.search(said.lower()) or re.match(rf"({SCALE}|个|家|%|人|批次|亩|公顷)", said)
    return said if is_unit and len(said) <= 40 else None


def is_unit_label(text: str) -> bool:
    """Whether a cell says only 单位：, so that the unit stands in the next one."""
    return bool(_SOLE.fullmatch(squeezed(text)))


def amount_unit_in(text: str) -> Unit | None:
    """Return the first unit of an amount that a text names."""
    said = _RENMINBI_FIRST.sub("", _THRESHOLD.sub("", squeezed(text).lower()))
    for found in _UNIT.finditer(said):
        return unit_of(found[1] or "", found[2])
    return parse_unit(said.rstrip(")）"))


def area_in(text: str) -> str | None:
    """Return the unit of area that a heading or a cell names."""
    found = _AREA.search(squeezed(text).lower().replace("㎡", "平方米"))
    return found.group() if found else None
