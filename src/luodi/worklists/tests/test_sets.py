"""Lists that the database works out whole: evidence by the rule of its day, and a night of any length."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luodi.ledger.kinds import FactKind
from luodi.organisation.models import Account, City
from luodi.organisation.policies import reach_of
from luodi.organisation.tests.makers import Clock
from luodi.projects.choices import Stage
from luodi.projects.tests.makers import make_project, move_on
from luodi.recognition import demands
from luodi.recognition.demands import Demand, RuleVersion
from luodi.recognition.tests.makers import complete
from luodi.worklists import definitions, services
from luodi.worklists.models import ListEntry
from luodi.worklists.selectors import lists
from luodi.worklists.selectors.sources import Asked

EARLIER, LATER = date(2020, 6, 1), date(2020, 6, 20)


def signed(by: Account, on: date) -> object:
    project = make_project(by=by, on=on.isoformat())
    return move_on(project, to=Stage.SIGNED, by=by, on=on.isoformat())


def lacking(account: Account, clock: Clock) -> list[date | None]:
    asked = Asked(account.city, timezone.localdate(clock.now), reach_of(account))
    return [line.since for line in lists.listing(definitions.rule("evidence"), asked).lines]


def demand(monkeypatch: pytest.MonkeyPatch, *versions: RuleVersion) -> None:
    monkeypatch.setattr(demands, "versions", lambda _: versions)


def test_evidence_is_demanded_by_the_rule_of_the_day(
    liu: Account, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(liu, EARLIER)
    signed(liu, LATER)
    contract = {FactKind.PROJECT_SIGNED: (Demand(("CONTRACT",)),)}
    old, new = RuleVersion(1, date(2010, 1, 1), {}), RuleVersion(2, LATER, contract)
    demand(monkeypatch, old, new)
    assert lacking(liu, clock) == [LATER]
    demand(monkeypatch, RuleVersion(1, date(2010, 1, 1), contract), RuleVersion(2, LATER, {}))
    assert lacking(liu, clock) == [EARLIER]


def test_where_no_evidence_is_demanded_none_is_missing(
    liu: Account, city: City, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(liu, EARLIER)
    demand(monkeypatch, RuleVersion(1, date(2010, 1, 1), {}))
    assert lacking(liu, clock) == []
    services.run_worklists(city, at=clock.now)
    assert not ListEntry.objects.filter(rule="evidence").exists()


def test_a_stage_with_all_its_evidence_gives_way_to_the_next(liu: Account, clock: Clock) -> None:
    project = signed(liu, EARLIER)
    complete(project, by=liu)  # type: ignore[arg-type]
    assert lacking(liu, clock) == []
    move_on(project, to=Stage.STARTED, by=liu, on=LATER.isoformat())  # type: ignore[arg-type]
    assert lacking(liu, clock) == [LATER]


def test_a_night_asks_as_often_for_many_projects_as_for_one(
    liu: Account, city: City, clock: Clock, django_assert_num_queries: object
) -> None:
    signed(liu, EARLIER)
    with CaptureQueriesContext(connection) as first:
        n = services.run_worklists(city, at=clock.now).n_entered
    for _ in range(4):
        signed(liu, EARLIER)
    clock.now += timedelta(days=1)
    with django_assert_num_queries(len(first)):  # type: ignore[operator]
        second = services.run_worklists(city, at=clock.now)
    assert (second.n_entered, second.n_left) == (4 * n, 0)
