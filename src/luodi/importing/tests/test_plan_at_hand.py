"""Who commits at once need not have the file read twice; a plan that no longer holds is made anew."""

from luodi.documents.services.folder import place_of
from luodi.importing import services
from luodi.importing.decisions import Decisions
from luodi.importing.services import Commitment, Received
from luodi.importing.tests.makers import workbook
from luodi.organisation import clock
from luodi.organisation.models import Account
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project


def take_up(by: Account) -> Received:
    return services.take_up(
        content=workbook(), name="签约台账.xlsx", unit=by.unit, actor=by, at=clock.now(by.city)
    )


def test_a_plan_at_hand_is_committed_without_reading_the_file_again(liu: Account) -> None:
    imported, plan = take_up(liu)
    place_of(imported.file.sha256).unlink()
    services.commit(imported=imported, said=Commitment(), actor=liu, at=clock.now(liu.city), plan=plan)
    assert Project.objects.count() == 3


def test_a_plan_is_made_anew_when_the_ledger_has_gone_on(liu: Account) -> None:
    imported, plan = take_up(liu)
    make_project(by=liu, on="2020-06-01", name="云溪光学镜片生产线", investor_name="示例光学有限公司")
    done = services.commit(imported=imported, said=Commitment(), actor=liu, at=clock.now(liu.city), plan=plan)
    assert plan is not None
    assert plan.counts["NEW"] == 3
    assert done.counts["NEW"] == 2
    assert Project.objects.count() == 3


def test_a_plan_is_made_anew_when_the_clerk_has_decided_otherwise(liu: Account) -> None:
    imported, plan = take_up(liu)
    at = clock.now(liu.city)
    said = Decisions(area="349922", skipped_reason="补录")
    services.decide(imported=imported, decisions=said, expected_version=None, actor=liu, at=at)
    services.commit(imported=imported, said=Commitment(), actor=liu, at=at, plan=plan)
    assert {project.area for project in Project.objects.all()} == {"349922"}
