"""Agencies from the mandate to the fee that is paid."""

from datetime import date

import pytest

from luodi.agencies import services
from luodi.agencies.choices import AgencyKind, ClaimState, Milestone, StatedKind
from luodi.agencies.feerules import Conditions, FeeRuleRefused
from luodi.agencies.models import Agency, FeeClaim, Introduction
from luodi.agencies.rules import Deadline
from luodi.agencies.services import AgencyRefused, FeeRefused, IntroductionRefused, NewAgency
from luodi.agencies.tests.makers import (
    make_agency,
    make_introduction,
    make_mandate,
    make_rule,
    per_mille,
    simple_terms,
)
from luodi.audit.models import AuditRecord
from luodi.enterprises.tests.makers import credit_code
from luodi.kernel.codes import CreditCodeRefused
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Capital, Proof
from luodi.organisation import clock as clocks
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed
from luodi.projects import services as projects
from luodi.projects.tests.makers import make_signed


def pay_in(project, wan, *, by, on=date(2020, 7, 20)):
    entry = projects.FundsEntry(
        project=project,
        occurred_on=VagueDate.day(on),
        amount=Yuan.from_wan(wan),
        proof=Proof.AUDIT,
        capital=Capital.DOMESTIC,
    )
    return projects.record_funds([entry], actor=by, at=clocks.now(by.city))


@pytest.fixture
def linked(zhong, liu, qin, clock):
    """An introduction to Yunxi that became a signed project with verified and with claimed funds."""
    mandate = make_mandate(make_agency(by=zhong), by=zhong)
    found = make_introduction(by=liu, mandate=mandate)
    project = make_signed(by=liu, verifier=qin)
    pay_in(project, 1000, by=liu)
    projects.verify(project=project, actor=qin, at=clock.now)
    pay_in(project, 500, by=liu, on=date(2020, 7, 21))
    return services.link_project(introduction=found, project=project, actor=liu, at=clock.now)


def reckon(found, clock):
    found = Introduction.objects.select_related("city", "project", "mandate__rule", "mandate__agency").get(
        pk=found.pk
    )
    return services.reckon_fee(found, as_of=ledger.resolve(found.city), today=clock.day)


def apply(found, *, by, at):
    return services.apply_for_fee(introduction=found, actor=by, at=at)


def test_a_fee_is_reckoned_from_verified_facts_alone(linked, clock):
    found = reckon(linked, clock)
    assert found.fee.amount == Yuan.from_wan(2)
    assert [line.text for line in found.fee.lines] == [
        "2020-07-20 到位资金（验资报告）",
        "2020-07-21 到位资金（验资报告）：不计，尚未认定",
        "到位资金合计",
        "到位资金全部，全额 1000 万元 × 2‰",
        "应付",
    ]
    assert found.fee.lines[0].ordinal


def test_a_fee_is_applied_for_decided_by_another_and_paid(linked, liu, qin, zhong, clock):
    claim = apply(linked, by=liu, at=clock.now)
    assert (claim.amount, claim.state) == (Yuan.from_wan(2), ClaimState.APPLIED)
    with pytest.raises(NotAllowed, match="由认定员核定"):
        services.decide_fee(claim=claim, accepts=True, decision="", actor=zhong, at=clock.now)
    claim = services.decide_fee(claim=claim, accepts=True, decision="同意", actor=qin, at=clock.now)
    claim = services.pay_fee(claim=claim, on=clock.day, voucher="银行回单 0001", actor=zhong, at=clock.now)
    assert claim.state == ClaimState.PAID
    found = reckon(linked, clock)
    assert found.fee.total == 0
    assert not found.may_apply


def test_a_second_application_gets_only_what_has_come_since(linked, liu, qin, clock):
    first = apply(linked, by=liu, at=clock.now)
    services.decide_fee(claim=first, accepts=True, decision="", actor=qin, at=clock.now)
    projects.verify(project=linked.project, actor=qin, at=clock.now)
    second = apply(linked, by=liu, at=clock.now)
    assert second.amount == Yuan.from_wan(1)
    assert [line["text"] for line in second.lines][-2:] == ["减：此前已核定", "应付"]


def test_what_is_sent_twice_is_applied_for_once(linked, liu, clock):
    sent = [
        services.apply_for_fee(introduction=linked, actor=liu, at=clock.now, once="a" * 32) for _ in range(2)
    ]
    assert sent[0].pk == sent[1].pk
    with pytest.raises(FeeRefused, match="已有一项申请"):
        apply(linked, by=liu, at=clock.now)


def test_a_claim_whose_facts_have_moved_on_is_not_confirmed(linked, liu, qin, clock):
    claim = apply(linked, by=liu, at=clock.now)
    projects.verify(project=linked.project, actor=qin, at=clock.now)
    with pytest.raises(FeeRefused, match="现在应为 3 万元，申请的是 2 万元"):
        services.decide_fee(claim=claim, accepts=True, decision="", actor=qin, at=clock.now)
    back = services.decide_fee(claim=claim, accepts=False, decision="数据有变化", actor=qin, at=clock.now)
    assert back.state == ClaimState.REFUSED
    assert apply(linked, by=liu, at=clock.now).amount == Yuan.from_wan(3)


def test_an_application_is_withdrawn_until_it_is_decided(linked, liu, clock):
    claim = apply(linked, by=liu, at=clock.now)
    assert services.withdraw_claim(claim=claim, actor=liu, at=clock.now).state == ClaimState.WITHDRAWN
    with pytest.raises(FeeRefused, match="撤回只适用于"):
        services.withdraw_claim(claim=claim, actor=liu, at=clock.now)


def introduced_under(terms, *, zhong, liu, **particulars):
    rule = make_rule(by=zhong, title="另一办法", terms=terms)
    mandate = make_mandate(make_agency(by=zhong, **particulars), by=zhong, rule=rule)
    return make_introduction(by=liu, mandate=mandate)


def test_public_staff_get_nothing(zhong, liu, qin, clock):
    terms = simple_terms(conditions=Conditions(filed_first=False))
    person = {"kind": AgencyKind.PERSON, "name": "示例干部", "is_public_staff": True}
    found = introduced_under(terms, zhong=zhong, liu=liu, **person)
    project = make_signed(by=liu, verifier=qin)
    services.link_project(introduction=found, project=project, actor=liu, at=clock.now)
    with pytest.raises(FeeRefused, match="公职人员"):
        apply(found, by=liu, at=clock.now)


def test_land_is_entered_by_one_and_confirmed_by_another(zhong, liu, qin, clock):
    terms = simple_terms(less_land=True, conditions=Conditions(filed_first=True, reached=Milestone.SIGNED))
    found = introduced_under(terms, zhong=zhong, liu=liu)
    project = make_signed(by=liu, verifier=qin)
    pay_in(project, 1000, by=liu)
    projects.verify(project=project, actor=qin, at=clock.now)
    services.link_project(introduction=found, project=project, actor=liu, at=clock.now)
    with pytest.raises(FeeRefused, match="须先填列土地价款"):
        apply(found, by=liu, at=clock.now)
    said = {"kind": StatedKind.LAND, "on": clock.day, "amount": Yuan.from_wan(400), "basis": "缴款书 1 号"}
    land = services.state_amount(introduction=found, **said, actor=liu, at=clock.now)
    with pytest.raises(NotAllowed, match="只有认定员"):
        services.confirm_amount(amount=land, accepts=True, actor=zhong, at=clock.now)
    services.confirm_amount(amount=land, accepts=True, actor=qin, at=clock.now)
    assert apply(found, by=liu, at=clock.now).amount == Yuan.from_wan("1.2")


def test_a_project_has_one_introducer(linked, zhong, liu, clock):
    agency = make_agency(by=zhong, name="另一机构", phone="")
    mandate = make_mandate(agency, by=zhong, rule=linked.mandate.rule)
    with pytest.raises(IntroductionRefused, match="同一投资方的同一项目已有引荐备案"):
        make_introduction(by=liu, mandate=mandate)
    other = make_introduction(by=liu, mandate=mandate, investor_name="另一投资方", project_name="另一项目")
    with pytest.raises(IntroductionRefused, match="一个项目只有一个引荐人"):
        services.link_project(introduction=other, project=linked.project, actor=liu, at=clock.now)


def test_an_introduction_needs_a_mandate_in_force(zhong, liu, clock):
    mandate = make_mandate(make_agency(by=zhong), by=zhong, until=date(2020, 6, 30))
    with pytest.raises(IntroductionRefused, match="不在委托期内"):
        make_introduction(by=liu, mandate=mandate, filed_on=date(2020, 7, 1))
    services.end_mandate(mandate=mandate, on=date(2020, 5, 1), reason="协商终止", actor=zhong, at=clock.now)
    mandate.refresh_from_db()
    with pytest.raises(IntroductionRefused, match="不在委托期内"):
        make_introduction(by=liu, mandate=mandate)


def test_mandates_of_an_agency_do_not_overlap(zhong, clock):
    agency = make_agency(by=zhong)
    held = make_mandate(agency, by=zhong, until=date(2020, 12, 31))
    with pytest.raises(AgencyRefused, match="重叠"):
        make_mandate(agency, by=zhong, rule=held.rule, since=date(2020, 12, 31))
    with pytest.raises(AgencyRefused, match="不能早于开始日期"):
        make_mandate(agency, by=zhong, rule=held.rule, since=date(2021, 2, 1), until=date(2021, 1, 1))


def test_the_version_of_the_day_of_filing_decides(linked, zhong, clock):
    rule = linked.mandate.rule
    later = simple_terms(bands=(per_mille("9"),))
    with pytest.raises(FeeRuleRefused, match="不能早于今天"):
        services.publish_version(
            rule=rule, terms=later, valid_from=date(2020, 3, 1), source="新文件", actor=zhong, at=clock.now
        )
    services.publish_version(
        rule=rule, terms=later, valid_from=clock.day, source="新文件", actor=zhong, at=clock.now
    )
    assert reckon(linked, clock).version.number == 1
    assert services.rule_on(rule, clock.day).number == 2


def test_an_agency_has_a_code_that_is_one_and_its_own(zhong, clock):
    with pytest.raises(CreditCodeRefused):
        make_agency(by=zhong, credit_code="913499000000000001")
    make_agency(by=zhong, credit_code=credit_code(1))
    with pytest.raises(AgencyRefused, match="已登记，编号 AG2020-0001"):
        make_agency(by=zhong, name="另一名称", credit_code=credit_code(1))
    assert Agency.objects.count() == 1


def test_two_who_change_an_agency_at_once_are_told(zhong, clock):
    agency = make_agency(by=zhong)
    new = {"kind": AgencyKind.FIRM, "unit": zhong.unit, "phone": agency.phone}
    said = {"agency": agency, "actor": zhong, "at": clock.now, "expected_version": 0}
    services.change_agency(new=NewAgency(name="改名咨询", **new), **said)
    with pytest.raises(EditedMeanwhile, match="改名咨询"):
        services.change_agency(new=NewAgency(name="再改名", **new), **said)


def test_a_year_is_reported_by_the_day_that_the_city_has_set(zhong, clock):
    agency = make_agency(by=zhong)
    make_mandate(agency, by=zhong)
    services.set_deadline(Deadline(3, 31, "示例文件"), first_year=2020, actor=zhong, at=clock.now)
    said = {"agency": agency, "text": "引荐 2 个项目", "actor": zhong, "at": clock.now}
    report = services.file_report(year=2020, filed_on=clock.day, **said)
    assert report.due_on == date(2021, 3, 31)
    with pytest.raises(AgencyRefused, match="没有委托协议"):
        services.file_report(year=2019, filed_on=clock.day, **said)


def test_a_telephone_is_shown_to_whom_it_may_be_and_that_is_on_record(zhong, liu, wu, clock):
    agency = make_agency(by=zhong, unit=liu.unit)
    with pytest.raises(NotAllowed, match="可以查看全号"):
        services.show_agency_phone(agency=agency, actor=wu, at=clock.now)
    assert services.show_agency_phone(agency=agency, actor=liu, at=clock.now) == "13700004321"
    last = AuditRecord.objects.order_by("-id").first()
    assert (last.act, last.target_code) == ("查看联系电话", agency.code)
    assert "13700004321" not in str(list(AuditRecord.objects.values_list("changes", flat=True)))


def test_another_county_neither_sees_nor_links(linked, wu, clock):
    from_there = Introduction.objects.filter(pk=linked.pk)
    assert from_there.exists()
    with pytest.raises(NotAllowed):
        services.unlink_project(introduction=linked, reason="误", actor=wu, at=clock.now)
    assert not FeeClaim.objects.exists()


def test_an_introduction_is_unlinked_and_withdrawn_as_long_as_nothing_hangs_on_it(linked, liu, clock):
    with pytest.raises(IntroductionRefused, match="不能撤回"):
        services.withdraw_introduction(introduction=linked, reason="误报", actor=liu, at=clock.now)
    services.unlink_project(introduction=linked, reason="对应错了", actor=liu, at=clock.now)
    gone = services.withdraw_introduction(introduction=linked, reason="误报", actor=liu, at=clock.now)
    assert gone.is_withdrawn
    with pytest.raises(IntroductionRefused, match="已撤回"):
        services.withdraw_introduction(introduction=linked, reason="再撤", actor=liu, at=clock.now)
