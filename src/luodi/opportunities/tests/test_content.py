"""What is said of an opportunity: versions, states, pictures, and telephones that not everybody sees."""

from datetime import date

import pytest

from luodi.audit.models import AuditRecord
from luodi.documents.kinds import FileRefused
from luodi.documents.tests.makers import png
from luodi.enterprises.tests.makers import make_enterprise
from luodi.figures.compute import compute
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.tests.makers import live
from luodi.opportunities import services
from luodi.opportunities.choices import Language, OpportunityState, PartnerMode
from luodi.opportunities.models import Opportunity
from luodi.opportunities.rules import OpportunityRefused
from luodi.opportunities.selectors import current_version, current_versions, text_in, told_in
from luodi.opportunities.services import Move, NewOpportunity, Text
from luodi.opportunities.tests.makers import ENGLISH, make_described, make_opportunity, revision_of
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed
from luodi.projects.tests.makers import make_project


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def move(opportunity, state, on, *, by, at, **said):
    return services.move_opportunity(
        opportunity=opportunity, move=Move(state=state, since=on, **said), actor=by, at=at
    )


def in_bank(city, on):
    period = Period(on.replace(month=1, day=1), on)
    return compute("opportunities.count", city=city, period=period, standing=Standing.CLAIMED).value


def test_the_first_version_says_what_was_entered(liu):
    opportunity = make_described(by=liu)
    version = current_version(opportunity)
    assert (version.number, version.year, version.amount) == (1, 2020, Yuan.from_yi(12))
    assert text_in(version, Language.ZH).content == "建设光学膜和显示材料生产线"
    assert text_in(version, Language.EN).name == ENGLISH.name


def test_what_is_sent_twice_is_there_once(liu, clock):
    new = NewOpportunity(
        name="碳纤维项目", unit=liu.unit, industry="C28", amount=Yuan.from_yi(3), since=date(2020, 7, 1)
    )
    first = services.add_opportunity(new, actor=liu, at=clock.now, once="a" * 32)
    again = services.add_opportunity(new, actor=liu, at=clock.now, once="a" * 32)
    assert first == again
    assert Opportunity.objects.count() == 1


def test_a_yearly_refresh_keeps_the_version_of_the_year_before(city, liu, clock):
    opportunity = make_described(by=liu, since=date(2019, 5, 17))
    assert list(Opportunity.objects.due(2020)) == [opportunity]
    revision = revision_of(opportunity, year=2020, amount=Yuan.from_yi(15))
    services.revise_opportunity(opportunity=opportunity, revision=revision, actor=liu, at=clock.now)
    opportunity.refresh_from_db()
    assert (opportunity.edition, opportunity.amount_fen) == (2020, Yuan.from_yi(15).fen)
    assert not Opportunity.objects.due(2020)
    amounts = opportunity.versions.values_list("number", "year", "amount_fen")
    assert list(amounts) == [(2, 2020, Yuan.from_yi(15).fen), (1, 2019, Yuan.from_yi(12).fen)]
    facts = live(city, FactKind.OPPORTUNITY_STATE)
    assert [fact.amount for fact in facts] == [Yuan.from_yi(12).fen, Yuan.from_yi(15).fen]
    assert in_bank(city, clock.day) == 1


def test_a_revision_of_words_alone_moves_no_figure(city, liu, clock):
    opportunity = make_described(by=liu)
    texts = {Language.EN: ENGLISH}
    revision = revision_of(opportunity, summary="建设光学膜生产线", texts=texts, reason="产品调整")
    services.revise_opportunity(opportunity=opportunity, revision=revision, actor=liu, at=clock.now)
    assert len(live(city, FactKind.OPPORTUNITY_STATE)) == 1
    noted = AuditRecord.objects.filter(act="修改谋划项目").get().changes
    assert noted["建设内容"] == ["建设光学膜和显示材料生产线", "建设光学膜生产线"]


def test_a_second_version_in_a_year_needs_a_reason_and_a_change(liu, clock):
    opportunity = make_opportunity(by=liu)
    with pytest.raises(OpportunityRefused, match="写明原因"):
        services.revise_opportunity(
            opportunity=opportunity, revision=revision_of(opportunity), actor=liu, at=clock.now
        )
    with pytest.raises(OpportunityRefused, match="没有任何改动"):
        services.revise_opportunity(
            opportunity=opportunity, revision=revision_of(opportunity, reason="核对"), actor=liu, at=clock.now
        )


def test_english_without_a_name_is_refused(liu):
    with pytest.raises(OpportunityRefused, match="英文名称"):
        make_opportunity(by=liu, texts={Language.EN: Text(content="A plant.")})


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"amount": Yuan.ZERO}, "大于 0"),
        ({"phone": "打办公室"}, "请写数字"),
        ({"since": date(2030, 1, 1)}, "不能晚于今天"),
        ({"name": " "}, "项目名称"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(liu, said, why):
    with pytest.raises(OpportunityRefused, match=why):
        make_opportunity(by=liu, **said)
    assert not Opportunity.objects.exists()


def test_two_editors_at_once_do_not_overwrite_each_other(liu, zhong, clock):
    opportunity = make_described(by=liu)
    revision = revision_of(opportunity, mode=PartnerMode.JOINT, reason="改为合资")
    said = {"opportunity": opportunity, "at": clock.now, "expected_version": 0}
    services.revise_opportunity(revision=revision, actor=liu, **said)
    with pytest.raises(EditedMeanwhile, match="合作方式"):
        services.revise_opportunity(revision=revision, actor=zhong, **said)


def test_talks_keep_it_in_the_bank_and_a_project_takes_it_out(city, liu, clock):
    opportunity = make_opportunity(by=liu)
    firm = make_enterprise(by=liu)
    move(opportunity, OpportunityState.TALKS, date(2020, 6, 1), enterprise=firm, by=liu, at=clock.now)
    assert in_bank(city, clock.day) == 1
    project = make_project(by=liu, name="云溪光学膜项目")
    move(opportunity, OpportunityState.MATCHED, date(2020, 7, 1), project=project, by=liu, at=clock.now)
    assert in_bank(city, clock.day) == 0
    assert in_bank(city, date(2020, 6, 30)) == 1
    told = list(opportunity.moves.values_list("state", "investor_name", "project"))
    assert told == [("MATCHED", "", project.pk), ("TALKS", firm.name, None)]


@pytest.mark.parametrize(
    ("state", "said", "why"),
    [
        (OpportunityState.TALKS, {}, "哪家企业"),
        (OpportunityState.MATCHED, {}, "哪家企业投资"),
        (OpportunityState.CLOSED, {}, "原因"),
        (OpportunityState.OPEN, {"reason": "误"}, "现在就是"),
    ],
)
def test_a_state_needs_what_makes_it_true(liu, clock, state, said, why):
    opportunity = make_opportunity(by=liu)
    with pytest.raises(OpportunityRefused, match=why):
        move(opportunity, state, date(2020, 7, 1), by=liu, at=clock.now, **said)


def test_a_state_that_began_before_what_is_on_record_is_refused(liu, clock):
    opportunity = make_opportunity(by=liu)
    for on, why in ((date(2020, 3, 1), "不能早于"), (date(2031, 1, 1), "不能晚于今天")):
        with pytest.raises(OpportunityRefused, match=why):
            move(opportunity, OpportunityState.CLOSED, on, reason="停", by=liu, at=clock.now)


def test_what_was_given_up_can_be_offered_again(city, liu, clock):
    opportunity = make_opportunity(by=liu)
    move(opportunity, OpportunityState.CLOSED, date(2020, 5, 1), reason="土地未落实", by=liu, at=clock.now)
    with pytest.raises(OpportunityRefused, match="已出库"):
        services.revise_opportunity(
            opportunity=opportunity, revision=revision_of(opportunity), actor=liu, at=clock.now
        )
    move(opportunity, OpportunityState.OPEN, date(2020, 7, 1), reason="土地已落实", by=liu, at=clock.now)
    assert [in_bank(city, date(2020, month, 15)) for month in (4, 6, 7)] == [1, 0, 1]


def test_a_project_that_the_actor_does_not_see_cannot_be_named(liu, wu, clock):
    opportunity = make_opportunity(by=liu)
    theirs = make_project(by=wu, name="石桥项目", area="349922")
    with pytest.raises(OpportunityRefused, match="无权查看"):
        move(opportunity, OpportunityState.MATCHED, date(2020, 7, 1), project=theirs, by=liu, at=clock.now)


def test_the_number_is_shown_to_its_own_unit_and_each_view_is_on_record(liu, wu, hong, clock):
    opportunity = make_described(by=liu)
    for account in (liu, hong):
        shown = services.show_phone(opportunity=opportunity, actor=account, at=clock.now)
        assert shown == "0554-2345678"
    with pytest.raises(NotAllowed):
        services.show_phone(opportunity=opportunity, actor=wu, at=clock.now)
    assert AuditRecord.objects.filter(act="查看联系电话").count() == 2


def test_a_new_number_stands_masked_in_the_trail(liu, clock):
    opportunity = make_described(by=liu, phone="13800001234")
    revision = revision_of(opportunity, phone="13900005678", reason="换人")
    services.revise_opportunity(opportunity=opportunity, revision=revision, actor=liu, at=clock.now)
    noted = AuditRecord.objects.filter(act="修改谋划项目").get().changes
    assert noted["联系电话"] == ["138****1234", "139****5678"]


def test_only_pictures_are_kept_and_each_once(liu, wu, clock):
    opportunity = make_opportunity(by=liu)
    said = {"opportunity": opportunity, "actor": liu, "at": clock.now}
    photo = services.add_photo(content=png(), name="厂区.png", caption="地块", **said)
    with pytest.raises(OpportunityRefused, match="已经上传过"):
        services.add_photo(content=png(), name="再来.png", **said)
    with pytest.raises(OpportunityRefused, match="jpg 或 png"):
        services.add_photo(content=b"MZ", name="照片.exe", **said)
    with pytest.raises(FileRefused):
        services.add_photo(content=b"MZ" * 100, name="照片.jpg", **said)
    with pytest.raises(NotAllowed):
        services.take_off_photo(photo=photo, actor=wu, at=clock.now)
    services.take_off_photo(photo=photo, actor=liu, at=clock.now)
    assert not opportunity.photos.filter(is_off=False).exists()


def test_present_versions_are_read_for_many_at_once(liu, clock, django_assert_num_queries):
    first = make_described(by=liu)
    second = make_opportunity(by=liu, name="另一项目")
    revision = revision_of(second, name="另一个项目", reason="改名")
    services.revise_opportunity(opportunity=second, revision=revision, actor=liu, at=clock.now)
    with django_assert_num_queries(2):
        found = current_versions([first, second])
    assert {pk: one.number for pk, one in found.items()} == {first.pk: 1, second.pk: 2}
    assert list(told_in(Opportunity.objects.all(), Language.EN)) == [first]
