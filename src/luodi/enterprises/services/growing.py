"""Record when enterprises grow above scale, fall below it again, and come into or leave the growth pool."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from luodi.enterprises import rules
from luodi.enterprises.choices import PoolState, ScaleState
from luodi.enterprises.models import Enterprise
from luodi.enterprises.services.commands import AboveScale, PoolMove
from luodi.enterprises.services.writing import Act, note, require_writer
from luodi.kernel.dates import VagueDate
from luodi.ledger import rules as ledger_rules
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing
from luodi.ledger.models import Batch, Fact
from luodi.ledger.services import NewFact, Supersede
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.refdata import industries


def enter_above_scale(
    commands: Sequence[AboveScale], *, actor: Account, at: datetime, batch: Batch | None = None
) -> list[Enterprise]:
    """Record that enterprises were taken into the statistics above scale, claimed by whoever records it.

    One that had left them comes back: it is in force again, though not counted as new a second time.
    Raises: EnterpriseRefused when one is in them; DateRefused; NotAllowed.
    """
    act = Act(actor, at, batch)
    with transaction.atomic():
        rows = act.lock(Enterprise, (command.enterprise.pk for command in commands))
        require_writer(actor, (command.unit for command in commands))
        known = _entered_before(rows.values())
        facts, notes = [], []
        for command in commands:
            row, on = rows[command.enterprise.pk], command.occurred_on
            if row.is_above_scale:
                raise rules.EnterpriseRefused(f"{row.name}已登记进规")
            if row.subject_id not in known:
                facts.append(_fact(row, FactKind.ABOVE_SCALE_ENTERED, command.unit, on))
            facts.append(_fact(row, FactKind.ABOVE_SCALE_STATE, command.unit, on, state=ScaleState.IN))
            notes.append(note("登记进规", row, {"进规日期": [None, on.show()]}))
            row.is_above_scale = True
            row.above_scale_on = ledger_rules.counted_on(on, day_of(at))
        act.write(list(rows.values()), ["is_above_scale", "above_scale_on", "updated_at"])
        ledger.post(
            city=actor.city,
            act="登记进规",
            actor=actor,
            at=at,
            facts=facts,
            supersede=_rejected_before(rows.values()),
            notes=notes,
            batch=batch,
        )
    return [rows[command.enterprise.pk] for command in commands]


def leave_above_scale(
    *, enterprise: Enterprise, unit: Unit, on: date, reason: str, actor: Account, at: datetime
) -> Enterprise:
    """Record that an enterprise is no longer in the statistics above scale, from a day on.

    Raises: EnterpriseRefused when it is not in them, without a reason, or for a day before it came; DateRefused;
    NotAllowed.
    """
    said = rules.check_text(reason, "退规原因", field="reason", most=200)
    act = Act(actor, at)
    with transaction.atomic():
        row = act.lock(Enterprise, [enterprise.pk])[enterprise.pk]
        require_writer(actor, [unit])
        if not row.is_above_scale:
            raise rules.EnterpriseRefused(f"{row.name}不在规上工业企业名单")
        rules.check_scale_exit(on, row.above_scale_on)
        fact = _fact(row, FactKind.ABOVE_SCALE_STATE, unit, VagueDate.day(on), state=ScaleState.OUT)
        told = note("登记退规", row, {"退规日期": [None, on.isoformat()], "原因": [None, said]})
        row.is_above_scale, row.above_scale_on = False, None
        act.write([row], ["is_above_scale", "above_scale_on", "updated_at"])
        ledger.post(
            city=actor.city, act="登记退规", actor=actor, at=at, facts=[fact], notes=[told], reason=said
        )
    return row


def enter_pool(
    commands: Sequence[PoolMove], *, actor: Account, at: datetime, batch: Batch | None = None
) -> list[Enterprise]:
    """Record that enterprises came into the growth pool.    Raises: EnterpriseRefused, DateRefused, NotAllowed."""
    return _move(commands, PoolState.IN, actor=actor, at=at, batch=batch)


def leave_pool(
    commands: Sequence[PoolMove], *, actor: Account, at: datetime, batch: Batch | None = None
) -> list[Enterprise]:
    """Record that enterprises left the growth pool.    Raises: EnterpriseRefused, DateRefused, NotAllowed."""
    return _move(commands, PoolState.OUT, actor=actor, at=at, batch=batch)


def _entries(rows: Iterable[Enterprise]) -> "Iterable[Fact]":
    return Fact.objects.live().filter(
        subject_id__in=[row.subject_id for row in rows], kind=FactKind.ABOVE_SCALE_ENTERED
    )


def _entered_before(rows: Iterable[Enterprise]) -> set[int | None]:
    return {fact.subject_id for fact in _entries(rows) if fact.standing != Standing.REJECTED}


def _rejected_before(rows: Iterable[Enterprise]) -> list[Supersede]:
    """End the rejected claims: they stay on record, and new ones take their place."""
    rejected = [fact for fact in _entries(rows) if fact.standing == Standing.REJECTED]
    return [Supersede(fact, Cause.RECORDED) for fact in rejected]


def _move(
    commands: Sequence[PoolMove], state: PoolState, *, actor: Account, at: datetime, batch: Batch | None
) -> list[Enterprise]:
    act, name, enters = Act(actor, at, batch), f"培育库{state.label}", state == PoolState.IN
    with transaction.atomic():
        rows = act.lock(Enterprise, (command.enterprise.pk for command in commands))
        require_writer(actor, (command.unit for command in commands))
        facts, notes = [], []
        for command in commands:
            row, on = rows[command.enterprise.pk], VagueDate.day(command.on)
            rules.check_move(
                is_in=row.is_in_pool, enters=enters, is_above_scale=row.is_above_scale, name=row.name
            )
            facts.append(_fact(row, FactKind.ABOVE_SCALE_POOL, command.unit, on, state=state))
            notes.append(note(name, row, {"日期": [None, command.on.isoformat()]}))
            row.is_in_pool = enters
        act.write(list(rows.values()), ["is_in_pool", "updated_at"])
        ledger.post(city=actor.city, act=name, actor=actor, at=at, facts=facts, notes=notes, batch=batch)
    return [rows[command.enterprise.pk] for command in commands]


def _fact(row: Enterprise, kind: FactKind, unit: Unit, occurred: VagueDate, *, state: str = "") -> NewFact:
    return NewFact(
        kind=kind,
        subject=row.subject,
        occurred=occurred,
        unit=unit,
        area=unit.area,
        origin=row.origin,
        industry=row.industry,
        industrial=bool(row.industry) and industries.industry(row.industry).is_industrial,
        state=state,
        state_since=occurred.last if state else None,
    )
