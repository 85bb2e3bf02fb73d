from datetime import date

import pytest

from luodi.figures.compute import compute
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Batch, Entry, Fact
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed
from luodi.projects import services as projects
from luodi.projects.choices import Field
from luodi.projects.models import Project
from luodi.projects.tests.makers import day, make_project, make_signed
from luodi.revising import services
from luodi.revising.choices import BulkKind, BulkState
from luodi.revising.models import BulkCorrection
from luodi.revising.rules import BulkRefused
from luodi.revising.tests.makers import ask, change, correction, submit

YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))


@pytest.fixture
def claimed(cast):
    return [make_project(by=cast.liu, name=f"云溪项目{n}") for n in range(3)]


@pytest.fixture
def verified(cast):
    return [make_signed(by=cast.liu, verifier=cast.qin, name=f"云溪已签约项目{n}") for n in range(2)]


def amount(city, as_of=None, standing=Standing.VERIFIED):
    return compute("signed.amount", city=city, period=YEAR, as_of=as_of, standing=standing).text


def origins(rows):
    return set(Project.objects.filter(pk__in=[one.pk for one in rows]).values_list("origin", flat=True))


def test_a_preview_changes_nothing_and_says_each_project_before_and_after(cast, claimed):
    asked = ask(correction(claimed, Field.ORIGIN, "320500"), by=cast.liu)
    assert asked.state == BulkState.PREVIEWED
    ((before, after),) = {(row.before, row.after) for row in asked.rows.all()}
    assert ("深圳" in before, "苏州" in after) == (True, True)
    assert origins(claimed) == {"440300"}


def test_a_few_claimed_ones_are_corrected_at_once_as_one_batch(cast, claimed):
    done = submit(correction(claimed, Field.ORIGIN, "320500"), by=cast.liu)
    assert (done.state, origins(claimed)) == (BulkState.DONE, {"320500"})
    assert Entry.objects.filter(batch=done.batch).count() == 1
    live = Fact.objects.live().filter(subject__in=[one.subject_id for one in claimed])
    assert set(live.values_list("origin", flat=True)) == {"320500"}


def test_one_undo_puts_figures_and_rows_back_and_the_past_still_shows_it(cast, clock, verified):
    before = amount(cast.city)
    asked = submit(correction(verified, Field.TOTAL, Yuan.from_yi(3)), by=cast.liu)
    clock.advance(hours=1)
    done = services.approve_bulk(bulk=asked, actor=cast.qin, at=clock.now)
    then = ledger.resolve(cast.city)
    assert amount(cast.city) == "6.00"
    clock.advance(hours=1)
    with pytest.raises(NotAllowed, match="由招商服务中心撤回"):
        services.undo_bulk(bulk=done, reason="看错了表", actor=cast.liu, at=clock.now)
    undone = services.undo_bulk(bulk=done, reason="看错了表", actor=cast.zhong, at=clock.now)
    assert (undone.state, amount(cast.city)) == (BulkState.UNDONE, before)
    assert amount(cast.city, then) == "6.00"
    assert {one.total for one in Project.objects.filter(pk__in=[v.pk for v in verified])} == {
        Yuan.from_yi("1.2")
    }
    with pytest.raises(BulkRefused, match="已整批撤回"):
        services.undo_bulk(bulk=done, reason="再撤", actor=cast.zhong, at=clock.now)


def test_an_undo_names_what_was_edited_since_and_undoes_nothing(cast, clock, claimed):
    done = submit(correction(claimed, Field.ORIGIN, "320500"), by=cast.liu)
    projects.change_project(
        project=claimed[1],
        changes={Field.NAME: "改过名的项目"},
        effective_on=clock.day,
        actor=cast.liu,
        at=clock.now,
    )
    with pytest.raises(ledger.BatchRefused, match=claimed[1].code):
        services.undo_bulk(bulk=done, reason="看错了表", actor=cast.liu, at=clock.now)
    assert origins(claimed) == {"320500"}


def test_verified_facts_wait_for_a_verifier_and_stay_verified(cast, clock, verified):
    asked = submit(correction(verified, Field.TOTAL, Yuan.from_yi(3)), by=cast.liu)
    assert (asked.state, asked.needs_verifier, amount(cast.city)) == (BulkState.WAITING, True, "2.40")
    for actor in (cast.zhong, cast.liu, cast.wu, cast.hong):
        with pytest.raises(NotAllowed, match="认定员"):
            services.approve_bulk(bulk=asked, actor=actor, at=clock.now)
    services.approve_bulk(bulk=asked, actor=cast.qin, at=clock.now)
    assert amount(cast.city) == "6.00"
    live = Fact.objects.live().filter(subject__in=[one.subject_id for one in verified], kind="project.signed")
    assert {(fact.standing, fact.entry.actor.login) for fact in live} == {("VERIFIED", "qin")}


def test_above_the_set_number_a_second_person_approves(cast, clock, claimed):
    services.set_approval_above(2, actor=cast.zhong, at=clock.now)
    asked = submit(correction(claimed, Field.ORIGIN, "320500"), by=cast.zhong)
    assert (asked.state, origins(claimed)) == (BulkState.WAITING, {"440300"})
    with pytest.raises(NotAllowed):
        services.approve_bulk(bulk=asked, actor=cast.zhong, at=clock.now)
    done = services.approve_bulk(bulk=asked, actor=cast.qin, at=clock.now)
    assert (done.state, origins(claimed)) == (BulkState.DONE, {"320500"})
    assert "批准：秦" in Batch.objects.get(pk=done.batch_id).reason
    assert Notice.objects.filter(account=cast.zhong, title__contains="已批准").exists()


def test_the_set_number_itself_needs_nobody(cast, clock, claimed):
    services.set_approval_above(3, actor=cast.zhong, at=clock.now)
    assert submit(correction(claimed, Field.ORIGIN, "320500"), by=cast.liu).state == BulkState.DONE


def test_the_number_is_set_by_the_centre_alone(cast, clock):
    for actor in (cast.liu, cast.qin, cast.hong):
        with pytest.raises(NotAllowed):
            services.set_approval_above(5, actor=actor, at=clock.now)
    with pytest.raises(BulkRefused, match="不能是负数"):
        services.set_approval_above(-1, actor=cast.zhong, at=clock.now)


def test_a_refusal_needs_a_reason_and_leaves_everything(cast, clock, verified):
    asked = submit(correction(verified, Field.TOTAL, Yuan.from_yi(3)), by=cast.liu)
    with pytest.raises(BulkRefused, match="须写明原因"):
        services.refuse_bulk(bulk=asked, reason=" ", actor=cast.qin, at=clock.now)
    services.refuse_bulk(bulk=asked, reason="金额与合同不符", actor=cast.qin, at=clock.now)
    assert amount(cast.city) == "2.40"
    assert "合同不符" in Notice.objects.get(account=cast.liu, title__contains="未获批准").reason
    with pytest.raises(BulkRefused, match="未批准"):
        services.approve_bulk(bulk=asked, actor=cast.qin, at=clock.now)


def test_what_moved_since_the_preview_is_named_and_nothing_is_done(cast, clock, claimed):
    asked = ask(correction(claimed, Field.ORIGIN, "320500"), by=cast.liu)
    projects.change_project(
        project=claimed[0],
        changes={Field.NAME: "改过名的项目"},
        effective_on=clock.day,
        actor=cast.liu,
        at=clock.now,
    )
    with pytest.raises(BulkRefused, match=f"{claimed[0].code}（共 1 个）"):
        services.submit_bulk(bulk=asked, actor=cast.liu, at=clock.now)
    assert origins(claimed) == {"440300"}


def test_a_change_moves_the_responsible_unit_from_a_day_on(cast, units, claimed):
    done = submit(change(claimed, Field.UNIT, units.park), by=cast.zhong)
    assert done.state == BulkState.DONE
    assert {one.unit for one in Project.objects.filter(pk__in=[c.pk for c in claimed])} == {units.park}


def test_those_that_have_the_value_already_are_left_out(cast, claimed):
    other = make_project(by=cast.liu, name="苏州来的", origin="320500")
    asked = ask(correction([*claimed, other], Field.ORIGIN, "320500"), by=cast.liu)
    assert asked.rows.count() == 3
    with pytest.raises(BulkRefused, match="没有变化"):
        ask(correction([other], Field.ORIGIN, "320500"), by=cast.liu)


def test_nobody_corrects_anothers_projects_nor_submits_anothers_preview(cast, clock, claimed):
    for actor in (cast.wu, cast.qin, cast.hong):
        with pytest.raises(NotAllowed):
            ask(correction(claimed, Field.ORIGIN, "320500"), by=actor)
    asked = ask(correction(claimed, Field.ORIGIN, "320500"), by=cast.liu)
    with pytest.raises(NotAllowed):
        services.submit_bulk(bulk=asked, actor=cast.zhong, at=clock.now)


def test_the_project_that_cannot_have_the_value_is_named(cast, claimed):
    with pytest.raises(BulkRefused, match=claimed[0].code):
        ask(correction(claimed, Field.SIGNED_ON, day("2020-07-01")), by=cast.liu)
    with pytest.raises(BulkRefused, match="不能成批更正"):
        ask(correction(claimed, Field.NAME, "都叫一个名"), by=cast.liu)
    assert not BulkCorrection.objects.exists()


def test_the_figures_that_would_move_are_really_computed_and_nothing_stays(cast, clock, verified):
    asked = correction(verified, Field.TOTAL, Yuan.from_yi(3))
    told = services.effects_of(asked, actor=cast.liu, at=clock.now, today=clock.day)
    moved = {
        (move.now.code, move.now.standing, move.part): (move.now.text, move.after.text)
        for move in told.moves
        if move.now.period.first == date(2020, 1, 1)
    }
    assert moved["signed.amount", Standing.VERIFIED, ""] == ("2.40", "6.00")
    assert amount(cast.city) == "2.40"
    assert Batch.objects.filter(title="试算").count() == 0
    assert ("signed.count", Standing.VERIFIED, "") not in moved


def test_moving_units_moves_the_units_figures_and_not_the_citys(cast, clock, units, verified):
    asked = change(verified, Field.UNIT, units.park)
    told = services.effects_of(asked, actor=cast.zhong, at=clock.now, today=clock.day)
    stock = [move for move in told.moves if move.now.code == "stock.signed.count"]
    assert stock
    assert {move.part for move in stock} <= {"云溪县", "高新区"}
    assert len({(move.part, move.now.standing, move.now.period.last) for move in stock}) == len(stock)
    assert asked.kind == BulkKind.CHANGE


def test_a_clerk_hands_no_projects_over_in_bulk_without_the_consent_of_the_other_unit(cast, units, claimed):
    with pytest.raises(BulkRefused, match="“高新区”同意"):
        ask(change(claimed, Field.UNIT, units.park), by=cast.liu)
    with pytest.raises(BulkRefused, match="同意"):
        ask(correction(claimed, Field.UNIT, units.park), by=cast.liu)


def test_the_one_project_that_cannot_be_changed_is_named_before_anything_is_kept(cast, clock, claimed):
    gone = claimed[1]
    projects.withdraw(project=gone, on=date(2020, 8, 1), reason="投资方放弃", actor=cast.liu, at=clock.now)
    with pytest.raises(BulkRefused, match=f"{gone.code} {gone.name}：项目已终止"):
        ask(change(claimed, Field.ORIGIN, "320500"), by=cast.liu)
    assert not BulkCorrection.objects.exists()


def test_a_change_from_an_earlier_month_touches_every_month_since(cast, clock, claimed):
    asked = change(claimed, Field.ORIGIN, "320500", on=date(2020, 6, 15))
    told = services.effects_of(asked, actor=cast.liu, at=clock.now, today=clock.day)
    assert [day.month for day in told.touched] == [8, 7, 6]


def test_one_upon_the_other_they_are_undone_last_first(cast, clock, claimed):
    first = submit(correction(claimed, Field.ORIGIN, "320500"), by=cast.liu)
    clock.advance(hours=1)
    second = submit(correction(claimed, Field.ORIGIN, "330100"), by=cast.liu)
    with pytest.raises(ledger.BatchRefused, match="又被修改"):
        services.undo_bulk(bulk=first, reason="有误", actor=cast.liu, at=clock.now)
    services.undo_bulk(bulk=second, reason="有误", actor=cast.liu, at=clock.now)
    assert origins(claimed) == {"320500"}
    services.undo_bulk(bulk=first, reason="有误", actor=cast.liu, at=clock.now)
    assert origins(claimed) == {"440300"}


def test_what_was_edited_between_two_undos_is_still_noticed(cast, clock, claimed):
    first = submit(correction(claimed, Field.ORIGIN, "320500"), by=cast.liu)
    projects.change_project(
        project=Project.objects.get(pk=claimed[0].pk),
        changes={Field.SUMMARY: "年产十万片"},
        effective_on=clock.day,
        actor=cast.liu,
        at=clock.now,
    )
    second = submit(correction(claimed, Field.ORIGIN, "330100"), by=cast.liu)
    services.undo_bulk(bulk=second, reason="有误", actor=cast.liu, at=clock.now)
    with pytest.raises(ledger.BatchRefused, match=claimed[0].code):
        services.undo_bulk(bulk=first, reason="有误", actor=cast.liu, at=clock.now)
