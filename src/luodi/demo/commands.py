"""Turn what is planned into the commands that the services take."""

from luodi.demo import itineraries, plan
from luodi.demo.organisation import Cast
from luodi.demo.planned import PlannedContact, PlannedProject, Shares
from luodi.kernel.money import Yuan
from luodi.ledger.services import Share
from luodi.outreach import services as outreach
from luodi.projects import services as projects
from luodi.projects.choices import Stage
from luodi.refdata import divisions

_UNKNOWN_INVESTOR = "发布稿未载明"
_STAGES = tuple(Stage)
_MADE_UP = "演示用的合成数据"


def new_project(planned: PlannedProject, cast: Cast) -> projects.NewProject:
    return projects.NewProject(
        name=planned.name,
        unit=cast.units[planned.county],
        total=Yuan.from_wan(planned.wrong_wan or planned.total_wan),
        investor_name="" if planned.firm else _UNKNOWN_INVESTOR,
        enterprise=planned.firm.entered if planned.firm else None,
        origin=planned.origin,
        industry=planned.industry,
        summary=planned.summary,
        shares=_shares(planned.shares, cast),
        details=planned.details,
        occurred_on=planned.dates[Stage.NEGOTIATING],
    )


def opening_project(planned: PlannedProject, cast: Cast) -> projects.OpeningProject:
    stage = planned.opening or Stage.NEGOTIATING
    reached = _STAGES[: _STAGES.index(stage) + 1]
    return projects.OpeningProject(
        name=planned.name,
        unit=cast.units[planned.county],
        total=Yuan.from_wan(planned.total_wan),
        investor_name="" if planned.firm else _UNKNOWN_INVESTOR,
        enterprise=planned.firm.entered if planned.firm else None,
        origin=planned.origin,
        industry=planned.industry,
        summary=planned.summary,
        details=planned.details,
        opening_on=plan.OPENING_ON,
        stage=stage,
        dates={one: planned.dates[one] for one in reached},
        channel=planned.channel if Stage.SIGNED in reached else "",
    )


def stage_record(planned: PlannedProject, stage: Stage) -> projects.StageRecord:
    return projects.StageRecord(
        project=planned.entered,
        stage=stage,
        occurred_on=planned.dates[stage],
        channel=planned.channel if stage == Stage.SIGNED else "",
    )


def new_trip(planned: PlannedContact, cast: Cast) -> outreach.NewTrip:
    place = divisions.division(planned.place).short_name
    unit = cast.units[planned.unit]
    return outreach.NewTrip(
        unit=unit,
        title=f"{unit.short_name}赴{place}开展招商",
        firms=tuple(firm.entered for firm in planned.firms),
        projects=tuple(project.entered for project in planned.projects),
        shares=_shares(planned.shares, cast),
        led_by=None if planned.leader is None else cast.leaders[planned.leader],
        head_count=planned.head_count,
        summary=_MADE_UP,
        destination=planned.place,
        place=place,
        from_on=planned.began_on,
        to_on=planned.day,
        stops=itineraries.stops(planned),
        purpose=itineraries.purpose(planned),
        outcome=itineraries.outcome(planned),
        members=itineraries.members(planned, cast),
        programme=itineraries.programme(planned),
        talks=itineraries.talks(planned),
    )


def new_visit(planned: PlannedContact, cast: Cast) -> outreach.NewVisit:
    unit = cast.units[planned.unit]
    guests = planned.firms[0].brand if planned.firms else divisions.division(planned.place).short_name
    return outreach.NewVisit(
        unit=unit,
        title=f"{guests}等客商来{unit.short_name}考察",
        firms=tuple(firm.entered for firm in planned.firms),
        projects=tuple(project.entered for project in planned.projects),
        shares=_shares(planned.shares, cast),
        led_by=None if planned.leader is None else cast.leaders[planned.leader],
        head_count=planned.head_count,
        summary=_MADE_UP,
        origin=planned.place,
        visited=planned.on,
        purpose=itineraries.purpose(planned),
        outcome=itineraries.outcome(planned),
        members=itineraries.members(planned, cast),
        programme=itineraries.programme(planned),
        talks=itineraries.talks(planned),
    )


def _shares(shares: Shares, cast: Cast) -> tuple[Share, ...]:
    return tuple(Share(cast.units[code], points) for code, points in shares)
