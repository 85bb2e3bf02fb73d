"""Appoint advisers for a term, and end the appointment. Their names stand in no fact."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.enterprises import numbering, rules
from luodi.enterprises.choices import AdviserState, TermKind
from luodi.enterprises.models import Adviser, AdviserTerm
from luodi.enterprises.services.commands import NewAdviser
from luodi.enterprises.services.writing import Act, note, require_writer
from luodi.kernel.dates import VagueDate
from luodi.kernel.phones import normal_phone
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.ledger.models import Batch, Subject
from luodi.ledger.services import NewFact, SubjectSpec
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.refdata import regions


def appoint_adviser(
    command: NewAdviser, *, actor: Account, at: datetime, batch: Batch | None = None
) -> Adviser:
    """Appoint one adviser; see ``appoint_advisers``."""
    return appoint_advisers([command], actor=actor, at=at, batch=batch)[0]


def appoint_advisers(
    commands: Sequence[NewAdviser], *, actor: Account, at: datetime, batch: Batch | None = None
) -> list[Adviser]:
    """Appoint advisers for a term, claimed by whoever records it.

    Shape: in the order of the commands.    Raises: AdviserRefused, UnknownOrigin, DateRefused; NotAllowed.
    """
    for command in commands:
        _check(command)
    act = Act(actor, at, batch)
    with transaction.atomic():
        require_writer(actor, (command.unit for command in commands))
        codes = numbering.take(city_id=actor.city_id, prefix="G", year=day_of(at).year, n=len(commands))
        specs = [SubjectSpec(SubjectKind.ADVISER, code) for code in codes]
        subjects = ledger.add_subjects(specs, city_id=actor.city_id)
        rows = [
            _row(command, subject, actor, at) for command, subject in zip(commands, subjects, strict=True)
        ]
        Adviser.objects.bulk_create(rows, batch_size=400)
        AdviserTerm.objects.bulk_create(_terms(commands, rows), batch_size=400)
        act.keep([(row.pk, None, row.version) for row in rows], Adviser)
        ledger.post(
            city=actor.city,
            act="聘任顾问",
            actor=actor,
            at=at,
            facts=[state_fact(row, AdviserState.ACTIVE, row.since) for row in rows],
            notes=[_appointed(row) for row in rows],
            batch=batch,
        )
    return rows


def _row(command: NewAdviser, subject: Subject, actor: Account, at: datetime) -> Adviser:
    return Adviser(
        city_id=actor.city_id,
        code=subject.code,
        name=command.name.strip(),
        kind=command.kind,
        title=command.title.strip(),
        field=command.field.strip(),
        phone=normal_phone(command.phone),
        origin=command.origin,
        unit=command.unit,
        subject=subject,
        state=AdviserState.ACTIVE,
        since=command.since,
        until=command.until,
        created_at=at,
        created_by=actor,
    )


def end_appointment(
    *,
    adviser: Adviser,
    on: date,
    reason: str,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Adviser:
    """End an appointment on a day that has come.

    Raises: AdviserRefused when it has ended or the day lies before the term; DateRefused for a day to come;
    NotAllowed, EditedMeanwhile.
    """
    act = Act(actor, at)
    with transaction.atomic():
        row = act.lock(Adviser, [adviser.pk])[adviser.pk]
        require_writer(actor, [row.unit])
        check_version(
            city_id=row.city_id,
            target_kind="adviser",
            target_code=row.code,
            expected=expected_version,
            version=row.version,
        )
        if row.state == AdviserState.ENDED:
            raise rules.AdviserRefused(f"{row.name}的聘任已经结束")
        rules.check_term(row.since, on)
        said = note("解聘顾问", row, {"聘期结束": [None, on.isoformat()], "原因": [None, reason.strip()]})
        row.state, row.until = AdviserState.ENDED, on
        act.write([row], ["state", "until"])
        ledger.post(
            city=actor.city,
            act="解聘顾问",
            actor=actor,
            at=at,
            facts=[state_fact(row, AdviserState.ENDED, on)],
            notes=[said],
            reason=reason.strip(),
        )
    return row


def _check(command: NewAdviser) -> None:
    if not command.name.strip():
        raise rules.AdviserRefused("请填写顾问姓名", field="name")
    rules.check_term(command.since, command.until)
    if command.origin:
        regions.origin_name(command.origin)


def _terms(commands: Sequence[NewAdviser], rows: Sequence[Adviser]) -> list[AdviserTerm]:
    return [
        AdviserTerm(
            adviser=row,
            kind=TermKind.APPOINTED,
            since=row.since,
            until=row.until,
            letter_no=command.letter_no.strip(),
            at=row.created_at,
            by=row.created_by,
        )
        for command, row in zip(commands, rows, strict=True)
    ]


def state_fact(row: Adviser, state: AdviserState, since: date) -> NewFact:
    """Return the fact that the adviser is in the state from the day on; without the name."""
    return NewFact(
        kind=FactKind.ADVISER_STATE,
        subject=row.subject,
        occurred=VagueDate.day(since),
        unit=row.unit,
        area=row.unit.area,
        origin=row.origin,
        state=state,
        state_since=since,
    )


def _appointed(row: Adviser) -> audit.Note:
    term = f"{row.since.isoformat()} 至 {row.until.isoformat() if row.until else '另行通知'}"
    return audit.Note("聘任顾问", "adviser", row.code, row.name, {"聘期": [None, term]})
