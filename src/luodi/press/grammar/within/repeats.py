"""Numbers that a text says twice: the same words in the same company, or the same things under other words."""

import re
from collections import defaultdict
from collections.abc import Iterator

from luodi.press.grammar.claims import Claim, Kind, Measure, Weight
from luodi.press.grammar.within.arithmetic import around, is_exact, overlap, step_of, text_of
from luodi.press.grammar.within.contexts import apart, same_places
from luodi.press.grammar.within.layout import Spot
from luodi.press.grammar.within.relations import Relation, Sheet
from luodi.press.grammar.within.rows import ITEMS, Row
from luodi.press.grammar.within.words import class_of, core, stages_in

_LOOK_BACK = 12
_RARE = 3
"""From how many written digits on two equal numbers are hardly two things by chance."""
_BIG = 10
_LONG = 18
"""So many characters alike before two numbers are no chance: the sentence was copied."""
_OWN = 8
"""From so many on words name a thing of its own (市产业招商工作队)."""
_END = 4
_BACK = re.compile("(?:这|上述|以上)$")
_THIS = re.compile("(?:此次|本次|本届)[^,]{2,8}的$")
_DIGITS = re.compile(r"\D")
Frame = tuple[str, str, str]


def repeats(sheet: Sheet) -> list[Relation]:
    """Find what is said twice: by its words, by its row, by the figure that it means."""
    found: dict[frozenset[int], Relation] = {}
    for look in (_by_words, _by_rows, _by_figure, _referring):
        for relation in look(sheet):
            pair = frozenset(claim.number for claim in relation.claims)
            if pair not in found or relation.weight is Weight.ERROR:
                found[pair] = relation
    return list(found.values())


def _frame(spot: Spot) -> Frame:
    head = core(spot.item) or core(spot.head)
    unit = spot.claim.unit.replace("万元", "元").replace("亿元", "元")
    return head[-10:], unit, "" if head else core(spot.tail)[:6]


def _by_words(sheet: Sheet) -> Iterator[Relation]:
    frames = [_frame(spot) for spot in sheet.spots]
    seen: dict[Frame, list[int]] = defaultdict(list)
    for place, frame in enumerate(frames):
        if not frame[0] and not frame[2]:
            continue
        for earlier in reversed(seen[frame][-_LOOK_BACK:]):
            relation = _compared(sheet, frames, earlier, place)
            if relation is not None:
                yield relation
                break
        seen[frame].append(place)


def _compared(sheet: Sheet, frames: list[Frame], earlier: int, later: int) -> Relation | None:
    one, other = sheet.spots[earlier], sheet.spots[later]
    if one.sentence == other.sentence or apart(one, other):
        return None
    equal, differing = _company(sheet, frames, earlier, later)
    same = one.claim.scaled == other.claim.scaled
    if same:
        words = frames[later][0] + frames[later][2]
        if not equal and len(words) < 4:
            return None
        return _repeat(other.claim, one.claim, holds=True, is_strict=bool(equal))
    if one.claim.exactness is not other.claim.exactness:
        return None
    if one.is_ratio and not any(each.measure in (Measure.COUNT, Measure.AMOUNT) for each in equal):
        return None
    verbatim = _verbatim(sheet.draft.text, one.claim, other.claim)
    if not equal or differing:
        is_named = len(frames[later][0]) >= _OWN and verbatim >= _OWN and core(one.head) == core(other.head)
        is_own = is_named and same_places(one, other) and not _facets_apart(one.claim, other.claim, "stage.")
        return _repeat(other.claim, one.claim, holds=False, weight=Weight.QUESTION) if is_own else None
    is_big = any(abs(each.value) >= _BIG for each in equal)
    strong = any(_is_rare(each) for each in equal) or (len(equal) > 1 and is_big)
    sure = strong and (verbatim >= _LONG or not _facets_apart(one.claim, other.claim))
    return _repeat(other.claim, one.claim, holds=False, weight=Weight.ERROR if sure else Weight.QUESTION)


def _verbatim(text: str, one: Claim, other: Claim) -> int:
    """Return how many characters before two numbers are the same, none of them a digit."""
    length = 0
    while length < _LONG and one.at > length and text[one.at - length - 1] == text[other.at - length - 1]:
        if text[one.at - length - 1].isdigit():
            break
        length += 1
    return length


def _company(sheet: Sheet, frames: list[Frame], earlier: int, later: int) -> tuple[list[Claim], list[Claim]]:
    """Return which numbers around two like ones are equal and which differ, as far as the words are the same.

    The first number whose words are the same only at their end still counts: two teams with 9次 and 18次 are two.
    """
    equal: list[Claim] = []
    differing: list[Claim] = []
    for step in (1, -1):
        one, other = earlier + step, later + step
        while 0 <= one < len(frames) and 0 <= other < len(frames):
            here, there = sheet.spots[one], sheet.spots[other]
            if (
                here.sentence != sheet.spots[earlier].sentence
                or there.sentence != sheet.spots[later].sentence
            ):
                break
            if not _end_alike(frames[one], frames[other]):
                break
            (equal if here.claim.scaled == there.claim.scaled else differing).append(there.claim)
            if frames[one] != frames[other]:
                break
            one, other = one + step, other + step
    return equal, differing


def _end_alike(one: Frame, other: Frame) -> bool:
    return one[1:] == other[1:] and one[0][-_END:] == other[0][-_END:]


def _is_rare(claim: Claim, digits: int = _RARE) -> bool:
    return len(_DIGITS.sub("", str(claim.value)).strip("0")) >= digits


def _facets_apart(one: Claim, other: Claim, *more: str) -> bool:
    ours, theirs = one.subject.facets, other.subject.facets
    kinds = ("kind:", "unit:", "origin:", "industry:", "event:", "threshold:", "industrial")
    differing = {each for each in ours ^ theirs if each.startswith((*kinds, *more))}
    return bool(ours and theirs and differing)


def _repeat(
    later: Claim, earlier: Claim, *, holds: bool, weight: Weight | None = None, is_strict: bool = True
) -> Relation:
    unit = later.unit != earlier.unit and later.value == earlier.value
    return Relation(
        Kind.UNIT if unit and not holds else Kind.REPEAT, "repeat.unit" if unit else "repeat.differs",
        later, (later, earlier), holds=holds, weight=weight,
        message=f"前文同一处说的是{text_of(earlier)}，此处是{text_of(later)}" + ("，单位不同" if unit else ""),
        arithmetic=f"{text_of(later)} ≠ {text_of(earlier)}", is_strict=is_strict,
        values={later.number: around(earlier).value, earlier.number: around(later).value},
    )  # fmt: skip


def _by_rows(sheet: Sheet) -> Iterator[Relation]:
    """Two rows of one stage with one amount are the same projects; so are those with one number and like amounts."""
    full = [row for row in sheet.rows if row.claim(ITEMS) and row.claim("invest")]
    for place, row in enumerate(full):
        for earlier in full[max(0, place - _LOOK_BACK) : place]:
            if earlier.sentence == row.sentence or row.parent is earlier or earlier.parent is row:
                continue
            if apart(earlier.first, row.first) or not _one_thing(earlier, row):
                continue
            if relation := _rows_compared(row, earlier):
                yield relation


def _one_thing(one: Row, other: Row) -> bool:
    stages = [stages_in(each.words + each.first.tail + each.first.opening[-8:]) for each in (one, other)]
    return bool(stages[0] & stages[1]) and one.threshold == other.threshold


def _rows_compared(row: Row, earlier: Row) -> Relation | None:
    count, amount = row.claim(ITEMS), row.claim("invest")
    other_count, other_amount = earlier.claim(ITEMS), earlier.claim("invest")
    if not (count and amount and other_count and other_amount):
        return None
    if not is_exact(count, other_count, amount, other_amount):
        return None
    same_count, same_amount = count.scaled == other_count.scaled, _same_amount(amount, other_amount)
    if same_count and same_amount:
        return _repeat(count, other_count, holds=True)
    if same_amount and _is_rare(amount) and amount.scaled == other_amount.scaled:
        return _repeat(
            count, other_count, holds=False, weight=Weight.ERROR if amount.places else Weight.QUESTION
        )
    kinds = {class_of(row.words), class_of(earlier.words)} & {"trade", "origin", "form"}
    if same_count and count.scaled >= 10 and len(kinds) < 2:
        return _amounts_compared(amount, other_amount)
    return None


def _same_amount(one: Claim, other: Claim) -> bool:
    """Say whether two amounts are the same, one perhaps written with fewer places."""
    same_step = step_of(one) == step_of(other)
    return one.scaled == other.scaled if same_step else overlap(around(one), around(other))


def _amounts_compared(amount: Claim, other: Claim) -> Relation | None:
    """Amounts of as many projects: one slip of the pen is an error, anything else may be another set."""
    slip = _is_slip(str(amount.value), str(other.value)) or amount.value == other.value
    return _repeat(amount, other, holds=False, weight=Weight.ERROR) if slip else None


def _is_slip(one: str, other: str) -> bool:
    """Say whether two numbers differ by one digit, by two changed places, or by the point alone."""
    plain, wanted = one.replace(".", ""), other.replace(".", "")
    if len(plain) < _RARE:
        return False
    if len(one) == len(other) and len(plain) == len(wanted):
        different = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
        return len(different) == 1 or (len(different) == 2 and sorted(one) == sorted(other))
    return plain == wanted


def _by_figure(sheet: Sheet) -> Iterator[Relation]:
    """Two numbers of one figure, period and scope, with the same noun before them."""
    seen: dict[tuple[str, ...], Spot] = {}
    for spot in sheet.spots:
        claim = spot.claim
        period = claim.when.period if claim.when else None
        is_one = _stands_alone(sheet, spot) and not claim.is_plan
        if claim.indicator is None or not claim.scope or period is None or not is_one:
            continue
        key = (claim.indicator, claim.scope, str(period), claim.unit, claim.exactness.value)
        earlier = seen.setdefault(key, spot)
        if earlier is spot or earlier.sentence == spot.sentence or not same_places(earlier, spot):
            continue
        if claim.scaled == earlier.claim.scaled:
            yield _repeat(claim, earlier.claim, holds=True)
        elif _own_words(spot) == _own_words(earlier) and not _facets_apart(claim, earlier.claim):
            yield _repeat(claim, earlier.claim, holds=False, weight=Weight.QUESTION)


def _own_words(spot: Spot) -> str:
    """Return the words of a number that opens its sentence, without its period."""
    when = spot.claim.when
    return core(spot.opening.replace(when.words, "") if when else spot.opening)


def _stands_alone(sheet: Sheet, spot: Spot) -> bool:
    """Say whether a number begins a row that is no part and no item of a list."""
    row = sheet.row_of.get(spot.claim.number)
    if row is None or row.first is not spot or row.parent is not None or spot.lead != spot.opening:
        return False
    listing = sheet.listing(row)
    return listing is None or len(listing.rows) == 1


def _referring(sheet: Sheet) -> Iterator[Relation]:
    """这9个项目, 此次集中开工的58个: there has to be such a number in what was said just before."""
    for row in sheet.rows:
        count = row.claim(ITEMS)
        item = row.first.item.strip()
        if count is None or count.measure is not Measure.COUNT or row.threshold:
            continue
        if _BACK.search(item):
            near = [each for each in sheet.rows if 0 < row.sentence - each.sentence <= 2]
        elif _THIS.search(item) and (stages := stages_in(item)):
            before = [each for each in sheet.rows if 0 < row.sentence - each.sentence <= 4]
            before = [each for each in before if each.first.paragraph == row.first.paragraph]
            near = [each for each in before if stages & stages_in(each.words + each.first.tail)]
        else:
            continue
        numbers = [claim for each in near if (claim := each.claim(ITEMS))]
        match = next((each for each in numbers if each.scaled == count.scaled), None)
        if numbers:
            yield _repeat(count, match or numbers[-1], holds=match is not None, weight=Weight.QUESTION)
