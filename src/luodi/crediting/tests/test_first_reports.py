from datetime import date, timedelta

import pytest
from django.core.management import call_command

from luodi.audit.models import AuditRecord
from luodi.crediting import selectors, services
from luodi.crediting.choices import ReportState, Ruling
from luodi.crediting.models import FirstReport
from luodi.crediting.rules import DisputeRefused, FirstReportRefused, Terms
from luodi.crediting.services import Decision
from luodi.crediting.tests.makers import make_report
from luodi.documents.services import FileRefused
from luodi.documents.tests.makers import pdf
from luodi.kernel.codes import credit_code_check_digit
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.projects.tests.makers import make_project


def progress(report, clock, *, by, on=None):
    return services.report_progress(
        report=report, on=on or clock.day, text="交换了投资协议草案", actor=by, at=clock.now
    )


def fresh(report):
    return FirstReport.objects.get(pk=report.pk)


@pytest.fixture
def rivals(cast, clock):
    first = make_report(by=cast.liu)
    clock.advance(minutes=1)
    return first, make_report(by=cast.wu, investor_name="示例光学（有限）公司", project_name="光学镜片项目")


def test_a_lead_that_nobody_has_is_protected_at_once(cast, clock):
    report = make_report(by=cast.liu)
    assert (report.code, report.state, report.protected_until, report.report_by) == (
        "FR2020-0001", ReportState.PROTECTED, date(2021, 2, 3), date(2020, 9, 2),
    )  # fmt: skip


def test_the_second_reporter_learns_a_case_number_and_nothing_else(cast, rivals):
    first, second = rivals
    assert (first.state, second.state) == (ReportState.PROTECTED, ReportState.PENDING)
    assert selectors.answer_of(second, reach_of(cast.wu)) == (f"已有首报，案号 {first.code}",)


def test_a_project_of_another_unit_is_not_named_either(cast):
    theirs = make_project(by=cast.liu, name="精密镜片生产基地")
    report = make_report(by=cast.wu)
    assert report.state == ReportState.PENDING
    (told,) = selectors.answer_of(report, reach_of(cast.wu))
    assert told == f"已有首报，案号 {report.code}，由中心核定"
    assert theirs.code in selectors.answer_of(report, reach_of(cast.zhong))[0]


def test_two_firms_with_codes_of_their_own_are_two(cast, clock):
    codes = ("91349900MA0000001P", "91349900MA0000002M")
    one, other = (
        make_report(by=by, investor_code=code, project_name=name)
        for by, code, name in zip((cast.liu, cast.wu), _valid(codes), ("镜片基地", "背光模组"), strict=True)
    )
    assert (one.state, other.state) == (ReportState.PROTECTED, ReportState.PROTECTED)


def test_a_unit_reports_for_itself_alone(cast, units):
    with pytest.raises(NotAllowed):
        make_report(by=cast.liu, unit=units.shiqiao)
    for actor in (cast.qin, cast.hong, cast.wai):
        with pytest.raises(NotAllowed):
            make_report(by=actor)


def test_what_makes_no_report_is_refused(cast):
    with pytest.raises(FirstReportRefused, match="首谈日期不能晚于今天"):
        make_report(by=cast.liu, talked_on=date(2020, 8, 4))
    with pytest.raises(FirstReportRefused, match="首谈情况和依据"):
        make_report(by=cast.liu, talks=" ")


def test_a_form_that_is_sent_twice_makes_one_report(cast, clock):
    new = services.NewFirstReport(
        unit=cast.liu.unit,
        investor_name="示例光学有限公司",
        project_name="精密镜片生产基地",
        talked_on=clock.day,
        talks="面谈",
    )
    told = [
        services.file_first_report(new, actor=cast.liu, at=clock.now, once="f" * 32).code for _ in range(3)
    ]
    assert set(told) == {"FR2020-0001"}
    assert make_report(by=cast.liu, investor_name="另一公司", project_name="新材料").code == "FR2020-0002"


def test_protection_lasts_through_its_last_day_and_not_one_more(cast, clock):
    report = make_report(by=cast.liu)
    clock.advance(days=30)
    assert clock.day == report.report_by
    assert report.state_on(clock.day) == ReportState.PROTECTED
    clock.advance(days=1)
    assert report.state_on(clock.day) == ReportState.LAPSED
    with pytest.raises(FirstReportRefused, match="保护已失效"):
        progress(report, clock, by=cast.liu)


def test_progress_keeps_the_protection_until_its_end(cast, clock):
    report = make_report(by=cast.liu)
    for _ in range(6):
        clock.advance(days=30)
        report = progress(report, clock, by=cast.liu)
    assert report.report_by > report.protected_until == date(2021, 2, 3)
    clock.advance(days=5)
    assert report.state_on(clock.day) == ReportState.LAPSED


def test_a_lapsed_report_stands_in_nobodys_way_though_no_command_has_run(cast, clock):
    make_report(by=cast.liu)
    clock.advance(days=31)
    assert make_report(by=cast.wu).state == ReportState.PROTECTED


def test_the_lapse_is_recorded_once_and_told(cast, clock):
    report = make_report(by=cast.liu)
    with pytest.raises(NotAllowed):
        services.lapse_first_reports(city_id=cast.city.pk, actor=cast.liu, at=clock.now)
    clock.advance(days=31)
    arguments = ["lapse_first_reports", "--city", cast.city.code, "--as", "zhong"]
    call_command(*arguments)
    call_command(*arguments)
    report = fresh(report)
    assert report.state == ReportState.LAPSED
    assert [event.text for event in report.events.filter(act="LAPSED")] == ["逾期未报告进展"]
    assert Notice.objects.filter(account=cast.liu, title__contains="保护已失效").count() == 1


def test_the_clock_records_the_lapse_in_nobodys_name(cast, clock):
    report = make_report(by=cast.liu)
    clock.advance(days=31)
    assert services.lapse_by_rule(city=cast.city, at=clock.now) == [report]
    assert services.lapse_by_rule(city=cast.city, at=clock.now) == []
    event = report.events.get(act="LAPSED")
    assert (event.by, event.text) == (None, "逾期未报告进展")
    record = AuditRecord.objects.get(act="保护期满失效")
    assert (record.actor_id, record.actor_name) == (None, "系统（按首报规则）")


def test_the_centre_extends_with_a_reason_within_what_the_rules_allow(cast, clock):
    report = make_report(by=cast.liu)
    told = {"report": report, "reason": "投资方董事会改期", "at": clock.now}
    with pytest.raises(NotAllowed):
        services.extend_protection(until=date(2021, 3, 3), actor=cast.liu, **told)
    with pytest.raises(FirstReportRefused, match="不晚于 2021-05-03"):
        services.extend_protection(until=date(2021, 5, 4), actor=cast.zhong, **told)
    with pytest.raises(FirstReportRefused, match="须晚于"):
        services.extend_protection(until=date(2021, 2, 3), actor=cast.zhong, **told)
    assert services.extend_protection(
        until=date(2021, 5, 3), actor=cast.zhong, **told
    ).protected_until == date(2021, 5, 3)


def test_the_city_sets_its_own_terms_and_standing_reports_keep_theirs(cast, clock):
    before = make_report(by=cast.liu)
    own = Terms(12, 15, 6, "示例市招商办〔2020〕8号")
    with pytest.raises(NotAllowed):
        services.set_terms(own, valid_from=clock.day, actor=cast.qin, at=clock.now)
    with pytest.raises(FirstReportRefused, match="不追溯"):
        services.set_terms(own, valid_from=date(2020, 8, 2), actor=cast.zhong, at=clock.now)
    services.set_terms(own, valid_from=clock.day, actor=cast.zhong, at=clock.now)
    after = make_report(by=cast.wu, investor_name="另一公司", project_name="新材料")
    assert after.protected_until == date(2021, 8, 3)
    assert fresh(before).protected_until == date(2021, 2, 3)


def test_the_example_says_that_it_is_no_law(cast, clock):
    assert "不是法定期限" in services.terms_on(cast.city.pk, clock.day).source


def test_the_centre_admits_or_refuses_what_looked_like_a_duplicate(cast, clock, rivals):
    _, second = rivals
    told = {"report": second, "reason": "两个不同的项目", "at": clock.now}
    with pytest.raises(NotAllowed):
        services.admit_first_report(actor=cast.wu, **told)
    assert services.admit_first_report(actor=cast.zhong, **told).state == ReportState.PROTECTED
    with pytest.raises(FirstReportRefused, match="待中心核定"):
        services.refuse_first_report(actor=cast.zhong, **told)


def test_a_project_keeps_its_first_reporter(cast, clock):
    report = make_report(by=cast.liu)
    project = make_project(by=cast.liu, name="别的名字", investor_name="别的公司")
    done = services.convert_first_report(report=report, project=project, actor=cast.liu, at=clock.now)
    assert done.state == ReportState.CONVERTED
    assert [one.unit for one in selectors.first_reporters(project)] == [cast.liu.unit]
    again = make_report(by=cast.liu, investor_name="另一公司", project_name="新材料")
    with pytest.raises(FirstReportRefused, match="已有首报"):
        services.convert_first_report(report=again, project=project, actor=cast.liu, at=clock.now)
    theirs = make_project(by=cast.wu, name="石桥钙钛矿", investor_name="钙钛矿公司")
    with pytest.raises(FirstReportRefused, match="首报单位自己的项目"):
        services.convert_first_report(report=again, project=theirs, actor=cast.liu, at=clock.now)


def dispute(report, against, cast, clock, by=None):
    return services.raise_dispute(
        report=report, against=against, grounds="我县6月已洽谈", actor=by or cast.wu, at=clock.now
    )


def test_a_dispute_names_only_what_the_test_has_named(cast, clock, rivals):
    first, second = rivals
    unrelated = make_report(by=cast.liu, investor_name="另一公司", project_name="新材料")
    for number in (unrelated.code, "FR2020-9999"):
        with pytest.raises(DisputeRefused, match="不在这项首报的查重结果中"):
            dispute(second, number, cast, clock)
    with pytest.raises(NotAllowed):
        dispute(second, first.code, cast, clock, by=cast.liu)
    dispute(second, first.code, cast, clock)
    assert {fresh(one).state for one in rivals} == {ReportState.DISPUTED}
    with pytest.raises(FirstReportRefused, match="争议待裁定"):
        dispute(second, first.code, cast, clock)


def test_the_centre_rules_who_was_first_and_both_are_told_why(cast, clock, rivals):
    first, second = rivals
    open_one = dispute(second, first.code, cast, clock)
    clock.advance(days=10)
    decision = Decision(ruling=Ruling.FIRST, winner=second, reason="会谈纪要为6月12日，早于对方")
    with pytest.raises(NotAllowed):
        services.rule_dispute(dispute=open_one, decision=decision, actor=cast.qin, at=clock.now)
    services.rule_dispute(dispute=open_one, decision=decision, actor=cast.zhong, at=clock.now)
    assert (fresh(first).state, fresh(second).state) == (ReportState.REFUSED, ReportState.PROTECTED)
    assert fresh(second).protected_until == date(2021, 2, 13)
    for account in (cast.liu, cast.wu):
        assert Notice.objects.filter(account=account, reason__contains="会谈纪要").exists()
    with pytest.raises(DisputeRefused, match="已经裁定"):
        services.rule_dispute(dispute=open_one, decision=decision, actor=cast.zhong, at=clock.now)


def test_a_shared_ruling_becomes_the_projects_split(cast, units, clock, rivals):
    first, second = rivals
    open_one = dispute(second, first.code, cast, clock)
    wrong = {units.yunxi.pk: 6000, units.shiqiao.pk: 3999}
    with pytest.raises(DisputeRefused, match="99.99%"):
        _rule(open_one, wrong, cast, clock)
    _rule(open_one, {units.yunxi.pk: 6000, units.shiqiao.pk: 4000}, cast, clock)
    project = make_project(by=cast.liu)
    services.convert_first_report(report=fresh(first), project=project, actor=cast.liu, at=clock.now)
    assert dict(project.shares.values_list("unit__code", "basis_points")) == {"YUNXI": 6000, "SHIQIAO": 4000}
    assert [one.unit.code for one in selectors.first_reporters(project)] == ["YUNXI", "SHIQIAO"]


def test_ruled_to_be_two_both_stand(cast, clock, rivals):
    open_one = dispute(rivals[1], rivals[0].code, cast, clock)
    decision = Decision(ruling=Ruling.SEPARATE, reason="两个不同的厂")
    services.rule_dispute(dispute=open_one, decision=decision, actor=cast.zhong, at=clock.now)
    assert {fresh(one).state for one in rivals} == {ReportState.PROTECTED}


def test_units_see_their_own_reports_alone(cast, rivals):
    seen = {
        a.login: FirstReport.objects.visible_to(reach_of(a)).count() for a in (cast.liu, cast.wu, cast.hong)
    }
    assert seen == {"liu": 1, "wu": 1, "hong": 2}


def test_every_act_leaves_a_line(cast, clock, rivals):
    open_one = dispute(rivals[1], rivals[0].code, cast, clock)
    services.rule_dispute(
        dispute=open_one,
        decision=Decision(ruling=Ruling.FIRST, winner=rivals[0], reason="登记在先"),
        actor=cast.zhong,
        at=clock.now,
    )
    acts = list(rivals[0].events.order_by("id").values_list("act", flat=True))
    assert acts == ["FILED", "DISPUTED", "RULED"]


def _rule(open_one, parts, cast, clock):
    decision = Decision(ruling=Ruling.SHARED, parts=parts, reason="共同引进")
    services.rule_dispute(dispute=open_one, decision=decision, actor=cast.zhong, at=clock.now)


def _valid(codes):
    return [code[:17] + credit_code_check_digit(code[:17]) for code in codes]


def test_a_proof_is_kept_once_with_its_time_by_the_unit_alone(cast, clock, settings, tmp_path):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    report = make_report(by=cast.liu)
    told = {"report": report, "content": pdf(), "name": "会谈纪要.pdf", "at": clock.now}
    with pytest.raises(NotAllowed):
        services.add_proof(actor=cast.wu, **told)
    proof = services.add_proof(actor=cast.liu, **told)
    assert (proof.name, report.events.filter(act="PROVED").count()) == ("会谈纪要.pdf", 1)
    with pytest.raises(FirstReportRefused, match="已经上传过"):
        services.add_proof(actor=cast.liu, **told)
    with pytest.raises(FileRefused):
        services.add_proof(actor=cast.liu, **{**told, "name": "会谈纪要.exe"})


def test_the_days_that_a_report_waited_for_the_centre_are_added_to_its_protection(cast, clock):
    make_report(by=cast.liu)
    second = make_report(by=cast.wu)
    promised = second.protected_until
    clock.advance(days=40)
    services.admit_first_report(report=second, reason="不是同一项目", actor=cast.zhong, at=clock.now)
    second.refresh_from_db()
    assert second.state_on(clock.day) == ReportState.PROTECTED
    assert second.protected_until == promised + timedelta(days=40)
    assert second.report_by == clock.day + timedelta(days=30)


def test_what_the_centre_has_ruled_on_is_not_disputed_again(cast, clock):
    first, second = make_report(by=cast.liu), make_report(by=cast.wu)
    dispute = services.raise_dispute(
        report=second, against=first.code, grounds="我县首谈在前", actor=cast.wu, at=clock.now
    )
    decision = Decision(ruling=Ruling.FIRST, reason="云溪县登记在前", winner=first)
    services.rule_dispute(dispute=dispute, decision=decision, actor=cast.zhong, at=clock.now)
    for report, against, actor in ((second, first, cast.wu), (first, second, cast.liu)):
        with pytest.raises(DisputeRefused, match="中心已经裁定"):
            services.raise_dispute(
                report=report, against=against.code, grounds="不服", actor=actor, at=clock.now
            )
