"""What is said about a difference between a draft and the ledger."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from luodi.figures.compute import FEN_PER
from luodi.figures.indicators import Indicator, versions
from luodi.kernel.dates import day_words
from luodi.organisation.clock import day_of
from luodi.press.checked import Answer, Match, State
from luodi.press.explaining import Explanation, Owner, as_of_words
from luodi.press.grammar.claims import Claim, Exactness, Finding, Kind, Measure, Weight
from luodi.press.holding import is_loose, written

_JUST = timedelta(days=31)
_APPROXIMATE = {
    Exactness.AT_LEAST: "超过",
    Exactness.AT_MOST: "不到",
    Exactness.NEARLY: "近",
    Exactness.ABOUT: "约",
    Exactness.EXACT: "",
}


def difference(match: Match, told: Explanation, *, against: str = "") -> Finding:
    """Return the finding of a claim with which the ledger does not agree.

    ``against`` is what the text itself has against the number, where it has something.
    """
    claim, answer = match.claim, match.answer
    assert answer is not None
    sure = match.state == State.DIFFERS or bool(against)
    loose = is_loose(claim, answer.value)
    expected = f"{written(claim, answer.value)}{claim.unit}"
    rule = "ledger.loose" if loose else "ledger.differs" if sure else "ledger.assumed"
    return Finding(
        start=claim.at,
        end=claim.to,
        kind=Kind.LEDGER,
        weight=Weight.ERROR if sure and not loose else Weight.QUESTION,
        message=_message(match, told, expected) + (f"文中其他数也与它不合：{against}。" if against else ""),
        rule=rule,
        stated=f"{_APPROXIMATE[claim.exactness]}{_stated(claim)}",
        expected=expected,
        arithmetic=_arithmetic(claim, answer),
        correction=written(claim, answer.value) if claim.exactness == Exactness.EXACT and sure else "",
        claims=(claim.number,),
        details=_details(told, answer) | ({"within": against} if against else {}),
    )


def changed_definition(match: Match, published: date) -> Finding | None:
    """Return a question when the indicator's definition changed within the period, or in the month before the text."""
    if match.answer is None:
        return None
    figure = match.answer.figure
    since = min(figure.period.first or published - _JUST, published - _JUST)
    fresh = [one for one in versions(figure.code)[1:] if since < one.valid_from <= published]
    if not fresh:
        return None
    claim, newest = match.claim, fresh[-1]
    return Finding(
        start=claim.at,
        end=claim.to,
        kind=Kind.LEDGER,
        weight=Weight.QUESTION,
        message=(
            f"“{newest.name}”的口径自{day_words(newest.valid_from)}起有变化，"
            f"这个数按{_which(figure.indicator, newest)}口径算得，请在文中说明口径，"
            f"或改用同一口径。现行口径：{newest.definition}"
        ),
        rule="ledger.definition",
        stated=_stated(claim),
        claims=(claim.number,),
    )


def attached(finding: Finding, told: Mapping[int, Match]) -> Finding:
    """Return a finding about the text itself with what the ledger says to its numbers."""
    said = [
        sentence
        for number in finding.claims
        if (sentence := _ledger_says(told.get(number), finding.expected))
    ]
    if not said:
        return finding
    return replace(finding, details={**finding.details, "ledger": "；".join(dict.fromkeys(said))})


def _ledger_says(match: Match | None, expected: str) -> str:
    """Say what the ledger has for a number; of several readings the one with which the text itself agrees."""
    if match is None or match.answer is None:
        return ""
    claim = match.claim
    if match.state == State.AGREES:
        return f"{_stated(claim)}与台账一致（{_asked(match.answer)}）"
    said = [(written(claim, one.value), one) for one in (match.answer, *match.tried)]
    shown, answer = next((one for one in said if one[0] == expected.removesuffix(claim.unit)), said[0])
    also = "也" if shown == expected.removesuffix(claim.unit) else ""
    return f"台账{also}为{shown}{claim.unit}（{_asked(answer)}）"


def _message(match: Match, told: Explanation, expected: str) -> str:
    claim, answer = match.claim, match.answer
    assert answer is not None
    says = [f"台账中{_asked(answer)}为{expected}，文中为{_APPROXIMATE[claim.exactness]}{_stated(claim)}。"]
    if answer.assumed:
        says.append(
            f"（{answer.assumed}；另按其他时段也没有找到相符的数。）"
            if len(match.tried) > 1
            else f"（{answer.assumed}。）"
        )
    if answer.figure.period.first and day_of(answer.figure.as_of.moment) <= answer.figure.period.last:
        says.append("统计时点早于这一时段的结束，此后登记的不在其中。")
    if told.elsewhen is not None:
        says.append(f"{_stated(claim)}是{told.elsewhen.label()}的数，请核对时段。")
    if told.claimed is not None:
        what = f"按申报数为{written(claim, told.claimed.value)}{claim.unit}"
        says.append(f"{what}，与文中相符，差的是尚未认定的。" if told.claimed_fits else f"{what}。")
    if told.earlier is not None:
        says.append(f"{as_of_words(told.earlier)}台账与文中相符，此后有补登、更正或认定。")
    if told.owners:
        says.append(_owners(told) + "。")
    return "".join(says)


def _owners(told: Explanation) -> str:
    names = "、".join(_owner(one) for one in told.owners)
    if not any(one.change for one in told.owners):
        return f"数据由{names}归口"
    return f"{'差在' if told.claimed_fits or told.earlier else '未认定的在'}{names}"


def _owner(one: Owner) -> str:
    within = "，".join(part for part in ("、".join(one.people), one.change) if part)
    return f"{one.unit}（{within}）" if within else one.unit


def _asked(answer: Answer) -> str:
    figure = answer.figure
    where = "" if figure.scope.text == "city" else figure.scope.label
    what = f"{figure.when}{where}“{figure.name}”"
    return f"{what}比{answer.base.when}" if answer.base else what


def _arithmetic(claim: Claim, answer: Answer) -> str:
    figure = answer.figure
    if answer.base is not None:
        now, base = figure.text, answer.base.text
        if claim.measure == Measure.GROWTH:
            return f"（{now} − {base}）÷ {base} = {written(claim, answer.value)}%"
        return f"{now} − {base} = {written(claim, answer.value)}{claim.unit}"
    if figure.numerator and figure.denominator:
        upper, lower = figure.numerator, figure.denominator
        unit = lower.unit if lower.indicator.unit in FEN_PER else ""
        return f"{upper.prose}{unit} ÷ {lower.prose}{unit} = {written(claim, answer.value)}%"
    return ""


def _details(told: Explanation, answer: Answer) -> dict[str, str]:
    details = {"as_of": as_of_words(answer.figure.as_of.moment)}
    if told.elsewhen is not None:
        details["elsewhen"] = told.elsewhen.label()
    if told.earlier is not None:
        details["earlier"] = as_of_words(told.earlier)
    if told.owners:
        details["owners"] = _owners(told)
    return details


def _stated(claim: Claim) -> str:
    return f"{claim.value}{claim.unit}"


def _which(one: Indicator, newest: Indicator) -> str:
    return "现行" if one == newest else "原"
