"""Instructions of leaders: entered, made into items, answered."""

from datetime import date

import pytest

from luodi.actions import services as actions
from luodi.actions.rules import ActionRefused
from luodi.actions.tests.makers import make_item
from luodi.documents.tests.makers import pdf
from luodi.ledger.kinds import ItemSource
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed
from luodi.projects.tests.makers import make_project
from luodi.sponsorship import services
from luodi.sponsorship.models import Instruction
from luodi.sponsorship.rules import InstructionRefused, SponsorshipRefused
from luodi.sponsorship.tests.makers import make_instruction


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def add_item(row, owner, actor, clock, **more):
    said = {"title": "协调用地", "owner": owner, "unit": owner.unit, "deadline": date(2020, 8, 10), **more}
    return services.add_item(instruction=row, **said, actor=actor, at=clock.now)


def test_a_leaders_instruction_with_its_scan_reaches_the_unit_that_answers_for_the_project(
    liu, zhong, hong, clock
):
    project = make_project(by=liu)
    row = make_instruction(project, hong.person, by=zhong, scan=(pdf(), "批示.pdf"))
    assert (row.code, row.file_name, row.file.media_type) == ("PS2020-0001", "批示.pdf", "application/pdf")
    assert "洪批示" in Notice.objects.get(account=liu).title


def test_a_leader_instructs_in_person_but_in_nobody_elses_name(liu, zhong, hong, clock):
    project = make_project(by=liu)
    assert make_instruction(project, hong.person, by=hong).leader == hong.person
    with pytest.raises(NotAllowed):
        make_instruction(project, zhong.person, by=hong)
    with pytest.raises(NotAllowed):
        make_instruction(project, hong.person, by=liu)


def test_an_instruction_about_nothing_without_words_or_ahead_of_time_is_refused(liu, zhong, hong, clock):
    with pytest.raises(InstructionRefused, match="哪个项目或哪个单位"):
        make_instruction(None, hong.person, by=zhong)
    project = make_project(by=liu)
    with pytest.raises(SponsorshipRefused, match="请写明批示内容"):
        make_instruction(project, hong.person, by=zhong, text=" ")
    with pytest.raises(SponsorshipRefused, match="不能晚于今天"):
        make_instruction(project, hong.person, by=zhong, given_on=date(2020, 8, 4))


def test_what_is_sent_twice_is_entered_once(liu, zhong, hong):
    project = make_project(by=liu)
    rows = [make_instruction(project, hong.person, by=zhong, once="a" * 32) for _ in range(2)]
    assert rows[0] == rows[1]
    assert Instruction.objects.count() == 1


def test_it_becomes_items_and_is_answered_only_when_they_are_closed(liu, zhong, hong, clock):
    row = make_instruction(make_project(by=liu), hong.person, by=zhong)
    item = add_item(row, liu, zhong, clock)
    assert item.source == ItemSource.INSTRUCTION
    assert (item.about, item.instruction.instruction) == (row.project.subject, row)
    answer = {"instruction": row, "answer": "指标已落实", "actor": zhong, "at": clock.now}
    with pytest.raises(InstructionRefused, match="还有 1 项待办没有办结"):
        services.answer_instruction(**answer)
    actions.finish_item(item=item, result="已落实", actor=liu, at=clock.now)
    with pytest.raises(InstructionRefused, match="还有 1 项待办没有办结"):
        services.answer_instruction(**answer)
    actions.close_item(item=item, actor=zhong, at=clock.now)
    services.answer_instruction(**answer)
    assert Notice.objects.get(account=hong).title.startswith("批示已反馈")
    with pytest.raises(InstructionRefused, match="已经反馈"):
        services.answer_instruction(**answer)
    with pytest.raises(InstructionRefused, match="已经反馈"):
        add_item(row, liu, zhong, clock)


def test_an_item_of_an_instruction_that_is_sent_twice_is_asked_once(liu, zhong, hong, clock):
    row = make_instruction(make_project(by=liu), hong.person, by=zhong)
    items = [add_item(row, liu, zhong, clock, once="b" * 32) for _ in range(2)]
    assert items[0] == items[1]
    assert row.items.count() == 1


def test_another_county_neither_divides_nor_answers_it(liu, wu, zhong, hong, clock):
    row = make_instruction(make_project(by=liu), hong.person, by=zhong)
    with pytest.raises(NotAllowed):
        add_item(row, wu, wu, clock)
    with pytest.raises(NotAllowed):
        services.answer_instruction(instruction=row, answer="好", actor=wu, at=clock.now)


def test_the_leader_grants_another_day_for_what_the_instruction_asked(liu, wu, zhong, hong, clock):
    row = make_instruction(make_project(by=liu), hong.person, by=zhong)
    item = add_item(row, liu, zhong, clock)
    more = {"until": date(2020, 8, 20), "reason": "等土地指标", "actor": liu, "at": clock.now}
    actions.ask_extension(item=item, **more)
    asked = Notice.objects.filter(title__contains="申请延期到 2020-08-20")
    assert {one.account for one in asked} == {zhong, hong}
    decides = {"item": item, "grants": True, "at": clock.now}
    for other in (liu, wu):
        with pytest.raises((ActionRefused, NotAllowed)):
            actions.decide_extension(actor=other, **decides)
    assert actions.decide_extension(actor=hong, **decides).decided_by == hong
    item.refresh_from_db()
    assert item.deadline == date(2020, 8, 20)


def test_a_leader_has_no_word_on_items_that_no_instruction_of_his_asked(liu, zhong, hong, clock):
    item = make_item(by=zhong, owner=liu, unit=liu.unit)
    until = {"until": date(2020, 8, 20), "reason": "等土地指标"}
    actions.ask_extension(item=item, **until, actor=liu, at=clock.now)
    with pytest.raises(NotAllowed, match="批示领导"):
        actions.decide_extension(item=item, grants=True, actor=hong, at=clock.now)


def test_a_leader_who_asked_does_not_grant_it_himself(liu, zhong, hong, clock):
    row = make_instruction(make_project(by=liu), hong.person, by=zhong)
    item = add_item(row, hong, zhong, clock)
    until = {"until": date(2020, 8, 20), "reason": "等会议"}
    actions.ask_extension(item=item, **until, actor=hong, at=clock.now)
    with pytest.raises(ActionRefused, match="不能由自己批复延期"):
        actions.decide_extension(item=item, grants=True, actor=hong, at=clock.now)
