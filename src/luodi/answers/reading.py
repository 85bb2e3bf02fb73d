"""What a question asks for: which figures of which period and scope, what was assumed, and what could not be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from luodi.answers.naming import length_of, named_in
from luodi.answers.rewriting import Slot, Split, Statement, stated
from luodi.figures.indicators import UnknownIndicator, catalogue, indicator
from luodi.kernel.periods import Period, parse_period
from luodi.press.asking import Want, capped
from luodi.press.grammar.claims import Claim, Measure, Timing, When
from luodi.press.grammar.reading import read
from luodi.press.grammar.vocabulary import Vocabulary
from luodi.publishing.composing.nodes import Nature

_UNITS = ("个", "次", "批次", "家", "条", "户", "名", "项", "场", "亿元", "项目1个")
"""Units that are tried where a question names none; the last one adds what is counted."""
_SCOPES = ("unit:", "kind:", "area:", "origin:", "industry:", "event:")
_LONGER = 2
"""By how much a catalogue name must be longer than the grammar's own to be taken instead."""


@dataclass(frozen=True)
class Wanted:
    """One figure that a question asks for, or its growth, its target or how far that has come.

    ``words`` are the question's, ``assumed`` is what it did not say.
    """

    words: str
    want: Want
    nature: Nature = Nature.VALUE
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unread:
    """Words of a question that can't be answered, and why."""

    words: str
    why: str


@dataclass(frozen=True)
class Reading:
    statement: Statement
    wanted: tuple[Wanted, ...]
    unread: tuple[Unread, ...]

    @property
    def split(self) -> Split | None:
        return self.statement.split


def read_question(question: str, *, today: date, vocabulary: Vocabulary) -> Reading:
    """Read a question as it is meant on the day ``today``.

    Shape: in the question's order; every asking word is either in ``wanted`` or in ``unread``.
    """
    statement = stated(question)
    beyond = [Unread(words, why) for words, why in statement.beyond]
    if beyond or not statement.slots:
        return Reading(statement, (), tuple(beyond) or (Unread(question.strip(), _NOTHING),))
    claims = _read(statement.text, today, vocabulary)
    found: list[Wanted | Unread] = []
    for slot in statement.slots:
        one = _wanted(slot, statement, claims, today, vocabulary)
        found.append(_beside(found, one) or one)
    wanted = [one for one in found if isinstance(one, Wanted)]
    unread = [one for one in found if isinstance(one, Unread)]
    return Reading(statement, tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unread)))


_NOTHING = "没有看到要问的数；可以这样问：今年1—7月新签约工业项目有多少个，占比多少？"
_NO_INDICATOR = "看不出问的是哪个指标，请换成指标目录里的说法，如“新签约项目”“到位资金”“外出招商活动”"


def _wanted(
    slot: Slot, statement: Statement, claims: Sequence[Claim], today: date, vocabulary: Vocabulary
) -> Wanted | Unread:
    claim, words = _at(claims, slot.start), _words_of(slot, statement)
    if slot.nature in (Nature.YEAR_GROWTH, Nature.PERIOD_GROWTH):
        return _grown(claim, claims, words, slot, today)
    if claim is None or claim.indicator is None:
        claim = _by_other_unit(slot, statement, today, vocabulary) or claim
    claim = _by_name(claim, slot, statement, words, today, vocabulary)
    if claim is None or claim.indicator is None:
        return Unread(words, _why_not(claim, vocabulary))
    if refused := _elsewhere(claim, vocabulary) or _unknown_span(claim):
        return Unread(words, refused)
    return _of(claim, words, Nature(slot.nature), today, is_year_before=slot.is_year_before)


def _beside(found: Sequence[Wanted | Unread], one: Wanted | Unread) -> Wanted | None:
    """Return what is asked in the shadow of the number before: its amount (投资额), or its industrial part."""
    before = found[-1] if found else None
    if not isinstance(one, Unread) or not isinstance(before, Wanted):
        return None
    head, _, last = before.want.code.rpartition(".")
    if _AMOUNT.fullmatch(one.words) and last == "count":
        code = f"{head}.amount"
    elif _INDUSTRIAL.fullmatch(one.words) and last in ("count", "amount"):
        code = f"{head}.industrial.{last}"
    else:
        return None
    if not any(each.code == code for each in catalogue()):
        return None
    return replace(before, words=one.words, want=replace(before.want, code=code))


_AMOUNT = re.compile(r"(?:其中)?(?:总|协议)?投资(?:额|规模|总额)?|金额|规模")
_INDUSTRIAL = re.compile(r"其中，?工业(?:项目)?(?:总?投资额?)?")


def _read(text: str, today: date, vocabulary: Vocabulary) -> Sequence[Claim]:
    """Read a statement; a span between two full dates is what the question says, whatever stands around it."""
    claims = read(text, published=today, vocabulary=vocabulary).claims
    if not (said := _SPAN.search(text)):
        return claims
    when = When(said.group(), parse_period(said.group(), today=today), Timing.STATED)
    return [replace(one, when=when) for one in claims]


_SPAN = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日[至到—~－-](?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日")


def _at(claims: Sequence[Claim], place: int) -> Claim | None:
    return next((one for one in claims if one.at <= place < one.to), None)


def _words_of(slot: Slot, statement: Statement) -> str:
    """Return what a number speaks of: the words since the number before, or since the sentence began."""
    before = [one.end + len(one.unit) for one in statement.slots if one.end <= slot.start]
    start = max([0, *before, *(statement.text.rfind(stop, 0, slot.start) + 1 for stop in "。；")])
    return statement.text[start : slot.start].strip("，, 、。") or slot.words


def _grown(
    claim: Claim | None, claims: Sequence[Claim], words: str, slot: Slot, today: date
) -> Wanted | Unread:
    """Return the growth of the number that the sentence spoke of before."""
    if claim is None:
        return Unread(words, "看不出是哪个数的增长")
    earlier = [
        one
        for one in claims
        if one.number < claim.number and one.indicator and one.sentence == claim.sentence
    ]
    base = next((one for one in earlier if one.number == claim.belongs), earlier[-1] if earlier else None)
    if base is None:
        named = named_in(words, Measure.COUNT) or named_in(words, Measure.AMOUNT)
        if named is None:
            return Unread(words, "看不出是哪个数的增长")
        base = replace(claim, indicator=named.indicator.code, scope=_scope_of(claim))
    return _of(replace(base, when=claim.when or base.when), words, Nature(slot.nature), today)


def _by_other_unit(slot: Slot, statement: Statement, today: date, vocabulary: Vocabulary) -> Claim | None:
    """Read the statement with other units behind a number whose unit the question left open."""
    if not slot.is_open:
        return None
    for unit in _UNITS:
        joined = unit if "1" in unit else f"1{unit}"
        text = statement.text[: slot.start] + joined + statement.text[slot.end + len(slot.unit) :]
        place = slot.start + joined.index("1")
        claim = _at(_read(text, today, vocabulary), place)
        if claim is not None and claim.indicator is not None:
            return claim
    return None


def _by_name(
    claim: Claim | None, slot: Slot, statement: Statement, words: str, today: date, vocabulary: Vocabulary
) -> Claim | None:
    """Return the claim with the indicator that is called so, where the grammar found none or a vaguer one."""
    names = [name for one in vocabulary.scopes for name in one.names]
    if claim is not None and claim.indicator:
        named = named_in(words, claim.measure, names)
        mine = length_of(claim.indicator, words)
        if named and mine and named.name not in names and len(named.name) >= mine + _LONGER:
            return replace(claim, indicator=named.indicator.code)
        return claim
    measure = _MEASURES.get(slot.unit, Measure.COUNT)
    wanted = dict.fromkeys((measure, *_MEASURES.values(), Measure.COUNT)) if slot.is_open else (measure,)
    named = next((one for each in wanted if (one := named_in(words, each, names))), None)
    if named is None:
        return claim
    plain = _plainly(named.name, slot, statement, today, vocabulary) or claim
    if plain is None:
        return claim
    scope = _scope_of(plain)
    told = [name for one in vocabulary.scopes if one.scope in scope.split("+") for name in one.names]
    if left_over(words, named.name, plain, told):
        return claim
    return replace(plain, indicator=named.indicator.code, scope=scope)


def left_over(words: str, name: str, claim: Claim, names: Sequence[str]) -> str:
    """Return what stands in the words beside a name, a time and a scope: it would narrow the figure, unread."""
    rest = re.sub(r"[的\s]|数量|个数|总数", "", words)
    spoken = [name, *re.split(r"\W+", claim.when.words if claim.when else ""), *names]
    for known in sorted({one for one in spoken if one}, key=len, reverse=True):
        rest = rest.replace(known, "")
    return _IDLE.sub("", rest)


_IDLE = re.compile(
    r"截至|截止|到目前|目前|现在|当前|今年|本年|我市|全市|本市|市里|市级|以来|期间|年底|月底|底|末|新|共|已|了|有|从|在|中|是|其中|[，,、。；：\s]"
)
_MEASURES = {"%": Measure.SHARE, "亿元": Measure.AMOUNT}
_PLAIN = "新签约项目1个"


def _plainly(
    name: str, slot: Slot, statement: Statement, today: date, vocabulary: Vocabulary
) -> Claim | None:
    """Read the words around a name as if they were about newly signed projects: when, and whose, is then known."""
    start = max(statement.text.rfind(stop, 0, slot.start) + 1 for stop in "。；，")
    before = statement.text[start : slot.start]
    at = before.find(name)
    around = before[:at] if at >= 0 else before
    text = f"{statement.text[:start]}{around}{_PLAIN}。"
    return _at(_read(text, today, vocabulary), len(text) - len("1个。"))


def _scope_of(claim: Claim) -> str:
    """Return the scope that the claim's names mean."""
    parts = sorted(one for one in claim.subject.facets if one.startswith(_SCOPES))
    return "+".join(parts) or "city"


def _why_not(claim: Claim | None, vocabulary: Vocabulary) -> str:
    if claim is None:
        return _NO_INDICATOR
    facets = claim.subject.facets
    if "macro" in facets or "livelihood" in facets:
        return "不在招商引资台账的指标里，请向主管部门查询"
    if "single" in facets:
        return "问的像是一个具体项目；请在上方搜索项目名称，看它的页面"
    if any(one.startswith("threshold") for one in facets):
        return "目录里没有按投资规模分段的这一指标；可在项目台账里按投资额筛选后计数"
    return _elsewhere(claim, vocabulary) or _NO_INDICATOR


def _elsewhere(claim: Claim, vocabulary: Vocabulary) -> str:
    region = claim.region
    ours = {name for named in vocabulary.scopes for name in named.names} | set(vocabulary.places)
    if not region or region in ours or (claim.scope and claim.scope != "city"):
        return ""
    return f"“{region}”不在本市的台账里"


def _unknown_span(claim: Claim) -> str:
    """Return why a time that has a name cannot be counted: nobody has said when it began and ended."""
    when = claim.when
    if when is None or when.period is not None or not when.words:
        return ""
    return f"“{when.words}”没有登记起止日期，请写明日期，或由新闻发布员登记这一用语"


def _of(
    claim: Claim, words: str, nature: Nature, today: date, *, is_year_before: bool = False
) -> Wanted | Unread:
    """Return what is wanted, with the period that the words mean on the day."""
    assert claim.indicator is not None
    try:
        one = indicator(claim.indicator)
    except UnknownIndicator as refusal:
        return Unread(words, str(refusal))
    if claim.is_plan:
        return Unread(words, "问的像是计划或目标数；目标任务见“目标考核”，台账只记已经发生的事")
    if one.asks_day_alone:
        period, assumed = _day(claim.when, today)
    else:
        period, assumed = _span(claim.when, today)
    if (period.first or period.last) > today:
        return Unread(words, f"{period.label()}还没有到")
    want = Want(claim.indicator, capped(period, today), claim.scope or "city")
    if want.period != period:
        assumed = (*assumed, f"{period.label()}没有过完，算到 {today.isoformat()}")
    if is_year_before:
        want = replace(want, period=want.period.same_period_last_year())
        assumed = (f"“去年同期”按{want.period.label()}计",)
    return Wanted(words, want, nature, assumed)


def _span(when: When | None, today: date) -> tuple[Period, tuple[str, ...]]:
    if when is None or when.period is None:
        return Period.year_to_date(today), (f"问题没有写时段，按今年以来（1月1日至 {today.isoformat()}）计",)
    if when.period.first is None:
        return Period.year_to_date(when.period.last), (f"“{when.words}”从当年1月1日算起",)
    is_plain = when.timing in (Timing.STATED, Timing.INHERITED) and not when.candidates
    note = f"“{when.words}”按 {when.period.first.isoformat()} 至 {when.period.last.isoformat()} 计"
    return when.period, () if is_plain or not when.words else (note,)


def _day(when: When | None, today: date) -> tuple[Period, tuple[str, ...]]:
    """Return the day that a stock is asked for."""
    if when is None or when.period is None or not when.words:
        return Period.on(today), (f"问题没有写日期，按 {today.isoformat()} 计",)
    day = Period.on(min(when.period.last, today))
    return day, () if when.period.first is None else (
        f"这是时点数，“{when.words}”按期末 {day.last.isoformat()} 计",
    )
