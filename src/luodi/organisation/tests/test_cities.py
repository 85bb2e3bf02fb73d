import re

import pytest
from django.contrib.auth import authenticate

from luodi.organisation import services
from luodi.organisation.choices import Role, UnitKind
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of
from luodi.organisation.services import CityRefused
from luodi.organisation.services.cities import random_secret
from luodi.organisation.tests.makers import START


@pytest.mark.django_db
def test_a_city_begins_with_itself_as_the_top_of_its_units():
    city = services.create_city(code="349900", name="示例市", at=START)
    top = Unit.objects.get()
    assert (top.city, top.kind, top.parent, top.area) == (city, UnitKind.CITY, None, "349900")
    assert top.versions.count() == 1


@pytest.mark.parametrize(("code", "name"), [("3499", "示例市"), ("34990a", "示例市"), ("349900", " ")])
@pytest.mark.django_db
def test_a_city_has_a_division_code_and_a_name(code, name):
    with pytest.raises(CityRefused):
        services.create_city(code=code, name=name, at=START)


@pytest.mark.django_db
def test_three_administrators_are_founded_once_each_with_a_secret_of_its_own():
    city = services.create_city(code="349900", name="示例市", at=START)
    founders = services.create_founder(city=city, at=START)
    assert [founder.role for founder in founders] == [
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDIT_ADMIN,
    ]
    assert len({founder.secret for founder in founders}) == 3
    for founder in founders:
        assert authenticate(username=founder.account.login, password=founder.secret) == founder.account
        assert founder.account.must_change_password
        assert reach_of(founder.account).roles == {founder.role}
    with pytest.raises(CityRefused, match="只能建立一次"):
        services.create_founder(city=city, at=START)
    assert Account.objects.count() == 3


@pytest.mark.django_db
def test_a_demo_citys_accounts_need_no_new_password_first():
    city = services.create_city(code="349900", name="示例市", is_demo=True, at=START)
    assert not any(
        founder.account.must_change_password for founder in services.create_founder(city=city, at=START)
    )


def test_a_random_secret_has_three_classes():
    for _ in range(50):
        assert re.fullmatch(r"(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[0-9A-Za-z]{20}", random_secret())
