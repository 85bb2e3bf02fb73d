"""An import whose projects have been verified and corrected since is withdrawn with what was done to them."""

import pytest

from luodi.figures.compute import compute_many
from luodi.importing import services
from luodi.importing.choices import ChangeMode, ImportState
from luodi.importing.models import Import
from luodi.importing.tests.makers import ROWS, bring, commit, workbook
from luodi.kernel.asof import AsOf
from luodi.kernel.money import Yuan
from luodi.kernel.spans import Period
from luodi.ledger import integrity
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.organisation.tests.makers import Clock
from luodi.outreach import services as outreach
from luodi.outreach.tests.makers import HELD, make_event
from luodi.projects import services as projects
from luodi.projects.choices import Field
from luodi.projects.models import PendingCorrection, Project
from luodi.projects.tests.makers import make_project, verified


def signed(account: Account, as_of: AsOf | None = None) -> dict[str, object]:
    found = compute_many(
        ["signed.count", "signed.amount"],
        city=account.city,
        period=Period.year(2020),
        as_of=as_of or ledger.resolve(account.city),
        standing=Standing.VERIFIED,
    )
    return {code: one.raw for code, one in found.items()}


def worked_on(liu: Account, qin: Account, clock: Clock) -> Import:
    """Commit a sheet, verify all of it, and correct one of its projects with a verifier's consent."""
    imported = commit(bring(workbook(), by=liu), by=liu)
    clock.advance(hours=1)
    for project in Project.objects.of(liu.city_id):
        verified(project, by=qin)
    optics = Project.objects.get(name="云溪光学镜片生产线")
    corrections = {Field.TOTAL: Yuan.from_yi(2)}
    asked = projects.correct_project(
        project=optics, corrections=corrections, reason="抄录有误", actor=liu, at=clock.now
    )
    assert isinstance(asked, PendingCorrection)
    projects.accept_correction(pending=asked, actor=qin, at=clock.now)
    return imported


def test_the_centre_takes_along_what_was_done_since_and_the_past_still_shows_it(
    liu: Account, qin: Account, zhong: Account, clock: Clock
) -> None:
    before = signed(liu)
    imported = worked_on(liu, qin, clock)
    known, then = ledger.resolve(liu.city), signed(liu)
    assert then != before
    clock.advance(hours=1)
    services.withdraw(imported=imported, reason="整份表报错了", actor=zhong, at=clock.now, along=True)
    assert signed(liu) == before
    assert signed(liu, known) == then
    assert not Project.objects.of(liu.city_id).exists()
    assert Import.objects.get(pk=imported.pk).state == ImportState.WITHDRAWN
    assert not integrity.check(liu.city)


def test_a_clerk_does_not_take_along_what_others_verified(liu: Account, qin: Account, clock: Clock) -> None:
    imported = worked_on(liu, qin, clock)
    with pytest.raises(NotAllowed, match="招商服务中心"):
        services.withdraw(imported=imported, reason="整份表报错了", actor=liu, at=clock.now, along=True)
    assert Project.objects.of(liu.city_id).count() == 3


def test_a_project_on_a_ceremonys_list_is_named_and_stays(
    liu: Account, qin: Account, zhong: Account, clock: Clock
) -> None:
    imported = worked_on(liu, qin, clock)
    optics = Project.objects.get(name="云溪光学镜片生产线")
    listing = outreach.Listing(project=optics, amount=Yuan.from_yi(2), listed_on=HELD)
    outreach.list_at_ceremony(make_event(by=zhong), [listing], actor=zhong, at=clock.now)
    with pytest.raises(ledger.BatchRefused, match="云溪光学镜片生产线.*列入集中签约"):
        services.withdraw(imported=imported, reason="整份表报错了", actor=zhong, at=clock.now, along=True)


def test_a_project_that_was_there_before_is_never_taken_along(
    liu: Account, qin: Account, zhong: Account, clock: Clock
) -> None:
    own = make_project(by=liu, name="云溪光学镜片生产线", investor_name="示例光学有限公司")
    imported = bring(workbook(ROWS[:1]), by=liu)
    said = {"changes": ChangeMode.CORRECT, "reason": "按签约台账"}
    imported = commit(imported, by=liu, **said)
    clock.advance(hours=1)
    verified(Project.objects.get(pk=own.pk), by=qin)
    with pytest.raises(ledger.BatchRefused, match=own.code):
        services.withdraw(imported=imported, reason="报错了", actor=zhong, at=clock.now, along=True)
