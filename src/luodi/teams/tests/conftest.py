import pytest

from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Cast, make_account
from luodi.teams.models import Secondment
from luodi.teams.tests.makers import make_member


@pytest.fixture
def lei(cast: Cast) -> Account:
    """Clerk of the team."""
    admins = {"system_admin": cast.system_admin, "security_admin": cast.security_admin}
    return make_account(login="lei", name="雷", unit=cast.units.team, roles=(Role.CLERK,), **admins)


@pytest.fixture
def member(cast: Cast, lei: Account) -> Secondment:
    """The team's clerk, seconded by the bureau for a year from 6 May 2020."""
    return make_member(cast.units.team, lei.person, by=cast.zhong, home=cast.units.bureau)
