"""What the invited say: who comes, or that nobody can."""

from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require
from luodi.reviews import policies, rules
from luodi.reviews.choices import Attendance, ReviewState
from luodi.reviews.models import Review, Seat
from luodi.reviews.services.trail import TARGET, address_of


def answer_invitation(*, seat: Seat, comes: bool, said: str, actor: Account, at: datetime) -> Seat:
    """Say that the seat will be taken, ``said`` by whom, or ask for leave, ``said`` why; whoever keeps it is told.

    May be said otherwise until the meeting begins; the keeper notes in the end who came.
    Raises: ReviewRefused before the invitation, once it has begun, for leave without a reason; NotAllowed.
    """
    with transaction.atomic():
        rows = Review.objects.select_for_update(of=("self",)).select_related("city", "keeper", "created_by")
        row = rows.get(pk=seat.review_id)
        found = Seat.objects.select_related("unit", "person").filter(pk=seat.pk, review=row).first()
        may = found is not None and policies.may_answer(found, actor=actor, reach=reach_of(actor))
        require(may, "会议通知由被通知的单位或本人回复")
        assert found is not None
        if row.state != ReviewState.INVITED or row.held_at <= at:
            raise rules.ReviewRefused("会议已经开始、已取消或还没有通知，不用回复")
        words = rules.clean(said)
        if not comes:
            rules.check_text(words, what="请假的原因", field="said", most=200)
        found.attendance = Attendance.EXPECTED if comes else Attendance.LEAVE
        found.came, found.remark = (words[:60], "") if comes else ("", words[:200])
        found.answered_at, found.answered_by = at, actor
        found.save(update_fields=["attendance", "came", "remark", "answered_at", "answered_by"])
        _tell(row, found, comes=comes, words=words, actor=actor, at=at)
    return found


def _tell(row: Review, seat: Seat, *, comes: bool, words: str, actor: Account, at: datetime) -> None:
    answer = f"{seat.name}{'参加' if comes else '请假'}"
    changes = {"回复": [None, f"{answer} {words}".strip()]}
    audit.record(audit.Note("回复会议通知", TARGET, row.code, row.full_title, changes), actor=actor, at=at)
    keepers = Account.objects.filter(city_id=row.city_id, person=row.keeper_id, is_active=True)
    notices.tell(
        [one for one in (*keepers, row.created_by) if one.pk != actor.pk],
        kind=NoticeKind.INFO,
        title=f"{answer}：{row.full_title}",
        reason=words,
        path=address_of(row),
        at=at,
    )
