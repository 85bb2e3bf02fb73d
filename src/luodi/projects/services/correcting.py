"""Corrections (更正): what had never been true is superseded wherever a live fact carries it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause
from luodi.ledger.models import Batch, Fact
from luodi.ledger.services import NewFact, Supersede
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.projects import details, words
from luodi.projects.choices import CorrectionState, Field
from luodi.projects.models import PendingCorrection, Project
from luodi.projects.rules import TEXTS, VECTOR
from luodi.projects.services import amending, books, consenting, touching, values
from luodi.projects.services.commands import Correction
from luodi.projects.services.telling import tell_decided
from luodi.projects.services.writing import (
    TARGET,
    Act,
    check_unchanged,
    images,
    note,
    rename,
    require_writer,
    set_shares,
    standing_now,
)

_ASK, _APPLY = "申请更正", "更正项目"
_NAMED = frozenset({*VECTOR, *TEXTS})
"""What a waiting correction names as wrong, so that it replaces that and nothing that came after it was asked for."""


class CorrectionRefused(Refusal):
    """A correction without a reason, one that corrects nothing, or one that has been decided."""


@dataclass(frozen=True)
class TouchedFact:
    """One fact that a correction would supersede; ``changes`` maps a Chinese label to before and after."""

    fact: Fact
    after: NewFact
    changes: Mapping[str, Sequence[str | None]]


@dataclass(frozen=True)
class CorrectionPreview:
    """What a correction would do. ``waits`` says that a verifier has to accept it first."""

    facts: tuple[TouchedFact, ...]
    waits: bool
    wanted: Mapping[Field, object]
    wrong: Mapping[Field, object]


def preview_correction(
    *,
    project: Project,
    corrections: Mapping[Field, object],
    at: datetime,
    wrong: Mapping[Field, object] | None = None,
) -> CorrectionPreview:
    """Return every fact that the correction would supersede, and change nothing.    Raises: as the correction."""
    row = Project.objects.select_related("unit", "city", "subject").get(pk=project.pk)
    command = Correction(project=row, corrections=corrections, reason="", wrong=wrong or {})
    return previewed(row, books.load([row])[row.pk], command, day_of(at))


def preview_record(*, pending: PendingCorrection) -> CorrectionPreview:
    """Return what a correction of one record would do.    Raises: RecordRefused when the record has moved on."""
    fact = amending.get_record(pending.project, pending.ordinal or 0)
    restored = amending.restored(pending)
    after = amending.amended(pending.project, fact, restored, day_of(pending.asked_at))
    touched = TouchedFact(fact, after or ledger.version_of(fact), amending.differences(fact, after))
    return CorrectionPreview((touched,), waits=True, wanted={}, wrong={})


def correct_project(
    *,
    project: Project,
    corrections: Mapping[Field, object],
    reason: str,
    actor: Account,
    at: datetime,
    wrong: Mapping[Field, object] | None = None,
    expected_version: int | None = None,
    batch: Batch | None = None,
    agreed: bool = False,
) -> PendingCorrection | None:
    """Correct what had never been true of the project, in every live fact that carries it.

    ``wrong`` names the value to be replaced where it is not the present one. When a verified fact would count
    otherwise, the correction waits for a verifier and is returned; else it is applied at once.
    Raises: CorrectionRefused; ProjectRefused, DateOutOfOrder, DateRefused, UnknownArea, UnknownOrigin,
    UnknownIndustry, CreditRefused for values that cannot be; NotAllowed, EditedMeanwhile.
    """
    if not reason.strip():
        raise CorrectionRefused("更正须写明原因", field="reason")
    act = Act(actor, at, batch)
    with transaction.atomic():
        row = act.lock([project.pk])[project.pk]
        require_writer(actor, [] if agreed else [row])
        check_unchanged(row, expected_version)
        check_none_waits(row)
        command = Correction(project=row, corrections=corrections, reason=reason.strip(), wrong=wrong or {})
        book = books.load([row])[row.pk]
        preview = previewed(row, book, command, act.day)
        if not agreed:
            require_say_of(row, book, preview, actor)
        if preview.waits:
            return _ask(row, book, command, preview, act)
        _apply(row, book, command, preview, act, name=_APPLY)
    return None


def accept_correction(
    *, pending: PendingCorrection, actor: Account, at: datetime, comment: str = ""
) -> Project:
    """Apply a correction that waits; verified facts stay verified, with the corrected values.

    Raises: CorrectionRefused when it has been decided; VerifierIsClaimant for the asker; NotAllowed; and what the
    correction itself raises when the project has moved on.
    """
    act = Act(actor, at)
    with transaction.atomic():
        row = act.lock([pending.project_id])[pending.project_id]
        asked = _decide(pending, row, CorrectionState.ACCEPTED, comment, act)
        if asked.ordinal is not None:
            tell_decided(asked, row, at=at)
            amending.accept(asked, row, act)
            return row
        command = Correction(
            project=row,
            corrections=_restored(asked.corrections),
            reason=asked.reason,
            wrong=_restored(asked.wrong),
        )
        book = books.load([row])[row.pk]
        tell_decided(asked, row, at=at)
        _apply(row, book, command, previewed(row, book, command, act.day), act, name=ledger.ACCEPT)
    return row


def refuse_correction(
    *, pending: PendingCorrection, reason: str, actor: Account, at: datetime
) -> PendingCorrection:
    """Leave everything as it is.    Raises: as accepting, and CorrectionRefused without a reason."""
    if not reason.strip():
        raise CorrectionRefused("不采纳更正须写明原因", field="reason")
    act = Act(actor, at)
    with transaction.atomic():
        row = act.lock([pending.project_id])[pending.project_id]
        asked = _decide(pending, row, CorrectionState.REFUSED, reason.strip(), act)
        tell_decided(asked, row, at=at)
        said = audit.Note("不采纳更正", TARGET, row.code, row.name, {"原因": [None, reason.strip()]})
        audit.record(said, actor=actor, at=at)
    return asked


def previewed(row: Project, book: books.Book, command: Correction, today: date) -> CorrectionPreview:
    """Return what the correction would do to a row with its book.    Raises: as the correction."""
    given = values.read(command.corrections, city_id=row.city_id)
    present = standing_now(row, given) | {Field.SHARES: books.shares_of(book.held)}
    wanted = values.completed(given, present)
    wrong = {field: present[field] for field in wanted} | values.read(command.wrong, city_id=row.city_id)
    wanted = {field: value for field, value in wanted.items() if value != wrong[field]}
    if not wanted:
        raise CorrectionRefused("没有需要更正的内容：填写的内容与现在的一样")
    values.check(wanted, present)
    plan = touching.plan(row, book, wanted, wrong, today)
    touched = tuple(
        TouchedFact(fact, after, words.on_fact(book.values[fact.pk], after)) for fact, after in plan
    )
    return CorrectionPreview(touched, touching.needs_verifier(plan, book), wanted, wrong)


def require_say_of(row: Project, book: books.Book, preview: CorrectionPreview, actor: Account) -> None:
    """Raises: ChangeRefused when a unit that the correction touches has not agreed."""
    present = standing_now(row, preview.wanted) | {Field.SHARES: books.shares_of(book.held)}
    consenting.require_say(actor, preview.wanted, present)


def _ask(
    row: Project, book: books.Book, command: Correction, preview: CorrectionPreview, act: Act
) -> PendingCorrection:
    waiting = PendingCorrection.objects.create(
        project=row,
        corrections=_stored(preview.wanted),
        wrong=_stored({field: preview.wrong[field] for field in preview.wanted if field in _NAMED}),
        reason=command.reason,
        asked_by=act.actor,
        asked_at=act.at,
    )
    said = {**differences_of(row, book, preview), "原因": [None, command.reason]}
    audit.record(audit.Note(_ASK, TARGET, row.code, row.name, said), actor=act.actor, at=act.at)
    return waiting


def _apply(
    row: Project, book: books.Book, command: Correction, preview: CorrectionPreview, act: Act, *, name: str
) -> None:
    changes = differences_of(row, book, preview) | {"原因": [None, command.reason]}
    notes = [note(name, row, changes)]
    if act.batch is None and preview.facts:
        act.batch = ledger.open_batch(
            city=row.city,
            title=f"更正：{row.code} {row.name}"[:200],
            actor=act.actor,
            at=act.at,
            reason=command.reason,
        )
        act.images = images([row])
    bring_in_line(row, book, command, preview, act.day)
    act.write([row])
    if not preview.facts:
        audit.record_all(notes, actor=act.actor, at=act.at)
        return
    ledger.post(
        city=row.city,
        act=name,
        actor=act.actor,
        at=act.at,
        supersede=[Supersede(one.fact, Cause.CORRECTED, one.after) for one in preview.facts],
        notes=notes,
        batch=act.batch,
        reason=command.reason,
    )


def bring_in_line(
    row: Project, book: books.Book, command: Correction, preview: CorrectionPreview, today: date
) -> None:
    """Bring the working row in line, as far as it carried what was wrong."""
    present = standing_now(row, preview.wanted) | {Field.SHARES: books.shares_of(book.held)}
    wrong = values.read(command.wrong, city_id=row.city_id)
    now = {
        field: value
        for field, value in preview.wanted.items()
        if field not in wrong or wrong[field] == present[field]
    }
    values.write_texts(row, now)
    details.store([row])
    touching.write_dates(row, now, today)
    touching.write_vector(row, now)
    if Field.CHANNEL in now:
        row.channel_of_signing = str(now[Field.CHANNEL])
    if Field.SHARES in now:
        shares = now[Field.SHARES]
        set_shares([(row, shares if isinstance(shares, tuple) else ())])
    if Field.NAME in now:
        rename(row)


def _decide(
    pending: PendingCorrection, row: Project, state: CorrectionState, comment: str, act: Act
) -> PendingCorrection:
    ledger.require_verifier(act.actor, row.city_id)
    rows = PendingCorrection.objects.select_for_update(of=("self",)).select_related("asked_by")
    asked = rows.get(pk=pending.pk)
    if asked.state != CorrectionState.WAITING:
        raise CorrectionRefused(f"这项更正{asked.get_state_display()}，请刷新")
    if asked.asked_by.person_id == act.actor.person_id:
        raise ledger.VerifierIsClaimant("申请更正的人不能认定自己的更正，请由其他认定员办理")
    asked.state, asked.decision_reason = state, comment.strip()
    asked.decided_by, asked.decided_at = act.actor, act.at
    asked.save(update_fields=["state", "decision_reason", "decided_by", "decided_at"])
    return asked


def check_none_waits(row: Project) -> None:
    """Raises: CorrectionRefused while another correction of the project waits for a verifier."""
    if PendingCorrection.objects.waiting().filter(project=row, ordinal__isnull=True).exists():
        raise CorrectionRefused("该项目已有一项更正等待认定，请待其办结后再更正")


def differences_of(row: Project, book: books.Book, preview: CorrectionPreview) -> dict[str, Any]:
    """Return what the correction makes different, by Chinese label, as said before and after."""
    present = standing_now(row, preview.wanted) | {Field.SHARES: books.shares_of(book.held)}
    return dict(words.differences(present, dict(preview.wanted)))


def _stored(told: Mapping[Field, object]) -> dict[str, Any]:
    return {field.value: values.store(field, value) for field, value in told.items()}


def _restored(stored: Mapping[str, Any]) -> dict[Field, object]:
    return {Field(name): values.restore(Field(name), value) for name, value in stored.items()}
