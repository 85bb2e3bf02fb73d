"""Invitations to review meetings: by e-mail with the meeting for calendars, each version once; and their answers."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.outbox import services as outbox
from luodi.outbox.choices import Pace
from luodi.outbox.rules import Hours
from luodi.outbox.tests.makers import go, make_email, make_mail_server, tell
from luodi.outbox.tests.servers import mail_server
from luodi.outreach.calendar import Sort, Span
from luodi.reviews import calendar, services
from luodi.reviews.choices import Attendance
from luodi.reviews.models import Seat
from luodi.reviews.rules import ReviewRefused
from luodi.reviews.tests.makers import make_held, make_invited, make_review, now, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox():
    with mail_server() as box:
        yield box


@pytest.fixture
def linked(liu, system_admin, mailbox, clock):
    """The county's clerk can be reached by e-mail."""
    make_mail_server(port=mailbox.port, by=system_admin)
    return make_email(by=liu, at=clock.now)


def event_of(letter):
    (part,) = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    told = Calendar.from_ical(part.get_content())
    (event,) = told.walk("VEVENT")
    assert part.get_param("method") == str(told["method"])
    return str(told["method"]), int(event["sequence"]), event


def test_invitation_changes_and_cancellation_go_by_mail_once_each(linked, zhong, liu, units, clock, mailbox):
    review = make_invited(units.yunxi, by=zhong)
    assert go(liu, clock) == {"SENT": 1}
    assert go(liu, clock) == {}
    later = review.held_at + timedelta(hours=3)
    services.change_review(review=review, changes={"held_at": later}, **now(zhong))
    services.change_review(review=review, changes={"place": "二楼"}, **now(zhong))
    assert go(liu, clock) == {"SENT": 2}
    services.cancel_review(review=review, reason="与全会冲突", **now(zhong))
    assert go(liu, clock) == {"SENT": 1}
    events = [event_of(letter) for letter in mailbox.letters]
    assert [said[:2] for said in events] == [("REQUEST", 0), ("REQUEST", 1), ("REQUEST", 2), ("CANCEL", 3)]
    assert len({str(event["uid"]) for *_, event in events}) == 1
    assert events[1][2]["dtstart"].dt == later
    last = events[3][2]
    assert str(last["organizer"]) == "mailto:luodi@example.org"
    attendees = last["attendee"] if isinstance(last["attendee"], list) else [last["attendee"]]
    assert "mailto:liu@example.org" in [str(one) for one in attendees]
    assert str(last["url"]) == f"https://luodi.example.org/reviews/{review.code}/"


def test_an_invitation_goes_alone_and_though_it_was_read_but_not_where_none_is_wanted(
    linked, zhong, liu, units, clock, mailbox
):
    for nth in range(8):
        tell(liu, clock, f"第{nth}个项目被退回")
    make_invited(units.yunxi, by=zhong)
    Notice.objects.filter(account=liu).update(read_at=clock.now)
    assert go(liu, clock) == {"SENT": 1}
    assert event_of(mailbox.letters[0])[0] == "REQUEST"
    paces = dict.fromkeys(NoticeKind, Pace.NEVER)
    outbox.prefer(hours=Hours(), paces=paces, actor=liu, at=clock.now)
    make_invited(units.yunxi, by=zhong)
    assert go(liu, clock) == {}


def test_whoever_is_taken_off_the_list_has_it_struck_and_nobody_else(
    linked, zhong, liu, units, clock, mailbox
):
    review = make_invited(units.yunxi, units.shiqiao, by=zhong)
    go(liu, clock)
    services.drop_seat(seat=Seat.objects.get(review=review, unit=units.shiqiao), **now(zhong))
    assert go(liu, clock) == {}
    services.drop_seat(seat=Seat.objects.get(review=review, unit=units.yunxi), **now(zhong))
    go(liu, clock)
    assert event_of(mailbox.letters[-1])[:2] == ("CANCEL", 2)
    seat(review, units.yunxi, by=zhong)
    go(liu, clock)
    assert event_of(mailbox.letters[-1])[:2] == ("REQUEST", 3)


def test_the_invited_say_who_comes_or_why_nobody_does_and_the_keeper_hears_it(zhong, liu, wu, units, clock):
    review = make_invited(units.yunxi, by=zhong)
    held = Seat.objects.get(review=review)
    assert held.answered_at is None
    for other in (wu, zhong):
        with pytest.raises(NotAllowed):
            services.answer_invitation(seat=held, comes=True, said="", **now(other))
    with pytest.raises(ReviewRefused, match="请假的原因"):
        services.answer_invitation(seat=held, comes=False, said=" ", **now(liu))
    services.answer_invitation(seat=held, comes=False, said="县里开会", **now(liu))
    held.refresh_from_db()
    assert (held.attendance, held.remark, held.answered_by) == (Attendance.LEAVE, "县里开会", liu)
    assert Notice.objects.filter(account=zhong, title__startswith="云溪县请假").exists()
    said = services.answer_invitation(seat=held, comes=True, said="刘科长", **now(liu))
    assert (said.attendance, said.came, said.remark) == (Attendance.EXPECTED, "刘科长", "")


def test_another_time_asks_for_another_answer_and_a_past_meeting_for_none(zhong, liu, units, clock):
    review = make_invited(units.yunxi, by=zhong)
    held = Seat.objects.get(review=review)
    services.answer_invitation(seat=held, comes=False, said="出差", **now(liu))
    services.change_review(review=review, changes={"place": "二楼"}, **now(zhong))
    assert Seat.objects.get(review=review).answered_at is not None
    later = {"held_at": review.held_at + timedelta(days=1)}
    services.change_review(review=review, changes=later, **now(zhong))
    found = Seat.objects.get(review=review)
    assert (found.answered_at, found.attendance, found.remark) == (None, Attendance.EXPECTED, "")
    over = Seat.objects.filter(review=make_held(units.yunxi, by=zhong, clock=clock)).get()
    with pytest.raises(ReviewRefused, match="不用回复"):
        services.answer_invitation(seat=over, comes=True, said="", **now(liu))


def test_meetings_stand_on_the_calendar_of_whoever_holds_or_is_asked_to_come(zhong, liu, wu, units, clock):
    review = make_invited(units.yunxi, by=zhong)
    off = make_invited(units.yunxi, by=zhong)
    services.cancel_review(review=off, reason="合并召开", **now(zhong))
    make_review(by=zhong)
    day = clock.day + timedelta(days=1)
    (item,) = calendar.items(Span(reach_of(liu), day, day), most=9)
    assert (item.sort, item.code, item.first, item.at) == (
        Sort.REVIEW, review.code, day, clock.now.time().replace(tzinfo=None),
    )  # fmt: skip
    assert calendar.counted(Span(reach_of(zhong), day, day)) == {day: 2}
    assert calendar.items(Span(reach_of(wu), day, day), most=9) == []
    narrowed = Span(reach_of(zhong), day, day, frozenset({units.yunxi.pk}))
    assert [one.code for one in calendar.items(narrowed, most=9)] == [review.code]
