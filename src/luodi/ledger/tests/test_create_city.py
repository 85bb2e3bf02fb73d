import io
import re

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from luodi.ledger.models import Head
from luodi.organisation.models import Account, City

pytestmark = pytest.mark.django_db


def create(**options: str) -> str:
    out = io.StringIO()
    call_command("create_city", stdout=out, **options)
    return out.getvalue()


def test_a_city_begins_with_three_administrators_whose_secrets_are_shown_once():
    said = create(code="349900", name="示例市")
    found = re.findall(r"登录名 (\S+)  密码 (\S+)", said)
    assert len(found) == 3
    for login, secret in found:
        assert authenticate(username=login, password=secret) is not None
        assert secret not in str(list(Account.objects.values()))


def test_its_ledger_is_open_and_empty():
    create(code="349900", name="示例市")
    assert Head.objects.get(city__code="349900").number == 0


@pytest.mark.parametrize(
    ("code", "name", "said"), [("3499", "示例市", "不是六位行政区划代码"), ("349900", "", "请填写城市名称")]
)
def test_a_wrong_code_or_no_name_is_refused_and_nothing_is_begun(code, name, said):
    with pytest.raises(CommandError, match=said):
        create(code=code, name=name)
    assert not City.objects.exists()


def test_a_city_begins_once():
    create(code="349900", name="示例市")
    with pytest.raises(CommandError, match="已经建立"):
        create(code="349900", name="示例市")
    assert Account.objects.count() == 3
