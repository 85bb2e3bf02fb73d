"""The book of answers: numbers keep what they refer to, and an answer that has aged says so."""

from datetime import date

import pytest

from luodi.answers import services
from luodi.answers.answering import ask
from luodi.answers.choices import AgeKind, EntryState
from luodi.answers.models import BookEntry, BookFigure
from luodi.answers.selectors import looks
from luodi.answers.selectors.tracing import of_mark
from luodi.answers.services import BookRefused, NewEntry
from luodi.answers.tests.makers import make_portfolio
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed
from luodi.projects.tests.makers import make_signed

QUESTION = "今年1—7月新签约项目有多少个？"


@pytest.fixture
def portfolio(cast, clock):
    return make_portfolio(cast, clock)


def make_entry(by, clock, text="", **said):
    answer = ask(QUESTION, account=by, at=clock.now)
    traces = [] if text else [of_mark(mark, answer.told.text) for mark in answer.told.marks]
    new = NewEntry(**{"question": QUESTION, "text": text or answer.told.text, "traces": traces, **said})
    return services.write_entry(new, actor=by, at=clock.now)


def look(entry, clock):
    return looks([BookEntry.objects.get(pk=entry.pk)], city=entry.city, today=clock.day)[0]


def test_an_answer_is_used_once_another_person_has_adopted_it(portfolio, xuan, hong, clock):
    entry = make_entry(xuan, clock, tags="签约，工业 签约")
    assert (entry.state, entry.tags) == (EntryState.DRAFT, "签约、工业")
    with pytest.raises(BookRefused, match="自己写的"):
        services.adopt_answer(entry=entry, actor=xuan, at=clock.now)
    services.adopt_answer(entry=entry, actor=hong, at=clock.now)
    assert look(entry, clock).is_adopted
    assert not look(entry, clock).has_aged
    with pytest.raises(BookRefused, match="已经在用"):
        services.adopt_answer(entry=entry, actor=hong, at=clock.now)


def test_clerks_read_the_book_and_do_not_write_it(portfolio, liu, xuan, clock):
    with pytest.raises(NotAllowed):
        make_entry(liu, clock)
    entry = make_entry(xuan, clock)
    with pytest.raises(NotAllowed):
        services.adopt_answer(entry=entry, actor=liu, at=clock.now)


def test_an_answer_tells_that_a_number_has_moved_and_to_what(portfolio, xuan, liu, qin, clock):
    entry = make_entry(xuan, clock)
    make_signed(
        by=liu, verifier=qin, signed_on="2020-07-10", name="云溪补报项目", investor_name="补报有限公司"
    )
    (age,) = look(entry, clock).ages
    assert (age.kind, age.now) == (AgeKind.MOVED, "3个")
    assert "答复里是2个，现在是3个" in age.text


def test_an_answer_tells_that_its_time_has_passed(portfolio, xuan, clock):
    entry = make_entry(xuan, clock)
    clock.advance(days=40)
    assert [one.kind for one in look(entry, clock).ages] == [AgeKind.PASSED]
    assert "2020-08-31" in look(entry, clock).ages[0].text


def test_an_answer_tells_that_its_review_is_due(portfolio, xuan, clock):
    entry = make_entry(xuan, clock, review_on=date(2020, 8, 4))
    assert not look(entry, clock).has_aged
    clock.advance(days=1)
    assert [one.kind for one in look(entry, clock).ages] == [AgeKind.DUE]


def test_numbers_that_people_write_are_found_as_figures(portfolio, xuan, clock):
    entry = make_entry(xuan, clock, text="2020年1—7月，全市新签约项目2个，其中工业项目2个，占100%。")
    found = BookFigure.objects.filter(answer__entry=entry)
    assert ("signed.count", "2个") in [(one.code, one.found) for one in found]
    assert ("signed.industrial.count", "2个") in [(one.code, one.found) for one in found]
    assert not look(entry, clock).has_aged


def test_a_wrong_number_is_told_and_keeps_the_answer_from_use(portfolio, xuan, hong, clock):
    entry = make_entry(xuan, clock, text="2020年1—7月，全市新签约项目5个。")
    assert AgeKind.BROKEN in look(entry, clock).kinds()
    with pytest.raises(BookRefused, match="与台账不一致"):
        services.adopt_answer(entry=entry, actor=hong, at=clock.now)


def test_written_anew_the_numbers_that_stay_keep_what_they_refer_to(portfolio, xuan, hong, clock):
    entry = make_entry(xuan, clock)
    services.adopt_answer(entry=entry, actor=hong, at=clock.now)
    said = "今年前七个月，我市招商势头平稳：2020年1—7月，全市新签约项目2个。"
    with pytest.raises(BookRefused, match="修改说明"):
        services.rewrite_answer(entry=entry, text=said, remark=" ", actor=xuan, at=clock.now)
    services.rewrite_answer(entry=entry, text=said, remark="口语化", actor=xuan, at=clock.now)
    again = look(entry, clock)
    assert again.entry.state == EntryState.DRAFT
    (one,) = [figure for figure, _ in again.figures]
    assert said[one.start : one.end] == "2个"
    assert entry.answers.count() == 2
    with pytest.raises(BookRefused, match="没有改动"):
        services.rewrite_answer(entry=entry, text=said, remark="再存", actor=xuan, at=clock.now)


def test_two_who_write_at_once_are_told_of_each_other(portfolio, xuan, zhong, clock):
    entry = make_entry(xuan, clock)
    services.rewrite_answer(
        entry=entry, text="改了。", remark="短", actor=zhong, at=clock.now, expected_version=0
    )
    with pytest.raises(EditedMeanwhile):
        services.rewrite_answer(
            entry=entry, text="也改。", remark="长", actor=xuan, at=clock.now, expected_version=0
        )


def test_an_entry_is_taken_out_of_use_with_a_reason(portfolio, xuan, clock):
    entry = make_entry(xuan, clock)
    with pytest.raises(BookRefused, match="停用原因"):
        services.retire_entry(entry=entry, reason="", actor=xuan, at=clock.now)
    services.retire_entry(entry=entry, reason="不再有人问", actor=xuan, at=clock.now)
    assert look(entry, clock).entry.state == EntryState.RETIRED


def test_sent_twice_it_is_written_once(portfolio, xuan, clock):
    new = NewEntry(question="问", text="答")
    first = services.write_entry(new, actor=xuan, at=clock.now, once="c" * 32)
    assert services.write_entry(new, actor=xuan, at=clock.now, once="c" * 32) == first


@pytest.mark.parametrize(("said", "why"), [({"question": " "}, "问题"), ({"text": "\n"}, "答复")])
def test_a_blank_is_refused(xuan, clock, said, why):
    with pytest.raises(BookRefused, match=why):
        services.write_entry(NewEntry(**{"question": "问", "text": "答", **said}), actor=xuan, at=clock.now)
