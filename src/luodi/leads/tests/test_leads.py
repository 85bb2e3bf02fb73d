"""A lead from the day it comes in to its project: its days, its steps, who may, and what the ledger keeps."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from luodi.audit.models import AuditRecord
from luodi.kernel.codes import CreditCodeRefused
from luodi.kernel.money import Yuan
from luodi.leads import policies, services
from luodi.leads.choices import LeadState
from luodi.leads.models import Lead
from luodi.leads.rules import LeadRefused, Terms
from luodi.leads.tests.makers import followed, make_lead
from luodi.ledger.kinds import FactKind, LeadSource
from luodi.ledger.models import Fact
from luodi.notices.models import Notice
from luodi.organisation import clock as clocks
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.organisation.tests.makers import Clock, Units

pytestmark = pytest.mark.django_db


def live(lead: Lead, kind: FactKind) -> list[Fact]:
    return list(Fact.objects.live().filter(subject_id=lead.subject_id, kind=kind).order_by("ordinal"))


def now(account: Account) -> dict[str, object]:
    return {"actor": account, "at": clocks.now(account.city)}


def content(**said: object) -> services.LeadContent:
    values = {"investor_name": "深圳明湖光学有限公司", "project_name": "车载镜头项目", **said}
    return services.LeadContent(**values)  # type: ignore[arg-type]


def test_a_lead_counts_from_the_day_it_came_in_and_is_due_to_be_answered_on_the_next_working_day(
    liu: Account, clock: Clock
) -> None:
    clock.advance(days=4)
    lead = make_lead(by=liu, received_on=clock.day - timedelta(days=2))
    assert (lead.code, lead.state) == ("L2020-0001", LeadState.NEW)
    assert lead.due_on == date(2020, 8, 10)
    (received,) = live(lead, FactKind.LEAD_RECEIVED)
    assert (received.occurred_on, received.category) == (date(2020, 8, 5), LeadSource.CHAMBER)
    assert received.amount == Yuan.from_yi(5).fen
    assert received.unit_id == liu.unit_id


def test_a_lead_of_a_day_to_come_is_refused(liu: Account, clock: Clock) -> None:
    with pytest.raises(LeadRefused, match="不能晚于今天"):
        make_lead(by=liu, received_on=clock.day + timedelta(days=1))


def test_a_wrong_check_digit_of_the_investor_is_refused(liu: Account) -> None:
    with pytest.raises(CreditCodeRefused):
        make_lead(by=liu, investor_code="91440300MA5DA1XE60")


def test_what_is_sent_twice_is_entered_once(liu: Account) -> None:
    assert make_lead(by=liu, once="a" * 32) == make_lead(by=liu, once="a" * 32)
    assert Lead.objects.count() == 1


def test_nobody_enters_a_lead_for_another_unit(liu: Account, units: Units) -> None:
    with pytest.raises(NotAllowed):
        make_lead(by=liu, unit=units.shiqiao)


def test_each_step_has_its_day_and_reports_are_due_again_and_again(liu: Account, clock: Clock) -> None:
    lead = make_lead(by=liu)
    clock.advance(hours=2)
    assert services.reply_lead(lead=lead, on=clock.day, text="已答复", **now(liu)).due_on == date(2020, 8, 6)
    lead = services.judge_lead(lead=lead, on=clock.day, text="可行", **now(liu))
    assert (lead.state, lead.due_on) == (LeadState.ANSWERING, date(2020, 8, 10))
    lead = services.feed_back(lead=lead, on=clock.day, text="已反馈", **now(liu))
    assert (lead.state, lead.due_on) == (LeadState.FOLLOWING, date(2020, 8, 17))
    clock.advance(days=10)
    lead = services.report_progress(lead=lead, on=clock.day, text="赴厂考察", **now(liu))
    assert lead.due_on == date(2020, 8, 27)
    assert [fact.state for fact in live(lead, FactKind.LEAD_STATE)] == [
        "NEW",
        "JUDGING",
        "ANSWERING",
        "FOLLOWING",
    ]


def test_a_step_cannot_be_skipped_nor_done_twice(liu: Account, clock: Clock) -> None:
    lead = make_lead(by=liu)
    with pytest.raises(LeadRefused, match="待反馈"):
        services.feed_back(lead=lead, on=clock.day, text="已反馈", **now(liu))
    services.reply_lead(lead=lead, on=clock.day, text="已答复", **now(liu))
    with pytest.raises(LeadRefused, match="待研判"):
        services.reply_lead(lead=lead, on=clock.day, text="已答复", **now(liu))


def test_a_followed_lead_that_nobody_reports_on_becomes_quiet_by_itself(liu: Account, clock: Clock) -> None:
    lead = followed(make_lead(by=liu), by=liu)
    clock.advance(days=14)
    assert not Lead.objects.quiet(clock.day).exists()
    clock.advance(days=1)
    assert list(Lead.objects.quiet(clock.day)) == [lead]


def test_what_the_same_investor_brings_again_is_noted_and_can_be_merged_so_that_it_counts_once(
    liu: Account, clock: Clock
) -> None:
    first = make_lead(by=liu)
    clock.advance(minutes=5)
    again = make_lead(by=liu, project_name="镜头二期", source=LeadSource.PUBLIC)
    assert [match.earlier for match in again.matches.all()] == [first]
    services.merge_lead(lead=again, into=first, reason="同一家企业", **now(liu))
    assert not live(again, FactKind.LEAD_RECEIVED)
    assert len(live(first, FactKind.LEAD_RECEIVED)) == 1
    again = services.reopen_lead(lead=again, reason="另有项目", **now(liu))
    assert again.state == LeadState.FOLLOWING
    assert len(live(again, FactKind.LEAD_RECEIVED)) == 1


def test_the_earlier_of_two_leads_stands(liu: Account, clock: Clock) -> None:
    first = make_lead(by=liu)
    clock.advance(minutes=5)
    again = make_lead(by=liu)
    with pytest.raises(LeadRefused, match="反过来"):
        services.merge_lead(lead=first, into=again, reason="同一家企业", **now(liu))


def test_a_dropped_lead_says_why_and_its_reporter_is_told(
    zhong: Account, liu: Account, units: Units, clock: Clock
) -> None:
    lead = make_lead(by=zhong, unit=units.centre)
    services.dispatch_lead(lead=lead, to=units.yunxi, reason="属云溪产业方向", **now(zhong))
    with pytest.raises(LeadRefused, match="理由"):
        services.drop_lead(lead=lead, on=clock.day, reason=" ", **now(liu))
    services.drop_lead(lead=lead, on=clock.day, reason="能耗过高", **now(liu))
    assert Notice.objects.filter(account=zhong, reason="能耗过高").exists()


def test_a_unit_takes_a_lead_over_only_when_it_agrees_and_who_had_it_first_stays(
    liu: Account, wu: Account, units: Units, clock: Clock
) -> None:
    lead = followed(make_lead(by=liu), by=liu)
    clock.advance(days=3)
    referral = services.refer_lead(lead=lead, to=units.shiqiao, reason="用地不足", **now(liu))
    lead.refresh_from_db()
    assert lead.unit == units.yunxi
    assert policies.get_lead(lead.code, actor=wu) == lead
    with pytest.raises(NotAllowed):
        services.take_over(referral=referral, answer="", **now(liu))
    row = services.take_over(referral=referral, answer="愿意承接", **now(wu))
    assert (row.unit, row.reported_unit, row.reported_by) == (units.shiqiao, units.yunxi, liu)
    assert row.due_on == date(2020, 8, 20)
    with pytest.raises(NotAllowed):
        services.report_progress(lead=row, on=clock.day, text="仍在谈", **now(liu))
    assert live(row, FactKind.LEAD_RECEIVED)[0].unit_id == units.yunxi.pk
    assert live(row, FactKind.LEAD_STATE)[-1].unit_id == units.shiqiao.pk


def test_a_unit_may_decline_and_the_asker_may_ask_another(liu: Account, wu: Account, units: Units) -> None:
    lead = make_lead(by=liu)
    referral = services.refer_lead(lead=lead, to=units.shiqiao, reason="用地不足", **now(liu))
    with pytest.raises(LeadRefused, match="等待答复"):
        services.refer_lead(lead=lead, to=units.park, reason="用地不足", **now(liu))
    services.decline(referral=referral, reason="不符合园区定位", **now(wu))
    again = services.refer_lead(lead=lead, to=units.park, reason="用地不足", **now(liu))
    services.recall(referral=again, **now(liu))
    with pytest.raises(Http404):
        policies.get_lead(lead.code, actor=wu)


def test_only_the_centre_gives_leads_to_units(liu: Account, units: Units) -> None:
    lead = make_lead(by=liu)
    with pytest.raises(NotAllowed):
        services.dispatch_lead(lead=lead, to=units.shiqiao, reason="请承接", **now(liu))


def test_other_units_do_not_see_a_lead(liu: Account, wu: Account, hong: Account, wai: Account) -> None:
    lead = make_lead(by=liu)
    assert list(Lead.objects.visible_to(reach_of(hong))) == [lead]
    for stranger in (wu, wai):
        assert not Lead.objects.visible_to(reach_of(stranger)).exists()
        with pytest.raises(Http404):
            policies.get_lead(lead.code, actor=stranger)
        with pytest.raises(NotAllowed):
            services.show_phone(lead=lead, **now(stranger))


def test_who_looks_at_a_number_is_on_the_trail_and_who_only_reads_leads_sees_none(
    liu: Account, hong: Account, qin: Account
) -> None:
    lead = make_lead(by=liu)
    for reader in (hong, qin):
        with pytest.raises(NotAllowed):
            services.show_phone(lead=lead, **now(reader))
    assert services.show_phone(lead=lead, **now(liu)) == "13800001234"
    assert AuditRecord.objects.filter(act="查看联系电话", target_code=lead.code).count() == 1


def test_what_a_lead_says_can_be_put_right_and_the_ledger_follows(liu: Account) -> None:
    lead = make_lead(by=liu)
    said = content(amount=Yuan.from_yi(8), industry="C38", origin="440300", contact_phone="13900005678")
    services.change_lead(lead=lead, said=said, expected_version=0, **now(liu))
    (received,) = live(lead, FactKind.LEAD_RECEIVED)
    assert (received.amount, received.industry) == (Yuan.from_yi(8).fen, "C38")
    trail = AuditRecord.objects.get(act="修改内容")
    assert "1390000" not in str(trail.changes)
    with pytest.raises(EditedMeanwhile):
        services.change_lead(lead=lead, said=content(), expected_version=0, **now(liu))


def test_the_days_are_the_citys_own_from_a_day_on(zhong: Account, liu: Account, clock: Clock) -> None:
    own = Terms(2, 4, 6, 30, "示例市线索办理办法")
    with pytest.raises(NotAllowed):
        services.set_terms(own, valid_from=clock.day, **now(liu))
    services.set_terms(own, valid_from=clock.day, **now(zhong))
    assert make_lead(by=liu).due_on == date(2020, 8, 5)
    with pytest.raises(LeadRefused, match="依次"):
        services.set_terms(Terms(3, 2, 6, 30, "办法"), valid_from=clock.day, **now(zhong))


def test_each_day_of_deadline_is_reminded_of_once(liu: Account, clock: Clock) -> None:
    lead = make_lead(by=liu)
    assert services.remind_leads(liu.city, at=clock.now) == [lead]
    assert services.remind_leads(liu.city, at=clock.now) == []
    clock.advance(days=2)
    assert services.remind_leads(liu.city, at=clock.now) == [lead]
    assert Notice.objects.filter(account=liu, title__contains="超期 1 个工作日").count() == 1
