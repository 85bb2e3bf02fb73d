"""Objections: by the member, in time, ruled by somebody else, and what an upheld one brings about."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404

from luodi.assessment import record_policies, services
from luodi.assessment.choices import RunState
from luodi.assessment.models import Objection, ObjectionCorrection, RunScore
from luodi.assessment.objection_rules import EXAMPLE_TERMS, CorrectedInput, ObjectionRefused
from luodi.assessment.record_choices import ObjectionState
from luodi.assessment.rules import AssessmentRefused
from luodi.assessment.selectors.objections import (
    correctable,
    deadline_for,
    n_open,
    rules_of_run,
    terms_on,
    unapplied,
)
from luodi.assessment.services import NewObjection, Verdict
from luodi.assessment.tests.group_makers import make_adopted, make_run
from luodi.assessment.tests.record_makers import (
    RECORDS,
    confirmed,
    make_leaders,
    make_office,
    make_published,
    object_to,
    score_of,
)
from luodi.audit.models import AuditRecord
from luodi.documents.tests.makers import pdf
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed

UPHELD = Verdict(
    upheld=True, reason="统计公报已修订", corrections=[CorrectedInput("growth", Decimal(55), "见公报第3页")]
)
REJECTED = Verdict(upheld=False, reason="数据无误")


@pytest.fixture
def office(cast, clock):
    return make_office(cast, clock.now)


@pytest.fixture
def run(office, zhong, units, clock):
    confirmed(office, units.yunxi, "50", by=zhong, at=clock.now)
    confirmed(office, units.shiqiao, "52", by=zhong, at=clock.now)
    clock.advance(minutes=2)
    return make_published(office, by=zhong, at=clock.now)


def test_a_member_objects_with_evidence_and_the_centre_is_asked(run, office, liu, zhong, units, clock):
    row = object_to(run, units.yunxi, by=liu, at=clock.now, evidence=(pdf(), "公报.pdf"))
    assert (row.item_name, row.file_name, row.due_on) == ("工业增速", "公报.pdf", date(2020, 8, 12))
    assert row.code == f"{office.group.code}-1-1"
    told = Notice.objects.filter(title="云溪县对“工业增速”提出异议，待裁定")
    assert {one.account for one in told} == {zhong, office.ding}
    assert n_open(run) == 1


def test_nobody_objects_for_another_or_outside_of_the_days(run, liu, wu, zhong, units, clock):
    for actor in (wu, zhong):
        with pytest.raises(NotAllowed, match="自己可以提出异议"):
            object_to(run, units.yunxi, by=actor, at=clock.now)
    object_to(run, units.yunxi, by=liu, at=clock.now)
    with pytest.raises(ObjectionRefused, match="已有异议等待裁定"):
        object_to(run, units.yunxi, by=liu, at=clock.now)
    with pytest.raises(ObjectionRefused, match="没有这一考核项"):
        object_to(run, units.yunxi, by=liu, at=clock.now, item="Z9")
    clock.advance(days=10)
    with pytest.raises(ObjectionRefused, match="2020-08-12 为止"):
        object_to(run, units.yunxi, by=liu, at=clock.now, item="A2")


def test_what_is_not_published_takes_no_objections(office, liu, zhong, units, clock):
    run = make_run(office.group, by=zhong, at=clock.now)
    with pytest.raises(ObjectionRefused, match="已计算"):
        object_to(run, units.yunxi, by=liu, at=clock.now)


def test_a_rejected_objection_says_why(run, liu, qin, units, clock):
    row = object_to(run, units.yunxi, by=liu, at=clock.now)
    ruled = services.rule_objection(objection=row, verdict=REJECTED, actor=qin, at=clock.now)
    assert (ruled.state, ruled.reason) == (ObjectionState.REJECTED, "数据无误")
    notice = Notice.objects.get(account=liu, title__contains="已裁定：异议不成立")
    assert (notice.reason, notice.path) == ("数据无误", f"/assessment/objections/{row.pk}/")
    with pytest.raises(ObjectionRefused, match="异议不成立"):
        services.rule_objection(objection=row, verdict=REJECTED, actor=qin, at=clock.now)


def test_nobody_rules_for_his_own_unit_or_without_reason_or_right(run, liu, wu, qin, hong, units, clock):
    row = object_to(run, units.yunxi, by=liu, at=clock.now)
    for actor in (liu, wu, hong):
        with pytest.raises(NotAllowed):
            services.rule_objection(objection=row, verdict=REJECTED, actor=actor, at=clock.now)
    for verdict, why in (
        (Verdict(upheld=False, reason=" "), "写明理由"),
        (Verdict(upheld=True, reason="x"), "更正哪一个数"),
        (Verdict(upheld=False, reason="x", corrections=UPHELD.corrections), "不更正数据"),
        (
            Verdict(upheld=True, reason="x", corrections=[CorrectedInput("growth", Decimal(50), "x")]),
            "前后一样",
        ),
    ):
        with pytest.raises(ObjectionRefused, match=why):
            services.rule_objection(objection=row, verdict=verdict, actor=qin, at=clock.now)
    assert Objection.objects.get().is_open


def test_an_upheld_objection_leads_to_a_new_run_with_the_corrected_number(
    run, office, liu, zhong, units, clock
):
    row = object_to(run, units.yunxi, by=liu, at=clock.now)
    services.rule_objection(objection=row, verdict=UPHELD, actor=zhong, at=clock.now)
    assert [one.input for one in unapplied(run)] == ["growth"]
    new = services.apply_rulings(run=run, actor=zhong, at=clock.now)
    score = score_of(new, units.yunxi)
    assert (score.total, score.rank, new.state) == (Decimal(55), 1, RunState.PROVISIONAL)
    assert score_of(run, units.yunxi).total == 50
    assert "见公报第3页" in score.basis["growth"]["text"]
    correction = ObjectionCorrection.objects.get()
    assert (correction.applied_in, correction.was, correction.value) == (
        new,
        {"number": "50"},
        {"number": "55"},
    )
    assert unapplied(new) == []
    with pytest.raises(ObjectionRefused, match="没有待重算"):
        services.apply_rulings(run=new, actor=zhong, at=clock.now)


def test_a_ruling_is_on_the_trail(run, liu, zhong, units, clock):
    row = object_to(run, units.yunxi, by=liu, at=clock.now)
    services.rule_objection(objection=row, verdict=UPHELD, actor=zhong, at=clock.now)
    acts = AuditRecord.objects.filter(target_kind="objection").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["提出考核异议", "裁定考核异议"]


def test_a_result_is_final_only_when_every_objection_is_ruled(run, liu, wu, zhong, units, clock):
    first = object_to(run, units.yunxi, by=liu, at=clock.now)
    second = object_to(run, units.shiqiao, by=wu, at=clock.now, item="")
    services.rule_objection(objection=first, verdict=UPHELD, actor=zhong, at=clock.now)
    new = services.apply_rulings(run=run, actor=zhong, at=clock.now)
    assert n_open(new) == 1
    clock.advance(days=10)
    with pytest.raises(AssessmentRefused, match="1 件异议"):
        services.finalise_run(run=new, actor=zhong, at=clock.now)
    services.rule_objection(objection=second, verdict=REJECTED, actor=zhong, at=clock.now)
    done = services.finalise_run(run=new, actor=zhong, at=clock.now)
    assert done.state == RunState.FINAL


def test_a_result_is_final_only_when_what_was_ruled_is_reckoned_with(run, liu, zhong, units, clock):
    row = object_to(run, units.yunxi, by=liu, at=clock.now)
    services.rule_objection(objection=row, verdict=UPHELD, actor=zhong, at=clock.now)
    clock.advance(days=10)
    with pytest.raises(AssessmentRefused, match="1 个裁定更正的数还没有重新计算"):
        services.finalise_run(run=run, actor=zhong, at=clock.now)
    new = services.apply_rulings(run=run, actor=zhong, at=clock.now)
    assert services.finalise_run(run=new, actor=zhong, at=clock.now).state == RunState.FINAL


def test_an_objection_is_taken_back_by_who_raised_it(run, liu, zhong, units, clock):
    row = object_to(run, units.yunxi, by=liu, at=clock.now)
    with pytest.raises(NotAllowed):
        services.withdraw_objection(objection=row, reason="x", actor=zhong, at=clock.now)
    taken = services.withdraw_objection(objection=row, reason="已核对无误", actor=liu, at=clock.now)
    assert (taken.state, n_open(run)) == (ObjectionState.WITHDRAWN, 0)
    again = object_to(run, units.yunxi, by=liu, at=clock.now)
    assert again.number == 2


def test_an_objection_is_seen_by_its_unit_and_the_centre_alone(run, liu, wu, qin, units, clock):
    row = object_to(run, units.yunxi, by=liu, at=clock.now)
    for actor in (liu, qin):
        assert record_policies.get_objection(row.pk, actor=actor) == row
    with pytest.raises(Http404):
        record_policies.get_objection(row.pk, actor=wu)


def test_the_inputs_of_the_item_stand_first_among_what_can_be_corrected(run, units):
    rules = rules_of_run(run)
    found = correctable(score_of(run, units.yunxi), rules, "C1")
    assert [(one.code, one.was) for one in found] == [("late", "0"), ("growth", "50"), ("praised", "0 条")]


def test_percentages_are_said_as_people_write_them(cast, zhong, liu, units, clock):
    text = RECORDS.replace("unit: 分, confirmed_by", 'unit: "%", confirmed_by').replace(
        "kind: points, value: growth", "kind: ratio, actual: growth, target: 10%"
    )
    office = make_office(cast, clock.now, text=text)
    confirmed(office, units.yunxi, "5", by=zhong, at=clock.now)
    clock.advance(minutes=2)
    run = make_published(office, by=zhong, at=clock.now)
    assert score_of(run, units.yunxi).total == 30
    assert correctable(score_of(run, units.yunxi), rules_of_run(run), "A1")[0].was == "5"
    row = object_to(run, units.yunxi, by=liu, at=clock.now)
    corrections = [CorrectedInput("growth", Decimal("7.5"), "公报")]
    verdict = Verdict(upheld=True, reason="公报", corrections=corrections)
    services.rule_objection(objection=row, verdict=verdict, actor=zhong, at=clock.now)
    new = services.apply_rulings(run=run, actor=zhong, at=clock.now)
    assert score_of(new, units.yunxi).total == 45
    told = AuditRecord.objects.get(act="裁定考核异议").changes
    assert told["规上工业增速"] == ["5", "7.5"]


def test_a_leader_objects_for_himself(cast, hong, zhong, clock):
    group = make_leaders(cast, clock.now)
    make_adopted(group, by=zhong, adopts=hong, at=clock.now, text=RECORDS)
    clock.advance(minutes=2)
    run = make_run(group, by=zhong, at=clock.now)
    services.publish_run(run=run, objections_until=date(2020, 8, 12), actor=zhong, at=clock.now)
    score = RunScore.objects.select_related("run__group__city", "unit", "person").get(run=run)
    new = NewObjection(score=score, item="A1", text="有误")
    with pytest.raises(NotAllowed):
        services.raise_objection(new, actor=zhong, at=clock.now)
    row = services.raise_objection(new, actor=hong, at=clock.now)
    services.rule_objection(objection=row, verdict=REJECTED, actor=zhong, at=clock.now)
    assert Notice.objects.filter(account=hong, title__contains="已裁定").exists()


def test_the_city_sets_how_long_objections_are_taken(city, liu, zhong, clock):
    assert terms_on(city.pk, clock.day) == EXAMPLE_TERMS
    said = {"workdays": 3, "valid_from": date(2020, 8, 1), "source": "示例办〔2020〕9号", "at": clock.now}
    with pytest.raises(NotAllowed):
        services.set_objection_terms(**said, actor=liu)
    for change in ({"workdays": 0}, {"source": " "}):
        with pytest.raises(ObjectionRefused):
            services.set_objection_terms(**{**said, **change}, actor=zhong)
    services.set_objection_terms(**said, actor=zhong)
    assert deadline_for(city.pk, clock.day) == date(2020, 8, 6)
    assert deadline_for(city.pk, date(2020, 7, 31)) == date(2020, 8, 7)
