"""Changes (变更): what becomes otherwise with a project from a day on; what had never been true is corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.ledger import rules as ledger_rules
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Batch
from luodi.ledger.services import NewFact
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Person
from luodi.projects import details, rules, words
from luodi.projects.choices import DETAILS, Field, Status
from luodi.projects.models import Project
from luodi.projects.services import books, consenting, explaining, values
from luodi.projects.services.books import Book
from luodi.projects.services.commands import Change, StatusNote
from luodi.projects.services.writing import Act, check_unchanged, note, require_writer, standing_now

_ACT = "变更项目"


def change_project(
    *,
    project: Project,
    changes: Mapping[Field, object],
    effective_on: date,
    actor: Account,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
    batch: Batch | None = None,
    agreed: bool = False,
) -> Project:
    """Change one project; see ``change_projects``."""
    command = Change(
        project=project,
        changes=changes,
        effective_on=effective_on,
        reason=reason,
        expected_version=expected_version,
        agreed=agreed,
    )
    return change_projects([command], actor=actor, at=at, batch=batch)[0]


def change_projects(
    commands: Sequence[Change],
    *,
    actor: Account,
    at: datetime,
    batch: Batch | None = None,
    act_name: str = _ACT,
) -> list[Project]:
    """Let projects be otherwise from a day on: the amount, the responsible unit, the status, the name.

    What counts is appended to the ledger as a state, claimed by whoever records it; earlier facts stay as they are.
    A project goes to another unit, or is shared otherwise, by who writes for each unit that this touches, or when it
    is ``agreed``.
    Raises: ChangeRefused for a change that is none or is a correction; ProjectClosed, ProjectRefused, UnknownArea,
    UnknownOrigin, UnknownIndustry, CreditRefused, DateRefused for a day to come; NotAllowed, EditedMeanwhile.
    """
    act = Act(actor, at, batch)
    with transaction.atomic():
        rows = act.lock(command.project.pk for command in commands)
        require_writer(actor, (rows[command.project.pk] for command in commands if not command.agreed))
        found = books.load(rows.values())
        details.load(rows.values())
        if any(Field.SPONSOR in command.changes for command in commands):
            prefetch_related_objects(list(rows.values()), "sponsor")
        facts: list[NewFact] = []
        notes: list[audit.Note] = []
        for command in commands:
            row, book = rows[command.project.pk], found[command.project.pk]
            check_unchanged(row, command.expected_version)
            wanted = _wanted(row, book, command, actor)
            notes.append(_note(row, book, wanted, command, act_name))
            facts += _change(row, book, wanted, command, act)
        act.write(list(rows.values()))
        details.store(list(rows.values()))
        if facts:
            ledger.post(
                city=actor.city,
                act=act_name,
                actor=actor,
                at=at,
                facts=facts,
                notes=notes,
                batch=batch,
                reason=commands[0].reason if len(commands) == 1 else "",
            )
        else:
            audit.record_all(notes, actor=actor, at=at)
    return [rows[command.project.pk] for command in commands]


def change_details(
    *,
    project: Project,
    changes: Mapping[Field, object],
    actor: Account,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
    batch: Batch | None = None,
) -> Project:
    """Note other details of the project. They are in no fact, so nothing waits to be verified.

    Raises: as a change, and ChangeRefused for a field that is no detail.
    """
    if others := [Field(name).label for name in changes if name not in DETAILS]:
        raise rules.ChangeRefused(f"{'、'.join(others)}不是补充信息，请用变更")
    command = Change(
        project=project,
        changes=changes,
        effective_on=day_of(at),
        reason=reason,
        expected_version=expected_version,
    )
    return change_projects([command], actor=actor, at=at, batch=batch, act_name="补充项目信息")[0]


def set_status(
    *,
    project: Project,
    status: Status,
    since: date,
    reason: str,
    actor: Account,
    at: datetime,
    about: StatusNote | None = None,
    expected_version: int | None = None,
) -> Project:
    """Let the project be delayed, suspended, or resumed; resuming is not a second start.    Raises: as a change."""
    command = Change(
        project=project,
        changes={Field.STATUS: status},
        effective_on=since,
        reason=reason,
        about=about,
        expected_version=expected_version,
    )
    return change_projects([command], actor=actor, at=at, act_name=f"登记{status.label}")[0]


def withdraw(
    *,
    project: Project,
    on: date,
    reason: str,
    actor: Account,
    at: datetime,
    about: StatusNote | None = None,
    expected_version: int | None = None,
) -> Project:
    """Record that the project has come to an end (终止), and why.    Raises: as a change."""
    return set_status(
        project=project,
        status=Status.WITHDRAWN,
        since=on,
        reason=reason,
        about=about,
        actor=actor,
        at=at,
        expected_version=expected_version,
    )


def assign_sponsor(
    *,
    project: Project,
    sponsor: Person | None,
    since: date,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Project:
    """Let a leader see the project through (包保), or nobody any more.    Raises: as a change."""
    command = Change(
        project=project,
        changes={Field.SPONSOR: sponsor},
        effective_on=since,
        expected_version=expected_version,
    )
    return change_projects([command], actor=actor, at=at, act_name="落实包保")[0]


def _wanted(row: Project, book: Book, command: Change, actor: Account) -> dict[Field, object]:
    """Return what really changes, checked."""
    given = values.read(command.changes, city_id=row.city_id)
    rules.check_changeable(set(given), Status(row.status))
    present = standing_now(row, given) | {Field.SHARES: books.shares_of(book.held)}
    wanted = values.completed(given, present)
    wanted = {field: value for field, value in wanted.items() if value != present[field]}
    if not wanted:
        raise rules.ChangeRefused("没有变化：填写的内容与现在的一样")
    if (status := wanted.get(Field.STATUS)) is not None:
        rules.check_status(present=Status(row.status), new=Status(str(status)), reason=command.reason)
        explaining.check(Status(str(status)), command.about)
    values.check(wanted, present)
    if not command.agreed:
        consenting.require_say(actor, wanted, present)
    return wanted


def _change(
    row: Project, book: Book, wanted: Mapping[Field, object], command: Change, act: Act
) -> list[NewFact]:
    """Change the row and return the states that follow from it, none when only texts change."""
    values.write_texts(row, wanted)
    if Field.NAME in wanted:
        act.renamed[row.pk] = row
    vector = values.vector(wanted)
    if not vector:
        return []
    day = ledger_rules.counted_on(VagueDate.day(command.effective_on), act.day)
    if Field.STATUS in wanted:
        vector["status_since"] = day
        row.status_reason = command.reason.strip()
        explaining.explain(row, Status(str(wanted[Field.STATUS])), command.about)
    held = book.on(day)
    base = held.values if held is not None else books.state_of(row)
    state = replace(base, occurred=VagueDate.day(command.effective_on), standing=Standing.CLAIMED, **vector)
    facts = books.states_after(book, first=state, day=day, changes=vector, wins=False)
    books.mirror(row, book.held[-1].values)
    if Field.SHARES in wanted:
        act.shared[row.pk] = (row, book.held[-1].values.shares)
    row.standing = Standing.CLAIMED
    return facts


def _note(
    row: Project, book: Book, wanted: dict[Field, object], command: Change, act_name: str
) -> audit.Note:
    before = standing_now(row, wanted) | {Field.SHARES: books.shares_of(book.held)}
    changes: dict[str, Any] = dict(words.differences(before, wanted))
    if values.vector(wanted):
        changes["生效日期"] = [None, command.effective_on.isoformat()]
    if command.reason.strip():
        changes["原因"] = [None, command.reason.strip()]
    return note(act_name, row, changes | explaining.differences(command.about))
