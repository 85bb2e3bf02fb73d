"""What a number counts: the words about it, and the facets that they stand for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from luodi.press.grammar.claims import Subject
from luodi.press.grammar.lexicon import Found, Lexicon, Phrase, phrases, rows
from luodi.press.grammar.occasions import OCCASION
from luodi.press.grammar.vocabulary import Vocabulary, any_of, known_words
from luodi.refdata import divisions, regions
from luodi.refdata.divisions import Level

_SUBJECTS = Lexicon(phrases(rows("subjects")))
_ELSEWHERE = rows("livelihood")
_LIVELIHOOD = any_of(
    word for name, section in _ELSEWHERE.items() if name != "work" for row in section for word in row["words"]
)
_WORK = any_of(word for row in _ELSEWHERE["work"] for word in row["words"])
_NEAR = 8
_WORDING = rows("wording")
_LINKED = re.compile(
    rf"(?:{'|'.join(sorted(_WORDING['linkers'], key=len, reverse=True))}|[\s:]|\([^()]*\)|[”’」』])*\Z"
)
_NEUTRAL = any_of(
    word for word in [*_WORDING["neutral"], *(p.words for p in phrases(rows("subjects")))] if len(word) > 1
)
_LOOSE = "".join(word for word in _WORDING["neutral"] if len(word) == 1)
_FROM = re.compile("来自|来源地(?:[是为])?|来源于")
_PROVINCES = any_of(one.short_name for one in divisions.divisions(Level.PROVINCE))
_SIZE = re.compile("(?:过|超过?)?[0-9.]+[万亿]*元?(?:及?以[上下])?")
_TIME = re.compile(
    "(?:[0-9]{4}\\s?年度?|今年|去年)?"
    "(?:[上下]半年|[一二三四首]季度|前[一二三]季度|全年|(?:[0-9]{1,2}[-—~至])?[0-9]{1,2}月份?|以来)"
    "|[0-9]{4}\\s?年度?|近[一二三两几]年多?来?"
)
_RANKED = re.compile(
    "(?:居|排名|位居|位列|排在)(?:前|后)[一二三四五六七八九十0-9]+位的?(?:[是为有:]|县区[^,;。]{0,6}[是为有])?"
    "|[靠居]前的[是为有]"
)
_OFFICE = re.compile("[市区县省州][\u4e00-\u9fff]{1,8}?(?:局|委员会|委|办公室|厅|中心|政府)")
_BARE_THRESHOLD = re.compile(
    r"(?<![0-9.])(?P<size>[十百千]?亿|[千百]万)元?(?:及?以上|(?=元?(?:项目|企业|固投|产业项目|级)))"
    r"|(?:过|超)(?P<over>[十百千]?亿)元?"
)
_WORTH = {
    "亿": "1亿元",
    "十亿": "10亿元",
    "百亿": "100亿元",
    "千亿": "1000亿元",
    "千万": "1000万元",
    "百万": "100万元",
}
_WITHIN_NOUNS = ("", "化", "类", "型", "级", "链")
_UNITS = ("unit:", "area:", "kind:")
_CJK = re.compile("[\u4e00-\u9fffA-Za-z]+")
_MARKS = " 、,;:()“”‘’\"'—·•-~《》[]"
_PLURAL = re.compile(r"(?:等|一批|一大批|若干|多个|批)[^,;]{0,12}\Z")
STAGE = "stage."
WHAT = "what."


@dataclass(frozen=True)
class Said:
    """The phrases found in a window and the words of it."""

    found: tuple[Found, ...]
    words: str

    def facets(self) -> frozenset[str]:
        return frozenset().union(*(one.phrase.facets for one in self.found))


def is_livelihood(even: str, start: int, end: int) -> bool:
    """Whether the words between are of what no figure of investment promotion counts."""
    return bool(_LIVELIHOOD.search(even, start, end))


def is_work(even: str, left: int, at: int, end: int, right: int) -> bool:
    """Whether it is tasks, measures and the like that a number counts: their word stands right beside it."""
    behind = _WORK.search(even, end, min(right, end + _NEAR))
    if behind:
        return True
    return any(_LINKED.match(even, one.end(), at) for one in _WORK.finditer(even, max(left, at - _NEAR), at))


def phrases_in(even: str, start: int, end: int) -> tuple[Found, ...]:
    """Return the subjects' phrases between two places."""
    return _SUBJECTS.find(even, start, end)


def head_at_end(even: str, found: Iterable[Found], end: int) -> Found | None:
    """Return the noun that the words before a number end with, but for words that join it to the number."""
    for one in reversed(tuple(found)):
        if _names(one.phrase) and _LINKED.match(even, one.end, end):
            return one
        if _names(one.phrase):
            return None
    return None


def head_at_start(even: str, found: tuple[Found, ...]) -> Found | None:
    """Return the noun that follows a number: the last of those that stand together."""
    head: Found | None = None
    for one in found:
        if head is not None and even[head.end : one.start] not in _WITHIN_NOUNS:
            break
        if _names(one.phrase) and not _is_sum(one.phrase):
            head = one
    return head


def _names(phrase: Phrase) -> bool:
    return any(
        facet.startswith((WHAT, "met.", "amount.", "macro", "projected", "rate.")) for facet in phrase.facets
    )


def _is_sum(phrase: Phrase) -> bool:
    return all(facet == "what.amount" or facet.startswith("amount.") for facet in phrase.facets)


def plain_what(facets: Iterable[str]) -> frozenset[str]:
    """Return the facets without what is counted."""
    return frozenset(one for one in facets if not one.startswith((WHAT, "met.")))


def stages(facets: Iterable[str]) -> frozenset[str]:
    """Return the facets that say how far something has come."""
    return frozenset(one for one in facets if one.startswith(STAGE))


@lru_cache(maxsize=8)
def _scopes(vocabulary: Vocabulary) -> Lexicon:
    known = [
        Phrase(name, frozenset({one.scope, "narrowed"})) for one in vocabulary.scopes for name in one.names
    ]
    origins = [
        Phrase(name, frozenset({f"origin:{one.name}"}))
        for one in regions.regions()
        for name in (one.name, *one.aliases)
    ]
    return Lexicon([*origins, *known])


def narrowing(even: str, start: int, end: int, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the facets of the places of origin and the units that are named between, and of thresholds in words."""
    facets: set[str] = set()
    listed = even.rfind("等", start, end)
    if listed < 0 or "、" not in even[start:listed]:
        listed = start
    for one in _scopes(vocabulary).find(even, start, end):
        if one.start >= listed or "narrowed" not in one.phrase.facets:
            facets |= one.phrase.facets - {"narrowed"}
    if _FROM.search(even, even.rfind("。", 0, start) + 1, end):
        facets |= {f"origin:{one.group()}" for one in _PROVINCES.finditer(even, start, end)}
    if size := _BARE_THRESHOLD.search(even, start, end):
        facets |= {"threshold", f"threshold:{_WORTH[size['size'] or size['over']]}"}
    return frozenset(facets)


def without_origins(rest: str, facets: frozenset[str]) -> str:
    """Return a residue but for the provinces that are told by a facet already."""
    for one in facets:
        if one.startswith("origin:"):
            rest = rest.replace(one.removeprefix("origin:"), "")
    return rest


def residue(words: str, vocabulary: Vocabulary) -> str:
    """Return what narrows a subject beyond all phrases known: 绿色能源 of 绿色能源项目."""
    rest = words.rpartition("等")[2] or words
    rest = rest.rpartition("中有")[2] or rest
    for form in (_RANKED, _BARE_THRESHOLD, _SIZE, _TIME, OCCASION, _OFFICE, known_words(vocabulary).places):
        rest = form.sub(" ", rest)
    if _FROM.search(rest):
        rest = _PROVINCES.sub(" ", _FROM.sub(" ", rest))
    for one in _scopes(vocabulary).find(rest, 0, len(rest)):
        rest = rest.replace(one.phrase.words, " ")
    parts = [part.strip(_LOOSE) for part in _CJK.findall(_NEUTRAL.sub(" ", rest))]
    return "".join(part for part in parts if len(part) > 1)


def scopes_in(even: str, start: int, end: int, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the scope of the unit that a clause begins with: 东岭县今年以来，新签约项目12个."""
    first = start + len(even[start:end]) - len(even[start:end].lstrip(" ,、;:"))
    found = [one.phrase.facets for one in _scopes(vocabulary).find(even, start, end) if one.start == first]
    return frozenset(facet for facets in found for facet in facets if facet.startswith(_UNITS))


def subject_of(words: str, facets: frozenset[str]) -> Subject:
    """Return the subject with its words trimmed of marks."""
    return Subject(" ".join(words.strip(_MARKS).split()), facets)


def names_one_thing(words: str) -> bool:
    """Whether words end with the name of one project: 石桥新材料产业园项目, not 等一批项目."""
    text = words.strip(_MARKS)
    if is_plural(text):
        return False
    named = _ONE_PROJECT.search(text)
    return bool(named) and bool(residue(text, _NO_NAMES))


def is_plural(words: str) -> bool:
    """Whether words name several things at once: 等一批项目."""
    return bool(_PLURAL.search(words))


_ONE_PROJECT = re.compile(
    r"(?:项目|工程|产业园|科技园|小镇|基地|综合体|总部|中心|工厂|生产线|世界|广场|园)(?:一期|二期|三期)?\Z"
)
_NO_NAMES = Vocabulary()
