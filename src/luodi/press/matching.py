"""Hold every claim against the ledger: in rounds, so that all that can be asked together is asked together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from luodi.figures.compute import FEN_PER
from luodi.figures.questions import Figure
from luodi.kernel.periods import Period
from luodi.press.asking import Asking, Unanswerable, exact
from luodi.press.checked import Answer, Match, State
from luodi.press.grammar.claims import Claim, Measure
from luodi.press.holding import holds
from luodi.press.trials import Trial, is_exact, trials_of

_SURE_OF_FLOWS, _SURE_OF_DAYS = 3, 2
"""When so many readings of an open period, or day, all give the same number, it does not matter which is meant."""
_SLACK = timedelta(days=7)
"""Drafts are checked some days before they go out."""
_OF_CITY = re.compile("全市|我市|本市")
_OF_COUNTY = re.compile("[全我本][县区](?!域)")
_WIDER = re.compile("全省|我省|全国|我国|全球")
_FOREIGN = ("美元", "港元", "港币", "欧元", "日元", "英镑")
_LEFT_ALONE = {"macro": "不是招商台账记的数", "livelihood": "不是招商台账记的数", "single": "单个项目的数"}


@dataclass(frozen=True)
class Setting:
    """What all claims of a draft are held against. ``elsewhere`` is the place that the text is about, if not ours."""

    asking: Asking
    published: date
    text: str = ""
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    counties: Mapping[str, str] = field(default_factory=dict)
    elsewhere: str = ""


def match_all(claims: Sequence[Claim], setting: Setting) -> tuple[Match, ...]:
    """Return a match for every claim, in their order."""
    done: dict[int, Match] = {}
    open_: dict[int, tuple[Trial, ...]] = {}
    tried: dict[int, list[Answer]] = {}
    reasons: dict[int, str] = {}
    for place, claim in enumerate(claims):
        if why := reason_against(claim, setting):
            done[place] = Match(claim, State.UNCHECKED, why=why)
        else:
            open_[place] = _trials(claim, setting)
    for turn in range(max((len(trials) for trials in open_.values()), default=0)):
        asked = {
            place: trials[turn] for place, trials in open_.items() if place not in done and turn < len(trials)
        }
        setting.asking.put([want for trial in asked.values() for want in trial.wants])
        for place, trial in asked.items():
            answer = answered(claims[place], trial, setting.asking)
            if isinstance(answer, Unanswerable):
                reasons.setdefault(place, answer.why)
                continue
            tried.setdefault(place, []).append(answer)
            if holds(claims[place], answer.value):
                done[place] = Match(claims[place], State.AGREES, answer)
    agreed = {
        (one.claim.paragraph, _words(one.claim)): one.answer.period for one in done.values() if one.answer
    }
    return tuple(
        done.get(place)
        or _without(
            claim,
            _like_others(claim, tried.get(place, []), agreed.get((claim.paragraph, _words(claim)))),
            reasons.get(place, ""),
            setting,
        )
        for place, claim in enumerate(claims)
    )


def reason_against(claim: Claim, setting: Setting) -> str:
    """Return why a claim is not held against the ledger at all; empty when it is."""
    if place := of_elsewhere(claim, setting):
        return f"说的是{place}，不是本市"
    if claim.is_plan:
        return "计划或目标数"
    for facet, why in _LEFT_ALONE.items():
        if facet in claim.subject.facets:
            return why
    if claim.indicator is None:
        return "没有对应的指标"
    if claim.measure == Measure.AMOUNT and any(one in claim.unit for one in _FOREIGN):
        return f"以{claim.unit}计，台账以人民币计"
    return ""


def of_elsewhere(claim: Claim, setting: Setting) -> str:
    """Return the other place that a claim speaks of; empty when it is ours, or one of our counties."""
    if wider := _WIDER.search(setting.text, claim.start, claim.end):
        return wider.group()
    ours = not claim.region or claim.region in setting.counties
    return setting.elsewhere if ours or any(one in claim.region for one in setting.places) else claim.region


def answered(claim: Claim, trial: Trial, asking: Asking) -> Answer | Unanswerable:
    """Return what the ledger says to one reading of a claim."""
    found = asking.get(trial.want)
    if isinstance(found, Unanswerable):
        return found
    if trial.base is None:
        return _level(claim, found, trial)
    base = asking.get(trial.wants[1])
    return base if isinstance(base, Unanswerable) else _compared(claim, found, base, trial)


def _trials(claim: Claim, setting: Setting) -> tuple[Trial, ...]:
    """Return the readings of a claim; what a county's release says of 全县 is the county's."""
    scope = setting.counties.get(claim.region) if claim.scope in ("", "city") else None
    if scope and not _is_of_city(claim, setting.text):
        claim = replace(claim, scope=scope)
    return trials_of(
        claim, published=setting.published, known_day=setting.asking.known_day, others=setting.others
    )


def _is_of_city(claim: Claim, text: str) -> bool:
    """Whether a claim is the city's though the text names one county alone: it, or the whole text, says 全市.

    A county that is named behind the claim alone is an example, not what the text is about.
    """
    sentence = text[text.rfind("。", 0, claim.start) + 1 : claim.end].rpartition("\n")[2]
    if _OF_CITY.search(sentence) or claim.region not in text[: claim.start]:
        return True
    return _OF_CITY.search(text) is not None and _OF_COUNTY.search(text) is None


def _level(claim: Claim, figure: Figure, trial: Trial) -> Answer | Unanswerable:
    value = exact(figure)
    if value is None:
        return Unanswerable("；".join(figure.notes) or f"“{figure.name}”没有数")
    unit = figure.indicator.unit
    fits = {
        Measure.AMOUNT: unit in FEN_PER,
        Measure.SHARE: unit == "%",
        Measure.COUNT: unit not in FEN_PER and unit != "%",
    }
    if not fits.get(claim.measure, False):
        return Unanswerable(f"文中的单位“{claim.unit}”与指标“{figure.name}”（{unit}）不同")
    return Answer(value, figure, assumed=trial.assumed)


def _compared(claim: Claim, now: Figure, base: Figure, trial: Trial) -> Answer | Unanswerable:
    upper, lower = exact(now), exact(base)
    if upper is None or lower is None:
        return Unanswerable(f"{base.period.label()}没有可比的数")
    if claim.measure != Measure.GROWTH:
        return Answer(upper - lower, now, base, trial.assumed)
    if not lower:
        return Unanswerable(f"{base.period.label()}为 0，没有增速")
    return Answer(Fraction((upper - lower) * 100, abs(lower)), now, base, trial.assumed)


def _is_alone(first: Answer, tried: list[Answer]) -> bool:
    """Whether no other reading, of what the draft says itself, gives another number."""
    return not first.assumed and all(one.value == first.value for one in tried)


def when_ends(claim: Claim, published: date) -> date:
    """Return the last day of what a claim may mean."""
    when = claim.when
    ends = [one.last for one in (*when.candidates, *([when.period] if when.period else ()))] if when else []
    return min(max(ends, default=published), published)


def _words(claim: Claim) -> str:
    return claim.when.words if claim.when else ""


def _like_others(claim: Claim, tried: list[Answer], period: Period | None) -> list[Answer]:
    """Put that reading first by which another number of the paragraph, with the same words for its time, is right."""
    if is_exact(claim):
        return tried
    return sorted(tried, key=lambda answer: answer.period != period)


def _without(claim: Claim, tried: list[Answer], reason: str, setting: Setting) -> Match:
    """Return the match of a claim with which nothing that was tried agrees."""
    if not tried:
        return Match(claim, State.UNCHECKED, why=reason or "文中没有说明是哪一段时间")
    first = tried[0]
    is_empty = not first.value and bool(claim.value)
    if is_empty and first.period.last < setting.asking.first_day(first.figure.code):
        return Match(claim, State.UNCHECKED, why=f"台账没有{first.figure.when}的数")
    enough = _SURE_OF_FLOWS if first.period.first else _SURE_OF_DAYS
    same = len(tried) >= enough and len({one.value for one in tried}) == 1
    day = setting.asking.known_day
    same = same and when_ends(claim, setting.published) <= day + _SLACK
    is_over = first.period.last <= day
    sure = is_over and not is_empty and (same or (is_exact(claim) and _is_alone(first, tried)))
    return Match(claim, State.DIFFERS if sure else State.DOUBTFUL, first, tried=tuple(tried))
