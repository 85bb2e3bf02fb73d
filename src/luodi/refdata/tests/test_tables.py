"""The data files themselves."""

from datetime import date

import pytest

from luodi.refdata import tables


@pytest.mark.parametrize("name", ["areas", "countries", "divisions", "industries", "regions", "tiles"])
def test_every_file_states_its_source_and_has_no_ragged_row(name):
    assert len(tables.source(name)) > 20
    for row in tables.rows(name):
        assert None not in row
        assert None not in row.values()


def test_the_last_day_of_validity_is_the_day_before_valid_to():
    day = date(2015, 12, 3)
    assert not tables.is_valid(day, valid_from=None, valid_to=day)
    assert tables.is_valid(day, valid_from=day, valid_to=None)
