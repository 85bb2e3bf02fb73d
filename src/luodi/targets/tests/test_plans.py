"""Drafting, issuing, amending and withdrawing targets."""

from datetime import date
from decimal import Decimal

import pytest

from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.notices.models import Notice
from luodi.organisation import services as organisation
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed
from luodi.targets import services
from luodi.targets.choices import Hold, Phasing, PlanState, Relation, TargetAct
from luodi.targets.models import Plan, Target, TargetVersion
from luodi.targets.progress import EXAMPLE_TERMS
from luodi.targets.selectors import targets_of, terms_on
from luodi.targets.services import Amendment, Phase, Place, TargetRefused
from luodi.targets.tests.makers import DOCUMENT, make_cascade, make_draft, make_plan, target_of, told

AMOUNT = "signed.amount"


def amend(by, clock, *commands, **more):
    said = {"decided_on": date(2020, 7, 20), "document": "示例发〔2020〕9号", "reason": "年中调整"}
    return services.amend_targets(commands, **{**said, **more}, actor=by, at=clock.now)


def withdraw(by, clock, *targets, **more):
    said = {"decided_on": date(2020, 7, 20), "document": "示例发〔2020〕9号", "reason": "机构改革"}
    return services.withdraw_targets(targets, **{**said, **more}, actor=by, at=clock.now)


def states(city):
    rows = Fact.objects.live().filter(city=city, kind=FactKind.TARGET_STATE).order_by("ordinal")
    return [(row.subject.code, row.state) for row in rows.select_related("subject")]


def test_a_draft_is_nothing_that_anybody_carries(city, zhong, liu, units, clock):
    plan = make_draft(zhong, clock, told(units.yunxi, AMOUNT, 60))
    assert (plan.state, plan.code) == (PlanState.DRAFT, "N2020-0001")
    assert targets_of(city, 2020) == []
    assert states(city) == []
    assert not Notice.objects.filter(account=liu).exists()


def test_the_same_submission_is_one_draft(zhong, clock):
    made = [
        services.draft_plan(year=2020, title="计划", actor=zhong, at=clock.now, once="a" * 32)
        for _ in range(2)
    ]
    assert made[0] == made[1]


def test_issuing_gives_out_all_of_it_in_one_act(city, zhong, liu, units, clock):
    plan = make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60), told(units.yunxi, "signed.count", 12))
    assert (plan.state, plan.issued_by) == (PlanState.ISSUED, zhong)
    assert states(city) == [("YUNXI", "ASSIGNED")]
    held = targets_of(city, 2020)
    assert [(one.holder.name, one.indicator.code, one.value) for one in held] == [
        ("云溪县", "signed.count", 12),
        ("云溪县", AMOUNT, 60),
    ]
    assert {one.document for one in held} == {DOCUMENT}
    assert Notice.objects.get(account=liu).title == "2020年度目标任务已下达"


def test_a_target_hangs_below_that_of_the_unit_above_and_a_departments_overlaps(zhong, units, clock):
    make_cascade(zhong, clock, units)
    city_target = target_of(units.top)
    assert {target_of(one).parent for one in (units.yunxi, units.bureau, units.team)} == {city_target}
    assert (target_of(units.yunxi).relation, target_of(units.bureau).relation) == ("ALLOCATED", "PARALLEL")


def test_a_holder_may_hang_below_any_other_that_has_the_indicator(zhong, units, clock):
    make_plan(
        zhong, clock, told(units.yunxi, AMOUNT, 60), told(units.shiqiao, AMOUNT, 20, parent=units.yunxi)
    )
    assert target_of(units.shiqiao).parent == target_of(units.yunxi)
    plan = make_draft(zhong, clock)
    with pytest.raises(TargetRefused, match="石桥县没有这项目标"):
        services.set_targets(
            plan=plan,
            commands=[told(units.park, "signed.count", 3, parent=units.shiqiao)],
            actor=zhong,
            at=clock.now,
        )


def test_holders_in_a_circle_are_refused(zhong, units, clock):
    plan = make_draft(
        zhong, clock, told(units.yunxi, AMOUNT, 60), told(units.shiqiao, AMOUNT, 20, parent=units.yunxi)
    )
    with pytest.raises(TargetRefused, match="圈"):
        services.set_targets(
            plan=plan,
            commands=[told(units.yunxi, AMOUNT, 60, parent=units.shiqiao)],
            actor=zhong,
            at=clock.now,
        )


@pytest.mark.parametrize(("value", "said"), [("0", "不要填 0"), ("-1", "大于 0"), ("1.00001", "4 位小数")])
def test_what_is_no_value_is_refused_with_the_holders_name(zhong, units, clock, value, said):
    with pytest.raises(TargetRefused, match=f"云溪县.*{said}"):
        make_draft(zhong, clock, told(units.yunxi, AMOUNT, value))


def test_an_empty_value_takes_a_target_out_and_leaves_those_below_without_a_place(zhong, units, clock):
    plan = make_draft(zhong, clock, told(units.top, AMOUNT, 100), told(units.yunxi, AMOUNT, 60))
    services.set_targets(plan=plan, commands=[told(units.top, AMOUNT, None)], actor=zhong, at=clock.now)
    assert list(Target.objects.values_list("unit__code", "parent")) == [("YUNXI", None)]


def test_what_a_draft_says_stays_where_only_a_value_is_written(zhong, units, clock):
    joint = {
        "relation": Relation.JOINT,
        "joint": "一组",
        "phase": Phase(Phasing.QUARTERS, tuple(map(Decimal, (1, 2, 3, 4)))),
    }
    plan = make_draft(zhong, clock, told(units.yunxi, AMOUNT, 4, **joint))
    services.set_targets(plan=plan, commands=[told(units.yunxi, AMOUNT, 5)], actor=zhong, at=clock.now)
    row = target_of(units.yunxi)
    assert (row.value, row.relation, row.joint, row.phasing) == (5, "JOINT", "一组", "QUARTERS")


def test_two_editors_of_a_draft_do_not_overwrite_each_other(zhong, units, clock):
    plan = make_draft(zhong, clock, told(units.yunxi, AMOUNT, 60))
    seen = plan.version
    services.set_targets(
        plan=plan, commands=[told(units.yunxi, AMOUNT, 70)], actor=zhong, at=clock.now, expected_version=seen
    )
    with pytest.raises(EditedMeanwhile, match="钟已修改.*60.*70"):
        services.set_targets(
            plan=plan,
            commands=[told(units.yunxi, AMOUNT, 80)],
            actor=zhong,
            at=clock.now,
            expected_version=seen,
        )
    assert target_of(units.yunxi).value == 70


def test_a_draft_that_was_changed_meanwhile_is_not_issued_unseen(zhong, units, clock):
    plan = make_draft(zhong, clock, told(units.yunxi, AMOUNT, 60))
    with pytest.raises(EditedMeanwhile):
        services.issue_plan(plan=plan, expected_version=plan.version - 1, actor=zhong, at=clock.now)


def test_an_issued_plan_is_not_edited_any_more(zhong, units, clock):
    plan = make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60))
    for act in (
        lambda: services.set_targets(plan=plan, commands=[], actor=zhong, at=clock.now),
        lambda: services.issue_plan(plan=plan, actor=zhong, at=clock.now),
        lambda: services.discard_plan(plan=plan, actor=zhong, at=clock.now),
    ):
        with pytest.raises(TargetRefused, match="已经下达"):
            act()


def test_a_draft_is_thrown_away_whole(zhong, units, clock):
    plan = make_draft(zhong, clock, told(units.top, AMOUNT, 100), told(units.yunxi, AMOUNT, 60))
    services.discard_plan(plan=plan, actor=zhong, at=clock.now)
    assert not Target.objects.exists()
    assert not Plan.objects.exists()


def test_only_the_centre_drafts_issues_and_amends(zhong, liu, qin, hong, units, clock):
    plan = make_draft(zhong, clock, told(units.yunxi, AMOUNT, 60))
    for account in (liu, qin, hong):
        for act in (
            lambda by=account: services.draft_plan(year=2020, title="计划", actor=by, at=clock.now),
            lambda by=account: services.issue_plan(plan=plan, actor=by, at=clock.now),
            lambda by=account: amend(by, clock, Amendment(target=target_of(units.yunxi), value=Decimal(1))),
            lambda by=account: services.set_terms(
                EXAMPLE_TERMS, valid_from=clock.day, actor=by, at=clock.now
            ),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_what_stands_against_issuing_is_said_before(city, zhong, system_admin, units, clock):
    stranger = organisation.add_person(city=city, name="路人", actor=system_admin, at=clock.now)
    plan = services.draft_plan(year=2020, title="计划", actor=zhong, at=clock.now)
    commands = [
        told(stranger, "trips.count", 3),
        told(units.yunxi, AMOUNT, 60, phase=Phase(Phasing.QUARTERS, tuple(map(Decimal, (1, 2, 3, 4))))),
        told(units.shiqiao, AMOUNT, 5, relation=Relation.JOINT, joint="一组"),
    ]
    services.set_targets(plan=plan, commands=commands, actor=zhong, at=clock.now)
    found = "\n".join(services.problems(plan, today=clock.day))
    for said in (
        "请先写明下达文件",
        "请先写明成文日期",
        "路人在成文日期不担任领导职务",
        "须等于全年目标 60",
        "只有石桥县一家",
    ):
        assert said in found
    with pytest.raises(TargetRefused, match="请先写明下达文件"):
        services.issue_plan(plan=plan, actor=zhong, at=clock.now)


def test_a_unit_that_is_closed_or_not_yet_founded_carries_nothing_new(zhong, system_admin, units, clock):
    organisation.close_unit(unit=units.bureau, closed_on=date(2020, 5, 1), actor=system_admin, at=clock.now)
    plan = make_draft(zhong, clock, told(units.bureau, AMOUNT, 6))
    assert "市经信局已于 2020-05-01 撤销，不能承担目标任务" in services.problems(plan, today=clock.day)
    early = services.draft_plan(
        year=2020, title="早", document="文", issued_on=date(2020, 3, 1), actor=zhong, at=clock.now
    )
    services.set_targets(plan=early, commands=[told(units.team, AMOUNT, 6)], actor=zhong, at=clock.now)
    assert any("才设立" in one for one in services.problems(early, today=clock.day))


def test_a_later_plan_hangs_on_what_was_issued_and_not_on_another_draft(zhong, units, clock):
    first = make_draft(zhong, clock, told(units.top, AMOUNT, 100))
    later = make_draft(zhong, clock, told(units.yunxi, AMOUNT, 60))
    assert any("请先下达" in one for one in services.problems(later, today=clock.day))
    services.issue_plan(plan=first, actor=zhong, at=clock.now)
    services.issue_plan(plan=later, actor=zhong, at=clock.now)
    assert target_of(units.yunxi).parent == target_of(units.top)


def test_what_one_plan_has_given_out_another_does_not_give_again(zhong, units, clock):
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60))
    with pytest.raises(TargetRefused, match="云溪县.*已在《2020年度目标任务》"):
        make_draft(zhong, clock, told(units.yunxi, AMOUNT, 70))


def test_an_amendment_says_why_and_the_past_stays_as_it_was(city, zhong, liu, units, clock):
    make_cascade(zhong, clock, units)
    before = ledger.resolve(city)
    clock.advance(days=1)
    (row,) = amend(zhong, clock, Amendment(target=target_of(units.yunxi), value=Decimal(65)))
    now, then = targets_of(city, 2020), targets_of(city, 2020, as_of=before)
    assert [one.value for one in now if one.holder.code == "YUNXI"] == [65]
    assert [one.value for one in then if one.holder.code == "YUNXI"] == [60]
    last = TargetVersion.objects.filter(target=row).latest("id")
    assert (last.act, last.reason, last.document) == (TargetAct.AMENDED, "年中调整", "示例发〔2020〕9号")
    assert last.entry.act == "调整目标任务"
    assert Notice.objects.filter(account=liu, title="目标任务有调整").exists()


def test_a_moment_between_two_entries_knows_what_was_recorded_by_then(city, zhong, units, clock):
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60))
    clock.advance(days=2)
    moment = clock.now
    clock.advance(days=1)
    amend(zhong, clock, Amendment(target=target_of(units.yunxi), value=Decimal(65)))
    assert [one.value for one in targets_of(city, 2020, as_of=ledger.resolve(city, moment))] == [60]


def test_those_that_carry_one_number_get_the_same_one(zhong, units, clock):
    make_cascade(zhong, clock, units)
    changed = amend(zhong, clock, Amendment(target=target_of(units.team), value=Decimal(12)))
    assert {one.holder_name: one.value for one in changed} == {"新能源队": 12, "珠三角组": 12}
    with pytest.raises(TargetRefused, match="只有珠三角组一家"):
        amend(zhong, clock, Amendment(target=target_of(units.team), relation=Relation.PARALLEL))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": " "}, "请写明原因"),
        ({"document": ""}, "请写明依据文件"),
        ({"decided_on": date(2020, 5, 31)}, "调整不能早于这一天"),
        ({"decided_on": date(2020, 8, 4)}, "不能晚于今天"),
    ],
)
def test_an_amendment_rests_on_a_document(zhong, units, clock, more, said):
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60))
    with pytest.raises(TargetRefused, match=said):
        amend(zhong, clock, Amendment(target=target_of(units.yunxi), value=Decimal(65)), **more)


def test_an_amendment_changes_something_and_something_possible(zhong, units, clock):
    make_cascade(zhong, clock, units)
    yunxi, top = target_of(units.yunxi), target_of(units.top)
    steps = Phase(Phasing.QUARTERS, tuple(map(Decimal, (10, 20, 30, 60))))
    with pytest.raises(TargetRefused, match="没有改动"):
        amend(zhong, clock, Amendment(target=yunxi, value=Decimal(60)))
    with pytest.raises(TargetRefused, match="圈"):
        amend(zhong, clock, Amendment(target=top, parent=yunxi))
    (row,) = amend(zhong, clock, Amendment(target=yunxi, phase=steps))
    with pytest.raises(TargetRefused, match="最后一期累计须等于全年目标 70"):
        amend(zhong, clock, Amendment(target=row, value=Decimal(70)))
    (row,) = amend(zhong, clock, Amendment(target=row, parent=Place.TOP, relation=Relation.PARALLEL))
    assert (row.parent, row.relation) == (None, "PARALLEL")


def test_two_who_amend_at_once_do_not_overwrite_each_other(zhong, units, clock):
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60))
    row = target_of(units.yunxi)
    amend(zhong, clock, Amendment(target=row, value=Decimal(65), expected_version=row.version))
    with pytest.raises(EditedMeanwhile, match="60.*65"):
        amend(zhong, clock, Amendment(target=row, value=Decimal(70), expected_version=row.version))


def test_an_amendment_after_the_year_is_marked(zhong, units, clock):
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60))
    clock.advance(days=200)
    (row,) = amend(zhong, clock, Amendment(target=target_of(units.yunxi), value=Decimal(65)))
    first, last = TargetVersion.objects.filter(target=row).select_related("target")
    assert (first.is_late, last.is_late) == (False, True)


def test_who_carries_nothing_any_more_is_released(city, zhong, units, clock):
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60), told(units.yunxi, "signed.count", 9))
    withdraw(zhong, clock, target_of(units.yunxi))
    assert [state for _, state in states(city)] == ["ASSIGNED"]
    withdraw(zhong, clock, target_of(units.yunxi, "signed.count"))
    assert [state for _, state in states(city)] == ["ASSIGNED", "RELEASED"]
    assert targets_of(city, 2020) == []
    assert set(Target.objects.values_list("state", flat=True)) == {Hold.WITHDRAWN}


def test_what_was_withdrawn_can_be_given_out_anew(city, zhong, units, clock):
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 60))
    withdraw(zhong, clock, target_of(units.yunxi))
    make_plan(zhong, clock, told(units.yunxi, AMOUNT, 50))
    assert [one.value for one in targets_of(city, 2020)] == [50]


def test_a_target_that_others_are_parts_of_is_withdrawn_with_them_or_not_at_all(zhong, units, clock):
    make_cascade(zhong, clock, units)
    with pytest.raises(TargetRefused, match="已分解给云溪县等下级"):
        withdraw(zhong, clock, target_of(units.top))
    with pytest.raises(TargetRefused, match="只剩珠三角组一家"):
        withdraw(zhong, clock, target_of(units.team))
    every = [target_of(one) for one in (units.team, units.group)]
    assert len(withdraw(zhong, clock, *every)) == 2
    with pytest.raises(TargetRefused, match="没有人承担"):
        withdraw(zhong, clock, *every)


def test_the_citys_rule_holds_from_its_day_on(city, zhong, clock):
    assert terms_on(city.pk, clock.day) == EXAMPLE_TERMS
    own = EXAMPLE_TERMS.__class__(
        basis=EXAMPLE_TERMS.basis.RUNNING,
        strict=True,
        yellow_from=Decimal(5),
        red_beyond=Decimal(15),
        source="示例发〔2020〕2号",
    )
    services.set_terms(own, valid_from=date(2020, 9, 1), actor=zhong, at=clock.now)
    assert terms_on(city.pk, date(2020, 8, 31)) == EXAMPLE_TERMS
    assert terms_on(city.pk, date(2020, 9, 1)) == own
