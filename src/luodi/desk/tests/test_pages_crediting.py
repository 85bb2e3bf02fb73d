"""Splits, transfers and first reports in the browser: what is offered to whom, and what is said when it is refused."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luodi.crediting.models import Agreement, Dispute, FirstReport
from luodi.crediting.tests.makers import make_report, split
from luodi.desk.tests.makers import make_portfolio, signed_in
from luodi.documents.tests.makers import pdf

LEAD = {
    "unit": "SHIQIAO",
    "investor_name": "示例光学（有限）公司",
    "project_name": "光学镜片项目",
    "amount": "2.5亿元",
    "area": "",
    "talked_on": "2020-08-01",
    "talks": "在上海面谈",
}


@pytest.fixture
def portfolio(cast, clock):
    return make_portfolio(cast, clock)


def seen(client, path):
    """Return the page without the token that every answer gets anew."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", client.get(path).content)


def lines(*pairs):
    told = {}
    for at, (unit, percent) in enumerate(pairs):
        told |= {f"unit{at}": unit, f"percent{at}": percent}
    return told


def test_the_tab_says_who_shares_since_when(cast, units, portfolio):
    page = signed_in(cast.liu).get(f"/projects/{portfolio.signed.code}/credit/").content.decode()
    assert "提出分成" in page
    assert "100.00%" in page


def test_a_split_to_the_hundredth_is_proposed_and_answered(cast, portfolio):
    path = f"/projects/{portfolio.signed.code}/split/"
    said = {"how": "change", "effective_on": "2020-08-01", "reason": "联合引进"}
    wrong = signed_in(cast.liu).post(path, {**said, **lines(("YUNXI", "66.66"), ("SHIQIAO", "33.33"))})
    assert wrong.status_code == 422
    assert "现为 99.99%，还差 0.01 个百分点" in wrong.content.decode()
    sent = signed_in(cast.liu).post(path, {**said, **lines(("YUNXI", "66.67"), ("SHIQIAO", "33.33"))})
    agreement = Agreement.objects.get()
    assert sent.headers["Location"] == f"/transfers/{agreement.code}/"
    theirs = signed_in(cast.wu)
    assert "答复" in theirs.get(f"/transfers/{agreement.code}/").content.decode()
    theirs.post(f"/transfers/{agreement.code}/answer/", {"unit": "SHIQIAO", "answer": "yes"})
    assert dict(portfolio.signed.shares.values_list("unit__code", "basis_points")) == {
        "YUNXI": 6667,
        "SHIQIAO": 3333,
    }
    page = signed_in(cast.liu).get(f"/projects/{portfolio.signed.code}/credit/").content.decode()
    assert "66.67%" in page


@pytest.mark.parametrize("percent", ["33.333", "三成", "-1"])
def test_a_percent_that_is_none_says_how_it_is_written(cast, portfolio, percent):
    said = {"how": "change", "effective_on": "2020-08-01", "reason": "联合引进"}
    answer = signed_in(cast.liu).post(
        f"/projects/{portfolio.signed.code}/split/", {**said, **lines(("YUNXI", "60"), ("SHIQIAO", percent))}
    )
    assert "请写成两位小数以内的百分数" in answer.content.decode()


def test_a_transfer_goes_to_the_receiver_alone_when_no_parts_are_named(cast, portfolio):
    said = {"to_unit": "SHIQIAO", "effective_on": "2020-08-01", "reason": "选址调整", "area": ""}
    signed_in(cast.liu).post(f"/projects/{portfolio.signed.code}/transfer/", said)
    agreement = Agreement.objects.get()
    signed_in(cast.wu).post(f"/transfers/{agreement.code}/answer/", {"unit": "SHIQIAO", "answer": "yes"})
    portfolio.signed.refresh_from_db()
    assert portfolio.signed.unit.code == "SHIQIAO"


def test_the_centre_rules_on_the_page(cast, units, portfolio):
    asked = split(portfolio.signed, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu)
    said = {"adopt": "yes", "reason": "各半", **lines(("YUNXI", "50"), ("SHIQIAO", "50"))}
    assert signed_in(cast.liu).post(f"/transfers/{asked.code}/rule/", said).status_code == 403
    signed_in(cast.zhong).post(f"/transfers/{asked.code}/rule/", said)
    assert Agreement.objects.get().state == "RULED"


def test_an_agreement_of_others_is_not_found(cast, units, portfolio):
    asked = split(portfolio.signed, (units.yunxi, 6000), (units.park, 4000), by=cast.liu)
    theirs = signed_in(cast.wu)
    assert theirs.get(f"/transfers/{asked.code}/").content == theirs.get("/transfers/TR2020-9999/").content
    assert asked.code not in theirs.get("/transfers/?tab=all").content.decode()


def test_the_second_reporter_is_told_a_case_number_and_nothing_else(cast, clock):
    first = make_report(by=cast.liu)
    clock.advance(minutes=1)
    answer = signed_in(cast.wu).post("/first-reports/new/", LEAD, follow=True).content.decode()
    assert f"已有首报，案号 {first.code}" in answer
    assert first.project_name not in answer
    assert "云溪" not in answer


def test_other_units_reports_leave_no_trace(cast, clock):
    theirs = signed_in(cast.wu)
    before = seen(theirs, "/first-reports/")
    first = make_report(by=cast.liu)
    assert seen(theirs, "/first-reports/") == before
    assert theirs.get(f"/first-reports/{first.code}/").status_code == 404


def test_a_dispute_goes_to_the_centre_and_its_ruling_to_both(cast, clock):
    first = make_report(by=cast.liu)
    clock.advance(minutes=1)
    signed_in(cast.wu).post("/first-reports/new/", LEAD)
    second = FirstReport.objects.get(unit=cast.wu.unit)
    said = {"against": first.code, "grounds": "我县6月已洽谈"}
    signed_in(cast.wu).post(f"/first-reports/{second.code}/dispute/", said)
    centre = signed_in(cast.zhong)
    assert second.code in centre.get("/first-reports/?tab=disputed").content.decode()
    wrong = {"ruling": "SHARED", "percent0": "60", "percent1": "39", "reason": "共同引进"}
    assert "合计 100.00%" in centre.post(f"/first-reports/{second.code}/rule/", wrong).content.decode()
    centre.post(f"/first-reports/{second.code}/rule/", {**wrong, "percent1": "40"})
    assert Dispute.objects.get().ruling == "SHARED"
    page = signed_in(cast.liu).get(f"/first-reports/{first.code}/").content.decode()
    assert "共同引进" in page
    assert "我县6月已洽谈" not in page


def test_the_rules_say_that_the_example_is_no_law(cast):
    assert "不是法定期限" in signed_in(cast.liu).get("/first-reports/").content.decode()
    told = {
        "protection_months": "3",
        "report_every_days": "14",
        "extension_months": "1",
        "source": "示发〔2020〕8号",
        "valid_from": "2020-08-03",
    }
    signed_in(cast.zhong).post("/first-reports/rules/", told)
    assert "示发〔2020〕8号" in signed_in(cast.liu).get("/first-reports/").content.decode()


def test_a_proof_is_uploaded_and_sent_back_to_its_unit_alone(cast, settings, tmp_path):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    report = make_report(by=cast.liu)
    file = SimpleUploadedFile("会谈纪要.pdf", pdf())
    signed_in(cast.liu).post(f"/first-reports/{report.code}/proof/", {"file": file})
    proof = report.proofs.get()
    assert "会谈纪要.pdf" in signed_in(cast.zhong).get(f"/first-reports/{report.code}/").content.decode()
    answer = signed_in(cast.liu).get(f"/first-proofs/{proof.pk}/")
    assert b"".join(answer.streaming_content) == pdf()
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert signed_in(cast.wu).get(f"/first-proofs/{proof.pk}/").status_code == 404
