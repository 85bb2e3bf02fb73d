"""Many workers at one queue: each job once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connections

from luodi.jobs import services
from luodi.jobs.models import Job

NOW = datetime.fromisoformat("2020-09-22T10:00:00+08:00")


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_each_job_is_taken_by_one(done: list[str]) -> None:
    for nth in range(24):
        services.enqueue("test.note", at=NOW, arguments={"text": str(nth)})

    def work(_: int) -> int:
        try:
            return len(services.work_off(now=NOW + timedelta(minutes=1)))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(work, range(4)))
    assert sum(counts) == 24
    assert sorted(done, key=int) == [str(nth) for nth in range(24)]
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_of_many_lookers_at_the_due_second_one_asks(done: list[str]) -> None:
    due = NOW.replace(hour=3)

    def look(_: int) -> int:
        try:
            return services.ask_for_what_is_due(due) and 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(8)))
    assert Job.objects.count() == 1
