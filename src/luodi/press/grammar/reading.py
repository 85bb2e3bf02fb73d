"""A text read: every number with its context, or the reason why it is left alone. Pure: no clock, no database."""

import re
from dataclasses import dataclass, replace
from datetime import date

from luodi.press.grammar import occasions
from luodi.press.grammar.claims import Claim, Draft, Passage
from luodi.press.grammar.cut_offs import with_cut_offs
from luodi.press.grammar.dating import BASE, Said, periods_said, published_of
from luodi.press.grammar.framing import Carried
from luodi.press.grammar.marks import marks_of
from luodi.press.grammar.occasions import OCCASION
from luodi.press.grammar.regions import region_of, short_name
from luodi.press.grammar.sentences import read_sentence
from luodi.press.grammar.setting_aside import set_aside
from luodi.press.grammar.situation import Setting
from luodi.press.grammar.splitting import Stretch, evened, paragraphs, sentences
from luodi.press.grammar.subjects import phrases_in
from luodi.press.grammar.vocabulary import PLAIN, Vocabulary

_POINT = re.compile(
    r"\s*(?:[一二三四五六七八九十]+(?:是|要|、)|[(][一二三四五六七八九十]+[)]|首先|其次|再次|最后)"
)
_LOWER_POINT = re.compile(r"\s*(?:[0-9]{1,2}[.、](?![0-9])|[(][0-9]{1,2}[)])")
_SPEAKER = re.compile(r"\s*(?:[^,。;:]{1,25}:\s*\Z|(?:[^,。;:]{0,12}记者|问|答|主持人)[^,。;:]{0,12}:)")
_LASTING = frozenset({"first", "months", "half", "quarters", "since", "opening", "year", "until"})
_DAYS = frozenset({"days", "day", "sameday"})
_IN_NAMES = frozenset({"quarters", "half", "year"})
_QUOTED = re.compile(r"“[^”]{1,80}”|《[^》]{1,80}》")


@dataclass(frozen=True)
class Reading:
    """A paragraph read, and what it hands to the next."""

    claims: tuple[Claim, ...]
    passages: tuple[Passage, ...]
    carried: Carried


def read(text: str, *, published: date | None = None, vocabulary: Vocabulary = PLAIN) -> Draft:
    """Read a draft; ``published`` is the day that 今年 and 目前 are meant on, else what the text itself names."""
    setting = setting_of(text, published=published, vocabulary=vocabulary)
    claims: list[Claim] = []
    passages: list[Passage] = []
    carried = Carried()
    for paragraph in paragraphs(text):
        found = read_paragraph(setting, paragraph, carried)
        claims += found.claims
        passages += found.passages
        carried = found.carried
    return Draft(text, with_cut_offs(claims, setting.published), tuple(passages))


def setting_of(text: str, *, published: date | None = None, vocabulary: Vocabulary = PLAIN) -> Setting:
    """Return what holds for the whole draft."""
    even = evened(text)
    day = published or published_of(text)
    region = region_of(even, vocabulary)
    if region and not vocabulary.places:
        vocabulary = replace(vocabulary, places=(*vocabulary.places, region, short_name(region)))
    return Setting(text, even, vocabulary, day, region)


def read_paragraph(setting: Setting, paragraph: Stretch, carried: Carried) -> Reading:
    """Read one paragraph with what those before it hand on."""
    even = setting.even
    if _SPEAKER.match(even[paragraph.start : paragraph.end]):
        carried = carried.at_new_speaker()
    carried = replace(carried, paragraph=carried.paragraph + 1, said=None)
    aside = set_aside(even, paragraph, setting.vocabulary)
    said = _said_in(setting, paragraph, aside)
    quiet = replace(setting, even=_quiet(even, said))
    claims: list[Claim] = []
    passages: list[Passage] = []
    for sentence in sentences(even, paragraph):
        carried = _at_sentence(setting, sentence, carried, said)
        marks, alone = marks_of(even, sentence, aside, said)
        found, carried = read_sentence(quiet, sentence, marks, said, carried)
        claims += found
        passages += alone
        carried = _after_sentence(carried, sentence, said)
    return Reading(tuple(claims), tuple(passages), carried)


def _quiet(even: str, said: list[Said]) -> str:
    """Return the text with its periods blank: what is left of the words is about things."""
    for one in said:
        if one.form == BASE:
            continue
        even = f"{even[: one.start]}{' ' * (one.end - one.start)}{even[one.end :]}"
    return even


def _said_in(setting: Setting, paragraph: Stretch, aside: tuple[Passage, ...]) -> list[Said]:
    quoted = [found.span() for found in _QUOTED.finditer(setting.even, paragraph.start, paragraph.end)]
    quoted += [(one.start, one.end) for one in aside]
    said = periods_said(setting.even, paragraph, setting.published, setting.vocabulary)
    if any(one.form in _DAYS for one in said):
        named = [found.span() for found in OCCASION.finditer(setting.even, paragraph.start, paragraph.end)]
        said = [one for one in said if one.form not in _IN_NAMES or not _inside(one, named)]
    kept = [one for one in said if not _inside(one, quoted)]
    day: Said | None = None
    resolved = []
    for one in kept:
        if one.form in {"days", "day"}:
            day = one
        if one.form == "sameday" and one.words.startswith("当") and day is not None:
            one = replace(one, period=day.period)
        resolved.append(one)
    return resolved


def _inside(said: Said, spans: list[tuple[int, int]]) -> bool:
    return any(start < said.end and said.start < end for start, end in spans)


def _at_sentence(setting: Setting, sentence: Stretch, carried: Carried, said: list[Said]) -> Carried:
    text = setting.even[sentence.start : sentence.end]
    carried = replace(carried, sentence=carried.sentence + 1)
    if _POINT.match(text):
        carried = carried.at_new_point()
        topic = frozenset().union(
            *(one.phrase.facets for one in phrases_in(setting.even, sentence.start, sentence.end))
        )
        carried = replace(carried, topic=topic & {"remote"})
    elif _LOWER_POINT.match(text):
        carried = replace(carried, below=True)
    event = occasions.event_in(
        setting.even, sentence, said, setting.vocabulary, going_on=carried.event is not None
    )
    return replace(carried, event=event) if event else carried


def _after_sentence(carried: Carried, sentence: Stretch, said: list[Said]) -> Carried:
    lasting = [one for one in said if sentence.start <= one.start < sentence.end and not one.local]
    if not lasting:
        return carried
    spans = [one for one in lasting if one.form in _LASTING]
    return replace(carried, said=lasting[-1], lasting=spans[-1] if spans else carried.lasting)
