"""Ratings and self-assessments: who rates whom, what is missing, what stays anonymous, and by when."""

from datetime import date
from decimal import Decimal

import pytest

from luodi.assessment import record_policies, services
from luodi.assessment.engine import Vote
from luodi.assessment.models import RatingMark, RatingRound, SelfScore
from luodi.assessment.record_choices import RoundState
from luodi.assessment.record_rules import RatingRefused, SelfScoreRefused
from luodi.assessment.selectors.records import recorded_inputs
from luodi.assessment.selectors.scheme_inputs import rules_in_force
from luodi.assessment.services import Mark, Said
from luodi.assessment.tests.group_makers import DAY, make_run
from luodi.assessment.tests.record_makers import (
    call,
    make_office,
    make_round,
    rate,
    rated_keys,
    score_of,
    sheet_of,
)
from luodi.audit.models import AuditRecord
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed


@pytest.fixture
def office(cast, clock):
    return make_office(cast, clock.now)


@pytest.fixture
def round_(office, liu, zhong, clock):
    return make_round(
        office, (office.gao, "parks"), (liu, "parks"), (office.bai, "bureaus"), by=zhong, at=clock.now
    )


def votes(office, key):
    rules = rules_in_force(office.group, DAY)
    found = recorded_inputs(office.group, rules=rules, on=DAY)[key]
    return sorted((one.kind, one.points) for one in found.values["opinions"])


def test_each_rater_rates_every_member_but_his_own_unit(round_, office, liu):
    assert rated_keys(round_, office.gao) == {"YUNXI", "SHIQIAO"}
    assert rated_keys(round_, liu) == {"SHIQIAO"}
    assert round_.scale == 100
    assert [one["title"] for one in round_.kinds] == ["园区", "部门"]


def test_marks_are_votes_and_who_has_not_rated_is_missing(round_, office, liu, clock):
    rate(round_, office.gao, {"YUNXI": "90", "SHIQIAO": "80"}, at=clock.now)
    assert [one for one in votes(office, "YUNXI") if one[0] == "parks"] == [("parks", Decimal(90))]
    missing = recorded_inputs(office.group, rules=rules_in_force(office.group, DAY), on=DAY)["YUNXI"]
    assert sum(one.points is None for one in missing.values["opinions"]) == 1
    assert missing.notes == ("“上半年服务评议”尚未结束，按已提交的评议计",)
    assert round_.seats.get(account=office.gao).submitted_at == clock.now
    assert round_.seats.get(account=liu).submitted_at is None


def test_a_vote_names_nobody_and_the_trail_has_no_points(round_, office, clock):
    rate(round_, office.gao, {"YUNXI": "91.5"}, at=clock.now)
    found = recorded_inputs(office.group, rules=rules_in_force(office.group, DAY), on=DAY)
    given = [one for one in found["YUNXI"].values["opinions"] if one.points is not None]
    number = round_.seats.get(account=office.gao).number
    assert given == [Vote("parks", Decimal("91.5"), f"评议人{number}")]
    assert "91.5" not in str(AuditRecord.objects.filter(act="提交评议").get().changes)


def test_the_rated_do_not_see_a_round_in_which_they_do_not_rate(round_, office, wu, liu, zhong):
    def seen(account):
        reach = record_policies.reach_of(account)
        return RatingRound.objects.visible_to(account, reach).exists()

    assert [seen(one) for one in (zhong, liu, office.bai, wu)] == [True, True, True, False]


def test_a_mark_can_be_changed_and_taken_back_until_the_last_day(round_, office, clock):
    seat = round_.seats.get(account=office.gao)
    rate(round_, office.gao, {"YUNXI": "90", "SHIQIAO": "80"}, at=clock.now)
    given = services.submit_marks(seat=seat, marks={"YUNXI": Mark(None)}, actor=office.gao, at=clock.now)
    assert given == (1, 2)
    assert RatingMark.objects.filter(points=None).count() == 4
    clock.advance(days=5)
    with pytest.raises(RatingRefused, match="截止"):
        services.submit_marks(seat=seat, marks={}, actor=office.gao, at=clock.now)


def test_nobody_rates_with_anothers_account_beyond_the_scale_or_his_own_unit(round_, office, liu, wu, clock):
    seat = round_.seats.get(account=liu)
    with pytest.raises(NotAllowed):
        services.submit_marks(seat=seat, marks={}, actor=wu, at=clock.now)
    for marks, why in (
        ({"SHIQIAO": Mark(Decimal(101))}, "0 到 100"),
        ({"YUNXI": Mark(Decimal(1))}, "名单里没有"),
    ):
        with pytest.raises(RatingRefused, match=why):
            services.submit_marks(seat=seat, marks=marks, actor=liu, at=clock.now)


def test_a_round_is_opened_by_the_centre_with_raters_of_the_schemes_kinds(office, liu, zhong, wai, clock):
    with pytest.raises(NotAllowed):
        make_round(office, (liu, "parks"), by=liu, at=clock.now)
    for raters, why in (
        ((), "选择评议人"),
        (((liu, "towns"),), "没有“towns”这类评议人"),
        (((liu, "parks"), (liu, "parks")), "一人只有一票"),
    ):
        with pytest.raises(RatingRefused, match=why):
            make_round(office, *raters, by=zhong, at=clock.now)
    assert not RatingRound.objects.exists()


def test_rounds_are_closed_after_their_day_and_the_missing_are_reminded_once(
    round_, office, liu, city, clock
):
    rate(round_, office.gao, {"YUNXI": "90", "SHIQIAO": "80"}, at=clock.now)
    clock.advance(days=3)
    for _ in range(2):
        assert services.close_due(city=city, at=clock.now) == []
    reminded = Notice.objects.filter(kind="REMINDER").values_list("account__login", flat=True)
    assert sorted(reminded) == ["bai", "liu"]
    clock.advance(days=2)
    assert services.close_due(city=city, at=clock.now) == ["上半年服务评议"]
    round_.refresh_from_db()
    assert (round_.state, round_.closed_by) == (RoundState.CLOSED, None)


def test_the_centre_closes_a_round_before_its_day(round_, office, liu, zhong, clock):
    with pytest.raises(NotAllowed):
        services.close_round(round_=round_, actor=liu, at=clock.now)
    services.close_round(round_=round_, actor=zhong, at=clock.now)
    with pytest.raises(RatingRefused, match="已经结束"):
        services.close_round(round_=round_, actor=zhong, at=clock.now)


def test_a_run_scores_the_ratings_by_kind(round_, office, liu, zhong, units, clock):
    rate(round_, office.gao, {"YUNXI": "90", "SHIQIAO": "80"}, at=clock.now)
    rate(round_, office.bai, {"YUNXI": "70", "SHIQIAO": "80"}, at=clock.now)
    clock.advance(minutes=2)
    run = make_run(office.group, by=zhong, at=clock.now)
    # 云溪：(90 × 70% + 70 × 30%) ÷ 100 × 40
    assert score_of(run, units.yunxi).items.get(code="A2").points == Decimal("33.6")


def test_a_member_says_its_own_points_beside_the_assessed(office, liu, zhong, units, clock):
    call(office, by=zhong, at=clock.now)
    sheet = sheet_of(office, units.yunxi)
    said = {"A1": Said(Decimal(55), "按公报"), "A2": Said(Decimal(38))}
    services.save_self_scores(sheet=sheet, said=said, submits=False, actor=liu, at=clock.now)
    assert not sheet_of(office, units.yunxi).submitted_at
    services.save_self_scores(sheet=sheet, said={}, submits=True, actor=liu, at=clock.now)
    assert sheet_of(office, units.yunxi).submitted_at == clock.now
    assert dict(SelfScore.objects.values_list("item", "points")) == {"A1": 55, "A2": 38}


def test_a_self_assessment_is_the_members_own_whole_and_in_time(office, liu, wu, zhong, units, clock):
    call(office, by=zhong, at=clock.now)
    sheet = sheet_of(office, units.yunxi)
    for actor in (wu, zhong):
        with pytest.raises(NotAllowed, match="自己可以自评"):
            services.save_self_scores(sheet=sheet, said={}, submits=False, actor=actor, at=clock.now)
    for said, submits, why in (
        ({"Z9": Said(Decimal(1))}, False, "没有“Z9”"),
        ({"A1": Said(Decimal(500))}, False, "请核对"),
        ({"A1": Said(Decimal(55))}, True, "还有 1 项没有自评：服务评议"),
    ):
        with pytest.raises(SelfScoreRefused, match=why):
            services.save_self_scores(sheet=sheet, said=said, submits=submits, actor=liu, at=clock.now)
    assert not SelfScore.objects.exists()
    clock.advance(days=8)
    with pytest.raises(SelfScoreRefused, match="截止"):
        services.save_self_scores(sheet=sheet, said={}, submits=False, actor=liu, at=clock.now)


def test_points_of_oneself_can_be_taken_back(office, liu, zhong, units, clock):
    call(office, by=zhong, at=clock.now)
    sheet = sheet_of(office, units.yunxi)
    for given in (Decimal(3), None):
        said = {"A1": Said(given)}
        services.save_self_scores(sheet=sheet, said=said, submits=False, actor=liu, at=clock.now)
    assert not SelfScore.objects.exists()


def test_self_assessments_are_called_for_once_and_members_reminded(office, liu, wu, zhong, city, clock):
    with pytest.raises(NotAllowed):
        call(office, by=liu, at=clock.now)
    with pytest.raises(SelfScoreRefused, match="早于今天"):
        call(office, by=zhong, at=clock.now, due_on=date(2020, 8, 2))
    call(office, by=zhong, at=clock.now)
    with pytest.raises(SelfScoreRefused, match="已经布置"):
        call(office, by=zhong, at=clock.now)
    assert services.remind_self_scores(city=city, at=clock.now) == []
    clock.advance(days=5)
    for _ in range(2):
        assert services.remind_self_scores(city=city, at=clock.now) == ["云溪县", "石桥县"]
    assert Notice.objects.filter(kind="REMINDER", account=wu).count() == 1
