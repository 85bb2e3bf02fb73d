"""A relation between numbers of a text, and the sheet on which all of them are looked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from luodi.press.grammar.claims import Claim, Draft, Kind, Weight
from luodi.press.grammar.within.layout import Spot, spots_of
from luodi.press.grammar.within.listings import Listing, listings_of
from luodi.press.grammar.within.rows import Row, rows_of


@dataclass(frozen=True)
class Relation:
    """Numbers that determine each other. ``holds`` says whether they agree.

    ``target`` is the wrong number if nothing else speaks for another one, ``values`` what each would have to be,
    in plain units, if all others are right. ``weight`` is None for what is only linked; ``is_strict`` says that a
    relation that holds bears its numbers out.
    """

    kind: Kind
    rule: str
    target: Claim
    claims: tuple[Claim, ...]
    holds: bool
    weight: Weight | None = None
    message: str = ""
    arithmetic: str = ""
    values: Mapping[int, Fraction] = field(default_factory=dict)
    is_strict: bool = True


class Sheet:
    """A draft laid out: its spots, rows and lists."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.spots = spots_of(draft)
        self.rows = rows_of(self.spots)
        self.listings = listings_of(self.rows)
        self.by_number = {listing.number: listing for listing in self.listings}
        self.place = {spot.claim.number: place for place, spot in enumerate(self.spots)}
        self.row_of = {spot.claim.number: row for row in self.rows for spot in row.cells.values()}
        self.wholes: set[int] = set()
        """Numbers to which a list of three or more was found to add up."""
        self.whole_of: dict[int, Claim] = {}
        """That number of each of its parts."""
        self.shared: dict[int, Claim] = {}
        """The whole of each share that was found to follow from it."""
        self.ends = {spot.claim.number: spot.end for spot in self.spots}

    def before(self, spot: Spot) -> list[Spot]:
        """Return the spots of its sentence that stand before it, the nearest first."""
        place = self.place[spot.claim.number]
        found = []
        while place and self.spots[place - 1].sentence == spot.sentence:
            place -= 1
            found.append(self.spots[place])
        return found

    def rows_before(self, spot: Spot) -> list[Row]:
        """Return the rows that begin before it, the nearest first."""
        return [row for row in reversed(self.rows) if row.first.claim.at < spot.claim.at]

    def rows_behind(self, spot: Spot) -> list[Row]:
        """Return the rows that begin behind it in its paragraph."""
        later = [row for row in self.rows if row.first.claim.at > spot.claim.at]
        return [row for row in later if row.first.paragraph == spot.paragraph]

    def listing(self, row: Row) -> Listing | None:
        """Return the list in which a row stands."""
        return None if row.listing is None else self.by_number[row.listing]
