"""What the demo city shows of items, meetings, the calendar and messages: a past that was lived, not written."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import F, Q

from luodi.actions.choices import ExtensionState, Level
from luodi.actions.models import ActionItem, Escalation, ItemExtension, ItemReport
from luodi.actions.policies import keepers_of
from luodi.calendars.models import LocalDay
from luodi.calendars.selectors import calendar_of
from luodi.demo.plan import RELEASE
from luodi.demo.sponsoring import stuck
from luodi.ledger.kinds import ItemReason, ItemSource
from luodi.organisation import clock
from luodi.organisation.policies import Reach
from luodi.outbox import services as outbox
from luodi.outbox.models import Channel, Delivery
from luodi.reviews import services as reviews
from luodi.reviews.choices import LineSource, ReviewLevel, ReviewState
from luodi.reviews.models import AgendaLine, Decision, Minutes, Review, Seat
from luodi.sponsorship.models import Instruction
from luodi.sponsorship.selectors import overdue_nodes
from luodi.worklists.models import WorklistRun


def asked():
    """What was asked outside the meetings with firms."""
    return ActionItem.objects.exclude(source=ItemSource.MEETING)


def whole(demo):
    return Reach(demo.pk, None, writes=False, verifies=False, roles=frozenset())


def test_the_city_has_moved_a_working_day_by_a_document(demo):
    orders = LocalDay.objects.of(demo.pk).order_by("day")
    assert [(one.day, one.is_work) for one in orders] == [
        (date(2020, 7, 25), True),
        (date(2020, 8, 10), False),
    ]
    assert all("〔2020〕" in one.document for one in orders)
    moved = ActionItem.objects.filter(basis__asked_day=date(2020, 8, 10))
    assert set(moved.values_list("deadline", flat=True)) == {date(2020, 8, 11)}


def test_some_fifty_things_were_asked_from_everywhere_for_every_reason_and_stand_everywhere(demo):
    assert 40 <= asked().count() <= 60
    assert {one.source for one in asked()} == set(ItemSource) - {
        ItemSource.MEETING,
        ItemSource.EVENT,
        ItemSource.LEAD,
    }
    assert {one.reason for one in asked().filter(kind="PROBLEM")} == set(ItemReason)
    assert {one.state for one in asked()} == {"OPEN", "REPORTED", "DONE", "CANCELLED"}
    assert asked().values("unit").distinct().count() >= 12
    assert asked().filter(co_owners__isnull=False).distinct().count() >= 10


def test_days_were_asked_for_granted_refused_and_are_waited_for(demo):
    found = Counter(ItemExtension.objects.values_list("state", flat=True))
    assert found[ExtensionState.GRANTED] >= 4
    assert found[ExtensionState.REFUSED] >= 3
    assert found[ExtensionState.ASKED] == 3
    assert not ItemExtension.objects.filter(decided_by=F("asked_by")).exists()


def test_nobody_closed_what_he_had_done_unless_he_had_set_it_himself(demo):
    judged = ItemReport.objects.filter(judged_by__isnull=False)
    alone = judged.filter(judged_by__person=F("by__person"))
    assert not alone.exclude(item__asked_by=F("item__owner")).exists()
    assert judged.filter(state="SENT_BACK").count() >= 3
    assert ItemReport.objects.filter(proofs__isnull=False).count() >= 8
    closed_once = ItemReport.objects.filter(state="ACCEPTED").values("item").distinct()
    assert ActionItem.objects.filter(pk__in=closed_once, state="OPEN").exists()  # opened again


def test_what_is_overdue_was_pressed_for_level_by_level_at_its_own_hour(demo):
    fired = Escalation.objects.select_related("item")
    assert {one.level for one in fired} == set(Level)
    calendar = calendar_of(demo.pk)
    assert all(calendar.is_workday((one.at + timedelta(hours=8)).date()) for one in fired)
    late = asked().overdue(RELEASE)
    assert late.count() >= 5
    for item in late:
        days = calendar.workdays_between(item.deadline, RELEASE)
        levels = set(item.escalations.filter(deadline=item.deadline).values_list("level", flat=True))
        assert Level.URGE in levels
        assert (Level.SUPERVISE in levels) == (days >= 3)


def test_the_one_stuck_project_has_an_item_that_is_overdue_and_says_why(demo):
    project = stuck(demo).project
    nodes = overdue_nodes(demo, RELEASE, whole(demo))
    assert [one.project for one in nodes] == [project]
    item = ActionItem.objects.open().get(about=project.subject)
    loudest = item.escalations.get(level=Level.SUPERVISE)
    assert loudest.number.startswith("DB2020-")
    assert item.extensions.get().state == ExtensionState.REFUSED
    assert "用地" in item.basis.source_note
    sponsored = ActionItem.objects.overdue(RELEASE).filter(about__project__sponsor__isnull=False)
    assert list(sponsored) == [item]


def test_leaders_have_written_and_one_is_answered(demo):
    words = Instruction.objects.all()
    assert words.count() == 4
    assert words.filter(answered_at__isnull=False).count() == 1
    assert words.filter(leader__accounts__login="leader").exists()
    assert words.filter(project=stuck(demo).project).exists()


def test_the_city_met_every_month_and_a_county_too_and_the_next_meetings_are_prepared(demo):
    city = Review.objects.filter(level=ReviewLevel.CITY).order_by("held_at")
    assert [one.held_at.month for one in city] == [6, 7, 8, 9]
    assert [one.state for one in city] == [ReviewState.PUBLISHED] * 3 + [ReviewState.PLANNED]
    county = Review.objects.filter(level=ReviewLevel.COUNTY).order_by("held_at")
    assert [one.state for one in county] == [ReviewState.PUBLISHED, ReviewState.INVITED]
    assert all(one.held_at > clock.now(demo) for one in (city.last(), county.last()))
    assert Minutes.objects.count() == 4


def test_the_minutes_tell_of_nobody_who_was_away(demo):
    away = Seat.objects.filter(attendance="LEAVE")
    assert away.count() == 8
    for seat in away:
        told = AgendaLine.objects.filter(review=seat.review, source=LineSource.WORKLIST)
        assert not told.filter(project__unit=seat.unit).exists()


def test_too_few_came_in_the_flood_and_the_minutes_say_why(demo):
    few = [
        one
        for one in Review.objects.filter(state=ReviewState.PUBLISHED)
        if reviews.n_present(one) < one.quorum
    ]
    assert [one.held_at.month for one in few] == [7]
    assert "防汛" in few[0].quorum_reason


def test_everything_that_was_decided_became_an_item_and_the_next_meeting_opens_with_what_is_not_done(demo):
    assert Decision.objects.count() >= 10
    assert not Decision.objects.filter(item__isnull=True).exists()
    coming = Review.objects.get(level=ReviewLevel.CITY, state=ReviewState.PLANNED)
    taken = AgendaLine.objects.filter(review=coming)
    waiting = Decision.objects.filter(line__review__level=ReviewLevel.CITY, item__closed_at__isnull=True)
    opens_with = taken.filter(source=LineSource.UNFINISHED).values_list("item", flat=True)
    assert set(opens_with) == set(waiting.values_list("item", flat=True)) != set()
    assert {LineSource.ITEM, LineSource.NODE, LineSource.WORKLIST} <= {one.source for one in taken}


def test_what_was_told_outside_is_on_the_log_and_nothing_has_left_the_city(demo):
    assert Channel.objects.count() == 3
    assert not Channel.objects.exclude(shown__endswith=".example").exists()
    assert Delivery.objects.count() >= 25
    assert not Delivery.objects.filter(Q(state="SENT") | Q(attempts__gt=0)).exists()
    assert set(Delivery.objects.values_list("said", flat=True)) == {"演示城市不向外发送消息"}
    now = clock.now(demo)
    outbox.ask_for_test(channel=(one := Channel.objects.order_by("pk").first()), actor=one.account, at=now)
    sent = outbox.send_due(city=demo, clock=lambda: now, senders=outbox.Senders(now))
    assert sent == {"KEPT": 1}


def test_the_lists_are_on_record_for_each_month_and_each_of_the_last_nights(demo):
    runs = list(WorklistRun.objects.order_by("on").values_list("on", flat=True))
    assert [one.month for one in runs[:8]] == list(range(1, 9))
    assert runs[-1] == RELEASE - timedelta(days=1)
    assert {after - one for one, after in pairwise(runs[8:])} == {timedelta(days=1)}


def test_departments_answer_for_items_and_file_no_months(demo):
    owners = asked().filter(unit__kind="DEPARTMENT").values_list("owner__login", flat=True)
    assert {"fagai", "renshe", "ziran", "jinrong"} <= set(owners)
    assert {one.login for one in keepers_of(demo.pk)} == {"centre", "centre-2", "centre-3"}
