"""Create projects: new ones that the city has begun to negotiate, and those that are older than the ledger."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from luodi import search
from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import ForeignMoney
from luodi.ledger import rules as ledger_rules
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, SubjectKind
from luodi.ledger.models import Batch, Subject
from luodi.ledger.services import NewFact, SubjectSpec
from luodi.organisation import policies as rights
from luodi.organisation.models import Account
from luodi.projects import details, rules, words
from luodi.projects.choices import EVENT_OF, Field, Stage, Status
from luodi.projects.models import Project
from luodi.projects.models.project import SEARCH_INDEX
from luodi.projects.services import books, checks
from luodi.projects.services.commands import NewProject, OpeningProject, Particulars
from luodi.projects.services.writing import (
    TARGET,
    Act,
    document,
    searched,
    set_keys,
    set_shares,
    standing_now,
)


def create_project(
    command: NewProject, *, actor: Account, at: datetime, batch: Batch | None = None, once: str = ""
) -> Project:
    """Create one project; see ``create_projects``."""
    return create_projects([command], actor=actor, at=at, batch=batch, once=once)[0]


def create_projects(
    commands: Sequence[NewProject],
    *,
    actor: Account,
    at: datetime,
    batch: Batch | None = None,
    once: str = "",
) -> list[Project]:
    """Record that the city has begun to negotiate these projects, each claimed by whoever records it.

    Shape: in the order of the commands.    Raises: ProjectRefused, UnknownIndustry, UnknownOrigin, UnknownArea,
    CreditRefused, DateRefused for what no project can be; NotAllowed.
    """
    act = Act(actor, at, batch)
    _check(commands, actor)
    with transaction.atomic():
        rows = _rows(commands, act)
        facts = []
        for row, command in zip(rows, commands, strict=True):
            _reach(row, Stage.NEGOTIATING, command.occurred_on, act.day)
            row.status_since = row.negotiating_on or act.day
            state = _state(row, command, command.occurred_on)
            facts += [books.event_like(state, kind=EVENT_OF[Stage.NEGOTIATING]), state]
        _write(rows, commands, act)
        ledger.post(
            city=actor.city,
            act="登记项目",
            actor=actor,
            at=at,
            facts=facts,
            notes=_notes("登记项目", rows, commands),
            batch=batch,
            once=once,
        )
    return rows


def record_opening(
    commands: Sequence[OpeningProject], *, actor: Account, at: datetime, batch: Batch | None = None
) -> list[Project]:
    """Take in projects that are older than the ledger, as they stood on their opening day.

    They have a state and no event, so that no flow counts them again.
    Raises: as ``create_projects``; ProjectRefused without the date of the stage; DateOutOfOrder; StageNotReady.
    """
    act = Act(actor, at, batch)
    _check(commands, actor)
    with transaction.atomic():
        rows = _rows(commands, act)
        facts = [_opening(row, command, act.day) for row, command in zip(rows, commands, strict=True)]
        _write(rows, commands, act)
        ledger.post(
            city=actor.city,
            act="登记期初项目",
            actor=actor,
            at=at,
            facts=facts,
            notes=_notes("登记期初项目", rows, commands),
            batch=batch,
            cause=Cause.OPENING,
        )
    return rows


def _check(commands: Sequence[Particulars], actor: Account) -> None:
    """Ask what needs no lock before the transaction begins: on SQLite writers wait for its end."""
    reach = rights.reach_of(actor)
    for command in commands:
        allowed = command.unit.city_id == actor.city_id and rights.may_write(reach, command.unit.pk)
        rights.require(allowed, f"您没有填报{command.unit.short_name}项目的权限")
    checks.check_particulars(commands, city_id=actor.city_id)


def _rows(commands: Sequence[Particulars], act: Act) -> list[Project]:
    """Return the rows with their subjects, not yet written."""
    city_id = act.actor.city_id
    codes = numbering.take(city_id=city_id, prefix="P", year=act.day.year, n=len(commands))
    specs = [
        SubjectSpec(SubjectKind.PROJECT, code, command.name.strip())
        for code, command in zip(codes, commands, strict=True)
    ]
    subjects = ledger.add_subjects(specs, city_id=city_id)
    return [_row(command, subject, act) for command, subject in zip(commands, subjects, strict=True)]


def _row(command: Particulars, subject: Subject, act: Act) -> Project:
    total = command.total.to_yuan() if isinstance(command.total, ForeignMoney) else command.total
    row = Project(
        city_id=subject.city_id,
        code=subject.code,
        name=subject.label,
        subject=subject,
        enterprise=command.enterprise,
        investor_name=checks.investor_of(command),
        unit=command.unit,
        area=checks.area_of(command),
        origin=command.origin,
        industry=command.industry,
        industrial=checks.is_industrial(command),
        total_fen=None if total is None else total.fen,
        sponsor=command.sponsor,
        summary=command.summary.strip(),
        stage=Stage.NEGOTIATING,
        status=Status.PROCEEDING,
        created_at=act.at,
        created_by=act.actor,
        updated_at=act.at,
    )
    row.search_text = searched(row)
    set_keys(row)
    return row


def _reach(row: Project, stage: Stage, occurred: VagueDate, today: date) -> None:
    name = stage.value.lower()
    setattr(row, f"{name}_on", ledger_rules.counted_on(occurred, today))
    setattr(row, f"{name}_precision", occurred.precision)


def _state(row: Project, command: Particulars, occurred: VagueDate) -> NewFact:
    return NewFact(
        kind=FactKind.PROJECT_STATE,
        subject=row.subject,
        occurred=occurred,
        unit=row.unit,
        amount=command.total,
        shares=command.shares,
        area=row.area,
        origin=row.origin,
        industry=row.industry,
        industrial=row.industrial,
        sponsor_id=row.sponsor_id,
        state=row.stage,
        status=row.status,
        state_since=row.stage_since,
        status_since=row.status_since,
    )


def _opening(row: Project, command: OpeningProject, today: date) -> NewFact:
    if command.stage not in command.dates:
        raise rules.ProjectRefused(f"请填写{command.stage.label}日期", field="dates")
    rules.check_dates(command.dates)
    for stage, occurred in command.dates.items():
        if occurred.first > command.opening_on:
            raise rules.ProjectRefused(f"期初项目的{stage.label}日期不能晚于期初日", field="dates")
    row.is_opening, row.stage, row.status = True, command.stage, command.status
    row.channel_of_signing = command.channel
    for stage, occurred in command.dates.items():
        _reach(row, stage, occurred, min(today, command.opening_on))
    rules.check_ready(
        upto=command.stage,
        held=row.fields_held() | details.given(command.details),
        on=command.dates[command.stage].last,
        city=row.created_by.city.code,
    )
    row.status_since = command.status_since or row.stage_since or command.opening_on
    return _state(row, command, VagueDate.day(command.opening_on))


def _write(rows: Sequence[Project], commands: Sequence[Particulars], act: Act) -> None:
    Project.objects.bulk_create(rows, batch_size=200)
    shared = [(row, c.shares) for row, c in zip(rows, commands, strict=True) if c.shares]
    if shared:
        set_shares(shared, fresh=True)
    noted = [(row, details.read(c.details)) for row, c in zip(rows, commands, strict=True) if c.details]
    if noted:
        details.insert(noted)
    search.put(SEARCH_INDEX, [document(row) for row in rows])
    act.keep([(row.pk, None, row.version) for row in rows])


def _notes(act: str, rows: Sequence[Project], commands: Sequence[Particulars]) -> list[audit.Note]:
    nothing: dict[Field, object] = {}
    return [
        audit.Note(
            act,
            TARGET,
            row.code,
            row.name,
            words.differences(nothing, standing_now(row) | dict(details.read(command.details))),
        )
        for row, command in zip(rows, commands, strict=True)
    ]
