"""When it was last due."""

from datetime import datetime, time, timedelta, timezone

import pytest

from luodi.jobs.cadence import Daily, Every, Weekly

ZONE = timezone(timedelta(hours=8))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("cadence", "now", "due"),
    [
        (Daily(time(7, 30)), "2020-09-22T07:30", "2020-09-22T07:30"),
        (Daily(time(7, 30)), "2020-09-22T07:29:59", "2020-09-21T07:30"),
        (Daily(time(0)), "2020-01-01T00:00", "2020-01-01T00:00"),
        (Weekly(0, time(8)), "2020-09-21T08:00", "2020-09-21T08:00"),  # a Monday
        (Weekly(0, time(8)), "2020-09-21T07:59", "2020-09-14T08:00"),
        (Weekly(4, time(17)), "2020-09-22T10:00", "2020-09-18T17:00"),
        (Every(15), "2020-09-22T10:14:59", "2020-09-22T10:00"),
        (Every(15), "2020-09-22T10:15", "2020-09-22T10:15"),
        (Every(15), "2020-09-22T00:00:30", "2020-09-22T00:00"),
    ],
)
def test_the_latest_due_moment_is_never_after_now(cadence: Daily, now: str, due: str) -> None:
    assert cadence.last_due(at(now)) == at(due)


def test_a_cadence_says_itself_in_chinese() -> None:
    said = [one.said for one in (Daily(time(7, 30)), Weekly(6, time(8)), Every(5))]
    assert said == ["每天 07:30", "每周日 08:00", "每 5 分钟"]
