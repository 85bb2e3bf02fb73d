"""The directory, advisers and agencies in the browser: found, recommended, appointed, introduced, paid."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from luodi.agencies import services as agencies
from luodi.agencies.models import Agency, FeeClaim, FeeRule, Introduction, Mandate
from luodi.agencies.tests.makers import make_agency, make_introduction, make_mandate
from luodi.desk.tests.makers import signed_in
from luodi.directory.models import Association, Hometowner
from luodi.directory.tests.makers import make_association, make_hometowner
from luodi.enterprises import services as enterprises
from luodi.enterprises.choices import AdviserKind
from luodi.enterprises.models import Adviser, Nomination
from luodi.enterprises.tests.makers import make_adviser
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Capital, Proof
from luodi.projects import services as projects
from luodi.projects.tests.makers import make_signed


def page(account, path):
    answer = signed_in(account).get(path)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def test_a_chamber_is_entered_and_found_by_its_initials(liu, wu):
    said = {
        "name": "深圳市示例商会",
        "kind": "CHAMBER",
        "place": "深圳",
        "unit": "YUNXI",
        "phone": "13800001234",
    }
    sent = signed_in(liu).post("/directory/associations/new/", said)
    assert sent.status_code == 302, sent.content.decode()
    row = Association.objects.get()
    assert (row.place, sent.headers["Location"]) == ("440300", f"/directory/associations/{row.code}/")
    assert "深圳市示例商会" in page(wu, "/directory/?q=szs")
    assert "没有这样的条目" in page(wu, "/directory/?province=31")


def test_a_telephone_is_masked_for_everybody_and_whole_for_the_unit(liu, wu):
    row = make_hometowner(by=liu)
    path = f"/directory/hometowners/{row.code}/"
    for account in (liu, wu):
        assert "139****5678" in page(account, path)
        assert "13900005678" not in page(account, path)
    assert "13900005678" in signed_in(liu).post(f"{path}phone/").content.decode()
    refused = signed_in(wu).post(f"{path}phone/")
    assert refused.status_code == 403
    assert "13900005678" not in refused.content.decode()


def test_an_entrepreneur_is_entered_with_the_chamber_and_a_talk_is_kept(liu):
    body = make_association(by=liu)
    said = {"name": "示例乡贤", "place": "深圳", "unit": "YUNXI", "association": body.code}
    sent = signed_in(liu).post("/directory/hometowners/new/", said)
    assert sent.status_code == 302, sent.content.decode()
    row = Hometowner.objects.get()
    talk = {"on": "2020-08-02", "who": "刘", "text": "春节返乡时拜访"}
    signed_in(liu).post(f"/directory/hometowners/{row.code}/talk/", talk)
    assert "春节返乡时拜访" in page(liu, f"/directory/hometowners/{row.code}/")
    assert "示例乡贤" in page(liu, f"/directory/associations/{body.code}/")
    assert "2020-08-02" in page(liu, "/directory/?tab=people")


@pytest.mark.parametrize(("tab", "make"), [("associations", make_association), ("people", make_hometowner)])
def test_the_directory_asks_as_often_for_many_as_for_one(
    liu, django_assert_max_num_queries, tab, make
) -> None:
    client = signed_in(liu)
    make(by=liu)
    client.get(f"/directory/?tab={tab}")
    for i in range(8):
        make(by=liu, name=f"示例{i}")
    with django_assert_max_num_queries(14):
        client.get(f"/directory/?tab={tab}")


def test_the_directory_is_taken_out_with_masked_telephones(liu):
    make_association(by=liu)
    sent = signed_in(liu).get("/directory/?format=csv").content.decode()
    assert "深圳市示例商会" in sent
    assert "138****1234" in sent
    assert "13800001234" not in sent


def test_an_envoy_is_recommended_and_appointed(liu, zhong):
    said = {"kind": "ENVOY", "name": "示例大使", "unit": "YUNXI", "grounds": "联系珠三角", "origin": "深圳"}
    signed_in(liu).post("/advisers/recommend/", said)
    row = Nomination.objects.get()
    assert "示例大使" in page(liu, "/advisers/?tab=nominations")
    client = signed_in(zhong)
    for to in ("SCREENED", "APPROVED"):
        step = {"to": to, "on": "2020-08-03", "decision": "会议研究", "version": row.version}
        assert client.post(f"/nominations/{row.code}/decide/", step).status_code == 302
        row.refresh_from_db()
    letter = {"since": "2020-08-01", "until": "2022-07-31", "letter_no": "1", "version": row.version}
    client.post(f"/nominations/{row.code}/letter/", letter)
    envoy = Adviser.objects.get()
    shown = page(liu, f"/advisers/{envoy.code}/")
    assert "2020-08-01 至 2022-07-31" in shown
    assert "应有 6 条" in shown


def test_a_term_that_ran_out_is_shown_renewed_or_ended(liu, zhong):
    row = make_adviser(by=liu, name="到期者", until=date(2020, 7, 31), kind="ENVOY")
    gone = make_adviser(by=liu, name="不续者", until=date(2020, 7, 31))
    assert "已满 3 天" in page(liu, "/advisers/?tab=soon")
    said = {"until": "2022-07-31", "review": "合格", "version": 0}
    client = signed_in(zhong)
    refused = client.post(f"/advisers/{row.code}/renew/", said)
    assert refused.status_code in (302, 422)
    client.post(f"/advisers/{row.code}/renew/", {**said, "exception": "促成大项目"})
    assert "不续者" in page(zhong, "/advisers/run-out/")
    client.post("/advisers/run-out/", {})
    assert [one.state for one in Adviser.objects.order_by("id")] == ["ACTIVE", "ENDED"]
    assert gone.name in page(zhong, "/advisers/?tab=ended")


RULE = {
    "name": "引荐奖励办法",
    "source": "示例文件",
    "valid_from": "2020-01-01",
    "method": "FLAT",
    "after": "SIGNED",
    "base0": "FUNDS",
    "case0": "ANY",
    "rate0": "2‰",
    "cap": "100",
    "filed_first": "on",
    **{f"case{at}": "ANY" for at in range(1, 10)},
}


def test_a_rule_is_filled_in_line_by_line_and_published_anew(zhong, liu):
    client = signed_in(zhong)
    wrong = client.post("/fee-rules/new/", {**RULE, "rate0": "很多"})
    assert wrong.status_code == 422
    assert "请写成 2‰" in wrong.content.decode()
    sent = client.post("/fee-rules/new/", RULE)
    assert sent.status_code == 302, sent.content.decode()
    rule = FeeRule.objects.get()
    shown = page(liu, f"/fee-rules/{rule.code}/")
    assert "2‰" in shown
    for said in ("封顶：100万元", "须先备案后签约", "一个项目只有一个引荐人"):
        assert f"<li>{said}</li>" in shown
    assert 'value="2‰"' in page(zhong, f"/fee-rules/{rule.code}/publish/")
    later = {**RULE, "rate0": "每满1亿元奖1万元", "valid_from": "2020-08-03"}
    client.post(f"/fee-rules/{rule.code}/publish/", later)
    assert "每满1亿元奖1万元" in page(liu, f"/fee-rules/{rule.code}/")


@pytest.fixture
def introduced(zhong, liu, qin, clock):
    """A project of Yunxi with 1,000 万元 of verified funds that an agency introduced."""
    found = make_introduction(by=liu, mandate=make_mandate(make_agency(by=zhong), by=zhong))
    project = make_signed(by=liu, verifier=qin)
    entry = projects.FundsEntry(
        project=project,
        occurred_on=VagueDate.day(date(2020, 7, 20)),
        amount=Yuan.from_wan(1000),
        proof=Proof.AUDIT,
        capital=Capital.DOMESTIC,
    )
    projects.record_funds([entry], actor=liu, at=clock.now)
    projects.verify(project=project, actor=qin, at=clock.now)
    return agencies.link_project(introduction=found, project=project, actor=liu, at=clock.now)


def test_a_fee_explains_itself_and_is_applied_for_decided_and_paid(introduced, liu, qin, zhong, wu):
    path = f"/introductions/{introduced.code}/"
    shown = page(liu, path)
    assert "到位资金全部，全额 1000 万元 × 2‰" in shown
    assert "申请奖励" in shown
    assert signed_in(wu).get(path).status_code == 404
    signed_in(liu).post(f"{path}apply/", {"once": "e" * 32})
    signed_in(liu).post(f"{path}apply/", {"once": "e" * 32})
    claim = FeeClaim.objects.get()
    signed_in(qin).post(f"{path}fees/{claim.pk}/decide/", {"accepts": "yes"})
    signed_in(zhong).post(f"{path}fees/{claim.pk}/pay/", {"on": "2020-08-03", "voucher": "回单1"})
    claim.refresh_from_db()
    assert claim.state == "PAID"
    assert "2020-08-03 兑付" in page(liu, path)


def test_amounts_are_entered_and_confirmed(introduced, liu, qin):
    path = f"/introductions/{introduced.code}/"
    said = {"kind": "LAND", "on": "2020-07-01", "amount": "0", "basis": "租赁厂房", "version": 1}
    assert signed_in(liu).post(f"{path}amount/", said).status_code == 302
    amount = introduced.amounts.get()
    assert "等待认定员确认" in page(liu, path)
    signed_in(qin).post(f"/stated-amounts/{amount.pk}/confirm/", {"accepts": "yes"})
    assert "已确认" in page(liu, path)


def test_an_agency_is_registered_mandated_and_reported(zhong, liu):
    client = signed_in(zhong)
    wrong = {"kind": "FIRM", "name": "示例咨询", "unit": "CENTRE", "credit_code": "913499000000000001"}
    refused = client.post("/agencies/new/", wrong)
    assert refused.status_code == 422
    assert "校验" in refused.content.decode()
    client.post("/agencies/new/", {**wrong, "credit_code": ""})
    agency = Agency.objects.get()
    assert "签订委托" in page(zhong, f"/agencies/{agency.code}/")
    client.post("/fee-rules/new/", RULE)
    said = {
        "signed_on": "2019-01-01",
        "since": "2019-01-01",
        "scope": "长三角",
        "rule": FeeRule.objects.get().code,
    }
    client.post(f"/agencies/{agency.code}/mandate/", said)
    assert Mandate.objects.count() == 1
    assert "示例咨询" in page(liu, "/agencies/?tab=unreported")
    client.post(
        f"/agencies/{agency.code}/report/", {"year": 2019, "filed_on": "2020-01-20", "text": "引荐2家"}
    )
    assert "引荐2家" in page(liu, f"/agencies/{agency.code}/")
    assert "没有应报未报" in page(liu, "/agencies/?tab=unreported")
    new = {
        "mandate": Mandate.objects.get().pk,
        "unit": "YUNXI",
        "investor_name": "甲",
        "project_name": "乙项目",
    }
    signed_in(liu).post("/introductions/new/", {**new, "filed_on": "2020-08-01", "grounds": "引荐"})
    assert Introduction.objects.get().investor_name == "甲"
    assert "乙项目" in page(liu, "/agencies/?tab=introductions")


@pytest.mark.parametrize("path", ["/directory/", "/advisers/", "/agencies/", "/fee-rules/"])
def test_empty_lists_say_what_to_do_next(liu, path):
    assert "nothing" in page(liu, path)


@pytest.mark.parametrize("tab", ["active", "soon", "nominations", "closed", "ended"])
def test_advisers_ask_as_often_for_many_as_for_one(liu, django_assert_max_num_queries, tab):
    client = signed_in(liu)
    for i in range(6):
        make_adviser(by=liu, name=f"顾问{i}", until=date(2020, 9, 1))
    client.get(f"/advisers/?tab={tab}")
    with django_assert_max_num_queries(14):
        client.get(f"/advisers/?tab={tab}")


def test_forms_are_closed_while_the_page_shows_the_past(zhong):
    make_association(by=zhong)
    shown = page(zhong, "/directory/?as_of=2020-08-01")
    assert "登记商会协会</a>" not in shown


@pytest.mark.parametrize(
    ("make", "path", "source"),
    [
        (make_agency, "agencies", "AGENCY"),
        (make_adviser, "advisers", "ADVISER"),
        (make_association, "directory/associations", "CHAMBER"),
        (make_hometowner, "directory/hometowners", "HOMETOWNER"),
    ],
)
def test_a_lead_says_who_brought_it_and_stands_on_their_page(liu, hong, make, path, source):
    row = make(by=liu)
    told = page(liu, f"/{path}/{row.code}/")
    href = f"/leads/new/?source={source}&amp;brought_by={row.code}"
    assert href in told
    assert "登记线索" not in page(hong, f"/{path}/{row.code}/")
    assert f'value="{row.code}"' in page(liu, href.replace("&amp;", "&"))
    said = {"investor_name": "示例光学", "project_name": "镜片项目", "source": source, "brought_by": row.code,
            "received_on": "2020-08-03", "unit": "YUNXI", "once": "b" * 32}  # fmt: skip
    sent = signed_in(liu).post("/leads/new/", said)
    assert sent.status_code == 302, sent.content.decode()
    assert "镜片项目" in page(liu, f"/{path}/{row.code}/")
    assert f'href="/{path}/{row.code}/"' in page(liu, sent.headers["Location"])


def test_each_term_of_an_adviser_has_a_letter_to_print(zhong, hong):
    row = make_adviser(by=zhong, title="示例光学董事长", until=date(2022, 12, 31))
    path = f"/advisers/{row.code}/letter-1.docx"
    assert path in page(hong, f"/advisers/{row.code}/")
    answer = signed_in(hong).get(path)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = "".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)
    assert "兹聘请您（示例光学董事长）为" in text
    assert "聘期自2020年1月1日至2022年12月31日" in text
    for number in ("0", "2", "x"):
        assert signed_in(hong).get(f"/advisers/{row.code}/letter-{number}.docx").status_code == 404


def test_a_recommendation_says_what_was_decided_at_each_step(zhong, clock):
    row = make_adviser(by=zhong)
    enterprises.change_adviser(
        adviser=row, changes={"field": "显示面板"}, actor=zhong, at=clock.now, expected_version=None
    )
    assert "显示面板" in page(zhong, f"/advisers/{row.code}/").split("登记和修改")[1]


def test_who_recommends_sees_the_number_and_the_reader_does_not(liu, qin, clock):
    new = enterprises.NewNomination(
        kind=AdviserKind.ENVOY, name="推荐者", unit=liu.unit, grounds="乡贤", phone="13900005678"
    )
    row = enterprises.nominate(new, actor=liu, at=clock.now)
    path = f"/nominations/{row.code}/"
    assert "139****5678" in page(liu, path)
    assert "13900005678" in signed_in(liu).post(f"{path}phone/").content.decode()
    assert "查看联系电话" in page(liu, path)
    assert "查看全号" not in page(qin, path)
    assert signed_in(qin).post(f"{path}phone/").status_code == 403
