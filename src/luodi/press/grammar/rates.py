"""Shares, growth, rates of completion and points, and the rows of them that 分别 hands out."""

import re
from dataclasses import replace

from luodi.press.grammar import sharing, subjects
from luodi.press.grammar.claims import Claim, Measure
from luodi.press.grammar.framing import NOTHING, Frame
from luodi.press.grammar.marks import Mark
from luodi.press.grammar.situation import Situation, continued, inherited
from luodi.press.grammar.windows import Own, Window, own_amount

_TO = re.compile(r"\A\s?(?:提升|提高|上升|下降|降低|降|增长|增加|扩大|升|回落)(?:到|至|为)\s?\Z")
_GROWS = ("增长", "下降", "增速", "同比", "增幅")
_SHARES = ("占", "率", "完成", "比重")
_COUNTED = (Measure.COUNT, Measure.AMOUNT)
_MEASURES = frozenset({"what.amount", "what.projects"})
_SAID_OF_ALL = frozenset({"growth", "share", "completion"})
_REACHED = frozenset({"completion", "pace"})
_GIVEN = frozenset({"listed"})
Group = tuple[frozenset[str], int | None]


def read_rates(now: Situation, k: int, window: Window) -> int:
    """Note a rate and those that stand in a row with it; return how many they are."""
    mark = now.marks[k]
    own = own_amount(now.even, mark, window, now.vocabulary)
    size = sharing.row_size(now.even, now.marks, k)
    if now.is_foreign(own):
        return size
    left = now.even[window.left : mark.at]
    if _TO.search(left) and now.claims and now.claims[-1].unit == mark.quantity.unit:
        _read_second(now, mark, own)
        return 1
    groups = _groups(now, own, left, size, window, mark) if size > 1 else ()
    for i in range(size):
        _read_rate(now, now.marks[k + i], own, left, groups[i] if i < len(groups) else None)
    return size


def _read_second(now: Situation, mark: Mark, own: Own) -> None:
    """从27%提高到34%: the second number is of the same thing, now."""
    first = now.claims[-1]
    now.past_local, now.consumed = True, mark.end
    now.add(mark, own, first.subject.facets, first.measure, belongs=first.belongs)
    now.past_local = False


def _groups(now: Situation, own: Own, left: str, size: int, window: Window, mark: Mark) -> tuple[Group, ...]:
    against = sharing.compared_with(left)
    if len(against) == size:
        return tuple((now.frame.facets | {f"versus:{one}"}, now.frame.claim) for one in against)
    if len(now.groups) == size:
        return tuple((one | {"what.projects"}, None) for one in now.groups)
    listed = sharing.listed_before(now.even, window.left, mark.at, now.vocabulary)
    if len(listed) == size:
        return tuple(_listed(now, one) for one in listed)
    counted = [one for one in now.claims if one.measure in _COUNTED][-size:]
    if len(counted) == size:
        return tuple((one.subject.facets, one.number) for one in counted)
    return ()


def _listed(now: Situation, one: frozenset[str]) -> Group:
    """项目数、总投资分别占: each is of the last count and of its amount; other things are parts of the whole."""
    if not one <= _MEASURES or now.frame.claim is None:
        return inherited(now.main, one) | _GIVEN, None
    of_amount = "what.amount" in one
    base = subjects.plain_what(now.frame.facets)
    return base | one | _GIVEN, now.frame.amount if of_amount else now.frame.claim


def _read_rate(now: Situation, mark: Mark, own: Own, left: str, group: Group | None) -> None:
    measure = _measure(mark, own.facets, left)
    facets, belongs = _subject(now, own, left, group)
    named = (own.facets | facets) & {"completion"} or any(one.startswith("rate.") for one in own.facets)
    if measure is Measure.SHARE and not named:
        facets |= {"share"}
    now.consumed = mark.end
    claim = now.add(mark, own, facets, measure, belongs=belongs)
    if belongs is None and group is None:
        now.frame = replace(Frame(facets, claim.number), unit=claim.unit)


def _subject(now: Situation, own: Own, left: str, group: Group | None) -> Group:
    facets = own.facets | ({"named", f"named:{own.rest}"} if own.rest else frozenset())
    if group is not None:
        said = own.facets - subjects.stages(own.facets) if subjects.stages(group[0]) else own.facets
        if group[0] >= _GIVEN:
            return group[0] - _GIVEN | (own.facets & _SAID_OF_ALL), group[1]
        return continued(Frame(group[0]), said), group[1]
    whats = any(one.startswith(("what.", "macro", "rate.", "amount.")) for one in own.facets)
    by_itself = "macro" in facets or subjects.stages(facets) or (own.rest and whats)
    if by_itself and "share" not in own.facets:
        return facets, None
    return _of_last(now, own)


def _of_last(now: Situation, own: Own) -> Group:
    """Return the subject of a rate that names none: the number just before, or the amount or count it speaks of."""
    if not now.claims:
        frame = now.parent if now.sub else now.frame
        return continued(frame, own.facets), frame.claim
    last = now.claims[-1]
    grows = "growth" in own.facets
    if "what.amount" in own.facets and now.frame.amount is not None:
        last = _numbered(now, now.frame.amount) or last
    elif "what.projects" in own.facets and now.frame.claim is not None:
        last = _numbered(now, now.frame.claim) or last
    else:
        last = _counted(now, last, reached=not grows)
    reached = NOTHING if grows else now.claims[-1].subject.facets & _REACHED
    return continued(
        Frame(last.subject.facets - {"target"} - (_REACHED if grows else NOTHING)), own.facets | reached
    ), (last.number)


def _numbered(now: Situation, number: int) -> Claim | None:
    return next((one for one in now.claims if one.number == number), None)


def _counted(now: Situation, last: Claim, *, reached: bool) -> Claim:
    """Return the count or amount that a rate before goes back to; a growth is never that of a target."""
    while last.belongs is not None and (
        last.measure not in _COUNTED or (not reached and "target" in last.subject.facets)
    ):
        found = _numbered(now, last.belongs)
        if found is None:
            break
        last = found
    return last


def _measure(mark: Mark, facets: frozenset[str], left: str) -> Measure:
    if mark.quantity.unit == "个百分点":
        return Measure.POINTS
    named = facets & {"share", "completion"} or any(one.startswith("rate.") for one in facets)
    if named and _last(left, _GROWS) <= _last(left, _SHARES):
        return Measure.SHARE
    if "growth" in facets:
        return Measure.GROWTH
    return Measure.OTHER if mark.quantity.unit == "倍" else Measure.SHARE


def _last(text: str, words: tuple[str, ...]) -> int:
    return max(text.rfind(word) for word in words)
