"""Lists of parts: which rows stand under 其中, 从…看, （…） or a colon, and of what whole they are parts."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from luodi.press.grammar.within.rows import Row, says_anew
from luodi.press.grammar.within.words import class_of, core, linking, says, stages_in

_BY = re.compile(r"(?:从|按照?|分)[^,:。;]{1,12}(?:来?看|划?分|统计)[,:]|分[^,:]{2,8}情况[,:]")
_GOAL = re.compile("目标|任务|指标|进度")
_IN = re.compile(r"(?P<words>[^,;:。其]{2,20})[中里],")
_ALL = re.compile(r"(?:合计|总计|共计|总共|一共)")
_TOGETHER = re.compile("(?:全市|全县|全区|[两三四五]地|上半年|全年|前三季度)?共(?!同)")
_ALREADY = re.compile("(?:已|实际)有?$")
_HERE = re.compile("[^,;]{0,10}[中里],")
_COLON = re.compile(r"^[,]?[^,;]{0,4}:")


class How(StrEnum):
    """By which words a list of parts is opened."""

    OF = "其中"
    BY = "看"
    IN = "中"
    WHOLLY = "分别为"
    TOTAL = "合计"
    PLAIN = ""


@dataclass
class Listing:
    """Rows side by side. ``parent`` is their whole if the words say it, ``is_sure`` if nothing else can be meant."""

    number: int
    how: How
    rows: list[Row] = field(default_factory=list)
    parent: Row | None = None
    is_sure: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether the words say that the list leaves nothing over."""
        words = [row.words for row in self.rows]
        if self.rows[-1].first.tail.startswith("等"):
            return False
        if self.how in (How.WHOLLY, How.TOTAL) or any(says("remainder", each) for each in words):
            return len(words) > 1
        return any(_is_partition(words, group) for group in linking()["partitions"])

    def dimensions(self) -> list[str]:
        """Return the dimensions that all rows have."""
        shared = set.intersection(*(set(row.cells) for row in self.rows))
        return [name for name in self.rows[0].cells if name in shared]


def _is_partition(words: list[str], group: list[str]) -> bool:
    return len(words) == len(group) and all(sum(name in each for each in words) == 1 for name in group)


def listings_of(rows: list[Row]) -> list[Listing]:
    """Find the lists, and set each row's parent."""
    walk = _Walk(rows)
    for row in rows:
        walk.take(row)
    return [found for found in walk.found if found.rows]


class _Walk:
    """One pass over the rows with the list that is open at each depth of brackets."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.found: list[Listing] = []
        self.open: dict[int, Listing] = {}
        self.sentence = -1
        self.aside = -1

    def take(self, row: Row) -> None:
        if row.sentence != self.sentence:
            self.open, self.sentence = {}, row.sentence
        for depth in [depth for depth in self.open if depth > row.first.depth]:
            del self.open[depth]
        how = self._how(row)
        if self._taken_out(row):
            return
        if says("asides", row.first.head[:5] + row.first.head[-6:]) or row.first.clause == self.aside:
            self.aside = row.first.clause
            return
        if how is How.TOTAL:
            self._close_with(row)
        elif how is not How.PLAIN:
            self._begin(row, how)
        elif (current := self.open.get(row.first.depth)) and self._goes_on(row, current):
            self._join(row, current)
        else:
            self._begin(row, How.PLAIN)

    def _taken_out(self, row: Row) -> bool:
        """Say whether a row is taken out of the one before it in its clause: 66个新开工项目已有28个开工."""
        before = self._before(row)
        return (
            before is not None
            and before.first.clause == row.first.clause
            and _ALREADY.search(row.first.head) is not None
        )

    def _goes_on(self, row: Row, listing: Listing) -> bool:
        """Say whether a row is one more item; behind a ; another stage, or a whole with parts of its own, is none."""
        if not _continues(row, listing):
            return False
        if (
            not row.first.lead.lstrip().startswith(";")
            or listing.parent is None
            or listing.parent.sentence != row.sentence
        ):
            return True
        after = self.rows[row.number + 1] if row.number + 1 < len(self.rows) else None
        if after and after.sentence == row.sentence and "其中" in after.first.lead and not after.first.depth:
            return False
        above, own = stages_in(listing.parent.words), stages_in(row.words)
        return not (above and own) or bool(above & own)

    def _how(self, row: Row) -> How:
        lead, before = row.first.lead, self._before(row)
        if "其中" in lead:
            return How.OF
        if (found := _BY.search(lead)) and not _GOAL.search(found.group()):
            return How.BY
        if before is not None and _HERE.match(lead) and _may_hold(before, row):
            return How.OF
        if found := _IN.search(lead):
            return How.IN if stages_in(found["words"]) or "项目" in found["words"] else How.PLAIN
        return self._behind(row, before) if before is not None else How.PLAIN

    def _behind(self, row: Row, before: Row) -> How:
        """Say how a row goes on behind another one of its sentence."""
        alike = bool(before.cells.keys() & row.cells.keys())
        if alike and _ALL.search(row.first.head):
            return How.TOTAL
        if _TOGETHER.match(row.first.head.strip()) and len(_side_by_side(self._parts_before(row))) > 1:
            return How.TOTAL
        if not alike or not row.counts_like(before):
            return How.PLAIN
        own = row.first.lead.rsplit(";", 1)[-1]
        if says("complete", own):
            return How.WHOLLY
        return How.OF if says("partly", own) or _COLON.match(row.first.lead) else How.PLAIN

    def _before(self, row: Row) -> Row | None:
        last = self.rows[row.number - 1] if row.number else None
        return last if last and last.sentence == row.sentence else None

    def _whole_before(self, row: Row) -> Row | None:
        """Return the nearest row of its sentence that counts the like."""
        near = [
            each for each in self.rows[max(0, row.number - 3) : row.number] if each.sentence == row.sentence
        ]
        return next((each for each in reversed(near) if _may_hold(each, row)), None)

    def _begin(self, row: Row, how: How) -> None:
        listing = Listing(len(self.found), how)
        self.found.append(listing)
        self.open[row.first.depth] = listing
        self._join(row, listing)
        listing.parent, listing.is_sure = row.parent, row.is_sure

    def _join(self, row: Row, listing: Listing) -> None:
        listing.rows.append(row)
        row.listing = listing.number
        if listing.how is How.PLAIN:
            return
        if len(listing.rows) > 1 and listing.parent and listing.parent.sentence == row.sentence:
            row.parent, row.is_sure = listing.parent, _are_parallel(listing.rows[0], row)
            return
        row.parent, row.is_sure = self._parent(row, listing.how, is_first=len(listing.rows) == 1)
        if listing.parent is not row.parent:
            listing.parent, listing.is_sure = None, False

    def _parent(self, row: Row, how: How, *, is_first: bool) -> tuple[Row | None, bool]:
        before = self._whole_before(row)
        if how in (How.OF, How.WHOLLY) and before and is_first:
            return before, True
        if how is How.OF:
            return _matching(row, self._tops(row, back=1))
        if how is How.IN:
            words = _IN.search(row.first.lead)
            return _matching(row, self._tops(row, back=8), words["words"] if words else "")
        return None, False

    def _tops(self, row: Row, *, back: int) -> list[Row]:
        """Return the rows before, up to ``back`` sentences with numbers, that are parts of nothing."""
        earlier = [each for each in self.rows[: row.number] if each.sentence != row.sentence]
        sentences = sorted({each.sentence for each in earlier})[-back:]
        tops = [each for each in earlier if each.sentence in sentences and each.parent is None]
        return [each for each in tops if _may_hold(each, row)]

    def _parts_before(self, row: Row) -> list[Row]:
        before = [
            each for each in self.rows[: row.number] if each.sentence == row.sentence and not each.parent
        ]
        return [each for each in before if _may_hold(row, each)]

    def _close_with(self, row: Row) -> None:
        """A total behind its parts: A 12个、B 8个，合计20个."""
        parts = self._parts_before(row)
        self.open.pop(row.first.depth, None)
        if len(parts) > 1:
            is_sure = (
                all(_are_parallel(parts[0], each) for each in parts) and class_of(parts[0].words) != "stage"
            )
            self.found.append(Listing(len(self.found), How.TOTAL, parts, row, is_sure=is_sure))


def _side_by_side(rows: list[Row]) -> list[Row]:
    """Return rows that exclude each other by place, time, trade or form, or that are mere numbers in a list."""
    classes = {class_of(row.words) for row in rows if row.words}
    return rows if len(classes) < 2 and not classes & {"", "stage"} else []


def _may_hold(whole: Row, part: Row) -> bool:
    return bool(whole.cells.keys() & part.cells.keys()) and part.counts_like(whole)


def _matching(row: Row, tops: list[Row], words: str = "") -> tuple[Row | None, bool]:
    """Return the one row that may be the whole: the only one, or the only one of the same stage."""
    if len(tops) == 1:
        whole = tops[0].first
        is_near = row.sentence - tops[0].sentence <= 2 and row.first.paragraph - whole.paragraph <= 1
        said = stages_in(words)
        agrees = bool(said & stages_in(whole.opening + tops[0].words))
        return tops[0], is_near and (not words or (agrees and whole.paragraph == row.first.paragraph))
    said = stages_in(words or row.words)
    alike = [each for each in tops if stages_in(each.words + each.first.tail) & said]
    if len(alike) != 1:
        return None, False
    return alike[0], not words or alike[0].first.paragraph == row.first.paragraph


def _continues(row: Row, listing: Listing) -> bool:
    first = listing.rows[0]
    if says_anew(row.first.head) and not says_anew(first.first.head):
        return False
    if not first.cells.keys() & row.cells.keys():
        return False
    return bool(core(row.words)) and not (listing.how is How.PLAIN and not _are_parallel(first, row))


def _are_parallel(one: Row, other: Row) -> bool:
    """Say whether two items are of one form: as many kinds of numbers, and the same last word or mark."""
    if set(one.cells) != set(other.cells):
        return False
    if one.threshold and other.threshold:
        return True
    return (
        one.words[-2:] == other.words[-2:]
        or bool(stages_in(one.words)) == bool(stages_in(other.words)) is True
    )
