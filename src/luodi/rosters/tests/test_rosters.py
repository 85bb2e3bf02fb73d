from datetime import date

import pytest
from django.db import IntegrityError, transaction

from luodi.audit.models import AuditRecord
from luodi.ledger import services as ledger
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.projects.tests.makers import make_project
from luodi.rosters import selectors, services
from luodi.rosters.choices import RosterKind
from luodi.rosters.models import RosterEntry
from luodi.rosters.rules import RosterRefused
from luodi.rosters.services import NewRoster

JUNE, JULY, AUGUST = date(2020, 6, 1), date(2020, 7, 1), date(2020, 8, 1)


@pytest.fixture
def roster(cast, clock):
    new = NewRoster(
        name="2020年市重点项目", kind=RosterKind.KEY_PROJECT, year=2020, document="示发〔2020〕3号"
    )
    return services.create_roster(new, actor=cast.zhong, at=clock.now)


@pytest.fixture
def chosen(cast):
    return [
        make_project(by=cast.liu, name="云溪一号"),
        make_project(by=cast.wu, name="石桥一号", area="349922"),
    ]


def add(roster, projects, clock, *, by, on=JULY):
    return services.add_to_roster(roster=roster, projects=projects, on=on, actor=by, at=clock.now)


def remove(roster, projects, clock, *, by, on=AUGUST, reason="投资方退出"):
    return services.remove_from_roster(
        roster=roster, projects=projects, on=on, reason=reason, actor=by, at=clock.now
    )


def names(roster, account, on, as_of=None):
    rows = selectors.entries_of(roster, reach_of(account), on=on, as_of=as_of)
    return [entry.project.name for entry in rows]


def test_many_enter_at_once_and_the_roster_can_be_asked_as_of_any_day(cast, clock, roster, chosen):
    add(roster, chosen, clock, by=cast.zhong)
    remove(roster, chosen[:1], clock, by=cast.zhong)
    assert names(roster, cast.zhong, JUNE) == []
    assert names(roster, cast.zhong, JULY) == ["云溪一号", "石桥一号"]
    assert names(roster, cast.zhong, date(2020, 7, 31)) == ["云溪一号", "石桥一号"]
    assert names(roster, cast.zhong, AUGUST) == ["石桥一号"]


def test_what_was_known_then_is_asked_apart_from_what_held_then(cast, clock, roster, chosen):
    add(roster, chosen, clock, by=cast.zhong)
    clock.advance(hours=1)
    make_project(by=cast.liu, name="其间登记的")
    then = ledger.resolve(cast.city)
    clock.advance(hours=1)
    remove(roster, chosen[:1], clock, by=cast.zhong)
    assert names(roster, cast.zhong, AUGUST, as_of=then) == ["云溪一号", "石桥一号"]


def test_nobody_stands_twice_at_the_same_time(cast, clock, roster, chosen):
    add(roster, chosen[:1], clock, by=cast.zhong)
    with pytest.raises(RosterRefused, match="自 2020-07-01 起已在"):
        add(roster, chosen, clock, by=cast.zhong)
    assert RosterEntry.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        RosterEntry.objects.create(
            roster=roster,
            project=chosen[0],
            seat=9,
            entered_on=JULY,
            entered_at=clock.now,
            entered_by=cast.zhong,
        )


def test_who_left_may_come_back_but_not_before_leaving(cast, clock, roster, chosen):
    add(roster, chosen, clock, by=cast.zhong, on=JUNE)
    remove(roster, chosen[:1], clock, by=cast.zhong, on=JULY)
    with pytest.raises(RosterRefused, match="才移出"):
        add(roster, chosen[:1], clock, by=cast.zhong, on=date(2020, 6, 15))
    add(roster, chosen[:1], clock, by=cast.zhong, on=AUGUST)
    assert [entry.left_on for entry in selectors.rosters_of(chosen[0])] == [None, JULY]


def test_leaving_takes_a_reason_a_later_day_and_a_place_on_the_roster(cast, clock, roster, chosen):
    add(roster, chosen[:1], clock, by=cast.zhong)
    with pytest.raises(RosterRefused, match="须写明原因"):
        remove(roster, chosen[:1], clock, by=cast.zhong, reason=" ")
    with pytest.raises(RosterRefused, match="须晚于这一天"):
        remove(roster, chosen[:1], clock, by=cast.zhong, on=JULY)
    with pytest.raises(RosterRefused, match="“石桥一号”不在这份名单中"):
        remove(roster, chosen, clock, by=cast.zhong)
    with pytest.raises(RosterRefused, match="不能晚于今天"):
        add(roster, chosen[1:], clock, by=cast.zhong, on=date(2020, 8, 4))


def test_the_centre_alone_keeps_rosters(cast, clock, roster, chosen):
    for actor in (cast.liu, cast.qin, cast.hong):
        with pytest.raises(NotAllowed):
            add(roster, chosen, clock, by=actor)
        with pytest.raises(NotAllowed):
            services.create_roster(NewRoster(name="另一份", kind=RosterKind.OTHER), actor=actor, at=clock.now)


def test_a_unit_sees_its_own_rows_alone(cast, clock, roster, chosen):
    add(roster, chosen, clock, by=cast.zhong)
    assert names(roster, cast.liu, AUGUST) == ["云溪一号"]
    assert names(roster, cast.hong, AUGUST) == ["云溪一号", "石桥一号"]


def test_two_rosters_do_not_bear_one_name(cast, clock, roster):
    with pytest.raises(RosterRefused, match="已有名为"):
        services.create_roster(
            NewRoster(name=roster.name, kind=RosterKind.OTHER), actor=cast.zhong, at=clock.now
        )


def test_each_project_hears_of_it(cast, clock, roster, chosen):
    add(roster, chosen, clock, by=cast.zhong)
    told = AuditRecord.objects.filter(act="列入名单", target_kind="project")
    assert set(told.values_list("target_code", flat=True)) == {one.code for one in chosen}
