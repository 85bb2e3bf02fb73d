import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.db import IntegrityError, transaction

from luodi.audit.models import AuditRecord
from luodi.organisation import services
from luodi.organisation.models import Account
from luodi.organisation.rules import LoginRefused
from luodi.organisation.services import AccountRefused, PasswordRefused
from luodi.organisation.tests.makers import PASSWORD


def open_account(cast, clock, login="admin", password=PASSWORD):
    person = services.add_person(city=cast.city, name="新人", actor=cast.system_admin, at=clock.now)
    return services.open_account(
        city=cast.city,
        login=login,
        password=password,
        person=person,
        unit=cast.units.park,
        actor=cast.system_admin,
        at=clock.now,
    )


@pytest.mark.parametrize("typed", ["Admin", "admin", "ＡＤＭＩＮ", "ａｄｍｉｎ", " admin "])
def test_one_signs_in_with_any_width_and_case_of_ones_name(cast, clock, typed):
    account = open_account(cast, clock, "Admin")
    assert authenticate(username=typed, password=PASSWORD) == account


@pytest.mark.parametrize("second", ["admin", "ADMIN", "ａｄｍｉｎ"])
def test_a_name_is_taken_in_whatever_width_and_case(cast, clock, second):
    open_account(cast, clock, "Admin")
    with pytest.raises(AccountRefused, match="已被使用"):
        open_account(cast, clock, second)


@pytest.mark.parametrize("key", ["", "another"])
def test_the_database_refuses_a_second_name_that_the_services_never_saw(cast, key):
    liu = cast.liu
    raw = {"city": liu.city, "person": liu.person, "unit": liu.unit, "created_at": liu.created_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(login="ＬＩＵ", login_key=key, **raw)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.bulk_create([Account(login="Liu", login_key=key, **raw)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(login=" ", **raw)


def test_unknown_user_wrong_password_and_closed_account_say_the_same(cast, clock):
    services.disable_account(account=cast.wu, actor=cast.system_admin, at=clock.now)
    said = []
    for login, password in [("nobody", PASSWORD), ("liu", "wrong"), ("wu", PASSWORD)]:
        form = AuthenticationForm(data={"username": login, "password": password})
        assert not form.is_valid()
        said.append(form.non_field_errors())
    assert said[0] == said[1] == said[2]
    assert "登录名" in str(said[0])


def test_a_closed_account_is_open_again_after_it_was_enabled(cast, clock):
    services.disable_account(account=cast.wu, actor=cast.system_admin, at=clock.now)
    assert authenticate(username="wu", password=PASSWORD) is None
    services.enable_account(account=cast.wu, actor=cast.system_admin, at=clock.now)
    assert authenticate(username="wu", password=PASSWORD) == cast.wu


def test_signing_in_leaves_an_account_with_a_stale_login_key_alone(cast):
    cast.liu.save(update_fields=["last_login"])
    assert Account.objects.get(pk=cast.liu.pk).login_key == "liu"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Ab1-", "至少 12 位"),
        ("abcdefghijkl", "至少三类"),
        ("abcdefgh1234", "至少三类"),
        ("淮南落地招商引资工作台账", "至少三类"),
        ("Xx-NewLogin-2020", "不能包含登录名"),
        ("Xx-ＮＥＷＬＯＧＩＮ-2020", "不能包含登录名"),
        ("", "至少 12 位"),
    ],
)
def test_a_weak_password_is_refused_in_chinese(cast, clock, password, said):
    with pytest.raises(PasswordRefused, match=said):
        open_account(cast, clock, "newlogin", password)
    assert not Account.objects.named("newlogin").exists()


@pytest.mark.parametrize(
    "password", ["Abcdefgh1234", "abcdefgh123-", "淮南Luodi-工作台账一二三", "ABCDEFGH-1234"]
)
def test_three_classes_of_four_are_enough(cast, clock, password):
    assert open_account(cast, clock, "newlogin", password).check_password(password)


def test_a_login_name_that_looks_like_another_is_refused(cast, clock):
    with pytest.raises(LoginRefused):
        open_account(cast, clock, "li\u200bu")


def test_a_password_that_somebody_else_set_must_be_changed_first(cast, clock, liu, system_admin):
    services.set_password(account=liu, password=PASSWORD + "-9", actor=system_admin, at=clock.now)
    assert Account.objects.get(pk=liu.pk).must_change_password
    services.set_password(account=liu, password=PASSWORD + "-8", actor=liu, at=clock.now)
    assert not Account.objects.get(pk=liu.pk).must_change_password
    acts = AuditRecord.objects.filter(target_code="liu").values_list("act", flat=True)
    assert list(acts.order_by("-id")[:2]) == ["修改密码", "重置密码"]


def test_a_new_password_is_another_one(liu, clock):
    with pytest.raises(PasswordRefused, match="不能与原密码相同"):
        services.set_password(account=liu, password=PASSWORD, actor=liu, at=clock.now)


def test_no_password_is_ever_written_into_the_trail(cast, clock):
    open_account(cast, clock)
    assert PASSWORD not in str(list(AuditRecord.objects.values()))
