"""What a bulk correction comes to: one command for each project, and one act for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Batch
from luodi.organisation.models import Account
from luodi.projects import services as projects
from luodi.projects import words
from luodi.projects.choices import Field
from luodi.projects.models import Project
from luodi.projects.services import Change, Correction, TouchedFact
from luodi.projects.services.values import restore
from luodi.projects.services.writing import standing_now
from luodi.revising.choices import BulkKind
from luodi.revising.models import BulkCorrection
from luodi.revising.rules import BulkRefused


@dataclass(frozen=True)
class Planned:
    """What would become of one project; ``passed`` says why it is left out, because nothing changes."""

    project: Project
    before: str
    after: str
    facts: tuple[TouchedFact, ...] = ()
    waits: bool = False
    passed: str = ""

    @property
    def n_verified(self) -> int:
        return sum(1 for one in self.facts if one.fact.standing == Standing.VERIFIED)


@dataclass(frozen=True, kw_only=True)
class Same:
    """One field of many projects is to have one value."""

    kind: BulkKind
    field: Field
    value: object
    reason: str
    effective_on: date | None = None
    projects: Sequence[Project] = ()


def same_of(bulk: BulkCorrection) -> Same:
    """Return what a stored bulk correction asks for, with its projects."""
    rows = bulk.rows.select_related(
        "project__unit", "project__city", "project__sponsor", "project__enterprise"
    ).order_by("project__code")
    return Same(
        kind=BulkKind(bulk.kind),
        field=Field(bulk.field),
        value=restore(Field(bulk.field), bulk.value),
        reason=bulk.reason,
        effective_on=bulk.effective_on,
        projects=[row.project for row in rows],
    )


def plan(same: Same, *, at: datetime) -> list[Planned]:
    """Return what would become of each project, in order; those that have the value already are passed.

    Raises: BulkRefused naming the project that cannot have it.
    """
    said = words.say(same.field, same.value) or ""
    told = [_compared(project, same, said) for project in same.projects]
    if same.kind == BulkKind.CORRECTION:
        corrected = iter(_previewed([one for one in told if not one.passed], same, at))
        told = [one if one.passed else next(corrected) for one in told]
    return told


def execute(
    same: Same,
    *,
    actor: Account,
    at: datetime,
    batch: Batch,
    accepted_by: Account | None = None,
    versions: dict[int, int] | None = None,
    is_trial: bool = False,
) -> None:
    """Do it, in the caller's transaction.    Raises: what the services of projects raise."""
    known = versions or {}
    if same.kind == BulkKind.CORRECTION:
        projects.correct_projects(
            [_correction(one, same, known.get(one.pk)) for one in same.projects],
            actor=actor,
            at=at,
            batch=batch,
            accepted_by=accepted_by,
            is_trial=is_trial,
        )
        return
    changes = [_change(one, same, known.get(one.pk)) for one in same.projects]
    projects.change_projects(changes, actor=actor, at=at, batch=batch, act_name="成批变更")


def rehearse(same: Same, *, actor: Account, at: datetime) -> None:
    """Do it as if a verifier had accepted it, and take it back.

    Raises: BulkRefused naming the first project that the services refuse.
    """
    try:
        _rehearse(same, actor, at)
    except Refusal as refusal:
        for one in same.projects:
            try:
                _rehearse(replace(same, projects=[one]), actor, at)
            except Refusal as why:
                raise BulkRefused(f"{one.code} {one.name}：{why}", field="value") from why
        raise BulkRefused(str(refusal), field="value") from refusal


def _rehearse(same: Same, actor: Account, at: datetime) -> None:
    with transaction.atomic():
        batch = ledger.open_batch(city=actor.city, title="试算", actor=actor, at=at)
        execute(same, actor=actor, at=at, batch=batch, is_trial=True)
        transaction.set_rollback(True)


def _change(project: Project, same: Same, version: int | None) -> Change:
    assert same.effective_on is not None
    return Change(
        project=project,
        changes={same.field: same.value},
        effective_on=same.effective_on,
        reason=same.reason,
        expected_version=version,
    )


def _compared(project: Project, same: Same, said: str) -> Planned:
    before = words.say(same.field, standing_now(project, [same.field])[same.field]) or ""
    return Planned(project, before, said, passed="已是这一内容" if before == said else "")


def _previewed(planned: Sequence[Planned], same: Same, at: datetime) -> list[Planned]:
    commands = [_correction(one.project, same) for one in planned]
    try:
        found = projects.preview_corrections(commands, at=at)
    except Refusal as refusal:
        raise _named(commands, at) or refusal from refusal
    return [
        replace(one, facts=preview.facts, waits=preview.waits)
        for one, preview in zip(planned, found, strict=True)
    ]


def _named(commands: Sequence[Correction], at: datetime) -> BulkRefused | None:
    """Return what the first project that is refused says, with its name."""
    for command in commands:
        try:
            projects.preview_corrections([command], at=at)
        except Refusal as refusal:
            return BulkRefused(f"{command.project.code} {command.project.name}：{refusal}", field="value")
    return None


def _correction(project: Project, same: Same, version: int | None = None) -> Correction:
    return Correction(
        project=project,
        corrections={same.field: same.value},
        reason=same.reason,
        expected_version=version,
    )
