"""Growth: does it follow from now and then, and do a rate and an increase speak of one base?"""

import re
from fractions import Fraction

from luodi.press.grammar.claims import Claim, Kind, Measure, Weight
from luodi.press.grammar.within.arithmetic import (
    Around,
    Fit,
    around,
    fit,
    increase,
    is_exact,
    overlap,
    percent_text,
    step_of,
    text_of,
    written,
)  # fmt: skip
from luodi.press.grammar.within.layout import Spot
from luodi.press.grammar.within.rates import implied
from luodi.press.grammar.within.relations import Relation, Sheet
from luodi.press.grammar.within.rows import base_of_share
from luodi.press.grammar.within.words import core, pattern

_THEN = re.compile("去年|上年|同期|上届|前一年|上月")
_LESS = re.compile("下降|减少|减|降低|少|回落|下滑|负增长")
_FROM = re.compile("(?:由|从)(?:去年|上年)?(?:同期)?的?$")
_TO = re.compile("(?:增加|增长|提高|提升|上升|减少|下降|降低|扩大)?[到至为]")


def growths(sheet: Sheet) -> list[Relation]:
    """Hold each growth against the number it speaks of."""
    found = []
    for spot in sheet.spots:
        if spot.claim.measure is Measure.GROWTH and spot.claim.value:
            found += _growth(sheet, spot)
        elif spot.is_change:
            found += _change(sheet, spot)
    return found


def _signed(spot: Spot) -> Fraction:
    """Return a growth or change with its sign, whether the words or the number bears it."""
    value = abs(Fraction(spot.claim.scaled))
    is_less = bool(_LESS.search(spot.head)) or spot.claim.scaled < 0
    return -value if is_less else value


def _growth(sheet: Sheet, spot: Spot) -> list[Relation]:
    now, then = _now_and_then(sheet, spot)
    if now is None:
        return []
    rate = _as_signed(spot)
    if then is not None and then.claim.scaled:
        return [_grown(rate, spot.claim, now.claim, then.claim)]
    if now.clause < spot.clause - 1 or _signed(spot) <= -100:
        return []
    return implied(rate, now.claim, added=True)


def _as_signed(spot: Spot) -> Claim:
    signed = _signed(spot)
    value = abs(spot.claim.scaled)
    return Claim(**{**spot.claim.__dict__, "scaled": value if signed >= 0 else -value})


def _now_and_then(sheet: Sheet, spot: Spot) -> tuple[Spot | None, Spot | None]:
    """Return the number that grew, and the one it grew from when that stands in the same sentence."""
    if _own_subject(spot):
        return None, None
    if (listed := _in_order(sheet, spot)) is not None:
        return listed, None
    spots = [each for each in sheet.before(spot) if not each.is_ratio and spot.clause - each.clause <= 3]
    before = [each for each in spots if not base_of_share(sheet.spots, sheet.place[each.claim.number])]
    then = next((each for each in before if _THEN.search(each.head[-12:]) or _FROM.search(each.head)), None)
    now = next((each for each in before if each is not then), None)
    if then is None:
        then = _behind(sheet, spot)
    if now and then and (now.claim.unit != then.claim.unit or now.claim.measure is not then.claim.measure):
        then = None
    return now, then


def _in_order(sheet: Sheet, spot: Spot) -> Spot | None:
    """项目A个、金额B亿元，分别增长C%、D%: the rates come in the order of the numbers."""
    beside = [
        each for each in sheet.spots if each.clause == spot.clause and each.claim.measure is Measure.GROWTH
    ]
    if len(beside) < 2 or "分别" not in beside[0].head:
        return None
    before = [each for each in reversed(sheet.before(beside[0])) if not each.is_ratio]
    return before[-len(beside) :][beside.index(spot)] if len(before) >= len(beside) else None


def _own_subject(spot: Spot) -> bool:
    """Say whether a growth speaks of something that its own clause names: 固定资产投资增长27.3%."""
    return len(pattern("growth_words").sub("", core(re.sub(r"\d+年", "", spot.head)))) > 1


def _behind(sheet: Sheet, spot: Spot) -> Spot | None:
    """Return the base that follows: 同比增长25%（去年同期为64个）."""
    place = sheet.place[spot.claim.number] + 1
    if place >= len(sheet.spots):
        return None
    after = sheet.spots[place]
    is_base = after.sentence == spot.sentence and not after.is_ratio and after.clause - spot.clause <= 2
    return after if is_base and re.search("(?:去年|上年)(?:同期)?[^,]{0,8}$", after.head) else None


def _grown(rate: Claim, stated: Claim, now: Claim, then: Claim) -> Relation:
    computed = increase(now, then)
    state = fit(rate, computed)
    weight: Weight | None = Weight.ERROR
    if state is Fit.CLOSE or not is_exact(rate, now, then):
        weight = Weight.HINT
    difference = f"({text_of(now)} − {text_of(then)}) ÷ {text_of(then)}"
    return Relation(
        Kind.GROWTH, "growth.differs", stated, (stated, now, then), holds=state is Fit.EQUAL, weight=weight,
        message=f"增幅{text_of(stated)}与文中所列两数不符",
        arithmetic=f"{difference} = {percent_text(computed.value)}", values={stated.number: computed.value},
    )  # fmt: skip


def _change(sheet: Sheet, spot: Spot) -> list[Relation]:
    """比去年同期增加18个: with the number then, and with a rate beside it."""
    now, then = _now_and_then(sheet, spot)
    if now is None or now.claim.unit != spot.claim.unit:
        return []
    if then is not None:
        return [_changed(spot, now.claim, then.claim)]
    rate = _rate_beside(sheet, spot)
    if rate is None:
        return []
    base = _base(around(now.claim), _signed(spot), around(spot.claim).half)
    by_rate = _base_by_rate(around(now.claim), rate)
    holds = overlap(base, by_rate)
    value = base.value and _signed(spot) / base.value * 100
    return [
        Relation(
            Kind.GROWTH, "growth.rate_and_change", rate.claim, (rate.claim, spot.claim, now.claim), holds=holds,
            weight=Weight.ERROR if is_exact(rate.claim, spot.claim, now.claim) else Weight.HINT,
            message=f"增加{text_of(spot.claim)}与增幅{text_of(rate.claim)}推出的基数不一致",
            arithmetic=f"{text_of(spot.claim)} ÷ {written(base.value, now.claim)} = {percent_text(value)}",
            values={rate.claim.number: abs(value)}, is_strict=False,
        )
    ]  # fmt: skip


def _changed(spot: Spot, now: Claim, then: Claim) -> Relation:
    one, other = around(now), around(then)
    computed = one.value - other.value
    holds = overlap(Around(computed, one.half + other.half), Around(_signed(spot), around(spot.claim).half))
    return Relation(
        Kind.GROWTH, "growth.change", spot.claim, (spot.claim, now, then), holds=holds,
        weight=Weight.ERROR if is_exact(spot.claim, now, then) else Weight.HINT,
        message=f"增减数{text_of(spot.claim)}与文中所列两数不符",
        arithmetic=f"{text_of(now)} − {text_of(then)} = {written(computed, now)}{now.unit}",
        values={
            spot.claim.number: abs(computed), now.number: other.value + _signed(spot),
            then.number: one.value - _signed(spot),
        },
    )  # fmt: skip


def _rate_beside(sheet: Sheet, spot: Spot) -> Spot | None:
    place = sheet.place[spot.claim.number]
    for other in sheet.spots[max(0, place - 1) : place + 2]:
        is_near = other.sentence == spot.sentence and abs(other.clause - spot.clause) <= 1
        if is_near and other.claim.measure is Measure.GROWTH and not _own_subject(other):
            return other
    return None


def _base(now: Around, change: Fraction, half: Fraction) -> Around:
    return Around(now.value - change, now.half + half)


def _base_by_rate(now: Around, rate: Spot) -> Around:
    signed, half = _signed(rate), step_of(rate.claim) / 2
    value = now.value / (1 + signed / 100)
    low, high = now.low / (1 + (signed + half) / 100), now.high / (1 + (signed - half) / 100)
    return Around(value, max(high - value, value - low))
