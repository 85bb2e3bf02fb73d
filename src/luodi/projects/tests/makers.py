"""Make projects, moved on and verified as a test needs them, by the services alone."""

from datetime import date, timedelta
from typing import Any

from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.organisation import clock
from luodi.organisation.models import Account
from luodi.projects import services
from luodi.projects.choices import Stage
from luodi.projects.models import Project
from luodi.projects.rules import ORDER
from luodi.projects.services import NewProject

PARTICULARS: dict[str, Any] = {
    "name": "云溪光学镜片生产线",
    "total": Yuan.from_yi("1.2"),
    "investor_name": "示例光学有限公司",
    "origin": "440300",
    "industry": "C39",
    "area": "349921",
}


def day(text: str) -> VagueDate:
    return VagueDate.day(date.fromisoformat(text))


def make_project(*, by: Account, on: str = "2020-06-01", **particulars: Any) -> Project:
    """A project in negotiation, of the account's own unit unless another is named."""
    command = NewProject(**{"unit": by.unit, **PARTICULARS, **particulars}, occurred_on=day(on))
    return services.create_project(command, actor=by, at=clock.now(by.city))


def move_on(project: Project, *, to: Stage, by: Account, on: str = "2020-07-01") -> Project:
    """Record every stage up to ``to``, one day after the other from ``on``."""
    start = date.fromisoformat(on)
    ahead = ORDER[ORDER.index(Stage(project.stage)) + 1 : ORDER.index(to) + 1]
    for i, stage in enumerate(ahead):
        project = services.record_stage(
            project=project,
            stage=stage,
            occurred_on=VagueDate.day(start + timedelta(days=i)),
            actor=by,
            at=clock.now(by.city),
        )
    return project


def verified(project: Project, *, by: Account) -> Project:
    return services.verify(project=project, actor=by, at=clock.now(by.city))


def make_signed(
    *, by: Account, verifier: Account, signed_on: str = "2020-07-01", **particulars: Any
) -> Project:
    """A signed project whose signing has been verified."""
    project = move_on(make_project(by=by, **particulars), to=Stage.SIGNED, by=by, on=signed_on)
    return verified(project, by=verifier)
