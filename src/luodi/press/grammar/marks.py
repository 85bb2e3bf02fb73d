"""The numbers of a sentence sorted: claims, thresholds, measures of other things, and those that are left alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from luodi.press.grammar.claims import Passage
from luodi.press.grammar.dating import Said
from luodi.press.grammar.quantities import Quantity, quantities
from luodi.press.grammar.splitting import Stretch

_BOUND = re.compile(r"(?:元)?(?:及?以[上下内]|级)(?:的)?(?!\s?[,;。、:])")
_NOUN = re.compile(r"[^,;。:0-9]{0,16}?(?:项目|企业|单位|机关|工程|产业|园区|的|有|共|开发区|集群)|\s?[0-9]")
_OVER = re.compile(r"(?:过|超过|超|达到|达|高于|大于|不低于)\Z")
_OVER_NOUN = re.compile(
    r"(?:的)?(?:大|重大|重点|优质|工业|招商|产业|制造业)*(?:项目|企业)[^,;。]{0,4}[0-9]|\s?[0-9]|的(?:有)?[0-9]"
)
_DIGIT = re.compile("[0-9]")
_TO_ANOTHER = re.compile(
    r"\s?(?:至|到|[~～—–-]+)\s?[0-9.]+[万亿]元(?:及?以下|之间)?的?(?:大|重大|工业)?(?:项目|企业)\s?[0-9共有]"
)
_FROM_ANOTHER = re.compile(r"[0-9](?:[万亿]?元)?\s?(?:至|到|[~～—–-]+)\s?\Z")
_SORTS = re.compile(r"(?:及?以下|之间)?的?(?:大|重大|工业)?(?:项目|企业)\s?[0-9共有]")
_LOOK_BACK = 4


class Role(Enum):
    CLAIM = auto()
    THRESHOLD = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Mark:
    """A number and what it is for."""

    quantity: Quantity
    role: Role

    @property
    def at(self) -> int:
        return self.quantity.at

    @property
    def end(self) -> int:
        return self.quantity.end


def marks_of(
    even: str, sentence: Stretch, aside: Iterable[Passage], said: Iterable[Said]
) -> tuple[list[Mark], list[Passage]]:
    """Return the marks of a sentence in order, and the numbers in it that are left alone."""
    blocked = [*(Passage(one.start, one.end, "时段") for one in said), *aside]
    blocked = [one for one in blocked if sentence.start <= one.start < sentence.end]
    marks: list[Mark] = []
    alone = {one: None for one in blocked if _DIGIT.search(even, one.start, one.end)}
    for quantity in quantities(even, sentence.start, sentence.end):
        known = next((one for one in blocked if one.start < quantity.to and quantity.at < one.end), None)
        if known is None and not quantity.unit:
            known = Passage(quantity.at, quantity.end, "没有单位")
        if known is not None:
            alone[known] = None
        else:
            marks.append(Mark(quantity, _role(even, quantity)))
    return marks, sorted(alone, key=lambda one: one.start)


def _role(even: str, quantity: Quantity) -> Role:
    if not quantity.counts:
        return Role.OTHER
    if quantity.is_rate or (quantity.chinese and not quantity.is_money):
        return Role.CLAIM
    if quantity.is_money and _within_span(even, quantity):
        return Role.THRESHOLD
    behind = _BOUND.match(even, quantity.end)
    if behind and _NOUN.match(even, behind.end()):
        return Role.THRESHOLD
    before = even[max(0, quantity.at - _LOOK_BACK) : quantity.at]
    if quantity.is_money and _OVER.search(before) and _OVER_NOUN.match(even, quantity.end):
        return Role.THRESHOLD
    return Role.CLAIM


def _within_span(even: str, quantity: Quantity) -> bool:
    """Whether it is an end of the sizes of what is counted: 5亿元至10亿元项目4个."""
    if _TO_ANOTHER.match(even, quantity.end):
        return True
    before = even[max(0, quantity.at - _LOOK_BACK) : quantity.at]
    return bool(_FROM_ANOTHER.search(before) and _SORTS.match(even, quantity.end))
