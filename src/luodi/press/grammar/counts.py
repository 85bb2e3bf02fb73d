"""Counts: projects, firms, visits, teams; what each of them is a part of."""

import re
from dataclasses import replace

from luodi.press.grammar import sharing, subjects
from luodi.press.grammar.claims import Measure
from luodi.press.grammar.framing import NOTHING, Frame
from luodi.press.grammar.marks import Mark
from luodi.press.grammar.situation import Situation, continued, inherited
from luodi.press.grammar.windows import Own, Window, own_count

_WITHIN = re.compile(r"其中|(?<![一不])包括|包含")
_POINTING = re.compile(r"(?:这|该|上述|以上)\s?\Z")
COMPARED = re.compile(
    r"(?:比|较|同比|环比)[^,;]*(?:增加|减少|增长|下降|多|少|净增|净减|扩大|提高)\s?了?\s?\Z"
)
_ACTS = frozenset({"trip", "visit"})
_AT_WORK = frozenset({"stage.building", "stage.preparing"})
_AMONG_SIGNED = re.compile("签约[^,;]*中[^,;]*已")
_FURTHER = frozenset({"stage.registered", "stage.performed", "stage.started", "stage.producing"})
_ALREADY = re.compile(r"[\s,、;:]*(?:目前|现)?已")
_MORE = re.compile(r"(?:增加|减少|净增|净减)了?\s?\Z")
_LIKENED = re.compile("相比|同比|环比")
_WHERE = ("origin:", "unit:", "area:")
_IS_COMING = re.compile("将(?:于|在|要|会|陆续)")
_PIECES = frozenset({"个", "项"})
_SAYS_LITTLE = re.compile(r"[\s,、;:]*(?:其中)?[\s,:]*(?:目前|现)?(?:已|有|仍|还|另)*\s*")
_AMONG = re.compile(r"\s?(?:当)?中\s?[,:]")
_REMOTE = frozenset({"remote"})
_DEFAULT_WHAT = {"个": "what.projects", "家": "what.enterprises", "户": "what.enterprises"}


def read_counts(now: Situation, k: int, window: Window) -> int:
    """Note a count and those that 分别 puts in a row with it; return how many they are."""
    left = now.even[window.left : now.marks[k].at]
    size = sharing.row_size(now.even, now.marks, k) if "分别" in left else 1
    listed = sharing.listed_before(now.even, window.left, now.marks[k].at, now.vocabulary) if size > 1 else ()
    if len(listed) != size:
        read_count(now, now.marks[k], window)
        return 1
    for i in range(size):
        read_count(now, now.marks[k + i], window, listed[i])
    return size


def read_count(now: Situation, mark: Mark, window: Window, listed: frozenset[str] | None = None) -> None:
    """Note a count, unless it counts what is none of ours; ``listed`` is what a row gives it."""
    own = now.with_thresholds(own_count(now.even, mark, window, now.vocabulary), window, mark)
    if now.is_foreign(own):
        return
    if listed is not None:
        own = replace(
            own, facets=subjects.plain_what(own.facets - {"industrial"}) | listed, rest="", empty=False
        )
    left = now.even[window.left : mark.at]
    now.consumed = mark.end if window.through else own.end
    if _read_beside(now, mark, own, left):
        return
    among = bool(_AMONG.match(now.even, own.end if own.behind else mark.end))
    part = not among and is_part(now, left, own.facets, mark.quantity.unit)
    facets = facets_of_count(now, mark, own, left, part=part)
    facets |= _in_passing(now, mark, own, facets, left, window)
    whole = (now.parent if "cohort" in facets else now.whole_for(own.facets)) if part else Frame()
    if part and facets <= whole.facets and not now.names_period(mark.at):
        facets |= {"partial"}
    claim = now.add(mark, own, facets, Measure.COUNT, of=whole.claim)
    now.frame = Frame(facets, claim.number, unit=claim.unit, whole=whole.claim)
    if not part:
        now.count_whole(now.frame)
    if among:
        now.sub, now.parent = True, now.frame


def _read_beside(now: Situation, mark: Mark, own: Own, left: str) -> bool:
    """Note a count that says something of another one: a change, a target, what will come, how many of them."""
    if is_change(now, left, mark.at):
        itself = bool(subjects.stages(own.facets))
        facets = continued(Frame() if itself else now.frame, own.facets - {"new"}) | {"growth"}
        now.add(mark, own, facets, Measure.CHANGE, belongs=None if itself else now.frame.claim)
    elif "projected" in own.facets:
        _read_projected(now, mark, own)
    elif "completion" in own.facets:
        read_target(now, mark, own, Measure.COUNT)
    elif (last := _of_last(now, own, mark)) is not None:
        whole = next(one.subject.facets for one in now.claims if one.number == last)
        facets = continued(Frame(whole), own.facets) | {"partial"}
        claim = now.add(mark, own, facets, Measure.COUNT, of=last)
        now.frame = Frame(facets, claim.number, unit=claim.unit)
    else:
        return False
    return True


def is_change(now: Situation, left: str, at: int) -> bool:
    """Whether a number says by how much something has changed: 比去年同期增加35个; 与去年相比，签约项目增加11个."""
    if COMPARED.search(left):
        return True
    return bool(_MORE.search(left) and _LIKENED.search(now.even, now.sentence.start, at))


def read_target(now: Situation, mark: Mark, own: Own, measure: Measure) -> None:
    """A number that is to be reached: 完成年度目标250个的61.6%."""
    itself = subjects.stages(own.facets)
    last = now.claims[-1] if now.claims and not itself else None
    base = Frame() if itself else Frame(last.subject.facets) if last else now.frame
    now.add(
        mark, own, continued(base, own.facets) | {"target"}, measure, belongs=last.number if last else None
    )


def _of_last(now: Situation, own: Own, mark: Mark) -> int | None:
    """Return the count that this one is a part of: 37个重点项目已开工29个, 全年实施重点项目60个，已开工29个."""
    if own.head is not None or own.behind or not subjects.stages(own.facets):
        return None
    counts = [one for one in now.claims if one.measure is Measure.COUNT and one.unit == mark.quantity.unit]
    if not counts or ("、" in now.even[counts[-1].to : mark.at] and counts[-1].at >= now.clause.start):
        return None
    if counts[-1].at >= now.clause.start:
        return counts[-1].number
    if now.sub:
        return None
    further = [one for one in counts if not one.subject.facets & {"partial"}]
    return further[-1].number if further and _ALREADY.match(own.words) else None


def _read_projected(now: Situation, mark: Mark, own: Own) -> None:
    """Jobs and the like that a project will bring."""
    facets = own.facets - subjects.stages(own.facets) | (now.frame.facets & {"single"}) | {"projected"}
    facets |= {one for one in now.frame.facets if one.startswith("named") and "single" in facets}
    now.add(mark, own, facets, Measure.COUNT, belongs=now.frame.claim)


def _in_passing(
    now: Situation, mark: Mark, own: Own, facets: frozenset[str], left: str, window: Window
) -> frozenset[str]:
    """Return the marks of a count that no figure is meant by: what is to come, what goes on from another one."""
    if not subjects.stages(facets):
        return NOTHING
    coming = {"coming"} if _IS_COMING.search(now.even, mark.end, window.beyond) else set()
    return frozenset(coming | ({"partial"} if _is_aside(now, own, facets, left) else set()))


def _is_aside(now: Situation, own: Own, facets: frozenset[str], left: str) -> bool:
    """Whether a count without words before it goes on from another one: 新项目37个，6个新项目开工建设."""
    return (
        own.behind
        and bool(now.claims)
        and bool(subjects.stages(facets))
        and bool(_SAYS_LITTLE.fullmatch(left))
    )


def is_part(now: Situation, left: str, own: frozenset[str], unit: str) -> bool:
    """Whether a count is a part of the last whole: 其中 says so, for all of its unit that follow in the sentence."""
    if _WITHIN.search(left):
        now.begin_parts(own)
    below = now.carried.below and not subjects.stages(own) and now.main.claim is not None
    if below and not now.sub:
        now.parent = now.main
    mine, whole = now.stage_of(own), now.stage_of(now.parent.facets)
    another = bool(mine and whole and not mine & whole)
    if another and (now.by_order or ("new" in own and not _WITHIN.search(left))):
        return False
    return (now.sub or below) and _of_one_kind(now.parent.unit, unit) and "pool" not in own


def _of_one_kind(one: str, other: str) -> bool:
    return not one or not other or one == other or {one, other} <= _PIECES


def facets_of_count(now: Situation, mark: Mark, own: Own, left: str, *, part: bool) -> frozenset[str]:
    """Return what a count is of, by its own words and by what was said before."""
    facets = _counted_facets(own, left)
    if own.rest:
        facets |= {"named", f"named:{own.rest}"}
    if part and _is_cohort(now, own, left):
        facets = inherited(now.parent, facets) | {"cohort"}
    elif part:
        facets = inherited(now.whole_for(own.facets), facets)
    elif _POINTING.search(left):
        facets = inherited(now.main, facets)
    elif own.empty or (now.claims and _only_scopes(own)):
        facets = inherited(now.frame, facets)
    if not own.strange and not any(one.startswith(("what.", "met.")) for one in facets):
        facets |= _default_what(now, mark.quantity.unit)
    facets = _told_around(now, mark, _with_act(now, facets, mark.at))
    return now.with_event(facets, own.words, mark.at)


def _counted_facets(own: Own, left: str) -> frozenset[str]:
    """Return a count's own facets: 利用外资项目 are some projects, and no foreign money."""
    facets = own.facets - {"growth", "share", "what.amount"}
    if sums := {one for one in facets if one.startswith(("amount.", "capital."))}:
        facets = facets - sums | {"qualified"}
    if "stage.signed" in facets and facets & _FURTHER and _AMONG_SIGNED.search(left):
        facets = facets - {"stage.signed"} | {"cohort"}
    return facets


def _is_cohort(now: Situation, own: Own, left: str) -> bool:
    """Whether those among the projects just signed are meant that have come further: 其中已开工的."""
    return "stage.signed" in now.parent.facets and bool(own.facets & _FURTHER) and "已" in left


def _told_around(now: Situation, mark: Mark, facets: frozenset[str]) -> frozenset[str]:
    """Return the facets with what the sentence and its point say besides: who is in charge, how it was signed."""
    if not subjects.stages(facets):
        facets |= _ahead(now, mark)
    if "sponsored" in now.main.facets and facets & _AT_WORK:
        facets |= {"sponsored"}
    if "stage.signed" in facets and not facets & {"new", "event"}:
        facets |= now.carried.topic & _REMOTE
    if now.scopes and subjects.stages(facets) and not _narrowed(facets):
        facets |= now.scopes
    return facets | (now.facets_between(now.sentence.start, now.sentence.end) & {"tasked"})


def _only_scopes(own: Own) -> bool:
    """Whether the words are the name of a place alone, one of several in a row: 浙江（22个）；广东（33个）."""
    return bool(own.facets) and not own.rest and all(one.startswith(_WHERE) for one in own.facets)


def _narrowed(facets: frozenset[str]) -> bool:
    return any(one.startswith(("unit:", "area:", "kind:", "event:")) for one in facets)


def _with_act(now: Situation, facets: frozenset[str], at: int) -> frozenset[str]:
    """Firms met and projects discussed are of the trips or visits that the sentence tells of, and of their teams."""
    if any(one.startswith("met.") for one in facets) and not facets & _ACTS:
        facets |= now.act or now.main.facets & _ACTS
    if facets & _ACTS:
        now.act = facets & _ACTS
        if not _narrowed(facets):
            facets |= _teams(now, at)
    return facets


def _teams(now: Situation, at: int) -> frozenset[str]:
    """Return the teams that the sentence has going out or receiving, in whatever clause before."""
    found = subjects.phrases_in(now.even, now.sentence.start, now.sentence.end)
    kinds: list[str] = []
    for i, one in enumerate(found):
        if one.start >= at:
            break
        kind = [facet for facet in one.phrase.facets if facet.startswith("kind:")]
        clause = re.split("[,;]", now.even[one.end : now.sentence.end], maxsplit=1)[0]
        acts = any(two.phrase.facets & _ACTS for two in found[i + 1 :] if two.start < one.end + len(clause))
        kinds = kind if kind and acts else kinds
    return frozenset(kinds[-1:]) or now.scopes


def _default_what(now: Situation, unit: str) -> frozenset[str]:
    whats = frozenset(one for one in now.frame.facets if one.startswith("what.")) - {"what.amount"}
    if whats and now.frame.unit == unit:
        return whats
    return frozenset({_DEFAULT_WHAT[unit]}) if unit in _DEFAULT_WHAT else frozenset()


def _ahead(now: Situation, mark: Mark) -> frozenset[str]:
    following = [one.at for one in now.marks if one.at > mark.end]
    return now.facets_between(mark.end, min([now.sentence.end, *following])) & {"sponsored"}
