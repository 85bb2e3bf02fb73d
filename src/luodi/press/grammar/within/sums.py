"""Do the parts of a list add up to its whole?"""

from dataclasses import replace
from fractions import Fraction

from luodi.press.grammar.claims import Claim, Exactness, Kind, Weight
from luodi.press.grammar.within.arithmetic import (
    around,
    factor_of,
    fits_sum,
    is_exact,
    step_of,
    text_of,
    total,
    written,
)
from luodi.press.grammar.within.listings import How, Listing
from luodi.press.grammar.within.relations import Relation, Sheet
from luodi.press.grammar.within.wholes import (
    beside,
    fitting,
    is_near,
    named,
    of_like_words,
    parts_of,
    spoken_of,
)
from luodi.press.grammar.within.words import class_of

_ROUGH = 5
"""By how many units of its last place an about-number may be off before it is wrong."""
_LONG = 3
"""With so many parts a list is long."""


def sums(sheet: Sheet) -> list[Relation]:
    """Compare every list of two or more with its whole, in each of its dimensions."""
    lists = [listing for listing in sheet.listings if len(listing.rows) > 1]
    lists = [listing for listing in lists if not any(row.threshold for row in listing.rows)]
    holding = {listing.number: _that_hold(sheet, listing) for listing in lists}
    for each in (relation for relations in holding.values() for relation in relations):
        if len(each.claims) > _LONG:
            sheet.whole_of |= dict.fromkeys((part.number for part in each.claims[1:]), each.target)
    for listing in lists:
        if _proves(listing, holding[listing.number]):
            sheet.wholes |= {
                each.target.number for each in holding[listing.number] if len(each.claims) > _LONG
            }
    return [each for listing in lists for each in _of_list(sheet, listing, holding[listing.number])]


def _that_hold(sheet: Sheet, listing: Listing) -> list[Relation]:
    own: dict[str, Claim] = {}
    open_to = []
    for dimension in listing.dimensions():
        whole = named(listing, dimension)
        if whole and fits_sum(whole, parts_of(listing, dimension)):
            own[dimension] = whole
        elif whole is None or not is_exact(whole) or not (listing.is_complete and listing.is_sure):
            open_to.append(dimension)
    found = own | fitting(sheet, listing, open_to)
    return [_holds(whole, parts_of(listing, dimension)) for dimension, whole in found.items()]


def _of_list(sheet: Sheet, listing: Listing, holding: list[Relation]) -> list[Relation]:
    """Say of each dimension that does not add up how sure it is that it should."""
    found = list(holding)
    proved = _proves(listing, holding)
    for dimension in listing.dimensions():
        parts = parts_of(listing, dimension)
        if any(parts == each.claims[1:] for each in holding):
            continue
        whole = named(listing, dimension) or beside(sheet, holding, dimension)
        by_name = listing.parent is not None or (listing.is_complete and listing.how is not How.PLAIN)
        if whole is None and by_name and (proved or listing.is_complete):
            whole = of_like_words(sheet, listing, dimension)
        if whole is None and (whole := spoken_of(sheet, listing, dimension)):
            found += _of_unnamed(sheet, listing, whole, parts)
        elif whole:
            surely = proved and (listing.parent is not None or is_near(sheet, listing, whole))
            found.append(_differs(listing, whole, parts, proved=surely))
    return found


def _of_unnamed(sheet: Sheet, listing: Listing, whole: Claim, parts: tuple[Claim, ...]) -> list[Relation]:
    """A whole of another paragraph is at most hinted at."""
    relation = _differs(listing, whole, parts, proved=False)
    is_here = sheet.spots[sheet.place[whole.number]].paragraph == listing.rows[0].first.paragraph
    if is_here or relation.weight is Weight.HINT:
        return [relation]
    is_less = total(parts).value < around(whole).value
    return [_incomplete(relation, whole, parts)] if is_less and relation.weight else []


def _incomplete(relation: Relation, whole: Claim, parts: tuple[Claim, ...]) -> Relation:
    message = f"{_message(whole, parts)}，属不完全列举的可不改"
    return replace(relation, rule="sum.incomplete", weight=Weight.HINT, message=message, values={})


def _proves(listing: Listing, holding: list[Relation]) -> bool:
    """If one kind of number adds up without rest, the list is complete, and the other kind has to add up as well."""
    own = {spot.claim.number for spot in listing.parent.cells.values()} if listing.parent else set()
    for each in holding:
        many, fine = len(each.claims) > _LONG, _is_fine(each)
        if each.target.number in own and (many or fine):
            return True
        if fine and ((listing.how is How.BY and many) or listing.is_complete):
            return True
    return False


def _holds(whole: Claim, parts: tuple[Claim, ...]) -> Relation:
    return Relation(
        Kind.SUM, "sum.adds_up", whole, (whole, *parts), holds=True, arithmetic=_addition(whole, parts)
    )


def _differs(listing: Listing, whole: Claim, parts: tuple[Claim, ...], *, proved: bool) -> Relation:
    added, stated = total(parts).value, around(whole).value
    values = {whole.number: added}
    values |= {part.number: stated - added + around(part).value for part in parts}
    weight = _weight(listing, whole, parts, proved=proved)
    relation = Relation(
        Kind.SUM, "sum.differs", whole, (whole, *parts), holds=False, weight=weight, message=_message(whole, parts),
        arithmetic=_addition(whole, parts), values=values,
    )  # fmt: skip
    is_open = weight is Weight.HINT and is_exact(whole, *parts)
    return _incomplete(relation, whole, parts) if is_open else relation


def _weight(listing: Listing, whole: Claim, parts: tuple[Claim, ...], *, proved: bool) -> Weight | None:
    """Wrong is a sum above its whole of things that exclude each other, and any other one of a complete list."""
    if not is_exact(*parts):
        return None
    if not is_exact(whole):
        return _of_about(whole, parts) if proved and whole.exactness is Exactness.ABOUT else None
    if proved:
        return Weight.ERROR
    if listing.is_complete:
        return Weight.ERROR if listing.is_sure else Weight.QUESTION
    gap = around(whole).value - total(parts).value
    classes = {class_of(row.words) for row in listing.rows}
    if len(classes - {""}) > 1 or (len(classes) > 1 and gap >= 0):
        return None
    if gap < 0:
        return Weight.ERROR if _exclusive(listing) and listing.is_sure else Weight.QUESTION
    if listing.how is How.PLAIN or (listing.how is not How.BY and len(parts) < 3):
        return None
    return Weight.QUESTION if _is_near(gap, parts) or _is_slip(gap, whole, parts) else Weight.HINT


def _of_about(whole: Claim, parts: tuple[Claim, ...]) -> Weight | None:
    """约3.27万亿元 is round in its last place, not more."""
    off = abs(around(whole).value - total(parts).value) / step_of(whole)
    return Weight.ERROR if off > _ROUGH else Weight.QUESTION if off > 2 else None


def _is_slip(gap: Fraction, whole: Claim, parts: tuple[Claim, ...]) -> bool:
    """Say whether one digit of one number would close a long list."""
    digits = str(int(gap / step_of(whole))).rstrip("0")
    return len(parts) > _LONG and len(digits) == 1


def _is_near(gap: Fraction, parts: tuple[Claim, ...]) -> bool:
    return len(parts) > 2 and gap < min(around(part).value for part in parts)


def _exclusive(listing: Listing) -> bool:
    classes = {class_of(row.words) for row in listing.rows}
    return len(classes) == 1 and "" not in classes


def _is_fine(relation: Relation) -> bool:
    """Say whether a sum is of numbers so fine that chance is out of the question."""
    return abs(relation.target.value).scaleb(relation.target.places) >= 20


def _addition(whole: Claim, parts: tuple[Claim, ...]) -> str:
    added = total(parts).value
    finest = max((part for part in parts), key=lambda part: part.places)
    places = max(part.places for part in parts) if factor_of(finest) == factor_of(whole) else whole.places
    numbers = " + ".join(text_of(part) for part in parts)
    return f"{numbers} = {written(added, whole, places=max(places, whole.places))}{whole.unit}"


def _message(whole: Claim, parts: tuple[Claim, ...]) -> str:
    added, stated = total(parts).value, around(whole).value
    gap = written(abs(added - stated), whole, places=max(whole.places, *(part.places for part in parts)))
    if added > stated:
        return f"所列{len(parts)}项之和比合计{text_of(whole)}多{gap}{whole.unit}"
    return f"所列{len(parts)}项之和比合计{text_of(whole)}少{gap}{whole.unit}"
