from datetime import date
from typing import Any

import pytest

from luodi.enterprises import services
from luodi.enterprises.choices import AdviserState, PoolState
from luodi.enterprises.models import Adviser, Enterprise
from luodi.enterprises.services import AboveScale, AdviserRefused, EnterpriseRefused, NewEnterprise, PoolMove
from luodi.enterprises.tests.makers import credit_code, make_adviser, make_enterprise
from luodi.kernel.codes import CreditCodeRefused
from luodi.kernel.dates import DateRefused, VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import BatchRefused, NothingToVerify
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock, Units

CODE = credit_code(1)


def above_scale(firm: Enterprise, *, by: Account, at: Any, on: date = date(2020, 7, 1)) -> Enterprise:
    command = AboveScale(enterprise=firm, unit=by.unit, occurred_on=VagueDate.day(on))
    return services.enter_above_scale([command], actor=by, at=at)[0]


def live(thing: Enterprise | Adviser, kind: FactKind) -> list[tuple[str, str]]:
    facts = Fact.objects.live().filter(subject_id=thing.subject_id, kind=kind).order_by("held_key", "id")
    return [(fact.standing, fact.state) for fact in facts]


def test_an_enterprise_is_entered_under_a_code_of_its_own(liu: Account) -> None:
    firm = make_enterprise(by=liu, credit_code=f" {CODE.lower()} ")
    assert (firm.code, firm.credit_code, firm.subject.label) == ("E2020-0001", CODE, "示例光学有限公司")
    assert not Fact.objects.exists()


def test_a_credit_code_is_entered_once_in_a_city(liu: Account, wu: Account) -> None:
    make_enterprise(by=liu, credit_code=CODE)
    with pytest.raises(EnterpriseRefused, match=f"{CODE} 已登记为“示例光学有限公司”（E2020-0001）"):
        make_enterprise(by=wu, name="另一家", credit_code=CODE)


def test_a_credit_code_does_not_come_twice_in_one_sheet(liu: Account, clock: Clock) -> None:
    twice = [NewEnterprise(name="甲", credit_code=CODE), NewEnterprise(name="乙", credit_code=CODE)]
    with pytest.raises(EnterpriseRefused, match="出现了两次"):
        services.add_enterprises(twice, actor=liu, at=clock.now)
    assert not Enterprise.objects.exists()


def test_enterprises_without_a_credit_code_may_be_many(liu: Account) -> None:
    assert [make_enterprise(by=liu).code, make_enterprise(by=liu).code] == ["E2020-0001", "E2020-0002"]


def test_a_wrong_credit_code_is_refused(liu: Account) -> None:
    with pytest.raises(CreditCodeRefused, match="校验位不对"):
        make_enterprise(by=liu, credit_code=CODE[:-1] + ("0" if CODE[-1] != "0" else "1"))


@pytest.mark.parametrize("who", ["qin", "hong", "wai"])
def test_those_who_do_not_write_enter_nothing(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        make_enterprise(by=request.getfixturevalue(who))


def test_growing_above_scale_is_claimed_and_then_verified(liu: Account, qin: Account, clock: Clock) -> None:
    firm = above_scale(make_enterprise(by=liu), by=liu, at=clock.now)
    assert (firm.is_above_scale, str(firm.above_scale_on)) == (True, "2020-07-01")
    assert live(firm, FactKind.ABOVE_SCALE_ENTERED) == [(Standing.CLAIMED, "")]
    services.verify_enterprises([firm], actor=qin, at=clock.now)
    assert live(firm, FactKind.ABOVE_SCALE_ENTERED) == [(Standing.VERIFIED, "")]


def test_an_enterprise_grows_above_scale_once(liu: Account, clock: Clock) -> None:
    firm = above_scale(make_enterprise(by=liu), by=liu, at=clock.now)
    with pytest.raises(EnterpriseRefused, match="已登记进规"):
        above_scale(firm, by=liu, at=clock.now)


def test_a_rejected_entry_is_undone_and_may_be_claimed_again(
    liu: Account, qin: Account, clock: Clock
) -> None:
    firm = above_scale(make_enterprise(by=liu), by=liu, at=clock.now)
    firm = services.reject_enterprise(
        enterprise=firm, kind=FactKind.ABOVE_SCALE_ENTERED, reason="营收不足", actor=qin, at=clock.now
    )
    assert (firm.is_above_scale, live(firm, FactKind.ABOVE_SCALE_ENTERED)) == (
        False,
        [(Standing.REJECTED, "")],
    )
    above_scale(firm, by=liu, at=clock.now)
    assert live(firm, FactKind.ABOVE_SCALE_ENTERED) == [(Standing.CLAIMED, "")]


def test_the_pool_keeps_who_came_and_who_left(liu: Account, qin: Account, clock: Clock) -> None:
    firm = make_enterprise(by=liu)
    came = PoolMove(enterprise=firm, unit=liu.unit, on=date(2020, 3, 1))
    left = PoolMove(enterprise=firm, unit=liu.unit, on=date(2020, 7, 1))
    (firm,) = services.enter_pool([came], actor=liu, at=clock.now)
    assert firm.is_in_pool
    (firm,) = services.leave_pool([left], actor=liu, at=clock.now)
    assert not firm.is_in_pool
    assert live(firm, FactKind.ABOVE_SCALE_POOL) == [(Standing.CLAIMED, "IN"), (Standing.CLAIMED, "OUT")]
    firm = services.reject_enterprise(
        enterprise=firm, kind=FactKind.ABOVE_SCALE_POOL, reason="仍在培育", actor=qin, at=clock.now
    )
    assert firm.is_in_pool
    with pytest.raises(EnterpriseRefused, match="已经在规上培育库"):
        services.enter_pool([came], actor=liu, at=clock.now)


def test_a_clerk_reports_for_the_own_unit_alone(liu: Account, units: Units, clock: Clock) -> None:
    command = PoolMove(enterprise=make_enterprise(by=liu), unit=units.shiqiao, on=date(2020, 3, 1))
    with pytest.raises(NotAllowed):
        services.enter_pool([command], actor=liu, at=clock.now)


def test_a_day_to_come_is_refused(liu: Account, clock: Clock) -> None:
    firm = make_enterprise(by=liu)
    with pytest.raises(DateRefused):
        above_scale(firm, by=liu, at=clock.now, on=date(2020, 8, 4))
    firm.refresh_from_db()
    assert not firm.is_above_scale


def test_an_adviser_is_appointed_without_a_name_in_the_ledger(
    liu: Account, qin: Account, clock: Clock
) -> None:
    adviser = make_adviser(by=liu, until=date(2022, 12, 31), origin="310000")
    assert (adviser.code, adviser.subject.label, adviser.state) == ("G2020-0001", "", AdviserState.ACTIVE)
    assert live(adviser, FactKind.ADVISER_STATE) == [(Standing.CLAIMED, "ACTIVE")]
    services.verify_advisers([adviser], actor=qin, at=clock.now)
    assert live(adviser, FactKind.ADVISER_STATE) == [(Standing.VERIFIED, "ACTIVE")]


def test_an_appointment_ends_once(liu: Account, qin: Account, clock: Clock) -> None:
    adviser = make_adviser(by=liu)
    ended = services.end_appointment(
        adviser=adviser, on=date(2020, 7, 31), reason="任期届满", actor=liu, at=clock.now
    )
    assert (ended.state, str(ended.until)) == (AdviserState.ENDED, "2020-07-31")
    with pytest.raises(AdviserRefused, match="聘任已经结束"):
        services.end_appointment(adviser=adviser, on=date(2020, 8, 1), reason="", actor=liu, at=clock.now)
    back = services.reject_adviser(adviser=adviser, reason="并未解聘", actor=qin, at=clock.now)
    assert (back.state, back.until) == (AdviserState.ACTIVE, None)


@pytest.mark.parametrize(
    ("particulars", "said"),
    [({"name": " "}, "请填写顾问姓名"), ({"until": date(2019, 1, 1)}, "不能早于开始日期")],
)
def test_an_appointment_that_cannot_be_is_refused(
    liu: Account, particulars: dict[str, Any], said: str
) -> None:
    with pytest.raises(AdviserRefused, match=said):
        make_adviser(by=liu, **particulars)


def test_nothing_is_rejected_where_nothing_is_claimed(liu: Account, qin: Account, clock: Clock) -> None:
    firm = make_enterprise(by=liu)
    assert services.verify_enterprises([firm], actor=qin, at=clock.now) == []
    with pytest.raises(NothingToVerify, match="没有待认定的“进入规上”"):
        services.reject_enterprise(
            enterprise=firm, kind=FactKind.ABOVE_SCALE_ENTERED, reason="无", actor=qin, at=clock.now
        )


def test_a_withdrawn_batch_puts_enterprises_and_advisers_back(liu: Account, clock: Clock) -> None:
    firm = make_enterprise(by=liu)
    batch = ledger.open_batch(city=liu.city, title="培育库名单", actor=liu, at=clock.now)
    came = PoolMove(enterprise=firm, unit=liu.unit, on=date(2020, 3, 1))
    services.enter_pool([came], actor=liu, at=clock.now, batch=batch)
    notes = services.put_back(ledger.close_withdrawal(batch), actor=liu, at=clock.now)
    firm.refresh_from_db()
    assert not firm.is_in_pool
    assert [note.target_code for note in notes] == [firm.code]


def test_a_row_that_was_worked_on_since_stays(liu: Account, clock: Clock) -> None:
    firm = make_enterprise(by=liu)
    batch = ledger.open_batch(city=liu.city, title="培育库名单", actor=liu, at=clock.now)
    came = PoolMove(enterprise=firm, unit=liu.unit, on=date(2020, 3, 1))
    services.enter_pool([came], actor=liu, at=clock.now, batch=batch)
    above_scale(firm, by=liu, at=clock.now)
    with pytest.raises(BatchRefused, match="E2020-0001"):
        services.put_back(ledger.close_withdrawal(batch), actor=liu, at=clock.now)


def test_the_states_of_the_pool_are_those_that_the_catalogue_asks_for() -> None:
    assert (PoolState.IN.value, AdviserState.ACTIVE.value) == ("IN", "ACTIVE")
