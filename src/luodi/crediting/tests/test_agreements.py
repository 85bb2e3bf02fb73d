from datetime import date

import pytest

from luodi.audit.models import AuditRecord
from luodi.crediting import selectors, services
from luodi.crediting.choices import AgreementState, Consent
from luodi.crediting.models import Agreement
from luodi.crediting.rules import AgreementRefused
from luodi.crediting.tests.makers import parts, split, transfer
from luodi.figures.compute import compute
from luodi.figures.scopes import Scope
from luodi.figures.shares import table_by_share
from luodi.kernel.periods import Period
from luodi.notices.models import Notice
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.projects import services as projects
from luodi.projects.choices import Field, Stage
from luodi.projects.models import PendingCorrection, Project
from luodi.projects.rules import ChangeRefused
from luodi.projects.tests.makers import make_project, make_signed, move_on

YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))


@pytest.fixture
def project(cast, clock):
    return make_project(by=cast.liu)


def shares_of(project):
    return dict(project.shares.values_list("unit__code", "basis_points"))


def test_a_split_waits_until_every_unit_named_agrees(cast, units, clock, project):
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu)
    assert asked.state == AgreementState.PROPOSED
    assert not project.shares.exists()
    done = services.consent(agreement=asked, unit=units.shiqiao, actor=cast.wu, at=clock.now)
    assert done.state == AgreementState.DONE
    assert shares_of(project) == {"YUNXI": 6000, "SHIQIAO": 4000}


def test_the_unit_that_is_asked_is_told_and_so_is_the_asker_of_the_answer(cast, units, clock, project):
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu)
    assert Notice.objects.get(account=cast.wu).path == f"/transfers/{asked.code}/"
    services.refuse(agreement=asked, unit=units.shiqiao, reason="我县另有首报", actor=cast.wu, at=clock.now)
    assert "我县另有首报" in Notice.objects.get(account=cast.liu).reason


@pytest.mark.parametrize(("points", "says"), [((6000, 3999), "还差 0.01"), ((6000, 4001), "多了 0.01")])
def test_parts_that_are_no_whole_are_refused_to_the_hundredth(cast, units, project, points, says):
    with pytest.raises(AgreementRefused, match=says):
        split(project, (units.yunxi, points[0]), (units.shiqiao, points[1]), by=cast.liu)
    assert not Agreement.objects.exists()


def test_the_responsible_unit_has_to_share_and_nobody_stands_twice(cast, units, project):
    with pytest.raises(AgreementRefused, match="责任单位“云溪县”须在"):
        split(project, (units.shiqiao, 6000), (units.park, 4000), by=cast.liu)
    with pytest.raises(AgreementRefused, match="写了两次"):
        split(project, (units.yunxi, 5000), (units.yunxi, 5000), by=cast.liu)
    with pytest.raises(AgreementRefused, match="没有变化"):
        split(project, (units.yunxi, 10_000), by=cast.liu)


def test_nobody_answers_for_another_unit_not_even_the_centre(cast, units, clock, project):
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu)
    for actor in (cast.liu, cast.zhong, cast.qin, cast.hong):
        with pytest.raises(NotAllowed):
            services.consent(agreement=asked, unit=units.shiqiao, actor=actor, at=clock.now)
    assert not Project.objects.get(pk=project.pk).shares.exists()


def test_a_unit_that_is_not_named_cannot_propose(cast, units, project):
    with pytest.raises(NotAllowed, match="只有参与分成"):
        split(project, (units.yunxi, 6000), (units.park, 4000), by=cast.wu)


def test_nothing_is_answered_twice_and_nothing_after_a_refusal(cast, units, clock, project):
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu)
    services.refuse(agreement=asked, unit=units.shiqiao, reason="不同意", actor=cast.wu, at=clock.now)
    with pytest.raises(AgreementRefused, match="有单位不同意"):
        services.consent(agreement=asked, unit=units.shiqiao, actor=cast.wu, at=clock.now)
    with pytest.raises(AgreementRefused, match="须写明理由"):
        services.refuse(agreement=asked, unit=units.shiqiao, reason=" ", actor=cast.wu, at=clock.now)


def test_only_one_agreement_at_a_time_waits_on_a_project(cast, units, clock, project):
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu)
    with pytest.raises(AgreementRefused, match="已有一项分成或移交在等待答复"):
        transfer(project, units.shiqiao, (units.shiqiao, 10_000), by=cast.liu)
    services.withdraw_agreement(agreement=asked, reason="重新商量", actor=cast.liu, at=clock.now)
    assert transfer(project, units.shiqiao, (units.shiqiao, 10_000), by=cast.liu).state == "PROPOSED"


def test_the_centre_rules_over_a_refusal_with_its_reasons_and_its_own_split(cast, units, clock, project):
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu)
    services.refuse(agreement=asked, unit=units.shiqiao, reason="不同意", actor=cast.wu, at=clock.now)
    with pytest.raises(NotAllowed):
        services.rule_agreement(agreement=asked, adopt=True, reason="各半", actor=cast.qin, at=clock.now)
    ruled = services.rule_agreement(
        agreement=asked,
        adopt=True,
        reason="双方投入相当，各半",
        actor=cast.zhong,
        at=clock.now,
        parts={units.yunxi.pk: 5000, units.shiqiao.pk: 5000},
    )
    assert (ruled.state, shares_of(project)) == ("RULED", {"YUNXI": 5000, "SHIQIAO": 5000})
    assert "双方投入相当" in AuditRecord.objects.filter(act="裁定分成移交").last().changes["理由"][1]
    with pytest.raises(AgreementRefused, match="不需要裁定"):
        services.rule_agreement(agreement=asked, adopt=False, reason="再议", actor=cast.zhong, at=clock.now)


def test_the_centre_may_find_against_a_proposal_and_nothing_changes(cast, units, clock, project):
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu)
    services.rule_agreement(agreement=asked, adopt=False, reason="依据不足", actor=cast.zhong, at=clock.now)
    assert not project.shares.exists()


def test_a_transfer_leaves_earlier_facts_with_the_old_unit_and_splits_the_later_ones(cast, units, clock):
    project = make_signed(by=cast.liu, verifier=cast.qin, signed_on="2020-07-01")
    asked = transfer(
        project, units.shiqiao, (units.shiqiao, 7000), (units.yunxi, 3000), by=cast.liu, area="349922"
    )
    clock.advance(hours=1)
    services.consent(agreement=asked, unit=units.shiqiao, actor=cast.wu, at=clock.now)
    moved = Project.objects.get(pk=project.pk)
    assert (moved.unit, moved.area, shares_of(moved)) == (
        units.shiqiao, "349922", {"SHIQIAO": 7000, "YUNXI": 3000},
    )  # fmt: skip
    signed = compute("signed.count", city=cast.city, period=YEAR, scope=_unit(cast, "YUNXI"))
    assert signed.exact == 1
    clock.advance(days=1)
    move_on(moved, to=Stage.STARTED, by=cast.wu, on="2020-08-03")
    rows = table_by_share(["started.count"], city=cast.city, period=YEAR, standing="CLAIMED").rows
    assert {row.key: row.figure.text for row in rows} == {"SHIQIAO": "0.70", "YUNXI": "0.30"}


def test_the_receiver_must_share_and_the_giver_must_not(cast, units, clock, project):
    with pytest.raises(AgreementRefused, match="责任单位“石桥县”须在"):
        transfer(project, units.shiqiao, (units.yunxi, 10_000), by=cast.liu)
    asked = transfer(project, units.shiqiao, (units.shiqiao, 10_000), by=cast.liu)
    services.consent(agreement=asked, unit=units.shiqiao, actor=cast.wu, at=clock.now)
    assert not Project.objects.visible_to(reach_of(cast.liu)).filter(code=project.code, unit=units.yunxi)


def test_a_day_to_come_is_refused(cast, units, clock, project):
    with pytest.raises(AgreementRefused, match="不能晚于今天"):
        split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu, effective_on=date(2020, 8, 4))


def test_correcting_a_verified_split_waits_for_a_verifier(cast, units, clock):
    project = make_signed(by=cast.liu, verifier=cast.qin)
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu, effective_on=None)
    services.consent(agreement=asked, unit=units.shiqiao, actor=cast.wu, at=clock.now)
    assert PendingCorrection.objects.waiting().filter(project=project).count() == 1
    assert not project.shares.exists()


def test_the_history_says_who_had_which_part_from_when_to_when(cast, units, clock, project):
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu)
    before = clock.now
    clock.advance(hours=1)
    services.consent(agreement=asked, unit=units.shiqiao, actor=cast.wu, at=clock.now)
    told = [
        (one.since.isoformat(), one.until and one.until.isoformat(), [p.percent for p in one.parts])
        for one in selectors.credit_history(project)
    ]
    assert told == [("2020-08-01", None, ["60.00", "40.00"]), ("2020-06-01", "2020-08-01", ["100.00"])]
    assert before < clock.now


def test_agreements_are_seen_by_the_units_that_they_name_alone(cast, units, project):
    split(project, (units.yunxi, 6000), (units.park, 4000), by=cast.liu)
    seen = {
        a.login: Agreement.objects.visible_to(reach_of(a)).count() for a in (cast.liu, cast.wu, cast.zhong)
    }
    assert seen == {"liu": 1, "wu": 0, "zhong": 1}
    assert Agreement.objects.awaiting(reach_of(cast.liu)).count() == 0
    assert Agreement.objects.get().parties.get(unit=units.yunxi).consent == Consent.CONSENTED


def _unit(cast, code):
    return Scope.parse(f"unit:{code}", city=cast.city, on=date(2020, 8, 3))


def test_no_clerk_hands_over_or_shares_by_a_change_or_a_correction(cast, units, clock, project):
    shared = parts((units.yunxi, 6000), (units.shiqiao, 4000))
    for field, value in ((Field.UNIT, units.shiqiao), (Field.SHARES, shared)):
        with pytest.raises(ChangeRefused, match="须“石桥县”同意"):
            projects.change_project(
                project=project,
                changes={field: value},
                effective_on=date(2020, 8, 1),
                actor=cast.liu,
                at=clock.now,
            )
        with pytest.raises(ChangeRefused, match="同意"):
            projects.correct_project(
                project=project, corrections={field: value}, reason="抄错", actor=cast.liu, at=clock.now
            )
    project.refresh_from_db()
    assert (project.unit, shares_of(project)) == (units.yunxi, {})


def test_what_a_unit_was_given_is_not_taken_from_it_without_asking(cast, units, clock, project):
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu)
    services.consent(agreement=asked, unit=units.shiqiao, actor=cast.wu, at=clock.now)
    project.refresh_from_db()
    with pytest.raises(ChangeRefused, match="须“石桥县”同意"):
        projects.change_project(
            project=project,
            changes={Field.SHARES: ()},
            effective_on=date(2020, 8, 2),
            actor=cast.liu,
            at=clock.now,
        )


def test_a_split_does_not_begin_before_what_is_recorded_and_would_not_follow_it(cast, units):
    project = make_signed(by=cast.liu, verifier=cast.qin, signed_on="2020-07-01")
    for on in (date(2020, 6, 15), date(2020, 7, 1)):
        with pytest.raises(AgreementRefused, match=r"已登记签约（2020-07-01）.*请选“更正”"):
            split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu, effective_on=on)
    assert split(
        project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu, effective_on=date(2020, 7, 2)
    )


def test_a_transfer_leaves_its_own_day_to_the_giver_and_nothing_later(cast, units):
    project = make_signed(by=cast.liu, verifier=cast.qin, signed_on="2020-07-01")
    with pytest.raises(AgreementRefused, match="移交日期请定在这之后"):
        transfer(project, units.shiqiao, (units.shiqiao, 10_000), by=cast.liu, effective_on=date(2020, 6, 30))
    assert transfer(
        project, units.shiqiao, (units.shiqiao, 10_000), by=cast.liu, effective_on=date(2020, 7, 1)
    )


def test_what_was_recorded_while_an_answer_was_awaited_is_not_passed_over(cast, units, clock, project):
    asked = transfer(project, units.shiqiao, (units.shiqiao, 10_000), by=cast.liu)
    move_on(project, to=Stage.SIGNED, by=cast.liu, on="2020-08-02")
    with pytest.raises(AgreementRefused, match="签约（2020-08-02）"):
        services.consent(agreement=asked, unit=units.shiqiao, actor=cast.wu, at=clock.now)
    asked.refresh_from_db()
    assert asked.state == "PROPOSED"


def test_an_agreement_that_corrects_says_what_the_verifier_made_of_it(cast, units, clock):
    project = make_signed(by=cast.liu, verifier=cast.qin)
    asked = split(project, (units.yunxi, 6000), (units.shiqiao, 4000), by=cast.liu, effective_on=None)
    done = services.consent(agreement=asked, unit=units.shiqiao, actor=cast.wu, at=clock.now)
    assert done.outcome == "各方同意，待认定员采纳后生效"
    assert "待认定员采纳" in Notice.objects.filter(account=cast.liu).latest("pk").title
    projects.refuse_correction(
        pending=PendingCorrection.objects.get(), reason="没有依据", actor=cast.qin, at=clock.now
    )
    assert Agreement.objects.get().outcome == "各方同意，认定员未采纳，维持原状"


def test_the_last_consent_counts_though_who_proposed_has_left(cast, units, clock, project):
    asked = transfer(project, units.shiqiao, (units.shiqiao, 10_000), by=cast.liu)
    Account.objects.filter(pk=cast.liu.pk).update(is_active=False)
    services.consent(agreement=asked, unit=units.shiqiao, actor=cast.wu, at=clock.now)
    assert Project.objects.get(pk=project.pk).unit == units.shiqiao


def test_nobody_waits_for_an_answer_on_a_project_that_is_void(cast, units, clock, project):
    asked = transfer(project, units.shiqiao, (units.shiqiao, 10_000), by=cast.liu)
    Project.objects.filter(pk=project.pk).update(is_void=True)
    assert not Agreement.objects.awaiting(reach_of(cast.wu)).exists()
    with pytest.raises(AgreementRefused, match="无从生效"):
        services.consent(agreement=asked, unit=units.shiqiao, actor=cast.wu, at=clock.now)
    services.withdraw_agreement(agreement=asked, reason="项目已并入", actor=cast.liu, at=clock.now)
