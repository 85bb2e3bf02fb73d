"""Rates: completion of targets, and rates by name (落地转化率, 开工率)."""

import re
from collections.abc import Iterator
from fractions import Fraction

from luodi.press.grammar.claims import Claim, Kind, Measure, Weight
from luodi.press.grammar.within.arithmetic import (
    Fit,
    fit,
    has_integer_base,
    is_exact,
    quotient,
    text_of,
)
from luodi.press.grammar.within.layout import Spot
from luodi.press.grammar.within.relations import Relation, Sheet
from luodi.press.grammar.within.rows import base_of_share
from luodi.press.grammar.within.shares import division, turned
from luodi.press.grammar.within.words import core, linking

_GOAL = re.compile("任务|目标|计划(?!总投资)|指标")
_COMPLETION = re.compile("完成率|完成比例|完成度")
_REACH = 8
"""How many sentences back a goal is looked for."""
_DONE = re.compile("完成|达到|相当于|实现|占")
_OUR_OWN = re.compile("(?:年度|全年|签约|开工|投资|落地|到位|引资|省下达|市下达|考核|目标|任务|计划|总|的)+")


def rates(sheet: Sheet) -> list[Relation]:
    """Follow completion rates to the target, and rates with a name to what they are made of."""
    found = []
    for place, spot in enumerate(sheet.spots):
        if spot.claim.measure is not Measure.SHARE or not spot.claim.value:
            continue
        if place and base_of_share(sheet.spots, place - 1):
            found += _against_base(sheet, spot, sheet.spots[place - 1])
        elif _COMPLETION.search(spot.head) or _is_of_goal(_words(sheet, spot)):
            found += _against_goal(sheet, spot)
        elif name := _name(sheet, spot):
            found += _by_name(sheet, spot, name)
    return found


def _is_of_goal(words: str) -> bool:
    return bool(_GOAL.search(words) and _DONE.search(words))


def _name(sheet: Sheet, spot: Spot) -> str:
    """Return the name of a rate; of several (开工率、投产率分别为A、B) the one in its place."""
    words = _words(sheet, spot)
    places = {words.find(name): name for name in reversed(linking()["rates"]) if name in words}
    names = [places[place] for place in sorted(places)]
    names = [name for name in names if not any(name != other and name in other for other in names)]
    if len(names) < 2:
        return names[0] if names and names[0] in spot.head else ""
    beside = [
        each for each in sheet.spots if each.clause == spot.clause and each.claim.measure is Measure.SHARE
    ]
    return names[beside.index(spot)] if len(beside) == len(names) else ""


def _words(sheet: Sheet, spot: Spot) -> str:
    """Return the words before a rate; those of its list when it stands in one (分别完成全年任务A、B)."""
    if core(spot.head):
        return spot.head
    before = sheet.before(spot)
    return before[0].head if before and before[0].claim.measure is Measure.SHARE else ""


def _against_base(sheet: Sheet, spot: Spot, base: Spot) -> list[Relation]:
    """完成年度目标任务130个的55.38%: what was done stands before it, in the same unit."""
    for other in sheet.before(base):
        if other.is_ratio or base_of_share(sheet.spots, sheet.place[other.claim.number]):
            continue
        if _alike(other.claim, base.claim) and base.claim.scaled and other.clause < spot.clause:
            return [_relation(spot.claim, other.claim, base.claim, Weight.ERROR, is_goal=True)]
        if spot.clause - other.clause > 3:
            break
    return []


def _alike(one: Claim, other: Claim) -> bool:
    if one.measure is Measure.AMOUNT or other.measure is Measure.AMOUNT:
        currency = "美元" in one.unit, "美元" in other.unit
        return one.measure is other.measure and currency[0] == currency[1]
    return one.unit == other.unit or {one.unit, other.unit} <= {"个", "项", "家", "户"}


def _against_goal(sheet: Sheet, spot: Spot) -> list[Relation]:
    """完成年度计划的78.2%, when the plan's own number stands before; else a whole number has to exist."""
    done = [each for each in sheet.before(spot) if not each.is_ratio]
    words = core(re.split("已?完成|占|达到", _COMPLETION.sub("", spot.head))[-1])
    goals = [each for each in _goals(sheet, spot) if each not in done[:1] and _names(words, each)]
    for part in done[:3]:
        for goal in goals:
            alike = _alike(part.claim, goal.claim) and goal.claim.scaled and part is not goal
            if alike and fit(spot.claim, quotient(part.claim, goal.claim)) is Fit.EQUAL:
                return [_relation(spot.claim, part.claim, goal.claim, None)]
    if len(done) > 1 and "分别" in _words(sheet, spot):
        return _in_order(sheet, spot, done)
    if done and not goals and done[0].clause >= spot.clause - 2:
        return implied(spot.claim, done[0].claim, added=False)
    return _against_one(sheet, spot, done, goals, words)


def _against_one(sheet: Sheet, spot: Spot, done: list[Spot], goals: list[Spot], words: str) -> list[Relation]:
    """Hold a rate against the one goal of its words or of its sentence."""
    near = [each for each in goals if done and _alike(done[0].claim, each.claim) and each.claim.scaled]
    named = [each for each in near if len(words) > 3 and words in core(each.head + each.tail)]
    row = sheet.row_of.get(done[0].claim.number) if done else None
    if len(named) == 1 and done[0].clause == spot.clause - 1 and row and row.parent is None:
        return [_relation(spot.claim, done[0].claim, named[0].claim, Weight.ERROR, is_goal=True)]
    here = [each for each in near if each.sentence == spot.sentence]
    if len(here) == 1 and done[0].clause == spot.clause - 1:
        sure = Weight.ERROR if done[1:] == here and row and row.parent is None else Weight.QUESTION
        return [_relation(spot.claim, done[0].claim, here[0].claim, sure, is_goal=True)]
    return []


def _in_order(sheet: Sheet, spot: Spot, done: list[Spot]) -> list[Relation]:
    """签约A、落地B，分别完成全年任务C、D: the numbers and the rates come in one order."""
    spots = [
        each for each in sheet.spots if each.clause == spot.clause and each.claim.measure is Measure.SHARE
    ]
    counted = list(reversed(done))[-len(spots) :]
    if len(counted) < len(spots):
        return []
    return implied(spot.claim, counted[spots.index(spot)].claim, added=False)


def _goals(sheet: Sheet, spot: Spot) -> Iterator[Spot]:
    for other in sheet.spots:
        is_before = other.claim.at < spot.claim.at and spot.sentence - other.sentence <= _REACH
        if is_before and not other.is_ratio and _GOAL.search(other.head[-16:] + other.tail[:6]):
            yield other


def _names(words: str, goal: Spot) -> bool:
    """Say whether the words of a rate mean this goal: what both say beside 年度, 任务 and the like has to agree."""
    own = _OUR_OWN.sub("", words)
    return all(character in goal.head + goal.tail + goal.opening for character in own)


def _by_name(sheet: Sheet, spot: Spot, name: str) -> list[Relation]:
    terms = linking()["rates"][name]
    near = [each for each in sheet.before(spot) if not each.is_ratio and each.clause < spot.clause]
    far = [each for each in reversed(sheet.spots) if each.claim.at < spot.claim.at and not each.is_ratio]
    parts = [each for each in near[:4] if any(word in _said(each) for word in terms["part"])][:1]
    wholes = [each for each in far[:24] if any(word in _said(each) for word in terms["whole"])]
    pairs = [
        (part, whole)
        for part in parts
        for whole in wholes
        if part is not whole
        and _alike(part.claim, whole.claim)
        and whole.claim.scaled > 0 < part.claim.scaled
    ]
    for part, whole in pairs:
        if fit(spot.claim, quotient(part.claim, whole.claim)) is Fit.EQUAL:
            return [_relation(spot.claim, part.claim, whole.claim, None)]
    sure = [
        (part, whole)
        for part, whole in pairs
        if whole.sentence == spot.sentence and not any(word in whole.head for word in terms["part"])
    ]
    sure = [pair for pair in sure if pair[1].claim.at < pair[0].claim.at] or sure
    ranks = [
        next(rank for rank, word in enumerate(terms["whole"]) if word in _said(pair[1])) for pair in sure
    ]
    sure = [pair for pair, rank in zip(sure, ranks, strict=True) if rank == min(ranks)]
    if len({(part.claim.scaled, whole.claim.scaled) for part, whole in sure}) == 1:
        return [_relation(spot.claim, sure[0][0].claim, sure[0][1].claim, Weight.ERROR)]
    pairs = [(part, whole) for part, whole in pairs if whole.claim.scaled >= part.claim.scaled]
    if pairs and not sure:
        return [_of_main(sheet, spot, pairs)]
    alone = parts and not pairs and "分别" not in _words(sheet, spot)
    return implied(spot.claim, parts[0].claim, added=False) if alone else []


def _of_main(sheet: Sheet, spot: Spot, pairs: list[tuple[Spot, Spot]]) -> Relation:
    """Take the whole to which lists of the text add up; without one the nearest, as a question."""
    mains = [pair for pair in pairs if pair[1].claim.number in sheet.wholes]
    values = {whole.claim.scaled for _, whole in mains}
    part, whole = mains[0] if mains else pairs[0]
    return _relation(
        spot.claim, part.claim, whole.claim, Weight.ERROR if len(values) == 1 else Weight.QUESTION
    )


def _said(spot: Spot) -> str:
    return spot.head + spot.tail


def _relation(
    rate: Claim, part: Claim, whole: Claim, weight: Weight | None, *, is_goal: bool = False
) -> Relation:
    computed = quotient(part, whole, is_goal=is_goal)
    state = fit(rate, computed)
    if state is Fit.CLOSE or not is_exact(rate, part, whole):
        weight = Weight.HINT if weight and state is not Fit.EQUAL else None
    return Relation(
        Kind.SHARE, "share.rate", rate, (rate, part, whole), holds=state is Fit.EQUAL, weight=weight,
        message=f"{text_of(rate)}与文中所列数不符", arithmetic=division(part, whole, rate),
        values={rate.number: computed.value, **turned(rate, part, whole)},
    )  # fmt: skip


def implied(rate: Claim, count: Claim, *, added: bool) -> list[Relation]:
    """Ask when no whole number exists of which a count is the rate as stated."""
    whole_number = count.measure is Measure.COUNT and count.scaled == int(count.scaled) and not count.places
    if not whole_number or not rate.places or not is_exact(rate, count) or count.value != count.scaled:
        return []
    holds = has_integer_base(Fraction(count.scaled), rate.places, rate.scaled, added=added)
    base = Fraction(count.scaled) * 100 / (Fraction(rate.scaled) + (100 if added else 0))
    what = "上年同期数" if added else "基数（任务数）"
    shown = f"{float(base):.2f}"
    return [
        Relation(
            Kind.IMPLIED, "implied.base", rate, (rate, count), holds=holds, weight=Weight.QUESTION,
            message=f"按{text_of(count)}和{text_of(rate)}倒推，{what}约为{shown}，没有整数能得出这一比例，请核对",
            arithmetic=f"{text_of(count)} ÷ {_base_rate(rate, added=added)} = {shown}", is_strict=False,
        )
    ]  # fmt: skip


def _base_rate(rate: Claim, *, added: bool) -> str:
    value = (Fraction(rate.scaled) + (100 if added else 0)) / 100
    return f"{float(value):.{rate.places + 2}f}"
