"""Rows: the numbers that speak of one thing (项目93个，总投资201.72亿元), and of what whole each is a part."""

import re
from dataclasses import dataclass, field

from luodi.press.grammar.claims import Claim, Measure
from luodi.press.grammar.within.layout import Spot
from luodi.press.grammar.within.words import amount_kind, core, linking, says

ITEMS = "item"
"""The dimension of 个, 项 and 宗, by which projects are counted alike."""
_LIKE = dict.fromkeys("个项宗", ITEMS) | dict.fromkeys("户家", "firm") | dict.fromkeys("名人位", "person")
_THRESHOLD = re.compile(
    r"(?:(?P<upper>\d+(?:\.\d+)?|百|千)?亿|(?P<ten>\d+)万)(?:元|美元)?(?:以上|级)|[超过](?P<over>\d+|百|千)?亿"
)
_MEAN = re.compile("平均|户均|人均|亩均")
_MONTH = re.compile("[本当][月季旬周]")
_BASE = re.compile(r"[^,;]{0,8}的(?:比重|比例)?[达为约超过近]*")
_HUNDREDS = {"百": 100, "千": 1000}


_SIGNED = frozenset({"项目", "合同", "协议"})


@dataclass
class Row:
    """The numbers of one thing by dimension; ``words`` say what it is."""

    number: int
    first: Spot
    words: str
    cells: dict[str, Spot] = field(default_factory=dict)
    parent: "Row | None" = None
    is_sure: bool = False
    listing: int | None = None

    @property
    def sentence(self) -> int:
        """The sentence in which it stands."""
        return self.first.sentence

    def claim(self, dimension: str) -> Claim | None:
        """Return its number of a dimension."""
        spot = self.cells.get(dimension)
        return spot.claim if spot else None

    @property
    def noun(self) -> str:
        """What is counted (项目, 企业), empty when its own words do not say."""
        words = self.words + self.first.tail
        found = [(words.rfind(noun), noun) for noun in linking()["nouns"] if noun in words]
        return max(found)[1] if found else ""

    def counts_like(self, other: "Row") -> bool:
        """Say whether two rows may count the same kind of thing; a project is signed by its contract."""
        if not self.noun or not other.noun or "firm" in self.cells:
            return True
        return self.noun == other.noun or {self.noun, other.noun} <= _SIGNED

    @property
    def threshold(self) -> int | None:
        """From how many 亿元 on its projects are counted, if it says so."""
        found = _THRESHOLD.search(self.words)
        if not found or found["ten"]:
            return None
        upper = found["upper"] or found["over"] or "1"
        return _HUNDREDS.get(upper) or int(float(upper))


def rows_of(spots: tuple[Spot, ...]) -> list[Row]:
    """Group the numbers of each sentence into rows."""
    rows: list[Row] = []
    held: Spot | None = None
    for place, spot in enumerate(spots):
        if spot.is_ratio or spot.claim.measure is Measure.OTHER or base_of_share(spots, place):
            continue
        if _MEAN.search(spot.head):
            continue
        after = spots[place + 1] if place + 1 < len(spots) else None
        if spot.claim.measure is Measure.AMOUNT:
            held = _amount(rows, spot, after) or held
        else:
            rows.append(_counted(rows, spot))
            if held and held.clause == spot.clause and held.sentence == spot.sentence:
                _put(rows[-1], held)
            held = None
    return rows


def base_of_share(spots: tuple[Spot, ...], place: int) -> bool:
    """Say whether a number is only what a share is of: 完成年度目标任务130个的55.38%."""
    spot, after = spots[place], spots[place + 1] if place + 1 < len(spots) else None
    if after is None or after.claim.measure is not Measure.SHARE:
        return False
    in_brackets = spot.depth == after.depth + 1 and after.clause == spot.clause + 1
    if after.clause != spot.clause and not in_brackets:
        return False
    if in_brackets and not re.search("完成[^,;]*[(]$", spot.lead):
        return False
    if in_brackets:
        return _BASE.fullmatch(after.head.strip()) is not None
    return bool(_BASE.fullmatch(after.head.strip())) and bool(re.search("完成|占|达到|相当于", spot.head))


def _counted(rows: list[Row], spot: Spot) -> Row:
    row = Row(len(rows), spot, subject_of(spot))
    row.cells[count_dimension(spot.claim.unit)] = spot
    return row


def count_dimension(unit: str) -> str:
    """Return under which dimension things are counted."""
    plain = unit.removeprefix("万")
    return _LIKE.get(plain, plain)


def _amount(rows: list[Row], spot: Spot, after: Spot | None) -> Spot | None:
    """Put an amount with its row; return it when it belongs to the count that follows (总投资90亿元的36个项目)."""
    kind = kind_of(spot)
    if _leads(spot, after):
        return spot
    near = (row for row in reversed(rows) if row.sentence == spot.sentence and row.first.depth <= spot.depth)
    last = next(near, None)
    target = _holder(rows, last, spot, kind) if last else None
    if target is not None and kind not in target.cells:
        _put(target, spot)
    else:
        row = Row(len(rows), spot, subject_of(spot))
        row.cells[kind] = spot
        rows.append(row)
    return None


def _leads(spot: Spot, after: Spot | None) -> bool:
    if after is None or after.claim.measure is not Measure.COUNT or after.sentence != spot.sentence:
        return False
    return after.clause == spot.clause and after.head.lstrip().startswith("的") and len(after.head) < 4


def _holder(rows: list[Row], last: Row, spot: Spot, kind: str) -> Row | None:
    """Return the row that an amount goes on to speak of: the last, or the whole above a list that has no such cells."""
    if _in_one_breath(last, spot):
        return last
    if not is_plain_amount(spot):
        return None
    earlier = [row for row in rows if row.sentence == spot.sentence and row is not last]
    begun = "其中" in last.first.lead or any("其中" in row.first.lead for row in earlier)
    if begun and says_anew(spot.head) and earlier:
        first = next(place for place, row in enumerate([*earlier, last]) if "其中" in row.first.lead)
        return earlier[first - 1] if first and kind not in earlier[first - 1].cells else None
    return last


def _in_one_breath(row: Row, spot: Spot) -> bool:
    """Say whether an amount ends the clause that a count began: 203个在建项目完成投资792.4亿元."""
    counted = row.first.claim.measure is Measure.COUNT and row.first.clause == spot.clause
    return counted and len(row.cells) == 1 and "、" not in spot.lead


def says_anew(head: str) -> bool:
    """Say whether a clause speaks of the whole again (累计到位资金…)."""
    return says("leaving", head[:6])


def is_plain_amount(spot: Spot) -> bool:
    """Say whether an amount names no thing of its own: 总投资, 协议金额达, 投资总额."""
    words = core(spot.item if core(spot.item) else spot.head)
    rest = re.sub(
        "[总签约协议合同计划拟预投资金额规模完成到位实际累资外内元项目人民币本当月今年]+", "", words
    )
    return not rest and "其中" not in spot.lead


def kind_of(spot: Spot) -> str:
    """Return the dimension of an amount."""
    month = "month " if _MONTH.search(spot.head) else ""
    return month + amount_kind(spot.head[-14:], spot.tail[:6], spot.claim.unit)


def _put(row: Row, spot: Spot) -> None:
    row.cells.setdefault(kind_of(spot), spot)


def subject_of(spot: Spot) -> str:
    """Return the words that say what is counted: before the number, and behind it when it stands in front."""
    before = spot.item if core(spot.item) else spot.head
    behind = re.split("分别|正在|纳入|集中", spot.tail)[0]
    return core(before) + core(behind)
