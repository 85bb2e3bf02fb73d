"""Many corrections as one act: the rules are those of a single one, the batch is one, and so is the undo."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from luodi.audit import services as audit
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, Standing
from luodi.ledger.models import Batch
from luodi.ledger.services import Supersede
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.projects import details
from luodi.projects.models import PendingCorrection, Project
from luodi.projects.services import books
from luodi.projects.services.books import Book
from luodi.projects.services.commands import Correction
from luodi.projects.services.correcting import (
    CorrectionPreview,
    CorrectionRefused,
    TouchedFact,
    bring_in_line,
    differences_of,
    previewed,
    require_say_of,
)
from luodi.projects.services.writing import Act, check_unchanged, note, require_writer

_ACT = "成批更正"
_NAMED = 5
_CHUNK = 400


def preview_corrections(commands: Sequence[Correction], *, at: datetime) -> list[CorrectionPreview]:
    """Return what each correction would do, in the order of the commands, and change nothing.

    Shape: the books of all projects are read together.    Raises: as one correction.
    """
    ids = [command.project.pk for command in commands]
    rows = Project.objects.select_related("unit", "city", "subject").in_bulk(ids)
    _load(rows.values())
    found = books.load(rows.values())
    return [previewed(rows[pk], found[pk], one, day_of(at)) for pk, one in zip(ids, commands, strict=True)]


def correct_projects(
    commands: Sequence[Correction],
    *,
    actor: Account,
    at: datetime,
    batch: Batch,
    accepted_by: Account | None = None,
    is_trial: bool = False,
) -> list[Project]:
    """Correct many projects in one transaction and one batch, all of them or none.

    Verified facts stay verified only with ``accepted_by``, a verifier who is not the actor; their versions are
    entered in the verifier's name. A trial shows what would come of it without one: its caller rolls back.
    Raises: as one correction, and CorrectionRefused when a verified fact would move and nobody accepts it.
    """
    if any(not command.reason.strip() for command in commands):
        raise CorrectionRefused("更正须写明原因", field="reason")
    judge = _judge(actor, accepted_by, is_trial=is_trial)
    act = Act(actor, at, batch)
    with transaction.atomic():
        rows = act.lock(command.project.pk for command in commands)
        require_writer(actor, rows.values())
        _check_none_waits(rows)
        _load(rows.values())
        found = books.load(rows.values())
        touched: list[TouchedFact] = []
        notes: list[audit.Note] = []
        for command in commands:
            row, book = rows[command.project.pk], found[command.project.pk]
            check_unchanged(row, command.expected_version)
            preview = previewed(row, book, command, act.day)
            require_say_of(row, book, preview, actor)
            if preview.waits and judge is None:
                raise CorrectionRefused(f"{row.code} 涉及已认定的统计内容，须由认定员批准")
            notes.append(_note(row, book, command, preview))
            bring_in_line(row, book, command, preview, act.day)
            touched += preview.facts
        act.write(list(rows.values()))
        _post(touched, notes, act, judge, reason=commands[0].reason)
    return [rows[command.project.pk] for command in commands]


def _load(rows: Iterable[Project]) -> None:
    """Read together what hangs on the rows and is compared."""
    many = list(rows)
    details.load(many)
    prefetch_related_objects(many, "enterprise", "sponsor")


def _judge(actor: Account, accepted_by: Account | None, *, is_trial: bool) -> Account | None:
    if accepted_by is None:
        return actor if is_trial else None
    ledger.require_verifier(accepted_by, actor.city_id)
    if accepted_by.person_id == actor.person_id:
        raise ledger.VerifierIsClaimant("申请更正的人不能认定自己的更正，请由其他认定员办理")
    return accepted_by


def _check_none_waits(rows: Mapping[int, Project]) -> None:
    ids = list(rows)
    waiting: list[str] = []
    for start in range(0, len(ids), _CHUNK):
        found = PendingCorrection.objects.waiting().filter(project__in=ids[start : start + _CHUNK])
        waiting += found.values_list("project__code", flat=True)
    if waiting:
        raise CorrectionRefused(
            f"{'、'.join(waiting[:_NAMED])} 已有更正等待认定，请待其办结，或不选这 {len(waiting)} 个项目"
        )


def _note(row: Project, book: Book, command: Correction, preview: CorrectionPreview) -> audit.Note:
    return note(_ACT, row, differences_of(row, book, preview) | {"原因": [None, command.reason]})


def _post(
    touched: Sequence[TouchedFact],
    notes: Sequence[audit.Note],
    act: Act,
    judge: Account | None,
    *,
    reason: str,
) -> None:
    """Enter claimed versions in the actor's name, verified ones in the verifier's; what is in no fact, in the trail."""
    if not touched:
        audit.record_all(notes, actor=act.actor, at=act.at)
        return
    verified = [one for one in touched if one.fact.standing == Standing.VERIFIED]
    claimed = [one for one in touched if one.fact.standing != Standing.VERIFIED]
    for facts, by, name in ((claimed, act.actor, _ACT), (verified, judge or act.actor, ledger.ACCEPT)):
        if facts:
            ledger.post(
                city=act.actor.city,
                act=name,
                actor=by,
                at=act.at,
                supersede=[Supersede(one.fact, Cause.CORRECTED, one.after) for one in facts],
                notes=notes,
                batch=act.batch,
                reason=reason,
            )
            notes = [audit.Note(ledger.ACCEPT, "batch", str(act.batch), reason)]
