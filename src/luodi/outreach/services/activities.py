"""What recording a trip and recording a visit have in common: codes, rows, links and facts, all set-based."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from luodi import search
from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.enterprises.models import Enterprise
from luodi.kernel.dates import VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.ledger.models import Subject
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Person, Unit
from luodi.organisation.policies import Reach, require_writing
from luodi.outreach import rules
from luodi.outreach.choices import ActivityState, ResultClass
from luodi.outreach.models import (
    Trip,
    TripAppointment,
    TripFile,
    TripFirm,
    TripHandling,
    TripMember,
    TripPart,
    TripProject,
    Visit,
    VisitAppointment,
    VisitFile,
    VisitFirm,
    VisitHandling,
    VisitMember,
    VisitPart,
    VisitProject,
)
from luodi.outreach.models.trip import SEARCH_INDEX as TRIPS_INDEX
from luodi.outreach.models.visit import SEARCH_INDEX as VISITS_INDEX
from luodi.outreach.rules import ActivityRefused
from luodi.outreach.services import particulars
from luodi.outreach.services.monthly import superseded_by_rows
from luodi.outreach.services.particulars import Appointment, Member, Talk
from luodi.projects.models import Project
from luodi.refdata import industries, regions

_CHUNK = 400


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
    row: type[Trip] | type[Visit]
    part: type[models.Model]
    firm: type[models.Model]
    project: type[models.Model]
    member: type[models.Model]
    appointment: type[models.Model]
    handling: type[TripHandling] | type[VisitHandling]
    file: type[TripFile] | type[VisitFile]
    index: search.Index


TRIP = Shape(
    "外出招商", "登记外出招商", SubjectKind.TRIP, "T",
    FactKind.TRIP_MADE, FactKind.TRIP_FIRM_MET, FactKind.TRIP_PROJECT_DISCUSSED,
    Trip, TripPart, TripFirm, TripProject, TripMember, TripAppointment, TripHandling, TripFile,
    TRIPS_INDEX,
)  # fmt: skip
VISIT = Shape(
    "来访接待", "登记来访接待", SubjectKind.VISIT, "V",
    FactKind.VISIT_RECEIVED, FactKind.VISIT_FIRM_MET, FactKind.VISIT_PROJECT_DISCUSSED,
    Visit, VisitPart, VisitFirm, VisitProject, VisitMember, VisitAppointment, VisitHandling, VisitFile,
    VISITS_INDEX,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class NewActivity:
    """What a trip and a visit both say. Without ``shares`` the activity is the unit's alone; ``talks`` are by the
    firm's id."""

    shape: ClassVar[Shape]

    unit: Unit
    title: str
    firms: tuple[Enterprise, ...] = ()
    projects: tuple[Project, ...] = ()
    shares: tuple[ledger.Share, ...] = ()
    led_by: Person | None = None
    head_count: int | None = None
    summary: str = ""
    purpose: str = ""
    outcome: ResultClass | str = ""
    members: tuple[Member, ...] = ()
    programme: tuple[Appointment, ...] = ()
    talks: Mapping[int, Talk] = field(default_factory=dict)

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day on which it may have been."""
        raise NotImplementedError

    @property
    def is_explained(self) -> bool:
        return bool(self.purpose or self.outcome)

    def check_own(self) -> None:
        """Check what this sort alone says.    Raises: ActivityRefused, UnknownOrigin."""
        raise NotImplementedError

    def columns(self) -> dict[str, Any]:
        """Return the columns that this sort alone has."""
        raise NotImplementedError

    def facts(self, subject: Subject) -> list[ledger.NewFact]:
        """Return everything that counts of it."""
        raise NotImplementedError


def shape_of(row: Trip | Visit) -> Shape:
    return TRIP if isinstance(row, Trip) else VISIT


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
    new.check_own()
    particulars.check_members(new.members, refusal=ActivityRefused)
    days = [one.on for one in new.programme]
    particulars.check_days(days, *new.span, name="日程", field="programme", refusal=ActivityRefused)


def check_in_force(new: NewActivity) -> None:
    """Raises: ActivityRefused for a firm that has become part of another one since: it would count twice."""
    listed = Enterprise.objects.filter(pk__in=[firm.pk for firm in new.firms], is_void=True)
    if names := list(listed.values_list("name", flat=True)[:5]):
        raise ActivityRefused(
            f"“{'”“'.join(names)}”已并入别的企业或已撤回登记，请从对接企业里去掉", field="firms"
        )


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


def row_of(
    new: NewActivity,
    subject: Subject,
    *,
    actor: Account,
    at: datetime,
    state: ActivityState = ActivityState.REPORTED,
    once: str = "",
) -> Trip | Visit:
    """Return the row that is to be created."""
    row = new.shape.row(
        city_id=actor.city_id,
        code=subject.code,
        subject=subject,
        state=state,
        once=once or None,
        created_at=at,
        created_by=actor,
        updated_at=at,
        **columns_of(new),
    )
    row.search_text = search_text_of(row)
    return row


def search_text_of(row: Trip | Visit) -> str:
    """Return what the activity is found by."""
    place = row.place if isinstance(row, Trip) else regions.origin_name(row.origin)
    return search.search_text(row.title, place, codes=[row.code])


def document(row: Trip | Visit) -> search.Document:
    return search.Document(row.pk, row.city_id, row.search_text)


def columns_of(new: NewActivity) -> dict[str, Any]:
    """Return the values of the row that the command says."""
    return {
        "unit": new.unit,
        "title": new.title.strip(),
        "led_by": new.led_by,
        "head_count": new.head_count,
        "summary": new.summary.strip(),
        **new.columns(),
    }


def write_links(
    shape: Shape,
    rows: Sequence[Trip | Visit],
    commands: Sequence[NewActivity],
    *,
    with_handling: bool = True,
) -> None:
    """Write what hangs on the rows: parts, firms, projects, people, programmes, and where they are found."""
    search.put(shape.index, [document(row) for row in rows])
    pairs = list(zip(rows, commands, strict=True))
    _create(
        shape.part,
        [
            shape.part(activity=row, unit=share.unit, basis_points=share.basis_points)
            for row, new in pairs
            for share in new.shares
        ],
    )
    _create(shape.firm, [_firm(shape, row, firm, new) for row, new in pairs for firm in new.firms])
    _create(
        shape.project,
        [shape.project(activity=row, project=project) for row, new in pairs for project in new.projects],
    )
    _create(
        shape.member,
        [
            shape.member(activity=row, seat=seat, **vars(one))
            for row, new in pairs
            for seat, one in enumerate(new.members)
        ],
    )
    _create(
        shape.appointment,
        [shape.appointment(activity=row, **vars(one)) for row, new in pairs for one in new.programme],
    )
    if with_handling:
        _create(shape.handling, [_handling(shape, row, new) for row, new in pairs if new.is_explained])


def _create(table: type[models.Model], rows: Sequence[models.Model]) -> None:
    table._default_manager.bulk_create(rows, batch_size=_CHUNK)


def _handling(shape: Shape, row: Trip | Visit, new: NewActivity) -> models.Model:
    said: dict[str, Any] = {"activity": row, "purpose": new.purpose, "outcome": new.outcome}
    return shape.handling(**said)


def _firm(shape: Shape, row: Trip | Visit, firm: Enterprise, new: NewActivity) -> models.Model:
    talk = new.talks.get(firm.pk, Talk())
    return shape.firm(activity=row, enterprise=firm, contact=talk.contact, intention=talk.intention)


def facts_of(
    shape: Shape, new: NewActivity, *, subject: Subject, occurred: VagueDate, origin: str
) -> list[ledger.NewFact]:
    """One fact of the activity itself, and one of each firm and each project with the activity as occasion.

    ``origin`` of the activity is where the investors are; firms and projects bring their own dimensions. Each carries
    the leader, so that it is found under him.
    """

    made = ledger.NewFact(
        kind=shape.made,
        subject=subject,
        occurred=occurred,
        unit=new.unit,
        shares=new.shares,
        area=new.unit.area,
        origin=origin,
        sponsor_id=None if new.led_by is None else new.led_by.pk,
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
        supersede=superseded_by_rows(facts, city=actor.city, today=day_of(at)),
        notes=[audit.Note(shape.act, shape.subject, row.code, row.title) for row in rows],
    )


def _is_industrial(firm: Enterprise) -> bool:
    return bool(firm.industry) and industries.industry(firm.industry).is_industrial
