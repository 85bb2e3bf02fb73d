"""What recording a trip and recording a visit have in common: codes, rows, links and facts, all set-based."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import models
from django.utils import timezone

from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.enterprises.models import Enterprise
from luodi.kernel.dates import VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.ledger.models import Subject
from luodi.organisation.models import Account, Person, Unit
from luodi.organisation.policies import Reach, require_writing
from luodi.outreach import rules
from luodi.outreach.models import (
    Trip,
    TripFirm,
    TripPart,
    TripProject,
    Visit,
    VisitFirm,
    VisitPart,
    VisitProject,
)
from luodi.outreach.rules import ActivityRefused
from luodi.outreach.services.monthly import superseded_by_rows
from luodi.projects.models import Project
from luodi.refdata import industries

_CHUNK = 400


@dataclass(frozen=True, kw_only=True)
class NewActivity:
    """What a trip and a visit both say. Without ``shares`` the activity is the unit's alone."""

    unit: Unit
    title: str
    firms: tuple[Enterprise, ...] = ()
    projects: tuple[Project, ...] = ()
    shares: tuple[ledger.Share, ...] = ()
    led_by: Person | None = None
    head_count: int | None = None
    summary: str = ""


@dataclass(frozen=True)
class Shape:
    """Which kinds and tables belong to one sort of activity."""

    name: str
    act: str
    subject: SubjectKind
    prefix: str
    made: FactKind
    firm_met: FactKind
    project_discussed: FactKind
    part: type[models.Model]
    firm: type[models.Model]
    project: type[models.Model]


TRIP = Shape(
    "外出招商", "登记外出招商", SubjectKind.TRIP, "T",
    FactKind.TRIP_MADE, FactKind.TRIP_FIRM_MET, FactKind.TRIP_PROJECT_DISCUSSED,
    TripPart, TripFirm, TripProject,
)  # fmt: skip
VISIT = Shape(
    "来访接待", "登记来访接待", SubjectKind.VISIT, "V",
    FactKind.VISIT_RECEIVED, FactKind.VISIT_FIRM_MET, FactKind.VISIT_PROJECT_DISCUSSED,
    VisitPart, VisitFirm, VisitProject,
)  # fmt: skip


def check(new: NewActivity, *, reach: Reach) -> None:
    """Raises: NotAllowed outside the actor's units; ActivityRefused when what is said cannot be."""
    require_writing(reach, new.unit)
    rules.check_text(new.title, name="名称", field="title", refusal=ActivityRefused)
    firms, projects = [firm.pk for firm in new.firms], [project.pk for project in new.projects]
    rules.check_distinct(firms, name="对接企业", field="firms", refusal=ActivityRefused)
    rules.check_distinct(projects, name="洽谈项目", field="projects", refusal=ActivityRefused)
    things: tuple[Enterprise | Project, ...] = (*new.firms, *new.projects)
    if any(thing.city_id != reach.city_id for thing in things):
        raise ActivityRefused("企业和项目须是本市的", field="firms")


def open_subjects(
    shape: Shape, commands: Sequence[NewActivity], *, actor: Account, at: datetime
) -> list[Subject]:
    """Give each activity its code and its subject."""
    year = timezone.localtime(at).year
    codes = numbering.take(city_id=actor.city_id, prefix=shape.prefix, year=year, n=len(commands))
    specs = [
        ledger.SubjectSpec(shape.subject, code, new.title) for code, new in zip(codes, commands, strict=True)
    ]
    return ledger.add_subjects(specs, city_id=actor.city_id)


def write_links(shape: Shape, rows: Sequence[Trip | Visit], commands: Sequence[NewActivity]) -> None:
    pairs = list(zip(rows, commands, strict=True))
    shape.part._default_manager.bulk_create(
        [
            shape.part(activity=row, unit=share.unit, basis_points=share.basis_points)
            for row, new in pairs
            for share in new.shares
        ],
        batch_size=_CHUNK,
    )
    shape.firm._default_manager.bulk_create(
        [shape.firm(activity=row, enterprise=firm) for row, new in pairs for firm in new.firms],
        batch_size=_CHUNK,
    )
    shape.project._default_manager.bulk_create(
        [shape.project(activity=row, project=project) for row, new in pairs for project in new.projects],
        batch_size=_CHUNK,
    )


def facts_of(
    shape: Shape, new: NewActivity, *, subject: Subject, occurred: VagueDate, origin: str
) -> list[ledger.NewFact]:
    """One fact of the activity itself, and one of each firm and each project with the activity as occasion.

    ``origin`` of the activity is where the investors are; firms and projects bring their own dimensions.
    """

    made = ledger.NewFact(
        kind=shape.made,
        subject=subject,
        occurred=occurred,
        unit=new.unit,
        shares=new.shares,
        area=new.unit.area,
        origin=origin,
    )
    firms = [
        replace(
            made,
            kind=shape.firm_met,
            subject=firm.subject,
            occasion=subject,
            origin=firm.origin,
            industry=firm.industry,
            industrial=_is_industrial(firm),
        )
        for firm in new.firms
    ]
    projects = [
        replace(
            made,
            kind=shape.project_discussed,
            subject=project.subject,
            occasion=subject,
            area=project.area,
            origin=project.origin,
            industry=project.industry,
            industrial=project.industrial,
        )
        for project in new.projects
    ]
    return [made, *firms, *projects]


def post(
    shape: Shape,
    rows: Sequence[Trip | Visit],
    facts: Sequence[ledger.NewFact],
    *,
    actor: Account,
    at: datetime,
) -> None:
    """Record the facts; a month's number that they itemise gives way to them."""
    ledger.post(
        city=actor.city,
        act=shape.act,
        actor=actor,
        at=at,
        facts=facts,
        supersede=superseded_by_rows(facts, city=actor.city, today=timezone.localtime(at).date()),
        notes=[audit.Note(shape.act, shape.subject, row.code, row.title) for row in rows],
    )


def _is_industrial(firm: Enterprise) -> bool:
    return bool(firm.industry) and industries.industry(firm.industry).is_industrial
