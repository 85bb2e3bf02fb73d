"""Shares of one time made of numbers of another."""

from collections.abc import Iterable, Iterator

from luodi.press.grammar.claims import Claim, Finding, Kind, Timing, Weight, When
from luodi.press.grammar.within.relations import Relation, Sheet


def times(sheet: Sheet, relations: Iterable[Relation]) -> Iterator[Finding]:
    """Hint once in a sentence where a share says 今年 and its numbers 1—7月."""
    told = set()
    for relation in relations:
        if not relation.rule.startswith("share.") or len(relation.claims) < 3:
            continue
        share, part = relation.claims[0], relation.claims[1]
        sentence = sheet.spots[sheet.place[share.number]].sentence
        if sentence in told or not (mixed := _mixed(share, part)):
            continue
        told.add(sentence)
        yield _hint(share, *mixed)


def _mixed(share: Claim, part: Claim) -> tuple[When, When] | None:
    ours, theirs = share.when, part.when
    if ours is None or theirs is None or not ours.words or not theirs.words or ours.words == theirs.words:
        return None
    is_open = ours.timing in (Timing.OPEN, Timing.ASSUMED) or "今年" in ours.words
    return (ours, theirs) if is_open and theirs.period is not None and ours.period != theirs.period else None


def _hint(share: Claim, ours: When, theirs: When) -> Finding:
    stands = ours.end > ours.start >= 0 and ours.end <= share.at
    return Finding(
        start=ours.start if stands else share.at, end=ours.end if stands else share.to, kind=Kind.PERIOD,
        weight=Weight.HINT, rule="period.mixed", claims=(share.number,), stated=ours.words, expected=theirs.words,
        message=f"此处时段写作“{ours.words}”，所依据的数是{theirs.words}的，请写明截止时间",
    )  # fmt: skip
