"""The claims of a draft with the words around them, cut at the marks of the text."""

import re
from dataclasses import dataclass

from luodi.press.grammar.claims import Claim, Draft, Measure
from luodi.press.grammar.splitting import evened

_STOPS = frozenset("。!?…\n\r")
_CLAUSES = frozenset(",;:()")
_MARKS = _STOPS | _CLAUSES | {"、"}
_TOPIC = 16
_HEADING = 24
"""A line of so many characters is a heading."""
_GAP = re.compile(r"[ \t]{2,}")
_CHANGED = re.compile(
    "(?:[比较]|同比|环比)[^,]{0,10}(?:增加|增长|净增|增|减少|下降|减|多|少)了?$|^\\s*(?:净增|增加|减少|提高|下降)了?$"
)
RATIOS = (Measure.SHARE, Measure.GROWTH, Measure.POINTS, Measure.CHANGE)


@dataclass(frozen=True)
class Spot:
    """A claim where it stands.

    ``lead`` are all words of its sentence since the claim before, ``head`` those of its own clause, ``item`` those
    since the last 、; ``tail`` are the words after its unit up to the next mark. ``end`` is behind the unit. ``depth``
    is 1 in brackets. ``opening`` are the words of the sentence before its first claim, ``topic`` the first of its
    paragraph with the heading above it.
    """

    claim: Claim
    sentence: int
    paragraph: int
    clause: int
    depth: int
    end: int
    lead: str
    head: str
    item: str
    tail: str
    opening: str
    topic: str

    @property
    def is_ratio(self) -> bool:
        """Whether it speaks of another number."""
        return self.claim.measure in RATIOS or self.is_change

    @property
    def is_change(self) -> bool:
        """Whether it says by how much another number grew: 较去年同期增长126.4亿元."""
        counts = self.claim.measure in (Measure.COUNT, Measure.AMOUNT)
        return self.claim.measure is Measure.CHANGE or (counts and _CHANGED.search(self.head) is not None)


@dataclass
class _Cut:
    """Where in the text a walk over its characters is."""

    sentence: int = 0
    paragraph: int = 0
    clause: int = 0
    depth: int = 0
    sentence_start: int = 0
    clause_start: int = 0
    item_start: int = 0
    heading: str = ""
    paragraph_start: int = 0


def spots_of(draft: Draft) -> tuple[Spot, ...]:
    """Return the claims of a draft in order with their surroundings."""
    text = evened(draft.text)
    marks = _marks(text, draft)
    cut, found, at = _Cut(), [], 0
    last_end, last_sentence, opening = 0, -1, ""
    for claim in sorted(draft.claims, key=lambda each: each.at):
        while at < len(marks) and marks[at] < claim.at:
            _pass(cut, text, marks[at])
            at += 1
        end = _end(text, claim)
        since = max(last_end, cut.sentence_start)
        if cut.sentence != last_sentence:
            opening = text[cut.sentence_start : claim.at]
        found.append(
            Spot(
                claim=claim, sentence=cut.sentence, paragraph=cut.paragraph, clause=cut.clause, depth=cut.depth,
                end=end, lead=text[since : claim.at], head=text[max(cut.clause_start, last_end) : claim.at],
                item=text[max(cut.item_start, last_end) : claim.at], tail=_tail(text, end, marks, at), opening=opening,
                topic=cut.heading + text[cut.paragraph_start : cut.paragraph_start + _TOPIC].split("\n")[0],
            )
        )  # fmt: skip
        last_end, last_sentence = end, cut.sentence
    return _tails_cut(found)


def _tails_cut(found: list[Spot]) -> tuple[Spot, ...]:
    """A tail ends where the next claim's number begins."""
    ended = []
    for spot, after in zip(found, [*found, None][1:], strict=True):
        room = after.claim.at - spot.end if after else len(spot.tail)
        ended.append(spot if len(spot.tail) <= room else Spot(**{**spot.__dict__, "tail": spot.tail[:room]}))
    return tuple(ended)


def _marks(text: str, draft: Draft) -> list[int]:
    """Return where the text is cut; a mark within a number (1,200) does not cut."""
    inside = {
        place
        for piece in (*((c.at, c.to) for c in draft.claims), *((p.start, p.end) for p in draft.passages))
        for place in range(*piece)
        if text[place] not in "\n\r"
    }
    marks = [place for place, character in enumerate(text) if character in _MARKS and place not in inside]
    gaps = [found.start() for found in _GAP.finditer(text)]
    return sorted({*marks, *gaps})


def _pass(cut: _Cut, text: str, place: int) -> None:
    mark = text[place]
    if mark in _STOPS or mark in " \t":
        cut.sentence += 1
        cut.depth = 0
        cut.sentence_start = place + 1
        if mark in "\n\r":
            cut.paragraph += 1
            line = text[cut.paragraph_start : place].strip()
            cut.heading = line if 0 < len(line) <= _HEADING else cut.heading if not line else ""
            cut.paragraph_start = place + 1
    if mark != "、":
        cut.clause += 1
        cut.clause_start = place + 1
    cut.depth = max(0, cut.depth + (mark == "(") - (mark == ")"))
    cut.item_start = place + 1


def _end(text: str, claim: Claim) -> int:
    for unit in (claim.unit, claim.unit.removeprefix("个")):
        if unit and text.startswith(evened(unit), claim.to):
            return claim.to + len(unit)
    return claim.to


def _tail(text: str, end: int, marks: list[int], at: int) -> str:
    following = (mark for mark in marks[at:] if mark >= end)
    return text[end : next(following, len(text))]
