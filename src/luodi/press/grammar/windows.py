"""The words about a number: before it to the last number or mark, behind it to the next; and what they say of it."""

import re
from dataclasses import dataclass

from luodi.press.grammar import subjects
from luodi.press.grammar.lexicon import Found
from luodi.press.grammar.marks import Mark, Role
from luodi.press.grammar.splitting import Stretch
from luodi.press.grammar.vocabulary import Vocabulary

_NOUN_FOLLOWS = re.compile(r"[ ]?[^\s的、,;:.。!?()”’」』]")
_GENERIC_AMOUNT = frozenset({"what.amount"})
_ALSO_BEHIND = frozenset({"what.advisers", "sponsored", "pool", "above_scale"})
_REACHED = re.compile(r"完成[^,;。]{0,16}(?:目标|任务|计划)[^,;。]{0,4}\Z")
_TARGET = re.compile(r"的?(?:年度|全年)?(?:目标|任务)")
_UNKNOWN = re.compile(r"\s?[\u4e00-\u9fff]{1,8}")
_PEOPLE = re.compile(r"的(?:人员|干部|职工|党员|群众|人口|家庭|时间)")
_INVESTED = re.compile(r"\s?(?:计划|概算|协议|拟)?(?:总)?投资(?:总?额)?(?:约|超过|超|近|达|共)?\Z")


@dataclass(frozen=True)
class Window:
    """Where the words before and behind a number stand. ``beyond`` is the end of its clause."""

    left: int
    right: int
    beyond: int
    follows: bool = False
    through: int = 0


@dataclass(frozen=True)
class Own:
    """What the words about a number say themselves."""

    facets: frozenset[str]
    head: Found | None
    start: int
    end: int
    words: str
    behind: bool = False
    empty: bool = False
    livelihood: bool = False
    rest: str = ""
    strange: bool = False


def window_of(even: str, clause: Stretch, marks: list[Mark], i: int) -> Window:
    """Return the window of the number at ``i`` among the marks of a sentence."""
    here = marks[i]
    bounds = [one for one in marks if clause.start <= one.at < clause.end and one.role is not Role.THRESHOLD]
    before = [one.end for one in bounds if one.end <= here.at]
    behind = [one for one in bounds if one.at >= here.end]
    left = max([clause.start, *before])
    beyond = clause.end - 1 if even[clause.end - 1] in ",;:。!?" else clause.end
    right = behind[0].at if behind else beyond
    follows = bool(before) and re.fullmatch(r"[、和与及至到~～—–-]|以及", even[left : here.at]) is not None
    through = 0
    if behind and behind[0].quantity.is_money and _INVESTED.fullmatch(even[here.end : behind[0].at]):
        through = behind[0].end
    return Window(left, right, max(beyond, right), follows, through)


def own_count(even: str, mark: Mark, window: Window, vocabulary: Vocabulary) -> Own:
    """Return what is said of a count: its noun stands before it (项目46个) or behind (46个项目集中开工)."""
    before = subjects.phrases_in(even, window.left, mark.at)
    start, end = (window.through, window.beyond) if window.through else (mark.end, window.right)
    behind = subjects.phrases_in(even, start, end)
    head = subjects.head_at_end(even, before, mark.at)
    follows = bool(_NOUN_FOLLOWS.match(even, mark.end)) or bool(window.through)
    if head is None and follows:
        return _counted_behind(even, mark, window, before, behind, start, vocabulary)
    words = even[window.left : mark.at]
    facets = _without_whats(before) | (head.phrase.facets if head else _last_what(before))
    if not subjects.stages(facets) and follows:
        facets |= subjects.stages(_all(behind))
    narrowed = subjects.narrowing(even, window.left, mark.at, vocabulary)
    facets |= narrowed
    return Own(
        facets, head, window.left, mark.end, words,
        empty=not before and not narrowed and not subjects.residue(words, vocabulary),
        livelihood=subjects.is_livelihood(even, window.left, mark.at)
        or subjects.is_work(even, window.left, mark.at, mark.end, mark.end),
        rest=subjects.without_origins(subjects.residue(words, vocabulary), narrowed),
    )  # fmt: skip


def _counted_behind(
    even: str, mark: Mark, window: Window, before: tuple[Found, ...], behind: tuple[Found, ...], start: int,
    vocabulary: Vocabulary,
) -> Own:  # fmt: skip
    head = subjects.head_at_start(even, behind)
    noun_end = head.end if head else start
    about = [one for one in behind if one.end <= noun_end]
    facets = _without_whats(before) | _without_whats(tuple(about))
    facets |= head.phrase.facets if head else frozenset()
    told = _all(behind) if window.right >= window.beyond or window.through else _all(tuple(about))
    if not subjects.stages(facets):
        facets |= subjects.stages(told)
    elif late := told & {"stage.building", "stage.preparing", "stage.ceremony"}:
        facets |= late
    facets |= {one for one in _all(behind) if one in _ALSO_BEHIND}
    facets |= subjects.narrowing(even, window.left, noun_end, vocabulary)
    strange = _UNKNOWN.match(even, start, window.right) if not behind and not window.through else None
    noun_end = strange.end() if strange else noun_end
    words = even[window.left : mark.at].rpartition("等")[2] + even[start:noun_end]
    rest = subjects.residue(words, vocabulary)
    return Own(
        facets, head, window.left, noun_end, even[window.left : mark.at] + even[start:noun_end], behind=True,
        empty=not before and not behind and not rest,
        livelihood=subjects.is_livelihood(even, window.left, window.beyond)
        or subjects.is_work(even, window.left, mark.at, mark.end, window.right),
        rest=rest,
        strange=bool(strange and rest),
    )  # fmt: skip


def own_amount(even: str, mark: Mark, window: Window, vocabulary: Vocabulary) -> Own:
    """Return what is said of an amount or a rate: all of it stands before, but for a project that it is 的."""
    before = subjects.phrases_in(even, window.left, mark.at)
    words = even[window.left : mark.at]
    reached = _REACHED.search(words) or ("完成" in words and _TARGET.match(even, mark.end))
    staffing = _PEOPLE.match(even, mark.end) is not None
    facets = _all(before) | subjects.narrowing(even, window.left, mark.at, vocabulary)
    facets |= {"completion"} if reached else frozenset()
    rest = "" if reached else subjects.residue(words, vocabulary)
    generic = _all(before) <= _GENERIC_AMOUNT and not rest
    stop = window.beyond if generic else mark.at
    return Own(
        facets, before[-1] if before else None, window.left, mark.end, words,
        empty=not before and not rest,
        livelihood=staffing or subjects.is_livelihood(even, window.left, stop),
        rest=rest,
    )  # fmt: skip


def _all(found: tuple[Found, ...]) -> frozenset[str]:
    return frozenset().union(*(one.phrase.facets for one in found))


def _without_whats(found: tuple[Found, ...]) -> frozenset[str]:
    return subjects.plain_what(_all(found))


def _last_what(found: tuple[Found, ...]) -> frozenset[str]:
    for one in reversed(found):
        if whats := {facet for facet in one.phrase.facets if facet.startswith((subjects.WHAT, "met."))}:
            return frozenset(whats)
    return frozenset()
