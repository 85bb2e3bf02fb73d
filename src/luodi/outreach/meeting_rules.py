"""What a record of a meeting must be: values in, refusals out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from luodi.kernel.findings import Refusal
from luodi.kernel.names import normal_name
from luodi.ledger.kinds import Standing
from luodi.outreach.choices import ActivityState, EventState, MeetingState

_AHEAD = timedelta(minutes=15)
"""How far the clock of somebody's phone may run ahead."""
_LONGEST_RESULT = 4000


class MeetingRefused(Refusal):
    """A meeting that cannot have been as it is said, or an act on one that does not stand any more."""


def check_held(held_on: date, held_at: time | None, *, now: datetime) -> None:
    """Take the local moment.    Raises: MeetingRefused for a meeting that is yet to come."""
    if held_on > now.date():
        raise MeetingRefused(
            f"会谈日期 {held_on.isoformat()} 还没有到（今天是 {now.date().isoformat()}），会谈以后再登记",
            field="held_on",
        )
    if held_at is not None and datetime.combine(held_on, held_at, tzinfo=now.tzinfo) > now + _AHEAD:
        raise MeetingRefused(
            f"开始时间 {held_at:%H:%M} 还没有到（现在是 {now:%H:%M}），会谈以后再登记", field="held_at"
        )


def check_during(held_on: date, first: date, last: date, *, name: str) -> None:
    """Raises: MeetingRefused when the day lies outside the trip, visit or event that it is said to belong to."""
    if not first <= held_on <= last:
        span = first.isoformat() if first == last else f"{first.isoformat()} 至 {last.isoformat()}"
        raise MeetingRefused(f"会谈日期不在“{name}”期间（{span}），请改日期或不选活动", field="held_on")


def check_occasion(state: str, *, name: str) -> None:
    """Raises: MeetingRefused for a trip or a visit that was withdrawn."""
    if state == ActivityState.WITHDRAWN:
        raise MeetingRefused(f"“{name}”已撤销，会谈不能记在它名下", field="occasion")


def check_event(state: str, *, name: str) -> None:
    """Raises: MeetingRefused for an event that was cancelled."""
    if state == EventState.CANCELLED:
        raise MeetingRefused(f"“{name}”已取消，会谈不能记在它名下", field="occasion")


def check_words(title: str, result: str) -> None:
    """Raises: MeetingRefused when it is not said whom we met, or what was talked about."""
    if not title.strip():
        raise MeetingRefused("请填写会谈对象：企业名称，或商会、个人等", field="firm")
    if not result.strip():
        raise MeetingRefused("请填写会谈情况，一句话也可以", field="result")
    if len(result) > _LONGEST_RESULT:
        raise MeetingRefused(f"会谈情况不能超过 {_LONGEST_RESULT} 字，现为 {len(result)} 字", field="result")


def check_people(names: Iterable[tuple[str, str]]) -> None:
    """Take (side, name).    Raises: MeetingRefused for a blank name, or one that stands twice on one side."""
    seen: set[tuple[str, str]] = set()
    for one in names:
        if not one[1].strip():
            raise MeetingRefused("会谈人员须有姓名", field="people")
        if one in seen:
            raise MeetingRefused(f"会谈人员“{one[1]}”填了两次", field="people")
        seen.add(one)


def check_standing(state: str, *, act: str) -> None:
    """Raises: MeetingRefused unless the record stands."""
    if state != MeetingState.RECORDED:
        raise MeetingRefused(f"这条会谈{MeetingState(state).label}，不能{act}")


def check_unverified(standings: Iterable[str]) -> None:
    """Raises: MeetingRefused when one of the claims that would move is verified: a verifier sends it back first."""
    if Standing.VERIFIED in set(standings):
        raise MeetingRefused("这次会谈已经认定，须由认定员退回后再改动")


def check_reason(reason: str, *, act: str) -> str:
    """Return the reason without blanks around it.    Raises: MeetingRefused when none is given."""
    if not reason.strip():
        raise MeetingRefused(f"请写明{act}的理由", field="reason")
    return reason.strip()[:200]


def check_one_meeting(
    *, days: Sequence[date], counterparts: Sequence[int | str], occasions: Sequence[int | None]
) -> None:
    """Take what each of the records says.    Raises: MeetingRefused when they cannot be of one meeting."""
    if len(set(days)) > 1:
        raise MeetingRefused("两条会谈不在同一天，不能合并")
    if len(set(counterparts)) > 1:
        raise MeetingRefused("两条会谈的对象不同，不能合并；如是同一企业，请先更正")
    if len({one for one in occasions if one is not None}) > 1:
        raise MeetingRefused("两条会谈属于不同的活动，不能合并")


def counterpart(enterprise_id: int | None, title: str) -> int | str:
    """Return what two records of one meeting have in common: the firm, or the name of whoever it was."""
    return enterprise_id if enterprise_id is not None else normal_name(title)


def equal_shares(unit_ids: Sequence[int]) -> dict[int, int]:
    """Divide one whole among units, in basis points; what is left over goes to the first."""
    each, over = divmod(10_000, len(unit_ids))
    return {pk: each + (over if place == 0 else 0) for place, pk in enumerate(unit_ids)}
