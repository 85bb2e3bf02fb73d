import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from luodi.audit.models import AuditRecord
from luodi.organisation import policies, services
from luodi.organisation.choices import ADMINISTRATORS, Role, UnitKind
from luodi.organisation.models import Grant
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.organisation.rules import RolesExclude
from luodi.organisation.services import AccountRefused, GrantRefused
from luodi.organisation.tests.makers import FOUNDED, make_account, make_cast


def give(cast, clock, account, role, unit=None):
    return services.grant(
        account=account, role=role, unit=unit or cast.units.top, actor=cast.security_admin, at=clock.now
    )


def test_the_centre_sees_and_writes_everything(cast, zhong):
    reach = reach_of(zhong)
    assert (reach.unit_ids, reach.writes, reach.verifies) == (None, True, False)
    assert policies.may_see(reach, cast.units.yunxi.pk)
    assert policies.may_write(reach, cast.units.yunxi.pk)


def test_a_reviewer_verifies_everything_and_writes_nothing(cast, qin):
    reach = reach_of(qin)
    assert (reach.unit_ids, reach.writes, reach.verifies) == (None, False, True)
    assert not policies.may_write(reach, cast.units.centre.pk)


def test_a_reviewer_of_a_county_looks_through_its_claims_first_and_verifies_nothing(cast, clock, wai):
    give(cast, clock, wai, Role.REVIEWER, cast.units.yunxi)
    reach = reach_of(wai)
    assert (reach.unit_ids, reach.writes, reach.verifies) == ({cast.units.yunxi.pk}, False, False)
    assert policies.may_review(reach, cast.units.yunxi.pk)
    assert not policies.may_review(reach, cast.units.shiqiao.pk)


@pytest.mark.parametrize("unit", ["top", "centre"])
def test_a_reviewer_of_the_city_or_its_centre_verifies_and_reviews_for_no_county(cast, clock, wai, unit):
    give(cast, clock, wai, Role.REVIEWER, getattr(cast.units, unit))
    reach = reach_of(wai)
    assert (reach.unit_ids, reach.verifies, reach.reviews_in) == (None, True, frozenset())


def test_a_reviewer_of_a_bureau_is_none_of_the_city(cast, clock, wai):
    give(cast, clock, wai, Role.REVIEWER, cast.units.bureau)
    assert not reach_of(wai).verifies
    assert reach_of(wai).reviews_in == {cast.units.bureau.pk}


def test_a_clerk_who_also_reviews_for_the_county_above_sees_all_of_it_and_writes_for_the_own_unit(
    cast, clock, liu
):
    give(cast, clock, liu, Role.REVIEWER, cast.units.shiqiao)
    reach = reach_of(liu)
    assert reach.unit_ids == {cast.units.yunxi.pk, cast.units.shiqiao.pk}
    assert policies.may_write(reach, cast.units.yunxi.pk)
    assert not policies.may_write(reach, cast.units.shiqiao.pk)


def test_a_leader_reads_everything(cast, hong):
    reach = reach_of(hong)
    assert (reach.unit_ids, reach.writes, reach.verifies) == (None, False, False)
    assert not policies.may_write(reach, cast.units.top.pk)


def test_a_press_officer_reads_everything_and_writes_nothing_of_the_ledger(cast, xuan):
    reach = reach_of(xuan)
    assert (reach.unit_ids, reach.writes, reach.verifies, reach.keeps_city) == (None, False, False, False)
    assert not policies.may_write(reach, cast.units.centre.pk)


def test_a_clerk_sees_and_writes_the_own_county_with_all_below_it(cast, clock, liu, zhong):
    squad = services.create_unit(
        city=cast.city,
        code="YUNXI-1",
        name="云溪县招商小分队",
        short_name="云溪小分队",
        kind=UnitKind.SQUAD,
        parent=cast.units.yunxi,
        area="349921",
        founded_on=FOUNDED,
        actor=zhong,
        at=clock.now,
    )
    reach = reach_of(liu)
    assert reach.unit_ids == {cast.units.yunxi.pk, squad.pk}
    assert policies.may_write(reach, squad.pk)
    assert not policies.may_see(reach, cast.units.shiqiao.pk)
    assert not policies.may_write(reach, cast.units.shiqiao.pk)


def test_a_clerk_who_may_also_read_the_city_still_writes_only_for_the_own_county(cast, clock, liu):
    give(cast, clock, liu, Role.LEADER)
    reach = reach_of(liu)
    assert policies.may_see(reach, cast.units.shiqiao.pk)
    assert policies.may_write(reach, cast.units.yunxi.pk)
    assert not policies.may_write(reach, cast.units.shiqiao.pk)


def test_an_account_without_a_role_reaches_nothing(cast, wai):
    reach = reach_of(wai)
    assert (reach.unit_ids, reach.writes, reach.verifies, reach.roles) == (
        frozenset(),
        False,
        False,
        frozenset(),
    )


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "audit_admin"])
def test_an_administrator_reads_no_business_data(cast, who):
    reach = reach_of(getattr(cast, who))
    assert reach.unit_ids == frozenset()
    assert not reach.writes
    assert not reach.verifies
    assert reach.is_administrator


@pytest.mark.parametrize("who", ["zhong", "liu", "hong", "wai", "audit_admin"])
def test_asking_what_an_account_reaches_costs_one_query(cast, django_assert_num_queries, who):
    with django_assert_num_queries(1):
        reach_of(getattr(cast, who))


def test_a_closed_account_reaches_nothing(cast, clock, liu, system_admin):
    services.disable_account(account=liu, actor=system_admin, at=clock.now)
    assert reach_of(liu).unit_ids == frozenset()


def test_a_revoked_role_ends_at_once(cast, clock, liu, security_admin):
    services.revoke(grant=liu.grants.get(), actor=security_admin, at=clock.now)
    assert not reach_of(liu).writes
    with pytest.raises(GrantRefused, match="已收回"):
        services.revoke(grant=liu.grants.get(), actor=security_admin, at=clock.now)


def test_a_role_that_was_revoked_can_be_granted_again(cast, clock, liu, security_admin):
    services.revoke(grant=liu.grants.get(), actor=security_admin, at=clock.now)
    give(cast, clock, liu, Role.CLERK, cast.units.yunxi)
    assert reach_of(liu).writes


def test_the_same_role_is_not_granted_twice(cast, clock, liu):
    with pytest.raises(GrantRefused, match="已是云溪县的单位台账员"):
        give(cast, clock, liu, Role.CLERK, cast.units.yunxi)


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "audit_admin"])
@pytest.mark.parametrize("role", list(Role))
def test_the_three_administrators_get_no_other_role(cast, clock, who, role):
    account = getattr(cast, who)
    held = account.grants.get().role
    if role == held or who == "security_admin":
        return
    with pytest.raises(RolesExclude):
        give(cast, clock, account, role)
    assert account.grants.held().get().role == held


def test_a_second_account_of_the_same_person_does_not_join_two_administrators(cast, clock):
    other = services.open_account(
        city=cast.city,
        login="system-2",
        password="Ganz-Anders-2020",
        person=cast.system_admin.person,
        unit=cast.units.top,
        actor=cast.system_admin,
        at=clock.now,
    )
    for role in (Role.AUDIT_ADMIN, Role.CENTRE):
        with pytest.raises(RolesExclude):
            give(cast, clock, other, role)


def test_the_database_itself_keeps_the_administrators_apart(cast, clock):
    for role in ADMINISTRATORS - {Role.SYSTEM_ADMIN}:
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(
                account=cast.system_admin, role=role, unit=cast.units.top, granted_at=clock.now
            )


def test_a_business_role_that_reached_an_administrator_past_the_services_gives_nothing(cast, clock):
    Grant.objects.create(
        account=cast.system_admin, role=Role.CENTRE, unit=cast.units.top, granted_at=clock.now
    )
    reach = reach_of(cast.system_admin)
    assert reach.unit_ids == frozenset()
    assert not reach.writes


@pytest.mark.parametrize("who", ["zhong", "qin", "liu", "hong", "wai", "system_admin", "audit_admin"])
def test_only_the_security_administrator_grants(cast, clock, who):
    actor = getattr(cast, who)
    before = Grant.objects.count()
    with pytest.raises(NotAllowed, match="只有安全管理员"):
        services.grant(account=cast.wai, role=Role.CLERK, unit=cast.units.yunxi, actor=actor, at=clock.now)
    with pytest.raises(NotAllowed):
        services.revoke(grant=cast.liu.grants.get(), actor=actor, at=clock.now)
    assert Grant.objects.held().count() == before


@pytest.mark.parametrize("who", ["zhong", "qin", "liu", "hong", "wai", "security_admin", "audit_admin"])
def test_only_the_system_administrator_opens_and_closes_accounts(cast, clock, who):
    actor = getattr(cast, who)
    with pytest.raises(NotAllowed, match="只有系统管理员"):
        services.open_account(
            city=cast.city,
            login="another",
            password="Ganz-Anders-2020",
            person=cast.wai.person,
            unit=cast.units.park,
            actor=actor,
            at=clock.now,
        )
    with pytest.raises(NotAllowed):
        services.disable_account(account=cast.wu, actor=actor, at=clock.now)
    with pytest.raises(NotAllowed):
        services.set_password(account=cast.wu, password="Ganz-Anders-2020", actor=actor, at=clock.now)


def test_nobody_grants_anything_to_oneself(cast, clock, security_admin):
    with pytest.raises(GrantRefused, match="不能给自己授权"):
        give(cast, clock, security_admin, Role.SECURITY_ADMIN)


def test_the_last_administrator_of_a_kind_stays(cast, clock, security_admin, system_admin):
    with pytest.raises(AccountRefused, match="最后一个安全管理员"):
        services.revoke(grant=security_admin.grants.get(), actor=security_admin, at=clock.now)
    with pytest.raises(AccountRefused, match="最后一个审计管理员"):
        services.disable_account(account=cast.audit_admin, actor=system_admin, at=clock.now)
    second = make_account(
        login="audit-2",
        name="审计",
        unit=cast.units.top,
        roles=(Role.AUDIT_ADMIN,),
        system_admin=system_admin,
        security_admin=security_admin,
    )
    services.disable_account(account=cast.audit_admin, actor=system_admin, at=clock.now)
    assert reach_of(second).is_administrator


def test_rights_end_at_the_citys_border(cast, clock, liu):
    there = make_cast(code="349800", name="邻市")
    with pytest.raises(NotAllowed):
        services.grant(
            account=there.wai,
            role=Role.CLERK,
            unit=there.units.yunxi,
            actor=cast.security_admin,
            at=clock.now,
        )
    with pytest.raises(GrantRefused, match="不属于本市"):
        give(cast, clock, liu, Role.CLERK, there.units.park)
    with pytest.raises(Http404):
        policies.get_account(there.liu.login, actor=cast.system_admin)


def test_absent_and_forbidden_are_the_same_404(cast, zhong, wai, liu):
    for login, actor in [("nobody", cast.system_admin), ("wu", liu), ("liu", zhong)]:
        with pytest.raises(Http404):
            policies.get_account(login, actor=actor)
    assert policies.get_account("ＬＩＵ", actor=liu) == liu
    assert policies.get_account("liu", actor=cast.security_admin) == liu
    with pytest.raises(Http404):
        policies.get_unit("NOWHERE", actor=zhong)
    with pytest.raises(Http404):
        policies.get_unit("YUNXI", actor=wai)
    assert policies.get_unit("YUNXI", actor=liu) == cast.units.yunxi
    assert policies.get_person(liu.person.code, actor=zhong) == liu.person


def test_every_right_that_is_given_or_taken_is_in_the_trail(cast, clock, liu):
    clock.advance(days=1)
    services.revoke(grant=liu.grants.get(), actor=cast.security_admin, at=clock.now)
    give(cast, clock, liu, Role.CLERK, cast.units.yunxi)
    trail = AuditRecord.objects.filter(target_kind="account", target_code="liu", at=clock.now).order_by("id")
    assert [(one.act, one.actor_id, one.changes["角色"]) for one in trail] == [
        ("收回授权", cast.security_admin.pk, ["单位台账员", None]),
        ("授权", cast.security_admin.pk, [None, "单位台账员"]),
    ]
