"""Drafts are brought, edited and corrected; every check is kept, and rulings hold for the next draft."""

import pytest

from luodi.audit.models import AuditRecord
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import make_press
from luodi.press import services
from luodi.press.choices import TermKind, Verdict
from luodi.press.models import Check, Draft, Ruling, Term
from luodi.press.reporting import report
from luodi.press.rules import DraftRefused, RulingRefused, TermRefused
from luodi.press.services import NewDraft, NewTerm
from luodi.press.services.checking import check_draft
from luodi.press.tests.makers import PUBLISHED, RIGHT

WRONG = RIGHT.replace("5个", "7个")


def brought(by, clock, text=WRONG, **more) -> Draft:
    return services.bring(NewDraft(text=text, published=PUBLISHED, **more), actor=by, at=clock.now)


def first_error(draft: Draft) -> dict:
    said = report(check_draft(draft.city, draft.text, published=draft.published_on))
    return next(one for one in said["findings"] if one["severity"] == "error")


def test_a_draft_is_kept_with_its_check_and_named_after_its_first_line(signed, zhong, clock):
    draft = brought(zhong, clock)
    assert (draft.number, draft.title) == (1, "示例市招商工作情况")
    check = draft.checks.get()
    assert (check.number, check.n_errors >= 1, check.text) == (1, True, WRONG)
    assert check.report["findings"][0]["severity"] == "error"


def test_the_same_submission_twice_is_one_draft(signed, zhong, clock):
    assert brought(zhong, clock, once="a" * 32) == brought(zhong, clock, once="a" * 32)
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("text", ["", "　\n \n", "x" * 400_001])
def test_no_text_and_too_much_are_refused(signed, zhong, clock, text):
    with pytest.raises(DraftRefused):
        brought(zhong, clock, text)


def test_a_correction_goes_into_the_draft_and_is_remembered(signed, zhong, clock):
    draft = brought(zhong, clock)
    found = first_error(draft)
    clock.advance(minutes=1)
    after = services.correct(
        draft=draft,
        fingerprint=found["fingerprint"],
        actor=zhong,
        at=clock.now,
        expected_version=draft.version,
    )
    assert after.text == RIGHT
    assert Ruling.objects.get().verdict == Verdict.FIXED
    assert [one.n_errors for one in after.checks.all()] == [0, first_count(draft)]
    with pytest.raises(DraftRefused):
        services.correct(draft=after, fingerprint=found["fingerprint"], actor=zhong, at=clock.now)


def first_count(draft: Draft) -> int:
    return Check.objects.get(draft=draft, number=1).n_errors


def test_two_editors_at_once_do_not_overwrite_each_other(signed, zhong, clock):
    draft = brought(zhong, clock)
    edit = {"draft": draft, "title": "", "published": PUBLISHED, "actor": zhong, "at": clock.now}
    services.edit(**edit, text=RIGHT, expected_version=0)
    with pytest.raises(EditedMeanwhile):
        services.edit(**edit, text=WRONG, expected_version=0)
    draft.refresh_from_db()
    assert draft.text == RIGHT


def test_a_draft_is_changed_by_who_brought_it_and_by_who_rules(signed, zhong, liu, wu, clock):
    mine = brought(liu, clock)
    with pytest.raises(NotAllowed):
        services.edit(draft=mine, text=RIGHT, title="", published=None, actor=wu, at=clock.now)
    assert (
        services.edit(draft=mine, text=RIGHT, title="", published=None, actor=zhong, at=clock.now).version
        == 1
    )


def test_a_ruling_holds_for_the_next_draft_that_says_the_same(signed, zhong, clock):
    draft = brought(zhong, clock)
    found = first_error(draft)
    services.rule(
        finding=found, verdict=Verdict.RIGHT, reason="含补签两个", actor=zhong, at=clock.now, draft=draft
    )
    other = check_draft(draft.city, f"另一份稿件。\n{WRONG}", published=PUBLISHED)
    assert found["fingerprint"] not in {one["fingerprint"] for one in report(other)["findings"]}
    assert [one.reason for one in other.ruled] == ["含补签两个"]
    changed = check_draft(draft.city, WRONG.replace("7个", "8个"), published=PUBLISHED)
    assert changed.errors
    assert not changed.ruled


def test_a_ruling_is_taken_back_and_the_remark_returns(signed, zhong, clock):
    draft = brought(zhong, clock)
    found = first_error(draft)
    ruling = services.rule(
        finding=found, verdict=Verdict.ACCEPTED, reason="口径已说明", actor=zhong, at=clock.now
    )
    with pytest.raises(RulingRefused):
        services.rule(finding=found, verdict=Verdict.RIGHT, reason="再裁", actor=zhong, at=clock.now)
    services.revoke(ruling=ruling, reason="说明已删去", actor=zhong, at=clock.now)
    assert first_error(draft)["fingerprint"] == found["fingerprint"]
    assert AuditRecord.objects.filter(target_kind="press_ruling").count() == 2


def test_a_ruling_needs_a_reason_and_the_right(signed, zhong, liu, clock):
    draft = brought(liu, clock)
    found = first_error(draft)
    ruling = {"finding": found, "at": clock.now, "verdict": Verdict.RIGHT}
    with pytest.raises(RulingRefused):
        services.rule(**ruling, reason=" ", actor=zhong)
    with pytest.raises(NotAllowed):
        services.rule(**ruling, reason="无误", actor=liu)


def test_the_press_officer_rules_as_the_centre_does(signed, cast, liu, clock):
    officer = make_press(cast)
    draft = brought(liu, clock)
    services.rule(
        finding=first_error(draft), verdict=Verdict.ACCEPTED, reason="口径已说明", actor=officer, at=clock.now
    )
    services.edit(draft=draft, text=RIGHT, title="", published=PUBLISHED, actor=officer, at=clock.now)


def test_words_of_the_city_need_a_meaning_that_there_is(signed, zhong, clock):
    def add(**said) -> Term:
        return services.add_term(NewTerm(**said), actor=zhong, at=clock.now)

    with pytest.raises(TermRefused):
        add(words="云溪光谷", kind=TermKind.SCOPE, scope="unit:NOWHERE")
    with pytest.raises(TermRefused):
        add(words="百日攻坚期间", kind=TermKind.SPAN)
    kept = add(words="云溪光谷", kind=TermKind.SCOPE, scope="unit:YUNXI")
    with pytest.raises(TermRefused):
        add(words="云溪光谷", kind=TermKind.SCOPE, scope="unit:YUNXI")
    services.remove_term(term=kept, actor=zhong, at=clock.now)
    assert add(words="云溪光谷", kind=TermKind.SCOPE, scope="unit:YUNXI").pk != kept.pk
