"""Units, people, accounts, the trail and the health page."""

from luodi.desk.tests.makers import signed_in
from luodi.organisation.models import Account, Grant, Person, Unit
from luodi.organisation.tests.makers import PASSWORD, Clock


def page(account: Account, address: str, status: int = 200) -> str:
    answer = signed_in(account).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def send(account: Account, address: str, typed: dict[str, object]) -> tuple[int, str]:
    answer = signed_in(account).post(address, typed)
    return answer.status_code, answer.content.decode()


def test_the_tree_of_units_is_open_to_all_who_work_in_the_city(liu: Account) -> None:
    said = page(liu, "/units/")
    assert "新能源产业招商工作队" in said
    assert "设立单位</a>" not in said


def test_a_unit_is_founded_changed_and_closed_by_forms(zhong: Account, clock: Clock) -> None:
    typed = {
        "name": "云溪县第一招商小分队", "short_name": "云溪一队", "code": "YUNXI-1", "kind": "SQUAD", "parent": "YUNXI",
        "area": "", "founded_on": "2020-08-01",
    }  # fmt: skip
    assert send(zhong, "/units/new/", typed)[0] == 302
    unit = Unit.objects.get(code="YUNXI-1")
    changed = {
        "valid_from": "2020-08-02", "name": "云溪县招商一队", "short_name": "云溪一队", "kind": "SQUAD",
        "parent": "YUNXI", "area": "", "version": unit.version,
    }  # fmt: skip
    assert send(zhong, "/units/YUNXI-1/change/", changed)[0] == 302
    said = page(zhong, "/units/YUNXI-1/")
    assert "云溪县第一招商小分队" in said
    assert "云溪县招商一队" in said
    assert send(zhong, "/units/YUNXI-1/close/", {"closed_on": "2020-08-03"})[0] == 302
    assert "云溪县招商一队" not in page(zhong, "/units/")


def test_a_taken_code_is_marked(zhong: Account) -> None:
    typed = {
        "name": "又一个", "short_name": "又一个", "code": "YUNXI", "kind": "SQUAD", "parent": "", "area": "",
        "founded_on": "2020-08-01",
    }  # fmt: skip
    status, said = send(zhong, "/units/new/", typed)
    assert status == 422
    assert "已被使用" in said


def test_a_person_is_entered_and_appointed_and_the_telephone_is_masked(zhong: Account) -> None:
    assert send(zhong, "/people/new/", {"name": "方", "mobile": "13800001234"})[0] == 302
    person = Person.objects.get(name="方")
    post = {"unit": "YUNXI", "title": "副县长", "rank": "DEPUTY", "since": "2020-08-01"}
    assert send(zhong, f"/people/{person.code}/appoint/", post)[0] == 302
    said = page(zhong, "/people/?q=方")
    assert "138****1234" in said
    assert "副县长" in said


def test_one_administrator_opens_an_account_and_another_grants(
    system_admin: Account, security_admin: Account, liu: Account
) -> None:
    typed = {"login": "fang", "person": liu.person.code, "unit": "YUNXI", "password": "Chushi-Mima-20"}
    assert send(system_admin, "/open-account/", typed)[0] == 302
    assert send(system_admin, "/accounts/fang/grant/", {"role": "CLERK", "unit": "YUNXI"})[0] == 403
    assert send(security_admin, "/accounts/fang/grant/", {"role": "CLERK", "unit": "YUNXI"})[0] == 302
    grant = Grant.objects.get(account__login="fang")
    assert "单位台账员" in page(security_admin, "/accounts/fang/")
    assert send(security_admin, f"/grants/{grant.pk}/revoke/", {})[0] == 302
    assert Grant.objects.get(pk=grant.pk).revoked_at is not None


def test_a_weak_first_password_is_refused(system_admin: Account, liu: Account) -> None:
    typed = {"login": "fang", "person": liu.person.code, "unit": "YUNXI", "password": "12345"}
    status, said = send(system_admin, "/open-account/", typed)
    assert status == 422
    assert "密码" in said
    assert not Account.objects.filter(login="fang").exists()


def test_an_account_is_disabled_and_its_password_reset(system_admin: Account, liu: Account) -> None:
    assert send(system_admin, "/accounts/liu/password/", {"password": PASSWORD + "-neu"})[0] == 302
    assert send(system_admin, "/accounts/liu/switch/", {})[0] == 302
    assert not Account.objects.get(login="liu").is_active


def test_the_trail_is_the_audit_administrators_alone(audit_admin: Account, zhong: Account) -> None:
    said = page(audit_admin, "/trail/?act=开通账号")
    assert "qin" in said
    assert "设立单位</td>" not in said
    page(zhong, "/trail/", 403)


def test_the_health_page_names_what_it_looked_at(system_admin: Account) -> None:
    said = page(system_admin, "/health/")
    assert "台账保护" in said
    assert "账簿末端" in said
