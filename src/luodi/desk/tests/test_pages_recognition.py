"""Evidence, the queue and spot checks, as a browser sees them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from luodi.desk.tests.makers import Portfolio, make_portfolio, signed_in
from luodi.documents.tests import makers as files
from luodi.duplicates import services as duplicates
from luodi.duplicates.choices import Kind, Level
from luodi.ledger.kinds import FactKind, Standing
from luodi.organisation import clock as clocks
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects.models import Project
from luodi.recognition import services
from luodi.recognition.models import CountyReview, Evidence, ReviewPolicy, SampleRun, Verification
from luodi.recognition.tests.makers import add, complete, county_reviewer

NEGOTIATING = FactKind.PROJECT_NEGOTIATING


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def portfolio(cast: Cast, clock: Clock) -> Portfolio:
    return make_portfolio(cast, clock)


def page(account: Account, address: str, status: int = 200) -> str:
    answer = signed_in(account).get(address)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def upload(
    account: Account, project: Project, about: str, *sent: SimpleUploadedFile, **said: object
) -> HttpResponse:
    typed = {"about": about, "files": list(sent), "note": "", **said}
    return signed_in(account).post(f"/projects/{project.code}/evidence/", typed, follow=True)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def pdf(name: str = "投资合同.pdf", text: str = "1") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf(text), "application/pdf")


def test_the_tab_says_what_is_demanded_and_several_files_come_at_once(
    liu: Account, portfolio: Portfolio
) -> None:
    code = portfolio.claimed.code
    shown = page(liu, f"/projects/{code}/evidence/")
    assert "须有：投资合同或投资协议" in shown
    assert 'capture="environment"' in shown
    told = upload(liu, portfolio.claimed, "project.signed|0|CONTRACT", pdf("一.pdf", "1"), pdf("二.pdf", "2"))
    assert "已上传 2 份佐证" in told.content.decode()
    assert "已有：投资合同或投资协议" in told.content.decode()
    assert Evidence.objects.count() == 2


def test_one_bad_file_does_not_keep_the_good_ones_out(liu: Account, portfolio: Portfolio) -> None:
    def bad() -> SimpleUploadedFile:
        return SimpleUploadedFile("二.pdf", b"MZ", "application/pdf")

    told = upload(liu, portfolio.claimed, "project.signed|0|CONTRACT", pdf("一.pdf"), bad()).content.decode()
    assert "已上传 1 份佐证" in told
    assert "有 1 份没有收" in told
    alone = upload(liu, portfolio.claimed, "project.signed|0|CONTRACT", bad())
    assert alone.status_code == 422
    assert "和扩展名 .pdf 不符" in alone.content.decode()


def test_a_photo_of_the_phones_camera_is_taken(liu: Account, portfolio: Portfolio) -> None:
    photo = SimpleUploadedFile("image.jpg", files.jpg(), "image/jpeg")
    told = upload(liu, portfolio.claimed, "project.started|0|START_PHOTO", photo=[photo])
    assert "已上传 1 份佐证" in told.content.decode()


@pytest.mark.parametrize("who", ["qin", "hong"])
def test_who_only_reads_uploads_nothing(cast: Cast, portfolio: Portfolio, who: str) -> None:
    account = getattr(cast, who)
    assert "上传</h2>" not in page(account, f"/projects/{portfolio.claimed.code}/evidence/")
    assert upload(account, portfolio.claimed, "project.signed|0|CONTRACT", pdf()).status_code == 403
    assert not Evidence.objects.exists()


def test_a_file_is_shown_sandboxed_and_saved_under_its_chinese_name(
    liu: Account, portfolio: Portfolio
) -> None:
    row = add(portfolio.claimed, "CONTRACT", by=liu, name="云溪投资合同.pdf")
    shown = signed_in(liu).get(f"/evidence/{row.pk}/")
    assert shown["Content-Type"] == "application/pdf"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert shown["Content-Disposition"].startswith("inline; filename*=utf-8''%E4%BA%91")
    assert body(shown).startswith(b"%PDF")
    saved = signed_in(liu).get(f"/evidence/{row.pk}/?save=1")
    assert saved["Content-Type"] == "application/octet-stream"
    assert saved["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert body(saved).startswith(b"%PDF")


def test_what_no_browser_shows_is_only_saved(liu: Account, portfolio: Portfolio) -> None:
    row = add(portfolio.claimed, "CONTRACT", by=liu, content=files.docx(), name="合同.docx")
    answer = signed_in(liu).get(f"/evidence/{row.pk}/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert body(answer).startswith(b"PK")


@pytest.mark.parametrize("number", ["0", "x", "-1", "../../secret_key", "%2e%2e%2fsecret_key", "9" * 30])
def test_no_address_leads_to_another_file(liu: Account, portfolio: Portfolio, number: str) -> None:
    assert signed_in(liu).get(f"/evidence/{number}/").status_code == 404


def test_a_file_of_another_unit_is_as_if_it_were_not_there(
    liu: Account, wu: Account, portfolio: Portfolio
) -> None:
    row = add(portfolio.claimed, "CONTRACT", by=liu)
    foreign = signed_in(wu).get(f"/evidence/{row.pk}/")
    absent = signed_in(wu).get("/evidence/999999/")
    assert (foreign.status_code, foreign.content) == (absent.status_code, absent.content)
    assert foreign.status_code == 404


def test_a_name_that_is_script_is_only_text(liu: Account, portfolio: Portfolio) -> None:
    upload(liu, portfolio.claimed, "project.signed|0|CONTRACT", pdf("<img src=x onerror=alert(1)>.pdf"))
    shown = page(liu, f"/projects/{portfolio.claimed.code}/evidence/")
    assert "&lt;img src=x onerror" in shown
    assert "<img src=x" not in shown


def test_evidence_is_withdrawn_with_a_reason(liu: Account, portfolio: Portfolio) -> None:
    row = add(portfolio.claimed, "CONTRACT", by=liu)
    client = signed_in(liu)
    assert client.post(f"/evidence/{row.pk}/withdraw/", {"reason": ""}).status_code == 422
    assert client.post(f"/evidence/{row.pk}/withdraw/", {"reason": "传错了"}).status_code == 302
    assert "传错了" in page(liu, f"/projects/{portfolio.claimed.code}/evidence/")


def test_the_queue_leads_to_the_claim_beside_its_evidence(
    liu: Account, qin: Account, portfolio: Portfolio
) -> None:
    add(portfolio.claimed, "MEETING_RECORD", by=liu, fact_kind=NEGOTIATING, name="洽谈记录.pdf")
    assert "云溪氢能装备项目" in page(qin, "/waiting/")
    shown = page(qin, f"/waiting/{portfolio.claimed.code}/")
    assert "<iframe" in shown
    assert "洽谈记录.pdf" in shown
    assert "已认定</h2>" in shown


def claim_form(account: Account, project: Project, act: str, **said: str) -> HttpResponse:
    address = f"/waiting/{project.code}/"
    shown = page(account, address)
    seen = re.search(r'name="seen" value="(\d+)"', shown)
    assert seen is not None
    return signed_in(account).post(address, {"act": act, "seen": seen[1], **said}, follow=True)


def test_a_claim_is_verified_beside_its_evidence(liu: Account, qin: Account, portfolio: Portfolio) -> None:
    told = claim_form(qin, portfolio.claimed, "verify", remark="已核对")
    assert "已认定：云溪氢能装备项目" in told.content.decode()
    assert Verification.objects.get().remark == "已核对"
    assert "已核对" in page(liu, f"/projects/{portfolio.claimed.code}/evidence/")
    gone = signed_in(qin).get(f"/waiting/{portfolio.claimed.code}/", follow=True)
    assert "没有等您办理的申报" in gone.content.decode()


def test_lacking_evidence_asks_for_a_reason_where_it_is_verified(
    cast: Cast, liu: Account, qin: Account, clock: Clock, portfolio: Portfolio
) -> None:
    with clocks.set_to(lambda: clock.now):
        signed_in(liu).post(
            f"/projects/{portfolio.claimed.code}/stage/",
            {
                "version": portfolio.claimed.version,
                "stage": "SIGNED",
                "occurred_on": "2020-08-01",
                "channel": "ON_SITE",
            },
        )
    shown = page(qin, f"/waiting/{portfolio.claimed.code}/?kind=signed")
    assert "缺：投资合同或投资协议" in shown
    assert "一并认定：在谈" in shown or "一并认定：新对接在谈" in shown
    client, address = signed_in(qin), f"/waiting/{portfolio.claimed.code}/?kind=signed"
    seen = re.search(r'name="seen" value="(\d+)"', shown)
    assert seen is not None
    refused = client.post(address, {"act": "verify", "seen": seen[1], "remark": ""})
    assert refused.status_code == 422
    done = client.post(
        address, {"act": "verify", "seen": seen[1], "remark": "", "lacked_reason": "原件在中心"}
    )
    assert done.status_code == 302
    assert Verification.objects.get().lacked_reason == "原件在中心"


def test_a_claim_is_rejected_beside_its_evidence(qin: Account, portfolio: Portfolio) -> None:
    told = claim_form(qin, portfolio.claimed, "reject", reason="缺盖章页")
    assert "已退回：云溪氢能装备项目" in told.content.decode()
    portfolio.claimed.refresh_from_db()
    assert portfolio.claimed.standing == Standing.REJECTED


def test_a_county_passes_its_claims_on_and_verifies_none(
    cast: Cast, qin: Account, portfolio: Portfolio
) -> None:
    yan = county_reviewer(cast, cast.units.yunxi)
    shown = page(yan, f"/waiting/{portfolio.claimed.code}/")
    assert "初审通过</button>" in shown
    assert "认定</button>" not in shown
    claim_form(yan, portfolio.claimed, "pass", reason="")
    assert CountyReview.objects.get().reviewed_by == yan
    assert "云溪氢能装备项目" not in page(yan, "/waiting/")
    assert "云溪氢能装备项目" in page(qin, "/waiting/?county=passed")
    assert signed_in(yan).post("/projects/verify/", {"code": portfolio.claimed.code}).status_code == 403


def test_a_suspected_duplicate_is_pointed_out_beside_the_claim(
    qin: Account, clock: Clock, portfolio: Portfolio
) -> None:
    match = duplicates.Match(Level.L3, ("投资方相同",), ())
    pair = duplicates.Pair(Kind.PROJECT, portfolio.claimed.pk, portfolio.started.pk, match)
    duplicates.open_cases([pair], city=qin.city, actor=qin, at=clock.now)
    assert "有 1 起疑似重复等待裁定" in page(qin, f"/waiting/{portfolio.claimed.code}/")


def test_a_county_sees_no_other_countys_claims(cast: Cast, portfolio: Portfolio) -> None:
    yan = county_reviewer(cast, cast.units.shiqiao)
    assert "云溪氢能装备项目" not in page(yan, "/waiting/?county=all")
    page(yan, f"/waiting/{portfolio.claimed.code}/", status=404)


def test_many_are_verified_where_nothing_lacks_and_the_others_are_named(
    liu: Account, qin: Account, portfolio: Portfolio
) -> None:
    told = signed_in(qin).post(
        "/projects/verify/",
        {"code": [portfolio.claimed.code, portfolio.signed.code], "tab": "negotiating"},
        follow=True,
    )
    assert "已认定 1 个项目" in told.content.decode()
    assert "没有待认定的申报" in told.content.decode()


@pytest.mark.parametrize(
    "tab", ["negotiating", "signed", "money", "milestone", "change", "correction", "nonsense"]
)
@pytest.mark.parametrize(
    "query", ["", "&complete=yes&days=3&unit=YUNXI&county=open", "&unit=x&days=x&complete=x"]
)
def test_every_tab_of_the_queue_opens_however_it_is_narrowed(
    qin: Account, portfolio: Portfolio, tab: str, query: str
) -> None:
    assert "等我认定" in page(qin, f"/waiting/?tab={tab}{query}")


def test_the_centre_says_what_the_city_asks_and_everybody_reads_it(
    zhong: Account, liu: Account, qin: Account, portfolio: Portfolio
) -> None:
    assert "投资合同或投资协议" in page(liu, "/evidence/rules/")
    assert signed_in(qin).post("/evidence/rules/", {"county_first": "on"}).status_code == 403
    assert signed_in(zhong).post("/evidence/rules/", {"county_first": "on"}).status_code == 302
    assert ReviewPolicy.objects.get().county_first
    assert "认定前须经县区初审" in page(liu, "/evidence/rules/")


def test_a_sample_is_drawn_checked_and_its_ratio_shown(
    cast: Cast, liu: Account, qin: Account, portfolio: Portfolio
) -> None:
    typed = {"unit": "YUNXI", "period": "2020年7月", "standing": "VERIFIED", "size": "5", "seed": "七月"}
    told = signed_in(qin).post("/samples/new/", typed, follow=True)
    assert "已抽取 1 项，总体 1 项" in told.content.decode()
    run = SampleRun.objects.get()
    item = run.items.get()
    typed = {"finding": "WRONG", "found": "6000万元", "note": "合同为 6000 万元"}
    assert signed_in(qin).post(f"/samples/items/{item.pk}/", typed).status_code == 302
    shown = page(liu, f"/samples/{run.pk}/")
    assert "50.0%" in shown
    assert f"/projects/{item.project.code}/correct/" in shown
    assert "50.0%" in page(liu, "/samples/")
    page(cast.wu, f"/samples/{run.pk}/", status=404)


def test_who_verified_it_on_what_is_on_the_fact(
    liu: Account, qin: Account, clock: Clock, portfolio: Portfolio
) -> None:
    complete(portfolio.claimed, by=liu, fact_kind=FactKind.PROJECT_SIGNED)
    add(portfolio.claimed, "MEETING_RECORD", by=liu, fact_kind=NEGOTIATING, name="洽谈记录.pdf")
    services.verify_with_evidence([portfolio.claimed], actor=qin, at=clock.now)
    ledger = page(liu, f"/projects/{portfolio.claimed.code}/history/").split("操作记录")[0]
    assert "洽谈记录：洽谈记录.pdf" in ledger


def test_in_the_past_the_tab_shows_the_evidence_that_was_there_then(
    liu: Account, clock: Clock, portfolio: Portfolio
) -> None:
    here = f"/projects/{portfolio.signed.code}/evidence/"
    early = add(portfolio.signed, "CONTRACT", by=liu, name="早的合同.pdf")
    clock.advance(days=1)
    then = f"{clock.now:%Y-%m-%dT%H:%M}"
    clock.advance(days=1)
    services.withdraw_evidence(evidence=early, reason="扫描不清", actor=liu, at=clock.now)
    add(portfolio.signed, "AGREEMENT", by=liu, name="晚的协议.pdf")
    past, now = page(liu, f"{here}?as_of={then}"), page(liu, here)
    assert "早的合同.pdf" in past
    assert "已撤下" not in past
    assert "晚的协议.pdf" not in past
    assert "已撤下" in now
    assert "晚的协议.pdf" in now
