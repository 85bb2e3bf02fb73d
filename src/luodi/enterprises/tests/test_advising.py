"""Advisers and envoys from the recommendation to the letter, and from one term to the next."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.audit.models import AuditRecord
from luodi.enterprises import advising, services
from luodi.enterprises.advising import EXAMPLE_TERMS, Terms
from luodi.enterprises.choices import AdviserKind, AdviserState, NominationState
from luodi.enterprises.models import Adviser, Nomination
from luodi.enterprises.services import AdviserRefused, Letter, NewNomination, Renewal
from luodi.enterprises.tests.makers import make_adviser
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.notices.models import Notice
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed


def nominate(by, at, **particulars):
    values = {
        "kind": AdviserKind.ENVOY,
        "name": "示例大使",
        "unit": by.unit,
        "grounds": "长期联系珠三角电子企业",
        "phone": "13600009999",
        **particulars,
    }
    return services.nominate(NewNomination(**values), actor=by, at=at)


def approved(by, zhong, at):
    row = nominate(by, at)
    for to in (NominationState.SCREENED, NominationState.APPROVED):
        row = services.decide_nomination(
            nomination=row, to=to, on=at.date(), decision="领导小组会议", actor=zhong, at=at
        )
    return row


def appointed(by, zhong, at, *, since=date(2018, 8, 1), until=date(2020, 7, 31)):
    letter = Letter(since=since, until=until, letter_no="聘字1号")
    return services.issue_letter(nomination=approved(by, zhong, at), letter=letter, actor=zhong, at=at)


def states(adviser):
    rows = Fact.objects.filter(subject=adviser.subject, kind=FactKind.ADVISER_STATE).live()
    return list(rows.order_by("occurred_on").values_list("state", "occurred_on"))


def test_an_envoy_is_recommended_screened_approved_and_only_then_counts(liu, zhong, clock):
    row = approved(liu, zhong, clock.now)
    assert not Adviser.objects.exists()
    letter = Letter(since=date(2020, 8, 1), until=date(2022, 7, 31), letter_no="聘字1号")
    envoy = services.issue_letter(nomination=row, letter=letter, actor=zhong, at=clock.now)
    row.refresh_from_db()
    assert (row.state, row.adviser) == (NominationState.APPOINTED, envoy)
    assert (envoy.kind, envoy.phone, envoy.unit) == (AdviserKind.ENVOY, "13600009999", liu.unit)
    assert states(envoy) == [("ACTIVE", date(2020, 8, 1))]
    assert [term.letter_no for term in envoy.terms.all()] == ["聘字1号"]
    assert Notice.objects.filter(account=liu).count() == 3


def test_no_step_is_jumped(liu, zhong, clock):
    row = nominate(liu, clock.now)
    said = {"nomination": row, "on": clock.day, "actor": zhong, "at": clock.now}
    with pytest.raises(AdviserRefused, match="状态是“已推荐”，下一步是“已初审、未通过”"):
        services.decide_nomination(to=NominationState.APPROVED, decision="同意", **said)
    with pytest.raises(AdviserRefused, match="请写明办理意见"):
        services.decide_nomination(to=NominationState.SCREENED, decision=" ", **said)
    services.decide_nomination(to=NominationState.DECLINED, decision="材料不全", **said)
    with pytest.raises(AdviserRefused, match="已经办结"):
        services.decide_nomination(to=NominationState.SCREENED, decision="再议", **said)


def test_only_the_centre_decides(liu, wu, qin, clock):
    row = nominate(liu, clock.now)
    said = {"nomination": row, "to": NominationState.SCREENED, "on": clock.day, "decision": "同意"}
    for actor in (liu, qin):
        with pytest.raises(NotAllowed):
            services.decide_nomination(**said, actor=actor, at=clock.now)
    with pytest.raises(NotAllowed):
        nominate(wu, clock.now, unit=liu.unit)


def test_somebody_is_recommended_once(liu, clock):
    sent = [
        services.nominate(
            NewNomination(kind=AdviserKind.ADVISER, name="某人", unit=liu.unit, grounds="乡贤"),
            actor=liu,
            at=clock.now,
            once="b" * 32,
        )
        for _ in range(2)
    ]
    assert sent[0].pk == sent[1].pk
    with pytest.raises(AdviserRefused, match="已在推荐中，编号 GN2020-0001"):
        nominate(liu, clock.now, name="某人")
    make_adviser(by=liu, name="在聘者")
    with pytest.raises(AdviserRefused, match="已在聘，编号 G2020-0001"):
        nominate(liu, clock.now, name="在聘者")
    assert Nomination.objects.count() == 1


def test_a_letter_is_no_longer_than_the_rules_give(liu, zhong, clock):
    row = approved(liu, zhong, clock.now)
    letter = Letter(since=date(2020, 8, 1), until=date(2022, 8, 1))
    with pytest.raises(AdviserRefused, match="招商大使的聘期最长 24 个月，即不晚于 2022-07-31"):
        services.issue_letter(nomination=row, letter=letter, actor=zhong, at=clock.now)


def test_two_who_decide_at_once_are_told(liu, zhong, clock):
    row = nominate(liu, clock.now)
    said = {"nomination": row, "on": clock.day, "actor": zhong, "at": clock.now, "expected_version": 0}
    services.decide_nomination(to=NominationState.SCREENED, decision="同意", **said)
    with pytest.raises(EditedMeanwhile):
        services.decide_nomination(to=NominationState.DECLINED, decision="不同意", **said)


def test_a_term_is_renewed_without_a_gap_when_enough_was_brought(liu, zhong, clock):
    envoy = appointed(liu, zhong, clock.now)
    renewal = Renewal(until=date(2022, 7, 31), review="合格", leads=6, letter_no="聘字2号")
    renewed = services.renew_adviser(adviser=envoy, renewal=renewal, actor=zhong, at=clock.now)
    assert (renewed.state, renewed.until) == (AdviserState.ACTIVE, date(2022, 7, 31))
    assert [(term.since, term.leads) for term in envoy.terms.all()] == [
        (date(2018, 8, 1), None),
        (date(2020, 8, 1), 6),
    ]
    assert states(envoy) == [("ACTIVE", date(2018, 8, 1))]


def test_too_few_leads_need_a_reason(liu, zhong, clock):
    envoy = appointed(liu, zhong, clock.now)
    renewal = {"until": date(2022, 7, 31), "review": "基本合格", "leads": 5}
    with pytest.raises(AdviserRefused, match="带来线索 5 条，少于应有的 6 条"):
        services.renew_adviser(adviser=envoy, renewal=Renewal(**renewal), actor=zhong, at=clock.now)
    excused = Renewal(**renewal, exception="促成一个十亿元项目")
    services.renew_adviser(adviser=envoy, renewal=excused, actor=zhong, at=clock.now)
    assert "促成一个十亿元项目" in envoy.terms.last().review


def test_what_has_run_out_ends_once_on_the_day_after(liu, zhong, clock):
    envoy = appointed(liu, zhong, clock.now)
    make_adviser(by=liu, name="未到期", until=date(2020, 12, 31))
    assert [row.pk for row in services.end_run_out(actor=zhong, at=clock.now)] == [envoy.pk]
    assert services.end_run_out(actor=zhong, at=clock.now) == []
    assert states(envoy)[-1] == ("ENDED", date(2020, 8, 1))
    envoy.refresh_from_db()
    assert envoy.until == date(2020, 7, 31)


def test_after_the_end_a_renewal_begins_today_and_counts_again(liu, zhong, clock):
    envoy = appointed(liu, zhong, clock.now)
    services.end_run_out(actor=zhong, at=clock.now)
    renewal = Renewal(until=date(2022, 8, 2), review="合格", leads=6)
    services.renew_adviser(adviser=envoy, renewal=renewal, actor=zhong, at=clock.now)
    assert states(envoy)[-1] == ("ACTIVE", date(2020, 8, 3))


def test_particulars_are_corrected_without_the_telephone_in_the_trail(liu, clock):
    adviser = make_adviser(by=liu)
    changed = services.change_adviser(
        adviser=adviser, changes={"phone": "13512345678"}, actor=liu, at=clock.now, expected_version=0
    )
    assert changed.phone == "13512345678"
    assert services.show_adviser_phone(adviser=changed, actor=liu, at=clock.now) == "13512345678"
    assert "13512345678" not in str(list(AuditRecord.objects.values_list("changes", flat=True)))
    with pytest.raises(AdviserRefused, match="没有改动"):
        services.change_adviser(
            adviser=adviser, changes={"phone": "13512345678"}, actor=liu, at=clock.now, expected_version=None
        )


def test_the_rules_are_the_citys_own_from_a_day_on(zhong, liu, clock):
    assert services.terms_on(zhong.city_id, clock.day) == EXAMPLE_TERMS
    own = Terms(adviser_months=24, envoy_months=12, leads_a_year=4, source="示例文件")
    services.set_advising_rules(own, valid_from=clock.day, actor=zhong, at=clock.now)
    assert services.terms_on(zhong.city_id, clock.day) == own
    with pytest.raises(AdviserRefused, match="不能早于今天"):
        services.set_advising_rules(own, valid_from=date(2020, 1, 1), actor=zhong, at=clock.now)
    with pytest.raises(NotAllowed):
        services.set_advising_rules(own, valid_from=clock.day, actor=liu, at=clock.now)


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2050, 1, 1))


@given(DAYS, st.integers(min_value=1, max_value=120))
def test_a_term_of_months_ends_the_day_before_the_same_day(since, months):
    end = advising.last_day(since, months)
    assert since < end or months == 1
    assert 27 * months < (end - since).days + 2 <= 31 * months + 2


@given(DAYS, st.integers(min_value=1, max_value=10))
def test_leads_are_due_for_whole_years_of_envoys_alone(since, years):
    end = advising.last_day(since, 12 * years)
    assert advising.leads_due(AdviserKind.ENVOY, since, end, EXAMPLE_TERMS) == 3 * years
    assert advising.leads_due(AdviserKind.ADVISER, since, end, EXAMPLE_TERMS) == 0
