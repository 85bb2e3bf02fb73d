from datetime import date

import pytest

from luodi.figures.compute import compute
from luodi.figures.scopes import Scope
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Channel, Standing
from luodi.organisation.policies import reach_of
from luodi.outreach import services as outreach
from luodi.outreach.choices import EventForm
from luodi.outreach.services import Listing, NewEvent
from luodi.projects import services as projects
from luodi.projects.choices import Stage
from luodi.projects.services import Increase
from luodi.projects.tests.makers import day, make_project
from luodi.rosters import selectors
from luodi.rosters.choices import Signing
from luodi.rosters.rules import signing

SPRING, SUMMER = date(2020, 5, 18), date(2020, 7, 20)


def hold(cast, clock, code, on, parent=None):
    new = NewEvent(
        code=code,
        name=f"活动{code}",
        form=EventForm.CEREMONY,
        unit=cast.units.centre,
        place="示例市",
        held_from=on,
        held_to=on,
        parent=parent,
    )
    return outreach.hold_event(new, actor=cast.zhong, at=clock.now)


def put(event, pairs, cast, clock):
    outreach.list_at_ceremony(
        event,
        [Listing(project=one, amount=Yuan.from_yi(yi), listed_on=event.held_from) for one, yi in pairs],
        actor=cast.zhong,
        at=clock.now,
    )


def sign(project, on, cast, clock, channel=Channel.ON_SITE):
    return projects.record_stage(
        project=project,
        stage=Stage.SIGNED,
        occurred_on=day(on),
        channel=channel,
        actor=cast.liu,
        at=clock.now,
    )


@pytest.fixture
def conference(cast, clock):
    """Of five projects two are signed there (one by video, in the joint part), one again, one grows, one not at all."""
    spring = hold(cast, clock, "SPRING", SPRING)
    main = hold(cast, clock, "SUMMER", SUMMER)
    joint = hold(cast, clock, "JOINT", SUMMER, parent=main)
    fresh, remote, again, grown, unsigned = (
        make_project(by=cast.liu, name=name, on="2020-05-01")
        for name in ("首次", "视频", "重签", "增资", "未签")
    )
    sign(again, "2020-05-18", cast, clock)
    sign(grown, "2020-05-20", cast, clock)
    sign(fresh, "2020-07-20", cast, clock)
    sign(remote, "2020-07-20", cast, clock, channel=Channel.VIDEO)
    projects.record_increase(
        Increase(project=grown, amount=Yuan.from_wan(5000), occurred_on=day("2020-07-20")),
        actor=cast.liu,
        at=clock.now,
    )
    put(spring, [(again, 1)], cast, clock)
    put(main, [(fresh, 2), (again, 1), (grown, 3), (unsigned, 5)], cast, clock)
    put(joint, [(remote, 4), (fresh, 2)], cast, clock)
    return main, joint


def test_first_signings_re_signings_and_increases_stand_apart(cast, conference):
    told = selectors.signings(conference[0], reach_of(cast.zhong))
    assert {kind: [row.project.name for row in told.of(kind)] for kind in Signing} == {
        Signing.FIRST: ["首次", "视频"],
        Signing.UNSIGNED: ["未签"],
        Signing.AGAIN: ["重签"],
        Signing.INCREASE: ["增资"],
    }
    assert told.of(Signing.AGAIN)[0].earlier == "活动SPRING"


def test_of_an_increase_the_increase_alone_counts(cast, conference):
    told = selectors.signings(conference[0], reach_of(cast.zhong))
    assert selectors.total(told.of(Signing.INCREASE)) == Yuan.from_wan(5000)
    assert selectors.total(told.of(Signing.FIRST)) == Yuan.from_yi(6)


def test_a_project_on_the_lists_of_an_event_and_its_part_counts_once(cast, conference):
    main, joint = conference
    told = selectors.signings(main, reach_of(cast.zhong))
    scope = Scope.parse("event:SUMMER", city=cast.city, on=SUMMER)
    figure = compute(
        "ceremony.projects",
        city=cast.city,
        period=Period(date(2020, 1, 1), date(2020, 12, 31)),
        scope=scope,
        standing=Standing.CLAIMED,
    )
    assert len(told.rows) == figure.exact == 5
    assert [row.project.name for row in selectors.signings(joint, reach_of(cast.zhong)).rows] == [
        "首次",
        "视频",
    ]
    assert [row.project.name for row in told.remote] == ["视频"]


def test_a_unit_sees_its_own_signings(cast, conference):
    assert selectors.signings(conference[0], reach_of(cast.wu)).rows == ()


@pytest.mark.parametrize(
    ("signed_on", "before", "increased", "kind"),
    [
        (None, False, False, Signing.UNSIGNED),
        (SUMMER, False, False, Signing.FIRST),
        (date(2020, 7, 19), False, False, Signing.AGAIN),
        (None, True, False, Signing.AGAIN),
        (date(2020, 7, 19), False, True, Signing.INCREASE),
        (SUMMER, False, True, Signing.FIRST),
    ],
)
def test_what_a_listed_project_is_follows_from_its_past(signed_on, before, increased, kind):
    assert signing(begins=SUMMER, signed_on=signed_on, listed_before=before, increased=increased) == kind
