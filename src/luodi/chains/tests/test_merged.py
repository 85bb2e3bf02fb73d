"""When two firms become one, its places and supplies speak of the firm that stands; undoing gives them back."""

import pytest

from luodi.actions import services as actions
from luodi.actions.tests.makers import make_item
from luodi.chains import selectors, services
from luodi.chains.models import Placement, Supply
from luodi.chains.tests.makers import link_of, make_chain, make_local, make_supply
from luodi.duplicates import services as duplicates
from luodi.duplicates.choices import CaseState, Kind, Level
from luodi.enterprises.tests.makers import make_enterprise


@pytest.fixture
def chain(zhong):
    return make_chain(by=zhong)


def merge(stays, goes, *, by, reviewer, at):
    pair = duplicates.Pair(Kind.ENTERPRISE, stays.pk, goes.pk, duplicates.Match(Level.L1, ("名称相同",), ()))
    case = duplicates.open_cases([pair], city=stays.city, actor=reviewer, at=at)[0]
    ruled = duplicates.rule(case=case, ruling=CaseState.SAME, reason="营业执照相同", actor=reviewer, at=at)
    return duplicates.merge(case=ruled, keep="left", actor=by, at=at)


def candidates(chain, city):
    rows = selectors.candidates_for(link_of(chain, "显示面板"), city=city, moving=())
    return [(row.name, row.is_supplier) for row in rows]


def test_who_supplied_and_who_was_placed_follows_and_comes_back(chain, city, zhong, qin, liu, clock):
    local = make_local(by=liu)
    stays = make_enterprise(by=liu, name="南粤偏光片有限公司", industry="C17")
    goes = make_enterprise(by=liu, name="南粤偏光片公司", industry="C17")
    make_supply(goes, local, by=liu)
    placed = {"chain": chain, "link": link_of(chain, "显示面板"), "reason": "走访"}
    services.place(subject=goes.subject, actor=liu, at=clock.now, **placed)
    assert candidates(chain, city) == [(goes.name, True)]

    merged = merge(stays, goes, by=zhong, reviewer=qin, at=clock.now)
    assert candidates(chain, city) == [(stays.name, True)]
    assert [one.chain for one in selectors.stands_of(stays.subject_id, "C17", city)] == [chain]

    duplicates.unmerge(merge=merged, reason="是两家企业", actor=zhong, at=clock.now)
    assert candidates(chain, city) == [(goes.name, True)]
    assert selectors.stands_of(stays.subject_id, "C17", city) == []


def test_what_the_firm_that_stands_was_said_of_stays(chain, zhong, qin, liu, clock):
    stays, goes = (make_enterprise(by=liu, name=name) for name in ("甲光学有限公司", "甲光学公司"))
    local = make_local(by=liu)
    for firm, name in ((stays, "整机"), (goes, "显示面板")):
        link = link_of(chain, name)
        services.place(chain=chain, link=link, subject=firm.subject, reason="走访", actor=liu, at=clock.now)
        make_supply(firm, local, by=liu)
    merge(stays, goes, by=zhong, reviewer=qin, at=clock.now)
    assert Placement.objects.get(subject=stays.subject).link.name == "整机"
    assert [one.supplier for one in Supply.objects.standing()] == [stays]


def test_what_is_to_be_done_about_a_firm_follows_it(zhong, qin, liu, clock):
    stays, goes = (make_enterprise(by=liu, name=name) for name in ("乙光学有限公司", "乙光学公司"))
    item = make_item(by=liu, about=goes.subject)
    merge(stays, goes, by=zhong, reviewer=qin, at=clock.now)
    item.refresh_from_db()
    assert item.about == stays.subject
    actions.cancel_item(item=item, reason="已办", actor=liu, at=clock.now)


def test_a_firm_stands_by_its_class_unless_somebody_placed_it(chain, city, liu, clock):
    firm = make_local(by=liu)
    (stand,) = selectors.stands_of(firm.subject_id, firm.industry, city)
    assert ([one.name for one in stand.links], stand.placement) == (["显示面板"], None)
    services.place(chain=chain, link=None, subject=firm.subject, reason="只做包装", actor=liu, at=clock.now)
    (stand,) = selectors.stands_of(firm.subject_id, firm.industry, city)
    assert (stand.links, stand.placement.reason) == ([], "只做包装")
