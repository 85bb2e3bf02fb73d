"""What stands on the days of a week, by name as far as a page names it, and how many there are."""

from datetime import date

import pytest

from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of
from luodi.outreach import calendar
from luodi.outreach.calendar import Sort, Span
from luodi.outreach.tests.makers import make_event, make_trip, make_visit
from luodi.outreach.tests.meeting_makers import make_meeting

WEEK = (date(2020, 7, 6), date(2020, 7, 12))


@pytest.mark.parametrize("most", [1, 2, 100])
def test_a_week_tells_how_many_there_are_whether_it_names_all_of_them_or_not(liu: Account, most: int) -> None:
    for to_on in (date(2020, 7, 6), date(2020, 7, 8), date(2020, 7, 14)):
        make_trip(by=liu, from_on=date(2020, 7, 4), to_on=to_on)
    make_visit(by=liu)
    make_event(by=liu)
    for _ in range(2):
        make_meeting(by=liu)
    span = Span(reach_of(liu), *WEEK)
    items, counts = calendar.items_and_counts(span, most=most)
    assert counts == calendar.counts(span)
    assert counts[Sort.TRIP][date(2020, 7, 6)] == 3
    assert counts[Sort.TRIP][date(2020, 7, 12)] == 1
    assert items == calendar.items(span, most=most)
    assert len(items) == sum(min(most, n) for n in (3, 1, 0, 2))
