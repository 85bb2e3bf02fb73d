"""What review meetings accept: values in, values or refusals out."""

import re
from collections.abc import Collection
from datetime import date, datetime

from luodi.kernel.findings import Refusal
from luodi.refdata.workdays import Calendar
from luodi.reviews.choices import Attendance, ReviewState

MOST_PEOPLE = 999
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_DOES = {
    ReviewState.PLANNED: "还没有发出会议通知",
    ReviewState.INVITED: "会议还没有召开",
    ReviewState.HELD: "会议已经召开",
    ReviewState.MINUTES_DRAFT: "纪要正在起草",
    ReviewState.PUBLISHED: "纪要已经印发，须更正的请用“更正纪要”",
    ReviewState.CANCELLED: "会议已经取消",
}


class ReviewRefused(Refusal):
    """A meeting, a line, a decision or minutes without what makes them one, or an act out of its turn."""


def check_turn(state: str, allowed: Collection[str], *, act: str) -> None:
    """Raises: ReviewRefused when the act has no place in the meeting's present state."""
    if state not in allowed:
        raise ReviewRefused(f"不能{act}：{_DOES[ReviewState(state)]}")


def check_text(text: str, *, what: str, field: str, most: int) -> str:
    """Return the text without blanks around it and without what no paper prints.

    Raises: ReviewRefused when nothing is left, or more than the ``most`` characters that fit.
    """
    said = clean(text)
    if not said:
        raise ReviewRefused(f"请写明{what}", field=field)
    if len(said) > most:
        raise ReviewRefused(f"{what}最多 {most} 个字，现在是 {len(said)} 个字", field=field)
    return said


def clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n")).strip()


def check_number(number: int) -> int:
    """Raises: ReviewRefused."""
    if not 1 <= number <= MOST_PEOPLE:
        raise ReviewRefused(f"第几次会议应在 1 到 {MOST_PEOPLE} 之间", field="number")
    return number


def check_quorum(quorum: int) -> int:
    """Raises: ReviewRefused."""
    if not 0 <= quorum <= MOST_PEOPLE:
        raise ReviewRefused(f"法定到会人数应在 0 到 {MOST_PEOPLE} 之间，0 为不作要求", field="quorum")
    return quorum


def check_invitation(
    *, held_at: datetime, at: datetime, has_chair: bool, n_members: int, n_lines: int, quorum: int
) -> None:
    """Raises: ReviewRefused unless the meeting lies ahead, somebody chairs it, and enough are asked to come."""
    if held_at <= at:
        raise ReviewRefused("会议时间已经过去，不能再发通知；请先改会议时间", field="held_at")
    if not has_chair:
        raise ReviewRefused("还没有确定主持人，请先在“修改”里填写", field="chair")
    if n_members == 0:
        raise ReviewRefused("参会名单是空的，请先添加参会单位或人员")
    if n_lines == 0:
        raise ReviewRefused("议程是空的，请先列入议题")
    if quorum > n_members:
        raise ReviewRefused(
            f"法定到会人数 {quorum} 多于参会名单上的 {n_members} 个席位，请添加参会单位或改小人数",
            field="quorum",
        )


def check_held(*, held_at: datetime, at: datetime, n_present: int) -> None:
    """Raises: ReviewRefused for a meeting that is still to begin, or to which nobody came."""
    if at < held_at:
        raise ReviewRefused("会议还没有到开始时间")
    if n_present == 0:
        raise ReviewRefused("请先登记到会情况：还没有人到会")


def check_mark(attendance: str, came: str, *, name: str) -> None:
    """Raises: ReviewRefused when somebody is said to have come for one who was not there."""
    if clean(came) and attendance != Attendance.PRESENT:
        raise ReviewRefused(
            f"{name}：填了实到人员的，到会情况应为“到会”（有人代会也算到会）", field="attendance"
        )


def settle_deadline(deadline: date, *, held_on: date, calendar: Calendar) -> date:
    """Return the deadline, or the next working day where it is none.

    Raises: ReviewRefused for a day before the meeting.
    """
    if deadline < held_on:
        raise ReviewRefused(f"完成时限不能早于会议当天（{held_on.isoformat()}）", field="deadline")
    return calendar.workday_from(deadline)


def check_issued(issued_on: date, *, held_on: date, today: date) -> None:
    """Raises: ReviewRefused for a day before the meeting or one to come."""
    if not held_on <= issued_on <= today:
        span = f"{held_on.isoformat()} 到 {today.isoformat()}"
        raise ReviewRefused(f"印发日期应在会议当天到今天之间（{span}）", field="issued_on")


def check_complete(untold: Collection[str]) -> None:
    """Raises: ReviewRefused while the minutes tell nothing of some lines."""
    if untold:
        raise ReviewRefused(f"还有 {len(untold)} 个议题没有写会议情况：{'、'.join(sorted(untold))[:200]}")


def check_quorate(*, n_present: int, quorum: int, reason: str) -> str:
    """Return the reason, which is asked for when fewer came than have to; empty when enough came.

    Raises: ReviewRefused without one.
    """
    if n_present >= quorum:
        return ""
    said = clean(reason)
    if not said:
        raise ReviewRefused(
            f"实到 {n_present} 人，未达到法定到会人数 {quorum} 人；仍要印发纪要的，请写明理由",
            field="quorum_reason",
        )
    return said[:400]
