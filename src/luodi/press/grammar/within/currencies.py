"""Amounts of different currencies that a text adds up by their face."""

import re
from itertools import accumulate

from luodi.press.grammar.claims import Claim, Kind, Measure, Weight
from luodi.press.grammar.within.arithmetic import is_exact, text_of
from luodi.press.grammar.within.relations import Relation, Sheet
from luodi.press.grammar.within.words import currency_of

_TOTAL = re.compile("合计|总计|共计|累计|加起来|总额|共")
_MOST = 5
"""Of how many amounts before it a total is tried as the sum."""


def currencies(sheet: Sheet) -> list[Relation]:
    """Find the totals that are right only if a dollar were a yuan."""
    found = []
    for spot in sheet.spots:
        if spot.claim.measure is not Measure.AMOUNT:
            continue
        before = [each.claim for each in sheet.before(spot) if each.claim.measure is Measure.AMOUNT]
        if parts := _added(spot.claim, before[:_MOST]):
            between = sheet.draft.text[max(part.to for part in parts) : spot.claim.at]
            found.append(_relation(spot.claim, parts, is_said=bool(_TOTAL.search(between))))
    return found


def _added(total: Claim, before: list[Claim]) -> list[Claim]:
    """Return the amounts right before the total that make it up by their face, if their currencies differ."""
    for n, added in enumerate(accumulate(each.scaled for each in before), start=1):
        parts = before[:n]
        if n > 1 and added == total.scaled and is_exact(total, *parts):
            return parts[::-1] if len({currency_of(each.unit) for each in parts}) > 1 else []
    return []


def _relation(total: Claim, parts: list[Claim], *, is_said: bool) -> Relation:
    return Relation(
        Kind.UNIT, "unit.currencies", total, (total, *parts), holds=False,
        weight=Weight.ERROR if is_said else Weight.QUESTION,
        message=f"{'、'.join(map(text_of, parts))}币种不同，不能直接相加，请折算成同一币种或者分开写",
        arithmetic=f"{' + '.join(map(text_of, parts))} ≠ {text_of(total)}",
    )  # fmt: skip
