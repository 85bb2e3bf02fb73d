import pytest
from django.core.management import CommandError, call_command

from luodi.demo.organisation import PASSWORD, SHOWN
from luodi.organisation.models import Account
from luodi.organisation.passwords import LongAndMixed, WithoutLogin


def test_the_password_is_one_that_the_rules_accept():
    for login in SHOWN:
        LongAndMixed().validate(PASSWORD)
        WithoutLogin().validate(PASSWORD, Account(login=login))


def test_it_leaves_a_real_city_alone(cast):
    for fresh in (False, True):
        with pytest.raises(CommandError, match="正式城市"):
            call_command("demo", no_serve=True, fresh=fresh)


def test_it_is_refused_in_production(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="正式运行"):
        call_command("demo", no_serve=True)


@pytest.mark.parametrize("port", ["0", "65536", "八千", "-1"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(CommandError, match="端口"):
        call_command("demo", "--no-serve", f"--port={port}")
