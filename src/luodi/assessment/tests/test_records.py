"""Confirmed numbers and events: who enters, who confirms, what counts, and what stays on record."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from luodi.assessment import scoring, services
from luodi.assessment.engine import Row
from luodi.assessment.models import ConfirmedInput, MarkEvent
from luodi.assessment.record_rules import RecordRefused
from luodi.assessment.selectors.records import recorded_inputs
from luodi.assessment.selectors.scheme_inputs import rules_in_force
from luodi.assessment.tests.group_makers import DAY, make_group, make_run
from luodi.assessment.tests.record_makers import (
    RECORDS,
    confirmed,
    enter,
    make_event,
    make_leaders,
    make_office,
    score_of,
)
from luodi.documents.tests.makers import pdf
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed


@pytest.fixture
def office(cast, clock):
    return make_office(cast, clock.now)


def told(office, on=DAY, as_of=None):
    return recorded_inputs(office.group, rules=rules_in_force(office.group, on), on=on, as_of=as_of)


def test_a_number_counts_once_somebody_of_its_source_has_confirmed_it(office, zhong, units, clock):
    row = enter(office, units.yunxi, "50.5", by=zhong, at=clock.now)
    assert told(office)["YUNXI"].values["growth"] is None
    assert told(office)["YUNXI"].notes == ("“规上工业增速”尚未经市经信局确认，不计",)
    assert services.confirm_inputs([row], actor=office.bai, at=clock.now) == 1
    found = told(office)["YUNXI"]
    assert (found.values["growth"], found.records["growth"], found.notes) == (Decimal("50.5"), (row.pk,), ())
    assert told(office)["SHIQIAO"].values["growth"] is None


def test_neither_who_entered_it_nor_the_centre_nor_another_unit_confirms(office, zhong, liu, units, clock):
    row = enter(office, units.yunxi, "50.5", by=office.bai, at=clock.now)
    with pytest.raises(RecordRefused, match="另一人"):
        services.confirm_inputs([row], actor=office.bai, at=clock.now)
    for other in (zhong, liu):
        with pytest.raises(NotAllowed, match="由“市经信局”确认"):
            services.confirm_inputs([row], actor=other, at=clock.now)
    assert not ConfirmedInput.objects.get().is_confirmed


def test_the_source_is_asked_and_hears_of_each_batch_once(office, zhong, units, clock):
    for unit, value in ((units.yunxi, "1"), (units.shiqiao, "2")):
        enter(office, unit, value, by=zhong, at=clock.now)
    titles = Notice.objects.filter(account=office.bai).values_list("title", flat=True)
    assert list(titles) == ["1 个考核数据待市经信局确认"]


def test_nobody_but_the_centre_and_the_source_enters_and_no_unit_confirms_itself(
    office, liu, zhong, units, clock
):
    with pytest.raises(NotAllowed):
        enter(office, units.yunxi, "1", by=liu, at=clock.now)
    with pytest.raises(RecordRefused, match="自己确认自己"):
        enter(office, units.yunxi, "1", by=zhong, at=clock.now, source=units.yunxi)
    with pytest.raises(RecordRefused, match="不能晚于今天"):
        enter(office, units.yunxi, "1", by=zhong, at=clock.now, ends_on=clock.day + timedelta(days=1))


def test_a_number_entered_again_replaces_the_other_which_stays_on_record(office, zhong, units, clock):
    enter(office, units.yunxi, "1", by=zhong, at=clock.now)
    member = office.member(units.yunxi)
    same = services.NewInput(
        member=member, input="growth", ends_on=DAY, value=Decimal(1), source=office.bai.unit
    )
    assert services.enter_inputs([same], actor=zhong, at=clock.now) == []
    second = confirmed(office, units.yunxi, "2", by=zhong, at=clock.now)
    assert [one.withdrawn_reason for one in ConfirmedInput.objects.all()] == ["重新录入", ""]
    with pytest.raises(RecordRefused, match="已经确认为 2，改动须写明理由"):
        enter(office, units.yunxi, "3", by=zhong, at=clock.now)
    enter(office, units.yunxi, "3", by=zhong, at=clock.now, reason="统计公报修订")
    second.refresh_from_db()
    assert second.withdrawn_reason == "统计公报修订"
    assert told(office)["YUNXI"].values["growth"] is None


def test_one_wrong_number_keeps_all_of_a_batch_out(office, zhong, units, clock):
    commands = [
        services.NewInput(
            member=office.member(unit),
            input="growth",
            ends_on=DAY,
            value=Decimal(value),
            source=office.bai.unit,
        )
        for unit, value in ((units.yunxi, "1"), (units.shiqiao, "0.123456789"))
    ]
    with pytest.raises(RecordRefused, match="小数"):
        services.enter_inputs(commands, actor=zhong, at=clock.now)
    with pytest.raises(RecordRefused, match="写了两次"):
        services.enter_inputs(commands[:1] * 2, actor=zhong, at=clock.now)
    assert not ConfirmedInput.objects.exists()


def test_the_latest_day_holds_even_while_it_is_not_confirmed(office, zhong, units, clock):
    confirmed(office, units.yunxi, "1", by=zhong, at=clock.now)
    later = enter(office, units.yunxi, "2", by=zhong, at=clock.now, ends_on=date(2020, 8, 2))
    assert told(office)["YUNXI"].values["growth"] == 1
    assert told(office, on=date(2020, 8, 2))["YUNXI"].values["growth"] is None
    services.confirm_inputs([later], actor=office.bai, at=clock.now)
    assert told(office, on=date(2020, 8, 2))["YUNXI"].values["growth"] == 2


def test_records_are_read_as_they_were_known(office, zhong, units, clock):
    row = enter(office, units.yunxi, "1", by=zhong, at=clock.now, evidence=(pdf(), "公报.pdf"))
    before = clock.now
    clock.advance(hours=1)
    services.confirm_inputs([row], actor=office.bai, at=clock.now)
    counted = clock.now
    clock.advance(hours=1)
    services.withdraw_input(row=row, reason="报错了", actor=office.bai, at=clock.now)
    assert told(office)["YUNXI"].values["growth"] is None
    assert told(office, as_of=before)["YUNXI"].values["growth"] is None
    assert told(office, as_of=counted)["YUNXI"].values["growth"] == 1
    with pytest.raises(RecordRefused, match="已经撤回"):
        services.withdraw_input(row=row, reason="再撤", actor=zhong, at=clock.now)
    assert ConfirmedInput.objects.get().file_name == "公报.pdf"


def test_events_count_once_they_are_confirmed_and_none_of_them_is_zero(office, zhong, units, clock):
    row = make_event(office, units.yunxi, by=zhong, at=clock.now, count=Decimal("1.5"))
    found = told(office)
    assert (found["YUNXI"].values["late"], found["YUNXI"].notes) == (0, ("“逾期未报”有 1 项尚未确认，不计",))
    services.confirm_event(event=row, actor=office.ding, at=clock.now)
    found = told(office)
    assert (found["YUNXI"].values["late"], found["YUNXI"].records["late"]) == (Decimal("1.5"), (row.pk,))
    assert found["SHIQIAO"].values["late"] == 0
    assert told(office, on=date(2020, 7, 9))["YUNXI"].values["late"] == 0


def test_events_are_rows_where_the_scheme_asks_for_rows(office, liu, zhong, units, clock):
    more = {"kind": "PRAISED", "category": "省级", "title": "省政府通报表扬", "basis": "皖政办〔2020〕示例"}
    row = make_event(office, units.yunxi, by=liu, at=clock.now, **more)
    services.confirm_event(event=row, actor=zhong, at=clock.now)
    (found,) = told(office)["YUNXI"].values["praised"]
    assert found == Row("省政府通报表扬", {"count": Decimal(1), "category": "省级"}, str(row.pk))


def test_an_event_is_confirmed_by_another_person_and_never_by_the_units_own(
    office, liu, qin, zhong, units, clock
):
    row = make_event(office, units.yunxi, by=zhong, at=clock.now)
    with pytest.raises(RecordRefused, match="另一人"):
        services.confirm_event(event=row, actor=zhong, at=clock.now)
    with pytest.raises(NotAllowed):
        services.confirm_event(event=row, actor=liu, at=clock.now)
    services.confirm_event(event=row, actor=qin, at=clock.now)
    with pytest.raises(RecordRefused, match="已经确认"):
        services.confirm_event(event=row, actor=office.ding, at=clock.now)


def test_an_event_needs_a_kind_of_the_schemes_a_basis_and_a_day_that_has_come(office, liu, units, clock):
    for change, why in (
        ({"kind": "OTHER"}, "没有“OTHER”这类事项；有：逾期未报（LATE_REPORT）"),
        ({"basis": " "}, "写明依据"),
        ({"title": " "}, "写明事项"),
        ({"count": Decimal(0)}, "大于 0"),
        ({"day": date(2020, 8, 4)}, "不能晚于今天"),
        ({"day": date(2018, 8, 4)}, "考核期内"),
    ):
        with pytest.raises(RecordRefused, match=why):
            make_event(office, units.yunxi, by=liu, at=clock.now, **change)
    with pytest.raises(NotAllowed):
        make_event(office, units.shiqiao, by=liu, at=clock.now)


def test_a_column_that_events_have_not_is_pointed_at(db):
    found = scoring.check(RECORDS.replace("category: 级别}", "category: 级别, amount: 金额}")).findings
    assert [one.message for one in found] == [
        "事项清单没有“amount”这一列，可用：day 发生日期、count 计数、category 档次"
    ]


def test_the_same_event_is_recorded_once(office, liu, zhong, units, clock):
    first = make_event(office, units.yunxi, by=liu, at=clock.now)
    with pytest.raises(RecordRefused, match="已经登记"):
        make_event(office, units.yunxi, by=zhong, at=clock.now)
    services.withdraw_event(event=first, reason="记错了", actor=liu, at=clock.now)
    make_event(office, units.yunxi, by=zhong, at=clock.now)


def test_a_confirmed_event_is_withdrawn_by_the_centre_alone_and_with_a_reason(
    office, liu, zhong, units, clock
):
    row = make_event(office, units.yunxi, by=liu, at=clock.now)
    services.confirm_event(event=row, actor=zhong, at=clock.now)
    with pytest.raises(NotAllowed):
        services.withdraw_event(event=row, reason="记错了", actor=liu, at=clock.now)
    with pytest.raises(RecordRefused, match="理由"):
        services.withdraw_event(event=row, reason=" ", actor=zhong, at=clock.now)
    services.withdraw_event(event=row, reason="记错了", actor=zhong, at=clock.now)
    assert told(office)["YUNXI"].values["late"] == 0
    assert MarkEvent.objects.get().withdrawn_reason == "记错了"
    assert Notice.objects.filter(account=liu, title="考核事项已撤回：6月月报迟报").exists()


def test_records_go_with_the_unit_when_it_changes_groups(office, zhong, units, clock):
    confirmed(office, units.yunxi, "7", by=zhong, at=clock.now)
    other = make_group(zhong, clock.now, name="县区二组")
    services.move_member(
        membership=office.member(units.yunxi), to=other, on=date(2020, 7, 15), actor=zhong, at=clock.now
    )
    found = recorded_inputs(other, rules=rules_in_force(office.group, DAY), on=DAY)
    assert found["YUNXI"].values["growth"] == 7
    assert "YUNXI" not in told(office)


def test_a_leader_has_records_too(office, cast, zhong, clock):
    group = make_leaders(cast, clock.now)
    member = group.memberships.with_all().get()
    new = services.NewInput(
        member=member, input="growth", ends_on=DAY, value=Decimal(9), source=office.bai.unit
    )
    rows = services.enter_inputs([new], actor=zhong, at=clock.now)
    services.confirm_inputs(rows, actor=office.bai, at=clock.now)
    found = recorded_inputs(group, rules=rules_in_force(office.group, DAY), on=DAY)
    assert found[member.key].values["growth"] == 9


def test_a_run_freezes_what_records_say(office, zhong, units, clock):
    row = confirmed(office, units.yunxi, "50", by=zhong, at=clock.now)
    clock.advance(minutes=2)
    run = make_run(office.group, by=zhong, at=clock.now)
    score = score_of(run, units.yunxi)
    assert (score.total, score.basis["growth"]) == (Decimal(50), {"records": [row.pk]})
    assert score_of(run, units.shiqiao).total == 0


def test_gathering_asks_few_questions_however_many_members(
    office, zhong, units, clock, django_assert_max_num_queries
):
    confirmed(office, units.yunxi, "50", by=zhong, at=clock.now)
    make_event(office, units.yunxi, by=zhong, at=clock.now)
    rules = rules_in_force(office.group, DAY)
    with django_assert_max_num_queries(4):
        recorded_inputs(office.group, rules=rules, on=DAY)
