"""Whoever claimed, and the unit's clerks, are told what was sent back and why."""

from datetime import date

import pytest

from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind
from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock, Units
from luodi.projects import services
from luodi.projects.choices import Field
from luodi.projects.models import PendingCorrection, Project
from luodi.projects.tests.makers import make_project, make_signed


def correction_of(project: Project, by: Account, clock: Clock) -> PendingCorrection:
    asked = services.correct_project(
        project=project,
        corrections={Field.TOTAL: Yuan.from_yi(2)},
        reason="抄录有误",
        actor=by,
        at=clock.now,
    )
    assert asked is not None
    return asked


def test_a_rejection_tells_the_claimant_and_the_units_clerk_why(
    liu: Account, zhong: Account, qin: Account, units: Units, clock: Clock
) -> None:
    project = make_project(by=zhong, unit=units.yunxi)
    services.reject(
        project=project, kind=FactKind.PROJECT_NEGOTIATING, reason="没有洽谈记录", actor=qin, at=clock.now
    )
    told = Notice.objects.order_by("account_id")
    assert {one.account_id for one in told} == {liu.pk, zhong.pk}
    for one in told:
        assert (one.kind, one.reason) == (NoticeKind.RETURNED, "没有洽谈记录")
        assert one.path == f"/projects/{project.code}/"
        assert project.name in one.title


def test_a_clerk_who_claimed_is_told_once(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    services.reject(
        project=project, kind=FactKind.PROJECT_NEGOTIATING, reason="没有洽谈记录", actor=qin, at=clock.now
    )
    assert Notice.objects.filter(account=liu).count() == 1


def test_a_rejection_that_is_refused_tells_nobody(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_project(by=liu)
    with pytest.raises(Refusal):
        services.reject(
            project=project, kind=FactKind.PROJECT_NEGOTIATING, reason="  ", actor=qin, at=clock.now
        )
    assert not Notice.objects.exists()


def test_a_refused_correction_comes_back_with_its_reason(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin, signed_on=date(2020, 7, 1).isoformat())
    asked = correction_of(project, liu, clock)
    services.refuse_correction(pending=asked, reason="合同就是 1.2 亿", actor=qin, at=clock.now)
    (told,) = Notice.objects.filter(account=liu)
    assert (told.kind, told.reason) == (NoticeKind.RETURNED, "合同就是 1.2 亿")


def test_an_accepted_correction_is_told_as_decided(liu: Account, qin: Account, clock: Clock) -> None:
    project = make_signed(by=liu, verifier=qin)
    services.accept_correction(pending=correction_of(project, liu, clock), actor=qin, at=clock.now)
    (told,) = Notice.objects.filter(account=liu)
    assert told.kind == NoticeKind.DECIDED
