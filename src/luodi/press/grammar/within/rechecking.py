"""Reading again only what changed: a paragraph is kept when its words and all that it inherits are what they were."""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from luodi.press.grammar.claims import Claim, Draft, Finding, Passage, When
from luodi.press.grammar.cut_offs import with_cut_offs
from luodi.press.grammar.dating import Said
from luodi.press.grammar.framing import Carried, Event, Frame
from luodi.press.grammar.reading import Reading, read_paragraph, setting_of
from luodi.press.grammar.situation import Setting
from luodi.press.grammar.splitting import Stretch, paragraphs
from luodi.press.grammar.vocabulary import PLAIN, Vocabulary
from luodi.press.grammar.within.checking import check


class _Kept(NamedTuple):
    """A paragraph as it was read, with what it was handed."""

    stretch: Stretch
    words: str
    before: Carried
    reading: Reading


@dataclass(frozen=True)
class Checked:
    """A draft read and held against itself. ``read_again`` are the paragraphs that had to be read for it."""

    draft: Draft
    findings: tuple[Finding, ...]
    read_again: tuple[Stretch, ...]
    published: date | None
    vocabulary: Vocabulary
    kept: tuple[_Kept, ...]


def checked(text: str, *, published: date | None = None, vocabulary: Vocabulary = PLAIN) -> Checked:
    """Read and check a whole draft, ready to be checked again."""
    return _checked(text, published, vocabulary, ())


def recheck(before: Checked, text: str) -> Checked:
    """Check a draft that was changed: only paragraphs that changed, or inherit something else, are read again.

    The checks themselves always run on the whole, since every number may be part of another.
    """
    old = setting_of(before.draft.text, published=before.published, vocabulary=before.vocabulary)
    new = setting_of(text, published=before.published, vocabulary=before.vocabulary)
    same = (old.published, old.region, old.vocabulary) == (new.published, new.region, new.vocabulary)
    return _checked(text, before.published, before.vocabulary, before.kept if same else ())


def _checked(
    text: str, published: date | None, vocabulary: Vocabulary, earlier: tuple[_Kept, ...]
) -> Checked:
    setting = setting_of(text, published=published, vocabulary=vocabulary)
    by_words: dict[str, list[_Kept]] = {}
    for kept in earlier:
        by_words.setdefault(kept.words, []).append(kept)
    carried, kept_now, again = Carried(), [], []
    for stretch in paragraphs(text):
        reading = _reused(setting, stretch, carried, by_words)
        if reading is None:
            reading = read_paragraph(setting, stretch, carried)
            again.append(stretch)
        kept_now.append(_Kept(stretch, text[stretch.start : stretch.end], carried, reading))
        carried = reading.carried
    claims = [claim for kept in kept_now for claim in kept.reading.claims]
    passages = tuple(passage for kept in kept_now for passage in kept.reading.passages)
    draft = Draft(text, with_cut_offs(claims, setting.published), passages)
    return Checked(draft, check(draft), tuple(again), published, vocabulary, tuple(kept_now))


def _reused(
    setting: Setting, stretch: Stretch, carried: Carried, earlier: dict[str, list[_Kept]]
) -> Reading | None:
    """Return an earlier reading of the same words under the same inheritance, moved to where they stand now."""
    words = setting.text[stretch.start : stretch.end]
    for kept in earlier.get(words, ()):
        if _alike(carried) == _alike(kept.before):
            return _moved(kept, stretch, carried)
    return None


def _alike(carried: Carried) -> Carried:
    """Return what is carried without places and running numbers."""
    mains = tuple(_relative(frame, carried.claims) for frame in carried.mains)
    event = carried.event and replace(carried.event, said=_placeless(carried.event.said))
    said, lasting = _placeless(carried.said), _placeless(carried.lasting)
    return Carried(said=said, lasting=lasting, topic=carried.topic, event=event, mains=mains)


def _relative(frame: Frame, claims: int) -> Frame:
    return replace(
        frame,
        claim=None if frame.claim is None else frame.claim - claims,
        amount=None if frame.amount is None else frame.amount - claims,
        whole=None if frame.whole is None else frame.whole - claims,
    )


def _placeless(said: Said | None) -> Said | None:
    return said and replace(said, start=0, end=0)


class _Move(NamedTuple):
    """By how much places and numbers of a paragraph change; ``since`` is where the old one began."""

    places: int
    claims: int
    sentences: int
    paragraphs: int
    lists: int
    since: int
    inherited: tuple[tuple[int, int], ...]

    def place(self, at: int) -> int:
        """Return the new place of an old one, which may stand before the paragraph."""
        if at >= self.since:
            return at + self.places
        return dict(self.inherited).get(at, at)

    def number(self, number: int | None) -> int | None:
        """Return the new number of a claim."""
        return None if number is None else number + self.claims


def _moved(kept: _Kept, stretch: Stretch, carried: Carried) -> Reading:
    pairs = []
    for old, new in zip(_saids(kept.before), _saids(carried), strict=True):
        if old and new:
            pairs += [(old.start, new.start), (old.end, new.end)]
    move = _Move(
        stretch.start - kept.stretch.start, carried.claims - kept.before.claims,
        carried.sentence - kept.before.sentence, carried.paragraph - kept.before.paragraph,
        carried.lists - kept.before.lists, kept.stretch.start, tuple(pairs),
    )  # fmt: skip
    reading = kept.reading
    return Reading(
        tuple(_claim(claim, move) for claim in reading.claims),
        tuple(
            Passage(one.start + move.places, one.end + move.places, one.reason) for one in reading.passages
        ),
        _carried(reading.carried, move),
    )


def _saids(carried: Carried) -> tuple[Said | None, ...]:
    return carried.said, carried.lasting, carried.event.said if carried.event else None


def _claim(claim: Claim, move: _Move) -> Claim:
    parts = claim.parts and (move.number(claim.parts[0]), move.number(claim.parts[1]))
    return replace(
        claim, number=claim.number + move.claims, start=claim.start + move.places, end=claim.end + move.places,
        at=claim.at + move.places, to=claim.to + move.places, when=_when(claim.when, move),
        sentence=claim.sentence + move.sentences, paragraph=claim.paragraph + move.paragraphs, of=move.number(claim.of),
        parts=parts, repeat_of=move.number(claim.repeat_of), belongs=move.number(claim.belongs),
        list_id=None if claim.list_id is None else claim.list_id + move.lists,
    )  # fmt: skip


def _when(when: When | None, move: _Move) -> When | None:
    if when is None or when.start < 0:
        return when
    return replace(when, start=move.place(when.start), end=move.place(when.end))


def _carried(carried: Carried, move: _Move) -> Carried:
    event: Event | None = carried.event and replace(carried.event, said=_said(carried.event.said, move))
    frames = tuple(
        replace(
            frame,
            claim=move.number(frame.claim),
            amount=move.number(frame.amount),
            whole=move.number(frame.whole),
        )
        for frame in carried.mains
    )
    return replace(
        carried, sentence=carried.sentence + move.sentences, paragraph=carried.paragraph + move.paragraphs,
        claims=carried.claims + move.claims, lists=carried.lists + move.lists, said=_said(carried.said, move),
        lasting=_said(carried.lasting, move), event=event, mains=frames,
    )  # fmt: skip


def _said(said: Said | None, move: _Move) -> Said | None:
    return said and replace(said, start=move.place(said.start), end=move.place(said.end))
