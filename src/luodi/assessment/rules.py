"""The rules of groups, schemes and runs: what is refused, and how far a run may go next. No database, no clock."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from luodi.assessment.choices import RunState
from luodi.kernel.findings import Refusal


class AssessmentRefused(Refusal):
    """Something in a group, a scheme or a run that cannot be so."""


FOLLOWS: Mapping[RunState, tuple[RunState, ...]] = {
    RunState.COMPUTED: (RunState.PROVISIONAL,),
    RunState.PROVISIONAL: (RunState.FINAL,),
    RunState.FINAL: (RunState.ARCHIVED,),
}
"""What may become of a run, one step at a time."""
OPEN = (RunState.COMPUTED, RunState.PROVISIONAL)
"""Runs that may still be computed anew."""
LONGEST_TITLE = 80


def check_step(before: RunState, after: RunState) -> None:
    """Raises: AssessmentRefused when a run that is ``before`` cannot become ``after`` next."""
    if after not in FOLLOWS.get(before, ()):
        follows = "、".join(one.label for one in FOLLOWS.get(before, ())) or "没有下一步"
        raise AssessmentRefused(f"这次考核“{before.label}”，不能直接变为“{after.label}”；下一步是：{follows}")


def check_open(state: RunState) -> None:
    """Raises: AssessmentRefused for a run that is settled."""
    if state not in OPEN:
        raise AssessmentRefused(f"这次考核{state.label}，不能再重算；确有错误的，请另做一次考核计算并说明")


def check_text(text: str, what: str, field: str, *, most: int) -> str:
    """Return the text without white space around it.    Raises: AssessmentRefused for an empty or long one."""
    said = " ".join(text.split())
    if not said:
        raise AssessmentRefused(f"请填写{what}", field=field)
    if len(said) > most:
        raise AssessmentRefused(f"{what}最多 {most} 个字，现在是 {len(said)} 个字", field=field)
    return said


def check_deadline(objections_until: date, today: date) -> None:
    """Raises: AssessmentRefused unless members have at least the day after to object."""
    if objections_until <= today:
        raise AssessmentRefused("异议截止日须在今天之后，好让被考核单位有时间核对", field="objections_until")


def check_heard(objections_until: date | None, today: date, n_open: int) -> None:
    """Raises: AssessmentRefused while members may still object, or somebody has no answer yet."""
    if n_open:
        raise AssessmentRefused(f"还有 {n_open} 件异议没有裁定，裁定完才能确定")
    if objections_until is not None and today <= objections_until:
        raise AssessmentRefused(f"公示到 {objections_until.isoformat()} 为止，次日起才能确定")


def overlaps(a: tuple[date, date | None], b: tuple[date, date | None]) -> bool:
    """Whether two spans share a day; the last day of a span is the one before its end."""
    return (a[1] is None or b[0] < a[1]) and (b[1] is None or a[0] < b[1])


def digest(data: Any) -> str:
    """Return the SHA-256 of plain data, the same for the same data whatever the order of its keys."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def text_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
