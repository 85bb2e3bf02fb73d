"""Clerks at once, each with a connection of their own: the same rows are recorded once, whatever brings them."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from luodi.importing import services
from luodi.importing.models import Import
from luodi.importing.services import Commitment, previewing
from luodi.importing.tests.makers import ROWS, bring, look, workbook
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Cast, make_cast
from luodi.projects.models import Project

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def live() -> Cast:
    """The cast in a city whose clock runs; its ledger is open since yesterday."""
    yesterday = timezone.now() - timedelta(days=1)
    cast = make_cast(at=yesterday)
    ledger.open_ledger(city=cast.city, at=yesterday)
    return cast


def at_once(calls: list[Callable[[], object]]) -> list[str]:
    """Make the calls in threads of their own, and return what each brought or refused."""

    def alone(call: Callable[[], object]) -> str:
        try:
            return type(call()).__name__
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(alone, calls))


@pytest.fixture
def _compared_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first two plans wait for one another, so that neither knows what the other is about to record."""
    barrier, plan_of = threading.Barrier(2), previewing.plan_of
    waited: list[Import] = []

    def together(imported: Import, **known: Any) -> Any:
        plan = plan_of(imported, **known)
        waited.append(imported)
        if len(waited) <= 2:
            barrier.wait(30)
        return plan

    monkeypatch.setattr(previewing, "plan_of", together)


@pytest.mark.parametrize(
    "extra", [(), ((4, "云溪精密轴承项目", "示例轴承有限公司", 3, "江苏省苏州市", "C34", "2020-07-08"),)]
)
def test_two_files_with_the_same_rows_record_them_once(
    live: Cast, request: pytest.FixtureRequest, extra: tuple[Any, ...]
) -> None:
    files = [
        bring(workbook(), by=live.liu, name="甲.xlsx"),
        bring(
            workbook((*ROWS, *extra), title="另一份"), by=live.zhong, unit=live.units.yunxi, name="乙.xlsx"
        ),
    ]
    seen = [look(one, by=live.zhong)["digest"] for one in files]
    request.getfixturevalue("_compared_together")

    def commit(at: int, by: Account) -> Callable[[], object]:
        said = Commitment(seen=seen[at])
        return lambda: services.commit(imported=files[at], said=said, actor=by, at=timezone.now())

    told = at_once([commit(0, live.liu), commit(1, live.zhong)])
    assert "Import" in told
    names = list(Project.objects.values_list("name", flat=True))
    assert len(names) == len(set(names))
    assert len(names) >= len(ROWS)


def test_an_import_sent_and_withdrawn_by_several_at_once_is_so_once(live: Cast) -> None:
    imported = bring(workbook(), by=live.liu)
    said = Commitment(seen=look(imported, by=live.liu)["digest"])
    by_liu: dict[str, Any] = {"imported": imported, "actor": live.liu}
    told = at_once([lambda: services.commit(**by_liu, said=said, at=timezone.now())] * 5)
    assert set(told) <= {"Import", "ImportBusy"}
    assert Project.objects.count() == len(ROWS)
    told = at_once([lambda: services.withdraw(**by_liu, reason="重传", at=timezone.now())] * 5)
    assert sorted(told) == ["Import", *["ImportRefused"] * 4]
    assert not Project.objects.filter(is_void=False).exists()
