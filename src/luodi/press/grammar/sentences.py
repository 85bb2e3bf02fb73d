"""One sentence read: each number with its subject, by the words about it and by what was said before."""

import re
from dataclasses import replace

from luodi.press.grammar import sharing, subjects
from luodi.press.grammar.amounts import read_amount
from luodi.press.grammar.claims import Claim
from luodi.press.grammar.counts import read_counts
from luodi.press.grammar.dating import Said
from luodi.press.grammar.framing import Carried, Frame
from luodi.press.grammar.marks import Mark, Role
from luodi.press.grammar.rates import read_rates
from luodi.press.grammar.situation import Setting, Situation
from luodi.press.grammar.splitting import Stretch, clauses
from luodi.press.grammar.windows import Window, window_of

_WITHIN = re.compile(r"其中|(?<![一不])包括|包含")
_BY = re.compile(r"(?:从|按|分)[^,;。]{1,14}(?:看|分|划分|说)")
_AMONG = re.compile(r"(?:项目|企业|活动)(?:当?中|里)\s?[,:]?\Z")
_SUBJECT = 16
_CLOSED = re.compile(r"\)\s?[,;。]")
_ACTS = frozenset({"trip", "visit"})


def read_sentence(
    setting: Setting, sentence: Stretch, marks: list[Mark], said: list[Said], carried: Carried
) -> tuple[list[Claim], Carried]:
    """Return the claims of a sentence in order, and what goes on to the next."""
    now = Situation(setting, sentence, marks, said, carried, mains=carried.mains)
    now.frame = replace(carried.main, ours=True)
    for i, clause in enumerate(clauses(setting.even, sentence)):
        now.clause, now.clause_number = clause, i
        inside = [k for k, one in enumerate(marks) if clause.start <= one.at < clause.end]
        if inside:
            _read_marks(now, inside)
        else:
            _lead(now)
    on = replace(carried, claims=carried.claims + len(now.claims), mains=now.mains)
    return now.claims, on


def _read_marks(now: Situation, inside: list[int]) -> None:
    done = -1
    for k in inside:
        if k > done:
            done = k + _read_mark(now, k) - 1


def _read_mark(now: Situation, k: int) -> int:
    """Read a number and return how many were read with it."""
    mark = now.marks[k]
    if mark.role is Role.THRESHOLD:
        return 1
    if mark.role is Role.OTHER:
        if "single" not in now.frame.facets:
            now.frame = Frame(ours=False)
        return 1
    _mind_brackets(now, k)
    window = _window(now, k)
    if mark.quantity.is_rate:
        return read_rates(now, k, window)
    if mark.quantity.is_money:
        read_amount(now, k, mark, window)
    else:
        return read_counts(now, k, window)
    return 1


def _mind_brackets(now: Situation, k: int) -> None:
    """What stands in brackets says something in passing: afterwards the subject is the one before them."""
    start = now.marks[k - 1].end if k else now.sentence.start
    between = now.even[start : now.marks[k].at]
    if now.aside is not None and _CLOSED.search(between):
        now.frame, now.aside = now.aside, None
    if between.rfind("(") > between.rfind(")") and now.claims:
        now.aside = now.frame


def _window(now: Situation, k: int) -> Window:
    window = window_of(now.even, now.clause, now.marks, k)
    return replace(window, left=min(max(window.left, now.consumed), now.marks[k].at))


def _lead(now: Situation) -> None:
    """A clause without a number says what the next ones are about."""
    start, end = now.clause.start, now.clause.end
    text = now.even[start:end]
    facets = now.facets_between(start, end)
    now.groups = sharing.groups_of_lead(now.even, start, end) or now.groups
    now.act = facets & _ACTS or now.act
    now.scopes = subjects.scopes_in(now.even, start, min(end, start + _SUBJECT), now.vocabulary) or now.scopes
    if _WITHIN.search(text) or _BY.search(text):
        now.begin_parts(facets, by_order=bool(_BY.search(text)))
    if _AMONG.search(text):
        now.begin_parts(facets)
        stage = subjects.stages(facets)
        told = stage | (facets & {"sponsored"})
        if told and not now.groups and not told <= now.parent.facets:
            now.parent = Frame(facets - {"growth", "share"} | {"what.projects"})
