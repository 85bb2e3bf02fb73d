"""Enter enterprises into the city's books, and record when they grow above scale."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from luodi import search
from luodi.audit import services as audit
from luodi.enterprises import numbering, rules
from luodi.enterprises.choices import PoolState
from luodi.enterprises.models import Enterprise
from luodi.enterprises.models.enterprise import SEARCH_INDEX
from luodi.enterprises.services.commands import AboveScale, NewEnterprise, PoolMove
from luodi.enterprises.services.writing import Act, day_of, document, note, require_writer, search_text_of
from luodi.kernel.codes import parse_credit_code
from luodi.kernel.dates import VagueDate
from luodi.kernel.names import sound_key
from luodi.ledger import rules as ledger_rules
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.ledger.models import Batch, Fact, Subject
from luodi.ledger.services import NewFact, SubjectSpec, Supersede
from luodi.organisation import policies as rights
from luodi.organisation.models import Account, Unit
from luodi.refdata import industries, regions

_CHUNK = 400


def add_enterprise(
    command: NewEnterprise, *, actor: Account, at: datetime, batch: Batch | None = None
) -> Enterprise:
    """Enter one enterprise; see ``add_enterprises``."""
    return add_enterprises([command], actor=actor, at=at, batch=batch)[0]


def add_enterprises(
    commands: Sequence[NewEnterprise], *, actor: Account, at: datetime, batch: Batch | None = None
) -> list[Enterprise]:
    """Enter enterprises; that changes no figure.

    Shape: in the order of the commands.    Raises: EnterpriseRefused for a blank name or a credit code that is
    entered already; CreditCodeRefused, UnknownOrigin, UnknownIndustry; NotAllowed.
    """
    rights.require(rights.reach_of(actor).writes, "您没有登记企业的权限")
    codes = [_checked(command) for command in commands]
    act = Act(actor, at, batch)
    with transaction.atomic():
        numbers = numbering.take(city_id=actor.city_id, prefix="E", year=day_of(at).year, n=len(commands))
        _check_unknown([code for code in codes if code], actor.city_id)
        specs = [
            SubjectSpec(SubjectKind.ENTERPRISE, number, command.name.strip())
            for number, command in zip(numbers, commands, strict=True)
        ]
        subjects = ledger.add_subjects(specs, city_id=actor.city_id)
        rows = [
            _row(command, code, subject, act)
            for command, code, subject in zip(commands, codes, subjects, strict=True)
        ]
        Enterprise.objects.bulk_create(rows, batch_size=_CHUNK)
        search.put(SEARCH_INDEX, [document(row) for row in rows])
        act.keep([(row.pk, None, row.version) for row in rows])
        notes = [
            audit.Note(
                "登记企业", "enterprise", row.code, row.name, {"统一社会信用代码": [None, row.credit_code]}
            )
            for row in rows
        ]
        audit.record_all(notes, actor=actor, at=at)
    return rows


def enter_above_scale(
    commands: Sequence[AboveScale], *, actor: Account, at: datetime, batch: Batch | None = None
) -> list[Enterprise]:
    """Record that enterprises were taken into the statistics above scale, claimed by whoever records it.

    Raises: EnterpriseRefused when one was before; DateRefused; NotAllowed.
    """
    act = Act(actor, at, batch)
    with transaction.atomic():
        rows = act.lock(Enterprise, (command.enterprise.pk for command in commands))
        require_writer(actor, (command.unit for command in commands))
        facts, notes = [], []
        for command in commands:
            row = rows[command.enterprise.pk]
            if row.is_above_scale:
                raise rules.EnterpriseRefused(f"{row.name}已登记进规")
            facts.append(_fact(row, FactKind.ABOVE_SCALE_ENTERED, command.unit, command.occurred_on))
            notes.append(note("登记进规", row, {"进规日期": [None, command.occurred_on.show()]}))
            row.is_above_scale = True
            row.above_scale_on = ledger_rules.counted_on(command.occurred_on, day_of(at))
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


def _rejected_before(rows: Iterable[Enterprise]) -> list[Supersede]:
    """End the rejected claims: they stay on record, and new ones take their place."""
    found = Fact.objects.live().filter(
        subject_id__in=[row.subject_id for row in rows],
        kind=FactKind.ABOVE_SCALE_ENTERED,
        standing=Standing.REJECTED,
    )
    return [Supersede(fact, Cause.RECORDED) for fact in found]


def _move(
    commands: Sequence[PoolMove], state: PoolState, *, actor: Account, at: datetime, batch: Batch | None
) -> list[Enterprise]:
    act, name, enters = Act(actor, at, batch), f"培育库{state.label}", state == PoolState.IN
    with transaction.atomic():
        rows = act.lock(Enterprise, (command.enterprise.pk for command in commands))
        require_writer(actor, (command.unit for command in commands))
        facts, notes = [], []
        for command in commands:
            row = rows[command.enterprise.pk]
            rules.check_move(is_in=row.is_in_pool, enters=enters, name=row.name)
            facts.append(
                _fact(
                    row,
                    FactKind.ABOVE_SCALE_POOL,
                    command.unit,
                    VagueDate.day(command.on),
                    state=state,
                )
            )
            notes.append(note(name, row, {"日期": [None, command.on.isoformat()]}))
            row.is_in_pool = enters
        act.write(list(rows.values()), ["is_in_pool", "updated_at"])
        ledger.post(city=actor.city, act=name, actor=actor, at=at, facts=facts, notes=notes, batch=batch)
    return [rows[command.enterprise.pk] for command in commands]


def _checked(command: NewEnterprise) -> str:
    rules.check_name(command.name)
    if command.origin:
        regions.origin_name(command.origin)
    if command.industry:
        industries.industry(command.industry)
    return parse_credit_code(command.credit_code) if command.credit_code.strip() else ""


def _check_unknown(codes: Sequence[str], city_id: int) -> None:
    if len(set(codes)) != len(codes):
        raise rules.EnterpriseRefused("同一统一社会信用代码出现了两次", field="credit_code")
    for start in range(0, len(codes), _CHUNK):
        known = Enterprise.objects.of(city_id).filter(credit_code__in=codes[start : start + _CHUNK])
        if (found := known.first()) is not None:
            raise rules.EnterpriseRefused(
                f"统一社会信用代码 {found.credit_code} 已登记为“{found.name}”（{found.code}）",
                field="credit_code",
            )


def _row(command: NewEnterprise, credit_code: str, subject: Subject, act: Act) -> Enterprise:
    row = Enterprise(
        city_id=subject.city_id,
        code=subject.code,
        name=subject.label,
        credit_code=credit_code,
        origin=command.origin,
        industry=command.industry,
        subject=subject,
        created_at=act.at,
        created_by=act.actor,
        updated_at=act.at,
    )
    row.search_text = search_text_of(row)
    row.name_key = sound_key(row.name)
    return row


def _fact(
    row: Enterprise, kind: FactKind, unit: Unit, occurred: VagueDate, *, state: PoolState | str = ""
) -> NewFact:
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
