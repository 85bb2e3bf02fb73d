import pytest
from django.http import Http404

from luodi.kernel.money import Yuan
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of
from luodi.organisation.tests.makers import Clock
from luodi.projects import policies, services
from luodi.projects.choices import Field
from luodi.projects.tests.makers import make_project, make_signed


@pytest.mark.parametrize("who", ["liu", "zhong", "qin", "hong"])
def test_a_project_opens_for_those_who_see_its_unit(
    liu: Account, who: str, request: pytest.FixtureRequest
) -> None:
    project = make_project(by=liu)
    assert policies.get_project(project.code, request.getfixturevalue(who)) == project


@pytest.mark.parametrize("who", ["wu", "wai", "system_admin"])
def test_a_project_that_is_none_of_ones_business_is_not_there(
    liu: Account, who: str, request: pytest.FixtureRequest
) -> None:
    project, account = make_project(by=liu), request.getfixturevalue(who)
    for code in (project.code, "P2020-9999"):
        with pytest.raises(Http404):
            policies.get_project(code, account)


def test_writing_and_verifying_are_two_rights(liu: Account, wu: Account, qin: Account, hong: Account) -> None:
    project = make_project(by=liu)
    rights = [
        (policies.can_write(reach, project), policies.can_verify(reach, project))
        for reach in map(reach_of, (liu, wu, qin, hong))
    ]
    assert rights == [(True, False), (False, False), (False, True), (False, False)]


def test_a_correction_that_waits_opens_with_its_project(
    liu: Account, wu: Account, qin: Account, clock: Clock
) -> None:
    project = make_signed(by=liu, verifier=qin)
    pending = services.correct_project(
        project=project, corrections={Field.TOTAL: Yuan.from_yi(9)}, reason="看错", actor=liu, at=clock.now
    )
    assert pending is not None
    assert policies.get_pending_correction(pending.pk, qin) == pending
    with pytest.raises(Http404):
        policies.get_pending_correction(pending.pk, wu)
