"""What a new row may be already is found by its codes, its sound, its investor and near names, one or thousands."""

import pytest

from luodi.duplicates import services
from luodi.duplicates.choices import CaseState, Kind, Level
from luodi.duplicates.models import DuplicateCase
from luodi.duplicates.rules import CaseRefused, Side
from luodi.enterprises.tests.makers import make_enterprise
from luodi.kernel.money import Yuan
from luodi.organisation.models import Account, City
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.organisation.tests.makers import Clock
from luodi.projects.tests.makers import PARTICULARS, make_project

INVESTOR = PARTICULARS["investor_name"]
YI = Yuan.from_yi("1").fen


def levels(city: City, **about: object) -> list[Level]:
    return [one.match.level for one in services.find_matches(city, Kind.PROJECT, Side(**about))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"name": "云溪光学镜片 生产线"}, [Level.L1]),
        ({"name": "云熙光学镜片生产线项目", "investor": INVESTOR}, [Level.L2]),
        ({"name": "云溪光学镜片智能生产线", "investor": INVESTOR}, [Level.L2]),
        ({"name": "镜头基地", "investor": INVESTOR, "area": "349921", "total_fen": YI}, [Level.L3]),
        ({"name": "云溪光学镜片生产线二期", "investor": INVESTOR}, []),
        ({"name": "石桥粮油加工"}, []),
    ],
)
def test_a_new_project_meets_what_it_may_be_already(
    city: City, liu: Account, about: dict[str, object], expected: list[Level]
) -> None:
    make_project(by=liu)
    assert levels(city, **about) == expected


def test_thousands_of_new_rows_meet_their_twins_in_a_handful_of_statements(
    city: City, liu: Account, django_assert_max_num_queries: "pytest.FixtureRequest"
) -> None:
    known = make_project(by=liu)
    new = [Side(name=f"石桥粮油加工{number}号车间", investor="石桥粮油") for number in range(2000)]
    new += [Side(name="云熙光学镜片生产线", investor=INVESTOR)]
    new += [Side(name="镜头基地", investor=INVESTOR, area="349921", total_fen=YI)]
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        found = services.known_twins(city.pk, Kind.PROJECT, new)
    assert [len(one) for one in found[:2000]] == [0] * 2000
    assert [(one[0].known.pk, one[0].match.level) for one in found[2000:]] == [
        (known.pk, Level.L2),
        (known.pk, Level.L3),
    ]


def test_new_rows_meet_each_other() -> None:
    new = [Side(name="云溪光学镜片生产线"), Side(name="粮油加工"), Side(name="云溪光学镜片生产线（项目）")]
    assert [(one, other) for one, other, _ in services.pairs_among(Kind.PROJECT, new)] == [(0, 2)]


def test_firms_meet_by_code_by_sound_and_by_one_wrong_character(city: City, zhong: Account) -> None:
    known = make_enterprise(by=zhong, name="云溪明湖光学新材料科技有限公司")
    for name in ("云溪铭湖光学新材料科技有限公司", "云溪明湖光学新型材料科技有限公司"):
        found = services.find_matches(city, Kind.ENTERPRISE, Side(name=name))
        assert [one.known.pk for one in found] == [known.pk]
    assert not services.find_matches(city, Kind.ENTERPRISE, Side(name="云溪玉泉光学新材料科技有限公司"))


def test_a_scan_opens_a_case_per_pair_once_and_what_was_ruled_never_comes_back(
    city: City, zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    make_project(by=liu)
    make_project(by=wu, area=None)
    make_enterprise(by=zhong, name="云溪明湖光学有限公司")
    make_enterprise(by=zhong, name="云溪明湖光学（有限公司）")
    cases = services.scan_city(city, actor=qin, at=clock.now)
    assert [(case.kind, case.level) for case in cases] == [
        (Kind.PROJECT, Level.L1),
        (Kind.ENTERPRISE, Level.L1),
    ]
    assert services.scan_city(city, actor=qin, at=clock.now) == []
    services.rule(case=cases[0], ruling=CaseState.DIFFERENT, reason="两份协议", actor=qin, at=clock.now)
    assert services.scan_city(city, actor=qin, at=clock.now) == []
    with pytest.raises(CaseRefused, match="已裁定"):
        services.rule(case=cases[0], ruling=CaseState.SAME, reason="再看", actor=zhong, at=clock.now)
    with pytest.raises(NotAllowed):
        services.rule(case=cases[1], ruling=CaseState.SAME, reason="再看", actor=liu, at=clock.now)
    with pytest.raises(NotAllowed):
        services.scan_city(city, actor=liu, at=clock.now)


def test_a_ruling_can_be_taken_back_with_a_reason(
    city: City, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    make_project(by=liu)
    case = services.open_cases_of(
        make_project(by=wu, area=None), actor=wu, at=clock.now, said="是另一份协议"
    )[0]
    assert case.said == "是另一份协议"
    services.rule(case=case, ruling=CaseState.RELATED, reason="同一投资方的两期", actor=qin, at=clock.now)
    with pytest.raises(CaseRefused, match="理由"):
        services.reopen(case=case, reason="", actor=qin, at=clock.now)
    assert services.reopen(case=case, reason="补充了协议", actor=qin, at=clock.now).state == CaseState.OPEN


def test_a_clerk_sees_the_cases_of_the_own_unit_only(
    city: City, qin: Account, liu: Account, wu: Account, hong: Account, wai: Account, clock: Clock
) -> None:
    make_project(by=wu, name="石桥粮油加工", area=None)
    make_project(by=wu, name="石桥粮油 加工", area=None)
    services.scan_city(city, actor=qin, at=clock.now)
    seen = {who: DuplicateCase.objects.visible_to(reach_of(who)).count() for who in (qin, hong, wu, liu, wai)}
    assert seen == {qin: 1, hong: 1, wu: 1, liu: 0, wai: 0}


def test_a_name_that_was_given_up_in_a_merge_meets_the_row_that_stayed(
    city: City, zhong: Account, qin: Account, liu: Account, wu: Account, clock: Clock
) -> None:
    stays = make_project(by=liu)
    case = services.open_cases(
        [
            services.Pair(
                Kind.PROJECT,
                stays.pk,
                make_project(by=wu, name="光电产业园", investor_name="", area=None).pk,
                services.Match(Level.L4, ("联系电话相同",), ()),
            )
        ],
        city=city,
        actor=qin,
        at=clock.now,
    )[0]
    services.rule(case=case, ruling=CaseState.SAME, reason="同一份协议", actor=qin, at=clock.now)
    services.merge(case=case, keep="left", actor=zhong, at=clock.now)
    again = Side(name="光电产业园")
    assert [one.known.pk for one in services.find_matches(city, Kind.PROJECT, again)] == [stays.pk]
    assert [one.known.code for one in services.known_twins(city.pk, Kind.PROJECT, [again])[0]] == [stays.code]
