"""Whether two numbers speak of one time and place."""

import re

from luodi.kernel.periods import Period
from luodi.press.grammar.claims import Claim, Timing
from luodi.press.grammar.within.layout import Spot

_PLACE = re.compile(
    r"(?<![在于赴到])(?!全|我|本|该|各|省|驻)[一-鿿]{2,3}?(?:县|区|市|镇|州|旗)(?!长|委|政府|场|域|级|直|领导)"
)
_PAST = re.compile("去年|上年|同期|上届|前[一二三四五六七八九]|往年|[一二三]季度")
_OPEN = ("今年", "以来", "目前")


def apart(one: Spot, other: Spot) -> bool:
    """Say whether words around two numbers speak of two times or places."""
    words = [each.opening + each.lead for each in (one, other)]
    if apart_in_time(one, other):
        return True
    if _elsewhere(words[0], words[1]) or _elsewhere(one.topic, other.topic):
        return True
    regions = one.claim.region, other.claim.region
    return bool(all(regions) and regions[0] != regions[1])


def apart_in_time(one: Spot, other: Spot) -> bool:
    """Say whether words around two numbers speak of two times."""
    past = [bool(_PAST.search(each.opening + each.lead)) for each in (one, other)]
    return past[0] != past[1] or times_apart(one.claim, other.claim)


def _elsewhere(one: str, other: str) -> bool:
    """Say whether two texts name places, and none in common."""
    ours, theirs = _PLACE.findall(one), _PLACE.findall(other)
    return bool(ours and theirs) and not any(a.endswith(b[-3:]) for a in ours for b in theirs)


def times_apart(one: Claim, other: Claim) -> bool:
    """Say whether both say their period for certain, and not the same."""
    if one.when is None or other.when is None or one.when.period is None or other.when.period is None:
        return False
    certain = (Timing.STATED, Timing.INHERITED)
    if one.when.timing not in certain or other.when.timing not in certain:
        return False
    is_open = any(word in one.when.words + other.when.words for word in _OPEN)
    return not is_open and not _is_day_of(one.when.period, other.when.period)


def _is_day_of(one: Period, other: Period) -> bool:
    """Say whether two periods are one, or one of them a day within the other: a ceremony of the third quarter."""
    if one == other:
        return True
    short, wide = sorted((one, other), key=lambda each: each.last.toordinal() - _first(each))
    is_day = short.first == short.last
    return is_day and _first(wide) <= short.last.toordinal() <= wide.last.toordinal()


def _first(period: Period) -> int:
    return period.first.toordinal() if period.first else 0


def same_places(one: Spot, other: Spot) -> bool:
    """Say whether two numbers name the same places or none."""
    ours, theirs = (set(_PLACE.findall(each.topic + each.opening)) for each in (one, other))
    return bool(ours) == bool(theirs) and not apart(one, other)
