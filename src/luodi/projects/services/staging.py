"""Record that projects have reached a stage."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.ledger import rules as ledger_rules
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, Channel, Standing
from luodi.ledger.models import Batch
from luodi.ledger.services import NewFact, Share, Supersede
from luodi.organisation.models import Account
from luodi.projects import details, rules, words
from luodi.projects.choices import DATE_OF, EVENT_OF, Field, Stage, Status
from luodi.projects.models import Project, StageSkip
from luodi.projects.requirements import table
from luodi.projects.services import books, checks
from luodi.projects.services.books import Book
from luodi.projects.services.commands import StageRecord
from luodi.projects.services.milestoning import undone_before_start
from luodi.projects.services.writing import Act, check_unchanged, note, require_writer

_ACT = "登记阶段"


def record_stage(
    *,
    project: Project,
    stage: Stage,
    occurred_on: VagueDate,
    actor: Account,
    at: datetime,
    channel: Channel | str = "",
    skipped_reason: str = "",
    shares: tuple[Share, ...] | None = None,
    expected_version: int | None = None,
    batch: Batch | None = None,
) -> Project:
    """Record one stage of one project; see ``record_stages``."""
    command = StageRecord(
        project=project,
        stage=stage,
        occurred_on=occurred_on,
        channel=channel,
        skipped_reason=skipped_reason,
        shares=shares,
        expected_version=expected_version,
    )
    return record_stages([command], actor=actor, at=at, batch=batch)[0]


def record_stages(
    commands: Sequence[StageRecord], *, actor: Account, at: datetime, batch: Batch | None = None
) -> list[Project]:
    """Record that each project has reached a stage, claimed by whoever records it.

    A stage in between that there never was is kept with its reason, and no fact is invented for it.
    Shape: one project per command, in their order; several stages of a project stand in the order of recording.
    Raises: StageOutOfOrder, DateOutOfOrder, StageNotReady, ProjectClosed, DateRefused, CreditRefused, NotAllowed,
    EditedMeanwhile.
    """
    act = Act(actor, at, batch)
    with transaction.atomic():
        rows = act.lock(command.project.pk for command in commands)
        require_writer(actor, rows.values())
        found = books.load(rows.values())
        starting = [rows[c.project.pk] for c in commands if c.stage == Stage.STARTED]
        undone = undone_before_start(starting)
        facts: list[NewFact] = []
        ended: list[Supersede] = []
        notes: list[audit.Note] = []
        for command in commands:
            row, book = rows[command.project.pk], found[command.project.pk]
            check_unchanged(row, command.expected_version)
            skipped = _check(row, command)
            rules.check_steps(undone.get(row.pk, []) if command.stage == Stage.STARTED else [])
            _keep_skips(row, skipped, command, act)
            ended += _rejected_before(book, command.stage)
            notes.append(_note(row, command, skipped))
            facts += _reach(row, book, command, act)
        act.write(list(rows.values()))
        ledger.post(
            city=actor.city,
            act=_ACT,
            actor=actor,
            at=at,
            facts=facts,
            supersede=ended,
            notes=notes,
            batch=batch,
        )
    return [rows[command.project.pk] for command in commands]


def _check(row: Project, command: StageRecord) -> tuple[Stage, ...]:
    stage = command.stage
    rules.check_open(Status(row.status), f"登记{stage.label}")
    skipped = rules.skipped_stages(present=row.stage_reached, new=stage, reason=command.skipped_reason)
    dates = {one: day for one in Stage if (day := row.date_of(one)) is not None}
    rules.check_dates({**dates, stage: command.occurred_on})
    on = command.occurred_on.last
    rules.check_ready(
        upto=stage,
        held=row.fields_held() | details.filled_of(row, table(on, row.city.code).upto(stage)),
        on=on,
        city=row.city.code,
    )
    if command.shares:
        checks.check_shares([(s.unit.pk, s.basis_points) for s in command.shares], row.unit_id)
    return skipped


def _keep_skips(row: Project, skipped: Sequence[Stage], command: StageRecord, act: Act) -> None:
    act.skipped += [
        StageSkip(
            project=row,
            stage=stage,
            reason=command.skipped_reason.strip(),
            recorded_at=act.at,
            recorded_by=act.actor,
        )
        for stage in skipped
    ]


def _reach(row: Project, book: Book, command: StageRecord, act: Act) -> list[NewFact]:
    """Move the row on and return the event with the states that follow from it."""
    stage, occurred = command.stage, command.occurred_on
    day = ledger_rules.counted_on(occurred, act.day)
    name = stage.value.lower()
    setattr(row, f"{name}_on", day)
    setattr(row, f"{name}_precision", occurred.precision)
    row.stage, row.standing = stage, Standing.CLAIMED
    if stage == Stage.SIGNED:
        row.channel_of_signing = command.channel
    if command.shares is not None:
        act.shared[row.pk] = (row, command.shares)
    state = replace(
        _base(row, book, day, command.shares),
        occurred=occurred,
        standing=Standing.CLAIMED,
        state=stage,
        state_since=day,
    )
    changes: dict[str, object] = {"state": str(stage), "state_since": day}
    if command.shares is not None:
        changes["shares"] = command.shares
    states = books.states_after(book, first=state, day=day, changes=changes, wins=True)
    channel = command.channel if stage == Stage.SIGNED else ""
    return [books.event_like(state, kind=EVENT_OF[stage], channel=channel), *states]


def _base(row: Project, book: Book, day: date, shares: tuple[Share, ...] | None) -> NewFact:
    """Return the state in force on the day; what was not known of it then is as the project has it now."""
    held = book.on(day)
    base = held.values if held is not None else books.state_of(row)
    return replace(
        base,
        amount=base.amount if base.amount is not None else row.total,
        area=base.area or row.area,
        origin=base.origin or row.origin,
        industry=base.industry or row.industry,
        industrial=base.industrial if base.industry else row.industrial,
        shares=base.shares if shares is None else shares,
    )


def _rejected_before(book: Book, stage: Stage) -> list[Supersede]:
    """End the rejected claim of the same stage: it stays on record, and a new claim takes its place."""
    event = book.event(stage)
    return [Supersede(event, Cause.RECORDED)] if event and event.standing == Standing.REJECTED else []


def _note(row: Project, command: StageRecord, skipped: Sequence[Stage]) -> audit.Note:
    changes: dict[str, object] = {"阶段": [Stage(row.stage).label, command.stage.label]}
    changes |= words.differences({}, {DATE_OF[command.stage]: command.occurred_on})
    if command.channel:
        changes |= words.differences({}, {Field.CHANNEL: command.channel})
    if skipped:
        changes["跳过"] = [None, f"{'、'.join(s.label for s in skipped)}：{command.skipped_reason.strip()}"]
    return note(_ACT, row, changes)
