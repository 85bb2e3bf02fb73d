"""Hand-over in two steps: the system administrator closes the account, the security administrator moves the roles."""

from datetime import timedelta

import pytest

from luodi.audit.models import AuditRecord
from luodi.organisation import policies, services
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, HandOver
from luodi.organisation.policies import NotAllowed
from luodi.organisation.rules import RolesExclude
from luodi.organisation.services import HandOverRefused
from luodi.organisation.tests.makers import Clock


def handed(liu: Account, wai: Account, system_admin: Account, clock: Clock) -> HandOver:
    return services.hand_over(
        leaving=liu, successor=wai, on=clock.day, reason="轮岗", actor=system_admin, at=clock.now
    )


def test_the_first_step_closes_the_account_and_moves_no_role(
    liu: Account, wai: Account, system_admin: Account, clock: Clock
) -> None:
    handed(liu, wai, system_admin, clock)
    liu.refresh_from_db()
    assert not liu.is_active
    assert not policies.reach_of(wai).roles
    told = AuditRecord.objects.filter(act="工作交接").values_list("target_code", flat=True)
    assert set(told) == {"liu", "wai"}


def test_the_second_step_lets_the_roles_pass(
    liu: Account, wai: Account, system_admin: Account, security_admin: Account, clock: Clock
) -> None:
    row = handed(liu, wai, system_admin, clock)
    given = services.confirm_hand_over(hand_over=row, actor=security_admin, at=clock.now)
    assert [(one.role, one.unit.code) for one in given] == [(Role.CLERK, "YUNXI")]
    assert not liu.grants.held().exists()
    assert policies.may_write(policies.reach_of(wai), liu.unit_id)
    with pytest.raises(HandOverRefused, match="已经移交"):
        services.confirm_hand_over(hand_over=row, actor=security_admin, at=clock.now)


@pytest.mark.parametrize("who", ["zhong", "qin", "security_admin", "audit_admin", "liu"])
def test_only_a_system_administrator_records_a_hand_over(
    who: str, liu: Account, wai: Account, clock: Clock, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        handed(liu, wai, request.getfixturevalue(who), clock)


@pytest.mark.parametrize("who", ["zhong", "system_admin", "audit_admin", "wai"])
def test_only_a_security_administrator_moves_the_roles(
    who: str,
    liu: Account,
    wai: Account,
    system_admin: Account,
    clock: Clock,
    request: pytest.FixtureRequest,
) -> None:
    row = handed(liu, wai, system_admin, clock)
    with pytest.raises(NotAllowed):
        services.confirm_hand_over(hand_over=row, actor=request.getfixturevalue(who), at=clock.now)


def test_what_cannot_be_handed_over_is_refused(
    liu: Account, wu: Account, wai: Account, system_admin: Account, audit_admin: Account, clock: Clock
) -> None:
    said = {"on": clock.day, "reason": "轮岗", "actor": system_admin, "at": clock.now}
    with pytest.raises(HandOverRefused, match="自己的账号"):
        services.hand_over(leaving=system_admin, successor=wai, **said)
    with pytest.raises(HandOverRefused, match="管理员账号"):
        services.hand_over(leaving=audit_admin, successor=wai, **said)
    with pytest.raises(HandOverRefused, match="原因"):
        services.hand_over(leaving=liu, successor=wai, **{**said, "reason": " "})
    with pytest.raises(HandOverRefused, match="不能晚于今天"):
        services.hand_over(leaving=liu, successor=wai, **{**said, "on": clock.day + timedelta(days=1)})
    services.disable_account(account=wu, actor=system_admin, at=clock.now)
    wu.refresh_from_db()
    with pytest.raises(HandOverRefused, match="启用中"):
        services.hand_over(leaving=liu, successor=wu, **said)


def test_an_account_is_handed_over_once(
    liu: Account, wu: Account, wai: Account, system_admin: Account, clock: Clock
) -> None:
    handed(liu, wai, system_admin, clock)
    with pytest.raises(HandOverRefused, match="已经办理过"):
        handed(liu, wu, system_admin, clock)


def test_roles_that_exclude_each_other_do_not_pass(
    liu: Account, audit_admin: Account, system_admin: Account, security_admin: Account, clock: Clock
) -> None:
    row = handed(liu, audit_admin, system_admin, clock)
    with pytest.raises(RolesExclude):
        services.confirm_hand_over(hand_over=row, actor=security_admin, at=clock.now)
    assert liu.grants.held().exists()
