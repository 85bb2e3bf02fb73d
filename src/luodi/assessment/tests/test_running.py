"""Runs: inputs frozen at an as-of, results that reproduce, corrections that stand in the old one's place."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from luodi.assessment import services
from luodi.assessment.choices import RunState
from luodi.assessment.models import RunItem, RunScore, RunSource
from luodi.assessment.rules import AssessmentRefused
from luodi.assessment.selectors import thawing
from luodi.assessment.services import Correction
from luodi.assessment.tests.group_makers import make_adopted, make_group, make_run
from luodi.kernel.money import Yuan
from luodi.organisation.policies import NotAllowed
from luodi.projects.tests.makers import make_signed
from luodi.targets.tests.makers import make_cascade


@pytest.fixture
def group(zhong, hong, qin, liu, wu, units, clock):
    """Two counties: 60 and 30 亿元 to sign; 云溪 signed 6 and 3, 石桥 1."""
    make_cascade(zhong, clock, units)
    for by, amount in ((liu, 6), (liu, 3), (wu, 1)):
        clock.advance(minutes=1)
        make_signed(by=by, verifier=qin, total=Yuan.from_yi(amount), name=f"{by.login}{amount}亿")
    made = make_group(zhong, clock.now, units.yunxi, units.shiqiao)
    make_adopted(made, by=zhong, adopts=hong, at=clock.now)
    clock.advance(minutes=5)
    return made


def score_of(run, unit):
    return RunScore.objects.get(run=run, unit=unit)


def points_of(score):
    return {one.code: one.points for one in RunItem.objects.filter(score=score)}


def test_a_run_scores_each_member_from_figures_targets_and_projects(group, zhong, units, clock):
    run = make_run(group, by=zhong, at=clock.now)
    first = score_of(run, units.yunxi)
    assert points_of(first) == {"A1": Decimal(9), "A2": Decimal(40), "B1": Decimal(2), "B2": Decimal(0)}
    assert (first.total, first.rank, first.grade) == (Decimal(51), 1, "一般")
    assert score_of(run, units.shiqiao).rank == 2
    assert first.told["lists"] == ["红榜"]
    assert run.state == RunState.COMPUTED


def test_a_rerun_from_frozen_inputs_is_the_same_to_the_last_digit(group, zhong, qin, liu, clock):
    run = make_run(group, by=zhong, at=clock.now)
    clock.advance(days=1)
    make_signed(by=liu, verifier=qin, total=Yuan.from_yi(50), name="后来的")
    assert thawing.verify(run).agrees


def test_a_changed_digit_is_found(group, zhong, units, clock):
    run = make_run(group, by=zhong, at=clock.now)
    RunItem.objects.filter(score=score_of(run, units.yunxi), code="A1").update(exact="9.1")
    assert thawing.verify(run).differences == ("云溪县“签约总投资”：9.1，重算为 9",)
    row = score_of(run, units.yunxi)
    row.inputs["amount"] = {"number": "10"}
    row.save()
    assert len(thawing.verify(run).differences) > 1


def test_what_is_recorded_after_the_as_of_does_not_count(group, zhong, qin, liu, units, clock):
    then = clock.now
    clock.advance(minutes=2)
    make_signed(by=liu, verifier=qin, total=Yuan.from_yi(20), name="晚登记的")
    clock.advance(minutes=2)
    assert score_of(make_run(group, by=zhong, at=clock.now, as_of=then), units.yunxi).total == 51
    assert score_of(make_run(group, by=zhong, at=clock.now), units.yunxi).total > 51


def test_a_source_says_what_was_asked(group, zhong, clock):
    run = make_run(group, by=zhong, at=clock.now)
    asked = RunSource.objects.get(run=run, input="amount").asked
    assert (asked["code"], asked["from"], asked["to"]) == ("signed.amount", "2020-01-01", "2020-07-31")


def test_an_upheld_objection_makes_a_new_run_with_all_else_frozen(group, zhong, qin, liu, units, clock):
    run = make_run(group, by=zhong, at=clock.now)
    services.publish_run(run=run, objections_until=date(2020, 8, 10), actor=zhong, at=clock.now)
    clock.advance(days=1)
    make_signed(by=liu, verifier=qin, total=Yuan.from_yi(50), name="后来的")
    correction = Correction(key=units.shiqiao.code, input="amount", value=Decimal(15), reason="漏计一个项目")
    run.refresh_from_db()
    new = services.recompute(run=run, reason="裁定异议", corrections=[correction], actor=zhong, at=clock.now)
    run.refresh_from_db()
    assert (run.state, new.state, new.number) == (RunState.SUPERSEDED, RunState.PROVISIONAL, 2)
    assert points_of(score_of(new, units.shiqiao))["A1"] == 30
    assert score_of(new, units.yunxi).total == 51
    assert score_of(new, units.shiqiao).basis["amount"]["was"] == {"number": "1"}
    assert thawing.verify(new).agrees
    assert thawing.standing_run(run) == new
    with pytest.raises(AssessmentRefused, match="不能再重算"):
        services.recompute(run=run, reason="再来", actor=zhong, at=clock.now)


def test_a_run_gathered_afresh_knows_what_came_later(group, zhong, qin, liu, units, clock):
    run = make_run(group, by=zhong, at=clock.now)
    clock.advance(minutes=3)
    make_signed(by=liu, verifier=qin, total=Yuan.from_yi(9), name="补认定的")
    clock.advance(minutes=3)
    new = services.recompute(run=run, reason="补认定一个项目", afresh=True, actor=zhong, at=clock.now)
    assert points_of(score_of(new, units.yunxi))["A1"] == 18


def test_ratings_and_unknown_inputs_are_not_corrected(group, zhong, clock):
    run = make_run(group, by=zhong, at=clock.now)
    for key, code in (("NOBODY", "amount"), (group.memberships.first().key, "nothing")):
        wrong = Correction(key=key, input=code, value=Decimal(1), reason="错")
        with pytest.raises(AssessmentRefused):
            services.recompute(run=run, reason="错", corrections=[wrong], actor=zhong, at=clock.now)


def test_a_result_is_published_heard_settled_and_archived_in_this_order(group, zhong, clock):
    run = make_run(group, by=zhong, at=clock.now)
    with pytest.raises(AssessmentRefused, match="下一步是：公示中"):
        services.finalise_run(run=run, actor=zhong, at=clock.now)
    with pytest.raises(AssessmentRefused, match="今天之后"):
        services.publish_run(run=run, objections_until=clock.day, actor=zhong, at=clock.now)
    services.publish_run(run=run, objections_until=clock.day + timedelta(days=5), actor=zhong, at=clock.now)
    with pytest.raises(AssessmentRefused, match="公示到"):
        services.finalise_run(run=run, actor=zhong, at=clock.now)
    clock.advance(days=6)
    services.finalise_run(run=run, actor=zhong, at=clock.now)
    assert services.archive_run(run=run, actor=zhong, at=clock.now).state == RunState.ARCHIVED


def test_the_rank_of_the_last_published_period_stands_beside_the_new_one(group, zhong, units, clock):
    june = make_run(group, by=zhong, at=clock.now, last=date(2020, 6, 30))
    services.publish_run(run=june, objections_until=date(2020, 8, 20), actor=zhong, at=clock.now)
    july = make_run(group, by=zhong, at=clock.now)
    assert score_of(july, units.yunxi).last_rank == score_of(june, units.yunxi).rank


def test_only_the_centre_computes(group, liu, hong, clock):
    for actor in (liu, hong):
        with pytest.raises(NotAllowed):
            make_run(group, by=actor, at=clock.now)


def test_a_run_needs_a_scheme_in_force_and_a_day_that_has_come(group, zhong, units, clock):
    with pytest.raises(AssessmentRefused, match="今天之后"):
        make_run(group, by=zhong, at=clock.now, last=date(2020, 12, 31))
    other = make_group(zhong, clock.now, units.park, name="园区组")
    with pytest.raises(AssessmentRefused, match="施行"):
        make_run(other, by=zhong, at=clock.now)


def test_a_unit_that_changed_groups_is_assessed_where_it_stands_at_the_cut_off(
    group, zhong, hong, units, clock
):
    parks = make_group(zhong, clock.now, units.park, name="园区组")
    make_adopted(parks, by=zhong, adopts=hong, at=clock.now)
    moving = group.memberships.get(unit=units.shiqiao)
    services.move_member(membership=moving, to=parks, on=date(2020, 6, 15), actor=zhong, at=clock.now)
    may = make_run(group, by=zhong, at=clock.now, last=date(2020, 5, 31))
    assert score_of(may, units.shiqiao).rank
    assert not RunScore.objects.filter(run=make_run(group, by=zhong, at=clock.now), unit=units.shiqiao)
    score = score_of(make_run(parks, by=zhong, at=clock.now), units.shiqiao)
    assert "此前在县区组" in score.told["notes"][0]
