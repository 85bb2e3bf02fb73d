"""The table of evidence: data that is dated, per city, and whole."""

from datetime import date

import pytest

from luodi.ledger.kinds import FactKind
from luodi.recognition import demands
from luodi.recognition.demands import CLAIMED_KINDS, Demand, UnknownEvidence

CITY = "349900"
TODAY = date(2020, 8, 3)


def test_every_kind_that_the_table_speaks_of_has_a_name() -> None:
    spoken = {kind for one in CLAIMED_KINDS for kind in demands.offered_kinds(CITY, one)}
    assert spoken <= demands.kinds().keys()
    assert spoken == demands.kinds().keys()


def test_a_demand_is_met_by_any_of_its_kinds() -> None:
    demand = Demand(("CONTRACT", "AGREEMENT"))
    assert demand.is_met_by({"AGREEMENT"})
    assert not demand.is_met_by({"BANK_SLIP"})
    assert demand.label == "投资合同或投资协议"


def test_a_signing_needs_a_contract_and_the_investors_papers() -> None:
    wanted = demands.demands_of(CITY, FactKind.PROJECT_SIGNED, TODAY)
    assert [one.label for one in demands.missing(wanted, {"AGREEMENT"})] == ["投资方证照或投资方身份证明"]


def test_negotiations_and_changes_need_nothing() -> None:
    for kind in (FactKind.PROJECT_NEGOTIATING, FactKind.PROJECT_STATE):
        assert demands.demands_of(CITY, kind, TODAY) == ()


def test_the_version_of_the_day_decides_and_a_city_may_have_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def table(valid_from: date, version: int, *lines: list[str]) -> dict[str, object]:
        return {"version": version, "valid_from": valid_from, "demands": {"project.started": list(lines)}}

    data = {
        "kinds": {},
        "offered": {},
        "default": [table(date(1900, 1, 1), 1, ["START_PHOTO"])],
        "cities": {
            "123456": [table(date(2020, 7, 1), 2, ["A"], ["B"]), table(date(1900, 1, 1), 1, ["A"])],
        },
    }
    monkeypatch.setattr(demands, "_data", lambda: data)
    demands.versions.cache_clear()
    try:
        started = FactKind.PROJECT_STARTED
        assert len(demands.demands_of("123456", started, date(2020, 6, 30))) == 1
        assert len(demands.demands_of("123456", started, date(2020, 7, 1))) == 2
        assert demands.version_on("123456", date(2020, 7, 1)).number == 2
        assert demands.demands_of("654321", started, TODAY) == (Demand(("START_PHOTO",)),)
    finally:
        demands.versions.cache_clear()


def test_evidence_that_does_not_fit_the_claim_is_refused_with_what_would() -> None:
    with pytest.raises(UnknownEvidence, match="投资合同"):
        demands.check_offered(CITY, FactKind.PROJECT_SIGNED, "BANK_SLIP")
