"""Leaders' projects of the demo city: how they stand, by leader, and the one that is stuck."""

from datetime import date
from pathlib import Path

from luodi.figures import truth
from luodi.figures.compute import compute, compute_table
from luodi.figures.drill import open_figure
from luodi.figures.scopes import Dimension
from luodi.kernel.periods import Period

with (Path(__file__).parent / "sponsored_2020.csv").open(encoding="utf-8", newline="") as lines:
    CLAIMS = truth.read_claims(lines)
DAY = Period.on(date(2020, 9, 22))


def test_sponsored_projects_stand_as_the_table_says(demo):
    assert [checked.says for checked in truth.check(CLAIMS, city=demo) if not checked.holds] == []


def test_every_leader_has_one_or_two_and_together_they_have_all(demo):
    table = compute_table(["sponsored.count"], city=demo, period=DAY, by=Dimension.LEADER)
    assert len(table.rows) == 24
    assert sum(row.figure.exact for row in table.rows) == table.total["sponsored.count"].raw == 41


def test_the_one_that_is_stuck_opens_to_its_project(demo):
    opening = open_figure(compute("sponsored.stuck.count", city=demo, period=DAY), city=demo, unit_ids=None)
    assert [row.state for row in opening.rows] == ["STARTED"]


def test_items_closed_in_2020_add_up_by_month_and_by_unit(demo):
    year = Period.between(date(2020, 1, 1), date(2020, 9, 22))
    for by in (Dimension.MONTH, Dimension.UNIT, Dimension.REASON, Dimension.ASKED_FROM):
        table = compute_table(["items.days_to_close"], city=demo, period=year, by=by)
        for nth, part in enumerate(table.total["items.days_to_close"].parts):
            assert part.raw == sum(row.figure.parts[nth].exact for row in table.rows) > 0
