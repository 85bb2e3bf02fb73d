"""Amounts: the investment of what was just counted, of one named project, or of something of their own."""

import re
from dataclasses import replace

from luodi.press.grammar import subjects
from luodi.press.grammar.claims import Measure
from luodi.press.grammar.counts import facets_of_count, is_change, is_part, read_target
from luodi.press.grammar.framing import Frame
from luodi.press.grammar.marks import Mark, Role
from luodi.press.grammar.situation import Situation, continued
from luodi.press.grammar.windows import Own, Window, own_amount, own_count, window_of

_BY_THEMSELVES = frozenset({"macro", "output", "projected", "amount.funds", "amount.finance"})
_NARROWS = frozenset({"industrial"})
_INVESTED = re.compile(r"(?:计划|预计|概算|协议|拟)?总?投资|(?:签约|合同)(?:金?额|总额)")
_NAME_ENDS = re.compile(r"(?<=项目)|、|,|等")
_BUILDS = re.compile(
    r"\s?(?:兴建|新建|建设|打造|实施|用于建设|投建)(?P<name>[^,;。0-9]{2,30}?(?:项目|工程|基地|园|厂|中心|生产线|综合体|总部))(?![0-9、]|等)"
)
_THIS_PROJECT = re.compile(r"(?:该|这个|此)项目\Z")
_THESE = re.compile("(?:这批|上述|以上|这些)项目")
_NAME_STARTS = re.compile(r"[,;:]|其中")
_LONGEST_NAME = 40


def read_amount(now: Situation, k: int, mark: Mark, window: Window) -> None:
    """Note an amount, unless it is of what is none of ours."""
    own = now.with_thresholds(own_amount(now.even, mark, window, now.vocabulary), window, mark)
    if now.is_foreign(own):
        return
    now.consumed = mark.end
    if "completion" in own.facets:
        read_target(now, mark, own, Measure.AMOUNT)
        return
    if is_change(now, now.even[window.left : mark.at], mark.at):
        facets = continued(now.frame, own.facets) | {"growth", "what.amount"}
        now.add(mark, own, facets, Measure.CHANGE, belongs=now.frame.amount)
    elif name := _one_project(now, mark, window, own):
        facets = frozenset({"single", "what.amount", f"named:{name}"}) | (own.facets & {"projected"})
        claim = now.add(mark, replace(own, words=name), facets, Measure.AMOUNT)
        now.frame = Frame(facets, claim.number, claim.number)
    elif (counted := _count_behind(now, k)) is not None:
        facets = continued(Frame(subjects.plain_what(counted)), own.facets | {"what.amount"})
        number = now.carried.claims + len(now.claims) + 1
        now.add(mark, own, facets, Measure.AMOUNT, belongs=number + 1)
        now.frame = Frame(facets, None, number)
    else:
        _amount_of_subject(now, mark, window, own)


def _amount_of_subject(now: Situation, mark: Mark, window: Window, own: Own) -> None:
    said = subjects.plain_what(own.facets) | {"what.amount"}
    said -= {"growth"} | (subjects.stages(said) if "projected" in said else frozenset())
    if own.rest and "projected" not in said:
        said |= {"named", f"named:{own.rest}"}
    if _THESE.search(own.words) and "stage.signed" in now.main.facets:
        said |= {"cohort"}
    of_part = now.sub and bool(now.frame.whole) and now.frame.claim in {one.number for one in now.claims}
    by_itself = (
        not (of_part and "amount.funds" in own.facets)
        and "single" not in now.frame.facets
        and (
            own.facets & _BY_THEMSELVES
            or (own.rest and not _INVESTED.search(own.words))
            or bool(
                subjects.stages(own.facets) - now.frame.facets - {"stage.ceremony"}
                and "what.projects" in own.facets
            )
        )
    )
    part = is_part(now, now.even[window.left : mark.at], own.facets, "") and bool(own.facets & _NARROWS)
    frame = now.parent if part or _sums_up(now, window, own) else now.frame
    facets = frozenset(said) if by_itself else continued(frame, said)
    facets = now.with_event(facets, own.words, mark.at)
    claim = now.add(
        mark, own, facets, Measure.AMOUNT,
        belongs=None if by_itself else frame.claim,
        of=_whole_amount(now, frame, own, part=part, by_itself=bool(by_itself)),
    )  # fmt: skip
    if by_itself or frame.claim is None:
        now.frame = Frame(facets, claim.number, claim.number)
    elif "projected" not in said:
        now.frame = replace(now.frame, amount=claim.number)
        now.note_amount(frame.claim, claim.number)


def _sums_up(now: Situation, window: Window, own: Own) -> bool:
    """Whether an amount after a list of parts without amounts is that of the whole."""
    parts = [one for one in now.claims if one.measure is Measure.COUNT and one.of == now.frame.whole]
    plain = own.facets <= {"what.amount"} and window.left <= now.clause.start
    told = any(one.belongs in {part.number for part in parts} for one in now.claims)
    return bool(now.frame.whole) and plain and len(parts) > 1 and not told and now.parent.amount is None


def _whole_amount(now: Situation, frame: Frame, own: Own, *, part: bool, by_itself: bool) -> int | None:
    """Return the amount of the whole that an amount is a part of."""
    if own.facets & {"projected", "amount.completed"}:
        return None
    if by_itself:
        last = now.claims[-1] if now.claims else None
        return last.number if last and "其中" in own.words and last.measure is Measure.AMOUNT else None
    if part:
        return frame.amount
    return next((one.amount for one in reversed(now.mains) if frame.whole and one.claim == frame.whole), None)


def _count_behind(now: Situation, k: int) -> frozenset[str] | None:
    """Return what is counted when an amount stands before its count: 总投资90亿元的12个项目."""
    if k + 1 >= len(now.marks) or now.marks[k + 1].at >= now.clause.end:
        return None
    follows = now.marks[k + 1]
    if follows.role is not Role.CLAIM or follows.quantity.is_money or follows.quantity.is_rate:
        return None
    between = now.even[now.marks[k].end : follows.at].strip()
    if not between.startswith("的") or "等" in between:
        return None
    window = window_of(now.even, now.clause, now.marks, k + 1)
    own = own_count(now.even, follows, window, now.vocabulary)
    return facets_of_count(now, follows, own, now.even[window.left : follows.at], part=False)


def _one_project(now: Situation, mark: Mark, window: Window, own: Own) -> str:
    """Return the name of the one project whose investment it is, or nothing."""
    if name := _named_behind(now, mark, window, own):
        return name
    before = now.even[window.left : mark.at]
    invested = _INVESTED.search(before)
    if invested is None:
        return ""
    if _THIS_PROJECT.search(before[: invested.start()]):
        return next((one.partition(":")[2] for one in now.frame.facets if one.startswith("named:")), "该项目")
    name = _NAME_STARTS.split(before[: invested.start()])[-1]
    if name.strip():
        alone = subjects.names_one_thing(name) and not subjects.stages(own.facets)
        return _bare(name) if alone else ""
    return _named_before(now) if window.left <= now.clause.start else ""


def _named_behind(now: Situation, mark: Mark, window: Window, own: Own) -> str:
    """投资13亿元的石桥轴承项目, 投资13亿元兴建石桥轴承项目."""
    behind = now.even[mark.end : window.right]
    if built := _BUILDS.match(behind):
        return _bare(_NAME_ENDS.split(built["name"])[0])
    if not behind.startswith("的") or subjects.stages(own.facets):
        return ""
    name = _NAME_ENDS.split(behind[1:])[0]
    alone = window.right >= window.beyond or "、" in behind or "等" in behind
    if not name or not alone or re.match(r"\s*[0-9]", name) or subjects.is_plural(name):
        return ""
    now.consumed = mark.end + 1 + len(name)
    return _bare(name)


def _named_before(now: Situation) -> str:
    """The clause before an amount may be nothing but the name of its project."""
    last = _NAME_STARTS.split(now.even[now.sentence.start : now.clause.start].rstrip(","))[-1]
    start = now.clause.start - 1 - len(last)
    counted = any(one.at >= start for one in now.claims)
    if counted or len(last) > _LONGEST_NAME or not subjects.names_one_thing(last):
        return ""
    return _bare(last)


def _bare(name: str) -> str:
    """Return a project's name without what is said of it: 参与集中开工的石桥轴承项目."""
    return name.rpartition("的")[2].strip(" “”")
