"""Two firms become one and two again: facts, projects and what one of them lacked."""

import pytest

from luodi.duplicates import services
from luodi.duplicates.choices import CaseState, Kind, Level
from luodi.duplicates.models import DuplicateCase
from luodi.enterprises import services as enterprises
from luodi.enterprises.models import Enterprise
from luodi.enterprises.rules import EnterpriseRefused
from luodi.enterprises.services import AboveScale
from luodi.enterprises.tests.makers import add_contact, add_mark, make_enterprise
from luodi.figures.compute import compute
from luodi.kernel.codes import credit_code_check_digit
from luodi.kernel.dates import VagueDate
from luodi.kernel.periods import parse_period
from luodi.ledger.kinds import Standing
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import Clock
from luodi.projects.tests.makers import make_project

ONE, OTHER = (first + credit_code_check_digit(first) for first in ("91340400MA2AAAAA0", "91340400MA2BBBBB0"))


def same(one: Enterprise, other: Enterprise, *, by: Account, clock: Clock) -> DuplicateCase:
    pair = services.Pair(Kind.ENTERPRISE, one.pk, other.pk, services.Match(Level.L1, ("名称相同",), ()))
    case = services.open_cases([pair], city=one.city, actor=by, at=clock.now)[0]
    return services.rule(case=case, ruling=CaseState.SAME, reason="营业执照相同", actor=by, at=clock.now)


def above_scale(city: City, clock: Clock) -> int | None:
    period = parse_period("今年", today=clock.now.date())
    return compute("above_scale.new", city=city, period=period, standing=Standing.CLAIMED).raw


def entered(firm: Enterprise, *, by: Account, clock: Clock) -> None:
    command = AboveScale(enterprise=firm, unit=by.unit, occurred_on=VagueDate.day(clock.now.date()))
    enterprises.enter_above_scale([command], actor=by, at=clock.now)


def test_facts_projects_and_the_code_go_over_and_come_back(
    city: City, zhong: Account, qin: Account, clock: Clock
) -> None:
    stays = make_enterprise(by=zhong, name="云溪明湖光学有限公司")
    goes = make_enterprise(by=zhong, name="云溪市明湖光学有限公司", credit_code=ONE)
    project = make_project(by=zhong, enterprise=goes)
    entered(goes, by=zhong, clock=clock)
    merge = services.merge(
        case=same(stays, goes, by=qin, clock=clock), keep="left", actor=zhong, at=clock.now
    )

    for row in (stays, goes, project):
        row.refresh_from_db()
    assert (stays.credit_code, stays.is_above_scale, goes.is_void) == (ONE, True, True)
    assert project.enterprise == stays
    assert above_scale(city, clock) == 1
    assert Enterprise.objects.of(city.pk).matching(city.pk, ONE).get() == stays

    services.unmerge(merge=merge, reason="是两家企业", actor=zhong, at=clock.now)
    for row in (stays, goes, project):
        row.refresh_from_db()
    assert (stays.credit_code, stays.is_above_scale, goes.is_void) == ("", False, False)
    assert project.enterprise == goes
    assert above_scale(city, clock) == 1
    assert Enterprise.objects.of(city.pk).matching(city.pk, ONE).get() == goes


def test_what_both_have_counts_once(city: City, zhong: Account, qin: Account, clock: Clock) -> None:
    one = make_enterprise(by=zhong, name="云溪明湖光学有限公司")
    other = make_enterprise(by=zhong, name="云溪明湖光学（有限公司）")
    for firm in (one, other):
        entered(firm, by=zhong, clock=clock)
    assert above_scale(city, clock) == 2
    services.merge(case=same(one, other, by=qin, clock=clock), keep="right", actor=zhong, at=clock.now)
    assert above_scale(city, clock) == 1
    one.refresh_from_db()
    assert one.is_void


def test_two_codes_are_two_firms_whatever_was_ruled(zhong: Account, qin: Account, clock: Clock) -> None:
    one = make_enterprise(by=zhong, name="云溪明湖光学有限公司", credit_code=ONE)
    other = make_enterprise(by=zhong, name="云溪明湖光学有限公司", credit_code=OTHER)
    case = same(one, other, by=qin, clock=clock)
    with pytest.raises(EnterpriseRefused, match="不能合并"):
        services.merge(case=case, keep="left", actor=zhong, at=clock.now)


def test_firms_merged_one_upon_the_other_come_apart_last_first(
    city: City, zhong: Account, qin: Account, clock: Clock
) -> None:
    first = make_enterprise(by=zhong, name="云溪明湖光学有限公司")
    second = make_enterprise(by=zhong, name="云溪市明湖光学有限公司", credit_code=ONE)
    third = make_enterprise(by=zhong, name="明湖光学有限公司")
    project = make_project(by=zhong, enterprise=first)
    entered(first, by=zhong, clock=clock)
    one = services.merge(
        case=same(first, second, by=qin, clock=clock), keep="right", actor=zhong, at=clock.now
    )
    other = services.merge(
        case=same(second, third, by=qin, clock=clock), keep="right", actor=zhong, at=clock.now
    )
    project.refresh_from_db()
    assert project.enterprise == third
    for merge in (other, one):
        services.unmerge(merge=merge, reason="是三家企业", actor=zhong, at=clock.now)
    project.refresh_from_db()
    assert project.enterprise == first
    assert above_scale(city, clock) == 1
    assert Enterprise.objects.of(city.pk).filter(pk__in=[first.pk, second.pk, third.pk]).count() == 3


def seen(liu: Account, text: str) -> list[str]:
    return [one.code for one in Enterprise.objects.of(liu.city_id).matching(liu.city_id, text)]


def test_what_is_known_of_a_firm_follows_it_and_comes_back(
    liu: Account, zhong: Account, clock: Clock
) -> None:
    keep = make_enterprise(by=liu, name="示例光学有限公司")
    drop = make_enterprise(by=liu, name="旧登记的光电厂", parent=keep)
    enterprises.add_former_name(enterprise=drop, name="更早的无线电厂", until=None, actor=liu, at=clock.now)
    add_contact(drop, by=liu)
    add_mark(drop, by=liu)
    case = same(keep, drop, by=zhong, clock=clock)
    side = "left" if case.left_enterprise_id == keep.pk else "right"
    merge = services.merge(case=case, keep=side, actor=zhong, at=clock.now)
    keep.refresh_from_db()
    assert [keep.contacts.count(), keep.marks.count(), keep.former_names.count()] == [1, 1, 1]
    assert keep.parent is None
    assert seen(liu, "光电厂") == seen(liu, "无线电厂") == [keep.code]
    services.unmerge(merge=merge, reason="并非一家", actor=zhong, at=clock.now)
    assert [drop.contacts.count(), drop.marks.count(), drop.former_names.count()] == [1, 1, 1]
    assert seen(liu, "光电厂") == seen(liu, "无线电厂") == [drop.code]


def test_a_firm_is_recognised_under_the_name_that_it_bore(liu: Account, clock: Clock) -> None:
    firm = make_enterprise(by=liu, name="云溪新芯科技有限公司")
    enterprises.add_former_name(enterprise=firm, name="江淮老字号电子厂", until=None, actor=liu, at=clock.now)
    side = services.Side(name="江淮老字号电子厂")
    (found,) = services.find_matches(liu.city, Kind.ENTERPRISE, side)
    assert (found.known.pk, found.match.level) == (firm.pk, Level.L1)
