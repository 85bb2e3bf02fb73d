"""Long lists leave through the queue: asked for at a page, made by a worker, told once, for who asked alone."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from luodi.audit.models import AuditRecord
from luodi.desk.tests.makers import Portfolio, make_portfolio, signed_in
from luodi.importing.choices import PreparedState
from luodi.importing.models import PreparedExport
from luodi.importing.services import exporting, preparing
from luodi.importing.services.exporting import ExportRefused
from luodi.importing.tests.exports import make_prepared
from luodi.jobs import services as jobs
from luodi.jobs.choices import JobState
from luodi.jobs.models import Job
from luodi.jobs.services.working import LEASE, Attempt
from luodi.notices.models import Notice
from luodi.organisation.models import Account, Grant
from luodi.organisation.tests.makers import Cast, Clock


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def portfolio(cast: Cast, clock: Clock) -> Portfolio:
    return make_portfolio(cast, clock)


@pytest.fixture
def _every_list_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "PREPARED_FROM", 1)


def body(account: Account, address: str, status: int = 200) -> bytes:
    answer = signed_in(account).get(address)
    assert answer.status_code == status, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def cells(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.usefixtures("_every_list_is_long", "portfolio")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_long_list_is_made_by_a_worker_as_the_page_would_and_told_once(
    liu: Account, clock: Clock, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    client = signed_in(liu)
    for _ in range(2):
        answer = client.get(f"/projects/?q=云溪&format={kind}")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/exports/")
    assert "正在准备，做好后在提醒里告诉您" in client.get("/exports/").content.decode()
    assert PreparedExport.objects.get().state == PreparedState.WAITING
    (job,) = jobs.work_off(now=clock.now)
    assert (job.state, job.n_all) == (JobState.DONE, 2)
    told = Notice.objects.get(account=liu, title__contains="已做好，请下载")
    made = body(liu, told.path)
    monkeypatch.setattr(preparing, "PREPARED_FROM", 2000)
    at_once = body(liu, f"/projects/?q=云溪&format={kind}")
    assert (cells(made) == cells(at_once)) if kind == "xlsx" else (made == at_once)
    left = AuditRecord.objects.filter(act="下载导出文件").get()
    assert (left.actor_id, left.changes["行数"]) == (liu.pk, 2)
    assert "下载" in client.get("/exports/").content.decode()


@pytest.mark.usefixtures("portfolio")
def test_a_short_list_leaves_at_once(liu: Account) -> None:
    assert body(liu, "/projects/?format=xlsx")
    assert not PreparedExport.objects.exists()


@pytest.mark.usefixtures("_every_list_is_long", "portfolio")
def test_what_is_too_long_for_the_role_still_has_to_be_granted(
    liu: Account, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(liu).get("/projects/?format=csv")
    monkeypatch.setattr(exporting, "LIMIT", 1)
    assert signed_in(liu).get("/projects/?format=xlsx").status_code == 403
    jobs.work_off(now=clock.now)
    assert PreparedExport.objects.get().state == PreparedState.FAILED
    assert Notice.objects.get(account=liu, title__contains="没有做成").reason.startswith("您的权限或筛选")


@pytest.mark.usefixtures("_every_list_is_long", "portfolio")
def test_the_worker_shows_no_more_than_the_reader_may_see_when_it_works(liu: Account, clock: Clock) -> None:
    signed_in(liu).get("/projects/?format=csv")
    Grant.objects.filter(account=liu).update(revoked_at=clock.now)
    jobs.work_off(now=clock.now)
    assert PreparedExport.objects.get().state == PreparedState.FAILED
    assert not list((preparing.path_of(PreparedExport.objects.get()).parent).glob("*"))


@pytest.mark.usefixtures("_every_list_is_long", "portfolio")
def test_what_a_killed_worker_left_is_made_again_and_told_once(liu: Account, clock: Clock) -> None:
    signed_in(liu).get("/projects/?format=csv")
    prepared = PreparedExport.objects.get()
    killed = jobs.claim("killed", now=clock.now)
    assert killed is not None
    place = preparing.path_of(prepared)
    place.parent.mkdir(parents=True)
    place.with_name(f"{place.name}.0123abcd").write_bytes(b"half a list")
    later = clock.now + LEASE + timedelta(seconds=1)
    (job,) = jobs.work_off(now=later)
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    late = jobs.run(Attempt(killed), clock=lambda: later)
    assert late.state == JobState.DONE
    assert Notice.objects.filter(account=liu, title__contains="已做好").count() == 1
    assert AuditRecord.objects.filter(act="导出").count() == 1
    assert "云溪".encode() in body(liu, preparing.download_address(prepared))
    preparing.sweep()
    assert [one.name for one in place.parent.iterdir()] == [place.name]


def test_the_file_is_for_who_asked_and_only_with_the_rights_it_was_made_with(
    liu: Account, wu: Account, zhong: Account, clock: Clock
) -> None:
    address = preparing.download_address(make_prepared(by=liu, at=clock.now))
    for other in (wu, zhong):
        body(other, address, 404)
        assert "2,500" not in body(other, "/exports/").decode()
    assert body(liu, address) == "云溪项目".encode()
    Grant.objects.filter(account=liu).update(unit=wu.unit)
    assert "权限在导出之后有变化" in body(liu, address, 403).decode()


def test_a_file_goes_after_its_days(liu: Account, clock: Clock) -> None:
    prepared = make_prepared(by=liu, at=clock.now)
    address, place = preparing.download_address(prepared), preparing.path_of(prepared)
    clock.advance(days=6)
    preparing.expire(city_id=liu.city_id, at=clock.now)
    preparing.sweep()
    assert place.exists()
    clock.advance(days=2)
    assert "已过期" in body(liu, address, 400).decode()
    jobs.enqueue("exports.expire", at=clock.now)
    jobs.work_off(now=clock.now)
    assert not place.exists()
    assert PreparedExport.objects.get().state == PreparedState.EXPIRED
    assert "已过期" in body(liu, "/exports/").decode()


def test_nobody_has_more_than_five_made_at_a_time(liu: Account, clock: Clock) -> None:
    said = {"title": "项目台账", "kind": "csv", "n_rows": 3000, "actor": liu, "at": clock.now}
    for nth in range(preparing.MOST_WAITING):
        preparing.prepare(address=f"/projects/?q={nth}", **said)
    assert preparing.prepare(address="/projects/?q=0", **said).address == "/projects/?q=0"
    with pytest.raises(ExportRefused, match="正在准备"):
        preparing.prepare(address="/projects/?q=9", **said)
    assert Job.objects.filter(task=preparing.TASK).count() == preparing.MOST_WAITING
