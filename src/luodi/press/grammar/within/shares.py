"""Do shares follow from the part and the whole, wherever in the text these stand?"""

import re
from collections.abc import Iterable
from fractions import Fraction

from luodi.press.grammar.claims import Claim, Exactness, Kind, Measure, Timing, Weight
from luodi.press.grammar.within.arithmetic import (
    Around,
    Fit,
    around,
    factor_of,
    fit,
    is_exact,
    percent_text,
    quotient,
    step_of,
    text_of,
)  # fmt: skip
from luodi.press.grammar.within.contexts import apart
from luodi.press.grammar.within.layout import Spot
from luodi.press.grammar.within.listings import How, Listing
from luodi.press.grammar.within.relations import Relation, Sheet
from luodi.press.grammar.within.rows import Row
from luodi.press.grammar.within.words import core, pattern, says, stages_in

_OF = re.compile(r"占(?:到|比|了)?(?P<whole>.*?)(?:的)?(?:比重|比例|份额)?(?:分别)?[为达约超近过到的]*$")
_WITHIN = re.compile(r"(?P<wholes>[^,;:。]{2,40}?)(?:中|里)[,:]")
_OUTER = re.compile("全国|全省|首批|规上|生产总值|GDP|世界|全球|^全[市区县州]的?(?:比重|比例)?$")
_GOAL = re.compile("任务|目标|计划|指标")
_REACH = 10
"""How many clauses back the part of a share is looked for."""
_LIST = re.compile("[、和及与]|以及")


def shares(sheet: Sheet) -> list[Relation]:
    """Follow every share of the form 占…% to its part and whole."""
    groups = _groups(sheet)
    _found(sheet, groups)
    return _found(sheet, groups)


def _found(sheet: Sheet, groups: list[list[Spot]]) -> list[Relation]:
    """Look twice: a share whose whole is open has the whole that its neighbours were found to have."""
    found: list[Relation] = []
    for group in groups:
        found += _shared(sheet, group) if len(group) > 1 else _single(sheet, group[0])
    sheet.shared |= {
        each.target.number: each.claims[2] for each in found if each.holds and is_exact(each.target)
    }
    return found


def _groups(sheet: Sheet) -> list[list[Spot]]:
    """Return the shares with 占, those of one list (分别占A、B) together."""
    groups: list[list[Spot]] = []
    for spot in sheet.spots:
        if spot.claim.measure is not Measure.SHARE:
            continue
        last = groups[-1][-1] if groups else None
        if "占" in spot.head:
            groups.append([spot])
        elif last and last.clause == spot.clause and spot.head.strip() in ("、", "和"):
            groups[-1].append(spot)
    return groups


def _wholes_of(spot: Spot) -> list[str]:
    """Return what stands before 中: 新签约、新开工项目中 → 新签约, 新开工."""
    start = spot.opening if "占" in spot.opening else spot.opening + spot.lead
    found = _WITHIN.search(start) or _WITHIN.search(spot.lead)
    if not found:
        return []
    words = [core(word) for word in _LIST.split(found["wholes"])]
    return [word.removesuffix("项目") or word for word in words if word]


def _shared(sheet: Sheet, group: list[Spot]) -> list[Relation]:
    """Several shares in one list belong to the wholes, or the parts, in their order."""
    wholes = _wholes_of(group[0])
    said = group[0].head.split("占")[0]
    parts = [core(word) for word in _LIST.split(said) if core(word)]
    relations = []
    for place, spot in enumerate(group):
        if len(wholes) == len(group):
            pair = _pair(sheet, spot, wholes[place], said)
        elif len(parts) == len(group):
            pair = _pair(sheet, spot, wholes[0] if wholes else "", parts[place])
        else:
            pair = None
        if pair:
            relations.append(_relation(sheet, spot, *pair, is_sure=True))
    return relations


def _single(sheet: Sheet, spot: Spot) -> list[Relation]:
    found = _OF.search(spot.head)
    if not found or _OUTER.search(found["whole"]) or _GOAL.search(found["whole"]):
        return []
    said = core(spot.head[: found.start()])
    wholes = _wholes_of(spot)
    if said and (pair := _pair(sheet, spot, core(found["whole"]) or (wholes[0] if wholes else ""), said)):
        return [_relation(sheet, spot, *pair, is_sure=True)]
    part = _part_before(sheet, spot, found["whole"])
    if part is None or (said and core(said) not in core(part.lead + part.tail)):
        return []
    return _held_against(sheet, spot, part, found["whole"])


def _dimension(words: str) -> str:
    """Return whether words speak of money or of numbers, empty when they do not say."""
    if says("amount_words", words) and not says("count_words", words):
        return "amount"
    return "count" if says("count_words", words) else ""


def _is_money(claim: Claim) -> bool:
    return claim.measure is Measure.AMOUNT


def _pair(sheet: Sheet, spot: Spot, whole: str, part: str) -> tuple[Claim, Claim] | None:
    """Find the row of a part under a whole by their words, anywhere in the text."""
    dimension = _dimension(part) or _dimension(whole)
    measures = f"{pattern('amount_words').pattern}|{pattern('count_words').pattern}"
    key = core(re.sub(f"{measures}|数$|分别|比重|比例|占比", "", part))
    kind = key.removesuffix("项目") or key
    whole = re.sub(f"{measures}|总", "", whole).removesuffix("项目")
    found: dict[bool, list[tuple[Claim, Claim]]] = {True: [], False: []}
    for row in sheet.rows:
        above = row.parent
        if above is None or not row.is_sure or not kind or kind not in row.words or apart(spot, row.first):
            continue
        is_literal = not whole or whole in above.first.opening[-20:] + above.words
        if is_literal or _same_stage(whole, above):
            found[is_literal] += _cells(row, above, dimension)
    pairs = found[True] or found[False]
    agreeing = [pair for pair in pairs if fit(spot.claim, quotient(*pair)) is Fit.EQUAL]
    distinct = {(pair[0].scaled, pair[1].scaled) for pair in pairs}
    if agreeing:
        return agreeing[0]
    first = sheet.spots[sheet.place[pairs[0][0].number]] if pairs else spot
    is_near = abs(spot.sentence - first.sentence) <= 2 and spot.paragraph == first.paragraph
    return pairs[0] if len(distinct) == 1 and (whole or is_near) else None


def _same_stage(whole: str, row: Row) -> bool:
    said = stages_in(whole)
    return bool(said) and said <= stages_in(row.words)


def _cells(part: Row, whole: Row, dimension: str) -> Iterable[tuple[Claim, Claim]]:
    for name, spot in part.cells.items():
        other = whole.claim(name)
        wanted = dimension in ("", "amount" if _is_money(spot.claim) else "count")
        if other and other.scaled and wanted:
            yield spot.claim, other


def _part_before(sheet: Sheet, spot: Spot, whole: str) -> Spot | None:
    """Return the number that a share without words of its own (，占总数的…%) speaks of."""
    dimension = _dimension(whole)
    for other in sheet.before(spot):
        if spot.clause - other.clause > _REACH or other.is_ratio or other.depth > spot.depth:
            continue
        kind = "amount" if _is_money(other.claim) else "count"
        if other.claim.number in sheet.row_of and dimension in ("", kind):
            return other
        if other.claim.measure is Measure.COUNT:
            return None
    return None


def _held_against(sheet: Sheet, spot: Spot, part: Spot, words: str) -> list[Relation]:
    row = sheet.row_of[part.claim.number]
    dimension = next(name for name, cell in row.cells.items() if cell is part)
    sure = row.parent.claim(dimension) if row.parent and row.is_sure else None
    sure = sure or (sheet.whole_of.get(part.claim.number) if not core(words) else None)
    beside = {each.number for each in (sheet.listing(row) or Listing(-1, How.PLAIN)).rows}
    rows = [*sheet.rows_before(spot), *sheet.rows_behind(spot)]
    others = [each.claim(dimension) for each in rows if each is not row and each.number not in beside]
    wholes = [each for each in others if each and around(each).value >= around(part.claim).value > 0]
    if is_exact(spot.claim, part.claim):
        wholes = [each for each in wholes if is_exact(each)] or wholes
    for whole in [sure, *wholes]:
        if whole and whole.scaled and fit(spot.claim, quotient(part.claim, whole)) is Fit.EQUAL:
            return [_relation(sheet, spot, part.claim, whole, is_sure=True)]
    if sure and sure.scaled:
        return [_relation(sheet, spot, part.claim, sure, is_sure=True)]
    proved = _proved(sheet, spot, dimension)
    named = proved or _named(sheet, row, wholes, words)
    if not proved and not core(words):
        return []
    is_sure = len(named) == 1 and bool(proved or core(words))
    return [_relation(sheet, spot, part.claim, named[0], is_sure=is_sure)] if named else []


def _proved(sheet: Sheet, spot: Spot, dimension: str) -> list[Claim]:
    """Return the one number of which other shares of its sentence or the one before were found to be."""
    found = {}
    for share, whole in sheet.shared.items():
        other = sheet.spots[sheet.place[share]]
        if (
            0 <= abs(spot.sentence - other.sentence) < 2
            and sheet.row_of[whole.number].claim(dimension) is whole
        ):
            found[whole.scaled] = whole
    return list(found.values()) if len(found) == 1 else []


def _named(sheet: Sheet, row: Row, wholes: list[Claim], words: str) -> list[Claim]:
    """Return the numbers that the words of a whole (签约总额, 总到位资金) may mean, the main ones only."""
    said = stages_in(words)
    before = [each for each in wholes if each.at < row.first.claim.at]
    tops = [each for each in before if sheet.row_of[each.number].parent is None and not _listed(sheet, each)]
    alike = [each for each in tops if said & stages_in(_context(sheet, each))] if said else tops
    values = {each.scaled: each for each in alike}
    return list(values.values())


def _listed(sheet: Sheet, claim: Claim) -> bool:
    """Say whether a number stands side by side with others, and so is none of which these are parts."""
    listing = sheet.listing(sheet.row_of[claim.number])
    return listing is not None and len(listing.rows) > 1


def _context(sheet: Sheet, claim: Claim) -> str:
    spot = sheet.spots[sheet.place[claim.number]]
    return spot.opening[-30:] + spot.lead + spot.tail + sheet.row_of[claim.number].words


def _relation(sheet: Sheet, spot: Spot, part: Claim, whole: Claim, *, is_sure: bool) -> Relation:
    share, computed = spot.claim, quotient(part, whole)
    state = fit(share, computed)
    if state is Fit.OFF and _may_be(share, computed, part, whole):
        state = Fit.CLOSE
    values = {share.number: computed.value, **turned(share, part, whole)}
    return Relation(
        Kind.SHARE, "share.follows" if state is Fit.EQUAL else "share.differs", share, (share, part, whole),
        holds=state is Fit.EQUAL, weight=_weight(state, share, part, whole, is_sure=is_sure),
        message=f"占比{text_of(share)}与文中所列数不符", arithmetic=division(part, whole, share), values=values,
    )  # fmt: skip


def _may_be(share: Claim, computed: Around, part: Claim, whole: Claim) -> bool:
    """Say whether 突破600亿元 as the whole, or 超过60个 as the part, leaves room for the share."""
    said = Fraction(share.scaled)
    if whole.exactness is Exactness.AT_LEAST and is_exact(part):
        return said <= computed.high
    return part.exactness is Exactness.AT_LEAST and is_exact(whole) and computed.low <= said


def _weight(state: Fit, share: Claim, part: Claim, whole: Claim, *, is_sure: bool) -> Weight | None:
    if not is_exact(part, whole) or not is_exact(share):
        return None if state is not Fit.OFF else Weight.HINT
    if state is Fit.CLOSE:
        return Weight.HINT
    return Weight.ERROR if is_sure and not _other_time(share, part) else Weight.QUESTION


def _other_time(share: Claim, part: Claim) -> bool:
    """Say whether both say their period, and not the same."""
    one, other = share.when, part.when
    if (
        one is None
        or other is None
        or one.period is None
        or other.period is None
        or one.period == other.period
    ):
        return False
    return one.timing is Timing.STATED and not any(word in one.words for word in ("今年", "以来"))


def turned(share: Claim, part: Claim, whole: Claim) -> dict[int, Fraction]:
    """Return what part and whole would have to be, each when one number of its places alone leads to the share."""
    rate, half = Fraction(share.scaled) / 100, step_of(share) / 200
    if rate <= half:
        return {}
    above, below = around(part).value, around(whole).value
    found = {part.number: _only(part, below * (rate - half), below * (rate + half))}
    found[whole.number] = _only(whole, above / (rate + half), above / (rate - half))
    return {number: value for number, value in found.items() if value is not None}


def _only(claim: Claim, low: Fraction, high: Fraction) -> Fraction | None:
    """Return the one number between two bounds that has the places of a claim."""
    step = step_of(claim)
    first, last = -(-low // step), high // step
    return first * step if first == last else None


def division(part: Claim, whole: Claim, share: Claim) -> str:
    """Write the division that leads to a share."""
    numbers = (part, whole)
    same = factor_of(part) == factor_of(whole)
    shown = [text_of(each) if not same else text_of(each).removesuffix(each.unit) for each in numbers]
    places = max(2, share.places)
    return f"{shown[0]} ÷ {shown[1]} = {percent_text(quotient(part, whole).value, places)}"
