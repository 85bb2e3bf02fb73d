"""Tables as cities send them (``tables.yaml``): how many projects each has, their sum, and what each column is."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from luodi.importing.tests.sheets import Page, fields, read, said

TABLES = yaml.safe_load(Path(__file__).with_name("tables.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_a_table_is_understood(table: dict[str, Any]) -> None:
    sheets = read(Page(table["rows"], merged=table.get("merged", ())))
    known = [sheet.amount_wan for sheet in sheets if sheet.amount_wan is not None]
    assert sum(len(sheet) for sheet in sheets) == table["projects"], [sheet.reason for sheet in sheets]
    assert (sum(known) if known else None) == (None if table["wan"] is None else Decimal(str(table["wan"])))
    assert all(len(sheet) or sheet.reason for sheet in sheets)
    assert not any(sheet.refused for sheet in sheets), [said(sheet) for sheet in sheets]
    if "columns" in table:
        assert fields(sheets[0]) == table["columns"]


def test_no_trait_is_there_twice() -> None:
    names = [table["name"] for table in TABLES]
    assert len(set(names)) == len(names) >= 100
