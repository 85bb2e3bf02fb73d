from datetime import date
from decimal import Decimal

import pytest

from luodi.figures.indicators import UnknownIndicator
from luodi.ledger.kinds import FactKind, Standing, SubjectKind
from luodi.ledger.models import Fact
from luodi.organisation.policies import NotAllowed
from luodi.targets import services
from luodi.targets.models import Target
from luodi.targets.services import NewTarget, TargetRefused

DAY = date(2020, 3, 9)


def assign(by, clock, *told):
    commands = [
        NewTarget(holder=holder, indicator=indicator, value=Decimal(value))
        for holder, indicator, value in told
    ]
    return services.assign_targets(
        commands, year=2020, assigned_on=DAY, document="示例发〔2020〕1号", actor=by, at=clock.now
    )


def test_a_unit_carries_targets_as_itself_and_a_leader_as_the_citys(city, zhong, hong, units, clock):
    assign(zhong, clock, (units.yunxi, "signed.amount", 60), (hong.person, "signed.amount", 5))
    unit, leader = Fact.objects.live().filter(city=city, kind=FactKind.TARGET_STATE).order_by("ordinal")
    assert (unit.subject.kind, unit.subject.code, unit.unit) == (SubjectKind.UNIT, "YUNXI", units.yunxi)
    assert (leader.subject.kind, leader.subject.label, leader.unit) == (SubjectKind.LEADER, "", units.top)
    assert {unit.standing, leader.standing} == {Standing.VERIFIED}
    assert {unit.state, leader.state} == {"ASSIGNED"}


def test_several_targets_of_one_holder_are_one_fact(zhong, units, clock):
    assign(zhong, clock, (units.yunxi, "signed.amount", 60), (units.yunxi, "trips.count", 40))
    assert Target.objects.count() == 2
    assert Fact.objects.filter(kind=FactKind.TARGET_STATE).count() == 1


@pytest.mark.parametrize("value", [0, -1])
def test_a_target_is_positive(zhong, units, clock, value):
    with pytest.raises(TargetRefused):
        assign(zhong, clock, (units.yunxi, "signed.amount", value))


def test_a_holder_has_one_target_of_an_indicator_in_a_year(zhong, units, clock):
    with pytest.raises(TargetRefused, match="重复"):
        assign(zhong, clock, (units.yunxi, "signed.amount", 1), (units.yunxi, "signed.amount", 2))
    assign(zhong, clock, (units.yunxi, "signed.amount", 60))
    with pytest.raises(TargetRefused, match="重复"):
        assign(zhong, clock, (units.yunxi, "signed.amount", 70))


def test_a_target_is_of_an_indicator_that_exists(zhong, units, clock):
    with pytest.raises(UnknownIndicator):
        assign(zhong, clock, (units.yunxi, "signed.nonsense", 60))


def test_only_the_centre_assigns_targets(liu, qin, units, clock):
    for account in (liu, qin):
        with pytest.raises(NotAllowed):
            assign(account, clock, (units.yunxi, "signed.amount", 60))
