"""Two signed projects of two counties, one of them started: something to ask about."""

from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects.choices import Stage
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project, make_signed, move_on, verified


def make_portfolio(cast: Cast, clock: Clock) -> list[Project]:
    """Yunxi signed in July; Shiqiao in June, and started in July."""
    signed = make_signed(by=cast.liu, verifier=cast.qin, signed_on="2020-07-06")
    other = make_project(by=cast.wu, name="石桥钙钛矿电池项目", area="349922", origin="320500")
    other = move_on(other, to=Stage.SIGNED, by=cast.wu, on="2020-06-18")
    other = move_on(other, to=Stage.STARTED, by=cast.wu, on="2020-07-20")
    clock.advance(hours=1)
    return [signed, verified(other, by=cast.qin)]
