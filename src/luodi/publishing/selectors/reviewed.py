"""What a review meeting gives to its minutes: when and where, who was there."""

from luodi.reviews.choices import Attendance, SeatKind
from luodi.reviews.models import Review, Seat
from luodi.reviews.services import moment_words

OF_REVIEW = ("时间", "地点", "主持人", "出席", "请假", "列席", "记录")
"""What a template may leave to the meeting."""


def words_of(review: Review | None) -> dict[str, str]:
    """Return the words of a meeting by the names under which templates ask for them."""
    if review is None:
        return {}
    seats = list(Seat.objects.filter(review=review).select_related("unit", "person").order_by("pk"))
    members = [one for one in seats if one.kind == SeatKind.MEMBER]
    came = [one.who_came for one in members if one.attendance == Attendance.PRESENT]
    leave = [one.name for one in members if one.attendance == Attendance.LEAVE]
    told = {
        "时间": moment_words(review.held_at),
        "地点": review.place,
        "主持人": review.chair.name if review.chair else "",
        "出席": "、".join(came or [one.name for one in members]),
        "请假": "、".join(leave),
        "列席": "、".join(one.who_came for one in seats if one.kind == SeatKind.OBSERVER),
        "记录": review.keeper.name if review.keeper else "",
    }
    return {name: said for name, said in told.items() if said}
