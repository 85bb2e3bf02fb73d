"""What comes out: proposed by one, approved by another, issued once, and never changed in silence."""

from datetime import date

import pytest

from luodi.audit.models import AuditRecord
from luodi.disclosure import rules, selectors, services
from luodi.disclosure.choices import Cadence, ChangeKind
from luodi.disclosure.models import OpenFigure, OpenValue, PublicSite
from luodi.disclosure.rules import DisclosureRefused
from luodi.disclosure.tests.makers import issue, make_open, make_proposed, make_site, proposal
from luodi.figures.indicators import UnknownIndicator
from luodi.figures.scopes import ScopeRefused
from luodi.kernel.periods import Period
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed
from luodi.projects.tests.makers import make_signed


def shown(figure):
    return selectors.shown([OpenFigure.objects.get(pk=figure.pk)], decided_only=True)


def test_the_public_sees_a_figure_only_after_another_person_has_approved_it(xuan, hong, clock):
    figure = make_proposed(by=xuan)
    assert not OpenFigure.objects.public().exists()
    assert not shown(figure)
    services.decide_wording(wording=figure.wordings.get(), approve=True, actor=hong, at=clock.now)
    assert OpenFigure.objects.public().get() == figure
    assert [one.kind for one in shown(figure)[0].changes] == [ChangeKind.OPENED]


def test_who_proposed_it_does_not_approve_it(zhong, clock):
    figure = make_proposed(by=zhong)
    with pytest.raises(DisclosureRefused, match="自己提出"):
        services.decide_wording(wording=figure.wordings.get(), approve=True, actor=zhong, at=clock.now)


def test_only_some_propose_and_only_some_decide(liu, xuan, hong, qin, clock):
    with pytest.raises(NotAllowed):
        make_proposed(by=liu)
    with pytest.raises(NotAllowed):
        make_proposed(by=hong)
    figure = make_proposed(by=xuan)
    for other in (qin, liu, xuan):
        with pytest.raises(NotAllowed):
            services.decide_wording(wording=figure.wordings.get(), approve=True, actor=other, at=clock.now)


@pytest.mark.parametrize(
    ("said", "refusal", "why"),
    [
        ({"indicator": "unheard.of"}, UnknownIndicator, "没有编码"),
        ({"scope": "unit:NOWHERE"}, ScopeRefused, "没有这样的单位"),
        ({"scope": "project:P2020-0001"}, DisclosureRefused, "一个项目"),
        ({"scope": "all"}, DisclosureRefused, "跨城市"),
        ({"cadence": Cadence.MONTH_END}, DisclosureRefused, "时段数"),
        ({"indicator": "stock.signed.count"}, DisclosureRefused, "月末数"),
        ({"since": date(2020, 6, 2)}, DisclosureRefused, "某月1日"),
        ({"cadence": Cadence.QUARTERLY}, DisclosureRefused, "季度首日"),
        ({"title": " "}, DisclosureRefused, "公开名称"),
        ({"definition": ""}, DisclosureRefused, "公开说明"),
        ({"reason": ""}, DisclosureRefused, "理由"),
    ],
)
def test_what_cannot_come_out_is_refused(xuan, said, refusal, why):
    with pytest.raises(refusal, match=why):
        make_proposed(by=xuan, **said)
    assert not OpenFigure.objects.exists()


def test_the_same_figure_is_proposed_once(xuan, clock):
    make_proposed(by=xuan)
    with pytest.raises(DisclosureRefused, match="已在公开或待批准"):
        make_proposed(by=xuan)
    one = services.propose_figure(
        proposal(indicator="started.count"), actor=xuan, at=clock.now, once="a" * 32
    )
    two = services.propose_figure(
        proposal(indicator="started.count"), actor=xuan, at=clock.now, once="a" * 32
    )
    assert one == two


@pytest.mark.parametrize(
    ("cadence", "since", "through", "expected"),
    [
        (
            Cadence.MONTHLY,
            date(2020, 1, 1),
            date(2020, 2, 29),
            [Period.month(2020, 1), Period.month(2020, 2)],
        ),
        (Cadence.MONTHLY, date(2020, 1, 1), date(2020, 2, 28), [Period.month(2020, 1)]),
        (
            Cadence.YEAR_TO_DATE,
            date(2019, 12, 1),
            date(2020, 1, 31),
            [Period.year(2019), Period.month(2020, 1)],
        ),
        (
            Cadence.QUARTERLY,
            date(2020, 1, 1),
            date(2020, 7, 31),
            [
                Period.between(date(2020, 1, 1), date(2020, 3, 31)),
                Period.between(date(2020, 4, 1), date(2020, 6, 30)),
            ],
        ),
        (Cadence.YEARLY, date(2019, 1, 1), date(2020, 7, 31), [Period.year(2019)]),
        (Cadence.MONTH_END, date(2020, 2, 1), date(2020, 2, 29), [Period.on(date(2020, 2, 29))]),
        (Cadence.MONTHLY, date(2021, 1, 1), date(2020, 7, 31), []),
    ],
)
def test_the_periods_of_a_cadence_are_those_that_are_over(cadence, since, through, expected):
    assert rules.periods_due(cadence, since, through) == expected


def test_values_come_out_once_and_stay(zhong, qin, xuan, hong, liu, clock):
    make_signed(by=liu, verifier=qin, signed_on="2020-06-20")
    figure = make_open(by=xuan, decider=hong)
    values = issue(by=xuan)
    first = values[0]
    assert (first.period.label(), first.shown, first.exact) == ("2020年上半年", "1", "1")
    with pytest.raises(DisclosureRefused, match="没有到期"):
        issue(by=xuan)
    assert OpenValue.objects.filter(figure=figure).count() == len(values)
    assert AuditRecord.objects.filter(act="发布公开数据").exists()


def test_nothing_comes_out_of_what_is_not_approved_or_has_ended(xuan, hong, clock):
    make_proposed(by=xuan)
    ended = make_open(by=xuan, decider=hong, indicator="started.count")
    clock.advance(hours=1)
    services.end_figure(figure=ended, reason="口径调整", actor=xuan, at=clock.now)
    with pytest.raises(DisclosureRefused, match="没有到期"):
        issue(by=xuan)
    assert [one.kind for one in shown(ended)[0].changes] == [ChangeKind.ENDED, ChangeKind.OPENED]
    with pytest.raises(DisclosureRefused, match="已停止"):
        services.end_figure(figure=ended, reason="再停", actor=xuan, at=clock.now)


def test_a_value_that_the_ledger_contradicts_is_revised_with_its_reason(qin, xuan, hong, liu, clock):
    make_signed(by=liu, verifier=qin, signed_on="2020-06-20")
    figure = make_open(by=xuan, decider=hong)
    issue(by=xuan)
    with pytest.raises(DisclosureRefused, match="不需要修订"):
        services.revise_values(figure=figure, reason="补报", actor=xuan, at=clock.now)
    clock.advance(hours=1)
    make_signed(
        by=liu, verifier=qin, signed_on="2020-06-25", name="石桥镜头项目", investor_name="石桥光电有限公司"
    )
    moved = selectors.moved(figure.city)
    assert moved
    assert (moved[0].value.shown, moved[0].now.shown) == ("1", "2")
    with pytest.raises(DisclosureRefused, match="修订的原因"):
        services.revise_values(figure=figure, reason=" ", actor=xuan, at=clock.now)
    services.revise_values(figure=figure, reason="6月签约项目补报", actor=xuan, at=clock.now)
    told = shown(figure)[0]
    assert told.values[-1].shown == "2"
    assert [old.shown for old in told.earlier(told.values[-1])] == ["1"]
    assert "由1个修订为2个：6月签约项目补报" in told.changes[0].text
    assert not selectors.moved(figure.city)


def test_an_amount_of_one_or_two_projects_is_withheld(qin, xuan, hong, liu, clock):
    make_signed(by=liu, verifier=qin, signed_on="2020-06-20")
    make_open(by=xuan, decider=hong, indicator="signed.amount")
    value = issue(by=xuan)[0]
    assert (value.shown, value.exact) == ("", "")
    assert "少于3个" in value.note


def test_a_share_of_nothing_says_so(xuan, hong):
    make_open(by=xuan, decider=hong, indicator="signed.industrial.count_share")
    value = issue(by=xuan)[0]
    assert value.shown == ""
    assert "没有占比" in value.note


def test_other_words_wait_for_approval_and_the_old_ones_stand(xuan, hong, clock):
    figure = make_open(by=xuan, decider=hong)
    said = {"title": "新签约项目", "definition": "签订正式合同的项目。", "reason": "统一名称"}
    wording = services.propose_wording(figure=figure, **said, actor=xuan, at=clock.now)
    assert shown(figure)[0].title == "新签约招商项目"
    with pytest.raises(DisclosureRefused, match="等批准"):
        services.propose_wording(figure=figure, **said, actor=xuan, at=clock.now)
    with pytest.raises(DisclosureRefused, match="不批准的原因"):
        services.decide_wording(wording=wording, approve=False, actor=hong, at=clock.now)
    services.decide_wording(wording=wording, approve=True, actor=hong, at=clock.now)
    told = shown(figure)[0]
    assert told.title == "新签约项目"
    assert {one.kind for one in told.changes} == {ChangeKind.OPENED, ChangeKind.REDEFINED}
    with pytest.raises(DisclosureRefused, match="不能再改"):
        services.decide_wording(wording=wording, approve=False, decision="不", actor=hong, at=clock.now)


def test_the_site_is_kept_by_the_centre(zhong, xuan, clock):
    with pytest.raises(NotAllowed):
        make_site(by=xuan)
    with pytest.raises(DisclosureRefused, match="主办单位"):
        make_site(by=zhong, keeper=" ")
    make_site(by=zhong)
    site = make_site(by=zhong, title="示例市招商公开")
    assert (PublicSite.objects.get().title, site.version) == ("示例市招商公开", 2)
    assert AuditRecord.objects.filter(act="修改公开网站").last().changes["网站名称"][1] == "示例市招商公开"
    with pytest.raises(EditedMeanwhile):
        services.keep_site(
            services.SiteParticulars(is_open=False, title="甲", keeper="乙", contact="丙"),
            actor=zhong,
            at=clock.now,
            expected_version=1,
        )
