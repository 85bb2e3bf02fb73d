"""Percentage points: ahead of time, and from one share to another."""

import re
from fractions import Fraction

from luodi.press.grammar.claims import Claim, Kind, Measure, Weight
from luodi.press.grammar.splitting import evened
from luodi.press.grammar.within.arithmetic import (
    Around,
    around,
    is_exact,
    overlap,
    percent_text,
    step_of,
    text_of,
)
from luodi.press.grammar.within.layout import Spot
from luodi.press.grammar.within.relations import Relation, Sheet
from luodi.press.grammar.within.words import core

_PACE = re.compile("(?:序时|时间|时序)?进度")
_AHEAD = re.compile("超|快于|高于|领先|提前")
_BEHIND = re.compile("欠|慢于|低于|滞后|落后")
_UP = re.compile("提高|提升|上升|增加|扩大")
_DOWN = re.compile("下降|降低|回落|减少")
_FROM = re.compile("[由从][^,]{0,14}$")
_SAID = re.compile(r"1[-—~至到](?P<month>1[01]|[2-9])月|(?P<name>上半年|前三季度|三季度|一季度)")
_HALVES = {"上半年": 6, "一季度": 3, "三季度": 9, "前三季度": 9}
_NEAR = 4
_DAYS = (31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)


def points(sheet: Sheet) -> list[Relation]:
    """Follow every number of percentage points to the shares it lies between."""
    found = []
    for spot in sheet.spots:
        words = _pace_words(sheet, spot)
        if _PACE.search(words) and (_AHEAD.search(words) or _BEHIND.search(words)) and not spot.depth:
            found += _pace(sheet, spot)
        elif spot.claim.measure is Measure.POINTS and (_UP.search(spot.head) or _DOWN.search(spot.head)):
            found += _moved(sheet, spot)
    return found


def _pace_words(sheet: Sheet, spot: Spot) -> str:
    """Return the words before points, with those before a pace in brackets: 慢于序时进度（60%）25.8个百分点."""
    place = sheet.place[spot.claim.number]
    before = sheet.spots[place - 1] if place else None
    if (
        before
        and before.depth
        and not spot.depth
        and before.sentence == spot.sentence
        and not core(spot.head)
    ):
        return before.lead + spot.head
    return spot.head


def _pace(sheet: Sheet, spot: Spot) -> list[Relation]:
    """完成78.1%，超序时进度11.4个百分点: what is left is the pace, months of twelve or as the text states it."""
    before = [each for each in sheet.before(spot) if each.claim.measure is Measure.SHARE]
    stated = next((each.claim for each in before[:1] if each.depth and _PACE.search(each.lead)), None)
    before = before[1:] if stated else before
    is_rate = spot.claim.measure in (Measure.POINTS, Measure.SHARE)
    if not before or not is_rate or spot.clause - before[0].clause > _NEAR:
        return []
    done = before[0].claim
    if not is_exact(done, spot.claim):
        return []
    ahead = Fraction(abs(spot.claim.scaled)) * (-1 if _BEHIND.search(_pace_words(sheet, spot)) else 1)
    pace = Around(Fraction(done.scaled) - ahead, (step_of(done) + step_of(spot.claim)) / 2)
    sign = "−" if ahead >= 0 else "+"
    arithmetic = f"{text_of(done)} {sign} {text_of(spot.claim)} = {percent_text(pace.value)}"
    if stated:
        return [_against_stated(spot.claim, done, stated, pace, ahead)]
    return [_against_months(spot.claim, done, pace, arithmetic)]


def _months(claim: Claim) -> int | None:
    """Return how many months of a year its period covers, None when they are not known for sure."""
    period = claim.when.period if claim.when else None
    if claim.when and period is None and (found := _SAID.search(evened(claim.when.words))):
        return int(found["month"]) if found["month"] else _HALVES[found["name"]]
    if period is None or period.first is None or (period.first.month, period.first.day) != (1, 1):
        return None
    if period.first.year != period.last.year:
        return None
    if claim.when is None or any(word in claim.when.words for word in ("今年", "以来", "年初")):
        return None
    is_full = (
        period.last.toordinal() + 1 - period.last.replace(day=1).toordinal()
    ) >= 28 and period.last.day >= 28
    return period.last.month if is_full and period.last.month < 12 else None


def _against_stated(points: Claim, done: Claim, stated: Claim, pace: Around, ahead: Fraction) -> Relation:
    """慢于序时进度（60%）25.8个百分点."""
    due = around(stated)
    computed = Fraction(done.scaled) - due.value
    return Relation(
        Kind.SHARE, "points.pace", points, (points, done, stated), holds=overlap(due, pace), weight=Weight.ERROR,
        message=f"{text_of(points)}与完成比例和序时进度之差不符",
        arithmetic=f"{text_of(done)} − {text_of(stated)} = {percent_text(computed)}",
        values={points.number: abs(computed), done.number: due.value + ahead, stated.number: pace.value},
    )  # fmt: skip


def _against_months(points: Claim, done: Claim, pace: Around, arithmetic: str) -> Relation:
    """Months of twelve, or days of the year; a target in stages may have another pace, so it is only asked about."""
    months = _months(points) or _months(done)
    known = [months] if months else range(1, 13)
    due = [Fraction(100 * month, 12) for month in known] + [
        Fraction(100 * _DAYS[month - 1], 365) for month in known
    ]
    message = f"{arithmetic}，不是任何一个月末的序时进度（月数÷12），请核对"
    if months:
        message = (
            f"{arithmetic}，到{months}月底的序时进度为{percent_text(due[0])}，请核对（目标分阶段的除外）"
        )
    return Relation(
        Kind.SHARE, "points.pace", points, (points, done), weight=Weight.QUESTION, message=message,
        holds=any(abs(each - pace.value) <= pace.half + Fraction(1, 100) for each in due), arithmetic=arithmetic,
        values={points.number: abs(Fraction(done.scaled) - due[0])} if months else {},
    )  # fmt: skip


def _moved(sheet: Sheet, spot: Spot) -> list[Relation]:
    """占比由31.2%提高到36.5%，提高5.3个百分点."""
    before = [each for each in sheet.before(spot) if each.claim.measure is Measure.SHARE]
    if len(before) < 2 or spot.clause - before[1].clause > 2 or not _FROM.search(before[1].head):
        return []
    later, earlier = before[0].claim, before[1].claim
    computed = around(later).value - around(earlier).value
    said = around(spot.claim)
    signed = Around(-said.value if _DOWN.search(spot.head) else said.value, said.half)
    halves = around(later).half + around(earlier).half
    holds = overlap(signed, Around(computed, halves))
    return [
        Relation(
            Kind.SHARE, "points.moved", spot.claim, (spot.claim, later, earlier), holds=holds,
            weight=Weight.ERROR if is_exact(spot.claim, later, earlier) else Weight.HINT,
            message=f"{text_of(spot.claim)}与前后两个比例之差不符",
            arithmetic=f"{text_of(later)} − {text_of(earlier)} = {percent_text(computed)}",
            values={
                spot.claim.number: abs(computed), later.number: around(earlier).value + signed.value,
                earlier.number: around(later).value - signed.value,
            },
        )
    ]  # fmt: skip
