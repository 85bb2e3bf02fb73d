"""What waits for a reviewer: every open claim once, in its tab, for the one whom it waits for."""

from datetime import timedelta

import pytest

from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of
from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects import services as projects
from luodi.projects.choices import Field, Stage
from luodi.projects.models import Project
from luodi.projects.tests.makers import day, make_project, make_signed, move_on
from luodi.recognition import services
from luodi.recognition.choices import ReviewState
from luodi.recognition.selectors.queue import TABS, QueueFilter, QueuePage, counts, queue
from luodi.recognition.tests.makers import complete, county_reviewer


def asked(account: Account, tab: str, clock: Clock, **filters: object) -> QueuePage:
    wanted = QueueFilter(**filters)  # type: ignore[arg-type]
    return queue(account.city, reach_of(account), TABS[tab][1], wanted, at=clock.now, number=1, size=20)


def names(page: QueuePage) -> list[str]:
    return [row.claim.project.name for row in page.rows]


@pytest.fixture
def signed(liu: Account) -> Project:
    return move_on(make_project(by=liu, name="云溪甲"), to=Stage.SIGNED, by=liu)


def test_each_kind_of_claim_waits_in_its_own_tab(
    liu: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    assert counts(qin.city, reach_of(qin)) == {**dict.fromkeys(TABS, 0), "negotiating": 1, "signed": 1}
    services.verify_with_evidence([signed], actor=qin, at=clock.now, lacked_reason="已核")
    assert not any(counts(qin.city, reach_of(qin)).values())
    projects.change_project(
        project=signed,
        changes={Field.TOTAL: Yuan.from_yi(2)},
        effective_on=clock.day,
        actor=liu,
        at=clock.now,
    )
    projects.record_funds(
        [
            projects.FundsEntry(
                project=signed,
                amount=Yuan.from_wan(n),
                occurred_on=day("2020-07-20"),
                proof="BANK",
                capital="DOMESTIC",
            )
            for n in (100, 200)
        ],
        actor=liu,
        at=clock.now,
    )
    assert counts(qin.city, reach_of(qin)) == {**dict.fromkeys(TABS, 0), "change": 1, "money": 1}
    money = asked(qin, "money", clock).rows[0]
    assert money.amount == Yuan.from_wan(300)
    assert len(money.claim.facts) == 2


def test_an_increase_waits_once_with_the_new_total_that_it_brought(
    liu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    increase = projects.Increase(
        project=project, amount=Yuan.from_yi(1), occurred_on=day("2020-07-30"), capital="DOMESTIC"
    )
    projects.record_increase(increase, actor=liu, at=clock.now)
    assert counts(qin.city, reach_of(qin)) == {**dict.fromkeys(TABS, 0), "money": 1}


def test_the_longest_waiting_comes_first_and_pages_hold_each_once(
    liu: Account, qin: Account, clock: Clock
) -> None:
    for n in range(5):
        make_project(by=liu, name=f"云溪{n}")
        clock.advance(days=1)
    pages = [
        queue(qin.city, reach_of(qin), TABS["negotiating"][1], QueueFilter(), at=clock.now, number=n, size=2)
        for n in (1, 2, 3)
    ]
    assert [name for page in pages for name in names(page)] == [f"云溪{n}" for n in range(5)]
    assert {page.total for page in pages} == {5}


def test_it_is_narrowed_by_unit_age_and_evidence(
    cast: Cast, liu: Account, wu: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    clock.advance(days=10)
    other = move_on(make_project(by=wu, name="石桥乙", area="349922"), to=Stage.SIGNED, by=wu)
    complete(other, by=wu)
    assert names(asked(qin, "signed", clock, unit_id=cast.units.shiqiao.pk)) == ["石桥乙"]
    assert names(asked(qin, "signed", clock, days=9)) == ["云溪甲"]
    assert names(asked(qin, "signed", clock, complete=True)) == ["石桥乙"]
    assert names(asked(qin, "signed", clock, complete=False)) == ["云溪甲"]
    assert asked(qin, "signed", clock).rows[0].since < clock.now - timedelta(days=9)


def test_money_is_complete_only_when_every_entry_is(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    entries = [
        projects.FundsEntry(
            project=project,
            amount=Yuan.from_wan(n),
            occurred_on=day("2020-07-20"),
            proof="BANK",
            capital="DOMESTIC",
        )
        for n in (100, 200)
    ]
    for n, entry in enumerate(projects.record_funds(entries, actor=liu, at=clock.now)):
        assert asked(qin, "money", clock, complete=True).total == 0, n
        complete(project, by=liu, fact_kind=FactKind.PROJECT_FUNDS, ordinal=entry.ordinal)
    assert asked(qin, "money", clock, complete=True).total == 1
    assert asked(qin, "money", clock, complete=False).total == 0


def test_a_county_has_its_own_claims_and_the_city_sees_its_word(
    cast: Cast, liu: Account, wu: Account, qin: Account, clock: Clock, signed: Project
) -> None:
    make_project(by=wu, name="石桥乙", area="349921")
    yan = county_reviewer(cast, cast.units.yunxi)
    assert names(asked(yan, "negotiating", clock)) == ["云溪甲"]
    assert names(asked(qin, "negotiating", clock, county="open")) == ["云溪甲", "石桥乙"]
    services.county_review(
        project=signed, kind=FactKind.PROJECT_NEGOTIATING, state=ReviewState.PASSED, actor=yan, at=clock.now
    )
    assert names(asked(qin, "negotiating", clock, county="passed")) == ["云溪甲"]
    assert names(asked(qin, "negotiating", clock, county="open")) == ["石桥乙"]
    assert names(asked(qin, "negotiating", clock, county="returned")) == []
    assert names(asked(yan, "negotiating", clock, county="open")) == []


def test_a_page_costs_the_same_however_many_rows_it_has(
    liu: Account, qin: Account, clock: Clock, django_assert_max_num_queries: object
) -> None:
    for n in range(12):
        project = move_on(make_project(by=liu, name=f"云溪{n}"), to=Stage.SIGNED, by=liu)
        complete(project, by=liu)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert len(asked(qin, "signed", clock, complete=True).rows) == 12
