"""Bounds: no part above its whole, no higher threshold with more projects, no total below its thresholds."""

import itertools
import re
from fractions import Fraction

from luodi.press.grammar.claims import Exactness, Kind, Measure, Weight
from luodi.press.grammar.within.arithmetic import around, is_exact, text_of
from luodi.press.grammar.within.relations import Relation, Sheet
from luodi.press.grammar.within.rows import ITEMS, Row
from luodi.press.grammar.within.words import class_of

_TOTAL = re.compile("总投资|投资总额|协议|合同|签约|总金额|总额|投资额")
_BASE = re.compile("[中里]$")
"""What stands behind a number out of which the next one is taken: 去年签约的90个项目中，已开工40个."""
_YI = 10**8


def bounds(sheet: Sheet) -> list[Relation]:
    """Hold every part against its whole, and thresholds against counts and amounts."""
    found = []
    for row in sheet.rows:
        if row.parent is not None and (row.is_sure or _is_item(sheet, row)):
            found += _nested(sheet, row, row.parent)
        found += _floor(row)
    for listing in sheet.listings:
        found += _steps(listing.rows)
    return found


def _is_item(sheet: Sheet, row: Row) -> bool:
    """Say whether a row stands in a list whose first item is a part for sure."""
    listing = sheet.listing(row)
    return listing is not None and listing.rows[0] is not row and listing.rows[0].is_sure


def _nested(sheet: Sheet, row: Row, whole: Row) -> list[Relation]:
    found = []
    for dimension, spot in row.cells.items():
        part, above = spot.claim, whole.claim(dimension)
        if above is None or _BASE.search(spot.tail):
            continue
        low, high = around(part).low, around(above).high
        found.append(
            Relation(
                Kind.NESTED, "nested.part_above_whole", part, (part, above), holds=low <= high,
                weight=_weight(sheet, row, part.exactness, above.exactness),
                message=f"其中的{text_of(part)}大于所属合计{text_of(above)}",
                arithmetic=f"{text_of(part)} > {text_of(above)}", is_strict=False,
            )
        )  # fmt: skip
    return found + _same_set(row, whole)


def _weight(sheet: Sheet, row: Row, *exactness: Exactness) -> Weight:
    if any(each not in (Exactness.EXACT, Exactness.AT_LEAST) for each in exactness):
        return Weight.HINT
    listing = sheet.listing(row)
    is_first = listing is None or listing.rows[0] is row
    if is_first and row.is_sure and exactness[1] is Exactness.EXACT:
        return Weight.ERROR
    alike = (
        listing
        and row.is_sure
        and class_of(row.words)
        and class_of(row.words) == class_of(listing.rows[0].words)
    )
    return Weight.ERROR if alike and exactness[1] is Exactness.EXACT else Weight.QUESTION


def _same_set(row: Row, whole: Row) -> list[Relation]:
    """A part with all of the projects has all of the money."""
    one, other = row.claim(ITEMS), whole.claim(ITEMS)
    if (
        one is None
        or other is None
        or one.scaled != other.scaled
        or not is_exact(one, other)
        or not row.is_sure
    ):
        return []
    found = []
    for dimension, spot in row.cells.items():
        part, above = spot.claim, whole.claim(dimension)
        if (
            above is None
            or part.measure is not Measure.AMOUNT
            or dimension != "invest"
            or not is_exact(part, above)
        ):
            continue
        same = abs(around(part).value - around(above).value) <= around(part).half + around(above).half
        found.append(
            Relation(
                Kind.NESTED, "nested.same_set", part, (part, above), holds=same, weight=Weight.QUESTION,
                message=f"个数都是{text_of(one)}，金额却分别是{text_of(above)}和{text_of(part)}，请核对",
                arithmetic=f"{text_of(part)} ≠ {text_of(above)}", values={part.number: around(above).value},
            )
        )  # fmt: skip
    return found


def _floor(row: Row) -> list[Relation]:
    """38 projects from 10亿元 on are together at least 380亿元."""
    count, amount, threshold = row.claim(ITEMS), row.claim("invest"), row.threshold
    if count is None or amount is None or threshold is None:
        return []
    floor = Fraction(count.scaled) * threshold * _YI
    is_total = _TOTAL.search(row.cells["invest"].head) is not None
    is_upper = is_total and amount.exactness in (Exactness.EXACT, Exactness.AT_MOST, Exactness.NEARLY)
    return [
        Relation(
            Kind.UNIT, "unit.below_threshold", amount, (amount, count), holds=around(amount).high >= floor,
            weight=Weight.ERROR if is_upper and count.exactness is Exactness.EXACT else Weight.QUESTION,
            message=f"{text_of(count)}{threshold}亿元以上的项目，合计不可能只有{text_of(amount)}，请核对单位和数",
            arithmetic=f"{text_of(count)} × {threshold}亿元 = {floor // _YI}亿元 > {text_of(amount)}", is_strict=False,
        )
    ]  # fmt: skip


def _steps(rows: list[Row]) -> list[Relation]:
    """Of 50亿元以上 there are no more than of 10亿元以上, when both are parts of one whole."""
    steps = [row for row in rows if row.threshold and row.claim(ITEMS)]
    found = []
    for lower, higher in itertools.pairwise(steps):
        if (lower.threshold or 0) > (higher.threshold or 0):
            lower, higher = higher, lower
        few, many = higher.claim(ITEMS), lower.claim(ITEMS)
        if few is None or many is None or lower.threshold == higher.threshold:
            continue
        found.append(
            Relation(
                Kind.NESTED, "nested.thresholds", few, (few, many), holds=few.scaled <= many.scaled,
                weight=Weight.QUESTION,
                message=f"{higher.threshold}亿元以上的{text_of(few)}多于{lower.threshold}亿元以上的{text_of(many)}，请核对",
                arithmetic=f"{text_of(few)} > {text_of(many)}", is_strict=False,
            )
        )  # fmt: skip
    return found
