"""Lists that leave as workbooks and as CSV: the rows of the page, to whom it shows them, and never a formula."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from luodi.audit.models import AuditRecord
from luodi.crediting.tests.makers import make_report
from luodi.desk.selectors import list_sheets
from luodi.desk.tests.makers import Portfolio, make_portfolio, signed_in
from luodi.duplicates import services as duplicates
from luodi.importing.services import exporting
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project, make_signed
from luodi.recognition.models import SampleRun
from luodi.rosters.models import Roster

TABS = ("negotiating", "signed", "started", "producing", "money", "milestone", "change", "correction")


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def portfolio(cast: Cast, clock: Clock) -> Portfolio:
    return make_portfolio(cast, clock)


def rows_of(account: Account, address: str) -> list[list[Any]]:
    """Return the rows between the headings and the lines below."""
    answer = signed_in(account).get(address)
    assert answer.status_code == 200, answer.content.decode()
    cells = load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    end = next(at for at, row in enumerate(cells) if at > 1 and not any(cell != "" for cell in row))
    return cells[2:end]


def test_the_queue_leaves_as_it_is_narrowed(
    qin: Account, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [row[:2] for row in rows_of(qin, "/waiting/?tab=negotiating&format=xlsx")] == [
        [portfolio.claimed.name, portfolio.claimed.code]
    ]
    assert rows_of(qin, "/waiting/?tab=negotiating&unit=SHIQIAO&format=xlsx") == []
    assert (
        "tab=negotiating&amp;format=xlsx" in signed_in(qin).get("/waiting/?tab=negotiating").content.decode()
    )
    monkeypatch.setattr(list_sheets, "_CHUNK", 1)
    make_project(by=portfolio.claimed.created_by, name="云溪储能装备项目", on="2020-07-29")
    assert len(rows_of(qin, "/waiting/?tab=negotiating&format=xlsx")) == 2


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_the_queue_leaves(qin: Account, portfolio: Portfolio, tab: str) -> None:
    answer = signed_in(qin).get(f"/waiting/?tab={tab}&format=csv")
    assert answer.status_code == 200
    assert "统计时点" in answer.content.decode("utf-8-sig")


def test_who_does_not_see_the_queue_takes_nothing_of_it_out(
    liu: Account, hong: Account, portfolio: Portfolio
) -> None:
    for account in (liu, hong):
        assert signed_in(account).get("/waiting/?format=xlsx").status_code == 403


def test_pairs_leave_with_what_the_reader_may_see_of_them(cast: Cast, clock: Clock) -> None:
    make_signed(by=cast.liu, verifier=cast.qin)
    theirs = make_signed(by=cast.wu, verifier=cast.qin, area=None)
    (case,) = duplicates.scan_city(cast.qin.city, actor=cast.qin, at=clock.now)
    (whole,) = rows_of(cast.qin, "/duplicates/?format=xlsx")
    assert whole[0] == case.code
    assert {case.left_project.code, theirs.code} <= set(whole)
    (half,) = rows_of(cast.liu, "/duplicates/?format=xlsx")
    assert theirs.code not in half
    assert theirs.unit.short_name not in half
    assert half[9:11] == ["", ""]
    assert rows_of(cast.qin, "/duplicates/?state=same&format=xlsx") == []


def test_samples_and_their_findings_leave(cast: Cast, portfolio: Portfolio) -> None:
    typed = {"unit": "YUNXI", "period": "2020年7月", "standing": "VERIFIED", "size": "5", "seed": "七月"}
    signed_in(cast.qin).post("/samples/new/", typed)
    run = SampleRun.objects.get()
    item = run.items.get()
    found = {"finding": "WRONG", "found": "6000万元", "note": "=合同为 6000 万元"}
    signed_in(cast.qin).post(f"/samples/items/{item.pk}/", found)
    (line,) = rows_of(cast.qin, "/samples/?format=xlsx")
    assert line[3:9] == [1, 1, 1, 0, 0, 50]
    (told,) = rows_of(cast.liu, f"/samples/{run.pk}/?format=xlsx")
    assert told[1] == item.project.name
    assert told[7] == 0.6
    assert "'=合同为 6000 万元" in signed_in(cast.liu).get(f"/samples/{run.pk}/?format=csv").content.decode()
    assert signed_in(cast.wu).get(f"/samples/{run.pk}/?format=xlsx").status_code == 404


def test_first_reports_leave_to_their_unit_and_the_centre_only(cast: Cast, clock: Clock) -> None:
    report = make_report(by=cast.liu)
    for account in (cast.liu, cast.zhong):
        (row,) = rows_of(account, "/first-reports/?format=xlsx")
        assert row[0] == report.code
    assert rows_of(cast.wu, "/first-reports/?format=xlsx") == []
    assert rows_of(cast.liu, "/first-reports/?tab=converted&format=xlsx") == []


def test_the_rosters_leave(zhong: Account) -> None:
    signed_in(zhong).post(
        "/rosters/new/", {"name": "2020年市重点项目", "kind": "KEY_PROJECT", "year": "2020"}
    )
    ((name, code, *_),) = rows_of(zhong, "/rosters/?format=xlsx")
    assert (name, code) == ("2020年市重点项目", Roster.objects.get().code)
    told = AuditRecord.objects.filter(target_title="项目名单").get()
    assert told.changes["行数"] == 1


def test_a_queue_above_the_roles_limit_is_asked_for(
    qin: Account, liu: Account, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "LIMIT_AT_CENTRE", 1)
    make_project(by=liu, name="云溪储能装备项目", on="2020-07-29")
    assert Project.objects.filter(stage="NEGOTIATING").count() == 2
    answer = signed_in(qin).get("/waiting/?tab=negotiating&format=xlsx")
    assert answer.status_code == 403
    assert "超过您一次可导出的 1 行" in answer.content.decode()
