"""A city with something to look at: projects in every stage, verified and not, and browsers that are signed in."""

from dataclasses import dataclass

from django.test import Client

from luodi.kernel.dates import VagueDate
from luodi.ledger.kinds import Channel
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects import services as projects
from luodi.projects.choices import Stage
from luodi.projects.models import Project
from luodi.projects.tests.makers import day, make_project


@dataclass(frozen=True)
class Portfolio:
    """``signed`` and ``started`` are verified, Yunxi's and Shiqiao's; ``claimed`` is Yunxi's and waits."""

    signed: Project
    started: Project
    claimed: Project


def make_portfolio(cast: Cast, clock: Clock) -> Portfolio:
    signed = make_project(by=cast.liu, name="云溪光学镜片生产线")
    signed = _stage(signed, Stage.SIGNED, "2020-07-06", cast.liu, clock)
    started = make_project(by=cast.wu, name="石桥钙钛矿电池项目", area="349922", origin="320500")
    started = _stage(started, Stage.SIGNED, "2020-06-18", cast.wu, clock)
    started = _stage(started, Stage.STARTED, "2020-07-20", cast.wu, clock)
    clock.advance(hours=1)
    for project in (signed, started):
        projects.verify(project=project, actor=cast.qin, at=clock.now)
    claimed = make_project(by=cast.liu, name="云溪氢能装备项目", on="2020-07-28")
    return Portfolio(signed, started, claimed)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def _stage(project: Project, stage: Stage, on: str, by: Account, clock: Clock) -> Project:
    channel = Channel.ON_SITE if stage == Stage.SIGNED else ""
    occurred: VagueDate = day(on)
    return projects.record_stage(
        project=project, stage=stage, occurred_on=occurred, channel=channel, actor=by, at=clock.now
    )
