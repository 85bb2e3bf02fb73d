"""The units below several at once are those below each of them."""

from datetime import date, timedelta

from luodi.organisation.models import City, Unit
from luodi.organisation.selectors import subtree_ids, subtrees
from luodi.organisation.tests.makers import FOUNDED, Units


def test_the_units_below_several_at_once_are_those_below_each(city: City, units: Units) -> None:
    every = list(Unit.objects.of(city.pk))
    for on in (FOUNDED - timedelta(days=1), FOUNDED, date(2020, 7, 1)):
        found = subtrees(city.pk, [unit.code for unit in every], on)
        assert found == {unit.code: subtree_ids(unit, on) for unit in every}
    assert subtrees(city.pk, ["NOBODY"], FOUNDED) == {}
