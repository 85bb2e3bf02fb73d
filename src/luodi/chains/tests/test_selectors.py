"""Who is here, what is missing, and who could fill it: by rules that say themselves."""

from datetime import date

import pytest

from luodi.chains import selectors, services
from luodi.chains.choices import Presence, Reason
from luodi.chains.models import Chain
from luodi.chains.selectors.candidates import Moving
from luodi.chains.tests.makers import link_of, make_chain, make_local, make_supply
from luodi.enterprises.tests.makers import make_enterprise
from luodi.figures.compute import compute
from luodi.kernel.periods import Period
from luodi.opportunities.tests.makers import make_opportunity
from luodi.organisation.policies import reach_of
from luodi.outreach.tests.makers import make_trip
from luodi.projects.tests.makers import make_project, make_signed


@pytest.fixture
def chain(zhong):
    return make_chain(by=zhong)


def board_of(chain, account):
    return selectors.boards([chain], city=account.city, reach=reach_of(account))[0]


def lines_of(chain, account):
    board = board_of(chain, account)
    return {line.link.name: line for line in board.lines}


def candidates(chain, name, account, moving=()):
    link = link_of(chain, name)
    rows = list(selectors.candidates_for(link, city=account.city, moving=moving))
    return selectors.with_reasons(rows, link, city=account.city, moving=moving)


def test_a_link_without_anybody_is_missing(chain, zhong):
    board = board_of(chain, zhong)
    assert [line.link.name for line in board.missing] == ["基础材料", "显示面板", "整机"]
    assert [tier.label for tier, _ in board.in_tiers()] == ["上游", "中游", "下游"]


def test_a_local_firm_a_project_in_talks_and_an_opportunity_stand_where_their_class_is(chain, liu, zhong):
    make_local(by=liu)
    make_project(by=liu, name="云溪电池项目", industry="C38")
    make_opportunity(by=liu, industry="C26")
    told = lines_of(chain, zhong)
    assert [told[name].presence for name in ("基础材料", "显示面板", "整机")] == [
        Presence.MISSING, Presence.PRESENT, Presence.IN_TALKS,
    ]  # fmt: skip
    assert (told["显示面板"].firms, told["整机"].projects, told["基础材料"].opportunities) == (1, 1, 1)


def test_each_count_is_the_length_of_its_list(chain, liu, zhong, clock):
    firms = [make_local(by=liu, name=f"云溪面板{n}厂") for n in range(3)]
    placed = {"chain": chain, "reason": "走访", "actor": liu, "at": clock.now}
    services.place(link=link_of(chain, "整机"), subject=firms[0].subject, **placed)
    services.place(link=None, subject=firms[1].subject, **placed)
    told, reach = lines_of(chain, zhong), reach_of(zhong)
    for name, line in told.items():
        link = link_of(chain, name)
        lists = (
            selectors.firms_in(link, zhong.city),
            selectors.projects_in(link, reach),
            selectors.opportunities_in(link, reach),
        )
        assert [one.count() for one in lists] == [line.firms, line.projects, line.opportunities]
    assert (told["显示面板"].firms, told["整机"].firms) == (1, 1)


def test_what_lies_with_another_county_is_not_shown_but_the_link_is_not_missing(chain, liu, wu, qin):
    make_signed(by=wu, verifier=qin, name="石桥整机项目", area="349922", industry="C38")
    line = lines_of(chain, liu)["整机"]
    assert (line.presence, line.projects, line.is_elsewhere) == (Presence.PRESENT, 0, True)


def test_many_chains_take_as_many_queries_as_one(chain, zhong, django_assert_num_queries):
    for n in range(3):
        make_chain(by=zhong, name=f"第{n}链")
    reach = reach_of(zhong)
    with django_assert_num_queries(13):
        found = selectors.boards(Chain.objects.all(), city=zhong.city, reach=reach)
    assert len(found) == 4


def test_a_candidate_is_not_here_and_says_why(chain, liu, zhong):
    local = make_local(by=liu)
    far = make_enterprise(by=liu, name="南粤玻璃有限公司", industry="C30")
    make_enterprise(by=liu, name="旅行社", industry="L72")
    make_supply(far, local, by=liu, goods="玻璃基板")
    make_trip(by=liu, firms=[far])
    (found,) = candidates(chain, "基础材料", zhong)
    assert found.enterprise == far
    assert [one.reason for one in found.because] == [Reason.SUPPLIER, Reason.CONTACT, Reason.INDUSTRY]
    assert found.because[0].text == "向本地企业“云溪面板有限公司”供应玻璃基板（走访了解）"
    assert candidates(chain, "显示面板", zhong) == []


def test_a_supplier_of_the_chain_whose_industry_nobody_knows_is_offered_to_be_checked(chain, liu, zhong):
    local = make_local(by=liu)
    unknown = make_enterprise(by=liu, name="南粤辅料有限公司", industry="")
    make_supply(unknown, local, by=liu)
    (found,) = candidates(chain, "整机", zhong)
    assert "请核对" in found.because[-1].text


def test_an_origin_that_is_moving_is_a_reason_with_its_figure(chain, city, liu, zhong):
    make_enterprise(by=liu, name="南粤面板有限公司")
    period = Period(date(2019, 8, 1), date(2020, 8, 1))
    figure = compute("signed.count", city=city, period=period)
    moving = [Moving("广东省", ("44",), figure, 1)]
    (found,) = candidates(chain, "显示面板", zhong, moving)
    assert found.because[0].reason == Reason.MOVING
    assert found.because[0].figure is figure
    assert "前12个月 1 个" in found.because[0].text


def test_places_move_when_more_was_signed_than_the_year_before(city, liu, qin, clock):
    for n in range(3):
        make_signed(by=liu, name=f"云溪{n}号项目", origin="440300", verifier=qin)
    found = selectors.moving_origins(city, today=clock.day)
    assert [(one.name, one.prefixes, int(one.latest.value), one.before) for one in found] == [
        ("广东", ("44",), 3, 0)
    ]


def test_suppliers_come_before_those_of_whom_only_the_industry_is_known(chain, liu, zhong):
    local = make_local(by=liu)
    make_enterprise(by=liu, name="甲玻璃有限公司", industry="C30")
    supplier = make_enterprise(by=liu, name="乙玻璃有限公司", industry="C30")
    make_supply(supplier, local, by=liu)
    names = [one.enterprise.name for one in candidates(chain, "基础材料", zhong)]
    assert names == ["乙玻璃有限公司", "甲玻璃有限公司"]
