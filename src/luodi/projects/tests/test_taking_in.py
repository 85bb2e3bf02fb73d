"""Projects that are taken in by the thousand are those that would have been recorded one by one."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from luodi.audit.models import AuditRecord
from luodi.kernel.asof import AsOf
from luodi.kernel.codes import CreditCodeRefused
from luodi.kernel.dates import DateRefused, VagueDate, parse_date
from luodi.kernel.money import Yuan
from luodi.kernel.names import sound_key
from luodi.ledger import guards, integrity
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Channel, FactKind, Standing
from luodi.ledger.models import Credit, Entry, Fact, ForeignAmount, Subject
from luodi.ledger.rules import CreditRefused, FactRefused
from luodi.ledger.services import RecordedBefore, Share
from luodi.ledger.tests.makers import post
from luodi.ledger.tests.test_posting import DOLLARS
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock, Units
from luodi.projects import services
from luodi.projects.choices import Field, LandKind, MilestoneApplies, Stage, Status
from luodi.projects.models import Project, ProjectShare, StageSkip
from luodi.projects.rules import DateOutOfOrder, ProjectRefused, StageNotReady, StageOutOfOrder
from luodi.projects.services import NewProject, RecordedProject, StageRecord, Step, find_refusals, take_in
from luodi.projects.tests.makers import PARTICULARS, make_project
from luodi.refdata.areas import UnknownArea
from luodi.refdata.industries import UnknownIndustry
from luodi.refdata.regions import UnknownOrigin

NEGOTIATING, SIGNED, STARTED, PRODUCING = Stage
OWN = ("id", "entry_id", "ordinal", "recorded_at", "subject_id", "held_key")
FACT = [f.attname for f in Fact._meta.concrete_fields if f.attname not in OWN]
ROW = [
    f.attname for f in Project._meta.concrete_fields
    if f.attname not in ("id", "code", "subject_id", "search_text", "version", "created_at", "updated_at")
]  # fmt: skip


def told(by: Account, dates: dict[Stage, str], **particulars: Any) -> RecordedProject:
    said = {stage: parse_date(text) for stage, text in dates.items()}
    return RecordedProject(**{"unit": by.unit, **PARTICULARS, **particulars}, dates=said)


def recorded(by: Account, at: Any, dates: dict[Stage, str], **particulars: Any) -> Project:
    """The same project, created and moved on as somebody would by the forms."""
    channel = particulars.pop("channel", "")
    reason = particulars.pop("skipped_reason", "")
    said = {stage: parse_date(text) for stage, text in dates.items()}
    command = NewProject(**{"unit": by.unit, **PARTICULARS, **particulars}, occurred_on=said.pop(NEGOTIATING))
    project = services.create_project(command, actor=by, at=at)
    for stage, occurred in said.items():
        record = StageRecord(
            project=project,
            stage=stage,
            occurred_on=occurred,
            channel=channel if stage == SIGNED else "",
            skipped_reason=reason,
        )
        (project,) = services.record_stages([record], actor=by, at=at)
    return Project.objects.get(pk=project.pk)


def facts(project: Project) -> list[tuple[Any, ...]]:
    live = Fact.objects.live().filter(subject_id=project.subject_id).order_by("ordinal")
    return list(live.values_list(*FACT))


HISTORIES = [
    {NEGOTIATING: "2020-06-01"},
    {NEGOTIATING: "2020-06-01", SIGNED: "2020-06-20"},
    {NEGOTIATING: "2020年5月", SIGNED: "2020-06-20", STARTED: "2020-07-01", PRODUCING: "2020-07-30"},
    {NEGOTIATING: "2020年6月", SIGNED: "2020-06-20"},
    {NEGOTIATING: "2020年", SIGNED: "2020-03-05", STARTED: "2020年二季度", PRODUCING: "2020-06-01"},
    {NEGOTIATING: "2020-01-05", SIGNED: "2020-06-20", PRODUCING: "2020-07-30"},
    {NEGOTIATING: "2020-08-03", SIGNED: "2020-08-03"},
    {NEGOTIATING: "2020年8月", SIGNED: "2020年8月"},
]


@pytest.mark.parametrize("dates", HISTORIES)
@pytest.mark.parametrize("n", [1, 130])
def test_a_history_is_as_if_it_had_been_recorded_step_by_step(
    liu: Account, clock: Clock, dates: dict[Stage, str], n: int
) -> None:
    said: dict[str, Any] = {"channel": Channel.VIDEO, "skipped_reason": "租用现成厂房", "summary": " 一期 "}
    slowly = recorded(liu, clock.now, dates, **said)
    quickly = list(take_in([told(liu, dates, **said)] * n, actor=liu, at=clock.now))[-1]
    assert facts(quickly) == facts(slowly)
    assert [getattr(quickly, name) for name in ROW] == [getattr(slowly, name) for name in ROW]
    assert list(quickly.skips.values_list("stage", "reason", "recorded_at", "recorded_by_id")) == list(
        slowly.skips.values_list("stage", "reason", "recorded_at", "recorded_by_id")
    )
    assert integrity.check(liu.city) == []


def test_shares_foreign_money_and_details_come_along(
    liu: Account, clock: Clock, units: Units, qin: Account
) -> None:
    shares = (Share(units.yunxi, 6000), Share(units.team, 4000))
    said: dict[str, Any] = {
        "total": DOLLARS,
        "shares": shares,
        "details": {Field.SIGNING_ENTITY: "示例光学（云溪）有限公司", Field.JOBS: 30, Field.FIXED: Yuan(100)},
    }
    dates = {NEGOTIATING: "2020-06-01", SIGNED: "2020-06-20"}
    slowly = recorded(liu, clock.now, dates, **said)
    (quickly,) = take_in([told(liu, dates, **said)], actor=liu, at=clock.now)
    for project in (slowly, quickly):
        mine = Fact.objects.filter(subject_id=project.subject_id)
        assert Credit.objects.filter(fact__in=mine).count() == 8
        assert ForeignAmount.objects.filter(fact__in=mine, currency="USD").count() == 4
    assert facts(quickly) == facts(slowly)
    assert list(quickly.shares.values_list("unit_id", "basis_points")) == [
        (s.unit.pk, s.basis_points) for s in shares
    ]
    assert (quickly.detail.signing_entity, quickly.plan.jobs, quickly.plan.fixed) == (
        "示例光学（云溪）有限公司",
        30,
        100,
    )


def test_a_project_without_the_stages_before_says_why(liu: Account, clock: Clock) -> None:
    (project,) = take_in(
        [told(liu, {SIGNED: "2020-06-20"}, skipped_reason="原台账未载明")], actor=liu, at=clock.now
    )
    assert [(skip.stage, skip.reason) for skip in project.skips.all()] == [(NEGOTIATING, "原台账未载明")]
    assert (project.stage, project.status_since, project.negotiating_on) == (SIGNED, date(2020, 6, 20), None)
    kinds = (
        Fact.objects.filter(subject_id=project.subject_id).order_by("ordinal").values_list("kind", flat=True)
    )
    assert list(kinds) == ["project.signed", "project.state"]


@pytest.mark.parametrize(
    ("since", "states"),
    [
        ("2020-07-15", [("NEGOTIATING", "PROCEEDING"), ("SIGNED", "PROCEEDING"), ("SIGNED", "DELAYED")]),
        ("2020-06-10", [("NEGOTIATING", "PROCEEDING"), ("NEGOTIATING", "DELAYED"), ("SIGNED", "DELAYED")]),
        (None, [("NEGOTIATING", "PROCEEDING"), ("SIGNED", "DELAYED")]),
        ("2020-05-01", [("NEGOTIATING", "DELAYED"), ("SIGNED", "DELAYED")]),
    ],
)
def test_a_status_holds_from_its_day_on(
    liu: Account, clock: Clock, since: str | None, states: list[tuple[str, str]]
) -> None:
    command = told(
        liu,
        {NEGOTIATING: "2020-06-01", SIGNED: "2020-06-20"},
        status=Status.DELAYED,
        status_reason="等待用地",
        status_since=since and date.fromisoformat(since),
    )
    (project,) = take_in([command], actor=liu, at=clock.now)
    held = Fact.objects.filter(subject_id=project.subject_id, held_key__isnull=False).order_by("held_key")
    assert list(held.values_list("state", "status")) == states
    assert (project.status, project.status_reason) == (Status.DELAYED, "等待用地")


REFUSED: list[tuple[dict[str, Any], dict[Stage, str], type[Exception], str]] = [
    ({"name": " "}, {NEGOTIATING: "2020-06-01"}, ProjectRefused, "请填写项目名称"),
    ({"name": "光" * 201}, {NEGOTIATING: "2020-06-01"}, ProjectRefused, "200"),
    ({"industry": "Z9"}, {NEGOTIATING: "2020-06-01"}, UnknownIndustry, "Z9"),
    ({"origin": "999999"}, {NEGOTIATING: "2020-06-01"}, UnknownOrigin, "999999"),
    ({"area": "999999"}, {NEGOTIATING: "2020-06-01"}, UnknownArea, "999999"),
    ({}, {}, ProjectRefused, "至少一个阶段"),
    ({}, {NEGOTIATING: "2020-06-01", SIGNED: "2020-05-01"}, DateOutOfOrder, "不能早于"),
    ({}, {NEGOTIATING: "2020-06-01", STARTED: "2020-07-01"}, StageOutOfOrder, "须先登记签约"),
    ({}, {SIGNED: "2020-07-01"}, StageOutOfOrder, "须先登记在谈"),
    ({}, {NEGOTIATING: "2020-08-04"}, DateRefused, "不能晚于"),
    ({"total": None, "origin": ""}, {NEGOTIATING: "2020-06-01", SIGNED: "2020-07-01"}, StageNotReady, "总投资、来源地"),
    ({"status": Status.WITHDRAWN}, {NEGOTIATING: "2020-06-01"}, services.ChangeRefused, "须写明原因"),
    (
        {"status": Status.WITHDRAWN, "status_reason": "停", "status_since": date(2020, 5, 1)},
        {NEGOTIATING: "2020-06-01"}, ProjectRefused, "起终止",
    ),
    ({"total": Yuan(-1)}, {NEGOTIATING: "2020-06-01"}, FactRefused, "负数"),
    ({"details": {Field.INVESTOR_CODE: "123"}}, {NEGOTIATING: "2020-06-01"}, CreditCodeRefused, "信用代码"),
]  # fmt: skip


@pytest.mark.parametrize(("particulars", "dates", "refusal", "says"), REFUSED)
def test_what_no_form_would_take_is_refused_and_nothing_is_written(
    liu: Account, clock: Clock, particulars: dict[str, Any], dates: dict[Stage, str], refusal: Any, says: str
) -> None:
    good = told(liu, {NEGOTIATING: "2020-06-01"})
    commands = [good, told(liu, dates, **particulars), good]
    with pytest.raises(refusal, match=says):
        take_in(commands, actor=liu, at=clock.now)
    assert not Project.objects.exists()
    assert not Entry.objects.exists()
    found = find_refusals(commands, actor=liu, at=clock.now)
    assert list(found) == [1]
    assert isinstance(found[1], refusal)


def test_nobody_takes_in_for_another_unit(liu: Account, wu: Account, clock: Clock) -> None:
    with pytest.raises(NotAllowed):
        take_in([told(wu, {NEGOTIATING: "2020-06-01"})], actor=liu, at=clock.now)


def test_shares_that_are_no_whole_are_refused(liu: Account, clock: Clock, units: Units) -> None:
    shares = (Share(units.yunxi, 6000), Share(units.team, 3000))
    with pytest.raises(CreditRefused):
        take_in([told(liu, {NEGOTIATING: "2020-06-01"}, shares=shares)], actor=liu, at=clock.now)


def test_rows_do_not_stand_beside_a_months_number(liu: Account, clock: Clock, cast: Any) -> None:
    number = ledger.NewFact(
        kind=FactKind.PROJECT_SIGNED,
        subject=None, occurred=parse_date("2020年6月"), unit=liu.unit, quantity=3,
    )  # fmt: skip
    post(cast, clock, number)
    with pytest.raises(FactRefused, match="汇总数"):
        take_in([told(liu, {NEGOTIATING: "2020-06-01", SIGNED: "2020-06-20"})], actor=liu, at=clock.now)


def test_the_same_submission_is_recorded_once(liu: Account, clock: Clock) -> None:
    commands = [told(liu, {NEGOTIATING: "2020-06-01"})] * 3
    take_in(commands, actor=liu, at=clock.now, once="表-1")
    with pytest.raises(RecordedBefore):
        take_in(commands, actor=liu, at=clock.now, once="表-1")
    assert Project.objects.count() == 3


def many(by: Account, n: int) -> Sequence[RecordedProject]:
    return [
        told(
            by,
            {NEGOTIATING: "2020-06-01", SIGNED: f"2020-06-{2 + i % 28:02d}"},
            name=f"云溪光学镜片生产线第{i}期",
            investor_name=f"示例光学{i % 7}有限公司",
            details={Field.JOBS: i} if i % 3 == 0 else {},
        )
        for i in range(n)
    ]


def test_a_thousand_are_one_entry_with_a_note_each(liu: Account, clock: Clock) -> None:
    heard: list[tuple[int, int]] = []
    taken = take_in(
        many(liu, 1200), actor=liu, at=clock.now, progress=lambda done, n: heard.append((done, n))
    )
    assert len(taken) == 1200
    assert [p.name for p in taken] == [f"云溪光学镜片生产线第{i}期" for i in range(1200)]
    assert (taken[7].code, taken[-1].name) == (taken.codes[7], "云溪光学镜片生产线第1199期")
    assert Entry.objects.count() == 1
    notes = AuditRecord.objects.filter(target_kind="project", entry_no=Entry.objects.get().number)
    assert notes.count() == 1200
    assert notes.get(target_code=taken.codes[3]).changes["带动就业（人）"] == [None, "3"]
    assert notes.get(target_code=taken.codes[4]).changes["签约日期"] == [None, "2020-06-06"]
    (found,) = Project.objects.all().matching(liu.city_id, "第1137期")
    assert found.name_key == sound_key(found.name)
    assert found.investor_key == sound_key(found.investor_name)
    assert heard[-1] == (1200, 1200)
    assert heard == sorted(heard)
    assert integrity.check(liu.city) == []
    assert guards.missing(connection) == []


def test_taking_in_asks_the_database_a_fixed_number_of_questions(
    liu: Account, clock: Clock, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(110):
        take_in(many(liu, 3000), actor=liu, at=clock.now)


def test_a_batch_that_was_taken_in_is_withdrawn_whole(liu: Account, clock: Clock) -> None:
    batch = ledger.open_batch(city=liu.city, title="签约表", actor=liu, at=clock.now)
    project = list(take_in(many(liu, 700), actor=liu, at=clock.now, batch=batch))[699]
    before = AsOf(clock.now + timedelta(minutes=1))
    clock.advance(days=1)
    services.withdraw_batch(batch=batch, reason="表传错了", actor=liu, at=clock.now)
    assert not Project.objects.of(liu.city_id).exists()
    assert not Fact.objects.live().exists()
    assert not Project.objects.all().matching(liu.city_id, "光学").exists()
    assert Fact.objects.known_at(before.moment).filter(subject_id=project.subject_id).count() == 4
    assert integrity.check(liu.city) == []


def test_one_that_was_edited_since_keeps_its_batch(liu: Account, clock: Clock) -> None:
    batch = ledger.open_batch(city=liu.city, title="签约表", actor=liu, at=clock.now)
    (project,) = take_in(many(liu, 1), actor=liu, at=clock.now, batch=batch)
    services.change_project(
        project=project,
        changes={Field.SUMMARY: "二期"},
        effective_on=date(2020, 7, 1),
        actor=liu,
        at=clock.now,
    )
    with pytest.raises(ledger.BatchRefused, match=project.code):
        services.withdraw_batch(batch=batch, reason="表传错了", actor=liu, at=clock.now)


def test_a_new_name_is_found_by_its_sound(liu: Account, clock: Clock) -> None:
    project = make_project(by=liu, name="云溪光学镜片")
    assert project.name_key == sound_key("云溪光学镜片")
    changed = services.change_project(
        project=project,
        changes={Field.NAME: "云溪镜头厂", Field.INVESTOR_NAME: "示例镜头有限公司"},
        effective_on=date(2020, 7, 1),
        actor=liu,
        at=clock.now,
    )
    stored = Project.objects.get(pk=changed.pk)
    assert (stored.name_key, stored.investor_key) == (sound_key("云溪镜头厂"), sound_key("示例镜头有限公司"))
    assert Subject.objects.get(pk=stored.subject_id).label == "云溪镜头厂"


def test_taken_in_projects_go_on_like_others(liu: Account, qin: Account, clock: Clock) -> None:
    taken = take_in(many(liu, 120), actor=liu, at=clock.now)
    records = [
        StageRecord(project=one, stage=STARTED, occurred_on=VagueDate.day(date(2020, 7, 9))) for one in taken
    ]
    services.record_stages(records, actor=liu, at=clock.now)
    services.verify_all(list(taken), actor=qin, at=clock.now)
    assert set(Project.objects.values_list("stage", "standing")) == {(STARTED, Standing.VERIFIED)}
    assert not StageSkip.objects.exists()
    assert not ProjectShare.objects.exists()
    assert integrity.check(liu.city) == []


def test_nothing_is_taken_in_without_a_row(liu: Account, clock: Clock) -> None:
    assert list(take_in([], actor=liu, at=clock.now)) == []
    assert not Entry.objects.exists()


def test_a_signing_that_was_rejected_can_be_claimed_again(liu: Account, qin: Account, clock: Clock) -> None:
    (project,) = take_in(
        [told(liu, {SIGNED: "2020-06-20"}, skipped_reason="原台账未载明")], actor=liu, at=clock.now
    )
    services.reject(project=project, kind=FactKind.PROJECT_SIGNED, reason="没有合同", actor=qin, at=clock.now)
    again = services.record_stage(
        project=project,
        stage=SIGNED,
        occurred_on=VagueDate.day(date(2020, 6, 22)),
        skipped_reason="原台账未载明",
        actor=liu,
        at=clock.now,
    )
    assert [(skip.stage, again.stage) for skip in again.skips.all()] == [(NEGOTIATING, SIGNED)]


def test_a_start_that_is_taken_in_waits_for_the_steps_that_the_city_wants_before_it(
    zhong: Account, liu: Account, clock: Clock
) -> None:
    permit = Step(
        code="PERMIT", name="施工许可", position=70, applies=MilestoneApplies.BUILDING, before_start=True
    )
    services.set_checklist([permit], actor=zhong, at=clock.now)
    signed = {NEGOTIATING: "2020-07-01", SIGNED: "2020-07-10"}
    started = signed | {STARTED: "2020-07-20"}
    leased = {Field.LAND_KIND: LandKind.OFFICE}
    commands = [told(liu, signed), told(liu, started), told(liu, started, details=leased)]
    refused = find_refusals(commands, actor=liu, at=clock.now)
    assert list(refused) == [1]
    assert isinstance(refused[1], StageNotReady)
    assert "施工许可" in refused[1].message
    with pytest.raises(StageNotReady, match="施工许可"):
        take_in(commands, actor=liu, at=clock.now)
    assert len(take_in([commands[0], commands[2]], actor=liu, at=clock.now)) == 2
