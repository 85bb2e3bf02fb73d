"""Red and black lists, certificates and circulars: by whom, why, and what stays on record."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404

from luodi.assessment import record_policies, services
from luodi.assessment.models import Citation, Listed
from luodi.assessment.objection_rules import CorrectedInput
from luodi.assessment.record_choices import CitationKind, CitationState, Colour
from luodi.assessment.record_rules import RecordRefused
from luodi.assessment.services import NewCitation, Verdict, Wording
from luodi.assessment.services.listing import colour_of
from luodi.assessment.tests.group_makers import make_run
from luodi.assessment.tests.record_makers import confirmed, make_office, make_published, object_to
from luodi.notices.models import Notice
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed

WORDS = Wording(
    title="关于表扬云溪县的通报",
    text="云溪县上半年工作扎实，予以通报表扬。",
    issuer="示例市招商引资工作领导小组办公室",
    document="示例招办〔2020〕5号",
)


@pytest.fixture
def office(cast, clock):
    return make_office(cast, clock.now)


@pytest.fixture
def run(office, zhong, units, clock):
    confirmed(office, units.yunxi, "50", by=zhong, at=clock.now)
    confirmed(office, units.shiqiao, "30", by=zhong, at=clock.now)
    clock.advance(minutes=2)
    return make_published(office, by=zhong, at=clock.now)


def standing():
    return [(one.name, one.title, one.by_rule) for one in Listed.objects.standing().with_all()]


def draft(office, unit, *, by, at, kind=CitationKind.PRAISE, **words):
    new = NewCitation(
        kind=kind, year=2020, members=[office.member(unit)], wording=Wording(**{**vars(WORDS), **words})
    )
    return services.draft_citation(new, actor=by, at=at)


def test_lists_are_drawn_by_the_schemes_rules(run, zhong, wu, clock):
    services.draw_lists(run=run, actor=zhong, at=clock.now)
    assert sorted(standing()) == [("云溪县", "红榜", True), ("石桥县", "黑榜", True)]
    row = Listed.objects.get(title="黑榜")
    assert (row.colour, row.run) == (Colour.BLACK, run)
    assert row.reason.endswith("得 30.00 分，第 2 名")
    assert Notice.objects.filter(account=wu, title__contains="列入“黑榜”").exists()
    assert services.draw_lists(run=run, actor=zhong, at=clock.now) == []


def test_who_no_longer_meets_the_rule_is_taken_off_and_stays_on_record(run, zhong, wu, units, clock):
    services.draw_lists(run=run, actor=zhong, at=clock.now)
    row = object_to(run, units.shiqiao, by=wu, at=clock.now)
    verdict = Verdict(
        upheld=True, reason="公报修订", corrections=[CorrectedInput("growth", Decimal(45), "公报修订")]
    )
    services.rule_objection(objection=row, verdict=verdict, actor=zhong, at=clock.now)
    new = services.apply_rulings(run=run, actor=zhong, at=clock.now)
    services.draw_lists(run=new, actor=zhong, at=clock.now)
    assert standing() == [("云溪县", "红榜", True)]
    assert "不再符合条件" in Listed.objects.get(title="黑榜").removed_reason


def test_lists_are_drawn_from_published_results_by_the_centre(office, zhong, liu, clock):
    fresh = make_run(office.group, by=zhong, at=clock.now)
    with pytest.raises(RecordRefused, match="公示以后"):
        services.draw_lists(run=fresh, actor=zhong, at=clock.now)
    with pytest.raises(NotAllowed):
        services.draw_lists(run=fresh, actor=liu, at=clock.now)


def test_the_centre_lists_by_hand_with_a_reason_and_takes_off_with_one(office, zhong, liu, units, clock):
    said = {"member": office.member(units.yunxi), "colour": Colour.BLACK, "title": "", "at": clock.now}
    with pytest.raises(NotAllowed):
        services.list_by_hand(**said, reason="虚报", actor=liu)
    with pytest.raises(RecordRefused, match="理由"):
        services.list_by_hand(**said, reason=" ", actor=zhong)
    row = services.list_by_hand(**said, reason="虚报到位资金，经查属实", actor=zhong)
    assert standing() == [("云溪县", "黑榜", False)]
    with pytest.raises(RecordRefused, match="已在"):
        services.list_by_hand(**said, reason="再列", actor=zhong)
    services.remove_listed(listed=row, reason="已整改", actor=zhong, at=clock.now)
    with pytest.raises(RecordRefused, match="已经移出"):
        services.remove_listed(listed=row, reason="已整改", actor=zhong, at=clock.now)
    assert standing() == []


def test_the_name_of_a_list_says_its_colour():
    assert [colour_of(one) for one in ("红榜", "通报表扬", "黑榜", "通报批评", "进步名单")] == [
        "RED", "RED", "BLACK", "BLACK", "OTHER",
    ]  # fmt: skip


def test_a_circular_is_drafted_by_one_and_issued_by_another(office, zhong, liu, wu, units, clock):
    row = draft(office, units.yunxi, by=zhong, at=clock.now)
    with pytest.raises(Http404):
        record_policies.get_citation(row.code, actor=liu)
    said = {"citation": row, "issued_on": clock.day, "at": clock.now}
    with pytest.raises(RecordRefused, match="不能自己印发"):
        services.issue_citation(**said, actor=zhong)
    with pytest.raises(NotAllowed):
        services.issue_citation(**said, actor=liu)
    issued = services.issue_citation(**said, actor=office.ding)
    assert (issued.state, issued.issued_on) == (CitationState.ISSUED, clock.day)
    assert Notice.objects.filter(account=liu, title=f"通报表扬：{WORDS.title}").exists()
    assert not Notice.objects.filter(account=wu).exists()
    assert record_policies.get_citation(row.code, actor=wu) == row


def test_who_changes_a_draft_has_drafted_it(office, zhong, units, clock):
    row = draft(office, units.yunxi, by=zhong, at=clock.now)
    words = Wording(**{**vars(WORDS), "title": "通报"})
    services.change_citation(citation=row, wording=words, actor=office.ding, at=clock.now, expected_version=0)
    with pytest.raises(EditedMeanwhile, match="丁已修改"):
        services.change_citation(citation=row, wording=WORDS, actor=zhong, at=clock.now, expected_version=0)
    with pytest.raises(RecordRefused, match="不能自己印发"):
        services.issue_citation(citation=row, issued_on=clock.day, actor=office.ding, at=clock.now)
    services.issue_citation(citation=row, issued_on=clock.day, actor=zhong, at=clock.now)
    with pytest.raises(RecordRefused, match="不能再改"):
        services.change_citation(citation=row, wording=WORDS, actor=zhong, at=clock.now)


def test_what_lacks_words_number_or_day_is_refused(office, zhong, units, clock):
    for words, why in (({"title": " "}, "标题"), ({"text": " "}, "正文"), ({"issuer": "x" * 81}, "最多 80")):
        with pytest.raises(RecordRefused, match=why):
            draft(office, units.yunxi, by=zhong, at=clock.now, **words)
    row = draft(office, units.yunxi, by=zhong, at=clock.now, document="")
    for on, why in ((date(2020, 8, 4), "晚于今天"), (clock.day, "发文字号")):
        with pytest.raises(RecordRefused, match=why):
            services.issue_citation(citation=row, issued_on=on, actor=office.ding, at=clock.now)


def test_a_certificate_names_one(office, zhong, units, clock):
    both = [office.member(units.yunxi), office.member(units.shiqiao)]
    for members, why in ((both, "一张证书写一个对象"), ([], "选择对象")):
        new = NewCitation(kind=CitationKind.CERTIFICATE, year=2020, members=members, wording=WORDS)
        with pytest.raises(RecordRefused, match=why):
            services.draft_citation(new, actor=zhong, at=clock.now)
    twice = NewCitation(kind=CitationKind.PRAISE, year=2020, members=both[:1] * 2, wording=WORDS)
    with pytest.raises(RecordRefused, match="两次"):
        services.draft_citation(twice, actor=zhong, at=clock.now)


def test_what_was_issued_is_cancelled_with_a_reason_and_stays_on_record(office, zhong, liu, units, clock):
    row = draft(office, units.yunxi, by=zhong, at=clock.now)
    services.issue_citation(citation=row, issued_on=clock.day, actor=office.ding, at=clock.now)
    services.cancel_citation(citation=row, reason="名单有误", actor=zhong, at=clock.now)
    assert Citation.objects.get().state == CitationState.CANCELLED
    assert Notice.objects.filter(account=liu, title=f"已作废：{WORDS.title}").exists()
    with pytest.raises(RecordRefused, match="已经作废"):
        services.cancel_citation(citation=row, reason="再", actor=zhong, at=clock.now)
