"""What is known while a sentence is read: where one is, what the last number was about, and the claims so far."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from luodi.kernel.periods import Period
from luodi.press.grammar import subjects
from luodi.press.grammar.claims import Claim, Measure, Timing, When
from luodi.press.grammar.dating import BASE, Said
from luodi.press.grammar.framing import NOTHING, Carried, Frame
from luodi.press.grammar.mapping import Target, target_of
from luodi.press.grammar.marks import Mark, Role
from luodi.press.grammar.occasions import part_in
from luodi.press.grammar.splitting import Stretch
from luodi.press.grammar.vocabulary import Vocabulary
from luodi.press.grammar.windows import Own, Window

_PLAN = re.compile(
    r"计划(?!总投资)|(?<!模)拟|预计|力争|预期|将(?:新增|带动|实现|完成|达)|达产后|投产后|建成后|可(?:实现|新增|带动|安置|提供|年)|有望|未来"
)
_PART_OF_EVENT = frozenset({"stage.signed", "what.guests", "stage.started"})
_OF_DAYS = frozenset({"days", "sameday", "day"})
_EMPTY_WORDS = " ,、;:的等)]"
_FALLS = re.compile("下降|减少|降低|回落|下滑|负增长|少")
_SCOPES = frozenset({"unit", "area", "kind", "origin", "event"})
_OTHER_BASE = re.compile("[比较对]\\s?(?:20[0-9]{2}年|前年)|环比|上届|上次|上月|上季|年均|每[个家年名支月人]")
_OF_WHOLE = ("threshold", "named", "qualified", "growth", "share")
_MEANT = re.compile("力争|预计|确保|计划(?=新|完成|实施|签约|开工|引进|安排|建设|投产)")
_DONE = re.compile("已|实际|截至|目前|完成|占|其中")
_TASK = re.compile("(?:任务|目标)数?(?:是|为)")
_KEPT = 5
_BESIDE = frozenset({"stage.ceremony", "stage.listed"})
_SAYS_NOTHING = frozenset({"growth", "share", "completion"})


@dataclass(frozen=True)
class Setting:
    """What holds for the whole draft."""

    text: str
    even: str
    vocabulary: Vocabulary
    published: date | None
    region: str


@dataclass
class Situation:
    """The state while one sentence is read; nobody keeps it."""

    setting: Setting
    sentence: Stretch
    marks: list[Mark]
    said: list[Said]
    carried: Carried
    claims: list[Claim] = field(default_factory=list)
    frame: Frame = field(default_factory=Frame)
    mains: tuple[Frame, ...] = ()
    parent: Frame = field(default_factory=Frame)
    act: frozenset[str] = NOTHING
    scopes: frozenset[str] = NOTHING
    groups: tuple[frozenset[str], ...] = ()
    sub: bool = False
    by_order: bool = False
    clause: Stretch = field(default_factory=lambda: Stretch(0, 0))
    clause_number: int = 0
    consumed: int = 0
    aside: Frame | None = None
    past_local: bool = False

    @property
    def even(self) -> str:
        return self.setting.even

    @property
    def vocabulary(self) -> Vocabulary:
        return self.setting.vocabulary

    @property
    def main(self) -> Frame:
        """The last whole that was counted."""
        return self.mains[-1] if self.mains else Frame()

    def count_whole(self, frame: Frame) -> None:
        """Remember a whole that parts may follow."""
        self.mains = (*self.mains[-_KEPT:], frame)

    def note_amount(self, belongs: int | None, amount: int) -> None:
        """Remember the amount of a whole."""
        self.mains = tuple(
            replace(one, amount=amount) if one.claim == belongs and one.amount is None else one
            for one in self.mains
        )

    def begin_parts(self, own: frozenset[str], *, by_order: bool = False) -> None:
        """其中: what follows is of the last count here, or of the last whole that goes with it."""
        self.sub, self.by_order = True, by_order
        if by_order:
            summed = [one for one in self.mains if one.amount is not None]
            self.parent = summed[-1] if summed else self.main
        elif self.claims and self.frame.claim is not None and self.frame.unit:
            self.parent = self.frame
        else:
            self.parent = self.main

    def stage_of(self, facets: frozenset[str]) -> frozenset[str]:
        """Return how far something has come, without how that was told."""
        return subjects.stages(facets) - _BESIDE

    def whole_for(self, own: frozenset[str]) -> Frame:
        """Return the whole of a part: the one at hand, but the last that is of the part's own stage if it is not."""
        stage = self.stage_of(own)
        if not stage or stage & self.parent.facets:
            return self.parent
        return next((one for one in reversed(self.mains) if stage & one.facets), self.parent)

    def facets_between(self, start: int, end: int) -> frozenset[str]:
        """Return all facets of the phrases between two places."""
        return frozenset().union(*(one.phrase.facets for one in subjects.phrases_in(self.even, start, end)))

    def is_foreign(self, own: Own) -> bool:
        """Whether a number counts what is none of ours; what follows it without a subject is none either."""
        silent = not self.frame.ours and own.facets <= _SAYS_NOTHING and (not own.rest or bool(own.facets))
        if own.livelihood or silent:
            self.frame = Frame(ours=False)
            return True
        return False

    def with_thresholds(self, own: Own, window: Window, mark: Mark) -> Own:
        """Return what is said with the sizes that stand among its words: 10亿元以上."""
        bounds = [
            one.quantity
            for one in self.marks
            if one.role is Role.THRESHOLD and window.left <= one.at < max(own.end, mark.end)
        ]
        if not bounds:
            return own
        facets = {f"threshold:{one.value.normalize():f}{one.unit}" for one in bounds}
        return replace(own, facets=own.facets | facets | {"threshold"}, empty=False)

    def with_event(self, facets: frozenset[str], words: str, at: int) -> frozenset[str]:
        """Return the facets with those of the occasion that is told of."""
        event = self.carried.event
        if event is None or not facets & _PART_OF_EVENT or "new" in facets:
            return facets
        own = self.said_before(at)
        later = own is not None and own.start > event.start
        if own is not None and own.form not in _OF_DAYS and later:
            return facets
        ceremony = {"stage.ceremony"} if "stage.signed" in facets else set()
        old = {one for one in facets if one.startswith("event:")}
        named = part_in(words, self.vocabulary) or (old if "event" in facets else event.facets)
        return frozenset((facets - old) | named | ceremony | {"event"})

    def said_before(self, at: int) -> Said | None:
        """Return the period that a sentence names before a number, of its own clause or of all that follows."""
        here = [
            one
            for one in self.said
            if self.sentence.start <= one.start < at
            and one.form != BASE
            and (not one.local or (one.start >= self.clause.start and not self.past_local))
        ]
        return here[-1] if here else None

    def names_period(self, at: int) -> bool:
        """Whether the clause itself names a period before a number: 其中8月新投产5个."""
        return any(self.clause.start <= one.start < at and one.form != BASE for one in self.said)

    def add(
        self,
        mark: Mark,
        own: Own,
        facets: frozenset[str],
        measure: Measure,
        *,
        belongs: int | None = None,
        of: int | None = None,
    ) -> Claim:
        """Note a claim."""
        quantity = mark.quantity
        plan = self._is_planned(mark, own, facets, belongs if measure is Measure.AMOUNT else None)
        target = self._asked(mark, own, facets, measure, plan=plan)
        falls = measure in (Measure.GROWTH, Measure.CHANGE) and _FALLS.search(self.even, own.start, mark.at)
        claim = Claim(
            number=self.carried.claims + len(self.claims) + 1,
            start=self._start(own, mark.at),
            end=own.end if own.behind else mark.end,
            at=mark.at,
            to=quantity.to,
            value=quantity.value,
            unit=quantity.unit,
            scaled=-abs(quantity.scaled) if falls else quantity.scaled,
            places=quantity.places,
            measure=measure,
            exactness=quantity.exactness,
            when=self._when(mark.at, facets, target),
            subject=subjects.subject_of(own.words, facets),
            qualifier=own.rest,
            region=self.setting.region,
            indicator=target.code if target else None,
            scope=target.scope if target else "",
            is_plan=plan, of=of, belongs=belongs,
            sentence=self.carried.sentence, paragraph=self.carried.paragraph, clause=self.clause_number,
        )  # fmt: skip
        self.claims.append(claim)
        return claim

    def _is_planned(self, mark: Mark, own: Own, facets: frozenset[str], belongs: int | None) -> bool:
        """Whether it is planned, or an amount of what is."""
        of_plan = any(one.is_plan for one in self.claims if one.number == belongs)
        return self._is_plan(own, facets, mark.at) or of_plan

    def _asked(
        self, mark: Mark, own: Own, facets: frozenset[str], measure: Measure, *, plan: bool
    ) -> Target | None:
        """Return the indicator that would answer: none for what is held against another base, or a flow to come."""
        if _OTHER_BASE.search(self.even, own.start, mark.at):
            return None
        target = _target(facets, measure, mark.quantity.unit)
        return None if plan and target is not None and not target.stock else target

    def _start(self, own: Own, at: int) -> int:
        """Return where the words of a claim begin: after a list that says which, but for what 分别 needs."""
        words = self.even[own.start : at]
        listed = max(words.rfind("、"), words.rfind("等")) + 1
        if "分别" in words or not words[listed:].strip():
            listed = 0
        rest = words[listed:]
        return own.start + listed + len(rest) - len(rest.lstrip(_EMPTY_WORDS))

    def _is_plan(self, own: Own, facets: frozenset[str], at: int) -> bool:
        if facets & {"projected", "target", "coming"} or _PLAN.search(self.even, own.start, at):
            return True
        if _TASK.search(self.even, self.sentence.start, at):
            return True
        before = self.even[self.sentence.start : at].rpartition(";")[2]
        meant = list(_MEANT.finditer(before))
        return bool(meant) and not _DONE.search(before, meant[-1].end())

    def _when(self, at: int, facets: frozenset[str], target: Target | None) -> When:
        when = self._said_when(at, facets)
        if target is None or not target.stock:
            return when
        if when.timing is Timing.STATED and when.period is not None:
            return replace(when, period=Period.on(when.period.last))
        published = self.setting.published
        return When("", Period.on(published) if published else None, Timing.ASSUMED)

    def _said_when(self, at: int, facets: frozenset[str]) -> When:
        own = self.said_before(at)
        if own is not None:
            return own.when(Timing.STATED)
        event = self.carried.event
        if "event" in facets and event is not None:
            return event.said.when(Timing.INHERITED) if event.said else When("", None, Timing.OPEN)
        if "single" in facets:
            return When("", None, Timing.OPEN)
        if self.carried.said is not None:
            return self.carried.said.when(Timing.INHERITED)
        if self.carried.lasting is not None:
            return self.carried.lasting.when(Timing.ASSUMED)
        return When("", None, Timing.OPEN)


def _target(facets: frozenset[str], measure: Measure, unit: str) -> Target | None:
    """Return the figure of a claim; a growth is of the figure that grows."""
    if measure not in (Measure.GROWTH, Measure.CHANGE):
        return target_of(facets, measure, unit)
    base = Measure.AMOUNT if "what.amount" in facets or "amount.funds" in facets else Measure.COUNT
    return target_of(facets - {"growth"}, base, "")


def _replaced(facet: str, own: frozenset[str]) -> bool:
    """Whether a scope gives way to another of its dimension."""
    name, colon, _ = facet.partition(":")
    return bool(colon) and name in _SCOPES and any(one.startswith(f"{name}:") for one in own)


def continued(frame: Frame, own: frozenset[str]) -> frozenset[str]:
    """Return what is said of the very thing that was counted last: its investment, its growth, its share."""
    base = {one for one in frame.facets if one not in _SAYS_NOTHING and not _replaced(one, own)}
    if any(one.startswith(("what.", "met.")) for one in own):
        base = set(subjects.plain_what(base))
    if subjects.stages(own) - _BESIDE:
        base -= subjects.stages(base)
    return frozenset(base | own)


def inherited(frame: Frame, own: frozenset[str]) -> frozenset[str]:
    """Return what is said of a part together with what its whole is: its own noun and stage go first."""
    base = {one for one in frame.facets if not _replaced(one, own)}
    if any(one.startswith(("what.", "met.")) for one in own):
        base = set(subjects.plain_what(base))
    if subjects.stages(own):
        base -= subjects.stages(base)
    less = _OF_WHOLE if "threshold" in own or "outside" not in base else _OF_WHOLE[1:]
    base = {one for one in base if not one.startswith(less)}
    return frozenset(base | own)
