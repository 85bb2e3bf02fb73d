"""Several numbers under one time that are all right for another: it is the time that is wrong, and it is said once."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from luodi.kernel.periods import Period
from luodi.press.checked import Match, State
from luodi.press.explaining import Explanation
from luodi.press.grammar.claims import Finding, Kind, Weight

_MONTHS = re.compile(
    r"(?P<head>.*?)(?P<m1>[0-9]{1,2})(?P<dash>月?[-－–—~～至到])(?P<m2>[0-9]{1,2})(?P<tail>月份?)"
)
_SEVERAL = 2


def wrong_periods(
    text: str, matches: Sequence[Match], told: Mapping[int, Explanation]
) -> tuple[list[Finding], frozenset[int]]:
    """Return the findings about times, and the claims that they speak for.

    A time is wrong when two numbers or more under the same words differ, all of them are right for one other period,
    and none under those words is right as it stands.
    """
    groups: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for match in matches:
        when = match.claim.when
        if when is not None and when.start >= 0 and match.state != State.UNCHECKED:
            groups[when.start, when.end].append(match)
    found, spoken = [], set()
    for (start, end), members in groups.items():
        periods = {_elsewhen(match, told) for match in members}
        period = next(iter(periods))
        if len(members) < _SEVERAL or len(periods) != 1 or period is None:
            continue
        found.append(_finding(text, start, end, members, period))
        spoken |= {match.claim.number for match in members}
    return found, frozenset(spoken)


def _elsewhen(match: Match, told: Mapping[int, Explanation]) -> Period | None:
    explained = told.get(match.claim.number)
    return explained.elsewhen if explained and match.state == State.DIFFERS else None


def _finding(text: str, start: int, end: int, members: list[Match], period: Period) -> Finding:
    words = text[start:end]
    numbers = "、".join(f"{match.claim.value}{match.claim.unit}" for match in members)
    said = members[0].answer.period.label() if members[0].answer else words
    return Finding(
        start=start,
        end=end,
        kind=Kind.LEDGER,
        weight=Weight.ERROR,
        message=f"时段与台账不符：{numbers}都是{period.label()}的数，文中写作“{words}”（{said}）。",
        rule="ledger.period",
        stated=words,
        expected=period.label(),
        correction=_rewritten(words, period),
        claims=tuple(match.claim.number for match in members),
    )


def _rewritten(words: str, period: Period) -> str:
    """Return the words with their months changed; nothing when they name the time in another way."""
    found = _MONTHS.fullmatch(words)
    if found is None or period.first is None or not period.is_whole_months:
        return ""
    if period.first.year != period.last.year or int(found["m1"]) != period.first.month:
        return ""
    return f"{found['head']}{found['m1']}{found['dash']}{period.last.month}{found['tail']}"
