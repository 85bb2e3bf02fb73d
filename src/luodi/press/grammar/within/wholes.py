"""Which number is the whole of a list that names none."""

from collections.abc import Iterable
from fractions import Fraction

from luodi.press.grammar.claims import Claim, Measure
from luodi.press.grammar.within.arithmetic import around, fits_sum, total
from luodi.press.grammar.within.contexts import apart_in_time
from luodi.press.grammar.within.listings import How, Listing
from luodi.press.grammar.within.relations import Relation, Sheet
from luodi.press.grammar.within.rows import Row

_REACH = 40
"""How many rows back a whole is looked for."""
_NEAR = 4
"""How many sentences back a whole is spoken of for sure."""
_MUCH = Fraction(3, 2)
"""How much more than a whole its parts may be and still be meant as such."""
_LITTLE = 3
_LEAST = 10
"""Smaller sums are met by chance."""


def parts_of(listing: Listing, dimension: str) -> tuple[Claim, ...]:
    """Return the numbers of a list in one dimension."""
    return tuple(row.cells[dimension].claim for row in listing.rows)


def named(listing: Listing, dimension: str) -> Claim | None:
    """Return the number of the whole that the words name."""
    own = [row.parent.number for row in listing.rows if row.parent]
    if listing.how is not How.TOTAL and len(set(own)) > 1:
        return None
    return listing.parent.claim(dimension) if listing.parent else None


def candidates(sheet: Sheet, listing: Listing) -> list[Row]:
    """Return the rows before a list that count the like, the nearest first."""
    first = listing.rows[0].number
    rows = [row for row in reversed(sheet.rows[max(0, first - _REACH) : first]) if row not in listing.rows]
    return [row for row in rows if listing.rows[0].counts_like(row)]


def fitting(sheet: Sheet, listing: Listing, dimensions: Iterable[str]) -> dict[str, Claim]:
    """Return the numbers to which a list adds up: those of the row that meets it in most dimensions go first."""
    wanted = list(dimensions)
    rows = candidates(sheet, listing)
    best = max(rows, key=lambda row: len(_met(listing, row, wanted)), default=None)
    found = _met(listing, best, wanted) if best else {}
    for dimension in wanted:
        if best and dimension not in found and best.claim(dimension) is None:
            others = (_met(listing, row, [dimension]) for row in rows)
            found |= next((met for met in others if met), {})
    return found


def _met(listing: Listing, row: Row, dimensions: list[str]) -> dict[str, Claim]:
    found = {}
    for dimension in dimensions:
        whole = row.claim(dimension)
        if whole and around(whole).value >= _LEAST and fits_sum(whole, parts_of(listing, dimension)):
            found[dimension] = whole
    return found


def beside(sheet: Sheet, holding: list[Relation], dimension: str) -> Claim | None:
    """Return the number that stands with the one to which a list adds up in another dimension."""
    rows = (sheet.row_of[each.target.number] for each in holding)
    return next((claim for row in rows if (claim := row.claim(dimension))), None)


def is_near(sheet: Sheet, listing: Listing, whole: Claim) -> bool:
    """Say whether a whole is what was spoken of just before."""
    first, spot = listing.rows[0].first, sheet.spots[sheet.place[whole.number]]
    return first.sentence - spot.sentence <= _NEAR and first.paragraph - spot.paragraph <= 1


def of_like_words(sheet: Sheet, listing: Listing, dimension: str) -> Claim | None:
    """Return the whole of a list that is complete: one that others add up to, an amount alone, or one of its noun."""
    rows = _likely(sheet, listing, dimension)
    settled = [row for row in rows if row.cells[dimension].claim.number in sheet.wholes]
    noun = _common_tail([row.words for row in listing.rows])
    rows = settled or [row for row in rows if _is_whole_of(row, noun)]
    return rows[0].claim(dimension) if rows else None


def _likely(sheet: Sheet, listing: Listing, dimension: str) -> list[Row]:
    """Return the rows before a list, parts of nothing and of its time, that are not far from what it adds up to."""
    parts = parts_of(listing, dimension)
    most, added = max(around(part).value for part in parts), total(parts).value
    found = []
    for row in candidates(sheet, listing):
        claim = row.claim(dimension)
        if claim is None or row.parent is not None or apart_in_time(listing.rows[0].first, row.first):
            continue
        value = around(claim).value
        if most <= value <= added * _LITTLE and added <= value * _MUCH:
            found.append(row)
    return found


def spoken_of(sheet: Sheet, listing: Listing, dimension: str) -> Claim | None:
    """Return the whole of a list 从…看: what other lists add up to, or the first thing its paragraph speaks of."""
    if listing.how is not How.BY:
        return None
    rows = _likely(sheet, listing, dimension)
    settled = [row for row in rows if any(cell.claim.number in sheet.wholes for cell in row.cells.values())]
    near = [
        row
        for row in rows
        if not _in_list(sheet, row) and is_near(sheet, listing, row.cells[dimension].claim)
    ]
    chosen = settled or near[-1:]
    return chosen[0].claim(dimension) if chosen else None


def _in_list(sheet: Sheet, row: Row) -> bool:
    listing = sheet.listing(row)
    return listing is not None and len(listing.rows) > 1 and listing.how is not How.PLAIN


def _is_whole_of(row: Row, noun: str) -> bool:
    only_money = all(cell.claim.measure is Measure.AMOUNT for cell in row.cells.values())
    return only_money or (len(noun) > 1 and noun in row.words)


def _common_tail(words: list[str]) -> str:
    """Return the last characters that all have in common: 履约项目."""
    first, length = words[0], 0
    while length < len(first) and all(each.endswith(first[len(first) - length - 1 :]) for each in words):
        length += 1
    return first[len(first) - length :]
