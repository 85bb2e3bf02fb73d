"""Two people at once, each with a connection of their own: codes stay unique, and a stage is recorded once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind
from luodi.organisation.tests.makers import Cast, make_cast
from luodi.projects import services
from luodi.projects.choices import Stage
from luodi.projects.models import Project
from luodi.projects.services import StageOutOfOrder
from luodi.projects.tests.makers import day, make_project
from luodi.projects.tests.reading import events

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live() -> Cast:
    """The cast in a city whose clock runs; its ledger is open since yesterday."""
    yesterday = timezone.now() - timedelta(days=1)
    cast = make_cast(at=yesterday)
    ledger.open_ledger(city=cast.city, at=yesterday)
    return cast


def at_once(calls: list[Callable[[], Project]]) -> list[Project | Exception]:
    """Make the calls in threads of their own and return what each brought or refused."""

    def alone(call: Callable[[], Project]) -> Project | Exception:
        try:
            return call()
        except StageOutOfOrder as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(alone, calls))


def test_projects_created_at_once_get_codes_of_their_own(live: Cast) -> None:
    made = at_once([lambda by=by: make_project(by=by) for by in (live.liu, live.wu, live.zhong) * 2])
    assert len({project.code for project in made if isinstance(project, Project)}) == 6


def test_a_signing_recorded_by_two_at_once_counts_once(live: Cast) -> None:
    project = make_project(by=live.liu)

    def sign() -> Project:
        return services.record_stage(
            project=project,
            stage=Stage.SIGNED,
            occurred_on=day("2020-07-01"),
            actor=live.liu,
            at=timezone.now(),
        )

    told = at_once([sign, sign])
    assert sorted(type(one).__name__ for one in told) == ["Project", "StageOutOfOrder"]
    assert len(events(project, FactKind.PROJECT_SIGNED)) == 1
