"""Importing as its pages do it, without a script in the browser; and lists that are too long to take out."""

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.audit.models import AuditRecord
from luodi.desk.tests.makers import Portfolio, make_portfolio, signed_in
from luodi.importing.choices import ExportState, ImportState
from luodi.importing.models import ExportRequest, Import
from luodi.importing.services import exporting, folder, queueing
from luodi.importing.tests.makers import ROWS, bring, workbook
from luodi.jobs import services as jobs
from luodi.notices.models import Notice
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def portfolio(cast: Cast, clock: Clock) -> Portfolio:
    return make_portfolio(cast, clock)


@pytest.fixture
def imported(liu: Account) -> Import:
    return bring(
        workbook([*ROWS[:2], (3, "云溪冷链物流中心", "示例冷链有限公司", 1, "无此地", "G59", "2020.6")]),
        by=liu,
    )


def test_a_large_import_is_entered_in_the_background_once_and_told(
    imported: Import, liu: Account, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing, "QUEUED_FROM", 1)
    path = f"/imports/{imported.number}/"
    said = {"seen": seen(page(liu, path)), "only_good": "on"}
    for _ in range(2):
        assert send(liu, f"{path}commit/", **said).status_code in (200, 302)
    assert "排队等候入账" in page(liu, path)
    assert not Project.objects.exists()
    (job,) = jobs.work_off(now=clock.now)
    imported.refresh_from_db()
    assert (job.state, imported.state, Project.objects.count()) == ("DONE", ImportState.COMMITTED, 2)
    assert Notice.objects.get(account=liu).title == f"{imported.number} 已入账，待认定"


def test_an_import_that_moved_on_is_refused_in_the_background_and_says_why(
    imported: Import, liu: Account, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing, "QUEUED_FROM", 1)
    path = f"/imports/{imported.number}/"
    send(liu, f"{path}commit/", seen="another", only_good="on")
    (job,) = jobs.work_off(now=clock.now)
    assert (job.state, Project.objects.count()) == ("FAILED", 0)
    assert job.error in page(liu, path)
    assert Notice.objects.get(account=liu).reason == job.error


def page(account: Account, address: str, status: int = 200) -> str:
    answer = signed_in(account).get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def send(account: Account, path: str, **typed: object) -> Any:
    return signed_in(account).post(path, typed)


def seen(text: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', text)
    assert found
    return found[1]


def shown(answer: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_a_file_is_brought_and_leads_to_its_preview(liu: Account) -> None:
    file = SimpleUploadedFile("签约台账.xlsx", workbook())
    answer = send(liu, "/imports/new/", file=file, unit="YUNXI")
    made = Import.objects.get()
    assert answer.headers["Location"] == f"/imports/{made.number}/"
    text = page(liu, f"/imports/{made.number}/")
    assert "A2:G5" in text
    assert "新增 3" in text
    assert "签约台账.xlsx" in page(liu, "/imports/")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("台账.xls", b"<html><table></table></html>", "网页"),
        ("台账.xlsm", b"PK\x03\x04", "不能上传"),
        ("台账.xlsx", b"PK\x03\x04not a zip", "损坏"),
        ("台账.pdf", b"%PDF-1.7 x", "Excel"),
    ],
)
def test_what_is_no_sheet_is_refused_in_plain_words(
    liu: Account, name: str, content: bytes, says: str
) -> None:
    answer = send(liu, "/imports/new/", file=SimpleUploadedFile(name, content), unit="YUNXI")
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Import.objects.exists()


def test_each_class_of_rows_has_its_page(liu: Account, imported: Import) -> None:
    here = f"/imports/{imported.number}/"
    assert "无此地" in page(liu, here)
    assert "云溪光学镜片生产线" in page(liu, f"{here}?rows=NEW")
    assert "E5" in page(liu, f"{here}?rows=FAULTS")
    assert "没有这一类的行" in page(liu, f"{here}?rows=SAME")
    part = signed_in(liu).get(f"{here}?rows=NEW", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section id="rows"')


def test_refused_rows_stop_the_commit_until_they_are_left_out(liu: Account, imported: Import) -> None:
    here = f"/imports/{imported.number}/"
    digest = seen(page(liu, here))
    answer = send(liu, f"{here}commit/", seen=digest)
    assert answer.status_code == 422
    assert "1 行不能入账" in answer.content.decode()
    answer = send(liu, f"{here}commit/", seen=digest, only_good="on")
    assert answer.status_code == 302
    assert Project.objects.count() == 2
    assert "新登记" in page(liu, here)
    again = send(liu, f"{here}commit/", seen=digest, only_good="on")
    assert again.status_code == 302
    assert Project.objects.count() == 2


def test_a_preview_that_is_out_of_date_is_shown_anew(liu: Account, imported: Import) -> None:
    here = f"/imports/{imported.number}/"
    digest = seen(page(liu, here))
    make_project(by=liu, name="云溪光学镜片生产线", investor_name="示例光学有限公司")
    assert send(liu, f"{here}commit/", seen=digest, only_good="on").status_code == 302
    text = page(liu, here)
    assert seen(text) != digest
    imported.refresh_from_db()
    assert imported.state == ImportState.READ


def test_columns_words_and_blanks_are_set_on_one_page(liu: Account, imported: Import) -> None:
    here = f"/imports/{imported.number}/columns/"
    text = page(liu, here)
    form = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', text))
    selects = re.findall(r'<select name="([^"]+)".*?</select>', text, re.DOTALL)
    for name in selects:
        part = text.split(f'<select name="{name}"')[1].split("</select>")[0]
        chosen = re.search(r'<option value="([^"]*)" selected', part)
        form[name] = chosen[1] if chosen else ""
    form |= {
        "used-0": "on",
        "word-0": "上海市",
        "skipped_reason": "原表没有",
        "version": str(imported.version),
    }
    answer = send(liu, here, **form)
    assert answer.status_code == 302, answer.content.decode()
    assert "不能入账 0" in page(liu, f"/imports/{imported.number}/")
    assert "写明含义" in text


def test_twins_are_chosen_row_by_row(liu: Account, wu: Account) -> None:
    make_project(by=wu, name="云溪光学镜片生产线", investor_name="示例光学有限公司")
    made = bring(workbook(), by=liu)
    here = f"/imports/{made.number}/"
    assert "已有首报" in page(liu, here)
    send(liu, f"{here}twins/", row="签约!3", mode="CREATE")
    assert "仍要登记" in page(liu, f"{here}?rows=DUPLICATE")
    answer = send(liu, f"{here}commit/", seen=seen(page(liu, here)), twins="SKIP", twin_reason="另签合同")
    assert answer.status_code == 302
    assert Project.objects.filter(unit=liu.unit).count() == 3


def test_differences_are_shown_cell_by_cell(liu: Account) -> None:
    first = bring(workbook(), by=liu)
    here = f"/imports/{first.number}/"
    send(liu, f"{here}commit/", seen=seen(page(liu, here)))
    rows = [(1, *ROWS[0][1:3], 1.5, *ROWS[0][4:])]
    second = bring(workbook(rows), by=liu, name="再报.xlsx")
    text = page(liu, f"/imports/{second.number}/")
    assert "12000 万元" in text
    assert "15000 万元" in text
    here = f"/imports/{second.number}/commit/"
    answer = send(liu, here, seen=seen(text), changes="CHANGE", effective_on="", reason="追加投资")
    assert "从哪一天起" in answer.content.decode()
    answer = send(liu, here, seen=seen(text), changes="CHANGE", effective_on="2020-08-01", reason="追加投资")
    assert answer.status_code == 302


def test_the_marked_workbook_and_the_templates_are_taken_out_with_a_trace(
    liu: Account, imported: Import
) -> None:
    client = signed_in(liu)
    assert shown(client.get(f"/imports/{imported.number}/marked/"))["签约"]["E5"].comment
    assert shown(client.get("/imports/template/")).sheetnames[0] == "项目"
    assert shown(client.get("/imports/template/?empty=1"))["项目"]["B2"].value is None
    assert AuditRecord.objects.filter(act="导出").count() == 3
    page(liu, "/imports/template/?unit=SHIQIAO", 403)


def test_an_import_is_withdrawn_with_a_reason(liu: Account, clock: Clock) -> None:
    made = bring(workbook(), by=liu)
    here = f"/imports/{made.number}/"
    send(liu, f"{here}commit/", seen=seen(page(liu, here)))
    clock.advance(hours=1)
    assert send(liu, f"{here}withdraw/", reason="").status_code == 422
    assert send(liu, f"{here}withdraw/", reason="报错了").status_code == 302
    assert "已撤回" in page(liu, here)
    assert not Project.objects.of(liu.city_id).exists()


def test_a_commit_that_runs_or_was_broken_off_is_told(liu: Account, imported: Import) -> None:
    here = f"/imports/{imported.number}/"
    folder.tell(imported.pk, "登记项目", 40, 100)
    assert "没有登记任何内容，可以再次提交" in page(liu, here)
    with folder.working(imported.pk):
        folder.tell(imported.pk, "登记项目", 40, 100)
        text = page(liu, here)
        assert "40 / 100 行" in text
        assert "提交入账" not in text
        assert "40 / 100 行" in page(liu, f"{here}progress/")
    done = signed_in(liu).get(f"{here}progress/?waiting=1")
    assert done.headers["HX-Refresh"] == "true"


def test_an_import_is_dropped(liu: Account, imported: Import) -> None:
    assert send(liu, f"/imports/{imported.number}/discard/").status_code == 302
    page(liu, f"/imports/{imported.number}/", 404)


def test_a_list_above_the_roles_limit_is_asked_for_and_never_cut(
    liu: Account, zhong: Account, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "LIMIT", 1)
    client = signed_in(liu)
    refused = client.get("/projects/?format=xlsx")
    assert refused.status_code == 403
    assert "超过您一次可导出的 1 行" in refused.content.decode()
    send(liu, "/exports/ask/", title="项目台账", address="/projects/", n_rows=2, reason="年度核对")
    asked = ExportRequest.objects.get()
    assert client.get("/projects/?format=xlsx").status_code == 403
    assert "年度核对" in page(zhong, "/exports/")
    answer = send(zhong, f"/exports/{asked.pk}/decide/", granted="yes", decision="")
    assert answer.status_code == 302
    sheet = shown(client.get("/projects/?format=xlsx")).active
    assert sheet is not None
    assert [sheet.cell(row, 1).value for row in (3, 4)] == ["云溪氢能装备项目", "云溪光学镜片生产线"]
    assert Notice.objects.filter(account=liu).exists()
    assert client.get("/projects/?tab=signed&format=xlsx").status_code == 200


def test_a_request_is_refused_with_a_reason_and_holds_for_a_day(
    liu: Account, zhong: Account, portfolio: Portfolio, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "LIMIT", 1)
    asking = {"title": "项目台账", "address": "/projects/", "n_rows": 2, "reason": "核对"}
    send(liu, "/exports/ask/", **asking)
    first = ExportRequest.objects.get()
    assert send(zhong, f"/exports/{first.pk}/decide/", granted="no", decision="").status_code == 422
    send(zhong, f"/exports/{first.pk}/decide/", granted="no", decision="请缩小范围")
    first.refresh_from_db()
    assert first.state == ExportState.REFUSED
    send(liu, "/exports/ask/", **asking)
    second = ExportRequest.objects.exclude(pk=first.pk).get()
    send(zhong, f"/exports/{second.pk}/decide/", granted="yes", decision="")
    assert signed_in(liu).get("/projects/?format=xlsx").status_code == 200
    clock.advance(hours=25)
    assert signed_in(liu).get("/projects/?format=xlsx").status_code == 403


def test_a_list_leaves_as_csv_without_any_formula(liu: Account, portfolio: Portfolio) -> None:
    make_project(by=liu, name="=1+1 云溪新项目", investor_name=" @示例公司")
    answer = signed_in(liu).get("/projects/?format=csv&columns=investor&columns=total")
    text = answer.content.decode("utf-8-sig")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "'=1+1 云溪新项目,'@示例公司,1.2000" in text or "'=1+1 云溪新项目,1.2000,'@示例公司" in text
    assert "统计时点" in text
